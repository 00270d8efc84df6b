"""The pages of what documents lack, quote alike, are judged and noted to be: long lists, divided when they grow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from sitegen.model import Document
from sitegen.records.permalinks import page_path
from sitegen.site.frame import OutputFile
from sitegen.site.left_out import count_gaps, find_incomplete, is_listed
from sitegen.site.long_lists import divide, plan_list
from sitegen.site.page_links import href
from sitegen.site.quotations_page import gather_quotations, list_pairs
from sitegen.site.stance_page import count_by_outlet, gather_judgements
from sitegen.site.tags_page import TaggedNote, gather_tags, gather_untagged
from sitegen.site.view import Site
from sitegen.site.wording import STANCE_MEANINGS, STANCES


def plan_left_out(site: Site) -> Iterator[OutputFile]:
    """What was withdrawn, and each document that lacks something."""
    page, say = "left-out.html", site.words.gettext
    yield from plan_list(
        site, page, "left-out.html", say("What is left out"),
        divide(site, page, [one for one in site.documents if is_listed(one)]),
        lambda documents: {"incomplete": find_incomplete(site, documents)},
        gaps=count_gaps(site),
        withdrawn=[(document, href(page_path("document", document.id))) for document in site.withdrawn],
    )  # fmt: skip


def plan_quotations(site: Site) -> Iterator[OutputFile]:
    """Quotations in several documents, by the document that printed them first."""
    page, listed = "quotations.html", list_pairs(site.archive, site.links)
    yield from plan_list(
        site, page, "quotations.html", site.words.gettext("Quotations in several documents"),
        divide(site, page, [one for one in site.documents if one.id in listed]),
        lambda documents: {"groups": gather_quotations(site, listed, documents)},
    )  # fmt: skip


def plan_stance(site: Site) -> Iterator[OutputFile]:
    """The vocabulary of stance, and every judgement with its words."""
    page = "stance.html"
    yield from plan_list(
        site, page, "stance.html", site.words.gettext("Stance"),
        divide(site, page, [one for one in site.documents if one.stance]),
        lambda documents: {
            "confirmed": gather_judgements(site, documents, suggested=False),
            "suggested": gather_judgements(site, documents, suggested=True),
        },
        stances=[(site.words.of(STANCES, one), site.words.gettext(why)) for one, why in STANCE_MEANINGS.items()],
        counted=count_by_outlet(site),
    )  # fmt: skip


def plan_tags(site: Site) -> Iterator[OutputFile]:
    """The list of the tags that annotations bear, with the annotations that bear none, and a page for each tag."""
    tags, untagged = gather_tags(site), gather_untagged(site)
    yield from _plan_notes(site, "tags.html", "tags.html", site.words.gettext("Notes by tag"), untagged, tags=tags)
    for tag in tags:
        title = site.words.gettext("Notes: %(tag)s", tag=tag.link.text)
        yield from _plan_notes(site, page_path("tag", tag.id), "tag.html", title, tag.notes, tag=tag)


def _plan_notes(
    site: Site, page: str, template: str, title: str, notes: Collection[TaggedNote], **shown: object
) -> Iterator[OutputFile]:
    noted = {note.entry.id for note in notes}
    yield from plan_list(
        site, page, template, title,
        divide(site, page, [one for one in site.documents if one.id in noted]),
        _show_notes(notes), **shown,
    )  # fmt: skip


def _show_notes(notes: Collection[TaggedNote]) -> Callable[[Sequence[Document]], Mapping[str, object]]:
    """Those of the documents shown."""

    def show(documents: Sequence[Document]) -> Mapping[str, object]:
        shown = {document.id for document in documents}
        return {"notes": [note for note in notes if note.entry.id in shown]}

    return show
