"""The toy archive's site as a host serves it: under /repo/, compressed, open to search engines."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from command import copy_toy_archive, run_sitegen

PAGES = {
    "home": "index.html",
    "article": "articles/dunmere-council-votes-for-new-alm-bridge.html",
    "event": "events/alm-bridge-vote-2024-03.html",
    "compare": "compare/alm-bridge-vote-2024-03.html",
}


class _Host(SimpleHTTPRequestHandler):
    """Compresses text, as hosts do, and lets hashed files be kept."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in (".html", ".css", ".js", ".svg", ".json") or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", f"max-age={31_536_000 if '/assets/' in self.path else 600}")
        self.end_headers()
        return BytesIO(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@contextmanager
def toy_site() -> Iterator[Path]:
    """The toy archive's site, built for this; its folder is called `repo`, as its address is."""
    with TemporaryDirectory(prefix="sitegen-audit-") as folder:
        root = copy_toy_archive(Path(folder, "toy"))
        settings = root / "content" / "site.yml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("robots: noindex", "robots: index"), encoding="utf-8"
        )
        site = Path(folder, "host", "repo")
        built = run_sitegen("--root", root, "build", "--output", site, cwd=root)
        if built.returncode:
            raise SystemExit(built.stderr)
        yield site


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which `site` is served, ending in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(site.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/{site.name}/"
    finally:
        server.shutdown()
