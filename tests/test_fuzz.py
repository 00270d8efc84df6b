"""A few seconds of fuzzing for each target, from the cases of the tests. By hand, and for long: `make fuzz`."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from command import CHECKOUT, missing

FUZZ = CHECKOUT / "tests" / "fuzz" / "run.py"


@pytest.mark.parametrize("target", ["captures", "cleaning", "dates", "front-matter", "anchors"])
def test_odd_bytes_break_nothing(target: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        missing("atheris (it is there for Linux on x86-64, up to Python 3.13)")
    run = subprocess.run(
        [sys.executable, FUZZ, target, "3"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"[-4000:]
    assert "number_of_executed_units" in run.stderr
