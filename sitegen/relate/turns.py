"""Turns of a transcript or an interview: who speaks from which label to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sitegen.interviews import QUESTION_OR_ANSWER, SALUTATION, are_spoken
from sitegen.relate.function_words import words
from sitegen.relate.role_words import HONORIFICS, ROLE_NOUNS

LABEL = re.compile(
    r"(?=[^:：\n\"“”«»?!]{1,94}[:：])(?:[—–-]\s?)?(?P<label>[^\W_][^:：\n\"“”«»?!]{0,90}?)\s?(?::(?=\s|$)|：)"
)
"""A colon is looked for first, which most paragraphs do not have so near their start."""
HEADING_WORDS = 10
ENDS_PARAGRAPH = tuple(".?!…:;,\"”»’')]—–-")
STAGE_DIRECTION = re.compile(r"[*•#~\s—–-]{1,20}$|[(\[][^()\[\]]{1,200}[)\]][.!]?$")
SPEAKS_UNNAMED = words(
    """
    question answer q a interviewer host moderator reporter reporters journalist interpreter operator audience
    speaker voice narrator announcer caller questioner correspondent chair presenter
    """
)
NO_LABEL = words(
    """
    note update correction photo photos source sources read watch listen related caution warning date time place
    where when what why how tags share editor updated published image caption video file by also see contact email
    phone address tel fax website follow topics categories location price rating example examples conclusion
    background analysis summary result results score first second third finally answer bottom exclusive breaking
    opinion live report poll
    """
)
SMALL_WORDS = words("of the and for de da von van der al bin to in at on")
LABEL_WORDS = 14
_AFTER_LABEL = " .:：\t\xa0"


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of a transcript. Offsets into the text."""

    label: tuple[int, int]
    """Without its colon."""
    content: tuple[tuple[int, int], ...]
    """A span for each paragraph, stage directions left out."""


def find_turns(
    text: str, paragraphs: Sequence[tuple[int, int]], known: Sequence[tuple[int, int]] = ()
) -> tuple[Turn, ...]:
    """The turns of a text. `known` are the turns or labels that intake has found; without them, labels are looked for.

    A text is taken for a transcript only where at least two labels alternate, and sentences follow them: a single
    "Note:" makes no speaker, nor does a list of credits.
    """
    starts = {start for start, _ in known}
    labels = [
        (number, label)
        for number, (start, end) in enumerate(paragraphs)
        if (label := _label(text, start, end, certain=start in starts)) and (not starts or start in starts)
    ]
    if not starts and not _is_conversation(text, paragraphs, labels):
        return ()
    return tuple(
        Turn(label, _content(text, paragraphs, number, following, label[1]))
        for (number, label), following in zip(labels, [*(n for n, _ in labels[1:]), len(paragraphs)], strict=True)
    )


def _label(text: str, start: int, end: int, *, certain: bool) -> tuple[int, int] | None:
    """The speaker's label that a paragraph opens with."""
    match = QUESTION_OR_ANSWER.match(text, start, end) or LABEL.match(text, start, end)
    if match is None or not (certain or (_names_a_speaker(match["label"]) and not SALUTATION.match(text, start, end))):
        return None
    return match.span("label")


def _names_a_speaker(label: str) -> bool:
    """Whether a label reads as a person: a name, a title and a name, "THE PRESIDENT", "Q", "Interviewer"."""
    parts = re.findall(r"[^\W\d_][\w.'’-]*", label)
    if not parts or len(parts) > LABEL_WORDS:
        return False
    lower = [part.lower().strip(".") for part in parts]
    if lower[0] in NO_LABEL:
        return False
    if all(word in SPEAKS_UNNAMED for word in lower):
        return True
    named = all(part[0].isupper() or word in SMALL_WORDS for part, word in zip(parts, lower, strict=True))
    if not named or not parts[-1][0].isupper():
        return False
    return len(parts) > 1 or lower[0] in HONORIFICS | ROLE_NOUNS or parts[0].isupper() or len(parts[0]) > 2


def _is_conversation(
    text: str, paragraphs: Sequence[tuple[int, int]], labels: Sequence[tuple[int, tuple[int, int]]]
) -> bool:
    said = (text[end : paragraphs[number][1]].lstrip(_AFTER_LABEL) for number, (_, end) in labels)
    return _alternate([text[start:end] for _, (start, end) in labels]) and are_spoken(said)


def _alternate(labels: Sequence[str]) -> bool:
    """Whether labels look like speakers taking turns: three at least, of two at least, one of whom comes again."""
    keys = [label.split()[-1].casefold().strip(".") for label in labels]
    distinct = set(keys)
    changes = sum(a != b for a, b in pairwise(keys))
    return len(keys) >= 3 and 2 <= len(distinct) < len(keys) and changes >= 2


def _content(
    text: str, paragraphs: Sequence[tuple[int, int]], number: int, following: int, label_end: int
) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for start, end in paragraphs[number:following]:
        first = start
        if start <= label_end <= end:
            first = label_end + len(text[label_end:end]) - len(text[label_end:end].lstrip(_AFTER_LABEL))
        if spans and not text[start:end].endswith(ENDS_PARAGRAPH) and len(text[start:end].split()) <= HEADING_WORDS:
            break  # a heading: what follows it is not the speaker's until the next label
        if first < end and not STAGE_DIRECTION.match(text, first, end):
            spans.append((first, end))
    return tuple(spans)
