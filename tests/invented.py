# ruff: noqa: E501 - a paragraph of a press text is one line
"""An invented archive with every kind of document and every gap that pages must cope with; built by hand, no files."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from sitegen.drafts import Block, Capture, Edit, Evidence, Value
from sitegen.links import Attribution, Links, Reason, Related
from sitegen.model import (
    Annotation,
    Archive,
    Document,
    DocumentId,
    Event,
    EventId,
    Note,
    Outlet,
    OutletId,
    Permalink,
    Person,
    PersonId,
    Provenance,
    Relation,
    Role,
    SiteSettings,
    Stance,
    Topic,
    TopicId,
)
from sitegen.records.body import parse_body

HARBOUR = """\
::: standfirst
The strike at Port Merrow entered its second week on Tuesday as “both sides talked past each other”.
:::

MERROW – The harbour board will not raise wages before the spring, its chair Ingrid Solheim said on Tuesday, *whatever* the union threatens.

“We have laid our figures on the table, and nobody has read them,” Ms Solheim told reporters. “There is no money in a closed harbour.”

::: caption
Idle cranes at Port Merrow, seen from the fish market. Photo: A. Lindqvist
:::

## What the union says

Tomas Varga, who speaks for the dockers, answered within the hour. “Then let her read ours,” he said. “We asked for three per cent, and for the night shift to be paid as night.”

The two sides have met four times. They agree on little but the following:

- the night shift is too long;
- the pilots must be heard;
- talks go on.

