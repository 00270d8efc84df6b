"""Who wrote an article: which of the lines that look like bylines is its own, and the names that it gives.

A page prints many bylines: each of the stories that it recommends has one, and so has the picture. A name in a wrong
place becomes an author in every citation, so that what may be no name is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from sitegen.drafts import Capture, Clue, Evidence, Value
from sitegen.intake.head_lines import read_byline, split_names, without_place
from sitegen.intake.headmatter import HeadLine, HeadMatter
from sitegen.intake.press_words import BEFORE_A_POST, OF_PAPERS, OF_SITES, POSTS, is_post

_NEAR_END = 400
"""Characters behind the text's last word within which a byline may be its own."""
_A_LIST = 3
"""Bylines with a word for "by", one under the other: those of other stories."""
_BETWEEN_LINES = re.compile(r"[\s,;&|•·]*(?:\b(?:and|und|et|y|e|i|и|та|en|och|og|ve)\b\s*)?")


def infer_byline(capture: Capture, head: HeadMatter) -> Value | None:
    """The authors' names as printed, from the copy's own lines, else from what its page or sidecar states; or None."""
    for lines in _own_bylines(capture.raw, head):
        names = dict.fromkeys(name for line in lines for name in read_names(line.text, capture.raw))
        if names:
            evidence = (Evidence(capture.raw[line.start : line.end], line.start, line.end) for line in lines)
            return Value(tuple(names), "stated", tuple(evidence))
    return _from_clues(capture.clues, capture.raw)


def _from_clues(clues: Iterable[Clue], raw: str) -> Value | None:
    """What the most trusted place that names authors says."""
    found = [clue for clue in clues if clue.name == "byline" and clue.value]
    same = [clue for clue in found if clue.where == found[0].where]
    names = dict.fromkeys(name for clue in same for name in read_names(clue.value, raw, stated=True))
    return Value(tuple(names), "stated", tuple(Evidence(c.value, where=c.where) for c in same)) if names else None


# --- which lines ------------------------------------------------------------------------------------------------------


def _own_bylines(raw: str, head: HeadMatter) -> Iterator[Sequence[HeadLine]]:
    """Groups of lines that may be the article's own byline, the likeliest first.

    Below the headline stands the article's, and the first one there; lists of other stories follow. A name without a
    word for "by" is one only where no line with such a word is in its place.
    """
    rows = [row for row in _rows(raw, head.of("byline")) if sum(map(_is_worded, row)) < _A_LIST]
    headline = next((line.start for line in head.of("headline")), 0)
    above = [row for row in rows[::-1] if row[0].place != "tail" and row[0].start < headline]
    below = [row for row in rows if row[0].place != "tail" and row[0].start >= headline]
    after = [row for row in rows if row[0].place == "tail" and row[0].start - head.body_end <= _NEAR_END]
    for place, worded in ((below, True), (below, False), (above, True), (after, True), (above, False)):
        for row in place:
            if _is_worded(row[0]) == worded:
                yield [row[0], *takewhile(lambda line: not (_is_worded(line) and _is_dated(line)), row[1:])]


def _rows(raw: str, lines: Sequence[HeadLine]) -> list[list[HeadLine]]:
    """Bylines, each with those that follow it directly: "By Jane Doe", "and John Roe"."""
    rows: list[list[HeadLine]] = []
    for line in lines:
        if rows and rows[-1][0].place == line.place and _BETWEEN_LINES.fullmatch(raw, rows[-1][-1].end, line.start):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_dated(line: HeadLine) -> bool:
    """Whether a line says when its story appeared: under a byline, another story's."""
    return any(map(str.isdigit, line.text))


def _is_worded(line: HeadLine) -> bool:
    return bool(read_byline(line.text))


# --- names ------------------------------------------------------------------------------------------------------------

_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?:Published|Updated|Posted|Last|Veröffentlicht|Publié|Publicado)\b.*")
"""What a copy without line ends has right behind the name: "Jane DoePublished: Dec 22"."""
_BESIDE_NAME = re.compile(r"[|@•·].*|\s[(\[].*|(?<=\w) [-–—] .*|\s(?:for|pour|für|per|para|для)\s.*")
"""Where a name ends: `Jane Doe | Example Media For …`, `Jane Doe@janedoe`, `Jane Doe (she/her)`."""
_CREDENTIALS = frozenset("md m.d. phd ph.d. ms ma mph rn rdn rd ld jd j.d. mba dds do esq esq. cfp cpa".split())
_NO_NAME_STARTS = frozenset("the a an how why what when where our your this that these see read more".split())
_STAFF = frozenset("staff team board desk newsroom redaktion rédaction redacción redazione редакция редакція".split())
_ACRONYM = re.compile(r"[A-ZА-Я]{3,}\b(?=.*[a-zа-я])")
"""An office over a post: "BDA Human Resources" is nobody, JANE DOE is somebody."""
_MOST_AUTHORS = 12


