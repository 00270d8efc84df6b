"""The fields of every file that editors own, as tables: name, shape, meaning. Reading is one walk over such a table.

A new field is a new row here and a new attribute of its record in `sitegen.model`; the key that a person writes is
the row's `name`, the attribute is the same but where Python reserves the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from sitegen.addresses import ADDRESS, is_web_address
from sitegen.dates import parse_edtf
from sitegen.findings import Finding, short
from sitegen.model import Annotation, Decision, Relation, Role, ShownField, Stance
from sitegen.records.yaml_source import Node

Shape = Literal["text", "texts", "address", "addresses", "date", "choice", "language", "records", "table"]

KINDS = ("article", "analysis", "opinion", "interview", "transcript", "statement", "press_release")
STATUSES = ("draft", "reviewed", "withdrawn")
STANCES = ("supportive", "critical", "neutral", "mixed", "not_applicable")
STANCE_STATUSES = ("suggested", "confirmed", "disputed")
RULINGS = ("keep", "leave", "same", "different", "unsure", "speaker")
RELATIONS = (
    "official",
    "state_controlled",
    "public_service",
    "independent_commercial",
    "independent_nonprofit",
    "party_or_advocacy",
    "unreliable_network",
    "aggregator",
    "unknown",
)
FACETS = (
    "outlet", "speakers", "events", "topics", "stance", "date", "kind", "language", "annotations", "byline", "section",
    "credit", "rights", "status",
)  # fmt: skip
"""Fields that can narrow a search: a date by its year, annotations by their tags."""
SHOWN = (*FACETS, "title", "url", "cleaning")
"""Fields of which readers can be shown something; `cleaning` is no field of front matter, but stands among them."""
ID = re.compile(r"(?!(?:aux|con|nul|prn|com[0-9]|lpt[0-9])(?![a-z0-9-])|[a-z0-9-]{201})[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id becomes a file's name: what Windows keeps for devices is none there, and with what is put behind it no name may
have more than 255 characters.
"""
WHOLE_ADDRESS = "Write it whole, a space in it as %20: https://host/path."
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,4}")
LONGEST = 20_000
"""Characters of one value: a title or a note of more is no such thing, and pages repeat it in many places."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is usually written. Another one is kept as it is, with a warning: nothing would be found by it."""

    pattern: re.Pattern[str]
    remedy: str


HOSTNAME = Form(re.compile(r"[^\s/:@?#*,.]+(?:\.[^\s/:@?#*,.]+)+"), "Write the name of the host alone: example.org.")
COUNTRY = Form(re.compile("[A-Z]{2}"), "Write its two capital letters of ISO 3166: DE, GB, UA.")
CITED = Form(
    re.compile(rf"(?![hH][tT][tT][pP][sS]?://)[\s\S]*|(?:{ADDRESS.pattern})(?:\s[\s\S]*)?"),
    "Write the address whole, https://host/path, or say it in words.",
)
"""Words; where they begin as an address does, readers may follow it."""
WIKIDATA = Form(re.compile("Q[1-9][0-9]{0,11}"), "Write Q and the number: Q42.")


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a file: what a person may write there and what it means."""

    name: str
    shape: Shape
    help: str
    choices: tuple[str, ...] = ()
    required: bool = False
    form: Form | None = None
    """Of shape `text` or `texts`: how each text is usually written."""
    most: int = 0
    """Of shape `texts`: how many there may be; 0 for any number."""
    fields: tuple[Field, ...] = ()
    """Of shape `records`: the fields of each entry."""
    record: Callable[..., Any] | None = None
    """Of shape `records`: what an entry becomes."""
    key: str = ""
    """Of shape `records`: the field that a lone string stands for."""

    @property
    def attribute(self) -> str:
        """The name of its record's attribute."""
        return "not_" if self.name == "not" else self.name


STANCE = (
    Field("toward", "text", "Id of the topic, event, person or outlet that the attitude is towards.", required=True),
    Field("value", "choice", "The attitude.", STANCES, required=True),
    Field("voice", "text", "Whose attitude: author, selection (one-sided choice of voices), quoted:<person>."),
    Field("evidence", "texts", "Exact words of the document; at least one passage.", required=True),
    Field("by", "text", "Who judged."),
    Field("on", "date", "When."),
    Field("status", "choice", "Whether it stands.", STANCE_STATUSES),
)

