"""All that the program makes of one capture: its clean text, its fields, who speaks in it. Nothing here is written.

It loads all of intake, which a build that finds nothing new does without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.drafts import Capture, Draft, Evidence, Value
from sitegen.edits import Offsets
from sitegen.findings import Finding
from sitegen.importing import read_all
from sitegen.inspection import as_json
from sitegen.intake.draft import House, draft_document, know_house, rule_reasons
from sitegen.intake.markdown import format_body
from sitegen.links import Attribution
from sitegen.model import EMPTY_ARCHIVE, Archive, DocumentId
from sitegen.records import files
from sitegen.records.import_plans import Suggestion, suggest
from sitegen.relate.overrides import override_speakers
from sitegen.relate.register import Register
from sitegen.relate.rulings import RuledPeople, rule_people
from sitegen.relate.speakers import find_attributions
from sitegen.relate.voices import infer_speakers


def suggest_from(
    archive: Archive, captures: Sequence[Capture], held: Mapping[str, DocumentId]
) -> Callable[[Capture], Suggestion]:
    """What makes a suggestion of one capture, by what `archive` and all `captures` together tell of outlets and people.

    `held`: the documents that captures have already, by the captures' paths; what editors ruled about one counts.
    """
    people = rule_people(archive.people.values(), archive.decisions)
    return partial(_suggest, house=_know_house(archive, captures), archive=archive, people=people, held=held)


def _know_house(archive: Archive, captures: Sequence[Capture]) -> House:
    """The edits that editors ruled out are among what it knows, as rule and raw text."""
    taken_back = frozenset((ruling.rule, ruling.text) for ruling in archive.decisions if ruling.ruling == "keep")
    return know_house(archive.outlets.values(), captures, taken_back)


def _suggest(
    capture: Capture, *, house: House, archive: Archive, people: RuledPeople, held: Mapping[str, DocumentId]
) -> Suggestion:
    """Cleaned, described, its speakers named from the records of people."""
    draft = draft_document(capture, house)
    body = format_body(draft.text, draft.blocks, draft.marks)
    id = held.get(capture.path)
    if id:
        said = _attribute(draft, people.of(id))
        said = override_speakers(id, draft.text, said, archive.decisions, archive.people)
    else:
        said = _attribute(draft, people.everywhere, voices_only=True)
    speakers = infer_speakers(draft.text, said)
    speakers = speakers and _in_raw(speakers, draft)
    return suggest(draft, body, speakers, archive.outlets.values(), rule_reasons())


def _attribute(draft: Draft, people: Register, *, voices_only: bool = False) -> tuple[Attribution, ...]:
    date = draft.fields.get("date")
    turns = [(block.start, block.end) for block in draft.blocks if block.kind == "turn"]
    day = str(date.value) if date else ""
    return find_attributions(draft.text, people, date=day, turns=turns, voices_only=voices_only)


def _in_raw(value: Value, draft: Draft) -> Value:
    """A value found in a draft's clean text, with its evidence where it stands in the capture."""
    offsets = Offsets(draft.edits)
    spans = [(item.text, *offsets.old_span(item.start or 0, item.end or 0)) for item in value.evidence]
    return replace(value, evidence=tuple(Evidence(text, start, end) for text, start, end in spans))


def inspect_captures(paths: Sequence[Path], root: Path | None) -> Iterator[tuple[list[dict[str, Any]], list[Finding]]]:
    """What intake and attribution make of the captures under each of `paths`, with what is wrong; writes nothing.

    `root` is the archive whose authorities are used; without one the captures are judged by themselves.
    """
    archive = files.load_archive(root)[0] if root else EMPTY_ARCHIVE
    people = rule_people(archive.people.values(), archive.decisions).everywhere
    for path in paths:
        path = path.resolve()
        base = root if root and root in path.parents else path.parent
        captures, findings = read_all(base, [path])
        house = _know_house(archive, captures)
        yield [_inspect(capture, house, people) for capture in captures], findings


def _inspect(capture: Capture, house: House, people: Register) -> dict[str, Any]:
    draft = draft_document(capture, house)
    body = format_body(draft.text, draft.blocks, draft.marks)
    return as_json(draft, body, _attribute(draft, people), Offsets(draft.edits).old_span)
