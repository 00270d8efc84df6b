"""Where a page's article stands among what the page prints around it, and which lines outside go on in it."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.intake.layout import Unit
from sitegen.intake.looks import Look
from sitegen.intake.scoring import Form

_CLUTTER, _GAP, _PAUSE, _END = 24.0, 3.0, 1.5, 300.0
"""What a unit that is no text takes from an article's stretch, in words: a menu's line; any other, which may belong to
a list in the article; one that often interrupts articles; one that only stands below them."""
_INTERRUPTS = frozenset(
    "advertisement|media player|related links|newsletter|share buttons|follow us|appeal|site plug".split("|")
)
_ENDS = frozenset(("comments", "rights notice", "tags"))
_FORMS = frozenset(("cookie notice", "account prompt", "web form"))
"""What stands below articles, and in boxes inside them that ask readers to subscribe or to allow embedded content:
behind it, only a sentence that speaks of the same goes on."""
_UNENDED = 2.0
"""What a line that ends as no sentence adds at most: headlines in a row are a list of other articles."""
_SENTENCE_FLOOR = 0.3
"""What a full sentence counts at least: among much furniture, a short article's look improbable."""
_LIKELY = 0.02
"""The probability from which a short last sentence belongs to the article before it."""


def find_stretch(looks: Sequence[Look], chances: Sequence[float], form: Form) -> tuple[int, int]:
    """The stretch with the most probable text, gaps charged for; on an excerpt all from the first to the last text."""
    if form == "excerpt":
        kept = [index for index, chance in enumerate(chances) if chance >= 0.5]
        return (kept[0], kept[-1] + 1) if kept else (0, len(looks))
    best = (0.0, 0, len(looks))
    total, start = 0.0, 0
    for index, (look, chance) in enumerate(zip(looks, chances, strict=True)):
        total += _worth(look, chance)
        if total <= 0:
            total, start = 0.0, index + 1
        elif total > best[0]:
            best = (total, start, index + 1)
    end = best[2]
    while end < len(looks) and looks[end].sentence and not looks[end].how and chances[end] >= _LIKELY:
        end += 1  # a short last sentence weighs little
    return best[1], end


_BOX = 6
"""Lines of a box of links in mid-article; a list at the end is longer. What a form says counts half."""
_HEAD = 12
"""Lines above an article among which its headline and standfirst stand."""
_STEM, _SHARED_STEMS = 4, 3
"""Letters by which words of many forms are known again; how many of them a line must share that is no sentence."""


def find_goings_on(units: Sequence[Unit], looks: Sequence[Look], start: int, end: int) -> set[int]:
    """Lines that look improbable but are sentences, or speak of the same things as the article from `start` to `end`.

    In it, the items of its lists and its subheadings; in it and behind it, every sentence not worded as furniture, be
    there a box of links in between: where it stands is no reason to drop it. Behind a second box or a form it must
    speak of the same: headlines and sentences by turns tell of other articles. Above it, sentences over the text or
    over lines that are worded as furniture, and those over a box that speak of the same. What stands further off is
    other articles'.
    """
    head = (look for look in looks[max(0, start - _HEAD) : start] if look.words >= 5 and not look.how)
    text = (look for look in looks[start:end] if look.good)
    told = {word for look in (*head, *text) for word in _stems(look)}
    found: set[int] = set()
    index, apart = start, 0.0
    boxed = crossed = asked = False
    while index < len(looks) and apart <= _BOX and (index < end or looks[index].rule not in _ENDS):
        look = looks[index]
        shared, sentence = len(told & _stems(look)), is_sentence(look)
        if index < end:
            belongs = sentence or shared >= (1 if units[index].marker else _SHARED_STEMS)
        else:
            belongs = sentence and (shared > 0 or not (asked or (boxed and crossed)))
            asked = asked or look.rule in _FORMS
        if belongs and not look.how:
            found.add(index)
            told |= _stems(look) if look.good else set()
            apart, boxed, crossed, asked = 0.0, False, crossed or boxed, False
        elif index >= end:
            apart += 0.5 if look.rule in _FORMS else 1
            boxed = boxed or not look.how
        index += 1
    first = start
    for index in range(start - 1, -1, -1):
        look = looks[index]
        if first - index > _BOX:
            break
        worded = all(between.how for between in looks[index + 1 : first])
        if look.sentence and not look.how and (worded or told & _stems(look)):
            found.add(index)
            first = index
    return found


def _stems(look: Look) -> set[str]:
    return {word[:_STEM] for word in look.key.split() if len(word) > _STEM}


def _worth(look: Look, chance: float) -> float:
    """What a unit adds to an article's stretch, in words of probable text."""
    if look.how == "whole":
        return -_END if look.rule in _ENDS | _FORMS else -_PAUSE if look.rule in _INTERRUPTS else -_CLUTTER
    if look.good and not look.how:
        chance = max(chance, _SENTENCE_FLOOR)
    weight = min(look.words, 80) * chance if chance >= 0.05 else -_GAP
    return weight if look.ends else min(weight, _UNENDED)


def is_sentence(look: Look) -> bool:
    """Whether a line ends a text as a sentence may, be it as short as "Nobody was hurt."."""
    return look.sentence or (look.ends and look.words >= 2)
