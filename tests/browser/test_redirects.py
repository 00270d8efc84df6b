"""An old address leads on in a real browser, and one of a paragraph leads to that paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser.conftest import Reader

OLD, NEW = "articles/first-pier-of-the-alm-bridge-stands.html", "articles/first-of-four-piers-stands.html"


@pytest.mark.parametrize("place", ["", "#p2"])
@pytest.mark.parametrize("where", ["web", "disk"])
def test_an_old_address_leads_to_the_page_and_to_the_paragraph(
    where: str, place: str, request: pytest.FixtureRequest
) -> None:
    reader: Reader = request.getfixturevalue(where)
    reader.page.goto(reader.home + OLD + place)
    reader.page.wait_for_url(reader.home + NEW + place)
    assert reader.page.locator("#p2").is_visible()
    assert not reader.troubles, "\n".join(reader.troubles)
