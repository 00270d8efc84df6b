"""What the search index is made from: of each document one bare page with its headline, its text and its names.

The index is not made from the published pages: what a theme puts around a text is nothing to find, and a bare page
can hold what readers do not see, the other spellings of the names that a document prints.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from sitegen.model import Archive, Document, Passage, Person
from sitegen.records.anchors import anchor_annotations
from sitegen.relate.names import name_parts
from sitegen.site.annotations import margin_notes
from sitegen.site.frame import OutputFile
from sitegen.site.search_spellings import fold, other_spellings
from sitegen.site.view import Site, people_of

_WEIGHT = 0.1
"""Of other spellings, where the text itself has 1: enough to be found, too little to be ranked by."""
_FILTER = 'data-pagefind-filter="indexed:yes"'
"""So that each language has a filter, by which the search page has pages counted and not described. It is on one page
of each: with every search Pagefind counts the pages of every filter, each by going through all that it found."""
_WORD = re.compile(r"\w+")

Forms = tuple[str, ...]
"""All ways in which one name is written, the authorised one first."""


@dataclass(frozen=True, slots=True)
class NameForms:
    """The names of an archive's authority records, and how to find people's in a text."""

    outlets: Mapping[str, Forms]
    people: Mapping[str, Forms]
    by_first_word: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """First word of a form of a person's name: its words and the person's id."""


def plan_search_pages(site: Site) -> Iterator[OutputFile]:
    """A page of kind `search` for each published document; it is read by the index and not published."""
    forms = gather_forms(site.archive)
    languages: set[str] = set()
    for document in site.documents:
        page = _page(site, document, forms)
        if document.language not in languages:
            page = page.replace("<body", f"<body {_FILTER}", 1)
            languages.add(document.language)
        yield OutputFile(f"search/{document.id}.html", page.encode(), "search")


def _page(site: Site, document: Document, forms: NameForms) -> str:
    """The ids tell the result page where a hit lies: `p7`, `note-1f2e3d4c`, `p8-12` (no paragraph, but before the
    eighth). What readers do not see comes last: `name-0`, the ways to write a name of the text; `word-0`, so with any
    word; `plain-p7`, a paragraph without accents, word by word as it is printed (`plain-`, the headline)."""
    notes = margin_notes(site, document, anchor_annotations(document))
    names = find_names(site, document, forms)
    passages = [("", document.title), *_passages(document.passages)]
    folded = [fold(text) for _, text in passages]
    words = other_spellings("\n".join([*folded, *(fold(form) for name in names for form in name)]))
    language = escape(document.language or site.archive.settings.language)
    return "\n".join(
        [
            f'<!DOCTYPE html><html lang="{language}"><head><title>.</title></head>',
            "<body data-pagefind-body>",
            f"<h1>{escape(document.title)}</h1>",
            *(f'<p id="{id}">{escape(text)}</p>' for id, text in passages[1:]),
            *(f'<div id="note-{note.id}">{site.words.gettext("Editor’s note")}: {note.html}</div>' for note in notes),
            *(_light(f"name-{at}", "; ".join(_with_plain(one))) for at, one in enumerate(names)),
            *(_light(f"word-{at}", "; ".join(one)) for at, one in enumerate(words)),
            *(
                _light(f"plain-{id}", plain)
                for (id, text), plain in zip(passages, folded, strict=True)
                if plain != text
            ),
            "</body></html>",
        ]
    )


def _light(id: str, text: str) -> str:
    return f'<p id="{id}" data-pagefind-weight="{_WEIGHT}">{escape(text)}</p>'


def _passages(passages: tuple[Passage, ...]) -> list[tuple[str, str]]:
    """Paragraphs under their numbers; what has none leads to the next paragraph, at the end to the last one."""
    pages: list[tuple[str, str]] = []
    number = max((one.number or 0 for one in passages), default=0) or 1
    for at, passage in reversed(list(enumerate(passages))):
        number = passage.number or number
        pages.append((f"p{number}" if passage.number else f"p{number}-{at}", passage.text))
    return pages[::-1]


# --- names ------------------------------------------------------------------------------------------------------------


def gather_forms(archive: Archive) -> NameForms:
    """Every way in which the archive's records write their names. A family name alone means a person only where no
    other record has it too."""
    families = Counter(family for person in archive.people.values() for family in _families(person))
    people = {
        id: _once((person.name, *person.variants, *(one for one in _families(person) if families[one] == 1)))
        for id, person in archive.people.items()
    }
    by_first_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for id, forms in people.items():
        for words in dict.fromkeys(_words(form) for form in forms):
            if words:
                by_first_word.setdefault(words[0], []).append((words, id))
    return NameForms(
        outlets={id: _once((outlet.name, *outlet.variants)) for id, outlet in archive.outlets.items()},
        people=people,  # type: ignore[arg-type]  # ids are strings
        by_first_word={word: tuple(found) for word, found in by_first_word.items()},
    )


def find_names(site: Site, document: Document, forms: NameForms) -> tuple[Forms, ...]:
    """The names in and around a document, each in all its forms: outlets, authors, speakers, people it mentions."""
    people = dict.fromkeys((*people_of(document, site.links), *_mentioned(document.text, forms)))
    outlets = (forms.outlets.get(id, (id,)) for id in (document.outlet, document.published_in) if id)
    return tuple(
        dict.fromkeys(
            (*outlets, *((name,) for name in document.byline), *(forms.people.get(id, (id,)) for id in people))
        )
    )


def _mentioned(text: str, forms: NameForms) -> Iterable[str]:
    words = _words(text)
    first = forms.by_first_word.keys() & words
    for at, word in enumerate(words if first else ()):
        for name, id in forms.by_first_word[word] if word in first else ():
            if words[at : at + len(name)] == name:
                yield id


def _families(person: Person) -> tuple[str, ...]:
    return _once(name_parts(name).family for name in (person.name, *person.variants))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _with_plain(forms: Forms) -> Forms:
    return _once((*forms, *map(fold, forms)))


def _once(names: Iterable[str]) -> Forms:
    return tuple(dict.fromkeys(name for name in names if name))
