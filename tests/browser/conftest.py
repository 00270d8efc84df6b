"""A real Chromium and a real Firefox a session, and the toy site served as a project page is: below /repo/.

Both come from the system (Debian's `chromium`, `firefox-esr`), driven through Playwright's Python package, Firefox by
WebDriver BiDi, which the unchanged browser speaks; nothing is downloaded.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from command import CHECKOUT, missing
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Playwright,
    Request,
    Response,
    sync_playwright,
)

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
FIREFOX_SETTINGS = {
    "dom.events.testing.asyncClipboard": True,  # tests may read what was copied
    "browser.sessionhistory.max_total_viewers": 0,  # Back loads a page anew, or Playwright waits for that for ever
}
PREFIX = "/repo/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder can be left out with `-m "not browser"`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class _ProjectPages(SimpleHTTPRequestHandler):
    """Serves as GitHub does for a project: the site below /repo/, its 404.html for addresses that it does not have."""

    def translate_path(self, path: str) -> str:
        inside = urlsplit(path).path
        return super().translate_path("/" + inside.removeprefix(PREFIX)) if inside.startswith(PREFIX) else "/nowhere"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Browsers ask the host for an icon where a page names none: that is nobody's broken link."""
        page = b"" if self.path == "/favicon.ico" else Path(self.directory, "404.html").read_bytes()
        self.send_response(code if page else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="session")
def address(toy_site: Path) -> Iterator[str]:
    """Where the toy site is served: `http://127.0.0.1:<port>/repo/`."""
    with serve_folder(toy_site) as address:
        yield address


@contextmanager
def serve_folder(site: Path) -> Iterator[str]:
    """Serve a site on loopback in a `with` block; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: _ProjectPages(*args, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
    server.shutdown()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts the browsers."""
    with sync_playwright() as playwright:
        yield playwright


def find_program(wanted: str, *names: str) -> str:
    """The path of the first of the programs that is there."""
    return next((found for name in names if (found := shutil.which(name))), None) or missing(wanted)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium."""
    executable = find_program("Chromium", "chromium", "chromium-browser", "google-chrome")
    browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """The system's Firefox."""
    executable = find_program("Firefox", "firefox-esr", "firefox")
    browser = playwright.firefox.launch(
        executable_path=executable, channel="moz-firefox", firefox_user_prefs=FIREFOX_SETTINGS
    )
    yield browser
    browser.close()


@dataclass
class Reader:
    """A page in the browser and everything that a reader, or a site's keeper, would rather not see happen in it."""

    page: Page
    home: str
    """The address below which every request must stay."""
    troubles: list[str] = field(default_factory=list)
    """Console errors, uncaught errors, dialogs, failed requests and requests to elsewhere, with their page."""

    def __post_init__(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._note(f"uncaught: {error}"))
        self.page.on("dialog", self._on_dialog)
        self.page.on("request", self._on_request)
        self.page.on("requestfailed", self._on_failure)
        self.page.on("response", self._on_response)

    def open(self, name: str) -> Page:
        """Open a page of the site by its path, which may have a query."""
        self.page.goto(self.home + quote(name, safe="/?=&"))
        return self.page

    def visit(self, name: str) -> Page:
        """Open a page and go on as soon as it is read, as one does who looks at hundreds of them."""
        self.page.goto(self.home + quote(name), wait_until="domcontentloaded")
        return self.page

    def _note(self, trouble: str) -> None:
        self.troubles.append(f"{self.page.url.removeprefix(self.home)}: {trouble}")

    def _on_console(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self._note(f"console: {said.text}")

    def _on_dialog(self, dialog: Dialog) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _on_request(self, asked: Request) -> None:
        if not asked.url.startswith(self.home):
            self._note(f"outside: {asked.url}")

    def _on_failure(self, asked: Request) -> None:
        """A request that was dropped because we went on to the next page is nobody's fault."""
        if asked.failure not in ("net::ERR_ABORTED", "NS_BINDING_ABORTED"):
            self._note(f"failed: {asked.url} {asked.failure}")

    def _on_response(self, got: Response) -> None:
        if got.status >= 400:
            self._note(f"{got.status}: {got.url}")


def open_reader(context: BrowserContext, home: str) -> Iterator[Reader]:
    """A reader of the site at `home`, whose window is closed in the end."""
    context.set_default_timeout(10_000)
    yield Reader(context.new_page(), home)
    context.close()


@pytest.fixture(scope="module")
def web(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader of the site on the web."""
    yield from open_reader(browser.new_context(), address)


@pytest.fixture(scope="module")
def disk(browser: Browser, toy_site: Path) -> Iterator[Reader]:
    """A reader of the site from a disk, by double-click."""
    yield from open_reader(browser.new_context(), toy_site.as_uri() + "/")


@pytest.fixture(scope="module")
def firefox_web(firefox: Browser, address: str) -> Iterator[Reader]:
    """A reader of the site on the web, in Firefox."""
    yield from open_reader(firefox.new_context(), address)


@pytest.fixture(scope="module")
def firefox_disk(firefox: Browser, toy_site: Path) -> Iterator[Reader]:
    """A reader of the site from a disk, in Firefox."""
    yield from open_reader(firefox.new_context(), toy_site.as_uri() + "/")


@pytest.fixture(scope="module")
def examiner(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader whose browser lets us run axe in the page, which the site's own policy forbids."""
    axe = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(path=axe if axe.exists() else missing("axe-core (run `npm ci`)"))
    yield from open_reader(context, address)


@pytest.fixture(scope="session")
def pages(toy_site: Path) -> list[str]:
    """The paths of all pages of the toy site that stay where they are (redirects have a test of their own)."""
    staying = (path for path in sorted(toy_site.rglob("*.html")) if b'http-equiv="refresh"' not in path.read_bytes())
    found = (path.relative_to(toy_site) for path in staying)
    return [path.as_posix() for path in found if path.parts[0] != "pagefind"]
