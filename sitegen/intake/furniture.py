"""Furniture: what a page prints around and inside an article that is no part of it.

Units are judged by the model in `scoring.py`, which weighs wording with form, place and neighbours; here its
probabilities become verdicts with a rule that names what was removed. A whole page is judged boldly, an excerpt
gently: there, nearly everything was picked by somebody on purpose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitegen.drafts import EditKind
from sitegen.intake.head_lines import is_time_of_day
from sitegen.intake.layout import Unit, is_separator
from sitegen.intake.looks import Look, look_at
from sitegen.intake.phrases import count_phrases, load_phrases
from sitegen.intake.repeats import find_running_heads
from sitegen.intake.scoring import Form, infer_form, score_units
from sitegen.intake.stretch import find_goings_on, find_stretch, is_sentence
from sitegen.wildcards import ANY, matches


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a unit: removed by a rule, or kept (no rule), perhaps with a doubt."""

    kind: EditKind | None = None
    rule: str = ""
    doubt: str = ""
    """The rule that suspected a kept unit."""


KEEP = Verdict()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The units of a capture, looked at and judged."""

    looks: tuple[Look, ...]
    form: Form
    verdicts: tuple[Verdict, ...]
    start: int
    end: int
    """The stretch of units that the article's text fills."""


_INSIDE, _WORDED, _OUTSIDE = 0.04, 0.5, 0.85
"""On a whole page: the probability that keeps a unit inside the article's stretch, one worded like furniture there,
and one outside. Half of the first is enough for a short sentence; full sentences inside stay."""
_EXCERPT = 0.05
_DOUBTFUL = 0.3


@dataclass(frozen=True, slots=True)
class Known:
    """Lines that the archive knows, as `line_key` gives them."""

    printed: frozenset[str] = frozenset()
    """What an outlet's record says that it prints around its articles."""
    patterns: tuple[str, ...] = ()
    """The same, with `*` for any words."""
    recurring: frozenset[str] = frozenset()
    """What stands in several captures of different articles."""

    def is_printed(self, key: str) -> bool:
        """Whether an outlet is known to print a line, given as `line_key` gives it."""
        return key in self.printed or any(matches(pattern, key) for pattern in self.patterns)


NOTHING_KNOWN = Known()


def judge_units(units: Sequence[Unit], known: Known = NOTHING_KNOWN, *, settled: bool = False) -> Judgement:
    """A verdict on each unit.

    In a `settled` text only the wording is judged: place and form say nothing there. A whole page's say as much as
    ever, be there a blank line between any two of its lines, where one stretch holds most of its sentences.
    """
    looks = look_at(units)
    form = infer_form(looks, settled=settled)
    chances = [1.0] * len(units) if settled and form == "excerpt" else score_units(units, looks, form)
    start, end = find_stretch(looks, chances, form)
    if settled and form == "page" and not _holds_text(looks, start, end):
        form, chances = "excerpt", [1.0] * len(units)
        start, end = find_stretch(looks, chances, form)
    going_on = find_goings_on(units, looks, start, end) if form == "page" else set()
    end = max([end, *(index + 1 for index in going_on)])
    sentences = [index for index, look in enumerate(looks) if look.sentence] or [0]
    verdicts, certain = [], set[int]()
    for index, (unit, look, chance) in enumerate(zip(units, looks, chances, strict=True)):
        verdict = _judge_known(unit, look, known, sentences[0] <= index <= sentences[-1]) or _judge_wording(
            unit, index, looks, form
        )
        if verdict:
            certain.add(index)
        else:
            inside = start <= index < end
            begun = sentences[0] < index
            reads = _reads_on_page(look, chance, inside) if form == "page" else _reads(look, chance, begun)
            keep = reads or index in going_on
            name = look.rule or (_INSERTED if inside else _BESIDE[index < start])
            verdict = _kept(look, chance) if keep else Verdict("furniture", name)
        verdicts.append(verdict)
    verdicts = _spare_between(looks, verdicts)
    for index in _find_rest_of_boxes(units, looks, verdicts, form) - certain:
        verdicts[index] = Verdict("furniture", _INSERTED)
    for index in find_running_heads([unit.text for unit in units]):
        verdicts[index] = Verdict("repeat", _INSERTED)
    if not any(verdict.kind is None and look.words for verdict, look in zip(verdicts, looks, strict=True)):
        verdicts = [KEEP] * len(units)  # nothing reads like text: a list, a table, a language unknown to us
    return Judgement(tuple(looks), form, tuple(verdicts), start, end)


