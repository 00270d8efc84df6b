"""Who speaks in a document: what the attributions of its text suggest for the field `speakers`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.drafts import Evidence, Value
from sitegen.links import Attribution
from sitegen.relate.quotations import EMBEDDED

_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,4}")


def infer_speakers(text: str, attributions: Iterable[Attribution]) -> Value | None:
    """The people whose words stand in `text`, in the order in which they first speak.

    Someone with an authority record counts by id where words are given to them with some certainty; anyone else as
    printed, only by a full name and only where it is certain; whom a speaker quotes does not speak. The evidence is
    the name, or the words that an editor gave to somebody; its offsets refer to `text`. None where nobody is certain.
    """
    found: dict[str, Evidence] = {}
    for attribution in attributions:
        name = _certain_name(attribution)
        where = attribution.content if attribution.basis == "editor" else attribution.source
        if name and name not in found and where:
            start, end = where[0]
            found[name] = Evidence(text[start:end], start, end)
    names = [name for name in found if not _is_part_of_another(name, found)]
    return Value(tuple(names), "inferred", tuple(found[name] for name in names)) if names else None


def _certain_name(attribution: Attribution) -> str | None:
    if attribution.rule == EMBEDDED or (attribution.kind == "reported" and attribution.tier != "high"):
        return None
    if attribution.person and attribution.tier in ("high", "medium"):
        return attribution.person
    printed = attribution.speaker or ""
    if attribution.tier == "high" and _NAME.fullmatch(printed) and all(word[0].isupper() for word in printed.split()):
        return printed
    return None


def _is_part_of_another(name: str, names: Iterable[str]) -> bool:
    """Jane Doe is the Mayor Jane Doe of another sentence: the longer form stands for both."""
    return any(other != name and f" {name} " in f" {other} " for other in names)
