"""`sitegen pack`: whole sites only, valid packages of each form, the same bytes again, and nothing that is withheld."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest
from command import TOY_ARCHIVE, copy_toy_archive, invoke, missing, run_sitegen
from libzim.reader import Archive as Zim
from libzim.search import Query, Searcher

from sitegen.records.list_parts import LONG
from sitegen.site.check import check_site
from sitegen.site.manifest import digest_folder
from sitegen.site.pack_bag import plan_bag
from sitegen.site.pack_zim import write_zim, zim_languages
from sitegen.site.pack_zip import read_content
from sitegen.verifying import verify

NAME = "the-alm-bridge-its-ferry"
FORMS = {"zip": f"{NAME}.zip", "bagit": f"{NAME}-bag.zip", "zim": f"{NAME}.zim"}


@pytest.fixture(scope="module")
def packages(toy_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy archive with its built site and a package of each form; not to be changed."""
    root = Path(shutil.copytree(toy_site.parent, tmp_path_factory.mktemp("packages") / "toy"))
    for form in FORMS:
        run = invoke(root, "pack", f"--{form}", "--no-build")
        assert (run.exit_code, run.stderr) == (0, "")
    return root


@pytest.fixture
def built(toy_site: Path, tmp_path: Path) -> Path:
    """The toy archive with its built site, to be changed."""
    return Path(shutil.copytree(toy_site.parent, tmp_path / "toy"))


def unzip(package: Path, folder: Path) -> Path:
    """Unpack as a reader would; gives the one folder that must come out."""
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)
    (top,) = folder.iterdir()
    return top


def newest_line_of_the_ledger() -> str:
    with (TOY_ARCHIVE / "content" / "permalinks.csv").open(newline="") as ledger:
        return max(row["since"] for row in csv.DictReader(ledger))


# --- zip --------------------------------------------------------------------------------------------------------------


def test_the_unzipped_site_is_the_site_and_its_links_work(packages: Path, tmp_path: Path) -> None:
    top = unzip(packages / FORMS["zip"], tmp_path)
    assert top.name == NAME
    assert digest_folder(top) == digest_folder(packages / "_site")
    assert list(check_site(top)) == []
    assert invoke(packages, "verify", str(top)).exit_code == 0


