"""Single lines of head matter, known by their form."""

from __future__ import annotations

import pytest

from sitegen.intake.head_lines import is_section_path


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("World » AFRICA", True),
        ("News > Europe", True),
        ("Home / News / Electric Cars", True),
        ("Startseite / Politik", True),
        ("首页 > 国内 > 正文", True),
        ("Главная / Политика", True),
        ("Terms of Use / Privacy Policy / Manage Newsletters", False),
        ("Audio / Video", False),
        ("Rowan Marsh / Harbour Images", False),
        ("March 11, 2031 / 1:54 PM / Harbour News", False),
        ("Valve lift (in): 0.549 intake / 0.549 exhaust", False),
        ("He said he would go to the harbour / and came back with a boat nobody knew", False),
    ],
)
def test_a_slash_alone_makes_no_path_of_sections(line: str, path: bool) -> None:
    assert is_section_path(line) == path
