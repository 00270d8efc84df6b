"""What a machine does to a program: kills, full disks, locked folders, other runs, programs that hang.

In each case what was there before is whole, the message says what to do, and the next run succeeds.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from command import invoke, missing, node_program, run_sitegen
from faults import kill_runs, run, start, story

from sitegen.findings import FindingError
from sitegen.locks import LOCK, hold_archive
from sitegen.records.writing import UNFINISHED
from sitegen.site import search
from sitegen.terminal import at_work
from sitegen.verifying import verify

ArchiveMaker = Callable[[Mapping[str, str]], Path]


def digest(root: Path) -> dict[str, bytes]:
    """The files that a user would miss, with their bytes."""
    files = (path for name in ("content", "seeds", "_site") for path in (root / name).rglob("*"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if path.is_file()}


@pytest.fixture
def mill(make_archive: ArchiveMaker) -> Path:
    """An archive with a built site of two documents, and a third capture that is not imported yet."""
    root = make_archive({f"seeds/{n}.txt": story(n) for n in (1, 2)})
    assert run(root, "build", "--no-search").returncode == 0
    (root / "seeds" / "3.txt").write_text(story(3), encoding="utf-8")
    return root


def recovers(root: Path) -> None:
    """The next run does what the broken one did not, and leaves nothing of it."""
    built = run(root, "build", "--no-search")
    assert built.returncode == 0, built.stderr
    assert verify(root).findings == ()
    assert len(list((root / "_site" / "articles").glob("*wheel*turns-again.html"))) == 3
    assert not [path for path in root.rglob("*") if path.name.startswith((UNFINISHED, "_site."))]


# --- killed -----------------------------------------------------------------------------------------------------------


def test_runs_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    """By hand, and for longer: `python tests/faults.py 500`."""
    node_program("pagefind")
    kills = 25 if os.environ.get("CI") == "true" else 10
    assert [one for one in kill_runs(tmp_path / "archive", kills, seed=9) if one.problems] == []


@pytest.mark.parametrize("folder", [".", "content", "content/articles"])
def test_what_a_killed_run_had_begun_to_write_is_removed_by_the_next(mill: Path, folder: str) -> None:
    (mill / folder / f"{UNFINISHED}x1y2z3").write_text("half of a li", encoding="utf-8")
    recovers(mill)


def test_processes_end_with_the_run_that_started_them(make_archive: ArchiveMaker) -> None:
    """Else they would write into what the next run puts together."""
    root = make_archive({f"seeds/{n}.txt": story(n) * 40 for n in range(200)})
    started = start(root, "import", "--jobs", "2")
    children = wait_for(lambda: children_of(started.pid))
    started.kill()
    started.communicate()
    wait_for(lambda: not any(Path("/proc", str(child)).exists() for child in children))


def test_a_process_that_the_system_ends_is_told_and_nothing_is_lost(make_archive: ArchiveMaker) -> None:
    """As it does where memory is short."""
    root = make_archive({f"seeds/{n}.txt": story(n) * 40 for n in range(200)})
    started = start(root, "import", "--jobs", "2")
    children = wait_for(lambda: children_of(started.pid))
    assert isinstance(children, list)
    os.kill(children[0], signal.SIGKILL)
    _, err = started.communicate(timeout=120)
    assert started.returncode == 1 and "error [process-ended]" in err and "--jobs 1" in err
    assert "Traceback" not in err and "fault of sitegen" not in err
    imported = run(root, "import")
    assert imported.returncode == 0, imported.stderr
    assert len(list((root / "content" / "articles").glob("*.md"))) == 200


def children_of(pid: int) -> list[int]:
    text = Path("/proc", str(pid), "task", str(pid), "children")
    if not text.exists():
        pytest.skip("processes are looked for in /proc")
    return [int(child) for child in text.read_text().split()]


def wait_for(found: Callable[[], object], seconds: float = 20) -> object:
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
    return value


@pytest.mark.parametrize("closed", [0, 1, 2])
@pytest.mark.parametrize("command", ["build --no-search", "check", "review", "verify"])
def test_a_run_without_a_standard_stream_ends_as_any_other(mill: Path, command: str, closed: int) -> None:
    """As from a service: what would be said there is lost, and no file takes its place."""
    expected = run_sitegen(*command.split(), cwd=mill).returncode
    line = "import os, sys; os.close(int(sys.argv[1])); p = sys.executable; os.execv(p, [p, *sys.argv[2:]])"
    words = [sys.executable, "-c", line, str(closed), "-m", "sitegen", *command.split()]
    run = subprocess.run(words, cwd=mill, capture_output=True, check=False)
    assert (run.returncode, b"fault of sitegen" in run.stderr) == (expected, False), run.stderr
    assert not (mill / ".sitegen" / "crash.log").exists()


def test_an_archive_whose_settings_go_while_it_is_served_is_told(mill: Path) -> None:
    """Nothing is written: an archive without settings would be taken for one without documents."""
    (mill / "content").rename(mill.parent / "put-aside")
    with pytest.raises(FindingError, match="settings are gone"), at_work(mill, wait=True):
        pass
    assert not (mill / "content").exists()


@pytest.mark.parametrize("command", ["check", "build", "init new --title New", "verify"])
def test_a_folder_that_is_gone_is_told(tmp_path: Path, command: str) -> None:
    (tmp_path / "gone").mkdir()
    line = "import os, sys; os.rmdir(os.getcwd()); from sitegen.cli import main; sys.argv[0] = 'sitegen'; main()"
    words = [sys.executable, "-c", line, *command.split()]
    run = subprocess.run(words, cwd=tmp_path / "gone", capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "error [disk-fault] The folder that this runs in is gone. Change to another folder and run it again.\n"
    )


def test_ctrl_c_stops_without_a_traceback(mill: Path) -> None:
    before = {name for name in digest(mill) if name.startswith("_site") and "/assets/" not in name}
    for delay in (0.2, 0.5, 0.8):
        started = start(mill, "build", "--no-search")
        time.sleep(delay)
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=60)
        assert started.returncode in (0, 130, -signal.SIGINT)
        assert started.returncode != 130 or err.strip() == "Stopped."
    assert before <= digest(mill).keys()
    recovers(mill)


# --- templates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "template",
    [
        "{{ nobody.name }}",
        "{% include 'none.html' %}",
        "{{ 1 // 0 }}",
        "{% for one in %}",
        "{% import 'parts.html' as parts %}{{ parts.link(nobody, root) }}",
    ],
)
@pytest.mark.parametrize("documents", [2, 60])
def test_a_template_of_the_archive_that_fails_is_told(mill: Path, template: str, documents: int) -> None:
    """In one process, and in those that many documents are shared among."""
    for number in range(3, documents + 1):
        text = f"---\ntitle: Wheel {number}\n---\n\nIt turns.\n"
        (mill / "content" / "articles" / f"wheel-{number}.md").write_text(text, encoding="utf-8")
    before = {name: content for name, content in digest(mill).items() if name.startswith("_site")}
    own = mill / "themes" / "default" / "templates" / "document.html"
    own.parent.mkdir(parents=True)
    own.write_text(f"<!DOCTYPE html>\n<title>{template}</title>\n", encoding="utf-8")
    failed = run(mill, "build", "--no-search", "--jobs", "2")
    assert failed.returncode == 1
    assert "themes/default/templates/document.html:2: error [bad-template]" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert {name: content for name, content in digest(mill).items() if name.startswith("_site")} == before
    own.unlink()
    recovers(mill)


# --- the disk ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [100, 600, 2_000, 6_000])
def test_a_disk_that_takes_no_more_leaves_everything_as_it_was(mill: Path, most: int) -> None:
    """No file may grow beyond `most` bytes: the system's own error, at another place for each size."""
    before = digest(mill)
    code = f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); \
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, resource.RLIM_INFINITY)); from sitegen.cli import main; main()"
    failed = subprocess.run(
        [sys.executable, "-c", code, "--root", mill, "build", "--no-search", "--jobs", "1"],
        cwd=mill, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert failed.returncode == 1, failed.stderr
    assert "disk-fault" in failed.stderr
    assert "Traceback" not in failed.stderr
    after = digest(mill)
    assert {name: after.get(name) for name in before} == before
    recovers(mill)


def as_one_without_rights() -> list[str]:
    """What a command begins with for rights to hold even where the superuser runs the tests, as in containers."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-dac_override", "--"] if shutil.which("setpriv") else missing("setpriv")


@pytest.mark.skipif(os.name == "nt", reason="a folder of Windows has no such rights")
@pytest.mark.parametrize("folder", ["content/articles", "content/provenance", "content", "_site/articles"])
def test_a_folder_that_may_not_be_written_is_told(mill: Path, folder: str) -> None:
    before = {name: content for name, content in digest(mill).items() if not name.startswith("_site")}
    (mill / folder).chmod(0o500)
    command = [*as_one_without_rights(), sys.executable, "-m", "sitegen", "--root", mill, "build", "--no-search"]
    failed = subprocess.run(command, cwd=mill.parent, capture_output=True, encoding="utf-8", check=False, timeout=120)
    (mill / folder).chmod(0o700)
    assert failed.returncode == 1
    assert "disk-fault" in failed.stderr
    assert "Traceback" not in failed.stderr
    after = digest(mill)
    assert {name: after.get(name) for name in before} == before
    recovers(mill)


def test_a_file_that_stands_where_a_folder_should(mill: Path) -> None:
    before = digest(mill)
    (mill / "content" / "notes").write_text("no folder", encoding="utf-8")
    assert run(mill, "build", "--no-search").returncode == 0
    (mill / "content" / "notes").unlink()
    assert {name: digest(mill).get(name) for name in before if name.startswith("seeds")} == {
        name: content for name, content in before.items() if name.startswith("seeds")
    }
    recovers(mill)


def test_captures_and_documents_that_come_and_go_during_a_build(mill: Path) -> None:
    """A file that is there when it is listed and gone, or another, when it is read."""
    stop = threading.Event()

    def disturb() -> None:
        while not stop.is_set():
            for path in (mill / "seeds" / "9.txt", mill / "content" / "articles" / "z.md"):
                path.write_text("---\ntitle: Z\nstatus: draft\n---\n\nIt comes and goes.\n", encoding="utf-8")
                time.sleep(0.001)
                path.unlink()

    other = threading.Thread(target=disturb)
    other.start()
    try:
        for _ in range(5):
            built = run(mill, "build", "--no-search", "--no-import")
            assert built.returncode in (0, 1), built.stderr
            assert "Traceback" not in built.stderr
    finally:
        stop.set()
        other.join()
    recovers(mill)


# --- two at once ------------------------------------------------------------------------------------------------------


def test_a_second_run_says_who_holds_the_archive_and_changes_nothing(mill: Path) -> None:
    before = digest(mill)
    with hold_archive(mill):
        second = run(mill, "build", "--no-search")
    assert second.returncode == 1
    assert "archive-busy" in second.stderr
    assert f"process {os.getpid()} on {socket.gethostname()}" in second.stderr
    assert digest(mill) == before
    recovers(mill)


def test_a_run_that_waits_goes_on_when_the_other_is_done(mill: Path) -> None:
    code = "import sys; from pathlib import Path; from sitegen.locks import hold_archive\n\
with hold_archive(Path(sys.argv[1]), wait=True): print('mine')"
    with hold_archive(mill):
        waiting = subprocess.Popen([sys.executable, "-c", code, mill], stdout=subprocess.PIPE, text=True)
        time.sleep(0.5)
        assert waiting.poll() is None
    assert waiting.communicate(timeout=20)[0] == "mine\n"


def test_a_lock_of_a_run_that_was_killed_holds_nobody_up(mill: Path) -> None:
    (mill / LOCK).parent.mkdir(exist_ok=True)
    (mill / LOCK).write_text("process 1 on elsewhere\n", encoding="utf-8")
    recovers(mill)


def test_many_builds_at_once_leave_one_whole_site(mill: Path) -> None:
    runs = [start(mill, "build", "--no-search") for _ in range(4)]
    codes = [(one.communicate(timeout=120)[1], one.returncode) for one in runs]
    assert any(code == 0 for _, code in codes)
    assert all(code == 0 or "archive-busy" in said for said, code in codes)
    recovers(mill)


# --- other programs ---------------------------------------------------------------------------------------------------


@pytest.fixture
def pagefind(mill: Path) -> Iterator[Callable[[str], None]]:
    """Puts a program of our own in Pagefind's place."""

    def put(script: str) -> None:
        path = mill / "node_modules" / ".bin" / "pagefind"
        path.parent.mkdir(parents=True)
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    yield put


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("sleep 600 & wait", "it did not finish in 1 seconds"),
        ("trap '' TERM; while :; do sleep 1; done", "it did not finish in 1 seconds"),
        ("echo out of memory >&2; exit 7", "out of memory"),
        ("kill -9 $$", "exit code -9"),
        ("exit 0", "it found nothing to index"),
        ("mkdir -p $4; echo 'no module' > $4/pagefind.js; echo '{' > $4/pagefind-entry.json", "Pagefind failed"),
    ],
)
def test_a_search_program_that_hangs_or_crashes_leaves_a_site_without_search(
    mill: Path, pagefind: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, script: str, told: str
) -> None:
    pagefind(script)
    monkeypatch.delenv("SITEGEN_PAGEFIND", raising=False)
    monkeypatch.setattr(search, "TIMEOUT_SECONDS", 1)
    start = time.monotonic()
    built = invoke(mill, "build", "--json")
    assert time.monotonic() - start < 20
    (finding,) = [one for one in json.loads(built.stdout)["findings"] if one["code"] == "search-failed"]
    assert told in finding["message"]
    assert finding["remedy"]
    assert built.exit_code == 0
    assert verify(mill).findings == ()


