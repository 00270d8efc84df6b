"""Lines with `*` for any words: the patterns that editors write into an outlet's record."""

from __future__ import annotations

ANY = "*"


def matches(pattern: str, line: str) -> bool:
    """Whether `line` is `pattern`, where each `*` stands for any run of characters, none included.

    Case and white space must agree; callers fold them. Takes time in proportion to the line, whatever an editor writes:
    each stretch between two `*` is found where it stands first, and never looked for again.
    """
    first, *others = pattern.split(ANY)
    if not others:
        return line == pattern
    *between, last = others
    position, end = len(first), len(line) - len(last)
    if position > end or not (line.startswith(first) and line.endswith(last)):
        return False
    for words in between:
        position = line.find(words, position, end)
        if position < 0:
            return False
        position += len(words)
    return True