def test_entries_of_the_zip_are_sorted_and_have_one_time_and_one_set_of_rights(packages: Path) -> None:
    with zipfile.ZipFile(packages / FORMS["zip"]) as package:
        entries = package.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {(entry.date_time, entry.external_attr >> 16, entry.create_system) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_same_archive_elsewhere_and_later_gives_the_same_bytes(packages: Path, built: Path, form: str) -> None:
    for path in built.rglob("*"):
        os.utime(path, (1e9, 1e9))
    package = built.parent / "elsewhere" / "package"
    run = invoke(built, "pack", f"--{form}", "--no-build", "--output", str(package))
    assert run.exit_code == 0, run.stderr
    assert package.read_bytes() == (packages / FORMS[form]).read_bytes()
    assert [path.name for path in package.parent.iterdir()] == ["package"]


def test_pack_builds_first_and_says_what_it_made(tmp_path: Path) -> None:
    root = copy_toy_archive(tmp_path / "toy")
    (root / "seeds" / "new.txt").write_text("The gull that stayed\n\nA gull has taken the ticket booth of the ferry.\n")
    run = run_sitegen("--root", root, "pack", cwd=root)
    assert run.returncode == 0, run.stderr
    assert f"{NAME}.zip: " in run.stdout
    top = unzip(root / FORMS["zip"], tmp_path / "out")
    assert "ticket booth" in (top / "articles" / "the-gull-that-stayed.html").read_text(encoding="utf-8")


# --- bag --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def bag(packages: Path, tmp_path: Path) -> Path:
    return unzip(packages / FORMS["bagit"], tmp_path / "bag")


def test_the_bag_is_valid_and_says_what_it_is(bag: Path) -> None:
    opened = bagit.Bag(str(bag))
    opened.validate()
    assert opened.version_info == (1, 0)
    said = {
        "Title": "The Alm bridge & <its> ferry",
        "External-Identifier": "https://archive.example/repo/",
        "Rights": "Invented for the tests of sitegen; free to use (CC0 1.0).",
        "Robots": "noindex",
        "Bagging-Date": newest_line_of_the_ledger(),
    }
    assert {name: opened.info.get(name) for name in said} == said
    assert opened.info["Language"].startswith("en, ")


def test_a_flipped_bit_in_a_bag_is_found(packages: Path, bag: Path) -> None:
    assert invoke(packages, "verify", str(bag)).exit_code == 0
    for name in ("bag-info.txt", "data/content/site.yml", "data/_site/index.html", "manifest-sha256.txt"):
        whole = (bag / name).read_bytes()
        (bag / name).write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        findings = json.loads(invoke(packages, "verify", str(bag), "--json").stdout)["findings"]
        assert f"{bag.name}/{name}" in [finding["file"] for finding in findings]
        with pytest.raises(bagit.BagValidationError):
            bagit.Bag(str(bag)).validate()
        (bag / name).write_bytes(whole)


def test_the_site_can_be_built_again_from_the_bag(bag: Path) -> None:
    archive = bag / "data"
    before = digest_folder(archive / "_site")
    shutil.rmtree(archive / "_site")
    run = run_sitegen("--root", archive, "build", cwd=archive)
    assert run.returncode == 0, run.stderr
    assert digest_folder(archive / "_site") == before


def test_paths_with_signs_of_the_manifest_are_encoded_as_the_standard_says(tmp_path: Path) -> None:
    bag = plan_bag({"100% sure.txt": b"x", "two\nlines.txt": b"y"}, {"Title": "One\nline"})
    lines = bag["manifest-sha256.txt"].decode().splitlines()
    paths = [line.split("  ", 1)[1] for line in lines]
    assert paths == ["data/100%25 sure.txt", "data/two%0Alines.txt"]
    assert b"Title: One line\n" in bag["bag-info.txt"]
    for path, content in bag.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(read_content(content))
    assert verify(tmp_path).findings == ()


# --- ZIM --------------------------------------------------------------------------------------------------------------


def test_zimcheck_finds_nothing_wrong(packages: Path) -> None:
    if not shutil.which("zimcheck"):
        missing("zimcheck (Debian: zim-tools)")
    run = subprocess.run(["zimcheck", packages / FORMS["zim"]], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "Overall Test Status: Pass" in run.stdout
    assert "[ERROR]" not in run.stdout


def test_an_empty_file_of_the_site_is_no_fault_of_the_zim_file(built: Path, tmp_path: Path) -> None:
    (built / "_site" / "none.bib").write_bytes(b"")
    target, picture = tmp_path / "one.zim", next((built / "_site" / "assets").glob("illustration-*.png"))
    write_zim(target, built / "_site", ["index.html", "none.bib"], {"Language": "eng"}, picture.read_bytes())
    assert bytes(Zim(target).get_entry_by_path("none.bib").get_item().content) == b"\n"


@pytest.mark.parametrize(
    ("tags", "codes"),
    [
        (["en-GB", "uk", "en"], "eng,ukr"),
        (["sr-Latn", "chr"], "srp,chr"),
        (["x-none"], "mul"),
        ([], "mul"),
    ],
)
def test_languages_have_three_letters_in_a_zim_file(tags: list[str], codes: str) -> None:
    assert zim_languages(tags) == codes


def test_the_zim_file_says_what_it_is(packages: Path) -> None:
    zim = Zim(packages / FORMS["zim"])
    said = {name: zim.get_metadata(name).decode() for name in zim.metadata_keys if not name.startswith("Illus")}
    assert said["Title"] == "The Alm bridge & <its> ferry"
    assert said["Date"] == newest_line_of_the_ledger()
    assert said["Language"].split(",")[0] == "eng"
    assert said["License"] == "Invented for the tests of sitegen; free to use (CC0 1.0)."
    assert said["X-Robots"] == "noindex"
    assert said.keys() >= {"Creator", "Publisher", "Description", "Name", "Scraper", "Source", "Tags"}
    assert zim.get_illustration_sizes() == {48}
    assert zim.main_entry.get_item().path == "index.html"


def test_pages_have_titles_types_and_redirects(packages: Path) -> None:
    zim, site = Zim(packages / FORMS["zim"]), packages / "_site"
    page = zim.get_entry_by_path("articles/fog-is-no-argument.html")
    assert page.title == "Fog is no argument"
    assert page.get_item().mimetype == "text/html"
    assert bytes(page.get_item().content) == (site / page.path).read_bytes()
    assert zim.get_entry_by_path("feed.atom.xml").get_item().mimetype == "application/atom+xml"
    assert zim.get_entry_by_path("archive.json").get_item().mimetype == "application/json"
    moved = [path for path in site.rglob("*.html") if b'http-equiv="refresh"' in path.read_bytes()]
    assert moved
    for path in moved:
        entry = zim.get_entry_by_path(path.relative_to(site).as_posix())
        assert entry.is_redirect
        assert entry.get_redirect_entry().path in path.read_text(encoding="utf-8")


def test_kiwix_finds_words_in_any_script(packages: Path) -> None:
    searcher = Searcher(Zim(packages / FORMS["zim"]))

    def first(words: str) -> str:
        return next(iter(searcher.search(Query().set_query(words)).getResults(0, 1)))

    assert first("who owns the gravel").startswith("articles/the-people-who-decided")
    assert first("через Сулицю").startswith("articles/u-iarovtsi")
    assert not list(searcher.search(Query().set_query("Skip to the content")).getResults(0, 1)), "menus are searched"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose lists are divided, built, with its sitemap in two as that of a much larger one is."""
    root = tmp_path_factory.mktemp("large")
    (root / "content" / "articles").mkdir(parents=True)
    (root / "content" / "site.yml").write_text("title: Papers\nbase_url: https://papers.example/\n")
    for number in range(LONG + 20):
        head = f"title: Report {number}\ndate: {2020 + number % 4}-03-{number % 28 + 1:02}\nlanguage: en\n"
        text = f"---\n{head}---\n\nThe bridge was painted {number} times by its keeper.\n"
        (root / "content" / "articles" / f"report-{number}.md").write_text(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sitegen.site.feeds._IN_A_SITEMAP", 200)
        run = invoke(root, "build", "--no-search")
    assert run.exit_code == 0, run.stderr
    return root


def test_divided_lists_and_sitemaps_are_carried_away(large: Path) -> None:
    """Kiwix finds each page of a list; what only search engines ask for stays behind."""
    assert (large / "_site" / "sitemap-2.xml").exists()
    run = invoke(large, "pack", "--zim", "--no-build")
    assert (run.exit_code, run.stderr) == (0, "")
    zim = Zim(large / "papers.zim")
    assert zim.get_entry_by_path("articles.2021.html").title == "All documents: 2021"
    assert not any(zim.has_entry_by_path(name) for name in ("sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"))
    if shutil.which("zimcheck"):
        checked = subprocess.run(["zimcheck", large / "papers.zim"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout


def test_the_pages_of_divided_lists_are_no_lost_addresses(large: Path) -> None:
    run = invoke(large, "check")
    assert (run.exit_code, "address-lost" in run.stderr) == (0, False), run.stderr


def test_without_libzim_it_says_what_to_install(built: Path, tmp_path: Path) -> None:
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "libzim.py").write_text("raise ImportError")
    arguments = ("--root", built, "pack", "--zim", "--no-build")
    run = run_sitegen(*arguments, cwd=built, PYTHONPATH=str(tmp_path / "shadow"))
    assert run.returncode == 1
    assert "[zim-support]" in run.stderr
    assert "pip install 'sitegen-archive[zim]'" in run.stderr
    assert not (built / FORMS["zim"]).exists()


# --- only what is whole -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_site_that_was_changed_by_hand_is_not_packed(built: Path, form: str) -> None:
    (built / FORMS[form]).write_bytes(b"the package of last week")
    (built / "_site" / "index.html").write_text("Pwned")
    (built / "_site" / "new.html").write_text("by hand")
    run = invoke(built, "pack", f"--{form}", "--no-build")
    assert run.exit_code == 1
    assert "_site/index.html: error [file-changed]" in run.stderr
    assert "_site/new.html: error [file-extra]" in run.stderr
    assert "[package-refused]" in run.stderr
    assert "without --no-build" in run.stderr
    assert (built / FORMS[form]).read_bytes() == b"the package of last week"


def test_a_site_without_its_manifest_or_without_any_file_is_not_packed(built: Path) -> None:
    (built / "_site" / "manifest-sha256.txt").unlink()
    assert "[manifest-missing]" in invoke(built, "pack", "--no-build").stderr
    shutil.rmtree(built / "_site")
    run = invoke(built, "pack", "--no-build")
    assert (run.exit_code, run.stdout) == (1, "")
    assert not (built / FORMS["zip"]).exists()


def test_a_site_older_than_the_content_is_not_packed(built: Path) -> None:
    article = built / "content" / "articles" / "fog-is-no-argument.md"
    withdrawn = "---\nstatus: withdrawn\nwithdrawn_because: It was not ours.\n"
    article.write_text(article.read_text(encoding="utf-8").replace("---\n", withdrawn, 1), encoding="utf-8")
    run = invoke(built, "pack", "--no-build")
    assert run.exit_code == 1
    assert "fog-is-no-argument.md: warning [source-changed]" in run.stderr
    assert not (built / FORMS["zip"]).exists()


def test_a_site_that_shows_drafts_is_not_packed(built: Path) -> None:
    (built / "content" / "articles" / "plans.md").write_text("---\ntitle: Plans\nstatus: draft\n---\n\nNot yet.\n")
    assert invoke(built, "build", "--drafts", "--no-search").exit_code == 0
    run = invoke(built, "pack", "--no-build")
    assert run.exit_code == 1
    assert "content/articles/plans.md: error [package-refused] The site shows this draft." in run.stderr
    assert not (built / FORMS["zip"]).exists()


def test_errors_in_the_content_stop_packing(built: Path) -> None:
    (built / "content" / "articles" / "bad.md").write_text("---\ntitle: Bad\noutlet: nobody\n---\n\nText.\n")
    run = run_sitegen("--root", built, "pack", cwd=built)
    assert run.returncode == 1
    assert "[unknown-id]" in run.stderr
    assert not (built / FORMS["zip"]).exists()


@pytest.mark.parametrize("place", ["_site/a.zip", "_site/deep/a.zip", "content/a.zip", "seeds/a.zip"])
def test_no_package_is_written_among_what_is_packed(built: Path, place: str) -> None:
    run = invoke(built, "pack", "--no-build", "--output", str(built / place))
    assert run.exit_code == 2
    assert not (built / place).exists()


def test_an_archive_with_nothing_in_it_is_not_packed(tmp_path: Path) -> None:
    run_sitegen("init", "mine", cwd=tmp_path)
    run = run_sitegen("--root", tmp_path / "mine", "pack", cwd=tmp_path)
    assert run.returncode == 1
    assert "Nothing is published yet" in run.stderr


# --- what is withheld -------------------------------------------------------------------------------------------------

SECRETS = ("quicksilver ledger", "vermilion envelope")
"""Words of a document that is withdrawn and of one that is a draft."""


@pytest.fixture
def withholding(tmp_path: Path) -> Path:
    """An archive that holds back two documents: both from a bundle that also holds a published one, both ruled on."""
    root = copy_toy_archive(tmp_path / "toy")
    texts = (*(f"The {words} was found under the pier by the night watch." for words in SECRETS), "The tide was low.")
    rows = [{"title": f"Found thing {n}", "text": text} for n, text in enumerate(texts, 1)]
    (root / "seeds" / "finds.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert invoke(root, "import").exit_code == 0
    for id, status in (("found-thing-1", "withdrawn\nwithdrawn_because: It was private"), ("found-thing-2", "draft")):
        article = root / "content" / "articles" / f"{id}.md"
        note = f'status: {status}\nannotations:\n  - {{quote: "under the pier", note: "See the {SECRETS[0]}"}}\n---\n'
        head, _, body = article.read_text().removeprefix("---\n").partition("---\n")
        article.write_text(f"---\n{head}{note}{body}")
    (root / "content" / "decisions.yml").write_text(
        f"- {{ruling: keep, text: The {SECRETS[0]} was found, rule: some-rule, by: AB}}\n"
        "- {ruling: leave, documents: [found-thing-2], field: date, by: AB}\n"
        "- {ruling: keep, text: tide was low, rule: some-rule, by: AB}\n"
    )
    return root


def contents(package: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a package, taken out of what it is packed in."""
    if package.suffix == ".zip":
        with zipfile.ZipFile(package) as opened:
            yield from ((name, opened.read(name)) for name in opened.namelist())
    else:
        zim = Zim(package)
        for number in range(zim.entry_count):
            entry = zim._get_entry_by_id(number)
            yield entry.path, b"" if entry.is_redirect else bytes(entry.get_item().content)


@pytest.mark.parametrize("form", FORMS)
def test_withdrawn_documents_and_drafts_leave_no_text_in_a_package(withholding: Path, form: str) -> None:
    run = run_sitegen("--root", withholding, "pack", f"--{form}", cwd=withholding)
    assert run.returncode == 0, run.stderr
    whole = dict(contents(withholding / FORMS[form]))
    assert any(b"The tide was low" in data for data in whole.values())
    telling = [name for name, data in whole.items() if any(words.encode() in data for words in SECRETS)]
    telling += [name for name in whole if "found-thing-2" in name]
    assert telling == []
    if form == "zim":
        searcher = Searcher(Zim(withholding / FORMS[form]))
        assert not list(searcher.search(Query().set_query("quicksilver")).getResults(0, 1))


def test_a_bag_keeps_the_reason_and_the_other_rulings_and_says_what_it_leaves_out(withholding: Path) -> None:
    run = run_sitegen("--root", withholding, "pack", "--bagit", cwd=withholding)
    assert "seeds/finds.jsonl: warning [capture-withheld]" in run.stderr
    whole = dict(contents(withholding / FORMS["bagit"]))
    top = f"{NAME}-bag/data"
    stub = whole[f"{top}/content/articles/found-thing-1.md"].decode()
    assert "withdrawn_because: It was private" in stub
    assert "under the pier" not in stub
    assert whole[f"{top}/content/decisions.yml"].decode().count("ruling:") == 1
    assert f"{top}/seeds/finds.jsonl" not in whole
