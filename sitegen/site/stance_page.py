"""Judgements of stance in words, and the page that explains their vocabulary and shows every one with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.model import Document, Stance
from sitegen.site.page_links import Link, page_link, target_link
from sitegen.site.view import Entry, Site
from sitegen.site.wording import JUDGEMENTS, STANCES, STANCES_TOWARD

SUGGESTED = "suggested"
_MOST_OUTLETS, _MOST_TARGETS = 40, 8
"""In the table: more cannot be taken in, nor fit a page."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement of stance with its evidence."""

    value: str
    """`supportive of`."""
    label: str
    """`supportive`."""
    toward: Link
    voice: str
    """Whose attitude it is: `in its own voice`, `by its choice of voices`, `in the words of` a person."""
    evidence: tuple[str, ...]
    by: str
    on: str
    """In words."""
    status: str
    """In words."""
    suggested: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Everything that was judged of one target, newest document first; several judges of one document together."""

    link: Link
    judged: tuple[tuple[Entry, tuple[Judgement, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Judgements counted."""

    targets: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[str, ...]], ...]
    """For each outlet a cell a target, such as `critical 2, mixed 1`; empty where nothing was judged."""
    whole: bool
    """Whether it has all outlets and all targets."""


def read_judgement(site: Site, stance: Stance) -> Judgement:
    """A record of stance for readers."""
    return Judgement(
        value=site.words.of(STANCES_TOWARD, stance.value),
        label=site.words.of(STANCES, stance.value),
        toward=target_link(site.archive, stance.toward),
        voice=_voice(site, stance.voice),
        evidence=stance.evidence,
        by=stance.by,
        on=site.words.date(stance.on),
        status=site.words.of(JUDGEMENTS, stance.status),
        suggested=stance.status == SUGGESTED,
    )


def _voice(site: Site, voice: str) -> str:
    if voice.startswith("quoted:"):
        name = page_link(site.archive, "person", voice.partition(":")[2]).text
        return site.words.gettext("in the words of %(name)s", name=name)
    say = site.words.gettext
    return say("by its choice of voices") if voice == "selection" else say("in its own voice")


def gather_judgements(site: Site, documents: Iterable[Document], *, suggested: bool) -> tuple[Target, ...]:
    """What editors judged of the documents, or with `suggested` what awaits their judgement; by the target's name."""
    targets: dict[Link, dict[Entry, list[Judgement]]] = {}
    for entry, judgement in _all_judgements(site, documents):
        if judgement.suggested == suggested:
            targets.setdefault(judgement.toward, {}).setdefault(entry, []).append(judgement)
    found = [
        Target(link, tuple((entry, tuple(group)) for entry, group in judged.items()))
        for link, judged in targets.items()
    ]
    return tuple(sorted(found, key=lambda target: target.link.text.casefold()))


def count_by_outlet(site: Site) -> Table:
    """What editors judged, counted by outlet and target: those with most judgements where there are very many."""
    counts: dict[Link, dict[Link, Counter[str]]] = {}
    for target in gather_judgements(site, site.documents, suggested=False):
        for entry, judgements in target.judged:
            cells = counts.setdefault(entry.outlet or Link(site.words.gettext("outlet unknown")), {})
            cells.setdefault(target.link, Counter()).update(one.label for one in judgements)
    by_outlet = {outlet: sum(cell.total() for cell in cells.values()) for outlet, cells in counts.items()}
    by_target: Counter[Link] = Counter()
    for cells in counts.values():
        by_target.update({target: cell.total() for target, cell in cells.items()})
    outlets, targets = _foremost(by_outlet, _MOST_OUTLETS), _foremost(by_target, _MOST_TARGETS)
    rows = tuple((outlet, tuple(_cell(counts[outlet].get(target)) for target in targets)) for outlet in outlets)
    return Table(targets, rows, whole=len(outlets) == len(by_outlet) and len(targets) == len(by_target))


def _foremost(counted: Mapping[Link, int], most: int) -> tuple[Link, ...]:
    """Those counted most often, by name."""
    ranked = sorted(counted, key=lambda link: (-counted[link], link.text.casefold()))
    return tuple(sorted(ranked[:most], key=lambda link: link.text.casefold()))


def _cell(counted: Counter[str] | None) -> str:
    return ", ".join(f"{label} {count}" for label, count in sorted(counted.items())) if counted else ""


def _all_judgements(site: Site, documents: Iterable[Document]) -> Iterator[tuple[Entry, Judgement]]:
    for document in documents:
        for stance in document.stance:
            yield site.entries[document.id], read_judgement(site, stance)