def _holds_text(looks: Sequence[Look], start: int, end: int) -> bool:
    """Whether most words of sentences that are not worded as furniture stand from `start` to `end`."""
    told = [look.words * (look.sentence and not look.how) for look in looks]
    return 2 * sum(told[start:end]) > sum(told)


def _spare_between(looks: Sequence[Look], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, less those by form and place on what stands between two kept paragraphs of an article.

    The stops of a tram, results, names of the dead: an article's list without signs looks as a box of links does. There
    a line goes for its wording, because it stands elsewhere on the page as well, or under a box's title.
    """
    result, times = list(verdicts), Counter(look.key for look in looks)
    waiting, here = list[int](), Counter[str]()
    begun = titled = False
    for index, (look, verdict) in enumerate(zip(looks, verdicts, strict=True)):
        if not verdict.kind and is_sentence(look):
            for i in waiting if begun else ():
                result[i] = KEEP if here[looks[i].key] == times[looks[i].key] else result[i]
            waiting, here = [], Counter()
            begun, titled = True, False
            continue
        here[look.key] += 1
        if verdict.rule in (_INSERTED, *_BESIDE) and not titled:
            waiting.append(index)
        elif look.how == "whole" and verdict.kind:
            titled = titled or look.rule in _TITLES
    return result


def _find_rest_of_boxes(
    units: Sequence[Unit], looks: Sequence[Look], verdicts: Sequence[Verdict], form: Form
) -> set[int]:
    """Lines that were kept but stand in a box whose other lines go; sentences and the items of lists stand in none.

    Between two sentences of a whole page, a short line with furniture both over and under it is in a box. Under the
    title of a box of links all lines are, as far as the next sentence, where one of them goes for its looks.
    """
    found, run, begun = set[int](), list[int](), False
    for index, look in enumerate(looks):
        if not look.words:
            continue
        if not (is_sentence(look) and not verdicts[index].kind):
            run.append(index)
            continue
        gone = [i for i in run if verdicts[i].kind]
        links = next((i for i in gone if looks[i].how == "whole" and looks[i].rule in _OF_LINKS), index)
        boxed = any(i > links and looks[i].how != "whole" for i in gone)
        for i in run:
            between = begun and form == "page" and gone and gone[0] < i < gone[-1]
            if between or (boxed and i > links):
                found.add(i)
        run, begun = [], True
    return {i for i in found if looks[i].words <= _LONGEST_BOXED and not (verdicts[i].kind or units[i].marker)}


_OF_LINKS, _LONGEST_BOXED = ("related links", "site plug"), 20
_TITLES = frozenset(("related links", "site navigation", "site plug", "follow us", "comments", "tags", "rights notice"))
"""What a list of other texts stands under; a button, or an invitation to subscribe, has none."""


def _judge_known(unit: Unit, look: Look, known: Known, among_sentences: bool) -> Verdict | None:
    """A line that an outlet prints everywhere, or one that recurs, if it stands beside the text or is worded so."""
    if known == NOTHING_KNOWN:
        return None
    may_recur = look.how or not among_sentences
    if not (known.printed or known.patterns or may_recur):
        return None
    key = line_key(unit.text)
    if known.is_printed(key):
        return Verdict("furniture", "line known from this outlet")
    if may_recur and key in known.recurring:
        return Verdict("furniture", "recurring line")
    return None


def _judge_wording(unit: Unit, index: int, looks: Sequence[Look], form: Form) -> Verdict | None:
    """A line that is nothing but furniture, in whatever place; None where more must be known."""
    look = looks[index]
    if _is_heading_between(looks, index):
        return Verdict(doubt=look.rule)
    if _REMARK.fullmatch(unit.text) and look.rule in ("", "media player"):
        return KEEP
    if look.how == "whole" and look.rule in _BUTTONS and _WORD_AS_SENTENCE.fullmatch(unit.text):
        return Verdict(doubt=look.rule)
    if any(map(is_sentence, looks[index + 1 : index + 3])):
        spoken = _SPEAKER.fullmatch(unit.text) and not look.how
        counted = _NUMBER.fullmatch(unit.text) and index and is_sentence(looks[index - 1])
        if spoken or counted or is_time_of_day(unit.text):
            return KEEP
    if look.how == "whole" or (look.how == "opening" and look.rule in _PROMPTS and look.words <= 12):
        return Verdict("furniture", look.rule)
    if look.rule in _PROMPTS and _stands_in_box(unit.text, index, looks):
        return Verdict("furniture", look.rule)
    if look.how == "opening" and look.rule == "capture frame":
        return Verdict("furniture", look.rule)
    if look.how == "opening" and look.rule == "related links" and _is_link(unit.text, look):
        return Verdict("furniture", look.rule)
    if not look.words and _STRAY.fullmatch(unit.text) and not is_separator(unit.text):
        return Verdict("furniture", "stray sign")
    return None


def _is_heading_between(looks: Sequence[Look], index: int) -> bool:
    """Whether a menu's word stands alone between two full sentences, as the subheadings "Weather" or "Support" do."""
    look = looks[index]
    if look.how != "whole" or look.rule != "site navigation" or look.words > 2 or not 0 < index < len(looks) - 1:
        return False
    return all(near.good and not near.how for near in (looks[index - 1], looks[index + 1]))


def _stands_in_box(text: str, index: int, looks: Sequence[Look]) -> bool:
    """Whether a line opens as a prompt, or says two such things, beside one that is such a prompt and nothing else."""
    near = (*looks[max(0, index - 1) : index], *looks[index + 1 : index + 2])
    boxed = any(look.how == "whole" and look.rule == looks[index].rule for look in near)
    return boxed and (looks[index].how == "opening" or count_phrases(text) >= 2)


def _is_link(text: str, look: Look) -> bool:
    """Whether a line that opens as links do is nothing else: "Read also: New buses", "(Related: Council votes.)"."""
    bracketed = text[0] + text[-1] in ("()", "[]", "（）", "【】")
    states = look.ends and not text.endswith(("?", "？", "؟"))
    return look.words <= _LONGEST_LINK and (bracketed or (not states and bool(_LEADS.match(text))))


_LONGEST_LINK = 25
_LEADS = re.compile(r"[^:：>»►→】]{3,30}[:：>»►→】]\s*\S")
_REMARK = re.compile(
    r"\([^\W\d_][^()\n]{2,60}[.!]\)|\[[^\W\d_][^\[\]\n]{2,60}[.!]\]|"
    r"\([A-Z][A-Z ,'’-]{2,60}\)|\[[A-Z][A-Z ,'’-]{2,60}\]"
)
"""A stage direction: "(Pause.)", "[Laughter.]", "(COMMERCIAL BREAK)"."""
_NUMBER = re.compile(r"1\d{3}|20\d\d|[1-9]\d?")
"""A year of a chronicle or a part's number, between sentences; above the text it may be how often that was shared."""
_BUTTONS = ("media player", "share buttons", "site navigation")
_WORD_AS_SENTENCE = re.compile(r"[^\W\d_]{2,20}\.")
"""A button's word with a full stop is none: "Listen."."""
_SPEAKER = re.compile(r"[A-Z][A-Z .,'’-]{3,60}:")
"""Who speaks below, in a transcript: "ANNA PELL, HOST:"."""
_STRAY = re.compile(r"[\s*•·|»«<>/\\+=~_^#,.:;–—-]+")
_INSERTED, _BESIDE = "inserted lines", ("below the article", "above the article")


def know_lines(furniture: Iterable[str], recurring: frozenset[str] = frozenset()) -> Known:
    """What outlets' records list as furniture, and what recurs, made ready for comparing."""
    lines = list(furniture)
    patterns = sorted({" ".join(line.split()).casefold() for line in lines if ANY in line})
    return Known(frozenset(line_key(line) for line in lines if ANY not in line), tuple(patterns), recurring)


def line_key(text: str) -> str:
    """A line as it is compared with others: one case, single spaces, no signs at its ends."""
    return " ".join(text.split()).strip(" *•·|-–—»«>:.").casefold()


def _reads_on_page(look: Look, chance: float, inside: bool) -> bool:
    if not look.words or not inside:
        return not look.words or chance >= _OUTSIDE
    if look.how:
        return chance >= _WORDED
    return look.good or chance >= (_INSIDE / 2 if look.sentence else _INSIDE)


def _reads(look: Look, chance: float, begun: bool) -> bool:
    """In an excerpt a sentence goes for its wording only, once the text has `begun` one of two words too."""
    ends = is_sentence(look) if begun else look.sentence
    return not look.words or chance >= _EXCERPT or (ends and not look.how)


def _kept(look: Look, chance: float) -> Verdict:
    return Verdict(doubt=look.rule) if chance < _DOUBTFUL and look.how else KEEP


_CLOSING = re.compile(r"(?>(?<=FF)S{3,}(?=F)|(?<=F)N+(?=F)|F)+$")
_LONGEST_CLOSING = 200
_LONGEST_NAME = 12
_LONGEST_HEADLINE = 25
"""Words of a line between prompts that is no sentence, and of a linked headline that is written as one."""


def close_text(units: Sequence[Unit], judgement: Judgement, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Remove the furniture that closes what is kept: prompts, appeals, notices, and what little stands between them.

    Each line must be furniture by its wording (F). Other lines pass only between two that are: short ones that do not
    end as sentences do (N: a site's name), and a list of short sentences (S: linked headlines) where two plugs lead to
    it. One sentence or two may be the article's last, and stay; so does all where no more would be left than goes: then
    it is a short article between two rows of buttons. Lines that were removed before count where they are furniture.
    """
    result, looks = list(verdicts), judgement.looks
    signs = {
        i: "X" if verdict == KEEP and is_time_of_day(units[i].text) else sign
        for i, verdict in enumerate(verdicts)
        if verdict.kind in (None, "furniture")
        and ((sign := _closing_sign(units[i], looks[i])) == "F" or not verdict.kind)
    }
    last = list(signs)[-_LONGEST_CLOSING:]
    found = _CLOSING.search("".join(signs[i] for i in last))
    kept = {i for i, verdict in enumerate(verdicts) if not verdict.kind}
    closing = kept.intersection(last[found.start() :]) if found else set()
    told = {i: looks[i].words * looks[i].sentence for i in kept}
    going = sum(told[i] for i in closing if not looks[i].how)
    if closing < kept and going <= sum(told[i] for i in kept - closing):
        for index in closing:
            result[index] = Verdict("furniture", looks[index].rule or "closing lines")
    return result


_PROMPTS = frozenset(
    ("appeal", "ad-blocker plea", "newsletter", "cookie notice", "rights notice", "correction prompt", "follow us")
)


def _closing_sign(unit: Unit, look: Look) -> str:
    if look.how == "whole" or (look.how == "opening" and look.words <= 40):
        return "F"
    if look.how and (count_phrases(unit.text) >= 2 or (look.rule in _PROMPTS and look.words <= 60)):
        return "F"
    if look.sentence:
        return "S" if look.words <= _LONGEST_HEADLINE else "X"
    return "X" if look.ends or look.words > _LONGEST_NAME else "N"


REASONS: dict[str, str] = {
    "above the article": "stands above the article and does not read like its text",
    "below the article": "stands below the article and does not read like its text",
    "closing lines": "stands among the prompts and notices that close the copy",
    "stray sign": "a sign without words",
    "inserted lines": "interrupts the article and does not read like its text",
    "line known from this outlet": "this outlet prints the line around its articles",
    "recurring line": "stands in several captures of different articles",
}


def reasons() -> dict[str, str]:
    """Why each rule of this file removes what it removes, for readers."""
    return REASONS | {phrase.rule: phrase.reason for phrase in load_phrases()}
