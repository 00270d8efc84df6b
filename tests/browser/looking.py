"""What a page does that a hostile text asked it for: looked for in the browser, on page after page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from browser.conftest import Reader

HARMLESS = {"http:", "https:", "mailto:", "file:"}
LOOK_AROUND = """() => ({
    owned: window.owned ?? null,
    base: document.baseURI.split(/[?#]/)[0] === location.href.split(/[?#]/)[0],
    schemes: [...document.querySelectorAll('[href], [src], [action], [formaction], [data]')]
        .filter(one => one.rel !== 'icon')
        .flatMap(one => ['href', 'src', 'action', 'formaction', 'data'].map(name => one.getAttribute(name)))
        .filter(one => one !== null && URL.canParse(one, document.baseURI))  // what is no address leads nowhere
        .map(one => new URL(one, document.baseURI).protocol),
    scripts: [...document.scripts].map(one => one.getAttribute('src') ?? one.type + one.textContent),
    handlers: [...document.querySelectorAll('*')].flatMap(one => [...one.attributes])
        .filter(one => one.name.startsWith('on') || one.name === 'style').map(one => one.name + '=' + one.value),
    foreign: [...document.querySelectorAll(
        'iframe, object, embed, base, math, marquee, video, audio, template, plaintext')]
        .map(one => one.outerHTML.slice(0, 200)),
})"""


def find_what_texts_did(reader: Reader, site: Path, names: Iterable[str]) -> list[str]:
    """Open these pages of a site: scripts, handlers, frames and links that are none of its own, by page; and what the
    reader noted on the way: dialogs, console errors, requests elsewhere, pages that are not there.
    """
    ours = {path.name for folder in ("assets", "pagefind") for path in (site / folder).iterdir()}
    return [f"{name}: {fault}" for name in names for fault in _look_at(reader, name, ours)] + reader.troubles


def _look_at(reader: Reader, name: str, ours: set[str]) -> Iterator[object]:
    seen = reader.visit(name).evaluate(LOOK_AROUND)
    theirs = [one for one in seen["scripts"] if Path(one).name not in ours and not _is_ours(one)]
    schemes = set(seen["schemes"]) - HARMLESS
    yield from (one for one in (seen["owned"], not seen["base"]) if one)
    yield from (*schemes, *theirs, *seen["handlers"], *seen["foreign"])


def _is_ours(script: str) -> bool:
    """Embedded data that is still whole, or one of the small scripts of redirects and of the page for no address."""
    if script.startswith("application/ld+json"):
        json.loads(script.removeprefix("application/ld+json"))
        return True
    return "location" in script and "alert" not in script
