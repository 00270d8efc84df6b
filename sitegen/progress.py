"""How long work tells those who wait how far it is."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, the steps done and the steps in all (0 where that is not known)."""


def no_progress(stage: str, done: int, total: int) -> None:
    """For those who do not watch."""


class StageTimes:
    """Progress that is passed on and timed: what passes between two calls is the time of the stage the second names."""

    def __init__(self, show: Progress) -> None:
        self.seconds: dict[str, float] = {}
        """By stage, in the order in which they began."""
        self._show, self._last = show, perf_counter()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now
        self._show(stage, done, total)
