"""The same work on many items, spread over processes or, for few items, in this one. The results are the same."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 40
"""Below this many items, starting processes costs more than it saves."""
_CHUNK = 16
_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Records have no cycles; at the usual 700, collecting takes a sixth of an import's time."""

_work: Callable[[Any], Any]
"""In a worker process: what it was started for. Handed over by fork, so that its data is never copied item by item."""


def default_jobs() -> int:
    """As many as there are processors that we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_items(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """`work` of each item, in order. Items and results must be picklable; what `work` itself holds need not be.

    Where processes cannot be forked (Windows), everything runs in this one.
    """
    if jobs <= 1 or len(items) < FEW or not hasattr(os, "fork"):
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("fork"), initializer=_start, initargs=(work,)) as pool:
        yield from pool.map(_run, items, chunksize=_CHUNK)


def _start(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    gc.freeze()  # what was loaded before the fork stays, so that looking through it again and again gains nothing
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def _run(item: Any) -> Any:
    return _work(item)
