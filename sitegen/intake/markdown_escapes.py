"""Which characters of a text must be escaped so that Markdown reads them as themselves.

Two ordered tables of small rules: for the opening of a line, where CommonMark looks for blocks, and for signs within
a line. Rules err on the side of escaping where another Markdown program (GitHub's tables and strikethrough) would see
markup that ours does not, and leave alone what no program would misread: `3.5 million`, `[the]`, `5 * 3`, `a_b`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sitegen.drafts import Mark

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


_SPACES = (" ", "\t")


class _Text(NamedTuple):
    """A block's text with what the rules ask of its marks."""

    text: str
    marks: Sequence[Mark]
    edges: frozenset[int]
    """Where marks begin and end: a sign stands between the characters there."""


def find_escapes(text: str, marks: Sequence[Mark], *, one_line: bool) -> dict[int, str]:
    """Map each character that needs it to what is printed in its place; text inside code needs none.

    A block that must stay on `one_line` (a heading) has its line feeds spelt as character references.
    """
    if not marks and _PLAIN.fullmatch(text):
        return {}
    block = _Text(text, marks, frozenset(at for mark in marks for at in (mark.start, mark.end)))
    found = {at: "\\" + text[at] for rule in _INLINE_RULES for at in rule(block)}
    position = 0
    for line in text.split("\n"):
        for pattern in _LINE_RULES:
            if match := pattern.match(line):
                at = position + match.start("sign")
                found[at] = "\\" + text[at]
        position += len(line) + 1
    found.update(_spelt_edges(text, one_line=one_line))
    for mark in marks:
        if mark.kind == "code":
            for at in range(mark.start, mark.end):
                found.pop(at, None)
    return found


_PLAIN = re.compile(r"[^\s\d#+*>_=~:|\[\\`\]!<&-][^\\`*_\]!<&~#\r\n]*(?<!\s)")
"""Most blocks open as no line rule minds, hold no sign that an inline rule looks for, and end on no white space."""


def spelt(char: str) -> str:
    """A character as a character reference, which Markdown reads as the character and never as a sign or a space."""
    return f"&#{ord(char)};"


# --- the opening of a line --------------------------------------------------------------------------------------------

_LINE_RULES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<sign>#)#{0,5}(?:[ \t]|$)",  # a heading: `# 3 in the charts`
        r"(?P<sign>[-+*])(?:[ \t]|$)",  # a list item: `- No, he said.`
        r"[0-9]{1,9}(?P<sign>[.)])(?:[ \t]|$)",  # a numbered item: `2024. A year of elections`
        r"(?P<sign>>)",  # a quotation: `> forwarded`
        r"(?P<sign>[-_*])[ \t]*(?:-[-\t ]*|_[_\t ]*|\*[*\t ]*)$",  # a separator: `---`; or, under a line, a heading
        r"(?P<sign>=)=*[ \t]*$",  # a heading's underline: `=====`
        r"(?P<sign>~)~~",  # fenced code: `~~~`
        r"(?P<sign>:)::",  # a fenced container: `::: caption`
        r"(?P<sign>\[)[^\]\n]{1,999}\]:",  # a link definition: `[1]: https://example.org`
        r"(?P<sign>[|:-])[|: \t-]*$",  # GitHub's table: `|---|---|` under a line
    )
)

# --- signs within a line ----------------------------------------------------------------------------------------------


def _backslashes(block: _Text) -> Iterator[int]:
    r"""A backslash before a sign or a line's end, where it would escape: `\*`, but not `C:\Users`."""
    pattern = r"\\" if block.marks else r"\\(?![^\W_])"
    return (match.start() for match in re.finditer(pattern, block.text))


def _backticks(block: _Text) -> Iterator[int]:
    """Backticks, where two could enclose code; a lone one (``O`Brien``) cannot."""
    if block.text.count("`") < 2 and not block.marks:
        return iter(())
    return (match.start() for match in re.finditer("`", block.text))


def _asterisks(block: _Text) -> Iterator[int]:
    """Asterisks that could open or close emphasis: `*sic*`, a footnote's `word*`, but not `5 * 3`.

    At a line's edge too: there another rule may put a backslash beside them, which counts as a sign.
    """
    pattern = r"\*" if block.marks else r"(?<![ \t])\*|\*(?![ \t])"
    return (match.start() for match in re.finditer(pattern, block.text))


def _underscores(block: _Text) -> Iterator[int]:
    """Underscores that could open or close emphasis: `_sic_`, but not `snake_case` nor ` _ `."""
    for match in re.finditer("_+", block.text):
        before = block.text[match.start() - 1 : match.start()]
        after = block.text[match.end() : match.end() + 1]
        at_edge = not block.edges.isdisjoint(range(match.start(), match.end() + 1))
        within_word = before.isalnum() and after.isalnum()
        alone = before in _SPACES and after in _SPACES
        if at_edge or not (within_word or alone):
            yield from range(match.start(), match.end())


def _link_targets(block: _Text) -> Iterator[int]:
    """The bracket that would begin a link's target: `[x](y)` is printed `[x]\\(y)`."""
    return (match.start() + 1 for match in re.finditer(r"\]\(", block.text))


def _brackets_in_links(block: _Text) -> Iterator[int]:
    """Square brackets within a link's words, where an unpaired one would end or break the link."""
    for mark in block.marks:
        if mark.kind == "link":
            yield from (mark.start + m.start() for m in re.finditer(r"[\[\]]", block.text[mark.start : mark.end]))


def _exclamations(block: _Text) -> Iterator[int]:
    """An exclamation mark before a bracket, which elsewhere makes an image: `Look here![1]`."""
    for match in re.finditer("!", block.text):
        if block.text.startswith("[", match.end()) or match.end() in block.edges:
            yield match.start()


def _tags(block: _Text) -> Iterator[int]:
    """An opening angle bracket before what could be a tag, a comment or an autolink: `<b>`, `<!--`, `<https:…>`."""
    return (match.start() for match in re.finditer(r"<(?=[A-Za-z/!?])", block.text))


def _entities(block: _Text) -> Iterator[int]:
    """An ampersand that begins a character reference: `&amp;`, but not `Marks & Spencer`."""
    return (match.start() for match in ENTITY.finditer(block.text))


def _tildes(block: _Text) -> Iterator[int]:
    """Double tildes, which strike words out on GitHub."""
    return (match.start() for match in re.finditer("~(?=~)|(?<=~)~", block.text))


_INLINE_RULES: tuple[Callable[[_Text], Iterator[int]], ...] = (
    _backslashes,
    _backticks,
    _asterisks,
    _underscores,
    _link_targets,
    _brackets_in_links,
    _exclamations,
    _tags,
    _entities,
    _tildes,
)


def _spelt_edges(text: str, *, one_line: bool) -> dict[int, str]:
    """White space that Markdown would drop, spelt as character references, and line feeds as hard line breaks."""
    found = {match.start(): spelt("\r") for match in re.finditer("\r", text)}
    for match in re.finditer("\n", text):
        at = match.start()
        found[at] = spelt("\n") if one_line or at == len(text) - 1 else "\\\n"
        if text[at + 1 : at + 2] in (" ", "\t"):
            found[at + 1] = spelt(text[at + 1])
    for at in (0, len(text) - 1):
        if text[at : at + 1].isspace() and text[at] != "\n":
            found[at] = spelt(text[at])
    if one_line and text.endswith("#"):
        found[len(text) - 1] = "\\#"
    return found
