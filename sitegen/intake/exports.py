"""Exports of press databases: articles between named fields, one or several in a file.

LexisNexis, Factiva, ProQuest, EBSCO and Europresse print what they know of an article as fields, `BYLINE: Jane Doe`,
`Publication title: …`, `HD   …`, above and below its text. The fields say what others must guess; none is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sitegen.intake.furniture import KEEP, Judgement, Verdict
from sitegen.intake.head_lines import is_stamp, read_byline, split_names
from sitegen.intake.headmatter import HeadLine, HeadMatter, Role
from sitegen.intake.layout import Unit, is_separator
from sitegen.intake.press_words import names_post

_ROLES: tuple[tuple[Role, str], ...] = (
    ("headline", "headline title titel titre título hd"),
    ("byline", "byline author authors autor auteur verfasser by"),
    ("standfirst", "highlight"),
    ("sitename", "publication_title publication publication_info source sn"),
    ("issued", "publication_date pd"),
    ("section", "section rubrik rubrique sección se"),
    ("note", "document_type"),
)
"""Fields that say something of the article, and what."""


def _names(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.split())


_FIELD_ROLES = {name: role for role, words in _ROLES for name in _names(words)}
_OPENERS = _names("body full_text fulltext volltext texte_intégral lp td")
"""What stands over the text itself."""
_OTHERS = _names(
    """
    length longueur länge load-date update language langue sprache publication-type zeitungs-code journal_code
    subject subject_terms company organization person industry geographic geographic_terms location ticker graphic
    dateline abstract correction-date full_text_word_count issn isbn accession_number database source_type publisher
    persistent_link_to_this_record language_of_publication publication_year publication_subject place_of_publication
    people country_of_publication first_page last_updated document_url proquest_document_id copyright classification
    links issue volume pages series correction document_features credit column last_indexed
    wc et sc ed pg la cy ns re ipd ipc co in pub an ct vol art rf cr
    """
)
_TELLING = _names(
    """
    load-date publication-type zeitungs-code publication_info source_type proquest_document_id accession_number
    language_of_publication full_text_word_count full_text publication_title sc wc hd
    """
)
"""Fields that a press page does not print. Two of them, or of lines that databases print, make an export."""
_HEAD_FIELDS = _names("byline section length länge longueur highlight headline dateline rubrik rubrique")
"""Fields that LexisNexis prints over a text that nothing else opens."""
_ONCE = _OPENERS | _names(
    "length longueur länge load-date publication-type publication_title source_type proquest_document_id wc hd"
)
"""Fields that a database prints once for each article."""
_ALONE = _names("body full_text classification")
"""Names that stand on a line of their own, without a colon."""
_LONGEST_ALONE = 20
"""More characters than they have."""

_FIELD = re.compile(r"(?P<name>[^\W\d_]+(?:[ /-]{1,3}[^\W\d_]+){0,5}) ?[:：](?P<value>.*)", re.DOTALL)
_TAG = re.compile(r"(?P<name>[A-Z]{2,3})(?:\t|\s{2,9}|$)(?P<value>.*)", re.DOTALL)
_BEGINS = re.compile(r"\d{1,4} of \d{1,4} documents|document \d{1,4} (?:of|von|de|sur) \d{1,4}", re.IGNORECASE)
_ENDS = re.compile(
    r"end of document|(?:an\s{1,9})?document \w{2,8}0{3}[12]\d{7}\w{5,15}|"
    r"num[ée]ro de document ?: ?\w{1,9}·\d{8}·.{1,40}",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"details|contact proquest|proquest document link|.{1,60}terms and conditions", re.IGNORECASE)
_RIGHTS = re.compile(r"copyright|©|\(c\)|all rights reserved|tous droits réservés|alle rechte", re.IGNORECASE)
_WORDS = re.compile(r"\d[\d,. ]{0,8} (?:words|wörter|mots|palabras|parole|palavras)", re.IGNORECASE)
_FEWEST_WORDS = 8
"""A line of so many words that is no field is taken for text."""


def _field(line: str) -> tuple[str, int]:
    """The name of the field that a line is, in small letters, and where its value begins; no name for other lines."""
    has_colon = ":" in line or "：" in line  # looked for first, because most lines have none
    found = (_FIELD.match(line) if has_colon else None) or _TAG.match(line)
    name = (found["name"] if found else line[:_LONGEST_ALONE]).casefold()
    if found and (name in _FIELD_ROLES or name in _OTHERS or name in _OPENERS):
        return name, found.end() - len(found["value"].lstrip())
    return (name, len(line)) if name in _ALONE else ("", 0)


def _is_sign(line: str) -> bool:
    return len(line) <= 120 and any(sign.fullmatch(line) for sign in (_BEGINS, _ENDS))


def _is_export(lines: Iterable[str]) -> bool:
    told: set[str] = set()
    for line in lines:
        name, at = _field(line)
        if name in _TELLING or (name in _HEAD_FIELDS and _WORDS.fullmatch(line[at:])):
            told.add(name)
        elif _is_sign(line):
            told.add("sign")
        elif _RIGHTS.match(line) or _WORDS.fullmatch(line):
            told.add("beside a sign")
    return len(told - {"beside a sign"}) >= 2 or told == {"sign", "beside a sign"}


# --- several in a file ------------------------------------------------------------------------------------------------


def split_export(text: str) -> list[str]:
    """The records of an export, which together are its text; the text itself where it holds one or is no export."""
    places = [0]
    for line in _LINE.finditer(text):
        if _BEGINS.fullmatch(line[1]):
            places.append(line.start())
        elif _ENDS.fullmatch(line[1]):
            places.append(line.end())
    records: list[str] = []
    begun = 0
    for _, end in pairwise([*places, len(text)]):
        if len(places) > 1 and _is_export(line[1] for line in _LINE.finditer(text, begun, end)):
            records.append(text[begun:end])
            begun = end
    rest = text[begun:]  # what no sign ends belongs to the last record
    return [*records[:-1], records[-1] + rest] if records else [text]


def count_articles(text: str) -> int:
    """How many articles an export's text holds, by the fields that stand once in each; two must stand so often.

    One where the text is no export.
    """
    lines = [line.strip()[:_LONGEST_LINE] for line in text.split("\n")]
    names = Counter(_field(line)[0] for line in lines)
    times = sorted(names[name] for name in _ONCE)
    return max(times[-2], 1) if _is_export(lines) else 1


_LONGEST_LINE = 2000
_LINE = re.compile(r"^[^\S\n]*(\S[^\n]{0,2000}?)[^\S\n]*(?:\n|$)", re.MULTILINE)


# --- one record -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExportReading:
    """A record of a database, read: what its fields say, and which units are the article's text."""

    lines: tuple[HeadLine, ...]
    body: range
    openings: Mapping[int, int]
    """Units of the text that begin with the name of its field, "Full text: ", and how many characters that has."""


