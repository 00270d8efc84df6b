"""Stamps: the dates of a capture that say when its text was printed, told from all the others around it.

A stamp stands alone in its line, with a label (`Published`), a byline or a time of day, between headline and first
paragraph or close to them. Dates in sentences, captions, lists of other articles, copyright lines and the page's own
"today" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sitegen.intake.dating_forms import EPOCH, Reading, WrittenDate, find_dates
from sitegen.intake.headmatter import HeadMatter
from sitegen.intake.months import PUBLISHED, UPDATED, WEEKDAYS, fold

Label = Literal["published", "updated", ""]
Shape = Literal["timed", "bare", "byline", "text"]
Place = Literal["above", "head", "below"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the raw text without the white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in a line near the start of the article, and what speaks for its being a stamp."""

    date: WrittenDate
    line: Line
    label: Label
    """What the words before it call it."""
    shape: Shape
    """`timed`: with a time of day; `bare`: nearly alone in its line; `byline`: beside a name; `text`: none of these."""
    place: Place
    """Above the headline, between headline and first paragraph, or in the first lines of the text."""
    distance: int
    """Characters from its line to the first paragraph."""

    @property
    def reading(self) -> Reading:
        """The only reading, or the first of two."""
        return self.date.readings[0]


_REACH_ABOVE, _REACH_BELOW = 4000, 2500
"""How far from the first paragraph we look, in characters: the blocks of names, sharing buttons and pictures between
headline and text are long on some pages."""
_REACH_BACK, _REACH_PAST = 250, 400
"""How far from the article's end a closing stamp may stand; further on come other articles and comments."""
_ENDS_A_PARAGRAPH = re.compile(r"[.!?…。！？”»\"')]$")
_LONGEST_STAMP_LINE = 240


def read_lines(raw: str, start: int, end: int, offset: int = 0) -> list[Line]:
    """The lines of `raw[start:end]` that hold more than white space, with offsets counted from `offset`."""
    lines = []
    position = start + offset
    for piece in raw[start:end].splitlines(keepends=True):
        text = piece.strip()
        if text:
            begin = position + piece.index(text)
            lines.append(Line(begin, begin + len(text), text))
        position += len(piece)
    return lines


def find_stamps(raw: str, head: HeadMatter) -> list[Stamp]:
    """The dates around the start of the article, in order, each with what speaks for and against it."""
    end = min(head.body_start + _REACH_BELOW, head.body_end or len(raw))
    lines = read_lines(raw, max(0, head.body_start - _REACH_ABOVE), end)
    headlines = [line for line in head.of("headline") if line.start <= head.body_start]
    top = max((line.start for line in headlines), default=None)
    stamps: list[Stamp] = []
    for line, neighbours in _with_neighbours(lines):
        found = _stamps_of(line, neighbours, _place(line.start, top, head.body_start), head.body_start)
        is_headline = any(line.start <= headline.start < line.end for headline in headlines)
        stamps.extend(stamp for stamp in found if not is_headline or _is_no_headline(stamp))
    return stamps


def find_closing_stamp(raw: str, head: HeadMatter) -> Stamp | None:
    """The stamp with a label or a time of day that stands right under the article, if there is only one day.

    One under a line that is no sentence may be another article's or a comment's: that line is its headline or author.
    """
    lines = read_lines(raw, max(head.body_start, head.body_end - _REACH_BACK), head.body_end + _REACH_PAST)
    found = [s for line, beside in _with_neighbours(lines) for s in _stamps_of(line, beside, "below", head.body_end)]
    stamps = [stamp for stamp in found if stamp.reading.year and stamp.reading.day and stamp.shape != "text"]
    if len({stamp.reading for stamp in stamps}) != 1 or len(lines) < 2:
        return None
    under_text = {line.start for above, line in pairwise(lines) if _ENDS_A_PARAGRAPH.search(above.text)}
    closing = [s for s in stamps if s.line.start in under_text or _OF_THIS_TEXT.match(s.line.text)]
    return next((stamp for stamp in closing if stamp.label == "published" or _is_only_a_time(stamp)), None)


