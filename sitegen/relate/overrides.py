"""What editors ruled about quotations, laid over what was worked out: who says these words, are two of them one.

What they ruled about names changes the records by which speakers are resolved (`rulings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sitegen.findings import Finding
from sitegen.links import Attribution, QuotationPair, Quoted
from sitegen.model import Archive, Decision, DocumentId, Person, PersonId
from sitegen.relate.agreement import spoken_words
from sitegen.relate.quotations import pair_by_words

FILE = "content/decisions.yml"
RULE = "editor"


def override_speakers(
    document: DocumentId,
    text: str,
    attributions: Iterable[Attribution],
    decisions: Iterable[Decision],
    people: Mapping[PersonId, Person],
) -> tuple[Attribution, ...]:
    """A document's attributions with the speakers that rulings name, in order of their first words.

    A ruling holds for all attributions of which its words cover at least half; where there is none, it makes one.
    """
    ruled = list(attributions)
    for ruling in decisions:
        if ruling.ruling == "speaker" and document in ruling.documents:
            for start in _places(text, ruling.text):
                ruled = _override(ruled, (start, start + len(ruling.text)), ruling, people)
    return tuple(sorted(ruled, key=lambda one: one.content))


def _places(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + len(words))


def _override(
    attributions: Sequence[Attribution], span: tuple[int, int], ruling: Decision, people: Mapping[PersonId, Person]
) -> list[Attribution]:
    record = people.get(PersonId(ruling.person))
    said = Attribution(
        content=(span,),
        source=None,
        cue=None,
        speaker=record.name if record else ruling.person or None,
        person=record.id if record else None,
        kind="direct",
        tier="high",
        rule=RULE,
        basis="editor",
    )
    covered = [_is_covered(one, span) for one in attributions]
    if not any(covered):
        return [*attributions, said]
    return [
        replace(said, content=one.content, kind=one.kind, route=one.route) if inside else one
        for one, inside in zip(attributions, covered, strict=True)
    ]


def _is_covered(attribution: Attribution, span: tuple[int, int]) -> bool:
    covered = sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in attribution.content)
    return 2 * covered >= sum(end - start for start, end in attribution.content)


def override_quotations(
    pairs: Iterable[QuotationPair], quoted: Sequence[Quoted], decisions: Iterable[Decision]
) -> tuple[QuotationPair, ...]:
    """Pairs as editors have them: those ruled different go, those ruled unsure are `perhaps`, those ruled the same
    are told apart by their words alone, whatever their speakers and dates.
    """
    found = {(pair.one, pair.other): pair for pair in pairs}
    for ruling in (decision for decision in decisions if len(decision.quotations) == 2):
        first, second = ([q for q in quoted if _is_part(q.text, words)] for words in ruling.quotations)
        for one, other in ((a, b) for a in first for b in second if a.document != b.document):
            key = (one, other) if _place(one) < _place(other) else (other, one)
            if ruling.ruling == "same":
                found[key] = pair_by_words(*key)
            elif ruling.ruling == "different":
                found.pop(key, None)
            elif key in found:
                found[key] = replace(found[key], relation="perhaps")
    return tuple(sorted(found.values(), key=lambda pair: (_place(pair.one), _place(pair.other))))


def _place(quoted: Quoted) -> tuple[str, int, int]:
    return quoted.document, quoted.start, quoted.end


def _is_part(one: str, other: str) -> bool:
    """Whether the words of one stand in the other in a row, or the other's in it."""
    a, b = (f" {' '.join(spoken_words(text))} " for text in (one, other))
    return bool(a.strip() and b.strip()) and (a in b or b in a)


def check_overrides(archive: Archive) -> Iterator[Finding]:
    """The words of a ruling on speakers, names or quotations stand in the documents that it speaks of."""
    for ruling in archive.decisions:
        spoken = ruling.text if ruling.ruling == "speaker" else ruling.name
        for words in (spoken, *ruling.quotations):
            where = ruling.documents or archive.documents
            if words and not any(words in archive.documents[id].text for id in where if id in archive.documents):
                named = ", ".join(ruling.documents) or "any document"
                message = f"The ruling '{ruling.ruling}' is about words that do not stand in {named}: '{words}'."
                remedy = "Copy the words exactly as the page shows them, or delete the ruling."
                yield Finding(FILE, ruling.line, "ruling-without-place", "warning", message, remedy)