ANNOTATION = (
    Field("quote", "text", "Exact words of the passage.", required=True),
    Field("note", "text", "The note, in Markdown.", required=True),
    Field("by", "text", "Who wrote it."),
    Field("tags", "texts", "Tags.", most=30),  # each has a page, which shows all of them
    Field("prefix", "text", "Words before the passage, where the quote is not unique."),
    Field("suffix", "text", "Words after the passage, where the quote is not unique."),
)

DOCUMENT = (
    Field("title", "text", "The headline.", required=True),
    Field("kind", "choice", "What sort of text it is.", KINDS),
    Field("outlet", "text", "Id of the outlet, from authorities/outlets.yml."),
    Field("published_in", "text", "Where a reprint or repost was taken from, if not the outlet."),
    Field("date", "date", "Publication date, EDTF."),
    Field("standfirst", "texts", "Lines beside the headline, as printed, that are no paragraphs of the text."),
    Field("byline", "texts", "Authors as printed."),
    Field("language", "language", "Language of the text, BCP 47."),
    Field("section", "text", "Section path as printed."),
    Field("credit", "texts", "Credits of pictures as printed."),
    Field("url", "address", "The original's address."),
    Field("archived", "addresses", "Addresses of web-archive copies."),
    Field("speakers", "texts", "Ids of people who speak; an unresolved name as printed."),
    Field("events", "texts", "Ids of the events it reports."),
    Field("topics", "texts", "Ids of topics."),
    Field("stance", "records", "Evidenced judgements of its attitude.", fields=STANCE, record=Stance),
    Field("rights", "text", "Rights statement of this text.", form=CITED),
    Field("status", "choice", "How far an editor is with it.", STATUSES),
    Field("withdrawn_because", "text", "Why it was withdrawn; shown on its tombstone."),
    Field("aliases", "texts", "Earlier ids; their addresses lead here."),
    Field("annotations", "records", "Editors' notes on passages.", fields=ANNOTATION, record=Annotation),
    Field("notes", "table", "Why a field stands as the editor set it: field name to sentence."),
)

OUTLET = (
    Field("name", "text", "Authorised name.", required=True),
    Field("variants", "texts", "Other names and spellings."),
    Field("hostnames", "texts", "Hostnames of its sites.", form=HOSTNAME),
    Field("country", "text", "Country, two letters of ISO 3166.", form=COUNTRY),
    Field("language", "language", "Main language."),
    Field(
        "relation",
        "records",
        "Relation to power and trade; two values allowed, each with its source.",
        fields=(
            Field("value", "choice", "The relation.", RELATIONS, required=True),
            Field("source", "text", "Who says so: a citation.", required=True, form=CITED),
            Field("date", "date", "Since when, or in which span."),
        ),
        record=Relation,
    ),
    Field("furniture", "texts", "Lines it prints around every article, `*` for any words; removed at import."),
    Field("furniture_examples", "texts", "Printed lines that `furniture` must recognise; it is tried on them."),
    Field("wikidata", "text", "Wikidata id, set by hand.", form=WIKIDATA),
    Field("note", "text", "A note for readers."),
    Field("aliases", "texts", "Earlier ids: their pages lead here, and documents may still use them."),
)

PERSON = (
    Field("name", "text", "Authorised name.", required=True),
    Field("variants", "texts", "Other names and spellings."),
    Field(
        "roles",
        "records",
        "Offices held, with dates.",
        fields=(
            Field("title", "text", "The office as a text names it.", required=True),
            Field("date", "date", "When it was held: EDTF interval."),
        ),
        record=Role,
        key="title",
    ),
    Field("role_nouns", "texts", "Descriptions that mean this person while in office."),
    Field("not", "texts", "Namesakes that this is not."),
    Field("wikidata", "text", "Wikidata id, set by hand.", form=WIKIDATA),
    Field("note", "text", "A note for readers."),
    Field("aliases", "texts", "Earlier ids: their pages lead here, and documents may still use them."),
)

EVENT = (
    Field("name", "text", "Name.", required=True),
    Field("date", "date", "When, EDTF."),
    Field("place", "text", "Where."),
    Field("description", "text", "What happened, and what says so."),
    Field("wikidata", "text", "Wikidata id, set by hand.", form=WIKIDATA),
    Field("aliases", "texts", "Earlier ids: their pages lead here, and documents may still use them."),
)

