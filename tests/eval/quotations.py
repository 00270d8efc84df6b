"""Speakers and reported speech on annotated news: our figures by the dataset's own scorer.

Run: `python tests/eval/quotations.py [train|dev]`. The data is looked for under $SITEGEN_EVAL, by default
`../shared/eval` beside the project; where it is absent, that is said and nothing fails.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sitegen.relate.speakers import find_attributions

PROJECT = Path(__file__).resolve().parents[2]
ARTICLE_WORDS = 600


def main(parts: list[str]) -> int:
    """Score each part (train, dev; both by default) and print what the scorer prints."""
    folder = (PROJECT / os.environ.get("SITEGEN_EVAL", "../shared/eval") / "quotations").resolve()
    if not (folder / "score.py").exists():
        print(f"skipped: no quotations to score under {folder} (set SITEGEN_EVAL)")
        return 0
    for part in parts or ["train", "dev"]:
        gold = folder / f"{part}.jsonl"
        documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        started = time.process_time()
        lines = [_predicted(document) for document in documents]
        seconds = time.process_time() - started
        words = sum(len(document["text"].split()) for document in documents)
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predictions:
            predictions.write("\n".join(lines))
            predictions.flush()
            print(f"== {part}", flush=True)
            subprocess.run([sys.executable, folder / "score.py", gold, predictions.name], check=True)
        persons = folder / f"{part}_entities.json"
        if persons.exists():
            print(_count_persons(json.loads(persons.read_text(encoding="utf-8")), documents, lines))
        print(f"speed     {words / ARTICLE_WORDS / seconds:.0f} articles of {ARTICLE_WORDS} words a second")
    return 0


def _count_persons(persons: dict[str, str], documents: list[dict[str, str]], lines: list[str]) -> str:
    """How often the speaker bears a name of the person meant, who is known by document and offset."""
    right = 0
    found = {one["id"]: one["attributions"] for one in map(json.loads, lines)}
    for place, person in persons.items():
        document, _, offset = place.rpartition(":")
        around = [
            one
            for one in found[document]
            if any(start <= int(offset) < end for start, end in one["content"]) and one["speaker"]
        ]
        right += any(_name_words(person) & _name_words(one["speaker"]) for one in around[:1])
    return f"person    {right / len(persons):.3f} of {len(persons)} by name, pronouns and roles resolved"


def _name_words(printed: str) -> set[str]:
    plain = re.sub(r"['’]s\b", "", printed.casefold())
    return set(re.findall(r"[\w-]+", plain)) - {"the", "a", "an", "mr", "mrs", "ms", "dr", "sen", "rep", "gov"}


def _predicted(document: dict[str, str]) -> str:
    found = [
        {
            "content": attribution.content,
            "source": attribution.source,
            "speaker": attribution.speaker,
            "kind": attribution.kind,
            "tier": attribution.tier,
        }
        for attribution in find_attributions(document["text"])
    ]
    return json.dumps({"id": document["id"], "attributions": found})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