def read_names(line: str, raw: str, *, stated: bool = False) -> tuple[str, ...]:
    """The names in a byline, without the word for "by", posts, credentials and the paper; `raw` is the whole copy.

    None where a line that neither has a word for "by" nor is `stated` to name the author is made of words that are no
    names: a button, a post, a paper.
    """
    line = _GLUED.sub("", line)
    worded = read_byline(line)
    parts = split_names(worded or _BESIDE_NAME.sub("", without_place(line)))
    in_full = any(len(part.split()) > 1 for part in parts)
    names = [name for one, following in pairwise((*parts, "")) if (name := _name_in(one, following, raw))]
    names = [name for name in names if not _is_button(name, certain=bool(worded) or stated)]
    names = [name for name in names if worded or stated or not _ACRONYM.match(name)]
    if in_full:
        names = [name for place, name in enumerate(names) if place == 0 or not (_is_bare(name) or _is_paper(name))]
    if not stated and any(_is_no_name(name, raw) for name in names if not (worded and " " in name)):
        return ()
    if not (worded or stated) and "/" in without_place(line):
        return ()  # "Jane Doe/Agency" took the picture
    return tuple(names[:_MOST_AUTHORS])


def _name_in(part: str, next_part: str, raw: str) -> str:
    """The name that a part of a byline gives; empty where it is a post."""
    words = _BESIDE_NAME.sub("", part).strip(" ,;:|").split()
    words = _without_post(words, _is_post(next_part))
    while len(words) > 2 and words[-1].lower() in _CREDENTIALS:
        words.pop()
    return " ".join(_without_paper(words, raw))


def _is_button(name: str, *, certain: bool) -> bool:
    """Whether a name has a word of buttons; where a byline is `certain`, all of it has to be: Glenn Close writes."""
    of_sites = [word.lower().strip(".:") in OF_SITES for word in name.split()]
    return all(of_sites) if certain else any(of_sites)


def _is_bare(name: str) -> bool:
    """Whether a name beside full ones is a single word: a credential, a paper, a town. Chinese names have no spaces."""
    return " " not in name and name.lower() != name.upper()


def _is_paper(name: str) -> bool:
    return name.rsplit(" ", 1)[-1].lower() in OF_PAPERS


def _is_post(part: str) -> bool:
    return any(word.lower() in POSTS for word in part.split()[-1:])


def _without_post(words: list[str], before_post: bool) -> list[str]:
    """`Jane Doe Senior Editor` is Jane Doe; what is nothing but a post is nobody. `before_post`: one follows."""
    if is_post(" ".join(words)):
        return []
    has_post = _is_post(" ".join(words))
    end = len(words) - has_post
    while (has_post or before_post) and end and words[end - 1].lower() in BEFORE_A_POST | POSTS:
        end -= 1
    return words[:end] if end >= 2 or not has_post else []


def _without_paper(words: list[str], raw: str) -> list[str]:
    """`Jane Doe Example News` is Jane Doe where the copy speaks of `Example News` elsewhere, too."""
    if len(words) > 2 and _is_paper(words[-1]):
        for start in range(2, len(words)):
            paper = " ".join(words[start:])
            if raw.count(paper) > raw.count(" ".join(words[start - 1 :])):
                return words[:start]
    return words


def _is_no_name(name: str, raw: str) -> bool:
    """Whether words beside a time stamp are others than somebody's name: all of them stand small elsewhere, and not
    in an address as in `jane.doe@example.com`.
    """
    words = name.split()
    if words[0].lower() in _NO_NAME_STARTS or any(not word[0].isupper() and len(word) > 3 for word in words):
        return True
    if words[-1].lower() in _STAFF:
        return False
    return all(
        word != word.lower() and re.search(rf"(?<![\w@./]){re.escape(word.lower())}(?!\w|[.@]\w)", raw) is not None
        for word in words
    )
