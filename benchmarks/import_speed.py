"""How fast captures become documents, and whether the time for one grows with their number."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write_captures

SITEGEN = Path(sys.executable).with_name("sitegen")


def measure(count: int) -> float:
    """Import `count` captures into a new archive; prints what it took and returns the seconds."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        subprocess.run([SITEGEN, "init", root, "--title", "Benchmark"], check=True, capture_output=True)
        write_captures(root / "seeds", count)
        start = time.perf_counter()
        subprocess.run([SITEGEN, "--root", root, "import"], check=True, capture_output=True)
        seconds = time.perf_counter() - start
        documents = len(list((root / "content" / "articles").glob("*.md")))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{count} captures: {seconds:.1f} s, {count / seconds:.0f} a second, {documents} documents, {peak:.0f} MB")
    return seconds


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    small, large = measure(number // 10), measure(number)
    print(f"time per capture at {number} / at {number // 10}: {large / small / 10:.2f}")
