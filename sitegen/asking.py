"""The kinds of questions: one small generator for each, in the order of what matters to an archive.

The docstring of each says what it asks about and why; its answers are changes to the files that editors own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process
from slugify import slugify

from sitegen.asking_records import ask_events, ask_names, ask_outlets
from sitegen.drafts import Evidence
from sitegen.findings import short
from sitegen.model import Annotation, Decision, Document
from sitegen.questions import (
    Answer,
    Change,
    Material,
    Question,
    always,
    leave,
    line_of_words,
    set_field,
    suggestions_of,
)
from sitegen.records.anchors import AnchoredNote, anchor_annotations, find_anchors
from sitegen.records.decisions import read_decisions
from sitegen.records.fields import DOCUMENT
from sitegen.records.import_plans import UNRESOLVED
from sitegen.records.patches import Patch

NEAREST_PASSAGE = 70
SURELY_ONE_TEXT = 0.8
"""Part of the words that two versions share from which on nobody need be asked."""
FEW_QUOTATIONS = 3
"""Quotations of one document whose speaker is open: of more, the text is not of a kind that can be asked about."""
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RULING = re.compile(r"`(- \{ruling: [^`]+)`")
_BEFORE = 40


def ask_conflicts(material: Material) -> Iterator[Question]:
    """An editor and the program both changed a value, or a capture is not what its document was made from: a person
    compares. The finding spells out the ruling that ends a conflict in the editor's favour.
    """
    for finding in material.findings:
        if finding.code not in ("update-conflict", "capture-changed"):
            continue
        spelt_out = _RULING.search(finding.remedy)
        rulings = read_decisions(spelt_out[1], finding.file)[0] if spelt_out else ()
        keep = Answer("keep", "yours stays, and this suggestion is not made again", always(*rulings))
        yield Question(
            "conflict",
            f"{finding.file} {finding.message}",
            finding.file,
            finding.line,
            f"{finding.message} {'Keep it, or take the other over by hand.' if rulings else finding.remedy}",
            (keep,) if rulings else (),
        )


def ask_annotations(material: Material) -> Iterator[Question]:
    """A note whose words stand nowhere, in several places, or in another paragraph than before."""
    for document in material.archive.documents.values():
        for note in anchor_annotations(document):
            quote = note.annotation.quote
            if note.state == "exact" or material.is_left(document, "annotations", quote):
                continue
            asks = f"The note on “{short(quote)}” is now in another paragraph: see whether it still fits there."
            if note.matches > 1:
                asks = f"The words “{short(quote)}” of a note stand {note.matches} times: say which are meant."
            elif note.matches == 0:
                asks = f"The words “{short(quote)}” of a note are gone: anchor it anew, or delete it in the file."
            yield Question(
                "note",
                f"{document.id} {quote} {note.state}",
                document.path,
                note.annotation.line,
                asks,
                (*_anchors(document, note), leave([document], "annotations", quote)),
                document.id,
                words=(quote,) if note.matches else (),
            )


def _anchors(document: Document, note: AnchoredNote) -> Iterator[Answer]:
    """The places of the words, told apart by the words before them; for words that are gone, the nearest sentence."""
    path = ("annotations", {"quote": note.annotation.quote, "note": note.annotation.note})

    def set_quote(typed: str) -> Sequence[Change]:
        if len(find_anchors(document.text, Annotation(typed, ""))) != 1:
            raise ValueError("These words do not stand in the text exactly once.")
        return (Patch(document.path, "set", (*path, "quote"), typed),)

    if note.matches == 0:
        sentences = re.split(r"(?<=[.!?…])\s+|\n+", document.text)
        quote = note.annotation.quote
        near = process.extractOne(quote, sentences, scorer=fuzz.partial_ratio, score_cutoff=NEAREST_PASSAGE)
        yield Answer("quote", "these words of the text instead", set_quote, "Exact words", near[0] if near else "")
    for number, (start, _) in enumerate(find_anchors(document.text, note.annotation) if note.matches > 1 else (), 1):
        line = document.text[:start].rpartition("\n")[2].strip()
        before = line if len(line) <= _BEFORE else line[-_BEFORE:].partition(" ")[2]
        if before and len(find_anchors(document.text, replace(note.annotation, prefix=before))) == 1:
            prefix = Patch(document.path, "set", (*path, "prefix"), before)
            yield Answer(f"place-{number}", f"those after “{before}”", always(prefix))


def ask_dates(material: Material) -> Iterator[Question]:
    """A document has no date, or one that the program could not complete, and no editor has said why."""
    for document in material.unreviewed():
        suggested = suggestions_of(document).get("date")
        settled = document.basis.get("date") == "editor" or _WHOLE_DAY.fullmatch(document.date)
        if settled or (suggested and not document.date) or material.is_left(document, "date", document.date):
            continue
        asks = f"“{short(document.title)}” has no date: set it, or leave it open."
        if document.date:
            asks = f"The date {document.date} is no certain day: complete it, or leave it so."
        yield Question(
            "date",
            f"{document.id} {document.date}",
            document.path,
            document.lines.get("date", 1),
            asks,
            (_set_date(document), leave([document], "date", document.date)),
            document.id,
            suggested.evidence if suggested else (),
        )


def _set_date(document: Document) -> Answer:
    return Answer("set", "this date", lambda typed: (set_field(document, "date", typed),), "Date, as in 2024-08-16")


def ask_copies(material: Material) -> Iterator[Question]:
    """Documents taken for one text of which much differs, and about which no editor has ruled."""
    rulings = material.archive.decisions
    ruled = {frozenset(one.documents) for one in rulings if one.ruling in ("same", "different", "unsure")}
    for cluster in material.links.clusters:
        base = material.archive.documents[cluster.base]
        for witness in cluster.witnesses:
            pair = (base.id, witness.document)
            if witness.same >= SURELY_ONE_TEXT or frozenset(pair) in ruled:
                continue
            document = material.archive.documents[witness.document]
            yield Question(
                "copy",
                " ".join(pair),
                document.path,
                1,
                f"“{short(document.title)}” is taken for another version of “{short(base.title)}” "
                f"({witness.same:.0%} of the words are the same): say whether they are one text.",
                (
                    Answer("same", "one text, two versions", always(Decision("same", documents=pair))),
                    Answer("different", "two texts", always(Decision("different", documents=pair))),
                    Answer("unsure", "it cannot be told", always(Decision("unsure", documents=pair))),
                ),
                document.id,
            )


def ask_quotations(material: Material) -> Iterator[Question]:
    """Whole sentences in quotation marks that are given to nobody, or by a guess, where a document has only a few."""
    for document in material.unreviewed():
        said = material.links.attributions.get(document.id, ())
        unsure = [one for one in said if one.kind == "direct" and one.tier == "low" and one.basis != "editor"]
        for attribution in unsure if len(unsure) <= FEW_QUOTATIONS else ():
            start, end = attribution.content[0]
            words = document.text[start:end]
            guess = attribution.person or attribution.speaker
            given = f"is given to {guess} by a guess" if guess else "is given to nobody"
            yield Question(
                "speaker",
                f"{document.id} {words}",
                document.path,
                line_of_words(document, start),
                f"“{short(words.strip('“”«»„'))}” {given}: say who speaks.",
                tuple(_speaker_answers(document, words, guess)),
                document.id,
                words=(words,),
            )


def _speaker_answers(document: Document, words: str, guess: str | None) -> Iterator[Answer]:
    ruling = Decision("speaker", documents=(document.id,), text=words)
    names = {slugify(name): name for name in (*document.speakers, guess) if name}
    for slug, name in sorted(names.items(), key=lambda named: named[1] != guess):
        yield Answer(slug, f"{name} says it", always(replace(ruling, person=name)))
    yield Answer("is", "somebody else", lambda typed: (replace(ruling, person=typed),), "Id, or name as printed")
    yield Answer("nobody", "nobody's words, or it cannot be known", always(ruling))


def ask_stances(material: Material) -> Iterator[Question]:
    """A judgement that is suggested and neither confirmed nor disputed."""
    for document in material.archive.documents.values():
        for one in document.stance if document.status != "withdrawn" else ():
            if one.status != "suggested":
                continue
            entry = {"toward": one.toward, "value": one.value} | ({"by": one.by} if one.by else {})
            path = ("stance", entry, "status")
            confirmed, disputed = (Patch(document.path, "set", path, value) for value in ("confirmed", "disputed"))
            yield Question(
                "stance",
                f"{document.id} {entry}",
                document.path,
                one.line,
                f"“{one.value}” toward {one.toward}{f' (by {one.by})' if one.by else ''} is only suggested: "
                "confirm or dispute it.",
                (
                    Answer("confirm", "it stands", always(confirmed)),
                    Answer("dispute", "it does not, and readers are told", always(disputed)),
                ),
                document.id,
                words=one.evidence,
            )


def ask_doubts(material: Material) -> Iterator[Question]:
    """A stretch of the capture that a cleaning rule suspected and left standing, and that still stands."""
    for document in material.unreviewed():
        capture = material.captures.get(document.id)
        for doubt in document.provenance.doubts if document.provenance and capture else ():
            assert capture
            text = capture.raw[doubt.start : doubt.end].strip()
            if text not in document.text or material.is_kept(document, doubt.rule, text):
                continue
            ruling = Decision("leave", documents=(document.id,), rule=doubt.rule, text=text)
            yield Question(
                "doubt",
                f"{document.id} {doubt.rule} {text}",
                document.path,
                document.lines["body"],
                f"“{short(text)}” may not belong to the text ({doubt.reason.rstrip('.')}): keep it, or cut it.",
                (
                    Answer("keep", "it belongs to the text", always(ruling)),
                    Answer("cut", "it goes", always(Patch(document.path, "cut", (), text))),
                ),
                document.id,
                (Evidence(text, doubt.start, doubt.end),),
            )


def ask_fields(material: Material) -> Iterator[Question]:
    """A value that the program suggests and the file lacks, and no note says why."""
    for document in material.unreviewed():
        for row in DOCUMENT:
            suggested = suggestions_of(document).get(row.name)
            if not suggested or suggested.note == UNRESOLVED or getattr(document, row.attribute):
                continue
            value = suggested.value if isinstance(suggested.value, str) else list(suggested.value)
            shown = value if isinstance(value, str) else ", ".join(value)
            if material.is_left(document, row.name, shown):
                continue
            yield Question(
                "field",
                f"{document.id} {row.name} {shown}",
                document.path,
                1,
                f"The file has no {row.name}, and “{short(shown)}” is suggested: take it over, or leave it.",
                (
                    Answer("take", "into the file", always(set_field(document, row.name, value))),
                    leave([document], row.name, shown),
                ),
                document.id,
                suggested.evidence,
            )


KINDS: tuple[Callable[[Material], Iterator[Question]], ...] = (
    ask_conflicts,
    ask_annotations,
    ask_names,
    ask_outlets,
    ask_copies,
    ask_dates,
    ask_events,
    ask_quotations,
    ask_stances,
    ask_doubts,
    ask_fields,
)
"""What is lost or wrong comes before what is unknown, and that before what would be nice to have."""
