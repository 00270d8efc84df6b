"""A saved document's page before the build: the same bytes as the build makes, where only the document changed."""

from __future__ import annotations

import shutil
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

import pytest

from sitegen.pipeline import build_site
from sitegen.previewing import Preview
from sitegen.site.serve import serve_site

TOY = Path(__file__).parent / "toy_archive"
TODAY = "2026-01-01"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    shutil.copytree(TOY, root)
    return root


def follow(root: Path) -> Preview:
    preview = Preview(root)
    build_site(root, root / "_site", today=TODAY, search=False, follow=preview.follow)
    return preview


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def without_related(page: str) -> str:
    before, heading, after = page.partition('aria-labelledby="related"')
    return before + heading + after[after.index("</section>") :] if heading else page


def name_of(id: str) -> str:
    return f"content/articles/{id}.md"


@pytest.mark.parametrize(
    "id",
    [
        "a-note-found-in-the-ferry",
        "ein-fluss-zwei-stadte-kein-geld-mehr-fur-die-fahre",
        "hgshr-shykhlyp-t-hm-bvrt",
        "prize-poem-script-alert-7-script-set-to-music",
        "u-iarovtsi-vidkrili-vantovii-mist-cherez-sulitsiu",
    ],
)
def test_a_saved_document_has_the_page_that_the_build_will_give_it(built: Path, id: str) -> None:
    """Text and metadata, speakers by their printed names and quotations included; but for related documents."""
    preview, file = follow(built), built / name_of(id)
    if "\nspeakers:" not in file.read_text(encoding="utf-8"):
        edit(file, "\ntitle: ", "\nspeakers: [Edda Marwick, Captain Voss]\ntitle: ")
    file.write_text(file.read_text() + "\n“We shall see,” said Edda Marwick, the mayor of Dunmere.\n", encoding="utf-8")
    pages, page = preview.pages([name_of(id)]), f"articles/{id}.html"
    assert list(pages) == [page]
    follow(built)
    assert without_related(pages[page].decode()) == without_related((built / "_site" / page).read_text())


def test_several_saves_before_a_build_are_all_shown(built: Path) -> None:
    preview, one, other = follow(built), "fog-is-no-argument", "a-note-found-in-the-ferry"
    edit(built / name_of(one), "\ntitle: ", "\ntitle: Lately, ")
    edit(built / name_of(other), "\ntitle: ", "\ntitle: Newly, ")
    assert b"<h1>Lately, " in preview.pages([name_of(one)])[f"articles/{one}.html"]
    assert b"<h1>Newly, " in preview.pages([name_of(other)])[f"articles/{other}.html"]


def test_places_in_a_text_that_changed_are_not_guessed(built: Path) -> None:
    """Who else prints a sentence is known for the text as it was: the build finds out anew."""
    preview, id = follow(built), "dunmere-council-votes-for-new-alm-bridge"
    page = f"articles/{id}.html"
    edit(built / name_of(id), "\ntitle: ", "\ntitle: Again, ")
    assert b'class="place">Also in' in preview.pages([name_of(id)])[page]
    (built / name_of(id)).write_text((built / name_of(id)).read_text().replace("\n\n", "\n\nA line more.\n\n", 3))
    shown = preview.pages([name_of(id)])[page]
    assert b"A line more." in shown
    assert b'class="place">Also in' not in shown


def test_what_only_a_build_can_tell_waits_for_it(built: Path) -> None:
    preview = follow(built)
    assert preview.pages(["content/site.yml", "content/authorities/people.yml", "content/provenance/x.yml"]) == {}
    draft = name_of("an-unfinished-note")
    assert (built / draft).is_file()
    assert preview.pages([draft]) == {}
    new = built / name_of("a-new-one")
    shutil.copy(built / name_of("fog-is-no-argument"), new)
    assert preview.pages([name_of("a-new-one")]) == {}
    new.unlink()
    shown = name_of("prize-poem-script-alert-7-script-set-to-music")
    edit(built / shown, "\nkind: ", "\nstatus: withdrawn\nkind: ")
    assert preview.pages([shown]) == {}
    (built / shown).write_bytes(b"\xff\xfe no document")
    assert preview.pages([shown]) == {}
    assert Preview(built).pages([shown]) == {}


class _Stopped(Exception):
    """How the test below ends a server."""


def test_a_page_is_shown_before_the_site_is_built(built: Path) -> None:
    root, id = built, "fog-is-no-argument"
    preview, allowed, times = Preview(root), threading.Event(), []
    addresses: SimpleQueue[str] = SimpleQueue()

    def rebuild(keep_index: bool) -> None:
        times.append(keep_index)
        if len(times) > 2:
            raise _Stopped
        if len(times) > 1:
            assert allowed.wait(30)
        build_site(root, root / "_site", today=TODAY, search=False, follow=preview.follow)

    def serve() -> None:
        with suppress(_Stopped):
            serve_site(root, root / "_site", rebuild, preview.pages, port=0, announce=addresses.put, tell=print)

    serving = threading.Thread(target=serve)
    serving.start()
    address, deadline = addresses.get(timeout=30) + f"articles/{id}.html", time.monotonic() + 30
    while "seen at once" not in fetch(address):  # what is saved before the watch has begun goes unseen
        assert time.monotonic() < deadline
        (root / name_of(id)).write_text((root / name_of(id)).read_text() + "\nThis is seen at once.\n")
        time.sleep(0.3)
    assert "seen at once" not in (root / "_site" / "articles" / f"{id}.html").read_text()
    allowed.set()
    serving.join(timeout=30)
    assert not serving.is_alive()
    assert "seen at once" in (root / "_site" / "articles" / f"{id}.html").read_text()


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read(), "utf-8")