The board expects a ruling from the labour court, [published on its site](https://court.example/rulings), by the end of the month.
"""

PRESS_BRIEFING = """\
**Ingrid Solheim:** Good morning. I shall be brief, because the facts are brief. The harbour stands still, and a harbour that stands still costs this town ninety thousand crowns a day.

**Question:** Will you meet the union before Friday?

**Ingrid Solheim:** I have met them four times. I shall meet them a fifth time when there is something to meet about.

Let me add one thing. Nobody in this room wants a closed harbour.

* * *

**Tomas Varga (union):** May I answer that?
"""

BULLETIN_RAW = """\
MERROW HERALD ONLINE
Home | News | Weather | Shipping forecast

Dockers and board agree to a fifth meeting
The dockers' union and the harbour board will meetagain on Thursday, the mayor's office said.
The dockers' union and the harbour board will meetagain on Thursday, the mayor's office said.

"It is a beginning," the mayor, Ana Reis, said.

Support independent news: give what you can!
Read also: Ten walks along the quay
"""


def make_archive(*, base_url: str = "https://archive.example/merrow/", **settings: str) -> Archive:
    """The archive of the Merrow harbour strike. `settings` replace those of the site."""
    documents = {document.id: document for document in _documents()}
    return Archive(
        settings=SiteSettings(
            **{
                "title": "The Merrow papers",
                "base_url": base_url,
                "description": "Press copies and transcripts on the harbour strike of 2031.",
                "rights": "Texts belong to their publishers; notes are free to use (CC0 1.0).",
                **settings,
            }
        ),
        documents=MappingProxyType(dict(sorted(documents.items()))),
        outlets=MappingProxyType({outlet.id: outlet for outlet in _OUTLETS}),
        people=MappingProxyType({person.id: person for person in _PEOPLE}),
        events=MappingProxyType({event.id: event for event in _EVENTS}),
        topics=MappingProxyType({topic.id: topic for topic in _TOPICS}),
        notes=MappingProxyType(
            {
                "about": Note(
                    "about", "About these papers", "Collected by **hand**.\n\n<b>Not</b> markup.", "notes/about.md"
                )
            }
        ),
        ledger=(
            Permalink(
                "articles/no-wages-before-spring.html", "document", "no-wages-before-spring", "live", "", "2031-04-02"
            ),
            Permalink("articles/undated-leaflet.html", "document", "undated-leaflet", "live", "", "2031-04-03"),
            Permalink(
                "articles/harbour-shut.html",
                "document",
                "harbour-shut",
                "moved",
                "articles/no-wages-before-spring.html",
                "2031-04-04",
            ),
            Permalink("people/j-doe.html", "person", "j-doe", "withdrawn", "", "2031-04-05"),
        ),
        captures=MappingProxyType({"seeds/bulletin.txt": _BULLETIN_CAPTURE}),
    )


def make_links(archive: Archive) -> Links:
    """Quotations and related documents as the relate stage would give them."""
    text = archive.documents[DocumentId("no-wages-before-spring")].text
    briefing = archive.documents[DocumentId("briefing-of-the-board")].text
    solheim, varga = PersonId("ingrid-solheim"), PersonId("tomas-varga")
    said = (
        _said(text, "“We have laid our figures on the table, and nobody has read them,”", "Ms Solheim", solheim),
        _said(text, "“There is no money in a closed harbour.”", "Ms Solheim", solheim),
        _said(text, "“Then let her read ours,”", "he", varga, tier="medium"),
        _said(text, "“We asked for three per cent, and for the night shift to be paid as night.”", "he", varga),
        _said(text, "“both sides talked past each other”", None, None, kind="mixed", tier="low"),
        _said(
            text, "The harbour board will not raise wages before the spring", "Ingrid Solheim", solheim, kind="reported"
        ),
    )
    turns = (
        _said(
            briefing,
            "Good morning. I shall be brief, because the facts are brief.",
            "Ingrid Solheim",
            solheim,
            kind="turn",
        ),
        _said(briefing, "Will you meet the union before Friday?", "Question", None, kind="turn"),
    )
    return Links(
        related=MappingProxyType(
            {
                DocumentId("no-wages-before-spring"): (
                    Related(DocumentId("briefing-of-the-board"), 0.8, Reason("event", ("Second week of the strike",))),
                    Related(DocumentId("fifth-meeting"), 0.4, Reason("speaker", ("Ingrid Solheim",), days=3)),
                )
            }
        ),
        attributions=MappingProxyType(
            {DocumentId("no-wages-before-spring"): said, DocumentId("briefing-of-the-board"): turns}
        ),
    )


def _said(
    text: str, words: str, speaker: str | None, person: PersonId | None, *, kind: Any = "direct", tier: Any = "high"
) -> Attribution:
    start = text.index(words)
    return Attribution(((start, start + len(words)),), None, None, speaker, person, kind, tier, "test")


def make_document(id: str, title: str, body: str, **fields: Any) -> Document:
    """A document with its body parsed; every given field is the editor's unless `basis` says otherwise."""
    basis = {name: "editor" for name, value in fields.items() if value and name not in ("basis", "provenance", "notes")}
    return Document(
        id=DocumentId(id),
        title=title,
        path=f"content/articles/{id}.md",
        markdown=body.encode(),
        passages=parse_body(body),
        **{**fields, "basis": MappingProxyType({"title": "stated", **basis, **fields.get("basis", {})})},
    )


def _documents() -> tuple[Document, ...]:
    strike = EventId("second-week")
    return (
        make_document(
            "no-wages-before-spring",
            "No Wages before Spring, Says Harbour Board",
            HARBOUR,
            kind="article",
            outlet=OutletId("merrow-herald"),
            date="2031-03-11",
            byline=("By Nils van der Berg", "Asta Holm"),
            language="en",
            url="https://herald.example/2031/harbour?id=7&page=1",
            archived=("https://web.archive.example/7",),
            speakers=("ingrid-solheim", "tomas-varga"),
            events=(strike,),
            topics=(TopicId("night-work"),),
            status="reviewed",
            section="News / Harbour",
            credit=("A. Lindqvist",),
            stance=(
                Stance(
                    "night-work",
                    "supportive",
                    "selection",
                    ("the night shift is too long",),
                    "AB",
                    "2031-04-02",
                    "confirmed",
                ),
                Stance(
                    "ingrid-solheim", "critical", "quoted:tomas-varga", ("Then let her read ours",), "AB", "2031-04-02"
                ),
            ),
            annotations=(
                Annotation(
                    "three per cent",
                    "The union’s *written* demand was **four**; see [the letter](https://union.example/letter).",
                    "AB",
                    ("claim",),
                ),
                Annotation("no money in a closed harbour", "Said again at the briefing.", "CD"),
                Annotation("words that are not in the text", "This note has lost its place.", "AB"),
            ),
            notes=MappingProxyType({"outlet": "The page bore the paper’s name."}),
            basis={"date": "stated"},
            provenance=_stated("date", "2031-03-11", "Tuesday, 11 March 2031"),
        ),
        make_document(
            "briefing-of-the-board",
            "Briefing of the Harbour Board on the Second Week of the Strike: Full Text as Taken Down by Hand",
            PRESS_BRIEFING,
            kind="transcript",
            outlet=OutletId("harbour-board"),
            date="2031-03-10/2031-03-12",
            language="en",
            speakers=("ingrid-solheim",),
            events=(strike,),
            topics=(TopicId("night-work"),),
            status="reviewed",
            notes=MappingProxyType(
                {"date": "The transcript names no day; the strike’s second week ran from the 10th."}
            ),
            rights="Public record.",
        ),
        make_document(
            "fifth-meeting",
            "Dockers and board agree to a fifth meeting",
            "The dockers' union and the harbour board will meet again on Thursday, the mayor's office said.\n\n"
            '"It is a beginning," the mayor, Ana Reis, said.\n',
            kind="article",
            outlet=OutletId("merrow-herald"),
            date="2031-03",
            language="en",
            speakers=("Ana Reis",),
            events=(strike,),
            provenance=_BULLETIN,
            status="",
            basis={"date": "inferred"},
        ),
        make_document(
            "undated-leaflet",
            "Листівка докерів: «Ніч — це ніч»",
            "Докери порту Мерроу не вийдуть на нічну зміну.\n",
            kind="statement",
            language="uk",
        ),
        make_document(
            "hostile",
            '<script>alert(1)</script> & "quotes" </title>',
            "A body with <img src=x onerror=alert(1)> and `code`.\n",
            kind="opinion",
            outlet=OutletId("merrow-herald"),
            date="XXXX-08-01",
            byline=("</script><b>Eve",),
            language="en",
            url='https://example.org/?a=1&b="2"',
            status="draft",
        ),
        make_document(
            "withdrawn-letter",
            "A private letter",
            "Not to be read any more.\n",
            status="withdrawn",
            withdrawn_because="Its writer asked for it.",
        ),
    )


def _stated(name: str, value: str, words: str) -> Provenance:
    suggestion = Value(value, "stated", (Evidence(words, 0, len(words)),))
    return Provenance("seeds/gone.txt", "0" * 64, "utf-8", "text", (), (), (), MappingProxyType({name: suggestion}))


def _edit(words: str, kind: Any, rule: str, replacement: str = "", nth: int = 0) -> Edit:
    start = -1
    for _ in range(nth + 1):
        start = BULLETIN_RAW.index(words, start + 1)
    return Edit(start, start + len(words), kind, rule, replacement)


_SENTENCE = "The dockers' union and the harbour board will meetagain on Thursday, the mayor's office said.\n"
_BULLETIN_EDITS = (
    _edit("MERROW HERALD ONLINE\nHome | News | Weather | Shipping forecast\n\n", "furniture", "navigation_line"),
    _edit("Dockers and board agree to a fifth meeting\n", "metadata", "headline"),
    _edit("meetagain", "damage", "lost_space", "meet again"),
    _edit(_SENTENCE, "repeat", "repeated_passage", nth=1),
    _edit(
        "\n\nSupport independent news: give what you can!\nRead also: Ten walks along the quay\n", "furniture", "appeal"
    ),
)
_CLEAN = (
    "The dockers' union and the harbour board will meet again on Thursday, the mayor's office said.\n\n"
    '"It is a beginning," the mayor, Ana Reis, said.'
)
_BULLETIN_CAPTURE = Capture("seeds/bulletin.txt", "ab" * 32, "text", "utf-8", BULLETIN_RAW)
_BULLETIN = Provenance(
    "seeds/bulletin.txt",
    "ab" * 32,
    "utf-8",
    "text",
    _BULLETIN_EDITS,
    (Block(0, 94, "paragraph"), Block(96, len(_CLEAN), "paragraph")),
    (),
    MappingProxyType(
        {"date": Value("2031-03", "inferred", (Evidence("on Thursday"),), "From the days before and after it.")}
    ),
    reasons=MappingProxyType({"appeal": "asks readers for money"}),
)

_OUTLETS = (
    Outlet(OutletId("harbour-board"), "Harbour Board of Merrow", relation=(Relation("official", "its own imprint"),)),
    Outlet(
        OutletId("merrow-herald"),
        "The Merrow Herald",
        ("Merrow Herald Online",),
        ("herald.example",),
        "NO",
        "en",
        (Relation("independent_commercial", "https://ratings.example/herald", "2030"),),
        wikidata="Q1",
        note="Founded in 1887 by fish merchants.",
    ),
    Outlet(OutletId("silent-gazette"), "The Silent Gazette"),
)
_PEOPLE = (
    Person(PersonId("ana-reis"), "Ana Reis", roles=(Role("Mayor of Merrow"),)),
    Person(
        PersonId("ingrid-solheim"),
        "Ingrid Solheim",
        ("I. Solheim", "Інгрід Солгейм"),
        (Role("Chair of the harbour board", "2029-01/.."),),
        ("the harbour chief",),
        ("Ingrid Solheim, the painter",),
        "Q2",
        "Not related to the mayor.",
    ),
    Person(PersonId("tomas-varga"), "Tomas Varga"),
)
_EVENTS = (
    Event(
        EventId("second-week"),
        "Second week of the strike",
        "2031-03-10/2031-03-16",
        "Merrow",
        "Four meetings, no result.",
        "Q3",
    ),
    Event(EventId("unseen"), "A meeting that nobody covered"),
)
_TOPICS = (Topic(TopicId("night-work"), "Night work", "Length and pay of the night shift."),)
