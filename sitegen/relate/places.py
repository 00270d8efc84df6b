"""One quotation where it stands: its paragraph, sentence, the cues around it, and what was decided before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sitegen.relate.cues import Cue, cues_within
from sitegen.relate.reading import Reading, span_of
from sitegen.relate.spans import Stretch

Tier = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Place:
    """One quotation where it stands."""

    text: str
    paragraphs: tuple[Reading, ...]
    cues: tuple[tuple[Cue, ...], ...]
    """For each paragraph."""
    paragraph: int
    token: int
    earlier: tuple[Decision, ...]
    """What was decided for the quotations before, in order."""

    @property
    def reading(self) -> Reading:
        """Its paragraph."""
        return self.paragraphs[self.paragraph]

    @property
    def sentence(self) -> tuple[int, int]:
        """The tokens of its sentence."""
        return self.reading.sentence_of(self.token)

    @property
    def own_cues(self) -> Sequence[Cue]:
        """The cues of the quotation's own sentence."""
        return cues_within(self.cues[self.paragraph], *self.sentence)

    @property
    def stretch(self) -> Stretch:
        """Where it stands in the text, marks included."""
        return self.reading.stretches[self.token]

    @property
    def inner(self) -> str:
        """Its words without their marks."""
        return self.text[self.stretch.start : self.stretch.end].strip("\"'“”‘’«»„`")

    @property
    def word_count(self) -> int:
        """How many words stand between the marks."""
        return len(self.inner.split())

    def word(self, token: int) -> str:
        """A word of its paragraph, in small letters."""
        return self.reading.words[token]

    @property
    def stands_alone(self) -> bool:
        """Whether no word follows in its sentence."""
        return not self.reading.tags[self.token + 1 : self.sentence[1]].strip(".,~qkQ")

    @property
    def goes_on(self) -> bool:
        """Whether it is a whole sentence that may belong to the speaker before it."""
        return self.opens_sentence and self.stands_alone

    @property
    def is_whole(self) -> bool:
        """Whether it is a sentence of its own, by its capital and by what stands before it."""
        before = self.reading.tags[self.token - 1 : self.token] if self.token else ""
        capital = self.inner.lstrip("[(… .")[:1].isupper()
        return capital and (self.token == self.sentence[0] or before in tuple(":,-VvGtqQk") or self.opens_sentence)

    @property
    def opens_sentence(self) -> bool:
        """Whether it starts a sentence, in its place and in its own words."""
        before = self.reading.tags[self.sentence[0] : self.token].lstrip("-")
        if before:
            return len(before) <= 4 and before[-1] == "," and not before.strip("A|&Og,")
        return self.inner.lstrip("[(… .")[:1].isupper()


class Decision(NamedTuple):
    """A quotation with its speaker. Offsets into the text."""

    place: Place
    source: tuple[tuple[int, int], ...] | None
    cue: tuple[tuple[int, int], ...] | None
    rule: str
    tier: Tier


class Answer(NamedTuple):
    """What a rule found."""

    source: tuple[tuple[int, int], ...] | None
    cue: tuple[tuple[int, int], ...] | None


def answer_of(reading: Reading, cue: Cue) -> Answer:
    """The speaker and the verb of a cue; with "who" both what it stands for and the word itself."""
    spans = [span_of(reading, cue.subject)]
    if cue.relative is not None:
        spans.append(span_of(reading, (cue.relative, cue.relative + 1)))
    return Answer(tuple(spans), (span_of(reading, cue.verb),))
