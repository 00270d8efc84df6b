"""content/decisions.yml: what editors ruled, so that it is not asked again and stays so."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.findings import Finding
from sitegen.model import Decision
from sitegen.records import fields
from sitegen.records.yaml_source import read_yaml

_SAMENESS = (
    {"documents": 2},
    {"documents": 1, "event": 1},
    {"quotations": 2},
    {"name": 1, "person": 1},
)
SUBJECTS: Mapping[str, tuple[Mapping[str, int], ...]] = {
    "keep": ({"text": 1, "rule": 1},),
    "leave": ({"documents": 1, "field": 1}, {"documents": 1, "rule": 1, "text": 1}),
    "same": _SAMENESS,
    "different": _SAMENESS,
    "unsure": _SAMENESS,
    "speaker": ({"documents": 1, "text": 1},),
}
"""What each ruling can be about: the fields that then must stand, and how many entries each must have at least."""


def read_decisions(text: str, file: str) -> tuple[tuple[Decision, ...], list[Finding]]:
    """decisions.yml: a list of rulings, in order. One that cannot be read, or names no subject, is left out and
    reported.
    """
    root, findings = read_yaml(text, file)
    if root.value is None:
        return (), findings
    read, problems = fields.read_records(root, fields.DECISIONS, file)
    decisions = []
    for decision in read:
        if any(_has(decision, subject) for subject in SUBJECTS[decision.ruling]):
            decisions.append(decision)
        else:
            problems.append(_incomplete(decision, file))
    return tuple(decisions), findings + problems


def as_entry(decision: Decision) -> dict[str, str | list[str]]:
    """A ruling as it is written, on one line of the file: what it says, in the order of the field table."""
    said = ((row.name, getattr(decision, row.attribute)) for row in fields.DECISION)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said if value}


def _has(decision: Decision, subject: Mapping[str, int]) -> bool:
    return all(_count(getattr(decision, name)) >= count for name, count in subject.items())


def _count(value: str | tuple[str, ...] | None) -> int:
    return len(value) if isinstance(value, tuple) else int(bool(value))


def _incomplete(decision: Decision, file: str) -> Finding:
    subjects = " or ".join(_in_words(subject) for subject in SUBJECTS[decision.ruling])
    message = f"The ruling '{decision.ruling}' does not say what it is about."
    return Finding(file, decision.line, "ruling-incomplete", "error", message, f"It needs {subjects}.")


def _in_words(subject: Mapping[str, int]) -> str:
    names = [f"'{name}'" + (f" ({count} of them)" if count > 1 else "") for name, count in subject.items()]
    return " and ".join(names)
