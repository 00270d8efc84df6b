"""How well related coverage and suggested events are found: ours, and bm25s and TF-IDF of scikit-learn where installed.

    .venv/bin/python tests/eval/related.py [NEWS.jsonl]      (or SITEGEN_NEWS=NEWS.jsonl)

Made-up events that look alike are always measured (see look_alikes.py). NEWS.jsonl has one article a line: title, text,
date (ISO). Its articles are cut in two to four, to be found among all others of the days. Real pairs of reports from
two outlets would be better; the parts of an article share its subject but not its sentences, which is what makes them
hard to find. The peers read the same opening, know no days beyond the window of an event, and get the best of several
thresholds, chosen on these very documents.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from look_alikes import HELD_OUT, KINDS, make_up

from sitegen.model import EMPTY_ARCHIVE, Archive, Document, DocumentId, Passage
from sitegen.relate.events import DAYS, group_documents
from sitegen.relate.likeness import find_likenesses
from sitegen.relate.profiles import OPENING
from sitegen.relate.related import find_related

DOCUMENTS, PAIRS, EVENTS = 5000, 300, 120
LONG = 120
"""Words of an article from which it is used."""
_SENTENCE = re.compile(r"(?<=[.!?]) ")

Article = Mapping[str, str]


def main() -> None:
    """Print recall of partners in the first five, BCubed of the groups, and the CPU seconds for all documents."""
    measure_look_alikes()
    path = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SITEGEN_NEWS", "")
    if not path:
        print("related: not measured on news; give a file of articles (see the head of tests/eval/related.py)")
        return
    articles = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    articles = sorted((one for one in articles if len(one["text"].split()) >= LONG), key=lambda one: one["date"])
    measure_partners(articles[: DOCUMENTS - PAIRS])
    measure_groups(articles[DOCUMENTS - PAIRS :] or articles)


def measure_look_alikes() -> None:
    """Reports of made-up events, to be told from those of the next event of the kind."""
    for what, kinds in (("events that look alike", KINDS), ("others that nothing was chosen on", HELD_OUT)):
        reports = list(make_up(kinds))
        documents = [as_document(f"report-{n:03}", one.title, one.text, one.date) for n, one in enumerate(reports)]
        events = defaultdict(list)
        for document, report in zip(documents, reports, strict=True):
            events[report.event].append(document)
        tell_groups(what, documents, list(events.values()))


def measure_partners(articles: Sequence[Article]) -> None:
    """Halves of articles, each to be found from the other among its first five related documents."""
    chance = random.Random(7)
    articles = chance.sample(articles, len(articles))
    cut = [list(cut_article(one, 2, chance)) for one in articles[:PAIRS]]
    rest = (as_document(f"other-{n}", one["title"], one["text"], one["date"]) for n, one in enumerate(articles[PAIRS:]))
    documents = [*(half for halves in cut for half in halves), *rest]
    asked = [(one.id, other.id) for halves in cut for one, other in (halves, halves[::-1])]
    for name, rank in (("sitegen", rank_ours), *PEERS.items()):
        start = time.process_time()
        ranked = rank(documents)
        spent = time.process_time() - start
        found = sum(wanted in [other for other, _ in ranked[id][:5]] for id, wanted in asked)
        print(f"{name}: partners in the first five of {len(documents)}: {found / len(asked):.3f}, {spent:.1f} s CPU")


def measure_groups(articles: Sequence[Article]) -> None:
    """Articles cut into one to four parts, to be grouped again."""
    chance = random.Random(3)
    chosen = chance.sample(articles, min(EVENTS, len(articles)))
    events = [list(cut_article(one, chance.randint(1, 4), chance)) for one in chosen]
    tell_groups("parts of articles", [part for parts in events for part in parts], events)


def tell_groups(what: str, documents: Sequence[Document], events: Sequence[Sequence[Document]]) -> None:
    """Print how well the reports of each event are grouped."""
    gold = {one.id: {other.id for other in event} for event in events for one in event}
    archive = archive_of(documents)
    found = group_documents(archive.documents, find_likenesses(archive, documents))
    tried = {"sitegen": [score_groups(found, gold)]}
    for name, rank in PEERS.items():
        ranked = rank(documents)
        tried[name] = [score_groups(join_pairs(documents, ranked, least), gold) for least in PEER_THRESHOLDS]
    for name, scores in tried.items():
        precision, recall, f1 = max(scores, key=lambda score: score[2])
        print(f"{name}: groups of {len(gold)} {what}: BCubed P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}")


def score_groups(
    groups: Iterable[Collection[DocumentId]], gold: Mapping[DocumentId, set[DocumentId]]
) -> tuple[float, float, float]:
    """BCubed precision, recall and F1 (Bagga and Baldwin 1998)."""
    ours = {id: set(group) for group in groups for id in group}
    shares = [(len(ours.get(id, {id}) & event), len(ours.get(id, {id})), len(event)) for id, event in gold.items()]
    precision = sum(common / group for common, group, _ in shares) / len(shares)
    recall = sum(common / event for common, _, event in shares) / len(shares)
    return precision, recall, 2 * precision * recall / (precision + recall)


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
    return Document(
        DocumentId(id),
        title,
        f"content/articles/{id}.md",
        date=day,
        language="en",
        passages=(Passage("paragraph", text),),
    )


def archive_of(documents: Sequence[Document]) -> Archive:
    """An archive of these documents alone."""
    return replace(EMPTY_ARCHIVE, documents=MappingProxyType({document.id: document for document in documents}))


# --- who ranks --------------------------------------------------------------------------------------------------------

Ranked = Mapping[DocumentId, Sequence[tuple[DocumentId, float]]]
"""For each document others with a score that is 1 for itself, best first."""


def rank_ours(documents: Sequence[Document]) -> Ranked:
    """As the site shows them."""
    archive = archive_of(documents)
    related = find_related(archive, find_likenesses(archive, documents))
    return {id: [(link.id, link.score) for link in links] for id, links in related.items()}


def rank_bm25s(documents: Sequence[Document]) -> Ranked:
    """Each document asked for with its own words."""
    import bm25s

    tokens = bm25s.tokenize([opening(one) for one in documents], stopwords="en", show_progress=False)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    words = bm25s.tokenize([opening(one) for one in documents], stopwords="en", return_ids=False, show_progress=False)
    places, scores = index.retrieve(words, k=min(PEER_LISTED, len(documents)), show_progress=False)
    return as_ranked(documents, places, [[score / (max(own) or 1.0) for score in own] for own in scores.tolist()])


def rank_tfidf(documents: Sequence[Document]) -> Ranked:
    """Cosine of TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(map(opening, documents))
    ranked: dict[DocumentId, Sequence[tuple[DocumentId, float]]] = {}
    for start in range(0, len(documents), 500):
        likeness = (vectors[start : start + 500] @ vectors.T).toarray()
        places = (-likeness).argsort(axis=1)[:, :PEER_LISTED]
        scores = [own[order] for own, order in zip(likeness, places, strict=True)]
        ranked |= as_ranked(documents[start : start + 500], places, scores, documents)
    return ranked


