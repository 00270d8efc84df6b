"""A preview on the loopback address: rebuilt on every save, reloaded in the browser. Nothing of it reaches the site."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_RELOAD_PATH = "/__sitegen_reload"
_SCRIPT = f'<script>new EventSource("{_RELOAD_PATH}").onmessage = () => location.reload();</script>'
_HEARTBEAT_SECONDS = 20.0
_IDLE_MILLISECONDS = 1500
"""Without a save, before the search index is made."""


class _Version:
    """Counts builds; browsers wait on it."""

    def __init__(self) -> None:
        self.number = 0
        self.changed = threading.Condition()

    def advance(self) -> None:
        with self.changed:
            self.number += 1
            self.changed.notify_all()


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site; pages get a script that waits for the next build, and lose the policy that would forbid it."""

    protocol_version = "HTTP/1.0"

    def __init__(self, *args: Any, site: Path, version: _Version, **kwargs: Any) -> None:
        self.site, self.version = site, version
        super().__init__(*args, directory=str(site), **kwargs)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not reported: what matters here is what was built."""

    def do_GET(self) -> None:
        if self.path == _RELOAD_PATH:
            self._wait()
            return
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if path.is_dir():
            path = path / "index.html"
        if path.suffix == ".html":
            self._page(path)
        else:
            super().do_GET()

    def _page(self, path: Path) -> None:
        status = 200 if path.is_file() else 404
        if status == 404:
            path = self.site / "404.html"
        try:
            page = path.read_text(encoding="utf-8")
        except OSError:
            self.send_error(404)
            return
        page = page.replace('http-equiv="Content-Security-Policy"', 'name="policy-off-in-preview"', 1)
        body = (page + _SCRIPT).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _wait(self) -> None:
        """Server-sent events: a comment now and then to notice closed windows, a message after each build."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = self.version.number
        try:
            while True:
                with self.version.changed:
                    if self.version.number == seen:
                        self.version.changed.wait(timeout=_HEARTBEAT_SECONDS)
                message = b": still here\n\n" if self.version.number == seen else b"data: built\n\n"
                seen = self.version.number
                self.wfile.write(message)
                self.wfile.flush()
        except OSError:
            return


Rebuild = Callable[[bool], None]
"""Builds the site and reports its own findings; told whether the search index may stay out of date."""


def serve_site(root: Path, site: Path, rebuild: Rebuild, *, port: int, announce: Callable[[str], None]) -> None:
    """Build, serve `site` on 127.0.0.1 and rebuild whenever a file of the archive is saved, until interrupted. The
    search index follows when nothing has been saved for a while: Pagefind makes the whole of it anew.

    `announce` is told the address once it answers. OSError where the port is taken.
    """
    rebuild(False)
    version = _Version()
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, site=site, version=version))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    announce(f"http://127.0.0.1:{server.server_address[1]}/")
    try:
        _watch(root, rebuild, version)
    finally:
        server.shutdown()


def _watch(root: Path, rebuild: Rebuild, version: _Version) -> None:
    from watchfiles import watch

    folders = [root / name for name in ("content", "seeds", "themes") if (root / name).is_dir()]
    outdated = False
    for changes in watch(
        *folders,
        debounce=200,
        step=20,
        rust_timeout=_IDLE_MILLISECONDS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if changes or outdated:
            rebuild(bool(changes))
        if changes:
            version.advance()
        outdated = bool(changes)