def read_export(units: Sequence[Unit]) -> ExportReading | None:
    """Read the units of an export as fields and text; None where they are no export, or hold no text."""
    texts = [unit.text for unit in units]
    if not _is_export(texts):
        return None
    names = [_field(text)[0] for text in texts]
    names = _with_bare_names(texts, names)
    values = {i + 1 for i, name in enumerate(names) if _is_bare(texts[i], name) and name not in _OPENERS}
    aside = [
        bool(names[i]) or i in values or bool(_RIGHTS.match(text)) or _is_notice(text) for i, text in enumerate(texts)
    ]
    body = _find_body(texts, names, aside)
    if not body:
        return None
    lines: list[HeadLine] = []
    unnamed: list[Unit] = []
    waiting: Role | None = None
    for index, unit in enumerate(units):
        if index in body:
            continue
        bare = _is_bare(unit.text, names[index])
        role, at = _FIELD_ROLES.get(names[index]), len(unit.text) if bare else _field(unit.text)[1]
        if waiting and not names[index]:  # the name stood on a line of its own
            lines += _read_value(waiting, unit, 0, names[index - 1])
        elif role and unit.text[at:].strip():
            lines += _read_value(role, unit, at, names[index])
        elif index < body.start and not aside[index]:
            unnamed.append(unit)
        waiting = role if role and not unit.text[at:].strip() else None
    told = {line.role for line in lines}
    lines += (line for line in _read_unnamed(unnamed) if line.role not in told)
    openings = {index: _field(texts[index])[1] for index in body if names[index] in _OPENERS}
    return ExportReading(tuple(sorted(lines, key=lambda line: (line.start, line.end))), body, openings)


