"""A build that keeps what was made before makes the very site that a build from nothing makes, whatever was changed.

Each edit is made to an archive that stands built; what is planned again is counted, what comes out is compared with the
site of a copy that was never built.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import meta

from sitegen.pipeline import Profile, build_site
from sitegen.site.manifest import digest_folder
from sitegen.site.render import digest_template, load_theme

Edit = Callable[[Path], None]
ARTICLES, PEOPLE = "content/articles", "content/authorities/people.yml"
VOTE = f"{ARTICLES}/dunmere-council-votes-for-new-alm-bridge.md"
STRIKE = f"{ARTICLES}/ferry-crew-at-port-alder-stops-work-over-bridge-plan.md"
REPRINT = f"{ARTICLES}/ferry-crew-walks-out-over-bridge.md"
PIER = f"{ARTICLES}/first-of-four-piers-stands.md"
FOG = f"{ARTICLES}/fog-is-no-argument.md"


def change(name: str, old: str, new: str) -> Edit:
    """`old` is a regular expression that must be found."""

    def edit(root: Path) -> None:
        path = root / name
        text, count = re.subn(old, new, path.read_text(encoding="utf-8"), count=1)
        assert count, f"{old} is not in {name}"
        path.write_text(text, encoding="utf-8")

    return edit


def add(name: str, text: str) -> Edit:
    def edit(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")

    return edit


def rename_pier(root: Path) -> None:
    (root / PIER).rename(root / ARTICLES / "a-pier.md")
    account = root / "content/provenance/first-of-four-piers-stands.yml"
    account.rename(account.with_name("a-pier.yml"))
    change(f"{ARTICLES}/a-pier.md", r"aliases: \[", "aliases: [first-of-four-piers-stands, ")(root)


def remove_capture(root: Path) -> None:
    (root / "seeds").rename(root / "elsewhere")


EDITS: dict[str, dict[str, Edit]] = {
    "documents": {
        "a sentence": add(FOG, "\nThe fog came back.\n"),
        "how a text begins": change(FOG, r"---\n\n(?=\S)", "---\n\nOnce more: "),
        "an author": change(FOG, "byline: .*", "byline: [Una Sorrel]"),
        "the words of a quotation that another document has": change(STRIKE, "against silence", "against the silence"),
        "a headline": change(STRIKE, "title: .*", "title: Crew stops"),
        "a headline of a copy": change(REPRINT, "title: .*", "title: Crew walks"),
        "the date of a copy": change(REPRINT, "date: .*", "date: 2024-03-13"),
        "an outlet": change(REPRINT, "outlet: .*", "outlet: northern-wire"),
        "an event": change(PIER, "speakers:", "events: [alm-ferry-strike-2024-03]\nspeakers:"),
        "a topic": change(FOG, "topics: .*", "topics: [alm-ferry]"),
        "a note in the margin": change(STRIKE, "Nearly the words", "Very nearly the words"),
        "a new document": add(f"{ARTICLES}/a-third-copy.md", "---\ntitle: None\n---\n\nA word.\n"),
        "no document any more": lambda root: (root / f"{ARTICLES}/a-third-copy.md").unlink(),
        "an address": rename_pier,
        "a withdrawal": change(VOTE, "status: reviewed", "status: withdrawn\nwithdrawn_because: A promise."),
    },
    "records": {
        "the name of a person": change(PEOPLE, "name: Edda Marwick", "name: Edda M. Marwick"),
        "a name that no longer is a person's": change(PEOPLE, "  variants: .Oleg Berestyuk.*", "  variants: []"),
        "a new person": add(PEOPLE, "\ncaptain-voss:\n  name: Captain Voss\n"),
        "the date of an event": change("content/authorities/events.yml", "date: 2024-03-14", "date: 2024-03-15"),
        "a ruling on a speaker": add(
            "content/decisions.yml",
            "- {ruling: speaker, documents: [fog-is-no-argument], text: Let us count the fog, person: edda-marwick, "
            "by: AB, on: 2026-02-01, why: She told us.}\n",
        ),
        "a ruling that two may be one text": add(
            "content/decisions.yml",
            "- {ruling: unsure, documents: [fog-is-no-argument, first-of-four-piers-stands], by: AB, on: 2026-02-01, "
            "why: The end is alike.}\n",
        ),
        "what readers see": add("content/fields.yml", "- {field: kind, label: Sort}\n"),
    },
    "the site": {
        "a page by the editors": add("content/notes/thanks.md", "# Thanks\n\nTo all.\n"),
        "its title": change("content/site.yml", "title: .*", "title: The bridge"),
        "where it will be": change("content/site.yml", "base_url: .*", "base_url: https://other.example/"),
        "a document that does not say its language": change(VOTE, r"language: en\n", ""),
        "another one": change(STRIKE, r"language: en\n", ""),
        "its language": change("content/site.yml", "language: en", "language: de"),
        "a colour": add("themes/default/assets/overrides.css", ":root { --ink: #222; }\n"),
        "a template": add("themes/default/templates/source.html", '{% extends "base.html" %}\n'),
        "words": add("themes/default/locale/de.po", 'msgid "Timeline"\nmsgstr "Zeitstrahl"\n'),
        "captures that are gone": remove_capture,
    },
}


def build(root: Path, profile: Profile = "full") -> int:
    """Build a site; how many batches of it were planned."""
    planned = [0]
    build_site(
        root,
        root / "_site",
        today="2027-06-01",
        search=False,
        do_import=False,
        profile=profile,
        progress=lambda stage, _, total: planned.__setitem__(0, total) if stage == "writing pages" else None,
    )
    return planned[0]


def build_anew(root: Path, profile: Profile = "full") -> dict[str, str]:
    """The site of a copy of the archive that was never built."""
    copy = root.with_name("copy")
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("_site", ".sitegen"))
    build(copy, profile)
    digests = digest_folder(copy / "_site")
    shutil.rmtree(copy)
    return digests


@pytest.mark.parametrize("kind", EDITS)
def test_what_was_made_before_is_what_would_be_made_now(toy_archive: Path, kind: str) -> None:
    build(toy_archive)
    for what, edit in EDITS[kind].items():
        edit(toy_archive)
        build(toy_archive)
        assert digest_folder(toy_archive / "_site") == build_anew(toy_archive), what


def test_so_it_is_with_the_bare_site(toy_archive: Path) -> None:
    """Its documents' own edits; the rest of an archive is counted for it as for the whole site."""
    build(toy_archive, "related")
    for what, edit in EDITS["documents"].items():
        edit(toy_archive)
        build(toy_archive, "related")
        assert digest_folder(toy_archive / "_site") == build_anew(toy_archive, "related"), what


