"""The same work on many items, spread over processes or, for few items, in this one. The results are the same."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from threading import Thread
from typing import Any, TypeVar

from sitegen.findings import Finding, FindingError

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 40
"""Below this many items, starting processes costs more than it saves."""
_CHUNK = 16
_AHEAD = 2048
"""So many results may wait for who asked for them: those of a large archive would fill the memory."""
_ENDED = Finding(
    "",
    0,
    "process-ended",
    "error",
    "A process at work for this run was ended from outside, as systems do that are out of memory.",
    "Run it again, where memory is short with `--jobs 1`; what was written before is whole.",
)

_work: Callable[[Any], Any]
"""In a worker process: what it was started for. Handed over by fork, so that its data is never copied item by item."""


def default_jobs() -> int:
    """As many as there are processors that we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_items(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """`work` of each item, in order. Items and results must be picklable; what `work` itself holds need not be.

    Where processes cannot be forked (Windows), everything runs in this one. FindingError where one is ended by somebody
    else.
    """
    if jobs <= 1 or len(items) < FEW or not hasattr(os, "fork"):
        yield from map(work, items)
        return
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import get_context

    alive, parent = os.pipe()
    try:
        with ProcessPoolExecutor(jobs, get_context("fork"), initializer=_start, initargs=(work, alive, parent)) as pool:
            for start in range(0, len(items), _AHEAD):
                yield from pool.map(_run, items[start : start + _AHEAD], chunksize=_CHUNK)
    except BrokenProcessPool as error:
        raise FindingError(_ENDED) from error
    finally:
        os.close(alive)
        os.close(parent)


def _start(work: Callable[[Any], Any], alive: int, parent: int) -> None:
    global _work
    _work = work
    os.close(parent)
    Thread(target=_end_with_parent, args=(alive,), daemon=True).start()
    gc.freeze()  # what was loaded before the fork stays, so that looking through it again and again gains nothing


def _end_with_parent(alive: int) -> None:
    """End at once when the process that holds the pipe's other end is killed: what it asked for must not be written
    while the next run is at work."""
    os.read(alive, 1)
    os.kill(os.getpid(), signal.SIGKILL)


def _run(item: Any) -> Any:
    return _work(item)