def is_of_something_else(line: str) -> bool:
    """Whether a line's first date is that of what it tells: `Open until 25 July 2024`, `Photo: Jane Doe, 3 May`."""
    before = next((line[: date.start] for date in find_dates(line, lenient=True)), "")
    return bool(ASIDE.search(line) or _LIMIT.search(before))


def _is_only_a_time(stamp: Stamp) -> bool:
    return not stamp.label and stamp.shape == "timed" and len(stamp.line.text.split()) <= _SHORT_STAMP_WORDS


_SHORT_STAMP_WORDS = 8
_FIGURE = re.compile(r"[\d年]")  # `二〇二四年八月十六日`


def _with_neighbours(lines: list[Line]) -> Iterator[tuple[Line, tuple[str, str]]]:
    """The lines that hold a figure, each with the text of the lines before and after it."""
    texts = ["", *(line.text for line in lines), ""]
    for line, before, after in zip(lines, texts, texts[2:], strict=False):
        if _FIGURE.search(line.text, 0, _LONGEST_STAMP_LINE):
            yield line, (before, after)


def _is_no_headline(stamp: Stamp) -> bool:
    """Whether a line taken for the headline is a stamp after all: `By Jane Doe - Friday, 16 August 2024`."""
    labelled = bool(stamp.label) and stamp.shape != "text"
    return labelled or stamp.shape == "timed" or bool(_BYLINE.match(stamp.line.text))


def _place(start: int, headline: int | None, body_start: int) -> Place:
    if start >= body_start:
        return "below"
    return "head" if headline is None or start >= headline else "above"


def _stamps_of(line: Line, neighbours: tuple[str, str], place: Place, text_start: int) -> Iterator[Stamp]:
    """The dates of a line as stamps. A label may stand alone in the line before, a time alone in the line after."""
    before, after = neighbours
    text = line.text[:_LONGEST_STAMP_LINE]
    previous = 0
    for date in find_dates(text, line.start):
        if date.readings[0] == EPOCH:
            continue
        lead = text[previous : date.start - line.start]
        if not lead.strip() and not previous and len(before) < _LONGEST_LABEL:
            lead = before
        label = _read_label_behind(text[date.end - line.start :]) or read_label(lead)
        shape = _shape(line, date, label)
        if shape == "bare" and _TIME.search(after[:30]) and len(after) <= _LONGEST_LABEL:
            shape = "timed"
        distance = abs(line.start - text_start)
        if place == "below" and distance > _OWN_TITLE and _is_title(before):
            shape = "text"
        yield Stamp(date, line, label, shape, place, distance)
        previous = date.end - line.start


def _is_title(line: str) -> bool:
    """Whether a line in the text looks like another article's headline: words without a full stop."""
    return len(line.split()) >= _FEWEST_TITLE_WORDS and not _ENDS_A_PARAGRAPH.search(line) and not _BYLINE.match(line)


