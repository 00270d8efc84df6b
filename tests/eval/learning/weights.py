"""Learn the weights of sitegen/intake/weights.tsv anew. Run by hand, when signals in scoring.py have changed.

    python tests/eval/learning/weights.py DEV.jsonl [HELD-OUT-SHARE]

DEV.jsonl holds a page a line with `gold` (the article's text) and its raw copies `full`, `scrape`, `container` (see
tests/eval/copies.py). Needs python-crfsuite, which the project itself does not. With a share, that part of the pages
is left out of the learning, to be measured on. Then run tests/eval/copies.py and seeds_cleaning.py.

A unit counts as text where half of its runs of four words stand in the article. Each page is learned in several
guises, because people copy differently: with and without indentation and blank lines, and cut at random around the
article. Every signal gets one weight of its own for whole pages and one for excerpts, on top of a common one.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from sitegen.edits import apply_edits
from sitegen.intake.damage import find_damage
from sitegen.intake.layout import Unit, find_units
from sitegen.intake.looks import look_at
from sitegen.intake.scoring import find_signals, infer_form

TABLE = Path(__file__).resolve().parents[3] / "sitegen" / "intake" / "weights.tsv"
SETTINGS = {"c1": 4, "c2": 6, "max_iterations": 150, "feature.minfreq": 100, "feature.possible_transitions": True}
STEPS = {"text > text": "tt", "text > other": "to", "other > text": "ot", "other > other": "oo"}
LEAST = 0.02
_WORD = re.compile(r"\w+")
_SHARED = re.compile(r"page \d (?:good|short|middle|long)")
"""Signals whose own name begins like a form's."""


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def runs(found: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(found[at : at + 4]) for at in range(len(found) - 3)]


def label(units: Sequence[Unit], gold: str) -> list[bool]:
    """Which units are text of the article."""
    in_gold = set(runs(words(gold)))
    lines = {" ".join(words(line)) for line in gold.split("\n")}
    labels = []
    for unit in units:
        own = words(unit.text)
        shared = [run in in_gold for run in runs(own)]
        labels.append(sum(shared) >= 0.5 * len(shared) if shared else bool(own) and " ".join(own) in lines)
    return labels


def guises(page: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """The page as several people would have copied it."""
    yield from (page["full"], page["scrape"], page["container"])
    bare = "\n".join(line.strip() for line in page["full"].split("\n"))
    dense = "\n".join(line for line in bare.split("\n") if line)
    spaced = "\n\n".join(line.strip() for line in page["scrape"].split("\n") if line.strip())
    yield from (bare, dense, spaced, "\n".join(line.strip() for line in page["container"].split("\n") if line.strip()))
    for copy in (bare, dense, spaced, page["full"]):
        yield cut(copy, page["gold"], chance)


def cut(copy: str, gold: str, chance: random.Random) -> str:
    """The article with a little of what stands above and below it."""
    units = find_units(copy)
    long = [i for i, text in enumerate(label(units, gold)) if text and len(units[i].text) > 60]
    if not long:
        return ""
    start = max(0, long[0] - chance.choice([0, 1, 2, 3, 5, 8, 12]))
    end = min(len(units), long[-1] + 1 + chance.choice([0, 0, 1, 2, 4, 8, 15, 25]))
    return copy[units[start].line_start : units[end - 1].end]


def learn(pages: Sequence[dict[str, Any]]) -> Any:
    chance = random.Random(5)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for page in pages:
        for copy in guises(page, chance):
            units = find_units(apply_edits(copy, find_damage(copy)))
            if not units:
                continue
            looks = look_at(units)
            form = infer_form(looks)
            signals = [[*own, *(f"{form} {name}" for name in own)] for own in find_signals(units, looks)]
            trainer.append(signals, ["t" if text else "o" for text in label(units, page["gold"])])
    trainer.set_params(SETTINGS)
    with tempfile.NamedTemporaryFile() as model:
        trainer.train(model.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(model.name)
        return tagger.info()


def write(info: Any) -> None:
    """Put the learned weights into the table, the notes at its head kept."""
    table: dict[str, list[float]] = {}
    for (signal, state), weight in info.state_features.items():
        form, _, name = signal.partition(" ")
        column = {"page": 0, "excerpt": 1}.get(form) if not _SHARED.fullmatch(signal) else None
        cells = table.setdefault(signal if column is None else name, [0.0, 0.0])
        for index in (0, 1) if column is None else (column,):
            cells[index] += weight if state == "t" else -weight
    for step, (before, after) in STEPS.items():
        table[step] = [info.transitions.get((before, after), 0.0)] * 2
    notes = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
    rows = [
        f"{name}\t{page:.2f}\t{cut:.2f}"
        for name, (page, cut) in sorted(table.items())
        if max(abs(page), abs(cut)) >= LEAST
    ]
    TABLE.write_text("\n".join([*notes, *rows, ""]), "utf-8")


def main() -> None:
    pages = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    order = list(range(len(pages)))
    random.Random(1).shuffle(order)
    used = len(pages) - round(float(sys.argv[2]) * len(pages)) if len(sys.argv) > 2 else len(pages)
    write(learn([pages[index] for index in order[:used]]))


if __name__ == "__main__":
    main()
