"""Lines with `*` for any words: the patterns that editors write into an outlet's record."""

from __future__ import annotations

ANY = "*"


def matches(pattern: str, line: str) -> bool:
    """Whether `line` is `pattern`, where each `*` stands for any run of characters, none included.

    Case and white space must agree; callers fold them. Takes at most len(pattern) times len(line) steps, whatever an
    editor writes (the greedy algorithm: only the last `*` is ever tried anew).
    """
    at = position = 0
    star, resume = -1, 0
    while position < len(line):
        if at < len(pattern) and pattern[at] == ANY:
            star, resume = at, position
            at += 1
        elif at < len(pattern) and pattern[at] == line[position]:
            at, position = at + 1, position + 1
        elif star >= 0:
            resume += 1
            at, position = star + 1, resume
        else:
            return False
    return not pattern[at:].strip(ANY)