_FEWEST_TITLE_WORDS, _OWN_TITLE = 4, 300
"""So near to the start, in characters, the headline over a stamp is the article's own."""
_DATE_FIELD = re.compile(
    r"(?:^|[|•·])\W*(?:date|datum|fecha|data|дата|tarihi?|tanggal|التاريخ|दिनांक|日期|online)\s?:\s?$|^\W*(?:released|issued)\b"
)
"""A field's name, or a word that is a label only where the line opens with it."""
_OTHER_FIELD = re.compile(r"[^\W\d_]\s?[:：]\s?$")
"""Any other field, `Kick-off: 3 March 2024`, is not about the text."""
_STEMS = {
    label: re.compile("|".join(rf"\b{re.escape(stem)}" if stem[0].isascii() else re.escape(stem) for stem in stems))
    for label, stems in (("published", PUBLISHED), ("updated", UPDATED))
}
_LONGEST_LABEL = 36
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a page lost the space before a label: `Jane DoePublished:`."""


def strip_weekday(before: str) -> str:
    """What stands before a date, without the weekday: of `LONDON, Thursday, ` and `Doors: Friday ` the first word."""
    words = before.rstrip(" ,.").rsplit(None, 1)
    return before[: before.rindex(words[-1])] if words and fold(words[-1].strip("(,.")) in WEEKDAYS else before


def read_label(lead: str) -> Label:
    """What the words right before a date call it; the last one counts."""
    words = _GLUED.sub(" ", strip_weekday(lead)[-_LONGEST_LABEL:]).lower()
    published = max((match.start() for match in _STEMS["published"].finditer(words)), default=-1)
    updated = max((match.start() for match in _STEMS["updated"].finditer(words)), default=-1)
    if published == updated == -1:
        return "published" if _DATE_FIELD.search(words) else ""
    return "published" if published > updated else "updated"


_LABEL_BEHIND = re.compile(
    r"[\s\d:.：時时시점点分분秒초頃午前後上下오전후]{0,18}"
    r"(?:(更新|修正|改訂|수정|업데이트)|公開|掲載|配信|発表|发布|發布|입력|등록)(?!\s?[:：\d])"
)


_PAGE_BEHIND = re.compile(
    r"(?:, ?[^\W\d_]{2,10}\.?)?\s?[·|,;]\s?(?:[^\W\d_][^·|,;\n\d]{0,20}[·|,;]\s?)?"
    r"(?:page|pg?\.|seite|página|pág\.|pagina|стр\.)\s?[a-z]?\d{1,3}\W*$",
    re.IGNORECASE,
)


def _read_label_behind(rest: str) -> Label:
    """What the words right behind a date call it, as eastern papers print it: `5月19日 10時00分更新`; or the page of a
    paper printed on that day: `4 Nov 1931, Wed · Page 3`.
    """
    found = _LABEL_BEHIND.match(rest)
    if not found:
        return "published" if _PAGE_BEHIND.match(rest) else ""
    return "updated" if found[1] else "published"


_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s?[:.h時时시点]\s?\d{2}(?!\d)|(?<!\d)\d{1,2}\s?[ap]\.?m\b|T\d\d:\d\d", re.IGNORECASE
)
_BYLINE = re.compile(
    r"^\W*(?:(?:written |story )?by|von|por|par|di|door|av|af|автор|من|بقلم|yazan|as told to)\b", re.IGNORECASE
)
ASIDE = re.compile(
    r"\b(?:photo|image|picture|photograph|getty|afp|courtesy|file|foto|imagen|bild|фото|credit|expires?|deadline|"
    r"born|died|founded|established|joined|when|starts?|ends?|valid|geboren|nacid[oa]|nata?|родил\w{1,4}|kick-?off|"
    r"retrieved|accessed|last visited|archived|downloaded|clipped|printed|abgerufen|heruntergeladen|ausgedruckt|"
    r"consulté|téléchargé|consultado|descargado|scaricato|pobrano|дата обращения|recorded|filmed|"
    r"remembering|correction|corrected|clarification|erratum|in (?:theaters|theatres|cinemas)|version|doors|tickets|"
    r"months|related|see also|read (?:more|also|next)|next|lire aussi|à lire|lesen sie auch|lea también|lee también|"
    r"leia também|leggi anche|lees ook|czytaj także|читайте (?:также|також)|baca juga)\b|"
    r"相关|相關|関連|©|copyright|@\w|^—",
    re.IGNORECASE,
)
"""Captions, copyright lines, embedded posts, offers, lives, events, visits, links: their dates are about others."""
_LIMIT = re.compile(
    r"\b(?:since|until|till|through|before|after|from|bis|seit|depuis|desde|hasta|dal|до|с|від|od|do)"
    r"(?:\s(?:the|dem|den|le|el|il|o))?\W{0,3}$|"
    r"\b(?:opens?|begins?|closes?|due|beginnt|endet|schließt|ouvre|ferme|commence|abre|cierra|empieza|termina|apre|"
    r"chiude|inizia|começa|начинается|закрывается)(?:\s(?:on|at|am|il|em|el|le))?\s{1,2}$|(?<!\d)[12]\d{3}\s?[-–—]\s{0,2}$",
    re.IGNORECASE,
)
"""What starts or ends on a day is no stamp, however short the line; nor are the years of a life."""
_PREPOSITION = re.compile(
    r"\b(?:on|in|since|until|till|from|to|by|of|for|through|before|after|between|and|am|vom|bis|seit|le|du|depuis|el|"
    r"desde|hasta|dal|il|с|до|от|на|по)\W{0,3}$",
    re.IGNORECASE,
)
_MOST_WORDS = 14
"""Words in a stamp's line beside the date: names, offices, `5 min read`, `2 Shares`."""


