"""What is given to others: a source archive and a wheel that are whole, locks that name every version and digest,
workflows that may do no more than they must.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from command import CHECKOUT, TOY_ARCHIVE, run_sitegen
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = {path.stem: path for path in (CHECKOUT / "locks").glob("*.txt")}
NODE_LOCKS = [CHECKOUT / name for name in (
    "package-lock.json", "sitegen/starter/package-lock.json", "tests/audit/package-lock.json",
)]  # fmt: skip
WORKFLOWS = [
    *sorted((CHECKOUT / ".github" / "workflows").glob("*.yml")),
    CHECKOUT / "sitegen" / "starter" / "pages.yml",
]


# --- packages ---------------------------------------------------------------------------------------------------------


def hatchling(folder: Path, form: str, target: Path) -> Path:
    """Build a package of the project in `folder`, as pip does it, without looking for anything elsewhere."""
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", form, "-d", str(target)],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    (package,) = target.iterdir()
    return package


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that is built from the source archive, so that both are whole."""
    folder = tmp_path_factory.mktemp("release")
    with tarfile.open(hatchling(CHECKOUT, "sdist", folder / "sdist")) as source:
        source.extractall(folder / "source", filter="data")
    (unpacked,) = (folder / "source").iterdir()
    return hatchling(unpacked, "wheel", folder / "wheel")