def as_ranked(
    asked: Sequence[Document],
    places: Iterable[Iterable[int]],
    scores: Iterable[Iterable[float]],
    documents: Sequence[Document] = (),
) -> dict[DocumentId, Sequence[tuple[DocumentId, float]]]:
    """What was found, without the document that was asked for."""
    ids = [one.id for one in documents or asked]
    return {
        one.id: [(ids[place], score) for place, score in zip(own, theirs, strict=True) if ids[place] != one.id]
        for one, own, theirs in zip(asked, places, scores, strict=True)
    }


def opening(document: Document) -> str:
    """What the peers read."""
    return f"{document.title} {document.title} {document.text[:OPENING]}"


def join_pairs(documents: Sequence[Document], ranked: Ranked, least: float) -> list[set[DocumentId]]:
    """Groups that hang together by pairs from `least` on, within the window of days of an event."""
    day = {one.id: date.fromisoformat(one.date) for one in documents}
    group_of = {id: {id} for id in day}
    for id, others in ranked.items():
        for other, score in others:
            if score >= least and abs((day[id] - day[other]).days) <= DAYS and group_of[id] is not group_of[other]:
                joined = group_of[id] | group_of[other]
                group_of.update(dict.fromkeys(joined, joined))
    return list(group_of.values())


PEER_LISTED = 20
PEER_THRESHOLDS = [step / 40 for step in range(2, 40)]
PEERS = {
    name: rank
    for package, name, rank in (("bm25s", "bm25s", rank_bm25s), ("sklearn", "TF-IDF", rank_tfidf))
    if find_spec(package)
}


if __name__ == "__main__":
    main()
