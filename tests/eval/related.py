"""How well related coverage and suggested events are found: articles cut in two to four, among all others of the days.

    .venv/bin/python tests/eval/related.py NEWS.jsonl      (or SITEGEN_NEWS=NEWS.jsonl)

NEWS.jsonl has one article a line: title, text, date (ISO). Real pairs of reports from two outlets would be better; the
parts of an article share its subject but not its sentences, which is what makes them hard to find.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from sitegen.model import EMPTY_ARCHIVE, Archive, Document, DocumentId
from sitegen.relate.events import group_documents
from sitegen.relate.likeness import find_likenesses
from sitegen.relate.related import find_related

DOCUMENTS, PAIRS, EVENTS = 5000, 300, 120
LONG = 120
"""Words of an article from which it is used."""
_SENTENCE = re.compile(r"(?<=[.!?]) ")

Article = Mapping[str, str]


def main() -> None:
    """Print recall of partners in the first five, BCubed of the groups, and the CPU seconds for all documents."""
    path = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SITEGEN_NEWS", "")
    if not path:
        print("related: not measured; give a file of articles (see the head of tests/eval/related.py)")
        return
    articles = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    articles = sorted((one for one in articles if len(one["text"].split()) >= LONG), key=lambda one: one["date"])
    measure_partners(articles[: DOCUMENTS - PAIRS])
    measure_groups(articles[DOCUMENTS - PAIRS :] or articles)


def measure_partners(articles: Sequence[Article]) -> None:
    """Halves of articles, each to be found from the other among its first five related documents."""
    chance = random.Random(7)
    articles = chance.sample(articles, len(articles))
    cut = [list(cut_article(one, 2, chance)) for one in articles[:PAIRS]]
    rest = (as_document(f"other-{n}", one["title"], one["text"], one["date"]) for n, one in enumerate(articles[PAIRS:]))
    documents = [*(half for halves in cut for half in halves), *rest]
    start = time.process_time()
    archive = archive_of(documents)
    related = find_related(archive, find_likenesses(archive, documents))
    spent = time.process_time() - start
    asked = [(one.id, other.id) for halves in cut for one, other in (halves, halves[::-1])]
    found = sum(wanted in {link.id for link in related[id]} for id, wanted in asked)
    print(f"partners in the first five of {len(documents)}: {found / len(asked):.3f}, {spent:.1f} s CPU for all")


def measure_groups(articles: Sequence[Article]) -> None:
    """Articles cut into one to four parts, to be grouped again."""
    chance = random.Random(3)
    chosen = chance.sample(articles, min(EVENTS, len(articles)))
    events = [list(cut_article(one, chance.randint(1, 4), chance)) for one in chosen]
    documents = [part for parts in events for part in parts]
    gold = {part.id: {other.id for other in parts} for parts in events for part in parts}
    groups = group_documents(find_likenesses(archive_of(documents), documents))
    ours = {id: set(group) for group in groups for id in group}
    shares = [(len(ours.get(id, {id}) & event), len(ours.get(id, {id})), len(event)) for id, event in gold.items()]
    precision = sum(common / group for common, group, _ in shares) / len(shares)
    recall = sum(common / event for common, _, event in shares) / len(shares)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"groups of {len(gold)}: BCubed P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}")


def cut_article(article: Article, parts: int, chance: random.Random) -> list[Document]:
    """Every n-th sentence of an article as a document of its own, a day or two later; only the first has its title."""
    sentences = _SENTENCE.split(" ".join(article["text"].split()))
    made = []
    for part in range(parts):
        text = sentences[part::parts]
        title = article["title"] if part == 0 else " ".join(islice(" ".join(text).split(), 8))
        day = date.fromisoformat(article["date"]) + timedelta(days=chance.choice((0, 0, 1, 2)) if part else 0)
        made.append(as_document(f"part-{chance.random():.9f}", title, " ".join(text), day.isoformat()))
    return made


def as_document(id: str, title: str, text: str, day: str) -> Document:
    """A document without records of any kind."""
    return Document(DocumentId(id), title, f"content/articles/{id}.md", date=day, language="en", text=text)


def archive_of(documents: Sequence[Document]) -> Archive:
    """An archive of these documents alone."""
    return replace(EMPTY_ARCHIVE, documents=MappingProxyType({document.id: document for document in documents}))


if __name__ == "__main__":
    main()