def judge_export(
    units: Sequence[Unit], judgement: Judgement, export: ExportReading
) -> tuple[HeadMatter, tuple[Verdict, ...]]:
    """An export's fields leave the text; in the text itself only what is worded like furniture does."""
    verdicts = [Verdict("metadata", "database field")] * len(units)
    for index in export.body:
        if export.openings.get(index, 0) < len(units[index].text):
            verdicts[index] = judgement.verdicts[index] if judgement.looks[index].how else KEEP
    head = HeadMatter(export.lines, units[export.body[0]].start, units[export.body[-1]].end)
    return head, tuple(verdicts)


def _is_bare(text: str, name: str) -> bool:
    """Whether a line is the name of a field and nothing else: its value stands on the next."""
    return bool(name) and text.strip(" :：").casefold() == name


_TABLE = 2


def _with_bare_names(texts: Sequence[str], names: list[str]) -> list[str]:
    """The fields' names, with those that stand on lines of their own where a record is printed as a table.

    It is one where names stand so that no page prints: "Publication title", "Source type". A line is no name where it
    is the value of the one above.
    """
    bare = [text.strip(" :：").casefold() for text in texts]
    if len(_TELLING.difference(_ALONE).intersection(word for word in bare if " " in word)) < _TABLE:
        return names
    found = list(names)
    for index, word in enumerate(bare):
        known = word in _FIELD_ROLES or word in _OTHERS
        if known and not (index and _is_bare(texts[index - 1], found[index - 1])):
            found[index] = word
    return found


def _is_notice(text: str) -> bool:
    return _is_sign(text) or is_separator(text) or bool(_NOTICE.fullmatch(text))


def _find_body(texts: Sequence[str], names: Sequence[str], aside: Sequence[bool]) -> range:
    """The stretch of the text: from its opener, or the last field over it, to the first field behind its last words."""
    prose = [i for i, text in enumerate(texts) if not aside[i] and len(text.split()) >= _FEWEST_WORDS]
    openers = [i for i, name in enumerate(names) if name in _OPENERS]
    over = [i for i, name in enumerate(names) if name in _HEAD_FIELDS and prose and i < prose[-1]]
    if openers:
        start = openers[0]
    elif over:
        start = over[-1] + 1
    else:
        start = next((i for i in prose if texts[i].rstrip("\"'”’» ").endswith((".", "!", "?"))), len(texts))
    last = max((i for i in prose if i >= start), default=start)
    end = next((i for i in range(last + 1, len(texts)) if aside[i] and names[i] not in _OPENERS), len(texts))
    return range(start, end)


def _read_value(role: Role, unit: Unit, at: int, name: str) -> Iterator[HeadLine]:
    """What the field of this name says, from `at` in the unit's text on."""
    if role == "sitename":
        yield from _read_source(unit, at)
    elif role == "byline":
        yield from _read_names(unit, at, catalogued=name in ("author", "authors"))
    else:
        end = unit.text.find(";", at) if role == "section" else -1
        yield _line(role, unit, at, end if end > 0 else len(unit.text))


