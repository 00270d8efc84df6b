"""Timed text: captions (SRT, WebVTT) and transcripts with time codes, as video sites and dictation programs give them.

The codes leave the text, and what stands between them is joined into paragraphs. Both are edits inside a unit, so that
offsets stay those of the capture, as with hard wraps.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sitegen.drafts import Edit
from sitegen.intake.layout import Unit, find_units

TIME_CODE = "time code"
"""The rule of the edits that take codes out."""

_CLOCK = r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d\d)"
_CUE = re.compile(rf"{_CLOCK}[.,]\d{{3}}\s{{1,4}}-->\s{{1,4}}[\d:.,]{{5,14}}(?:\s[^\n]{{0,200}})?")
"""`00:00:11,300 --> 00:00:15,600`, in WebVTT with settings behind it."""
_CODE = re.compile(rf"[\[(]?{_CLOCK}(?:[.,]\d{{1,3}})?[\])]?(?::|\s?[-–—])?(?=\s|$)(?!\s?/)")
"""`0:03`, `[00:00:03]`, `(00:14):`, alone on a line or before its words."""
_NAMED_CODE = re.compile(
    rf"(?P<name>[^\W\d_][^\n:;!?\[\](){{}}<>]{{0,60}}?)\s{{1,9}}[\[(]?{_CLOCK}(?:[.,]\d{{1,3}})?[\])]?:?"
)
"""`Helen Park 00:12`: who speaks from then on."""
_SPOKEN_CODE = re.compile(r"(?:\d{1,3} (?:hours?|minutes?|seconds?)[, ]{0,2}){1,3}")
"""`1 minute, 3 seconds`: what video sites print below a code for those who hear the page."""
_TAG = re.compile(r"<(?:v(?:\.\w{1,20})? (?P<name>[^<>\n]{1,80})|[^<>\n]{0,80})>")
_ARROW = "-->"
_FIRST_MINUTE = re.compile(r"0:(?:(?<!\d0:)|(?<!\d00:)(?<=00:))\d\d(?!\d)")
"""What any timed text has: a cue's arrow, or a code of the first minute, `0:03`, `00:00:11`. The pattern begins with
plain signs and looks back from them, so that most of a text is passed over at once.
"""

_FEWEST_CUES, _FEWEST_CODES = 2, 4
_FIRST_BEFORE = 60
"""Seconds in which the first code lies: where it comes later, codes are the hours of a live report or a programme."""
_LEAST_SHARE, _LEAST_WORDS = 0.2, 5
"""Of the lines from the first code on, those with one; words a code. Chapters listed in an article have fewer."""
_PAUSE, _LONG, _LONGEST = 3, 60, 120
"""Seconds without words that end a paragraph behind a full stop; words from which every full stop ends it, and words
that end it in any case, because many captions have no full stops."""
_WORDS_A_SECOND = 3
_ROLLING = 0.25
"""Share of lines that say the same as the one before, from which on captions roll: each line is shown twice."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_STOP = re.compile(r"""[.!?…。！？]["'”’»\])]*$""")
_NEW_VOICE = re.compile(r">>|[-–—]\s?\S|[^\W\d_a-z][\w.’' -]{0,40}: ")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    blank_before: bool


@dataclass(frozen=True, slots=True)
class _Code:
    """What a line says of time: its code, with a speaker's name before it or words behind."""

    seconds: int
    name: int = 0
    """Characters of the name."""
    words: int | None = None
    """Where in the line the words begin."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one line."""

    code_start: int
    """Where the code above or before them starts; their own start where there is none."""
    start: int
    end: int
    text: str
    seconds: int | None
    """When they are said, if a code says so."""
    apart: bool
    """Whether a blank line without a code, or a speaker's name, stands over them."""
    edits: tuple[Edit, ...] = ()
    """Those that turn the capture's words into `text`."""


def is_timed(text: str) -> bool:
    """Whether a text is captions or a transcript with time codes."""
    return bool(_read_timed(text))


