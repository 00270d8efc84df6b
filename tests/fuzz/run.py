"""Feed one target whatever finds new paths through it, for some seconds of the processor: `python run.py dates 3600`.

Atheris (libFuzzer) changes the cases of tests/cases and watches which branches are taken. An input that ends in an
error, or takes more than `SLOWEST` seconds, is printed, kept as `crash-…` or `timeout-…` in the present folder, and the
exit code tells. The corpus grows in a folder of its own, which is thrown away; to keep one, name it as third argument.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sitegen"], enable_loader_override=False):
    from targets import ENDINGS, TARGETS

CASES = Path(__file__).parent.parent / "cases"
LONGEST = 20_000
"""Bytes of an input: errors show on short ones, and slow ones must not hide behind length."""
SLOWEST = 60
"""By the clock, so that a busy machine is no fault; an input takes a second at most."""
SEEDS = {
    "captures": ("html/*/source.html", "captures/*/source.*"),
    "cleaning": ("captures/*/source.txt", "clean/*.md"),
    "dates": ("dates/*.tsv",),
    "front-matter": ("findings/*/content/articles/*.md",),
    "anchors": ("clean/*.md",),
}


def first_inputs(target: str) -> Iterator[bytes]:
    """Cases of the tests, of a table each wording, of captures each with its form in front."""
    for pattern in SEEDS[target]:
        for path in sorted(CASES.glob(pattern)):
            data = path.read_bytes()
            if path.suffix == ".tsv":
                yield from (line.split(b"\t")[0] for line in data.splitlines()[1:])
            elif target == "captures":
                yield bytes([ENDINGS.index(path.suffix)]) + data[: LONGEST - 1]
            elif target == "anchors":
                yield from (part + b"\0" + part[5:25] + b"\0\0" for part in data.split(b"\n\n")[:20])
            else:
                yield data[:LONGEST]
    yield from (bytes([number]) + b"{}" for number in range(len(ENDINGS)) if target == "captures")


def main(target: str, seconds: str, corpus: str = "") -> None:
    """Run until the time is over or an input fails; a machine that is busy with other things takes none of the time."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        for number, data in enumerate(first_inputs(target)):
            TARGETS[target](data)  # loads what is loaded late, which takes its time
            (seeds / str(number)).write_bytes(data)
        grown = corpus or str(Path(folder, "grown"))
        Path(grown).mkdir(exist_ok=True)
        options = [f"-timeout={SLOWEST}", f"-max_len={LONGEST}", "-rss_limit_mb=4096"]
        atheris.Setup([sys.argv[0], grown, str(seeds), *options, "-print_final_stats=1"], TARGETS[target])
        signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), signal.SIGUSR1))  # libFuzzer ends at SIGUSR1
        signal.setitimer(signal.ITIMER_PROF, float(seconds))
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