_SOURCE = re.compile(r"(?P<name>[^;\[]{2,100}?)\s*(?:;|\[|\.? \(?\d|$)")
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4}")


def _read_source(unit: Unit, at: int) -> Iterator[HeadLine]:
    """An outlet, behind which its town, or day, volume and page may stand: `The Courier; Hollin. 30 Sep 2018: A.1.`"""
    if source := _SOURCE.match(unit.text, at):
        yield _line("sitename", unit, *source.span("name"))
        if day := _DAY.search(unit.text, source.end("name")):
            yield _line("issued", unit, *day.span())


def _read_names(unit: Unit, at: int, *, catalogued: bool = False) -> Iterator[HeadLine]:
    """Names in a row, which databases also print as catalogues do: `Doe, Jane; Roe, John` are Jane Doe, John Roe."""
    for part in re.finditer(r"[^;]+", unit.text[at:]):
        printed = part[0].strip()
        family, comma, given = printed.partition(", ")
        if catalogued and comma and "," not in given:
            names = [f"{given} {family}"]
        else:
            names = [name for name in split_names(read_byline(printed) or printed) if not names_post(name)]
        start = at + part.end() - len(part[0].lstrip())
        for name in names:
            found = unit.text.find(name, start, at + part.end())
            span = (found, found + len(name)) if found >= 0 else (start, start + len(printed))
            yield _line("byline", unit, *span, text=name)


def _line(role: Role, unit: Unit, start: int, end: int, text: str = "") -> HeadLine:
    """A stretch of a unit's text; of a unit that was joined from several lines, the evidence is the whole."""
    words = unit.text[start:end].strip()
    begin = unit.text.find(words, start)
    span = (unit.start, unit.end) if unit.joins else (unit.start + begin, unit.start + begin + len(words))
    return HeadLine(role, *span, text or words)


# --- lines without names ----------------------------------------------------------------------------------------------


def _read_unnamed(units: Sequence[Unit]) -> Iterator[HeadLine]:
    """Outlet, day and headline where only their order tells them.

    LexisNexis prints outlet, day, headline, or headline, outlet, day; Factiva headline, byline, words, day, outlet.
    """
    day = next((i for i, unit in enumerate(units) if _find_day(unit.text)), -1)
    counted = day > 0 and bool(_WORDS.fullmatch(units[day - 1].text))
    outlet = day + 1 if counted else day - 1
    if day >= 0:
        text, printed = units[day].text, _find_day(units[day].text)
        start = text.index(printed)
        yield _line("issued", units[day], start, start + len(printed))
        if 0 <= outlet < len(units):
            yield _line("sitename", units[outlet], 0, len(units[outlet].text))
    heads = units[:outlet] if day > 1 and not counted else units[:day] if counted else units[day + 1 :]
    if len(heads) > 1 and day <= 1 and heads[0].blank_before < heads[1].blank_before:
        heads = heads[1:]  # the edition stands right under the day
    others = [unit for unit in heads if not _WORDS.fullmatch(unit.text)]
    for unit in [unit for unit in others if read_byline(unit.text)]:
        yield from _read_names(unit, 0)
        others.remove(unit)
    headline = next((i for i, unit in enumerate(others) if len(unit.text.split()) >= 3), 0)
    for unit in others[headline:]:
        below = unit is not others[headline]
        if below and _NAME.fullmatch(unit.text):
            yield from _read_names(unit, 0)
        else:
            yield _line("standfirst" if below else "headline", unit, 0, len(unit.text))


_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,3}")


def _find_day(text: str) -> str:
    """The line, or its part between commas, that is a day: `May 3, 2017 Wednesday`, `Région, 15 janvier 2020, p. 7`."""
    parts = [text, *text.split(",")] if len(text) <= 120 else []
    return next((part for part in parts if is_stamp(part)), "")


REASONS = {"database field": "is a field or a note of the database that the copy was taken from"}