TOPIC = (
    Field("name", "text", "Name.", required=True),
    Field("description", "text", "What belongs to it."),
    Field("aliases", "texts", "Earlier ids: their pages lead here, and documents may still use them."),
)

DECISION = (
    Field("ruling", "choice", "What was decided.", RULINGS, required=True),
    Field("documents", "texts", "Ids of the documents it is about."),
    Field("event", "text", "Id of the event that the documents report, or do not."),
    Field("quotations", "texts", "The exact words of two quotations."),
    Field("name", "text", "A name as printed."),
    Field("person", "text", "Id of a person; of speaker also a name as printed, left out for nobody's words."),
    Field("field", "text", "The front matter field whose suggestion is not taken."),
    Field("value", "text", "What was suggested for it."),
    Field("text", "text", "Exact words: that an edit removed or repaired in the capture, or that somebody says."),
    Field("rule", "text", "The rule that made the edit, as provenance names it."),
    Field("by", "text", "Who decided."),
    Field("on", "date", "When."),
    Field("why", "text", "Why."),
)

SITE = (
    Field("title", "text", "Title of the archive.", required=True),
    Field("base_url", "text", "Address it is published at, ending in a slash."),
    Field("language", "language", "Language of the interface."),
    Field("description", "text", "One sentence for the front page and for search engines."),
    Field("rights", "text", "Default rights statement.", form=CITED),
    Field("robots", "choice", "Whether search engines may list it.", ("index", "noindex")),
    Field("theme", "text", "Name of the theme."),
    Field("format", "text", "Format of the files under content/: 1. The program's; not for editing."),
)

SHOWN_FIELD = (
    Field("field", "choice", "A field of front matter.", SHOWN, required=True),
    Field("label", "text", "What readers see it called."),
    Field("show", "choice", "Whether documents' pages show it.", ("yes", "no")),
    Field("facet", "choice", "Whether search can be narrowed by it.", ("yes", "no")),
)

SIDECAR = (
    Field("url", "text", "The original's address."),
    Field("outlet", "text", "Who published it, by name or hostname."),
    Field("date", "text", "When it was published; EDTF or as printed."),
    Field("modified", "text", "When it was last changed."),
    Field("retrieved", "text", "When the copy was made."),
    Field("encoding", "text", "The encoding of its characters, where it is wrongly read."),
    Field("title", "text", "The headline, where the text has none."),
    Field("byline", "texts", "Authors as printed."),
    Field("kind", "text", "What sort of text it is."),
    Field("language", "text", "Language of the text, BCP 47."),
    Field("section", "text", "Section path as printed."),
    Field("rights", "text", "Rights statement of the text."),
)
"""Of `<capture>.meta.yml`; intake understands other names for them too, such as `published`."""


