"""Lines over and under a headline: those that tell more of its story are the standfirst, others are not."""

from __future__ import annotations

import pytest

from sitegen.drafts import Capture
from sitegen.intake.headmatter import HeadLine, HeadMatter, Role
from sitegen.intake.standfirst import infer_standfirst

HEADLINE = "Holm Island ferry to run again from Monday"
TEXT = (
    "The ferry to Holm Island will run again from Monday, the harbour board said.\n\n"
    "It had been laid up since a fire in its engine room in March. Islanders have crossed in fishing boats since then, "
    "and the shop on the quay has gone without fresh bread on stormy days."
)


def standfirst(*lines: tuple[Role, str]) -> tuple[str, ...]:
    """Of lines that have left the text, the field's value."""
    raw, placed = "", []
    for role, text in (("headline", HEADLINE), *lines):
        placed.append(HeadLine(role, len(raw), len(raw) + len(text), text))
        raw += text + "\n\n"
    capture = Capture("seeds/case.txt", "0" * 64, "text", "utf-8", raw + TEXT)
    value = infer_standfirst(capture, HeadMatter(tuple(placed), len(raw), len(raw + TEXT)), TEXT)
    assert value is None or [found.text for found in value.evidence][:1] == [value.value[0]]
    return tuple(value.value) if value else ()


@pytest.mark.parametrize(
    "line",
    [
        "Islanders have crossed in fishing boats since a fire in March",
        "“We have gone without bread on stormy days”: life without a harbour board's ferry",
        "The vessel was stopped by fire in its engine room",
        "Harbour Office, Portville, 11 March 2031",
    ],
)
def test_what_tells_more_of_the_story_is_kept(line: str) -> None:
    assert standfirst(("standfirst", line)) == (line,)
    assert standfirst(("kicker", line)) == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "Executive Content Editor",
        "Jane Doe Portville Courier",
        "Doric Marsh December 20, 2030 Comments",
        "By",
        "Takeaways",
        "Ferry",
        "21+ SHOW - DOORS: 5 PM",
        "Subscribers can gift articles to anyone",
        "Coach of the rowers leaves for a rival club",
        "Holm Island ferry to run again",
        "The ferry at the harbour of Holm Island in March. Getty Images",
        "The ferry at the quay of the island (Ada Marsh/Portville Courier)",
        "The ferry that burnt at the harbour in March. By Ada Marsh",
        "How the ferry of the harbour board caught fire (1:39)",
        "Islanders cross in fishing boats while the ferry waits - 2h ago",
    ],
)
def test_posts_names_buttons_captions_and_other_stories_are_none(line: str) -> None:
    assert standfirst(("standfirst", line)) == ()


def test_of_a_list_of_headlines_only_the_first_may_be_one() -> None:
    lines = [f"The harbour board and its ferry to the island, part {part}" for part in ("one", "two", "three")]
    assert standfirst(*(("standfirst", line) for line in lines)) == (lines[0],)
