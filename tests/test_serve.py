"""The preview on the loopback address: what it answers, what it shows when something is saved, and how it ends."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from queue import Queue

import pytest

from sitegen.findings import Finding, FindingError
from sitegen.site.serve import Pages, serve_site

PAGE = '<html><head><meta http-equiv="Content-Security-Policy" content="script-src \'self\'"></head><p>{}</p></html>'
WAIT = 30
HALF_WRITTEN = Finding("themes/half.html", 1, "bad-template", "error", "It is half written.", "Write the rest.")


class StoppedError(Exception):
    """Ends a preview, as Ctrl-C does."""


@dataclass
class Served:
    """A preview of an archive with one document, whose builds a test can hold up."""

    root: Path
    address: Queue[str] = field(default_factory=Queue)
    saved: Queue[str] = field(default_factory=Queue)
    told: Queue[Finding] = field(default_factory=Queue)
    may_build: threading.Event = field(default_factory=threading.Event)
    builds: list[bool] = field(default_factory=list)
    ended: Queue[Exception | None] = field(default_factory=Queue)
    stopped: bool = False
    port: int = 0

    def build(self, without_search: bool) -> None:
        assert self.may_build.wait(WAIT)
        if self.stopped:
            raise StoppedError
        if (self.root / "themes").exists():
            raise FindingError(HALF_WRITTEN)
        self.builds.append(without_search)
        self.write("_site/index.html", PAGE.format(f"build {len(self.builds)}"))

    def preview(self, names: Iterable[str]) -> Pages:
        """Only documents have pages that are known at once."""
        pages = {}
        for name in names:
            self.saved.put(name)
            if name.endswith(".broken"):
                raise OSError(f"nobody can read {name}")
            if name.endswith(".md"):
                pages["index.html"] = PAGE.format("ahead of the build").encode()
        return pages

    def run(self) -> None:
        try:
            site, say = self.root / "_site", {"announce": self.address.put, "tell": self.told.put}
            serve_site(self.root, site, self.build, self.preview, port=0, **say)
        except (StoppedError, OSError) as error:
            self.ended.put(error)

    def wait_until_watched(self) -> None:
        """What is saved before the watch has begun goes unseen; the last build after a save brings the search index."""
        while self.saved.empty():
            self.write("content/ready.txt", "")
            time.sleep(0.5)
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        deadline = time.monotonic() + WAIT
        while len(self.builds) < 3 or self.builds[-1]:
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def ask(self, path: str, host: str = "127.0.0.1") -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse()

    def say(self, request: bytes) -> bytes:
        """What a bare socket is answered."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=WAIT) as connection:
            connection.sendall(request)
            answer = b""
            try:
                while piece := connection.recv(1 << 16):
                    answer += piece
            except ConnectionResetError:
                """It was refused before it was read to its end."""
            return answer

    def read(self, path: str) -> str:
        return self.ask(path).read().decode()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "archive")
    made.write("content/articles/mill.md", "---\ntitle: Mill\n---\n\nIt turns.\n")
    for name in ("404.html", "articles/index.html"):
        made.write(f"_site/{name}", PAGE.format(name))
    made.write("_site/assets/style.css", "p { margin: 0 }\n")
    made.write("secret.html", "swordfish")
    made.may_build.set()
    running = threading.Thread(target=made.run, daemon=True)
    running.start()
    made.port = int(made.address.get(timeout=WAIT).rstrip("/").rpartition(":")[2])
    made.wait_until_watched()
    yield made
    made.stopped = True
    made.may_build.set()
    made.write("content/articles/mill.md", "---\ntitle: Mill\n---\n\nIt stands.\n")
    running.join(WAIT)
    assert not running.is_alive()
    with socket.create_server(("127.0.0.1", made.port)):
        """The port is free for the next one."""


def test_a_page_waits_for_changes_by_a_script_that_its_policy_would_forbid(served: Served) -> None:
    page = served.read("/")
    assert f"build {len(served.builds)}" in page
    assert "http-equiv" not in page
    assert "EventSource" in page
    assert served.read("/articles/?all=1") == served.read("/articles/index.html")
    assert served.read("/assets/style.css") == "p { margin: 0 }\n"


def test_an_address_that_is_none_gives_the_sites_own_page_for_it(served: Served) -> None:
    for path in ("/none.html", "/none/", "/../secret.html", "/%2e%2e/secret.html", "//secret.html"):
        answer = served.ask(path)
        page = answer.read().decode()
        assert (answer.status, "swordfish" in page) == (404, False)
        assert path == "/none/" or "<p>404.html</p>" in page
    (served.root / "_site" / "404.html").unlink()
    assert served.ask("/none.html").status == 404


ODD_ADDRESSES = (
    b"/../../secret.html", b"/%2e%2e%2fsecret.html", b"/..%2f..%2fsecret.html", b"/..%5csecret.html",
    b"/..\\secret.html", b"//127.0.0.1/secret.html", b"/articles/../../secret.html", b"../secret.html",
    b"http://127.0.0.1/secret.html", b"/%c0%ae%c0%ae/secret.html", b"/%00", b"/index.html%00.txt", b"/style%00.css",
    b"/%", b"/%zz.html", b"/%ff%fe.html", b"/\xff.css", b"/" + b"a" * 300, b"/" + b"a" * 300 + b".html",
    b"/" + b"a/" * 3_000 + b"x.css", b"/index.html/x", b"/assets%0d%0aX-Evil:1", b"/link.html", b"/links/",
    b"/links/secret.html", b"/links/secret.css", b"/link.css", b"/circle.html", b"/pipe.html", b"/pipe.css",
    b"/endless.css", b"/folder.html",
)  # fmt: skip


