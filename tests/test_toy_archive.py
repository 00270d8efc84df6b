"""The toy archive, built by the real command line: known findings only, same bytes everywhere, nothing lost."""

from __future__ import annotations

import csv
import gzip
import hashlib
import html
import json
import re
from base64 import b64decode
from pathlib import Path

import pytest
from command import TOY_ARCHIVE, copy_toy_archive, node_program, run_sitegen

from sitegen.model import DocumentId
from sitegen.records.files import load_archive

EXPECTED_FINDINGS = [
    ("content/articles/fog-is-no-argument.md", "annotation-orphan"),
    ("content/articles/title-script-alert-1-script-7-7-the-bridge-of-dunmere.md", "note-link"),
    ("content/notes/about.md", "note-link"),
]
"""All that a build of the toy archive has to say: file and code."""

REFRESH = "Where a rule changed on purpose: `sitegen --root tests/toy_archive import --update`, and read the diff."

WITHDRAWN = "what-i-saw-at-the-heliotrope-warehouse"
BRIDGE_VOTE = "dunmere-council-votes-for-new-alm-bridge"
STRIKE = "ferry-crew-at-port-alder-stops-work-over-bridge-plan"
POSTPONED = "bridge-opening-put-off-no-new-day-named"
INTERVIEW = "i-am-not-against-the-bridge-a-conversation-with-the-harbour-master"
GRAVEL = "the-people-who-decided-on-the-alm-bridge-do-not-want-you-to-know-who-owns-the"
PRIVATE = ("Thistlewood", "Cooper's Row", "ironmonger", "constable", "Peverell", "heliotrope seal")
"""Words of the withdrawn letter. Its headline was published, and stays as its address; nothing else may."""


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def without(found: dict[str, str], *folders: str) -> dict[str, str]:
    return {name: digest for name, digest in found.items() if not name.startswith(folders)}


