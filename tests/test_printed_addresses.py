"""The addresses that a pasted copy prints of itself."""

from __future__ import annotations

import pytest

from sitegen.intake.printed_addresses import infer_archived, infer_url

TEXT = "The ferry to Holm Island will run again from Monday, the harbour board said."
STORY = "https://www.courier.example/news/2031/05/ferry.html"
WAYBACK = "https://web.archive.org/web/20310512053010/http://www.courier.example:80/news/ferry.html"


@pytest.mark.parametrize(
    ("copy", "url", "archived"),
    [
        (f"{STORY}\n\nFerry runs again\n\n{TEXT}", STORY, ()),
        (f"Ferry runs again\n\n{TEXT}\n\nSource: {STORY}", STORY, ()),
        (f"Fähre fährt wieder\nQuelle: {STORY}\n\n{TEXT}", STORY, ()),
        (f"Ferry runs again\n{TEXT}\nURL: {STORY}.", STORY, ()),
        (f"The Wayback Machine - {WAYBACK}\nFerry\n{TEXT}", "http://www.courier.example/news/ferry.html", (WAYBACK,)),
        (f"{TEXT}\nArchived: https://archive.ph/aB3dE", None, ("https://archive.ph/aB3dE",)),
        (f"{STORY}\n{TEXT}\nhttps://perma.cc/AB12-CD34", STORY, ("https://perma.cc/AB12-CD34",)),
        (f"Ferry runs again\n\n{TEXT}\n\n{STORY}", None, ()),
        (f"Read more: {STORY}\n{TEXT}", None, ()),
        (f"Ferry runs again\n{TEXT}\nThe log is at {STORY} and on paper.", None, ()),
        (f"https://www.courier.example/\n{TEXT}", None, ()),
        ("\n".join([TEXT] * 9 + [f"Source: {STORY}"] + [TEXT] * 9), None, ()),
        (f"https://[::1/news/ferry.html\n{TEXT}", None, ()),
        ("", None, ()),
    ],
)
def test_lines_that_are_an_address(copy: str, url: str | None, archived: tuple[str, ...]) -> None:
    found, stored = infer_url(copy), infer_archived(copy)
    assert (found and found.value) == url
    assert (stored.value if stored else ()) == archived
    for value in filter(None, (found, stored)):
        assert value.basis == "stated"
        assert all(copy[one.start : one.end] == one.text for one in value.evidence)
