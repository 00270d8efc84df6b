"""Large texts that are hardly texts: whatever they are made of, twice as much takes about twice as long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time

import pytest
from command import invoke

MakeArchive = Callable[[Mapping[str, str]], Path]
HALF_A_MEGABYTE = 500_000
MADE_OF = {
    "no spaces": "x",
    "punctuation": ".,;:!?-",
    "quotation marks": '“”"',
    "opening quotation marks": "“",
    "nested quotation marks": "“‘",
    "empty lines": "\n",
}


@pytest.mark.parametrize("where", ["seeds/big.txt", "content/articles/big.md"], ids=["capture", "document"])
@pytest.mark.parametrize("unit", MADE_OF.values(), ids=MADE_OF.keys())
def test_a_large_text_is_read_in_bounded_time_and_shown_or_told(
    make_archive: MakeArchive, unit: str, where: str
) -> None:
    """Half a megabyte takes a few seconds; steps for each pair of its signs would be a hundred thousand million."""
    text = unit * (HALF_A_MEGABYTE // len(unit))
    head = "---\ntitle: Big\nlanguage: en\n---\n\n" if where.endswith(".md") else "The harbour wall\n\n"
    root = make_archive({where: head + text + "\n\nThe council pays for the harbour wall.\n"})
    began = process_time()
    built = invoke(root, "build", "--no-search", "--jobs", "1")
    checked = invoke(root, "check", "--json")
    assert process_time() - began < 60
    assert (built.exit_code, checked.exit_code) == (0, 0), built.output + checked.output
    shown = any("The council pays" in page.read_text(encoding="utf-8") for page in root.glob("_site/articles/*.html"))
    assert shown or f"{where}: " in built.stderr
