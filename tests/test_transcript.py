"""Speakers' labels: turns of a conversation, told from lists, credits, letters and headlines with colons."""

from __future__ import annotations

import pytest

from sitegen.intake.transcript import find_labels
from sitegen.relate.turns import find_turns

OPENING = "The council met on Tuesday to hear what became of the ferry."


@pytest.mark.parametrize(
    "turns",
    [
        ["Holm: When will it run again?", "Berg: Yes.", "Holm: You said so last week."],
        ["HOLM: WHEN WILL IT RUN AGAIN?", "BERG: ON MONDAY.", "HOLM: YOU SAID SO LAST WEEK."],
        ["Speaker 1: so when will it run again", "Speaker 2: well we said on monday", "Speaker 1: you did last week"],
        ["Журналіст: Коли він піде знову?", "Голова: У понеділок.", "Журналіст: Ви так казали."],
        ["记者：渡轮什么时候恢复？", "主任：星期一。", "记者：上周也这么说。"],
        ["Holm:", "When will it run again?", "Berg:", "On Monday.", "Holm:", "You said so last week."],
    ],
    ids=["sentences", "capitals", "no stops", "Ukrainian", "Chinese", "labels alone"],
)
def test_a_conversation_has_turns(turns: list[str]) -> None:
    labelled = [index for index, turn in enumerate(turns, 1) if ":" in turn or "：" in turn]
    assert list(find_labels([OPENING, *turns])) == labelled


@pytest.mark.parametrize(
    "lines",
    [
        ["Record: 40-0, 31 KOs", "Last fight: July 29", "Record: 25-0, 22 KOs", "Last fight: July 25"],
        ["Photographer: Ada Marsh", "Producer: Rolf Berg", "Photographer: Mia Strand", "Makeup: Ole Sund"],
        ["One month of Gold: $59.85 ($19.95 per month)", "Two months: $80", "One month of Gold: $49.99", "Mini: $15"],
        ["Dear Abby: I am 42 and at a loss.", "Dear Lost: Write to him.", "Dear Abby: He never answers."],
        ["Harbour Saga: Infinite Tide", "Exclusive: Why We Stopped", "Harbour Saga: The Trailer", "Rave On: A Band"],
        ["Expected: Spring 2031", "Price: 400", "Expected: 2032, perhaps", "Author: Jane Doe, Contributor"],
    ],
    ids=["a table", "credits", "prices", "letters", "headlines", "facts"],
)
def test_what_else_has_colons_has_none(lines: list[str]) -> None:
    texts = [OPENING, *lines, OPENING]
    assert find_labels(texts) == {}
    starts = [sum(len(text) + 2 for text in texts[:number]) for number in range(len(texts))]
    spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
    assert find_turns("\n\n".join(texts), spans) == ()
