"""An editor takes an edit back with one line of content/decisions.yml, and it stays so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from command import invoke

from sitegen.importing import import_captures

COPY = """Harbour wall to be raised by a metre

The council of Marlow voted on Tuesday to raise the harbour wall by a metre before the autumn storms arrive.

“We have waited ten years for this,” said Mayor Ines Duarte after the vote, which ended a long and bitter quarrel.

Sign up for our newsletter and never miss a story.

The work begins in May and is to cost four million, most of which the region has promised to pay, the council said.

Share this article on Facebook
"""
ASKED = "Sign up for our newsletter and never miss a story."


def body(root: Path) -> str:
    [path] = (root / "content" / "articles").iterdir()
    return path.read_text(encoding="utf-8")


def test_one_line_takes_an_edit_back_and_it_stays_so(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_archive({"seeds/wall.txt": COPY})
    import_captures(root)
    assert ASKED not in body(root)
    told = invoke(root, "explain", "harbour-wall-to-be-raised-by-a-metre", ASKED).output
    line = told.partition("content/decisions.yml: ")[2].strip()
    assert line.startswith("- {ruling: keep, ")

    (root / "content" / "decisions.yml").write_text(line + "\n", encoding="utf-8")
    import_captures(root, update=True)
    kept = body(root)
    assert ASKED in kept
    assert "Share this article" not in kept
    import_captures(root, update=True)
    assert body(root) == kept

    (root / "content" / "decisions.yml").write_text("", encoding="utf-8")
    import_captures(root, update=True)
    assert ASKED not in body(root)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- {ruling: keep, text: x}\n", "ruling-incomplete"),
        ("- {ruling: same, documents: [x]}\n", "ruling-incomplete"),
        ("- {ruling: speaker, text: x}\n", "ruling-incomplete"),
        ("- {text: x, rule: y}\n", "missing-field"),
        ("- {ruling: perhaps, text: x, rule: y}\n", "unknown-value"),
        ("keep: everything\n", "unknown-key"),
    ],
)
def test_a_ruling_that_cannot_be_read_is_a_finding(
    make_archive: Callable[[Mapping[str, str]], Path], text: str, code: str
) -> None:
    root = make_archive({"content/decisions.yml": text})
    result = invoke(root, "check")
    assert f"[{code}]" in result.output
    assert result.exit_code == 1
