"""How long work tells those who wait how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, the steps done and the steps in all (0 where that is not known)."""


def no_progress(stage: str, done: int, total: int) -> None:
    """For those who do not watch."""
