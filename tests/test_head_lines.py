"""Single lines of head matter, known by their form."""

from __future__ import annotations

import pytest

from sitegen.intake.captions import is_of_another_kind
from sitegen.intake.head_lines import goes_on, is_section_path


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


@pytest.mark.parametrize(
    ("line", "no_headline"),
    [
        ("Holm Island ferry to run again from Monday", False),
        ("It is a tamagotchi now. What a world", False),
        ("THE FERRY RUNS AGAIN.", False),
        ("Holm Island ferry to run again from Monday.", True),
        ("What the harbour board says:", True),
        ("(Ada Marsh / Portville Courier)", True),
        (
            "Why you can trust us: our editors test each boat for a week. When you buy one through our links we earn",
            True,
        ),
    ],
)
def test_what_goes_on_is_no_headline(line: str, no_headline: bool) -> None:
    assert goes_on(line) == no_headline


@pytest.mark.parametrize(
    ("line", "of_another"),
    [
        ("Senior Harbour Editor", True),
        ("Research Fellow, Institute for Small Islands", True),
        ("Ada Marsh Writer Tom Reed Photographer", True),
        ("Gazette editor resigns over ferry story", False),
        ("Published", True),
        ("Subscribe Events Video Special Issues Jobs", True),
        ("Cookie Preferences Cookie List", True),
        ("Watch the ferry make its last crossing", False),
        ("Ada Marsh / Portville Courier", True),
        ("The ferry at its berth in May. EPA", True),
        ("Image via the Holm Island ferry's own website", True),
        ("The last crossing of the Holm Island ferry (1:42)", True),
        ("Board votes 5-4 on the ferry/bridge question", False),
    ],
)
def test_posts_buttons_and_pictures_are_known_where_a_headline_may_stand(line: str, of_another: bool) -> None:
    assert is_of_another_kind(line) == of_another