# --- surroundings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "surroundings",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"HOME": ""},
        {"HOME": "/nonexistent", "TMPDIR": "/nonexistent"},
        {"TZ": "Pacific/Kiritimati"},
        {"SOURCE_DATE_EPOCH": "0"},
        {"PYTHONHASHSEED": "1"},
        {"COLUMNS": "1", "TERM": "dumb"},
    ],
    ids=lambda one: " ".join(one),
)
def test_the_surroundings_change_no_byte(mill: Path, surroundings: dict[str, str]) -> None:
    """A clock that went back among them: the ledger's older lines stay as they are."""
    (mill / "seeds" / "4.txt").write_text(story(4).replace("mill", "млин"), encoding="utf-8")
    assert run(mill, "build", "--no-search", "--output", str(mill / "other")).returncode == 0
    environment = {**os.environ, **surroundings}
    environment = {name: value for name, value in environment.items() if value}
    again = subprocess.run(
        [sys.executable, "-m", "sitegen", "--root", mill, "build", "--no-search"],
        cwd=mill, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    sites = [{path.relative_to(mill / name): path.read_bytes() for path in (mill / name).rglob("*") if path.is_file()}
             for name in ("other", "_site")]  # fmt: skip
    assert sites[0] == sites[1]


def test_a_clock_that_went_back_hides_no_change(mill: Path) -> None:
    """Files from the future, then a correction of the same length that bears a day long past."""
    assert run(mill, "build", "--no-search").returncode == 0
    ledger = (mill / "content" / "permalinks.csv").read_bytes()
    ahead = time.time() + 365 * 24 * 3600
    for folder in ("content", "seeds", "_site"):
        for path in (mill / folder).rglob("*"):
            os.utime(path, (ahead, ahead))
    for _ in range(2):
        assert run(mill, "build", "--no-search").returncode == 0
    document = sorted((mill / "content" / "articles").glob("*.md"))[0]
    document.write_text(document.read_text(encoding="utf-8").replace("in tune", "in time"), encoding="utf-8")
    os.utime(document, (1_000_000_000, 1_000_000_000))
    (mill / "seeds" / "4.txt").write_text(story(4), encoding="utf-8")
    past = run_sitegen("--root", mill, "build", "--no-search", cwd=mill, SOURCE_DATE_EPOCH="86400")
    assert past.returncode == 0, past.stderr
    assert "creaks in time" in (mill / "_site" / "articles" / f"{document.stem}.html").read_text(encoding="utf-8")
    now = (mill / "content" / "permalinks.csv").read_bytes()
    assert now.startswith(ledger)
    assert now.removeprefix(ledger).endswith(b",live,,1970-01-02\n")


@pytest.mark.parametrize("stamp", [-1_000_000_000, 0, 2**31, 2**40], ids=["1938", "1970", "2038", "the year 36812"])
def test_files_of_any_age_are_built_packed_and_seen_to_change(mill: Path, stamp: int) -> None:
    """A zip archive knows no day before 1980 and none after 2107; an edit may keep the size and the time of a file."""

    def date_all() -> None:
        for folder in ("content", "seeds", "_site", ".sitegen"):
            for path in (mill / folder).rglob("*"):
                os.utime(path, (stamp, stamp))

    assert run(mill, "build", "--no-search").returncode == 0
    packages = {}
    for when in ("before", "after"):
        for form in ("--zip", "--bagit"):
            target = mill.parent / f"{when}{form}"
            assert run(mill, "pack", form, "--no-build", "--output", str(target)).returncode == 0
            packages[when, form] = target.read_bytes()
        date_all()
    assert packages["before", "--zip"] == packages["after", "--zip"]
    assert packages["before", "--bagit"] == packages["after", "--bagit"]
    old = digest(mill)
    assert run(mill, "build", "--no-search").returncode == 0
    assert digest(mill) == old
    document = sorted((mill / "content" / "articles").glob("*.md"))[0]
    text = document.read_text(encoding="utf-8")
    for words in ("in time", "in tone"):
        document.write_text(text.replace("in tune", words), encoding="utf-8")
        os.utime(document, (stamp, stamp))
        assert run(mill, "build", "--no-search").returncode == 0
        assert f"creaks {words}" in (mill / "_site" / "articles" / f"{document.stem}.html").read_text(encoding="utf-8")
    assert verify(mill).findings == ()
