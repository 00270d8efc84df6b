"""Press copies made up from a seed: the same files for the same number, about 5 KB each, dirty as pasted ones are."""

from __future__ import annotations

import random
from pathlib import Path

PLACES = "Northam Estbury Calder Weston Harrow Penwith Marlow Tilford Oakley Brigg".split()
NAMES = (
    "Anna Bauer|Tomas Reed|Irina Sokol|Paul Okafor|Mei Lin|Carlos Ruiz|Fatima Nasser|Jan Novak|Ella Strand|Omar Aziz"
)
ROLES = "mayor minister spokesman director analyst engineer teacher chairwoman officer farmer".split()
NOUNS = (
    "bridge council budget river vote harbour strike school court tax road hospital energy plan debate report contract "
    "market crisis delay inquiry forest railway housing water".split()
)
VERBS = (
    "approved delayed questioned rejected praised reviewed opened closed funded inspected discussed postponed".split()
)
ENDS = "on Monday|after long talks|despite protests|for the second time|without a vote|in a late session|as expected"
SAID = "said added warned explained stressed noted argued".split()
FURNITURE = (
    "Share this article",
    "Sign up for our newsletter",
    "Advertisement",
    "Read more: ",
    "© 2024 Example Media. All rights reserved.",
    "Follow us on Facebook and Twitter",
)


def sentence(rng: random.Random) -> str:
    subject = f"The {rng.choice(NOUNS)} {rng.choice(ROLES)} of {rng.choice(PLACES)}"
    return f"{subject} {rng.choice(VERBS)} the {rng.choice(NOUNS)} {rng.choice(NOUNS)} {rng.choice(ENDS.split('|'))}."


def paragraph(rng: random.Random) -> str:
    if rng.random() < 0.4:
        words = sentence(rng)[:-1]
        return f"“{words},” {rng.choice(SAID)} {rng.choice(NAMES.split('|'))}. {sentence(rng)}"
    return " ".join(sentence(rng) for _ in range(rng.randint(2, 4)))


def capture(number: int) -> str:
    """The text of the capture with this number."""
    rng = random.Random(number)
    place = rng.choice(PLACES)
    head = f"{rng.choice(NOUNS).title()} {rng.choice(NOUNS)} {rng.choice(VERBS)} in {place}, case {number}"
    day = f"{rng.randint(1, 28)} {rng.choice(['January', 'March', 'May', 'October'])} {rng.randint(2015, 2024)}"
    parts = [head, f"{place.upper()}, {day} (Example Agency) - {paragraph(rng)}"]
    size = 0
    while size < 4600:
        parts.append(paragraph(rng))
        size += len(parts[-1])
        if rng.random() < 0.1:
            parts.append(rng.choice(FURNITURE))
    parts += rng.sample(FURNITURE, 3)
    return "\n\n".join(parts) + "\n"


def write_captures(folder: Path, count: int) -> None:
    """`count` captures, a hundred to a folder."""
    for number in range(count):
        path = folder / f"{number // 100:04d}" / f"{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(capture(number), encoding="utf-8")
