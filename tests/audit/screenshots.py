"""A picture of each kind of page, light, dark, on a phone and printed, to be looked at before a change is accepted.

.venv/bin/python tests/audit/screenshots.py FOLDER [KIND…]        (`make screenshots`)
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.serving import served, toy_site
from browser.test_accessibility import KINDS

DESKTOP, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
VIEWS: tuple[tuple[str, ViewportSize, Literal["light", "dark"]], ...] = (
    ("light", DESKTOP, "light"),
    ("dark", DESKTOP, "dark"),
    ("phone", PHONE, "light"),
)


def take(page: Page, address: str, folder: Path, kind: str) -> None:
    """Four pictures of a page; the print is a PDF, as a browser makes it."""
    for name, size, scheme in VIEWS:
        page.set_viewport_size(size)
        page.emulate_media(media="screen", color_scheme=scheme)
        page.goto(address)
        page.screenshot(path=folder / f"{kind} {name}.png", full_page=True)
    page.emulate_media(media="print")
    page.pdf(path=folder / f"{kind} print.pdf", format="A4", prefer_css_page_size=True)


def main(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kinds = {kind: path for kind, path in KINDS.items() if not wanted or kind in wanted}
    with toy_site() as site, served(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for kind, path in kinds.items():
            take(page, home + path, folder, kind)
        browser.close()
    print(f"{4 * len(kinds)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
