"""Names across transliterations: pairs of spellings, one person or two, by `score_names` and its threshold.

Run: `python tests/eval/names.py`. The list (one person a line, spellings between bars) is looked for under
$SITEGEN_EVAL, by default `../shared/eval` beside the project; where it is absent, that is said and nothing fails.
"""

from __future__ import annotations

import os
import sys
from itertools import combinations
from pathlib import Path

from sitegen.model import Person, PersonId
from sitegen.relate.names import SAME_NAME, resolve_person, score_names

PROJECT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Print pair precision, recall and F1 at the threshold, recall at precision .99, and what resolution does."""
    path = (PROJECT / os.environ.get("SITEGEN_EVAL", "../shared/eval") / "names" / "names.txt").resolve()
    if not path.exists():
        print(f"skipped: no names to score at {path} (set SITEGEN_EVAL)")
        return 0
    lines = [line.split("|") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    spelled = [(name.strip(), number) for number, names in enumerate(lines) for name in names]
    pairs = sorted(((score_names(a, b), i == j) for (a, i), (b, j) in combinations(spelled, 2)), reverse=True)
    same = sum(is_same for _, is_same in pairs)
    taken = [is_same for score, is_same in pairs if score >= SAME_NAME]
    precision, recall = sum(taken) / len(taken), sum(taken) / same
    print(f"pairs     P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}")
    right, at_precision = 0, 0.0
    for number, (_, is_same) in enumerate(pairs, 1):
        right += is_same
        at_precision = right / same if right / number >= 0.99 else at_precision
    print(f"recall    {at_precision:.3f} at precision .99")
    people = [Person(PersonId(str(number)), names[0].strip()) for number, names in enumerate(lines)]
    resolved = [(resolve_person(name, people), str(number)) for name, number in spelled]
    print(
        f"resolved  {sum(found == person for found, person in resolved)} right, "
        f"{sum(found not in (None, person) for found, person in resolved)} wrong, "
        f"{sum(found is None for found, _ in resolved)} left open, of {len(resolved)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