def test_an_installed_wheel_carries_its_files_and_makes_an_archive_that_builds(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment; its dependencies are borrowed from the one that runs the tests."""
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--quiet", "--python", python, "install", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True)
    own = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    (own / "borrowed.pth").write_text(f"{Path(pytest.__file__).parent.parent}\n")

    def installed(*command: str | Path) -> str:
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        return run.stdout

    assert Path(installed(python, "-c", "import sitegen; print(sitegen.__file__)").strip()).is_relative_to(tmp_path)
    sitegen = tmp_path / "env" / "bin" / "sitegen"
    installed(sitegen, "init", "x")
    shutil.copyfile(TOY_ARCHIVE / "seeds" / "wire" / "ferry-strike.txt", tmp_path / "x" / "seeds" / "strike.txt")
    installed(sitegen, "--root", "x", "build", "--no-search")
    site = tmp_path / "x" / "_site"
    assert list((site / "assets").glob("*.css"))
    assert "left standing on the quay" in next((site / "articles").glob("ferry*.html")).read_text(encoding="utf-8")
    run_sitegen("init", "y", cwd=tmp_path)
    made = [sorted(path.relative_to(tmp_path / name) for path in (tmp_path / name).rglob("*")) for name in "xy"]
    assert {path for path in made[1] if path not in made[0]} == set(), "a checkout's archive has no more files"
    assert (tmp_path / "x" / "requirements.lock").read_bytes() == LOCKS["runtime"].read_bytes()


# --- locks ------------------------------------------------------------------------------------------------------------


def locked(name: str) -> dict[str, set[str]]:
    """The versions of a lock by name; several where a Python or a platform needs one of its own."""
    found: dict[str, set[str]] = {}
    for line in LOCKS[name].read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            requirement = Requirement(line.removesuffix("\\").strip())
            found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier)[2:])
    return found


def required(group: str) -> Iterator[Requirement]:
    project: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    yield from map(Requirement, project["project"]["dependencies"] if group != "build" else ())
    yield from map(Requirement, project["dependency-groups"].get(group, ()))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_exact_versions_with_digests_and_no_host(name: str) -> None:
    text = LOCKS[name].read_text(encoding="utf-8")
    blocks = re.split(r"\n(?! )", text.strip())
    assert [one.splitlines()[0] for one in blocks if not re.match(r"[\w.-]+==[\w.]+[ ;]", one)] == []
    assert [one.splitlines()[0] for one in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", one)] == []
    assert "://" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_what_the_project_asks_for(name: str) -> None:
    """`make lock` after a change of pyproject.toml."""
    found = locked(name)
    for wanted in required(name):
        versions = found.get(canonicalize_name(wanted.name), set())
        assert versions, wanted
        assert all(wanted.specifier.contains(version) for version in versions), wanted


def test_programs_run_with_the_versions_that_they_are_tested_with() -> None:
    tested = locked("dev")
    assert {name: one for name, one in locked("runtime").items() if tested.get(name) != one} == {}


@pytest.mark.parametrize("path", NODE_LOCKS, ids=lambda path: path.parent.name)
def test_a_node_lock_has_digests_names_no_host_and_installs_without_scripts(path: Path) -> None:
    package = json.loads(path.with_name("package.json").read_text(encoding="utf-8"))
    entries = json.loads(path.read_text(encoding="utf-8"))["packages"]
    own = entries.pop("")
    assert own.get("dependencies") == package.get("dependencies")
    assert [name for name, entry in entries.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in entries.items() if "resolved" in entry] == []
    assert "ignore-scripts=true" in (CHECKOUT / ".npmrc").read_text(encoding="utf-8")


# --- workflows --------------------------------------------------------------------------------------------------------


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.parent.name)
def test_a_workflow_pins_what_it_runs_and_may_do_no_more_than_it_must(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert len(uses) >= 5
    assert [one for one in uses if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one[0])] == []
    assert [one for one in uses if not re.fullmatch(r" # v\d+\.\d+\.\d+", one[1])] == []
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert [step["with"] for step in steps(workflow) if "checkout" in step.get("uses", "")] == [
        {"persist-credentials": False}
    ]


def test_archives_and_this_project_pin_the_same_actions() -> None:
    pins = [set(re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))) for path in WORKFLOWS]
    assert all(one == pins[0] for one in pins)


def test_a_checker_of_workflows_finds_nothing() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("zizmor"), "--offline", "--pedantic", "--quiet", *WORKFLOWS],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout


# --- formats ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("init", "."),
        ("import",),
        ("import", "--update"),
        ("build", "--no-search"),
        ("pack", "--output", "../mine.zip"),
        ("publish", "--no-build"),
        ("review", "--by", "AB", "--answer", "name-000000=leave"),
    ],
    ids=lambda command: command[0],
)
def test_an_archive_in_a_later_format_is_left_as_it_is(command: tuple[str, ...], toy_archive: Path) -> None:
    settings = toy_archive / "content" / "site.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "format: 2\n", encoding="utf-8")
    (toy_archive / "seeds" / "more.txt").write_text("More\n\nA capture that has no document yet.\n", encoding="utf-8")
    before = read_files(toy_archive)
    refused = run_sitegen("--root", toy_archive, *command, cwd=toy_archive)
    assert refused.returncode == 1
    assert "error [format-unknown]" in refused.stderr
    assert read_files(toy_archive) == before
    assert not list(toy_archive.parent.glob("*.zip"))


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_archive_says_its_format_and_builds(tmp_path: Path) -> None:
    run_sitegen("init", "mine", cwd=tmp_path)
    assert "\nformat: 1\n" in (tmp_path / "mine" / "content" / "site.yml").read_text(encoding="utf-8")
    built = run_sitegen("--root", "mine", "build", "--strict", cwd=tmp_path)
    assert (built.returncode, "There is no text to be searched yet" in built.stderr) == (0, True)


def test_locks_that_were_deleted_come_back_as_the_installed_version_has_them(tmp_path: Path) -> None:
    """The manual's way to a newer version: nothing else is written."""
    run_sitegen("init", "mine", cwd=tmp_path)
    mine = tmp_path / "mine"
    (mine / "content" / "notes" / "about.md").write_text("# Ours\n", encoding="utf-8")
    before = read_files(mine)
    names = {"requirements.txt", "requirements.lock", "package.json", "package-lock.json"}
    for name in names:
        (mine / name).unlink()
    made = run_sitegen("init", ".", cwd=mine).stdout
    assert set(re.findall(r"made (\S+)", made)) == names
    assert read_files(mine) == before


def test_an_account_of_origin_of_a_later_version_is_not_guessed_at(toy_archive: Path) -> None:
    """Its document stands and is published; its capture waits, so that it does not become a second document."""
    account = sorted((toy_archive / "content" / "provenance").glob("*.yml"))[0]
    account.write_text(account.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n"), encoding="utf-8")
    before = read_files(toy_archive / "content")
    assert "import-waits" in run_sitegen("--root", toy_archive, "import", cwd=toy_archive).stderr
    assert read_files(toy_archive / "content") == before
    told = run_sitegen("--root", toy_archive, "check", cwd=toy_archive).stderr
    assert f"content/provenance/{account.name}: error [provenance-unreadable]" in told
    assert "version 2" in told