def ledger(root: Path) -> list[dict[str, str]]:
    with (root / "content" / "permalinks.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- building ---------------------------------------------------------------------------------------------------------


def test_a_build_says_exactly_what_is_expected_and_changes_nothing(toy_archive: Path) -> None:
    """All that import and build write is committed: captures known, ledger complete, so CI can build `--locked`."""
    before = digests(toy_archive)
    built = run_sitegen("build", "--locked", "--no-search", "--json", cwd=toy_archive)
    summary = json.loads(built.stdout)
    assert [(finding["file"], finding["code"]) for finding in summary["findings"]] == EXPECTED_FINDINGS
    assert (built.returncode, summary["imported"], summary["ledger_added"]) == (0, 0, 0)
    assert without(digests(toy_archive), "_site/", ".sitegen/") == before


def test_importing_again_changes_no_byte(toy_archive: Path) -> None:
    before = digests(toy_archive)
    for arguments in (["import"], ["import", "--update"]):
        run = run_sitegen(*arguments, cwd=toy_archive)
        assert run.returncode == 0, run.stderr
        assert (run.stdout, without(digests(toy_archive), ".sitegen/") == before) == ("", True), REFRESH


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The digests of a site built as usual, search index included."""
    node_program("pagefind")
    root = copy_toy_archive(tmp_path_factory.mktemp("reference") / "toy")
    assert run_sitegen("build", cwd=root).returncode == 0
    return digests(root / "_site")


def test_a_second_build_writes_nothing(toy_archive: Path) -> None:
    node_program("pagefind")
    run_sitegen("build", cwd=toy_archive)
    stamps = {path: path.stat().st_mtime_ns for path in toy_archive.rglob("*")}
    again = run_sitegen("build", cwd=toy_archive)
    assert "0 files written, 0 removed" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in toy_archive.rglob("*")} == stamps


@pytest.mark.parametrize(
    ("where", "options", "environment"),
    [
        ("toy", ["--jobs", "1"], {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}),
        ("another folder/глибоко", [], {"PYTHONHASHSEED": "2", "LC_ALL": "C"}),
        ("x", ["--jobs", "2"], {"SOURCE_DATE_EPOCH": "1900000000", "LANG": "tr_TR.UTF-8"}),
    ],
    ids=["one job, another seed and zone", "another folder and locale", "two jobs on another day"],
)
def test_the_same_bytes_everywhere(
    tmp_path: Path, reference: dict[str, str], where: str, options: list[str], environment: dict[str, str]
) -> None:
    root = copy_toy_archive(tmp_path / where)
    built = run_sitegen("build", *options, cwd=root, **environment)
    assert built.returncode == 0, built.stderr
    found = digests(root / "_site")
    assert {name for name in found.keys() | reference.keys() if found.get(name) != reference.get(name)} == set()


def test_captures_are_never_touched(toy_archive: Path) -> None:
    before = digests(toy_archive / "seeds")
    for arguments in (["import", "--update"], ["build", "--no-search"], ["check"]):
        run_sitegen(*arguments, cwd=toy_archive)
    assert digests(toy_archive / "seeds") == before == digests(TOY_ARCHIVE / "seeds")


# --- the ledger, tombstones, redirects --------------------------------------------------------------------------------


def test_the_ledger_only_ever_grows(toy_archive: Path) -> None:
    path = toy_archive / "content" / "permalinks.csv"
    before = path.read_bytes()
    text = (toy_archive / "content" / "articles" / "a-note-found-in-the-ferry.md").read_text(encoding="utf-8")
    (toy_archive / "content" / "articles" / "a-second-note.md").write_text(text, encoding="utf-8")
    assert run_sitegen("build", "--no-search", cwd=toy_archive).returncode == 0
    assert path.read_bytes().startswith(before)
    assert path.read_bytes().count(b"\n") == before.count(b"\n") + 1
    assert ledger(toy_archive)[-1]["path"] == "articles/a-second-note.html"


def test_every_address_of_the_ledger_has_a_page(toy_site: Path) -> None:
    lines = ledger(TOY_ARCHIVE)
    assert {line["status"] for line in lines} == {"live", "moved", "withdrawn"}
    assert [line["path"] for line in lines if not (toy_site / line["path"]).is_file()] == []


def test_a_withdrawn_document_leaves_its_reason_and_nothing_else(toy_site: Path) -> None:
    tombstone = (toy_site / "articles" / f"{WITHDRAWN}.html").read_text(encoding="utf-8")
    assert "names two private persons" in tombstone
    traces = []
    for path in sorted(toy_site.rglob("*")):
        if path.is_file():
            content = read_any(path)
            traces += [f"{path.relative_to(toy_site)}: {word}" for word in PRIVATE if word.casefold() in content]
    assert traces == []
    data = json.loads((toy_site / "articles" / f"{WITHDRAWN}.json").read_text(encoding="utf-8"))
    assert (data["status"], "names two private persons" in data["because"]) == ("withdrawn", True)


def test_what_is_withdrawn_after_it_was_published_is_gone_from_every_file(toy_archive: Path) -> None:
    """Of documents that were searched, quoted, compared and linked: no word stays that no other document has."""
    node_program("pagefind")
    assert run_sitegen("build", cwd=toy_archive).returncode == 0
    site = toy_archive / "_site"
    before, found_before = everything(site), everything(site / "pagefind")
    for id in (BRIDGE_VOTE, STRIKE, INTERVIEW):
        path = toy_archive / "content" / "articles" / f"{id}.md"
        gone = "---\nstatus: withdrawn\nwithdrawn_because: A promise.\n"
        kept = re.sub(r"(?m)^status: .*\n", "", path.read_text(encoding="utf-8"))
        path.write_text(kept.replace("---\n", gone, 1), encoding="utf-8")
    built = run_sitegen("build", cwd=toy_archive)
    assert built.returncode == 0, built.stderr
    documents = load_archive(toy_archive)[0].documents.values()
    gone_text = " ".join(one.text for one in documents if one.status == "withdrawn")
    shown = [one.title if one.status == "withdrawn" else f"{one.title} {one.text}" for one in documents]
    kept_text = " ".join(shown) + everything(toy_archive / "content" / "authorities")
    phrases = runs_of_words(gone_text, 4) - runs_of_words(kept_text, 4)
    assert len(phrases & runs_of_words(before, 4)) > 400, "they were published"
    assert phrases & runs_of_words(everything(site), 4) == set()
    words = runs_of_words(gone_text, 1) - runs_of_words(kept_text, 1)
    assert len(words & runs_of_words(found_before, 1)) > 20, "they could be found"
    assert words & runs_of_words(everything(site / "pagefind" / "index"), 1) == set()


def runs_of_words(text: str, length: int) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[start : start + length]) for start in range(len(words))}


def everything(folder: Path) -> str:
    return "\n".join(read_any(path) for path in sorted(folder.rglob("*")) if path.is_file())


def read_any(path: Path) -> str:
    """A published file as lower-case text; the search index's own files are unpacked first."""
    data = path.read_bytes()
    if chunk := re.search(rb'take\("[^"]+","(H4sI[^"]+)"\)', data):
        data = gzip.decompress(b64decode(chunk[1]))
    return data.decode("utf-8", errors="replace").casefold()


def test_the_index_can_be_searched_for_traces(toy_site: Path) -> None:
    """The test above means something: words of published documents are found in the unpacked index."""
    assert any("instalment" in read_any(path) for path in (toy_site / "pagefind").rglob("*.pf_fragment.js"))


def test_a_renamed_document_is_reached_by_its_old_address(toy_site: Path) -> None:
    (moved,) = [line for line in ledger(TOY_ARCHIVE) if line["status"] == "moved"]
    page = (toy_site / moved["path"]).read_text(encoding="utf-8")
    targets = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"|<a href="([^"]+)">a new address', page)
    assert [(toy_site / "articles" / (one or other)).resolve() for one, other in targets] == [
        (toy_site / moved["target"]).resolve()
    ] * 2


# --- what the archive exercises ---------------------------------------------------------------------------------------


def published(toy_site: Path, id: str) -> str:
    return (toy_site / "articles" / f"{id}.txt").read_text(encoding="utf-8")


def test_furniture_goes_and_text_stays(toy_site: Path) -> None:
    text = published(toy_site, BRIDGE_VOTE)
    for gone in ("Share on Facebook", "Email this article", "RELATED STORIES", "petition", "newsletter", "All rights"):
        assert gone not in text
    for kept in ("after a debate of five hours", "scrapping a ferry that is paid for", "choose between two designs"):
        assert kept.casefold() in text.casefold()


def test_what_stands_twice_stands_once(toy_site: Path) -> None:
    text = published(toy_site, GRAVEL)
    assert text.count("A field of nine hectares") == 1
    assert text.count("It is an ordinary purchase") == 1
    assert "Watch the full video" not in text
    assert "visiting the shop" not in text


def test_a_draft_is_not_published(toy_site: Path) -> None:
    assert [path.name for path in toy_site.rglob("*") if path.is_file() and "quicksilver" in read_any(path)] == []


def test_an_exact_copy_is_no_second_document(toy_site: Path) -> None:
    data = json.loads((toy_site / "archive.json").read_text(encoding="utf-8"))
    titles = [document["title"] for document in data["documents"]]
    assert titles.count("Dunmere council votes for new Alm bridge") == 1


def page_text(toy_site: Path, id: str) -> str:
    """The words of a page, without markup."""
    page = (toy_site / "articles" / f"{id}.html").read_text(encoding="utf-8")
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_doubt_is_shown_as_doubt(toy_site: Path) -> None:
    postponed = page_text(toy_site, POSTPONED)
    assert "between 21 and 31 May 2027" in postponed
    assert "“Late in the month” of May" in postponed, "the editor's reason stands beside the date"
    assert "Captain Voss" in postponed
    assert not list((toy_site / "people").glob("*voss*")), "a name that is nobody's id gets no page"
    assert "March 2024 (approximately)" in page_text(toy_site, "a-note-found-in-the-ferry")
    assert "no date" in page_text(toy_site, "fog-is-no-argument")


def test_judges_who_disagree_are_both_shown(toy_site: Path) -> None:
    page = page_text(toy_site, BRIDGE_VOTE)
    assert re.search(r"supportive of The Alm bridge.{0,200}judged by AB on 1 February 2026", page)
    assert re.search(r"neutral towards The Alm bridge.{0,200}disputed, judged by CD on 3 February 2026", page)


def test_annotations_stand_on_their_page(toy_site: Path) -> None:
    page = page_text(toy_site, BRIDGE_VOTE)
    assert "The budget paper has two ; see the paper <script>alert(30)</script>" in page
    assert "That is, Halvard himself." in page
    assert "Notes without a place" not in page
    assert "Notes without a place" in page_text(toy_site, "fog-is-no-argument")


@pytest.mark.parametrize(
    ("id", "words", "person"),
    [
        (GRAVEL, "There were nine", "corin-halvard"),
        (STRIKE, "whether the closing date could be moved", "samira-dehlavi"),
        (STRIKE, "one crossing in five had been cancelled", "samira-dehlavi"),
        (POSTPONED, "I was told on a Friday", "edda-marwick"),
        (INTERVIEW, "What should the county have done?", "samira-dehlavi"),
        (INTERVIEW, "What remains", "samira-dehlavi"),
    ],
)
def test_nobody_is_given_another_ones_words(toy_site: Path, id: str, words: str, person: str) -> None:
    archive, _ = load_archive(TOY_ARCHIVE)
    text = archive.documents[DocumentId(id)].text
    data = json.loads((toy_site / "articles" / f"{id}.json").read_text(encoding="utf-8"))
    given = {
        found["person"] for found in data["attributions"] for start, end in found["content"] if words in text[start:end]
    }
    assert words in text
    assert person not in given