def find_timed_units(text: str) -> tuple[Unit, ...]:
    """The units of timed text: its paragraphs, what stands above the first code and below the last; else none."""
    said = _read_timed(text)
    if not said:
        return ()
    if text.startswith("WEBVTT"):
        said[0] = replace(said[0], code_start=0)
    above = find_units(text[: said[0].code_start])
    below = find_units(text[said[-1].end :])
    units = [_unit(text, paragraph) for paragraph in _paragraphs(said)]
    return (*above, *units, *(_moved(unit, said[-1].end) for unit in below))


def _moved(unit: Unit, by: int) -> Unit:
    joins = tuple(replace(edit, start=edit.start + by, end=edit.end + by) for edit in unit.joins)
    return replace(unit, line_start=unit.line_start + by, start=unit.start + by, end=unit.end + by, joins=joins)


def is_spoken(unit: Unit) -> bool:
    """Whether a unit is a paragraph of timed text."""
    return bool(unit.joins) and unit.joins[0].rule == TIME_CODE


# --- reading the codes ------------------------------------------------------------------------------------------------


def _read_timed(text: str) -> list[_Said]:
    """The lines of words, each with its code; none where the text is not timed."""
    if _ARROW not in text and not _FIRST_MINUTE.search(text):
        return []
    lines = _read_lines(text)
    if said := _read_captions(lines):
        return said
    codes = {i: code for i, line in enumerate(lines) if (code := _read_code(line.text))}
    coded = [code.seconds for code in codes.values()]
    if len(coded) < _FEWEST_CODES or coded[0] >= _FIRST_BEFORE or any(a > b for a, b in pairwise(coded)):
        return []
    aside = {i for i in codes if i + 1 < len(lines) and _SPOKEN_CODE.fullmatch(lines[i + 1].text)}
    said = list(_read_said(lines, codes, {i + 1 for i in aside}))
    words = sum(len(_WORD.findall(one.text)) for one in said)
    enough = len(coded) >= _LEAST_SHARE * len(said) and words >= _LEAST_WORDS * len(coded)
    return said if enough else []


def _read_lines(text: str) -> list[_Line]:
    lines, end = [], 0
    for found in re.finditer(r"\S[^\n]*", text):
        lines.append(_Line(found.start(), found[0].rstrip(), text.count("\n", end, found.start()) > 1))
        end = found.start() + len(lines[-1].text)
    return lines


def _read_captions(lines: Sequence[_Line]) -> list[_Said]:
    """What stands under `00:00:11,300 --> 00:00:15,600`; a number or a name may stand over that, and lines may roll."""
    cues = {i: _Code(_seconds(cue)) for i, line in enumerate(lines) if (cue := _CUE.fullmatch(line.text))}
    if len(cues) < _FEWEST_CUES:
        return []
    aside = {i - 1 for i in cues if i and i - 1 not in cues and not re.search(r"\s", lines[i - 1].text)}
    said = list(_without_tags(_read_said(lines, cues, aside)))
    shown = [*said[:1], *(b for a, b in pairwise(said) if a.text != b.text)]
    if len(said) - len(shown) <= _ROLLING * len(said):
        return said
    rest = Edit(shown[-1].end, said[-1].end, "furniture", TIME_CODE)
    return [*shown[:-1], replace(shown[-1], end=rest.end, edits=(*shown[-1].edits, rest))]


def _read_code(line: str) -> _Code | None:
    if code := _CODE.match(line):
        rest = len(line) - len(line[code.end() :].lstrip())
        return _Code(_seconds(code), words=rest if rest < len(line) else None)
    named = _NAMED_CODE.fullmatch(line)
    return _Code(_seconds(named), name=named.end("name")) if named else None


def _seconds(code: re.Match[str]) -> int:
    return (int(code["hours"] or 0) * 60 + int(code["minutes"])) * 60 + int(code["seconds"])


