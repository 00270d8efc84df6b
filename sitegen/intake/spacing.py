"""Repairs inside a paragraph: lost and strange spaces, and references to other articles set in brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache

from sitegen.drafts import Edit

_WORD = re.compile(r"[a-z]+")
_FIRST = re.compile(r"\b(had|has|was|were|have|would|could|should|which|they|their|that|said)([a-z]{4,12})\b")
_LAST = re.compile(r"\b(of|in|to|on|by|for|and|with|from|that|is|was|as)(the)\b")
_NO_WORDS = frozenset(("ever", "soever", "self", "selves"))
_SENTENCES = re.compile(
    r"[.!?](?<=[a-z]{3}.)[\"”’)]?(?=(?:The|He|She|It|They|We|In|But|And|This|That|There|At|On|For|As|If|When|While|After)"
    r" [a-z])"
)


def find_lost_spaces(text: str, start: int, end: int, vocabulary: Set[str]) -> Iterator[Edit]:
    """Words that have run into one another: "hadopened", "inthe", "ended.The".

    Only where doubt is impossible: an auxiliary or pronoun that begins hardly any English word, before a word that is
    common or stands elsewhere in the text (`vocabulary`), both in one that is neither; small words before "the"; a
    full stop before a word that opens sentences. English only; other languages are left alone.
    """
    stretch = text[start:end]
    for pattern in (_FIRST, _LAST):
        for found in pattern.finditer(stretch):
            first, second = found.groups()
            whole = found.group()
            known = second in vocabulary or second in _common_words()
            if known and second not in _NO_WORDS and whole not in vocabulary and whole not in _common_words():
                at = start + found.start()
                yield Edit(at, at + len(whole), "damage", "lost space", f"{first} {second}")
    for found in _SENTENCES.finditer(stretch):
        yield Edit(start + found.start(), start + found.end(), "damage", "lost space", found.group() + " ")


_SPLIT = re.compile(r"([^\W\d_]) ([^\W\d_]{2,30})(?![^\W_])")
_ANY_WORD = re.compile(r"[^\W\d_]+")


def find_split_initials(paragraphs: Sequence[str]) -> dict[int, Edit]:
    """Paragraphs that begin with a large letter set apart from its word, "W hen the ferry …", as drop capitals are
    copied: by number, the repair, with offsets into the paragraph.

    Only where the whole word stands elsewhere in the text, and the letter alone is no word of it, as "A" and "I" are.
    """
    found = {
        number: match
        for number, text in enumerate(paragraphs)
        if (match := _SPLIT.match(text)) and match[1].isupper() and match[2].islower()
    }
    if not found:
        return {}
    words = Counter(word.casefold() for text in paragraphs for word in _ANY_WORD.findall(text))
    initials = Counter(match[1].casefold() for match in found.values())
    return {
        number: Edit(1, 2, "damage", "split initial")
        for number, match in found.items()
        if words[match[0].replace(" ", "").casefold()] and words[match[1].casefold()] <= initials[match[1].casefold()]
    }


@cache
def _common_words() -> frozenset[str]:
    """The commonest words of English, as jusText carries them."""
    from justext import get_stoplist  # type: ignore[import-untyped]

    return frozenset(word for word in get_stoplist("English") if _WORD.fullmatch(word))


_RUN_TOGETHER = re.compile(rf"{_FIRST.pattern}|{_LAST.pattern}")


_LINES_KEPT = 1024
"""The second round of cleaning sees the lines of the first again."""


@lru_cache(_LINES_KEPT)
def _looks_run_together(text: str) -> bool:
    return bool(_RUN_TOGETHER.search(text) or _SENTENCES.search(text))


def vocabulary_of(texts: Sequence[str]) -> frozenset[str]:
    """The words of `texts` by which a lost space is judged; a word that itself looks like two counts from twice on.

    Empty where nothing in the texts looks run together.
    """
    if not any(map(_looks_run_together, texts)):
        return frozenset()
    words = Counter(word for text in texts for word in _WORD.findall(text))
    return frozenset(word for word, times in words.items() if times > 1 or not _RUN_TOGETHER.fullmatch(word))


_INLINE_LINK = re.compile(
    r"\s*[(\[](?:related(?: (?:stor(?:y|ies)|articles?|reading|posts?))?|read (?:more|also|next)|also read|"
    r"see (?:also|related)|"
    r"lire aussi|à lire aussi|lesen sie auch|lea también|leggi anche|leia (?:também|mais)|читайте (?:также|також)|"
    r"ayrıca okuyun|czytaj (?:także|też)|lees ook)\s?:\s?[^()\[\]]{3,250}[)\]]",
    re.IGNORECASE,
)


def find_inline_links(text: str, start: int, end: int) -> Iterator[Edit]:
    """References to other articles inside a paragraph: "… talks. (Related: Minister resigns.)"; the brackets go."""
    if not any(text.find(sign, start, end) >= 0 for sign in "(["):
        return
    for found in _INLINE_LINK.finditer(text, start, end):
        if found.end() - found.start() < end - start:
            yield Edit(found.start(), found.end(), "furniture", "related link in brackets")


REASONS = {
    "lost space": "two words had run into one another",
    "split initial": "the large first letter had been parted from its word",
    "related link in brackets": "leads to another article from inside the text",
}
