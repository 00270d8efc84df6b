"""Reading head matter: which lines around an article are its headline, section, byline, time stamps, captions.

Form says what a line may be (`head_lines.py`), place and neighbours what it is. Metadata leaves the text; captions and
standfirst stay in it, as blocks of their kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.drafts import BlockKind
from sitegen.edits import Offsets
from sitegen.intake.author_notes import find_author_notes
from sitegen.intake.captions import AGENCY_AT_END, find_credit, is_caption, is_credit, is_of_another_kind
from sitegen.intake.exports import judge_export, read_export
from sitegen.intake.furniture import Judgement, Verdict, line_key
from sitegen.intake.head_lines import (
    SOURCE,
    goes_on,
    has_stamp,
    is_byline_or_stamp,
    is_dated,
    is_handle,
    is_issue,
    is_labelled,
    is_masthead,
    is_name,
    is_stamp,
    is_stamped,
    is_time_of_day,
    read_byline,
    role_by_form,
    roles_beside_stamp,
    split_parts,
)
from sitegen.intake.headline import (
    ENOUGH,
    content_words,
    find_points,
    opens_numbered_row,
    score_headlines,
    told_in_text,
)
from sitegen.intake.headmatter import HeadLine, HeadMatter, Place, Role
from sitegen.intake.layout import Unit
from sitegen.intake.press_words import is_post, names_post
from sitegen.intake.timed_text import is_spoken
from sitegen.interviews import QUESTION_OR_ANSWER, are_paired


@dataclass(frozen=True, slots=True)
class HeadReading:
    """What the lines around an article were found to be; offsets refer to the repaired text."""

    head: HeadMatter
    verdicts: tuple[Verdict, ...]
    kinds: Mapping[int, BlockKind] = field(default_factory=dict)
    """Kept units that are captions or standfirst, by index."""
    openings: Mapping[int, int] = field(default_factory=dict)
    """Kept units that begin with the name of a field, and how many characters it has with what parts it from them."""


_REACH = 40
"""Units above the first paragraph, and below the last, among which head matter is looked for."""


def read_head(units: Sequence[Unit], judgement: Judgement, titles: Iterable[str] = ()) -> HeadReading:
    """Find headline, section, byline, time stamp, captions and standfirst; what is metadata leaves the text.

    `titles`: the document's title where something outside the text gives it.
    """
    if export := read_export(units):
        return HeadReading(*judge_export(units, judgement, export), openings=export.openings)
    reader = _Reader(units, judgement, frozenset(line_key(title) for title in titles))
    reader.read_captions()
    reader.find_body()
    reader.read_zone()
    reader.read_headline()
    reader.read_tail()
    return reader.result()


class _Reader:
    """Works through one capture; each step settles what later steps build on."""

    def __init__(self, units: Sequence[Unit], judgement: Judgement, titles: frozenset[str]) -> None:
        self.units, self.looks, self.titles = units, judgement.looks, titles
        self.page = judgement.form == "page"
        self.marked = any(unit.kind for unit in units)
        self.start, self.end = judgement.start, judgement.end
        self.verdicts = list(judgement.verdicts)
        self.kinds: dict[int, BlockKind] = {}
        self.roles: dict[int, Role] = {}
        self.lines: list[HeadLine] = []
        self.body = self.zone = 0
        self.printed = Counter(look.key for look in self.looks)
        labels = (QUESTION_OR_ANSWER.match(unit.text) for unit in units)
        self.asks = are_paired(label["label"] for label in labels if label)

    def result(self) -> HeadReading:
        kept = [i for i, v in enumerate(self.verdicts) if not v.kind and i >= self.body and i not in self.kinds]
        start, end = (self.units[kept[0]].start, self.units[kept[-1]].end) if kept else (0, 0)
        lines = tuple(sorted(self.lines, key=lambda line: (line.start, line.end)))
        return HeadReading(HeadMatter(lines, start, end), tuple(self.verdicts), self.kinds)

    # captions and credits stand anywhere in the article

    def read_captions(self) -> None:
        for index, unit in enumerate(self.units):
            near = not self.page or self.start - 4 <= index < self.end + 1
            look = self.looks[index]
            if not near or (unit.kind != "caption" and (look.how == "whole" or look.rule == "rights notice")):
                continue
            place: Place = "head" if index < self.start else "body"
            if is_credit(unit.text) and unit.kind is None:
                self._note("credit", index, place)
                self._remove(index, "credit")
            elif unit.kind == "caption" or (is_caption(unit.text) and not self._is_filed(index)):
                self.kinds[index] = "caption"
                self.verdicts[index] = Verdict()
                self._note("caption", index, place, removed=False)
                if credit := find_credit(unit.text):
                    self._note("credit", index, place, credit, removed=False)

    def _is_filed(self, index: int) -> bool:
        """Whether a sentence is an article's last, and only names the agency behind it: "Nobody was hurt. (dpa)"."""
        filed = index > self.start and bool(AGENCY_AT_END.search(self.units[index].text)) and self.looks[index].sentence
        return filed and not any(map(self._is_prose, range(index + 1, self.end)))

    # the first paragraph of the body

    def find_body(self) -> None:
        """The first kept prose; a standfirst above a byline, a stamp or a picture is still head matter."""
        self.body = next((i for i, unit in enumerate(self.units) if is_spoken(unit)), self._next_prose(0))
        posted = not self.page and any(is_handle(unit.text) for unit in self.units[:_REACH])
        for index in range(self.body + 1, min(self.body + 7, len(self.units))):
            between = [i for i in range(self.body, index) if self._is_prose(i)]
            if len(between) > 2 or sum(self.looks[i].words for i in between) > 80:
                break
            printed = is_byline_or_stamp(self.units[index].text)
            pictured = index == self.body + 1 and index in self.kinds and 0 < self.body <= 3
            if between and not posted and (printed or (pictured and self.looks[self.body].words <= 45)):
                following = self._next_prose(index + 1)
                if following >= len(self.units):
                    break
                for i in between[self._asks(between[0]) :]:
                    self.kinds[i] = "standfirst"
                    self._note("standfirst", i, "head", removed=False)
                self.body = following
                break
        self.zone = max(0, self.body - _REACH)

    def _asks(self, index: int) -> bool:
        """Whether a sentence may be a headline that asks or exclaims: nothing above it could be one."""
        above = (self.looks[i].words for i in range(index) if not self.verdicts[i].kind)
        return self.units[index].text.endswith(("?", "!")) and max(above, default=0) < 4

    def _is_prose(self, index: int) -> bool:
        look = self.looks[index]
        if not look.sentence or look.words < 5 or index in self.kinds or self.verdicts[index].kind:
            return False
        text = self.units[index].text
        return not (is_stamped(text) or (look.words <= 12 and text.isupper()))

    def _next_prose(self, index: int) -> int:
        following = (i for i in range(index, len(self.units)) if self._is_prose(i))
        return next((i for i in following if not read_byline(self.units[i].text)), len(self.units))

    # stamps, bylines, section paths

    def read_zone(self) -> None:
        for index in range(self.zone, min(self.body, len(self.units))):
            if index not in self.kinds and index not in self.roles:
                self._read_line(index, "head")

    def read_tail(self) -> None:
        kept = [i for i, v in enumerate(self.verdicts) if not v.kind]
        last = next((i for i in reversed(kept) if self._is_prose(i)), len(self.units))
        signed = [line.text for line in self.lines if line.role == "byline" and line.place == "head"]
        rows = [i for i in kept if i >= self.body and i not in self.kinds and self.looks[i].words]
        for place in find_author_notes([self.units[i].text for i in rows], signed):
            self._remove(rows[place], "byline")
        for index in range(last + 1, min(last + 1 + _REACH, len(self.units))):
            if index in self.kinds or index in self.roles:
                continue
            source = SOURCE.match(self.units[index].text)
            if source and self.looks[index].words <= 10:
                self._note("source", index, "tail")
                self._remove(index, "source")
            elif self.looks[index].how not in ("whole", "opening"):
                self._read_line(index, "tail")

    def _read_line(self, index: int, place: Place) -> None:
        """Take a line apart at its dividers; it leaves the text where every part plays a role."""
        unit = self.units[index]
        parts = split_parts(unit.text)
        if len(parts) > 8 or len(unit.text) > 250:
            return
        texts = [unit.text[start:end] for start, end in parts]
        roles: list[Role | None] = [*map(role_by_form, texts)]
        over = self.units[index - 1].text if index else ""
        if len(over) <= _BY and read_byline(f"{over} {unit.text}"):
            parts, texts, roles = [(0, len(unit.text))], [unit.text], ["byline"]
        stamped = "timestamp" in roles or self._is_signature(index)
        if stamped and place == "head" and self.looks[index].how != "whole":
            roles = roles_beside_stamp(texts, roles)
        for role, part in zip(roles, parts, strict=True):
            if role:
                self._note(role, index, place, part)
        if all(roles) and (place == "head" or set(roles) != {"section"}):
            self.roles[index] = roles[0] or "note"
            self._remove(index, _RULES.get(self.roles[index], self.roles[index]))

    def _is_signature(self, index: int) -> bool:
        """Whether a line stands where authors are named: beside a stamp, over the paper's name, over a handle."""
        end = min(index + (3 if self._is_paper(index + 1) else 2), self.body)
        near = [self.units[i].text for i in range(max(index - 1, self.zone), end) if i != index]
        texts = (unit.text for unit in self.units[index + 1 : self.body])
        below = next((text for text in texts if not (is_name(text) or names_post(text))), "")
        return any(map(is_stamp, near)) or any(map(is_handle, near[-1:])) or has_stamp(below)

    def _is_paper(self, index: int) -> bool:
        """Whether a line in the head is the name of the paper, which a page prints more than once."""
        named = index < self.body and 2 <= self.looks[index].words <= 6
        return named and (self.printed[self.looks[index].key] > 1 or is_masthead(self.units[index].text))

    # the headline

    def read_headline(self) -> None:
        zone = range(self.zone, min(self.body, len(self.units)))
        issue = max((i for i in zone if is_issue(self.units[i].text)), default=-1)
        lines = [i for i in zone if self._may_be_headline(i)]
        candidates = [i for i in lines if i > issue] or lines
        best = self._choose([i for i in candidates if not is_of_another_kind(self.units[i].text)])
        best = self._find_sentence_over_byline() if best is None else best
        if best is None or all(verdict.kind for verdict in self.verdicts[best + 1 :]):
            return
        said = [i for i in (best, *candidates) if self._says(i, line_key(self.units[best].text))]
        best = max(said, key=lambda i: (-len(self.units[i].text), -i))
        key = line_key(self.units[best].text)
        self.kinds.pop(best, None)
        self.lines = [line for line in self.lines if line.start != self.units[best].start]
        self._note("headline", best, "head")
        self._remove(best, "headline")
        for index in range(self.zone, min(self.body + 10, len(self.units))):
            if index != best and line_key(self.units[index].text) == key:
                self.kinds.pop(index, None)
                self.verdicts[index] = Verdict("repeat", "repeated headline")
        if self.body >= len(self.units):
            return  # no line ends as sentences do, as in Thai: what stands below may be the text
        for index in candidates:
            telling = self.looks[index].words >= 4
            if index > best and self.marked and not self.verdicts[index].kind:
                self.kinds[index] = "standfirst"
                self._note("standfirst", index, "head", removed=False)
            elif not self.verdicts[index].kind and (index < best or telling or is_post(self.units[index].text)):
                rule: Role = "kicker" if index < best else "standfirst"
                self._note(rule if telling and self._is_whole(index) else "note", index, "head")
                self._remove(index, rule)
        self._read_standfirst(best + 1)

    def _choose(self, candidates: Sequence[int]) -> int | None:
        """The line that shows most of a headline, where that is enough, and on a page more than any other shows."""
        if not candidates or (self._is_verse(candidates) and not self._is_headed(candidates[0])):
            return None
        scores = self._headline_scores(candidates)
        points = find_points([i for i in candidates if scores[i] >= ENOUGH])
        candidates = [i for i in candidates if i not in points]
        best = max(candidates, key=lambda i: (scores[i], -i))
        if not self.page:
            best = next(i for i in candidates if scores[i] >= min(scores[best], max(scores[best] - _NEARLY, ENOUGH)))
        others = (scores[i] for i in candidates if self.looks[i].key != self.looks[best].key)
        clear = not self.page or scores[best] - max(others, default=0.0) >= _CLEARLY
        return best if scores[best] >= ENOUGH and clear else None

    def _find_sentence_over_byline(self) -> int | None:
        """A headline that ends as sentences do, where no other line looks like one: the first over byline or stamp."""
        over = {i for printed in self.roles for i in range(printed - _TO_BYLINE, printed)} - self.roles.keys()
        free = (i for i in sorted(over) if self.zone <= i < self.body and self.kinds.get(i) != "caption")
        looks = {i: self.looks[i] for i in free if self.looks[i].ends and not self.looks[i].how}
        told = told_in_text(self.looks, self.body) if looks else frozenset[str]()
        again = {i: len(content_words(look.key) & told) for i, look in looks.items() if look.words <= _LONGEST_SENTENCE}
        return next((i for i, words in again.items() if words >= _MUCH_TOLD), None)

    def _says(self, index: int, headline: str) -> bool:
        """Whether a line is a headline with this key, or all of it but a label: "3. Ferry runs", "Ferry runs"."""
        key = line_key(self.units[index].text)
        bare = self.looks[index].words >= 4 and len(key) >= _BARE * len(headline) and headline.endswith(f" {key}")
        return key == headline or bare

    def _read_standfirst(self, index: int) -> None:
        """A line right below the headline of a whole page, cut off from the text by byline and buttons."""
        if not self.page or index >= min(self.body, len(self.units)) or index in self.roles or index in self.kinds:
            return
        unit, look = self.units[index], self.looks[index]
        if self.verdicts[index].kind != "furniture" or look.how or not 5 <= look.words <= 60:
            return
        if look.sentence:
            self.verdicts[index] = Verdict()
            self.kinds[index] = "standfirst"
            self._note("standfirst", index, "head", removed=False)
        elif not unit.marker and self._is_whole(index):
            self._note("standfirst", index, "head")
            self._remove(index, "standfirst")

    def _may_be_headline(self, index: int) -> bool:
        unit, look = self.units[index], self.looks[index]
        if index in self.roles or index in self.kinds or unit.marker or look.how in ("whole", "opening"):
            return False
        if self.verdicts[index].kind in ("metadata", "repeat"):
            return False
        if not 1 <= look.words <= 32 or unit.kind in ("item", "quotation", "separator", "caption"):
            return False
        if line_key(unit.text) in self.titles:
            return True
        if (self.asks and QUESTION_OR_ANSWER.match(unit.text)) or goes_on(unit.text) or is_dated(unit.text):
            return False
        if is_masthead(unit.text) and any(is_stamp(near.text) for near in self.units[max(0, index - 1) : index + 2]):
            return False
        timed = not self.page and index > 0 and is_time_of_day(self.units[index - 1].text)
        entry = timed and any(is_time_of_day(following.text) for following in self.units[index:])
        return not (entry or opens_numbered_row(unit.text for unit in self.units[index:]) or self._is_particular(index))

    def _is_particular(self, index: int) -> bool:
        """Whether a line is one of several like "Host: Jane Doe", "Guest: Dr. John Roe", "Portions: 12"."""
        near = range(max(index - 1, 0), min(index + 2, len(self.units)))
        rows = [i for i in near if is_labelled(self.units[i].text) and not self.looks[i].sentence]
        return index in rows and len(rows) > 1

    def _is_verse(self, candidates: Sequence[int]) -> bool:
        """Many short lines in a row, without menus around: a poem or a list, whose first line is no headline."""
        return not self.page and sum(not self.verdicts[i].kind for i in candidates) >= 5

    def _headline_scores(self, candidates: Sequence[int]) -> dict[int, float]:
        """What the candidates show, and what is known besides: titles told elsewhere, the first line of an excerpt."""
        bylines = {i for i, role in self.roles.items() if role in ("byline", "timestamp", "dateline")}
        shown = score_headlines(candidates, self.looks, bylines, self.body)
        scores, longer = dict(shown), any(shown[i] >= ENOUGH for i in candidates if self.looks[i].words > 3)
        opening = next((i for i in candidates if self._is_whole(i) and not self._is_dropped_name(i)), -1)
        for i in candidates:
            unit, words = self.units[i], self.looks[i].words
            if told := 3 * (line_key(unit.text) in self.titles) + 1.5 * (unit.kind == "heading" and unit.value == "1"):
                scores[i] += told
            elif not self.page and is_spoken(self.units[min(self.body, len(self.units) - 1)]):
                scores[i] = ENOUGH if i == opening else 0.0
            elif not self.page and words <= 3:
                set_off = any(following.blank_before for following in self.units[i + 1 :][:1])
                alone = set_off and candidates == [i] == [self.body - 1]
                headed = self._is_headed(i) and not longer
                scores[i] = ENOUGH if i == opening and (alone or headed) else 0.0
            elif not self.page and i == opening:
                scores[i] += _OPENS
        return scores

    def _is_dropped_name(self, index: int) -> bool:
        """Whether a line that is no text has but a word or two, as "OPINION" and "Valley Gazette" over a headline."""
        return bool(self.verdicts[index].kind) and self.looks[index].words <= 2

    def _is_whole(self, index: int) -> bool:
        """Whether a line has no parts, as rows of menus and paths of sections have."""
        return len(split_parts(self.units[index].text)) == 1

    def _is_headed(self, index: int) -> bool:
        """Whether a stamp or byline follows closely, as it does below a headline of one word."""
        return any(i in self.roles for i in range(index + 1, min(index + 3, self.body)))

    # notes

    def _note(
        self, role: Role, index: int, place: Place, part: tuple[int, int] | None = None, *, removed: bool = True
    ) -> None:
        """Keep a line, or the part of it from `part[0]` to `part[1]` in its text, as head matter."""
        unit = self.units[index]
        start, end, text = unit.start, unit.end, unit.text
        if part:
            start, end = Offsets(unit.joins).old_span(unit.start + part[0], unit.start + part[1])
            text = unit.text[slice(*part)]
        self.lines.append(HeadLine(role, start, end, text, place, removed))

    def _remove(self, index: int, rule: str) -> None:
        self.verdicts[index] = Verdict("metadata", rule)


_BY = 10
"""Characters of a line that is a word for "by", over the author's name."""
_OPENS = 1.2
"""What the first line of an excerpt has ahead of others."""
_NEARLY = 1.0
"""Of two lines of an excerpt whose scores are no more apart, the first is the headline, the other a standfirst."""
_BARE = 0.6
"""The least share of a headline with its label that the headline alone is."""
_CLEARLY = 0.2
"""What the headline of a page has ahead of every other line; of two that show as much, neither is certain."""
_TO_BYLINE, _LONGEST_SENTENCE, _MUCH_TOLD = 4, 25, 3
"""A headline that is a sentence: lines down to the byline, its words at most, and those that the text uses at least."""
_RULES = {"timestamp": "time stamp", "section": "section line"}
