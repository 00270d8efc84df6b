"""Manifests and `sitegen verify`: every flipped bit, missing and added file is found, and what is whole passes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from command import copy_toy_archive, invoke, missing
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.frame import Batch, OutputFile
from sitegen.site.manifest import MANIFEST, SOURCES, digest_folder, format_manifest, read_manifest
from sitegen.site.output import write_site


@pytest.fixture
def built(toy_site: Path, tmp_path: Path) -> Path:
    """A toy archive with its built site, which a test may damage."""
    return Path(shutil.copytree(toy_site.parent, tmp_path / "toy"))


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def found(root: Path, *arguments: str) -> set[tuple[str, str]]:
    """The findings of `verify --json` as code and file; its exit code must agree."""
    run = invoke(root, "verify", "--json", *arguments)
    findings = json.loads(run.stdout)["findings"]
    assert run.exit_code == bool(findings), run.stderr
    return {(finding["code"], finding["file"]) for finding in findings}


# --- the manifest of a site -------------------------------------------------------------------------------------------


def test_sha256sum_reads_the_manifests_of_a_built_site(built: Path) -> None:
    if not shutil.which("sha256sum"):
        missing("sha256sum")
    for folder, manifest in ((built / "_site", MANIFEST), (built, f"_site/{SOURCES}")):
        run = subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", manifest], cwd=folder, capture_output=True, check=False
        )
        assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_the_manifest_names_every_other_file_of_the_site(built: Path) -> None:
    site = built / "_site"
    recorded, findings = read_manifest(site / MANIFEST)
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert findings == []
    assert recorded.keys() == there - {MANIFEST}
    assert any(path.startswith("pagefind/") for path in recorded)
    assert list(recorded) == sorted(recorded)


names = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1)


@given(st.dictionaries(names, st.binary(min_size=32, max_size=32).map(bytes.hex)))
def test_a_manifest_is_read_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, digests: dict) -> None:
    path = tmp_path_factory.mktemp("manifest") / MANIFEST
    path.write_bytes(format_manifest(digests))
    assert read_manifest(path) == (digests, [])


def test_damaged_lines_of_a_manifest_are_told_and_the_others_read(tmp_path: Path) -> None:
    digest = "0" * 64
    path = tmp_path / MANIFEST
    path.write_text(f"{digest}  a.html\nnonsense\n{digest}  a.html\n{digest} *b.html\n")
    digests, findings = read_manifest(path)
    assert digests == {"a.html": digest, "b.html": digest}
    assert [(finding.code, finding.line) for finding in findings] == [("manifest-line", 2), ("manifest-line", 3)]


def make_index(site: Path, _pages: object = None) -> bool:
    (site / "pagefind").mkdir()
    (site / "pagefind" / "pagefind.js").write_text("the index")
    return True


@pytest.mark.parametrize("damage", ["pagefind/pagefind.js", "index.html", MANIFEST])
def test_the_next_build_mends_whatever_is_damaged(tmp_path: Path, damage: str) -> None:
    site, files = tmp_path / "_site", Batch([OutputFile("index.html", b"home", "page")])
    write_site(site, [files], make_index=make_index)
    whole = digest_folder(site)
    flip(site / damage)
    write_site(site, [files], make_index=make_index)
    assert digest_folder(site) == whole


# --- an archive and its site ------------------------------------------------------------------------------------------


def test_what_was_just_built_is_whole(built: Path) -> None:
    run = invoke(built, "verify")
    assert (run.exit_code, run.stderr) == (0, "")
    assert "captures have the bytes that were recorded" in run.stdout
    assert "No digest tells who made these files or when" in run.stdout


def test_what_has_no_digest_is_what_verify_says(built: Path) -> None:
    recorded, _ = read_manifest(built / "_site" / SOURCES)
    there = {path.relative_to(built).as_posix() for name in ("content", "seeds") for path in (built / name).rglob("*")
             if path.is_file()}  # fmt: skip
    assert sorted(there - recorded.keys()) == [
        "content/articles/an-unfinished-note.md",
        "content/articles/what-i-saw-at-the-heliotrope-warehouse.md",
        "content/provenance/what-i-saw-at-the-heliotrope-warehouse.yml",
        "seeds/README",
        "seeds/letters/withdrawn-letter.txt",
    ]
    told = invoke(built, "verify").stdout
    assert "Drafts and withdrawn documents have none" in told
    assert "Drafts" not in invoke(built, "verify", str(built / "_site")).stdout


def test_every_flipped_bit_of_the_site_is_found(built: Path) -> None:
    site = built / "_site"
    for name in digest_folder(site):
        if name == MANIFEST or not (site / name).stat().st_size:
            continue
        whole = (site / name).read_bytes()
        flip(site / name)
        findings = json.loads(invoke(built, "verify", str(site), "--json").stdout)["findings"]
        assert [(one["code"], one["file"]) for one in findings] == [("file-changed", f"_site/{name}")]
        (site / name).write_bytes(whole)


def test_a_flipped_bit_of_the_manifest_is_found(built: Path) -> None:
    flip(built / "_site" / MANIFEST)
    assert found(built)


@pytest.mark.parametrize(
    "put", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "folder", "link"]
)
def test_a_manifest_that_is_no_file_is_missing(built: Path, put: Callable[[Path], object]) -> None:
    """To read the pipe would take for ever, and the link never ends."""
    manifest = built / "_site" / MANIFEST
    manifest.unlink()
    put(manifest)
    assert ("manifest-missing", f"_site/{MANIFEST}") in found(built)


@pytest.mark.parametrize(
    "put",
    [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to("nowhere")],
    ids=["pipe", "folder", "endless", "nowhere"],
)
def test_what_is_no_page_is_not_waited_for(built: Path, put: Callable[[Path], object]) -> None:
    put(built / "_site" / "added.html")
    run = invoke(built, "check")
    assert "_site/added.html: error [unreadable] This is no ordinary file." in run.stderr
    assert run.exit_code == 1


def test_missing_added_and_linked_files_of_the_site_are_found(built: Path) -> None:
    site = built / "_site"
    (site / "index.html").unlink()
    (site / "articles" / "extra.html").write_text("not ours")
    (site / "about.html").rename(built / "about.html")
    (site / "about.html").symlink_to(built / "about.html")
    (site / "more").symlink_to(built / "seeds")
    assert found(built) == {
        ("file-missing", "_site/index.html"),
        ("file-extra", "_site/articles/extra.html"),
        ("file-changed", "_site/about.html"),
        ("file-extra", "_site/more"),
    }


def test_every_flipped_bit_of_a_capture_or_content_file_is_found(built: Path) -> None:
    recorded, _ = read_manifest(built / "_site" / SOURCES)
    assert {name.split("/")[0] for name in recorded} == {"content", "seeds"}
    for name in recorded:
        whole = (built / name).read_bytes()
        flip(built / name)
        assert name in {file for _, file in found(built)}, name
        (built / name).write_bytes(whole)


def test_captures_are_held_against_provenance_without_any_site(built: Path) -> None:
    shutil.rmtree(built / "_site")
    assert found(built) == set()
    flip(built / "seeds" / "wire" / "ferry-strike.txt")
    (built / "seeds" / "hostile" / "poem.txt").unlink()
    assert {code for code, _ in found(built)} == {"capture-changed", "capture-missing"}


def test_one_damaged_record_of_a_bundle_is_told_apart_from_the_others(tmp_path: Path) -> None:
    root = copy_toy_archive(tmp_path / "toy")
    rows = [{"title": f"Notice {n}", "text": f"The ferry number {n} sails at noon from the old quay."} for n in (1, 2)]
    bundle = root / "seeds" / "notices.jsonl"
    bundle.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert invoke(root, "import").exit_code == 0
    assert found(root) == set()
    bundle.write_text(bundle.read_text().replace("number 2", "number 3"))
    assert found(root) == {("capture-changed", "seeds/notices.jsonl#2")}


def test_an_edit_since_the_build_is_told_as_one(built: Path) -> None:
    article = next((built / "content" / "articles").glob("fog*.md"))
    article.write_text(article.read_text() + "\nOne more line.\n")
    run = invoke(built, "verify")
    assert run.exit_code == 1
    assert f"content/articles/{article.name}: warning [source-changed]" in run.stderr
    assert "If an editor did that, run `sitegen build`" in run.stderr
    assert "1 were changed by editors" in run.stdout


def test_what_is_withheld_is_not_named_by_the_record_of_sources(built: Path) -> None:
    recorded, _ = read_manifest(built / "_site" / SOURCES)
    assert [name for name in recorded if "withdrawn-letter" in name] == []
    draft = built / "content" / "articles" / "secret-plans.md"
    draft.write_text("---\ntitle: Secret plans\nstatus: draft\n---\n\nNot yet.\n")
    assert invoke(built, "build", "--no-search").exit_code == 0
    assert "secret" not in (built / "_site" / SOURCES).read_text()
    assert found(built) == set()


@pytest.fixture
def small(make_archive: Callable[[dict[str, str]], Path]) -> Path:
    """A built archive of two documents."""
    texts = {f"content/articles/{id}.md": f"---\ntitle: {id}\n---\n\nThe {id} turns.\n" for id in ("mill", "wheel")}
    root = make_archive(texts)
    assert invoke(root, "build", "--no-search").exit_code == 0
    return root


def build_cold(root: Path, *options: str) -> bytes:
    """The record of sources that a build gives which knows nothing of another."""
    shutil.rmtree(root / ".sitegen")
    shutil.rmtree(root / "_site")
    invoke(root, "build", "--no-search", *options)
    return (root / "_site" / SOURCES).read_bytes()


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    path.write_text(path.read_text().replace(old, new, 1))


def rename(root: Path) -> None:
    (root / "content/articles/mill.md").rename(root / "content/articles/dam.md")
    edit(root, "content/articles/dam.md", "---\n", "---\naliases: [mill]\n")


CHANGES: dict[str, Callable[[Path], None]] = {
    "nothing": lambda root: None,
    "a new document": lambda root: edit_new(root, "ferry"),
    "new words": lambda root: edit(root, "content/articles/mill.md", "turns.", "turns.\n\nIt stops."),
    "a paragraph that goes": lambda root: edit(root, "content/articles/mill.md", "The mill turns.", ""),
    "another id": rename,
    "a draft": lambda root: edit(root, "content/articles/mill.md", "---\n", "---\nstatus: draft\n"),
    "withdrawn": lambda root: edit(root, "content/articles/mill.md", "---\n", "---\nstatus: withdrawn\n"),
    "a ledger whose last line does not end": lambda root: cut_ledger(root),
}


def edit_new(root: Path, id: str) -> None:
    (root / f"content/articles/{id}.md").write_text(f"---\ntitle: {id}\n---\n\nThe {id} sails.\n")


def cut_ledger(root: Path) -> None:
    path = root / "content/permalinks.csv"
    path.write_text(path.read_text().rstrip("\n"))
    edit_new(root, "ferry")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_a_build_writes_last_has_the_digest_that_it_then_has(small: Path, change: Callable[[Path], None]) -> None:
    """The ledger and the records of paragraphs are brought up to date when the site stands, which tells their digests:
    as they are then, and as the next build finds them.
    """
    change(small)
    invoke(small, "build", "--no-search")
    assert found(small) == set()
    told = (small / "_site" / SOURCES).read_bytes()
    assert b"  content/permalinks.csv\n" in told and b"  content/paragraphs/wheel.tsv\n" in told
    assert told == build_cold(small) == build_cold(small, "--locked")
    for name in ("content/permalinks.csv", "content/paragraphs/wheel.tsv"):
        whole = (small / name).read_bytes()
        flip(small / name)
        assert ("source-changed", name) in found(small)
        (small / name).write_bytes(whole)


def test_a_locked_build_tells_the_digests_of_what_it_leaves_alone(small: Path) -> None:
    edit_new(small, "ferry")
    assert invoke(small, "build", "--no-search", "--locked").exit_code == 1
    assert "content/paragraphs/ferry.tsv" not in (small / "_site" / SOURCES).read_text()
    assert found(small) == set()


def test_no_record_of_what_is_withheld_is_named(small: Path) -> None:
    for status in ("draft", "withdrawn"):
        edit(small, "content/articles/mill.md", "title: mill\n", f"title: mill\nstatus: {status}\n")
        assert "mill" not in build_cold(small).decode()
        edit(small, "content/articles/mill.md", f"status: {status}\n", "")


@pytest.mark.parametrize(
    "named", ["content/articles/plans.md", "/content/articles/plans.md", "diary", ".keys/a.txt", "../plans.txt"]
)
def test_an_account_of_origin_gives_away_no_other_file(small: Path, tmp_path: Path, named: str) -> None:
    """Anybody who sends a change can write one: neither a draft nor what lies about is named or carried away."""
    secret = (small / named.lstrip("/")).resolve()
    secret.parent.mkdir(exist_ok=True)
    secret.write_text("---\ntitle: Plans\nstatus: draft\n---\n\nA secret of the council.\n")
    origin = small / "content/provenance/mill.yml"
    origin.parent.mkdir()
    said = {"version": "1", "capture": named, "sha256": "0" * 64, "encoding": "utf-8", "format": "text"}
    said |= {"body_sha256": "0" * 64, "copies": f"[{named}, wheel.txt]", "suggestions": "[]", "edits": "[]"}
    origin.write_text("".join(f"{name}: {value}\n" for name, value in said.items()))
    assert invoke(small, "build", "--no-search").exit_code == 0
    assert secret.name not in (small / "_site" / SOURCES).read_text()
    bag = tmp_path / "bag.zip"
    assert invoke(small, "pack", "--bagit", "--no-build", "--output", str(bag)).exit_code == 0
    with ZipFile(bag) as packed:
        assert not [one for one in packed.namelist() if b"A secret of" in packed.read(one)]


def test_a_folder_without_a_manifest_proves_nothing(built: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert found(built, str(tmp_path / "other")) == {("manifest-missing", f"other/{MANIFEST}")}
