"""content/fields.yml: which fields readers see, in which order, under which label, and by which search is narrowed."""

from __future__ import annotations

from sitegen.findings import Finding
from sitegen.model import ShownField
from sitegen.records import fields
from sitegen.records.yaml_source import read_yaml


def read_shown_fields(text: str, file: str) -> tuple[tuple[ShownField, ...], list[Finding]]:
    """A list, in the order in which readers shall see it: `- section`, or a mapping that says more. An entry that
    cannot be read, or is one too many, is left out and reported.
    """
    root, findings = read_yaml(text, file)
    if root.value is None:
        return (), findings
    read, problems = fields.read_records(root, fields.FIELDS, file)
    findings += problems
    shown: dict[str, ShownField] = {}
    for one in read:
        if one.field in shown:
            message = f"The field '{one.field}' stands here for the second time; the first counts."
            findings.append(Finding(file, one.line, "field-twice", "error", message, "Keep one of the entries."))
        elif one.facet == "yes" and one.field not in fields.FACETS:
            message = f"Search cannot be narrowed by '{one.field}'."
            remedy = f"Take `facet: yes` out; it can be by: {', '.join(fields.FACETS)}."
            findings.append(Finding(file, one.line, "no-facet", "error", message, remedy))
        else:
            shown[one.field] = one
    return tuple(shown.values()), findings
