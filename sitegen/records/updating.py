"""Three-way update of a document: what was suggested last, what is suggested now, and what the editor's file says.

An untouched value follows the program, an edited one stays, and where both changed the conflict is reported and
nothing is done: at every update again, until the two agree or a ruling says that the matter was looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitegen.drafts import Value
from sitegen.findings import Finding, short
from sitegen.model import Decision, Document, Provenance
from sitegen.records.articles import body_digest
from sitegen.records.body_merge import BodyMerge, Hunk, digest_body, merge_body
from sitegen.records.document_patches import PatchRefusedError, replace_field, replace_passages
from sitegen.records.fields import DOCUMENT
from sitegen.records.files import provenance_name
from sitegen.records.import_plans import UNRESOLVED, Action, Change, Suggestion, make_provenance
from sitegen.records.provenance import format_provenance
from sitegen.records.yaml_source import format_scalar


def plan_update(
    document: Document,
    text: str,
    suggestion: Suggestion,
    rulings: Iterable[Decision] = (),
    meant: Document | None = None,
) -> Change:
    """Bring a document up to what the program suggests now, field by field and sentence by sentence.

    `document` is read from `text`, its file as it lies on the disk, and no id in it is resolved; in `meant`, earlier
    ids are, and one that means what is suggested is no conflict. Of the `rulings`, those of the kind `leave` end
    conflicts: the editor's version stays, and nobody is asked again.
    """
    base = document.provenance
    assert base is not None, "only an imported document can be updated"
    left = [one for one in rulings if one.ruling == "leave" and document.id in one.documents]
    patched, disputed, findings = _merge_fields(document, meant or document, text, suggestion, base, left)
    body = merge_body(_base_parts(document, base, suggestion.body), document.body, suggestion.body)
    patched = replace_passages(patched, body.taken)
    findings += [
        _body_conflict(document, hunk) for hunk in body.conflicts if not _is_left(left, "body", short(hunk.new))
    ]
    theirs = _with_base(make_provenance(suggestion), base, disputed, body)
    files = {} if patched == text else {document.path: patched}
    if theirs != base:
        files[provenance_name(document.id)] = format_provenance(theirs, suggestion.draft.capture.raw)
    action: Action = "conflict" if findings else "updated" if files else "unchanged"
    if base.sha256 != theirs.sha256:
        findings.append(_taken_over(document, theirs))
    return Change(theirs.capture, document.id, action, files, tuple(findings))


def _merge_fields(
    document: Document, meant: Document, text: str, suggestion: Suggestion, base: Provenance, left: list[Decision]
) -> tuple[str, set[str], list[Finding]]:
    """The file with new values where no editor changed the old one; the fields in conflict, and what to say of them."""
    disputed: set[str] = set()
    findings: list[Finding] = []
    for row in DOCUMENT:
        old, new = _printed(base.suggestions.get(row.name)), _printed(suggestion.fields.get(row.name))
        mine = getattr(document, row.attribute) if row.name in document.lines else None
        if new in (old, mine):
            continue
        if mine not in (old, None) and new == getattr(meant, row.attribute):
            continue
        what = f"says “{_shown(mine)}” here" if mine is not None else "was taken out"
        if mine == old:
            try:
                text = replace_field(text, row.name, new)
                continue
            except PatchRefusedError as refusal:
                what = f"cannot be changed here, as {refusal}"
        disputed.add(row.name)
        if not _is_left(left, row.name, _shown(new)):
            findings.append(_field_conflict(document, row.name, what, _shown(new)))
    return text, disputed, findings


def _base_parts(document: Document, base: Provenance, suggested: str) -> tuple[str, ...]:
    """The body as last suggested; an account without it may still know that one of the two bodies at hand is that."""
    bodies = (body for body in (document.body, suggested) if body_digest(body) == base.body_sha256)
    return base.body_parts or digest_body(next(bodies, ""))


def _with_base(theirs: Provenance, base: Provenance, disputed: set[str], body: BodyMerge) -> Provenance:
    """What is recorded as suggested: in conflict it stays the old suggestion, so that the conflict is seen again."""
    fields = {name: value for name, value in theirs.suggestions.items() if name not in disputed}
    fields |= {name: value for name, value in base.suggestions.items() if name in disputed}
    copies = tuple(path for path in base.copies if path != theirs.capture)
    return replace(theirs, suggestions=fields, body_parts=body.digests, copies=copies)


def _printed(value: Value | None) -> str | tuple[str, ...] | None:
    return None if value is None or value.note == UNRESOLVED else value.value


def _shown(value: str | tuple[str, ...] | None) -> str:
    """A value in one line, as rulings name it; nothing for none."""
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _is_left(left: list[Decision], field: str, suggested: str) -> bool:
    """Whether a ruling says that this suggestion (or, without a value, any for the field) is not taken."""
    return any(one.field == field and one.value in ("", suggested) for one in left)


# --- what is said -----------------------------------------------------------------------------------------------------


def _field_conflict(document: Document, field: str, what: str, new: str) -> Finding:
    now = f"the program now suggests “{new}”" if new else "the program no longer suggests a value"
    message = f"'{field}' {what}, and {now}; yours stays."
    return Finding(
        document.path,
        document.lines.get(field, 1),
        "update-conflict",
        "warning",
        message,
        f"Take the suggestion over, or rule in content/decisions.yml: {_ruling(document, field, new)}",
    )


def _body_conflict(document: Document, hunk: Hunk) -> Finding:
    mine = short(document.body[hunk.start : hunk.end])
    line = document.lines["body"] + document.body.count("\n", 0, hunk.start)
    new = f"has “{short(hunk.new)}” in its place" if hunk.new.strip() else "removes it"
    message = f"“{mine}” was edited here, and cleaning now {new}; yours stays."
    remedy = f"Take the suggestion over, or rule in content/decisions.yml: {_ruling(document, 'body', short(hunk.new))}"
    return Finding(document.path, line, "update-conflict", "warning", message, remedy)


def _ruling(document: Document, field: str, value: str) -> str:
    shown = f", value: {format_scalar(value)}" if value else ""
    return f"`- {{ruling: leave, documents: [{document.id}], field: {field}{shown}}}`"


def _taken_over(document: Document, origin: Provenance) -> Finding:
    message = f"The capture has changed; '{document.id}' now rests on the new one."
    return Finding(
        origin.capture, 0, "capture-taken-over", "info", message, "Read the diff; captures are kept as received."
    )
