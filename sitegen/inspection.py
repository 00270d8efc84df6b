"""What the program makes of one capture, as one JSON object: the form by which others script and measure us.

`inspection.schema.json` beside this file describes every part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sitegen.drafts import Draft, Evidence, Value
from sitegen.links import Attribution

Span = tuple[int, int]


def as_json(
    draft: Draft, body: str, attributions: Iterable[Attribution], to_raw: Callable[[int, int], Span]
) -> dict[str, Any]:
    """The object described above. `to_raw` carries a span of the clean text back to the raw text."""
    return {
        "capture": draft.capture.path,
        "sha256": draft.capture.sha256,
        "raw": draft.capture.raw,
        "body": body,
        "text": draft.text,
        "fields": {name: _value(value) for name, value in sorted(draft.fields.items())},
        "edits": [
            {"start": e.start, "end": e.end, "kind": e.kind, "rule": e.rule, "replacement": e.replacement}
            for e in draft.edits
        ],
        "doubts": [{"start": d.start, "end": d.end, "rule": d.rule, "reason": d.reason} for d in draft.doubts],
        "attributions": [_attribution(attribution, to_raw) for attribution in attributions],
    }


def _value(value: Value) -> dict[str, Any]:
    printed = value.value if isinstance(value.value, str) else list(value.value)
    shown: dict[str, Any] = {"value": printed, "basis": value.basis, "evidence": [_evidence(e) for e in value.evidence]}
    return shown | ({"note": value.note} if value.note else {})


def _evidence(evidence: Evidence) -> dict[str, Any]:
    shown: dict[str, Any] = {"start": evidence.start, "end": evidence.end, "text": evidence.text}
    return shown | ({"where": evidence.where} if evidence.where else {})


def _attribution(attribution: Attribution, to_raw: Callable[[int, int], Span]) -> dict[str, Any]:
    def spans(found: tuple[Span, ...] | None) -> list[Span] | None:
        return None if found is None else [to_raw(start, end) for start, end in found]

    return {
        "content": spans(attribution.content),
        "source": spans(attribution.source),
        "cue": spans(attribution.cue),
        "route": attribution.route and to_raw(*attribution.route),
        "speaker": attribution.speaker,
        "person": attribution.person,
        "kind": attribution.kind,
        "tier": attribution.tier,
        "rule": attribution.rule,
    }