def test_a_sentence_more_has_few_batches_planned_again(toy_archive: Path) -> None:
    all_batches, always = build(toy_archive), build(toy_archive)
    EDITS["documents"]["a sentence"](toy_archive)
    assert always < build(toy_archive) < all_batches / 2


def test_lists_are_planned_again_for_what_they_show(toy_archive: Path) -> None:
    planned = {}
    for what in ("a sentence", "how a text begins"):
        build(toy_archive)
        EDITS["documents"][what](toy_archive)
        planned[what] = build(toy_archive)
    assert planned["a sentence"] < planned["how a text begins"]


def test_what_the_first_build_records_has_nothing_planned_again(toy_archive: Path) -> None:
    shutil.rmtree(toy_archive / "content" / "paragraphs")
    all_batches, second = build(toy_archive), build(toy_archive)
    assert (toy_archive / "content" / "paragraphs").is_dir()
    assert build(toy_archive) == second < all_batches / 2


@pytest.mark.parametrize("name", ["default", "bare"])
def test_a_template_is_another_when_one_that_it_draws_on_is(name: str) -> None:
    theme = load_theme(name)
    for template, source in theme.templates.items():
        drawn_on = set(meta.find_referenced_templates(theme.environment.parse(source)))
        for other in theme.templates:
            changed = replace(theme, templates={**theme.templates, other: theme.templates[other] + " "})
            differs = digest_template(changed, template) != digest_template(theme, template)
            assert differs or other not in drawn_on | {template}
