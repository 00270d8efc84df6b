"""How long after a save `serve` shows the page, with as many documents as are asked for (10 000): from the end of the
write to the end of the new page, as a browser's event stream tells of it, while no build is at work and while one is.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from http.client import HTTPResponse
from pathlib import Path

from articles import Article, make_article, write_archive

SAVES = 10
PAUSE = 1.0
"""Seconds between saves while a build is at work."""


def time_save(root: Path, address: str, events: HTTPResponse, article: Article, number: int) -> float:
    """Change a document and fetch its page at the next event, until it shows the change."""
    file, words = root / "content/articles" / article.file_name, f"This was saved as number {number}."
    text = file.read_text() + f"\n{words}\n"
    file.write_text(text)
    start = time.perf_counter()
    while True:
        while not events.readline().startswith(b"data:"):
            pass
        with urllib.request.urlopen(f"{address}articles/{file.stem}.html") as page:
            if words.encode() in page.read():
                return time.perf_counter() - start


def measure(count: int) -> None:
    """Print what saves take, one after each build and then one upon the other."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        articles = [make_article(number) for number in range(count)]
        write_archive(root, articles)
        server = subprocess.Popen(
            [sys.executable, "-u", "-m", "sitegen", "serve", "--port", "0", "--no-search"],
            cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert server.stdout
        assert server.stderr
        built = threading.Semaphore(0)
        threading.Thread(target=_count_builds, args=(server, built), daemon=True).start()
        try:
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            built.acquire()
            with urllib.request.urlopen(f"{found[0]}__sitegen_reload") as events:
                time.sleep(1)
                idle = []
                for number in range(SAVES):
                    idle.append(time_save(root, found[0], events, articles[number], number))
                    built.acquire()
                    time.sleep(PAUSE)
                busy = []
                for number in range(SAVES, 2 * SAVES):
                    busy.append(time_save(root, found[0], events, articles[number], number))
                    time.sleep(PAUSE)
        finally:
            server.terminate()
            server.wait()
    for what, seconds in (("no build at work", idle), ("while a build is at work", busy)):
        median, most = 1000 * statistics.median(seconds), 1000 * max(seconds)
        print(f"{count} documents, {what}: median {median:.0f} ms, longest {most:.0f} ms of {len(seconds)} saves")


def _count_builds(server: subprocess.Popen[str], built: threading.Semaphore) -> None:
    assert server.stderr
    for line in server.stderr:
        if line.startswith("built "):
            built.release()


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