@dataclass(slots=True)
class Reading:
    """What reading one mapping gave: attribute values for its record, the line of each field, and the problems."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    complete: bool = True
    """False where a required field is missing or unusable, so that no record can be made."""


def read_fields(node: Node, fields: Iterable[Field], file: str) -> Reading:
    """Read a mapping by its table. A field that cannot be read is left out and reported; the others stand."""
    reading = Reading()
    table = {row.name: row for row in fields}
    if not isinstance(node.value, dict):
        reading.complete = False
        reading.findings.append(
            Finding(
                file,
                node.line,
                "not-a-mapping",
                "error",
                "Here must stand `key: value` lines.",
                f"Start with `{next(iter(table))}: …`.",
            )
        )
        return reading
    for name, child in node.table.items():
        line = node.keys[name]
        if name not in table:
            reading.findings.append(_unknown_key(name, table, file, line))
            continue
        if child.value is None:
            continue
        value, problems = _read_value(child, table[name], file, line)
        reading.findings += problems
        if value is not None:
            reading.values[table[name].attribute] = value
            reading.lines[name] = line
    for row in table.values():
        if row.required and not reading.values.get(row.attribute):
            reading.complete = False
            reading.findings.append(
                Finding(
                    file,
                    node.line,
                    "missing-field",
                    "error",
                    f"The field '{row.name}' is missing.",
                    f"Add a line `{row.name}: …` ({row.help})",
                )
            )
    return reading


def _unknown_key(name: str, known: Iterable[str], file: str, line: int) -> Finding:
    from rapidfuzz import process  # costs time to import, and is needed only for typing errors

    names = sorted(known)
    nearest = process.extractOne(name, names, score_cutoff=60)
    remedy = f"Did you mean '{nearest[0]}'?" if nearest else f"Known are: {', '.join(names)}."
    return Finding(file, line, "unknown-key", "error", f"There is no field '{name}' here.", remedy)


def _read_value(node: Node, row: Field, file: str, line: int) -> tuple[Any, list[Finding]]:
    def problem(code: str, message: str, remedy: str) -> tuple[None, list[Finding]]:
        return None, [Finding(file, line, code, "error", message, remedy)]

    if row.shape == "records":
        return read_records(node, row, file)
    if row.shape == "table":
        if not isinstance(node.value, dict):
            return problem(
                "wrong-shape",
                f"'{row.name}' must be a mapping.",
                f"Write `{row.name}:` and indented `key: value` lines.",
            )
        return {key: child.text for key, child in node.table.items()}, []
    if any(isinstance(item.value, str) and len(item.value) > LONGEST for item in node.items):
        return problem("too-long", f"'{row.name}' is longer than {LONGEST:,} characters.", "Shorten it.")
    if row.shape in ("texts", "addresses"):
        if any(not isinstance(item.value, str) for item in node.items):
            return problem("wrong-shape", f"'{row.name}' must be a list of texts.", f"Write `{row.name}: [one, two]`.")
        wrong = next((item.text for item in node.items if item.text and not is_web_address(item.text)), "")
        if row.shape == "addresses" and wrong:
            return problem("bad-address", f"'{short(wrong)}' is not a web address.", WHOLE_ADDRESS)
        if row.most and len(node.items) > row.most:
            return problem("too-long", f"'{row.name}' has more than {row.most} entries.", "Leave some out.")
        return tuple(item.text for item in node.items if item.text), list(_check_form(node, row, file))
    if not isinstance(node.value, str):
        return problem("wrong-shape", f"'{row.name}' must be one text.", f"Write `{row.name}: …` on one line.")
    text = node.text
    if row.shape == "address" and text and not is_web_address(text):
        return problem("bad-address", f"'{short(text)}' is not a web address.", WHOLE_ADDRESS)
    if row.shape == "choice" and text not in row.choices:
        known = ", ".join(row.choices)
        return problem("unknown-value", f"'{short(text)}' is not a value of '{row.name}'.", f"Use one of: {known}.")
    if row.shape == "language" and not LANGUAGE.fullmatch(text):
        return problem(
            "bad-language", f"'{short(text)}' is not a language tag.", "Use a tag such as en, uk, pt-BR or sr-Latn."
        )
    if row.shape == "date" and text:
        try:
            parse_edtf(text)
        except ValueError as error:
            return problem(
                "bad-date",
                f"'{short(text)}' is not an EDTF date: {short(str(error), 200)}",
                "Write 2024-08-16, 2024-08, 2024, 2025-03~, XXXX-08-01 or 2024-08-18/2024-08-31.",
            )
    return text, list(_check_form(node, row, file))


def _check_form(node: Node, row: Field, file: str) -> Iterator[Finding]:
    for item in node.items:
        if row.form and item.text and not row.form.pattern.fullmatch(item.text):
            message = f"'{short(item.text)}' is not how '{row.name}' is written."
            yield Finding(file, item.line, "unusual-value", "warning", message, row.form.remedy)


DECISIONS = Field("decisions", "records", "Rulings of editors.", fields=DECISION, record=Decision)
FIELDS = Field("fields", "records", "What readers see.", fields=SHOWN_FIELD, record=ShownField, key="field")


def read_records(node: Node, row: Field, file: str) -> tuple[tuple[Any, ...], list[Finding]]:
    """The entries of a field of shape `records`; one that cannot be read is left out and reported."""
    records, findings = [], []
    assert row.record is not None
    takes_line = "line" in getattr(row.record, "__dataclass_fields__", {})
    for item in node.items:
        if row.key and isinstance(item.value, str):
            item = Node({row.key: item}, item.line, {row.key: item.line})
        reading = read_fields(item, row.fields, file)
        findings += reading.findings
        if reading.complete:
            extra = {"line": item.line} if takes_line else {}
            records.append(row.record(**_with_defaults(reading.values, row.fields), **extra))
    return tuple(records), findings


def _with_defaults(values: dict[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """A judgement without a voice is the author's; every other missing field has its record's own default."""
    if any(row.name == "voice" for row in fields):
        return {"voice": "author"} | values
    return values