def _shape(line: Line, date: WrittenDate, label: Label) -> Shape:
    """How the date stands in its line: what else is there, and how it leads up to the date."""
    before, after = line.text[: date.start - line.start], line.text[date.end - line.start :]
    words = _count_words(f"{before[:400]} {after[:400]}")
    timed = bool(_TIME.search(before[-30:]) or _TIME.search(after[:30]))
    if label:
        prose = _is_prose(line, before) and not _OF_THIS_TEXT.match(line.text)
        return "text" if prose else "timed" if timed else "bare"
    field = _OTHER_FIELD.search(strip_weekday(before))
    if ASIDE.search(line.text) or _LIMIT.search(before) or field or words > _MOST_WORDS:
        return "text"
    ends = line.text.endswith(("。", "？")) or (words > 3 and bool(_SENTENCE_END.search(line.text)))
    if timed or words <= 2:
        return "text" if ends or _LEADS_UP.search(before) else "timed" if timed else "bare"
    if _BYLINE.match(line.text):
        return "byline"
    set_off = bool(re.search(r"[|•·–—/-]\s{0,2}$", before))
    sentence = ends or _PREPOSITION.search(before) or words > (9 if set_off else 6)
    return "text" if sentence else "byline"


_SENTENCE_END = re.compile(r"(?<![ap]\.m)(?<!\br)(?<!\bг)[.?]$", re.IGNORECASE)
_LEADS_UP = re.compile(r"(?:^|\s)[^\W\d_A-ZА-Я]{4,}\s(?:.{0,40}\s)?(?:on|am|le|el|il|em|op|dia)\s{1,3}$")
"""A sentence that tells what was on that day: `The council met on `; names and offices have capitals."""


FIRST_EASTERN = "\u2e80"
"""From here on, a sign of Chinese, Japanese or Korean says as much as a word."""


