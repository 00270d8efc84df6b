"""Words and data on the terminal: whatever signs a file holds, none of them steers it."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import click

from sitegen.findings import unsteered

_STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON allows in a string and `unsteered` does not; signs below the space have codes in JSON in any case."""


def say(text: str, *, err: bool = False, colour: str | None = None) -> None:
    """Print lines to stdout, or with `err` to stderr; signs that would steer the terminal are shown as codes."""
    click.secho(harmless(text), err=err, fg=colour)


def harmless(text: str) -> str:
    """Lines with codes for the signs that would steer a terminal."""
    return "\n".join(map(unsteered, text.split("\n")))


def say_json(data: Any) -> None:
    """Print data as JSON on one line: only what would steer a terminal, or is no character, is written as a code, which
    means the same to whoever reads it.
    """
    written = json.dumps(data, ensure_ascii=False)
    click.echo(_STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", written))


def say_error(error: click.ClickException) -> None:
    """Print what was wrong with a command on stderr; names of files come in there, too."""
    shown = io.StringIO()
    error.show(shown)
    say(shown.getvalue().removesuffix("\n"), err=True)
