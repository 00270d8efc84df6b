"""Speakers and reported speech on annotated news: our figures by the dataset's own scorer.

Run: `python tests/eval/quotations.py [train|dev]`. The data is looked for under $SITEGEN_EVAL, by default
`../shared/eval` beside the project; where it is absent, that is said and nothing fails.
"""

from __future__ import annotations

import json
import os
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
        print(f"speed     {words / ARTICLE_WORDS / seconds:.0f} articles of {ARTICLE_WORDS} words a second")
    return 0


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
