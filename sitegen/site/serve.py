"""A preview on the loopback address: rebuilt on every save, reloaded in the browser. Nothing of it reaches the site."""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from stat import S_ISREG
from typing import Any

from sitegen.findings import Finding, FindingError

_RELOAD_PATH = "/__sitegen_reload"
_SCRIPT = f'<script>new EventSource("{_RELOAD_PATH}").onmessage = () => location.reload();</script>'
_HEARTBEAT_SECONDS = 20.0
_IDLE_SECONDS = 1.5
"""Without a save, before the search index is made."""
_OUR_NAMES = re.compile(r"(?:(?:127\.0\.0\.1|localhost)(?::[0-9]+)?)?")
"""How a browser that was sent here calls this host. A page elsewhere whose name was made to lead here says its own."""
Pages = Mapping[str, bytes]
"""Pages by their path in the site."""


class _Shown:
    """What browsers are shown: the site as it was built, and the pages that were saved since. They wait for changes."""

    def __init__(self) -> None:
        self.number = 0
        self.changed = threading.Condition()
        self.saved: dict[str, bytes] = {}

    def show(self, pages: Pages) -> None:
        """`pages` are ahead of the site."""
        with self.changed:
            self.saved |= pages
        self._advance()

    def follow(self, saves: Iterable[Pages]) -> None:
        """The site is built with these saves, but for pages that were saved again."""
        with self.changed:
            for path, page in (item for pages in saves for item in pages.items()):
                if self.saved.get(path) is page:
                    del self.saved[path]
        self._advance()

    def _advance(self) -> None:
        with self.changed:
            self.number += 1
            self.changed.notify_all()


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site; pages get a script that waits for the next change, and lose the policy that would forbid it."""

    protocol_version = "HTTP/1.0"

    def __init__(self, *args: Any, site: Path, shown: _Shown, **kwargs: Any) -> None:
        self.site, self.shown = site, shown
        super().__init__(*args, directory=str(site), **kwargs)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not reported: what matters here is what was built."""

    def do_GET(self) -> None:
        path = self._find(self.path)
        if not self._is_for_us():
            self.send_error(421)
        elif self.path == _RELOAD_PATH:
            self._wait()
        elif path is None:
            self._page(self._find("/404.html"), 404)
        elif path.suffix == ".html":
            self._page(path, 200)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        if not self._is_for_us():
            self.send_error(421)
        elif self._find(self.path) is None:
            self.send_error(404)
        else:
            super().do_HEAD()

    def _is_for_us(self) -> bool:
        return bool(_OUR_NAMES.fullmatch(self.headers.get("Host", "")))

    def _find(self, address: str) -> Path | None:
        """The file of the site at an address. None where there is none: of what a link leads to out of the site nothing
        is shown, and a pipe is not waited for.
        """
        try:
            path = Path(self.translate_path(address.partition("?")[0])).resolve()
            path = (path / "index.html").resolve() if path.is_dir() else path
            is_ours = path.is_relative_to(self.site) and S_ISREG(path.stat().st_mode)
        except (OSError, ValueError, RuntimeError):  # no file can have such a name, or its links go round in circles
            return None
        return path if is_ours else None

    def _page(self, path: Path | None, status: int) -> None:
        try:
            if path is None:
                raise FileNotFoundError
            data = self.shown.saved.get(path.relative_to(self.site).as_posix()) or path.read_bytes()
        except OSError:
            self.send_error(404)
            return
        page = data.decode("utf-8", "replace")
        page = page.replace('http-equiv="Content-Security-Policy"', 'name="policy-off-in-preview"', 1)
        body = (page + _SCRIPT).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _wait(self) -> None:
        """Server-sent events: a comment now and then to notice closed windows, a message after each change."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        shown = self.shown
        seen = shown.number
        try:
            while True:
                with shown.changed:
                    if shown.number == seen:
                        shown.changed.wait(timeout=_HEARTBEAT_SECONDS)
                message = b": still here\n\n" if shown.number == seen else b"data: changed\n\n"
                seen = shown.number
                self.wfile.write(message)
                self.wfile.flush()
        except OSError:
            return


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """That a browser breaks off, as on every reload, is no fault to report."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


Rebuild = Callable[[bool], None]
"""Builds the site and reports its own findings; told whether the search index may stay out of date. FindingError where
it cannot be built as it stands.
"""
Preview = Callable[[Iterable[str]], Pages]
"""The pages that are known at once when files of these names (relative to the archive) are saved."""


def serve_site(
    root: Path,
    site: Path,
    rebuild: Rebuild,
    preview: Preview,
    *,
    port: int,
    announce: Callable[[str], None],
    tell: Callable[[Finding], None],
) -> None:
    """Build, serve `site` on 127.0.0.1, and follow whatever is saved in the archive, until interrupted. What `preview`
    knows is shown at once, the rest when it is built, and the search index follows when nothing has been saved for a
    while: Pagefind makes the whole of it anew.

    `announce` is told the address once it answers, `tell` what keeps a later build from being made, as a template that
    is half written: the site stands as it was, and the next save is followed. OSError where the port is taken.
    """
    rebuild(False)
    shown = _Shown()
    server = _Server(("127.0.0.1", port), partial(_Handler, site=site.resolve(), shown=shown))
    saves: _Saves = SimpleQueue()
    done = threading.Event()
    watching = threading.Thread(target=_watch, args=(root, preview, shown, saves, done), daemon=True)
    watching.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    announce(f"http://127.0.0.1:{server.server_address[1]}/")
    try:
        _build_after(saves, rebuild, shown, tell)
    finally:
        done.set()
        server.shutdown()
        server.server_close()
        watching.join()  # a thread that is still in watchfiles, as on a busy machine, can keep Python from ending


_Saves = SimpleQueue[Pages | Exception]
"""For each save the pages that are shown already, or why nobody watches any more."""


def _watch(root: Path, preview: Preview, shown: _Shown, saves: _Saves, done: threading.Event) -> None:
    from watchfiles import watch

    here = os.path.realpath(root)  # as some systems name what changed, whatever they were asked
    folders = [root / name for name in ("content", "seeds", "themes") if (root / name).is_dir()]
    try:
        for changes in watch(*folders, debounce=200, step=20, stop_event=done, raise_interrupt=False):
            pages = preview(os.path.relpath(os.path.realpath(path), here).replace(os.sep, "/") for _, path in changes)
            if pages:
                shown.show(pages)
            saves.put(pages)
    except Exception as error:
        saves.put(error)


def _build_after(saves: _Saves, rebuild: Rebuild, shown: _Shown, tell: Callable[[Finding], None]) -> None:
    """Build after saves, once for all those that came while a build was at work."""
    outdated, unbuilt = False, []
    while True:
        saved = list(_take(saves))
        unbuilt += saved
        if not (saved or outdated):
            continue
        outdated = False
        try:
            rebuild(bool(saved))
        except FindingError as refusal:  # nothing else would come of it before the next save
            tell(refusal.finding)
            continue
        if unbuilt:  # for the search index alone no browser loads its page again
            shown.follow(unbuilt)
        outdated, unbuilt = bool(saved), []


def _take(saves: _Saves) -> Iterator[Pages]:
    """The saves that wait, be it for one to come."""
    try:
        save = saves.get(timeout=_IDLE_SECONDS)
        while True:
            if isinstance(save, Exception):
                raise save
            yield save
            save = saves.get_nowait()
    except Empty:
        return