def _read_said(lines: Sequence[_Line], codes: Mapping[int, _Code], aside: Collection[int]) -> Iterator[_Said]:
    """The words from the first code to the paragraph behind the last one; lines `aside` belong to the codes."""
    last = max(codes)
    code_start, seconds, name = -1, None, ""
    for index in range(min(codes) - (min(codes) - 1 in aside), len(lines)):
        line, code = lines[index], codes.get(index)
        if index > last + 1 and (line.blank_before or codes[last].words is not None):
            return
        at = line.start
        if code or index in aside:
            code_start = at if code_start < 0 else code_start
            if code:
                seconds, name = code.seconds, line.text[: code.name]
                named_at = at
            if not code or code.words is None:
                continue
            at += code.words
        elif index == last + 1 and codes[last].words is not None:
            return
        words, end = lines[index].text[at - line.start :], line.start + len(line.text)
        if name:
            edits = (Edit(named_at + len(name), at, "furniture", TIME_CODE, ": "),)
            yield _Said(min(code_start, named_at), named_at, end, f"{name}: {words}", seconds, True, edits)
        else:
            apart = seconds is None and line.blank_before
            yield _Said(code_start if code_start >= 0 else at, at, end, words, seconds, apart)
        code_start, seconds, name = -1, None, ""


def _without_tags(said: Iterable[_Said]) -> Iterator[_Said]:
    """The same without markup; a voice's tag, `<v Helen Park>`, becomes a label where the voice is a new one."""
    voice = ""
    for one in said:
        edits, text, end = [], "", 0
        for tag in _TAG.finditer(one.text):
            name = tag["name"] if tag["name"] != voice else ""
            voice = tag["name"] or voice
            text += one.text[end : tag.start()] + (f"{name}: " if name else "")
            start, end = one.start + tag.start(), tag.end()
            if name:
                edits.append(Edit(start, one.start + tag.start("name"), "furniture", TIME_CODE))
                start = one.start + tag.end("name")
            edits.append(Edit(start, one.start + end, "furniture", TIME_CODE, ": " if name else ""))
        text += one.text[end:]
        if text.strip():
            yield replace(one, text=text, edits=tuple(edits), apart=one.apart or text.startswith(f"{voice}: "))


# --- paragraphs -------------------------------------------------------------------------------------------------------


def _paragraphs(said: Sequence[_Said]) -> Iterator[list[_Said]]:
    """Lines that belong together, by what is said in them, who says it, and how long they pause between them."""
    group: list[_Said] = []
    words = 0
    silent_from = 0.0
    for one in said:
        stops = bool(group) and bool(_STOP.search(group[-1].text))
        pause = one.seconds - silent_from if one.seconds is not None else 0
        ends = words >= _LONGEST or (stops and (words >= _LONG or pause >= _PAUSE))
        if group and (ends or one.apart or _NEW_VOICE.match(one.text)):
            yield group
            group, words = [], 0
        group.append(one)
        own = len(_WORD.findall(one.text))
        words += own
        silent_from = (one.seconds if one.seconds is not None else silent_from) + own / _WORDS_A_SECOND
    yield group


def _unit(text: str, said: Sequence[_Said]) -> Unit:
    """One paragraph; the codes in it, and the one before it, are edits."""
    first, last = said[0], said[-1]
    edits = [Edit(first.code_start, first.start, "furniture", TIME_CODE)] if first.code_start < first.start else []
    for before, one in pairwise(said):
        coded = one.code_start < one.start
        edits.append(
            Edit(before.end, one.start, *(("furniture", TIME_CODE) if coded else ("layout", "hard wrap")), " ")
        )
    edits += (edit for one in said for edit in one.edits)
    words = " ".join(one.text.strip() for one in said)
    edits.sort(key=lambda edit: (edit.start, edit.end))
    return Unit(first.code_start, first.code_start, last.end, words, 0, 1, joins=tuple(edits))


REASONS = {TIME_CODE: "says when the words beside it are spoken, or shows them a second time"}