@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_no_address_shows_what_is_not_of_the_site_or_is_waited_for(
    served: Served, method: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """As a client sends them that changes nothing of an address."""
    site, outside = served.root / "_site", tmp_path / "outside"
    outside.mkdir()
    for name in ("secret.html", "secret.css", "index.html"):
        (outside / name).write_text("swordfish")
    (site / "link.html").symlink_to(outside / "secret.html")
    (site / "link.css").symlink_to(outside / "secret.css")
    (site / "links").symlink_to(outside)
    (site / "circle.html").symlink_to("circle.html")
    (site / "endless.css").symlink_to("/dev/zero")
    os.mkfifo(site / "pipe.html")
    os.mkfifo(site / "pipe.css")
    (site / "folder.html").mkdir()
    for address in ODD_ADDRESSES:
        said = served.say(method + b" " + address + b" HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        assert said.startswith(b"HTTP/1.0 404 "), (address, said[:80])
        assert b"swordfish" not in said and b"X-Evil" not in said
        assert (b"<p>404.html</p>" in said) == (method == b"GET")
    assert capfd.readouterr().err == ""


def test_requests_that_are_none_and_clients_that_say_nothing_or_go_away(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    (served.root / "_site" / "large.css").write_bytes(b"x" * 20_000_000)
    (served.root / "_site" / "latin.html").write_bytes(b"<p>caf\xe9</p>")
    assert b"<p>caf\xef\xbf\xbd</p>" in served.say(b"GET /latin.html HTTP/1.0\r\n\r\n")
    for request, code in {
        b"GET / HTTP/9.9\r\n\r\n": b"505",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.0\r\n\r\n": b"414",
        b"GET / HTTP/1.0\r\n" + b"X: y\r\n" * 500 + b"\r\n": b"431",
        b"PUT / HTTP/1.0\r\n\r\n": b"501",
        b"HEAD / HTTP/1.0\r\nHost: evil.example\r\n\r\n": b"421",
    }.items():
        assert code in served.say(request)[:2_000]
    silent = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(50)]
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", served.port)) as gone:
            gone.sendall(b"GET /large.css HTTP/1.0\r\n\r\n")
            gone.recv(100)
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert "build" in served.read("/")
    for one in silent:
        one.close()
    assert capfd.readouterr().err == ""


def test_a_page_elsewhere_cannot_read_it_under_a_name_that_was_made_to_lead_here(served: Served) -> None:
    for host in ("evil.example", f"evil.example:{served.port}", "127.0.0.1.evil.example", "localhost@evil.example"):
        answer = served.ask("/", host)
        assert (answer.status, b"build" in answer.read()) == (421, False)
        assert served.ask("/__sitegen_reload", host).status == 421
    assert served.ask("/", f"localhost:{served.port}").status == 200


def test_a_saved_document_is_shown_before_it_is_built_and_browsers_are_told_of_both(served: Served) -> None:
    before = list(served.builds)
    events = served.ask("/__sitegen_reload")
    assert events.getheader("Content-Type") == "text/event-stream"
    served.may_build.clear()
    served.write("content/articles/mill.md", "---\ntitle: Mill\n---\n\nIt turns again.\n")
    assert events.readline() == b"data: changed\n"
    assert "ahead of the build" in served.read("/")
    assert served.builds == before
    served.may_build.set()
    assert [events.readline() for _ in range(2)] == [b"\n", b"data: changed\n"]
    assert f"build {len(before) + 1}" in served.read("/")
    assert served.builds == [*before, True], "the search index waits until nothing is saved any more"
    served.wait_until_idle()
    assert served.builds == [*before, True, False]


def test_what_cannot_be_built_is_told_and_the_next_save_followed(served: Served) -> None:
    """A page that was saved meanwhile stays ahead of the site until that is built with it."""
    (served.root / "themes").mkdir()
    served.write("content/half.txt", "")
    assert served.told.get(timeout=WAIT) == HALF_WRITTEN
    assert "build" in served.read("/") and served.ended.empty()
    served.write("content/articles/mill.md", "---\ntitle: Mill\n---\n\nIt turns once more.\n")
    assert served.told.get(timeout=WAIT) == HALF_WRITTEN
    assert "ahead of the build" in served.read("/")
    time.sleep(2)  # the search index is made when nothing is saved for a while; not here
    assert served.told.empty(), "told once for each save"
    (served.root / "themes").rmdir()
    before = list(served.builds)
    served.write("content/whole.txt", "")
    deadline = time.monotonic() + WAIT
    while "ahead of the build" in served.read("/"):
        assert time.monotonic() < deadline
    assert len(served.builds) > len(before) and served.ended.empty()


def test_what_ends_the_watch_ends_the_preview(served: Served) -> None:
    """Nobody shall go on editing before a page that follows nothing any more."""
    served.write("content/mill.broken", "")
    error = served.ended.get(timeout=WAIT)
    assert str(error) == "nobody can read content/mill.broken"