def _count_words(text: str) -> int:
    """Words of two and more letters; two signs of Chinese, Japanese or Korean count as one."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return sum(len(word) // 2 if word[0] >= FIRST_EASTERN else 1 for word in words)


_OF_THIS_TEXT = re.compile(
    r"\W*(?:(?:this|the) (?:article|story|post|piece|report|column|interview|essay)"
    r"(?: (?:was|has|been|first|originally))*"
    r"|dieser (?:artikel|text|beitrag) (?:wurde|ist|erschien)|cet article (?:a été|est)|este artículo (?:fue|se)"
    r"|este artigo foi|questo articolo è stato|(?:эта )?статья (?:была )?(?:впервые )?опубликована)\s",
    re.IGNORECASE,
)
"""How a sentence says when its own text was published: `This article was first published on 3 March 2024.`"""


def _is_prose(line: Line, before: str) -> bool:
    """Whether a label such as `released` stands in a sentence: "made the offer in a talk released on Aug. 18"."""
    sentence = len(line.text) > _LONGEST_STAMP_LINE or line.text.endswith((".", "!", "?", '"', "”"))
    return len(before.split()) > (5 if sentence else 10)


# --- choosing ---------------------------------------------------------------------------------------------------------


def choose_published(stamps: Iterable[Stamp]) -> Stamp | None:
    """The nearest stamp that says it is when the text was published; one with a year before one without."""
    return _nearest_labelled(stamps, "published")


def choose_updated(stamps: Iterable[Stamp]) -> Stamp | None:
    """The nearest stamp that says it is when the text was last changed; one with a year before one without."""
    return _nearest_labelled((stamp for stamp in stamps if stamp.reading.day), "updated")


def _nearest_labelled(stamps: Iterable[Stamp], label: Label) -> Stamp | None:
    labelled = [stamp for stamp in stamps if stamp.label == label and stamp.shape != "text"]
    return _nearest(stamp for stamp in labelled if stamp.reading.year) or _nearest(labelled)


def choose_plain(stamps: Iterable[Stamp], headline_known: bool) -> Stamp | None:
    """The nearest date without a label that stands like a stamp.

    A weekday with a date and nothing else is what a page prints as today's date; it counts only where no other does.
    """
    plain = [stamp for stamp in stamps if not stamp.label and _stands_like_a_stamp(stamp, headline_known)]
    if len({stamp.date.readings for stamp in plain if stamp.shape != "timed"}) > _MOST_DAYS:
        plain = [stamp for stamp in plain if stamp.distance <= _REACH_IN_A_LIST]
    with_masthead = [stamp for stamp in plain if _is_near(stamp, headline_known)]
    return _nearest(stamp for stamp in plain if not _is_masthead(stamp)) or _nearest(with_masthead)


_MOST_DAYS, _REACH_IN_A_LIST = 2, 300
"""More days than these are a list of other articles; only the one right before the text is its own."""


_REACH_TO_MASTHEAD = 300
"""Further above the headline, in characters, a date alone in its line is what the page prints as today's."""


def _stands_like_a_stamp(stamp: Stamp, headline_known: bool) -> bool:
    dated = bool(stamp.reading.year)
    if stamp.shape == "text" or (not stamp.reading.day and (stamp.shape != "bare" or stamp.place != "head")):
        return False
    if stamp.place == "above":
        return dated and stamp.distance <= (_REACH_TO_MASTHEAD if stamp.shape == "bare" else 1500)
    if stamp.place == "below":
        by_name = bool(_BYLINE.match(stamp.line.text))
        reach = 2500 if by_name and stamp.shape == "timed" else 900 if by_name or stamp.shape != "byline" else 400
        return dated and stamp.distance <= reach
    if not dated:
        return stamp.shape in ("timed", "bare") and stamp.distance <= 400
    return stamp.distance <= (2500 if headline_known or stamp.shape == "timed" else 900)


def _is_masthead(stamp: Stamp) -> bool:
    return stamp.date.weekday is not None and stamp.shape == "bare"


def _is_near(stamp: Stamp, headline_known: bool) -> bool:
    return stamp.distance <= (400 if headline_known and stamp.place == "head" else 100)


def find_rival(chosen: Stamp, stamps: Iterable[Stamp]) -> Stamp | None:
    """A stamp beside the chosen one that says the same of another day: `3 March 2024, 10:15` over `4 March, 11:15`.

    One of the two may be the day of a change; nothing tells which.
    """
    if not (chosen.place == "head" and chosen.reading.year and chosen.reading.day):
        return None
    for stamp in stamps:
        alike = (stamp.label, stamp.shape, stamp.place) == (chosen.label, chosen.shape, chosen.place)
        gap = max(stamp.line.start, chosen.line.start) - min(stamp.line.end, chosen.line.end)
        if alike and gap <= _BESIDE and stamp.reading.year and not stamp.reading.agrees(chosen.reading):
            return stamp
    return None


_BESIDE = 40
"""Characters of white space between a line and the next, as pages are indented."""


def _nearest(stamps: Iterable[Stamp]) -> Stamp | None:
    """The one closest to the first paragraph; those beside it in the text count as farther than those before it."""
    return min(stamps, key=lambda stamp: stamp.distance * (2 if stamp.place == "below" else 1), default=None)
