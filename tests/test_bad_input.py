"""Input as it comes: empty, binary, oddly encoded, huge, badly named, badly written.

Each is a finding that names the file and the remedy, never a traceback; the rest of the site still builds.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from command import invoke, run_sitegen

from sitegen.terminal import report_fault

ArchiveMaker = Callable[[Mapping[str, str]], Path]

GOOD = """The mill wheel turns again

EXAMPLETON, 4 June 2021 - After forty years the wheel of the old mill turned again on Friday, before a small crowd.

"It creaks, but it creaks in tune," said Jane Doe, who had oiled it for a month.
"""
GOOD_PAGE = "_site/articles/the-mill-wheel-turns-again.html"


def build(root: Path) -> tuple[int, list[dict[str, Any]]]:
    """Build without search; the exit code and the findings. Any traceback fails the test."""
    result = invoke(root, "build", "--no-search", "--jobs", "1", "--json")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.exit_code, json.loads(result.stdout)["findings"]


def about(findings: list[dict[str, Any]], file: str) -> list[str]:
    """The codes of the findings on one file, each of which must tell what to do."""
    found = [finding for finding in findings if finding["file"] == file]
    assert all(finding["message"] and finding["remedy"] for finding in found)
    return [finding["code"] for finding in found]


def page_of(root: Path, words: str) -> str:
    """The one article page that holds `words`."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((root / "_site" / "articles").glob("*.html"))
             if not path.name.endswith(".source.html")]  # fmt: skip
    (page,) = [page for page in pages if words in page]
    return page


@pytest.fixture
def root(make_archive: ArchiveMaker) -> Iterator[Path]:
    """An archive with one good capture, which must come through whatever lies beside it."""
    root = make_archive({"seeds/good.txt": GOOD})
    yield root
    assert "creaks in tune" in (root / GOOD_PAGE).read_text(encoding="utf-8")


# --- captures that hold nothing to read -------------------------------------------------------------------------------


@pytest.mark.parametrize("seeds", ["empty", "absent"])
def test_no_captures_at_all(make_archive: ArchiveMaker, seeds: str) -> None:
    root = make_archive({})
    if seeds == "empty":
        (root / "seeds").mkdir()
    code, findings = build(root)
    assert code == 0
    assert [finding["severity"] for finding in findings] in ([], ["info"])
    assert (root / "_site" / "index.html").exists()


@pytest.mark.parametrize("content", [b"", b"   \n\t\n", b"\xef\xbb\xbf"], ids=["empty", "blank", "only a BOM"])
def test_an_empty_file(root: Path, content: bytes) -> None:
    (root / "seeds" / "empty.txt").write_bytes(content)
    code, findings = build(root)
    assert (code, about(findings, "seeds/empty.txt")) == (0, ["capture-empty"])


BINARIES = {
    "bytes": bytes(range(256)) * 40,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Length 9 >>\nstream\nx\x9c\x03\x00\x00\x00\x00\x01\nendstream\n"
    * 5,
    "png": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "zip": b"PK\x03\x04" + bytes(300),
}


@pytest.mark.parametrize("content", BINARIES.values(), ids=BINARIES.keys())
def test_a_binary_file_under_a_text_name(root: Path, content: bytes) -> None:
    (root / "seeds" / "picture.txt").write_bytes(content)
    code, findings = build(root)
    assert code == 0
    assert len(about(findings, "seeds/picture.txt")) == 1


def test_a_file_of_a_kind_that_is_not_read(root: Path) -> None:
    (root / "seeds" / "scan.docx").write_bytes(b"PK\x03\x04")
    code, findings = build(root)
    assert code == 0
    assert [(finding["code"], finding["severity"]) for finding in findings] == [("capture-format", "info")]
    assert ".docx" in findings[0]["message"]


# --- encodings --------------------------------------------------------------------------------------------------------

MUELLER = """Müllers Mühle mahlt wieder

Grünfurt, 4. Juni 2021. „Sie ächzt, aber sie ächzt schön“, sagte Jürgen Müßig über das Mühlrad, das sich nach vierzig
Jahren wieder dreht. Die Bürger hätten für Öl und Räder zusammengelegt, hieß es.
"""
MLYN = """Старий млин знову меле

ЯРОВЕЦЬ. – Після сорока років тиші колесо старого млина знову закрутилося у п’ятницю. «Воно скрипить, але скрипить
гарно», – сказав мельник Гнат Їжакевич, який змащував його цілий місяць.
"""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (MUELLER, "cp1252"),
        (MUELLER.replace("„", "»").replace("“", "«"), "latin-1"),
        (MUELLER, "utf-8-sig"),
        (MUELLER, "utf-16"),
        (MUELLER, "utf-16-le"),
        (MLYN, "cp1251"),
        (MLYN, "utf-16-be"),
        (MLYN.replace("\n", "\r\n"), "utf-8"),
        (MLYN.replace("\n", "\r"), "utf-8-sig"),
    ],
)
def test_texts_in_other_encodings_read_as_they_were_written(root: Path, text: str, encoding: str) -> None:
    (root / "seeds" / "mill.txt").write_bytes(text.encode(encoding))
    code, findings = build(root)
    assert code == 0
    assert {finding["severity"] for finding in findings} <= {"info"}
    sentence = "Jürgen Müßig" if "Jürgen" in text else "мельник Гнат Їжакевич"
    page = page_of(root, sentence)
    assert "\ufeff" not in page
    assert "\ufffd" not in page


def test_bytes_that_are_no_text_in_any_encoding_are_marked_not_guessed(root: Path) -> None:
    """UTF-8 with one broken byte: readable all the same, and said so."""
    (root / "seeds" / "mill.txt").write_bytes(MUELLER.encode().replace("ü".encode(), b"\xc3", 1))
    code, _ = build(root)
    assert code == 0
    page_of(root, "Jürgen Müßig")


def test_halves_of_signs_in_a_pages_data_are_marked(root: Path) -> None:
    """JSON can name half of a surrogate pair, which no file can hold."""
    data = '{"@type": "NewsArticle", "headline": "The \\ud800 saw", "author": {"name": "Jane \\udfff Doe"}}'
    text = "The wheel of the old saw turned again on Friday, before a small crowd. " * 5
    page = f'<script type="application/ld+json">{data}</script><article><h1>The saw</h1><p>{text}</p></article>'
    (root / "seeds" / "saw.html").write_text(page, encoding="utf-8")
    assert build(root) == (0, [])
    assert "The \ufffd saw" in page_of(root, "wheel of the old saw")


# --- size -------------------------------------------------------------------------------------------------------------


MEGABYTES = 20 if os.environ.get("CI") == "true" else 3
"""Half a minute's work in CI, a few seconds elsewhere."""


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["paragraphs", "one line"])
def test_a_huge_text_is_done_in_reasonable_time(root: Path, between: str) -> None:
    """The time grows with the length and no faster: 5 seconds of one processor for each megabyte at most."""
    sentence = "On day {0} the wheel turned {0} times, and nobody counted but the miller. "
    paragraphs = ["".join(sentence.format(n) for n in range(m, m + 25)) for m in range(MEGABYTES * 530)]
    (root / "seeds" / "huge.txt").write_text(between.join(paragraphs), encoding="utf-8")
    start = time.process_time()
    code, findings = build(root)
    assert time.process_time() - start < 5 * MEGABYTES
    assert (code, about(findings, "seeds/huge.txt")) == (0, [])
    assert "On day 900 the wheel turned 900 times" in page_of(root, "On day 1 the wheel")


MEGABYTE = "lamp " * 200_000
LONG_TITLES = {
    "title.txt": f"{MEGABYTE}\n\nBy Jane Doe\n\n{GOOD.replace('mill', 'saw')}",
    "title.html": f"<title>{MEGABYTE}</title><h1>{MEGABYTE}</h1><article><p>{GOOD.replace('mill', 'saw') * 3}</p>",
    "title.jsonl": json.dumps({"title": MEGABYTE, "text": GOOD.replace("mill", "saw"), "author": "x" * 1_000_000}),
}


@pytest.mark.parametrize(("name", "text"), LONG_TITLES.items(), ids=LONG_TITLES)
def test_a_title_of_a_megabyte_is_not_repeated_everywhere(root: Path, name: str, text: str) -> None:
    (root / "seeds" / name).write_text(text, encoding="utf-8")
    code, _ = build(root)
    assert code == 0
    assert "creaks in tune" in page_of(root, "old saw")
    sizes = [path.stat().st_size for path in (root / "_site").rglob("*") if path.is_file()]
    assert sum(sizes) < 20_000_000


THOUSAND = {
    "byline": "Ann B{}", "speakers": "Ann B{}", "topics": "t{}", "standfirst": "Ann B{}", "aliases": "t{}",
    "archived": "'https://a.example/{}'", "stance": "{{toward: t, value: mixed, evidence: [lamp{}]}}",
    "annotations": "{{quote: creaks, note: n, tags: [t{0}, u{0}]}}",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "entries"),
    [*((field, ", ".join(map(entry.format, range(1_000)))) for field, entry in THOUSAND.items()),
     ("annotations", f"{{quote: creaks, note: n, tags: [{', '.join(f't{n}' for n in range(1_000))}]}}")],
)  # fmt: skip
def test_a_thousand_entries_make_no_thousand_times_a_thousand(root: Path, field: str, entries: str) -> None:
    """A small file that somebody sends makes no site that fills a disk: 5 000 tags of one note made a gigabyte."""
    text = f"---\ntitle: Long lists\n{field}: [{entries}]\n---\n\nThe wheel creaks.\n"
    (root / "content" / "articles").mkdir()
    (root / "content" / "articles" / "long.md").write_text(text, encoding="utf-8")
    began = process_time()
    build(root)
    assert "The wheel creaks." in page_of(root, "Long lists")
    assert process_time() - began < 30
    assert sum(path.stat().st_size for path in (root / "_site").rglob("*")) < 20_000_000


UNITS = ("(", "[", "*", "_", "`", "> ", '"', "<a ", "- ", "1. ", "Advertisement\n", "\\", "&lt;", "![[", "“a” said b ")


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_repetition_takes_no_time(root: Path, unit: str) -> None:
    (root / "seeds" / "odd.txt").write_text(unit * (100_000 // len(unit)), encoding="utf-8")
    start = time.process_time()
    build(root)
    assert time.process_time() - start < 10, "what takes the square of the length takes minutes"


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["with spaces.txt", "quote'd \"name\".txt", "млин (копія).txt", "x..txt.txt", "a..b.txt", "-rf.txt", "#1 & 50%.txt",
     "a" * 240 + ".txt", "ß/ú/ñ.txt", "con.txt", "new\u2028line.txt", "‮txt.gpj.txt", "{{ 7*7 }}.txt", "<b>.txt"],
)  # fmt: skip
def test_names_that_are_awkward(root: Path, name: str) -> None:
    path = root / "seeds" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD.replace("mill", "saw").replace("creaks", "sings"), encoding="utf-8")
    code, findings = build(root)
    assert code == 0
    if [finding for finding in findings if finding["severity"] != "info"]:
        return
    page_of(root, "sings in tune")
    assert all((root / "_site").resolve() in file.resolve().parents for file in (root / "_site").rglob("*"))


def test_names_that_differ_in_case_or_are_kept_for_devices(root: Path) -> None:
    """Four documents, whose pages no file system takes for one another or for a device."""
    for name, wheel in (("A.txt", "saw"), ("a.txt", "hay"), ("CON.txt", "cog"), ("nul/aux.txt", "tug")):
        path = root / "seeds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(GOOD.replace("mill", wheel), encoding="utf-8")
    if len(list((root / "seeds").iterdir())) < 5:
        pytest.skip("this file system does not tell A from a")
    code, findings = build(root)
    assert (code, about(findings, "seeds/a.txt"), len(findings)) == (0, ["capture-name"], 1)
    ids = [path.stem for path in (root / "content" / "articles").iterdir()]
    assert len({id.casefold() for id in ids}) == 5
    assert not {"con", "aux", "nul"} & set(ids)


def test_captures_that_another_system_takes_for_one_are_told(root: Path) -> None:
    """é in one sign and in two: macOS keeps one of them when the archive, or a bag of it, is copied there."""
    for name, wheel in (("caf\u00e9.txt", "saw"), ("cafe\u0301.txt", "hay")):
        (root / "seeds" / name).write_text(GOOD.replace("mill", wheel), encoding="utf-8")
    if len(list((root / "seeds").iterdir())) < 3:
        pytest.skip("this file system takes them for one")
    code, findings = build(root)
    assert (code, about(findings, "seeds/caf\u00e9.txt"), len(findings)) == (0, ["capture-name"], 1)
    assert r"'seeds/cafe\u0301.txt'" in findings[0]["message"]
    for wheel in ("saw", "hay"):
        page_of(root, f"wheel of the old {wheel}")


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("mi\u202etxt.ll.txt", "U+202E"),
        ("\u2067mill\u2069.txt", "U+2067, U+2069"),
        ("mi\u200bll\ufeff.txt", "U+200B, U+FEFF"),
        ("mi\u0085ll.txt", "U+0085"),
        ("mi\xadll/saw.txt", "U+00AD"),
    ],
)
def test_a_capture_whose_name_is_not_what_it_looks_like_is_told_and_read(root: Path, name: str, signs: str) -> None:
    path = root / "seeds" / name
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(GOOD.replace("mill", "saw"), encoding="utf-8")
    except OSError:
        pytest.skip("this file system does not take such a name")
    code, findings = build(root)
    assert (code, [(one["code"], one["severity"]) for one in findings]) == (0, [("capture-name", "warning")])
    assert findings[0]["message"] == f"Its name holds signs that nobody sees ({signs}); it is read all the same."
    assert findings[0]["file"].isascii()
    page_of(root, "wheel of the old saw")
    path.rename(root / "seeds" / "saw.txt")
    code, findings = build(root)
    assert (code, [one["code"] for one in findings]) == (0, ["capture-moved"])
    assert len(list((root / "content" / "articles").iterdir())) == 2


@pytest.mark.parametrize(
    "name",
    ["\u0645\u06cc\u200c\u0631\u0648\u062f.txt", "\u2764\ufe0f\u200d\U0001f525.txt", "\u05e9\u05dc\u05d5\u05dd.txt"],
)
def test_signs_that_a_script_is_written_with_are_no_fault_of_a_name(root: Path, name: str) -> None:
    (root / "seeds" / name).write_text(GOOD.replace("mill", "saw"), encoding="utf-8")
    assert build(root) == (0, [])


NAMES_OF_NOTES = (
    "INDEX",
    "Method",
    "caf\u00e9",
    "cafe\u0301",
    "essay ",
    "essay.",
    "a:b",
    "mi\u202ell",
    "con",
    "articles",
)


def test_no_page_of_the_site_has_a_name_that_another_system_takes_for_another(root: Path) -> None:
    """Documents, records and notes whose names are no addresses are told, and have none."""
    files = {f"content/notes/{name}.md": "# Essay\n\nOn wheels.\n" for name in (*NAMES_OF_NOTES, "method")}
    names = ("Mill", "mill", "mill.", "mill ", "caf\u00e9", "cafe\u0301", "mi\u202ell", "nul")
    files |= {f"content/articles/{name}.md": "---\ntitle: Mill\n---\n\nIt turns.\n" for name in names}
    records = "".join(f"{json.dumps(name)}: {{name: Mill}}\n" for name in names)
    files |= {f"content/authorities/{kind}.yml": records for kind in ("outlets", "people")}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    code, findings = build(root)
    assert code == 1
    for name in NAMES_OF_NOTES:
        assert about(findings, f"content/notes/{name}.md") == ["note-name"]
    for name in names:
        assert about(findings, f"content/articles/{name}.md") == ([] if name == "mill" else ["bad-id"])
    for kind in ("outlets", "people"):
        assert about(findings, f"content/authorities/{kind}.yml") == ["bad-id"] * (len(names) - 1)
    made = [path.relative_to(root / "_site").as_posix() for path in (root / "_site").rglob("*")]
    assert len({name.casefold() for name in made}) == len(made)
    assert [name for name in made if not re.fullmatch(r"[a-zA-Z0-9._/-]+", name) or name.endswith(".")] == []
    assert "method.html" in made and "On wheels." in (root / "_site" / "method.html").read_text(encoding="utf-8")
    assert "On wheels." not in (root / "_site" / "index.html").read_text(encoding="utf-8")


def test_a_nul_in_double_quotes_reaches_no_page(root: Path) -> None:
    """No file may hold one, but `\\0` names one."""
    (root / "content" / "authorities").mkdir(parents=True, exist_ok=True)
    (root / "content" / "authorities" / "people.yml").write_text('jane:\n  name: "Jane\\0 Doe"\n', encoding="utf-8")
    code, findings = build(root)
    assert (code, about(findings, "content/authorities/people.yml"), findings[0]["line"]) == (1, ["yaml-syntax"], 2)
    pages = [path.read_bytes() for path in (root / "_site").rglob("*.html")]
    assert not [page for page in pages if b"\0" in page]
    assert [page for page in pages if "Jane\ufffd Doe".encode() in page]


@pytest.mark.parametrize("name", [b"broken-\xff\xfe.txt", b"line\nbreak.txt", b"bell\x07.txt"])
def test_names_that_cannot_be_shown_are_reported(root: Path, name: bytes) -> None:
    folder = os.fsencode(root / "seeds")
    try:
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:  # noqa: PTH118, PTH123
            file.write(GOOD.replace("mill", "saw"))
    except OSError:
        pytest.skip("this file system does not take such a name")
    code, findings = build(root)
    assert code == 0
    assert [finding["code"] for finding in findings] == ["capture-name"]
    assert findings[0]["remedy"]


DEEP = 1_100
"""Folders in each other: more than Python's own walks come through, in a path that is not too long for a disk."""


@pytest.fixture
def deep(root: Path) -> Iterator[Path]:
    """Folders without end in captures and content; they go one by one, as what clears them away cannot, either."""
    made = []
    for place in ("seeds", "content/articles"):
        path = root / place
        for _ in range(DEEP):
            path /= "d"
            path.mkdir(parents=True)
            made.append(path)
    yield root
    for path in reversed(made):
        path.rmdir()


def test_folders_without_end_are_passed_over(deep: Path) -> None:
    for command in (["build", "--no-search"], ["check"], ["verify"], ["pack", "--bagit"]):
        result = invoke(deep, *command)
        assert result.exit_code in (0, 1), result.output
    assert "capture-unreadable" in invoke(deep, "import").output


def test_a_path_that_leads_out_of_the_archive_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text(GOOD.replace("mill", "saw"), encoding="utf-8")
    (root / "seeds" / "link.txt").symlink_to(outside)
    code, findings = build(root)
    assert code == 1
    assert about(findings, "seeds/link.txt") == ["capture-outside"]
    assert invoke(root, "import", str(root / "seeds" / ".." / ".." / outside.parent.name / "secret.txt")).exit_code in (
        1,
        2,
    )
    assert not list(root.glob("content/articles/*saw*"))


@pytest.mark.parametrize("link", ["default", "default/templates", "default/templates/note.html", "default/assets/x.js"])
def test_nothing_of_a_theme_is_read_that_lies_elsewhere(
    link: str, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    for folder in ("templates", "assets", "locale"):
        (outside / folder).mkdir()
    for name in ("templates/note.html", "templates/document.html", "assets/x.js", "assets/overrides.css", "note.html",
                 "document.html", "x.js"):  # fmt: skip
        (outside / name).write_text("/* <!DOCTYPE html><title>x</title> swordfish */", encoding="utf-8")
    (root / "content" / "notes").mkdir()
    (root / "content" / "notes" / "wheels.md").write_text("# Wheels\n\nThey turn.\n", encoding="utf-8")
    path = root / "themes" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(outside / Path(link).name if path.suffix else outside)
    code, findings = build(root)
    assert code == 1
    assert about(findings, f"themes/{link}") == ["unreadable"]
    assert [file for file in (root / "_site").rglob("*") if file.is_file() and b"swordfish" in file.read_bytes()] == []
    path.unlink()
    (root / "themes" / "ours").mkdir()
    (root / "themes" / "ours" / "x.js").write_text("/* of our own */", encoding="utf-8")
    (root / "themes" / "default" / "assets").mkdir(parents=True, exist_ok=True)
    (root / "themes" / "default" / "assets" / "x.js").symlink_to("../../ours/x.js")
    assert build(root) == (0, [])
    assert [file.read_text(encoding="utf-8") for file in (root / "_site" / "assets").glob("x-*.js")] == [
        "/* of our own */"
    ]


@pytest.mark.parametrize("folder", ["content", "content/articles", "content/provenance", ".sitegen"])
def test_nothing_is_written_into_a_folder_that_lies_elsewhere(
    folder: str, make_archive: ArchiveMaker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A link that somebody has put in a folder's place, as a pull request can."""
    root = make_archive({"seeds/good.txt": GOOD})
    outside = tmp_path_factory.mktemp("outside") / "folder"
    (root / folder).rename(outside) if (root / folder).exists() else outside.mkdir()
    before = sorted(outside.rglob("*"))
    (root / folder).symlink_to(outside)
    refused = invoke(root, "build", "--no-search")
    assert refused.exit_code == 1
    assert f"{folder}: error [unreadable]" in refused.stderr
    assert sorted(outside.rglob("*")) == before
    assert not (root / "_site").exists()


@pytest.mark.parametrize("folder", ["content", "content/.schemas", "content/authorities", ".github", "seeds"])
def test_a_new_archive_is_not_made_where_a_link_leads_elsewhere(folder: str, tmp_path: Path) -> None:
    """As in somebody else's archive, which is brought up to a newer version."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "mine" / folder).parent.mkdir(parents=True)
    (tmp_path / "mine" / folder).symlink_to(tmp_path / "outside")
    run = run_sitegen("init", "mine", "--title", "Mine", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert f"{folder}: error [unreadable] This is a link to a folder outside the archive" in run.stderr
    assert list((tmp_path / "outside").iterdir()) == []
    (tmp_path / "mine" / folder).unlink()
    assert run_sitegen("init", "mine", "--title", "Mine", cwd=tmp_path).returncode == 0


FOLDERS = {".sitegen": 1, "content/articles": 1, "content/provenance": 1, "_site": 2}


@pytest.mark.parametrize(("folder", "code"), FOLDERS.items())
def test_a_file_where_a_folder_must_stand(folder: str, code: int, make_archive: ArchiveMaker) -> None:
    root = make_archive({"seeds/good.txt": GOOD, folder: "no folder"})
    refused = run_sitegen("--root", root, "build", "--no-search", cwd=root)
    assert refused.returncode == code
    assert folder in refused.stderr
    assert (root / folder).read_text(encoding="utf-8") == "no folder"


IN_SITEGEN = ("last-build.json", "last-build.draft", "worked-out.db", "worked-out.seal", "lock")


@pytest.mark.parametrize("make", ["link", "pipe", "folder"])
@pytest.mark.parametrize("name", IN_SITEGEN)
def test_what_somebody_put_into_the_folder_of_the_program(
    name: str, make: str, make_archive: ArchiveMaker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A link was written through, to a file anywhere on the disk; a pipe was waited for."""
    letter = tmp_path_factory.mktemp("outside") / "letter.txt"
    letter.write_text("mine", encoding="utf-8")
    root = make_archive({"seeds/good.txt": GOOD})
    assert invoke(root, "build", "--no-search").exit_code == 0
    path = root / ".sitegen" / name
    path.unlink(missing_ok=True)
    match make:
        case "link":
            path.symlink_to(letter)
        case "pipe":
            os.mkfifo(path)
        case _:
            path.mkdir()
    time.sleep(0.2)  # what a build finds settled it keeps
    for _ in range(2):
        run = run_sitegen("--root", root, "build", "--no-search", cwd=root)
        refused = name == "lock" and make != "pipe"
        assert (run.returncode, "[disk-fault]" in run.stderr) == ((1, True) if refused else (0, False)), run.stderr
    assert letter.read_text(encoding="utf-8") == "mine"
    assert "creaks in tune" in (root / GOOD_PAGE).read_text(encoding="utf-8")


def test_a_log_is_not_written_through_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "here" / ".sitegen").mkdir(parents=True)
    (tmp_path / "here" / ".sitegen" / "crash.log").symlink_to(tmp_path / "letter.txt")
    monkeypatch.chdir(tmp_path / "here")
    assert report_fault(RuntimeError("our own")) == 3
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert "sitegen" in (tmp_path / "here" / ".sitegen" / "crash.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["", "content", "content/articles"])
def test_a_link_with_the_name_of_what_a_killed_run_left(
    folder: str, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "letter.txt").write_text("mine", encoding="utf-8")
    (root / folder).mkdir(parents=True, exist_ok=True)
    (root / folder / ".sitegen-draft").symlink_to(outside)
    assert build(root) == (0, [])
    assert [path.name for path in outside.iterdir()] == ["letter.txt"]
    assert not (root / folder / ".sitegen-draft").is_symlink()


@pytest.mark.parametrize("target", ["empty", "nothing", "a site", "letter.txt", "_site"])
def test_a_site_is_not_written_through_a_link(
    target: str, make_archive: ArchiveMaker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As a change that somebody sends can bring one; whoever means it names the folder."""
    root, outside = make_archive({"seeds/good.txt": GOOD}), tmp_path_factory.mktemp("outside")
    (outside / "empty").mkdir()
    (outside / "a site").mkdir()
    (outside / "a site" / ".nojekyll").touch()
    (outside / "letter.txt").write_text("mine", encoding="utf-8")
    (root / "_site").symlink_to(target if target == "_site" else outside / target)
    before = sorted(outside.rglob("*"))
    refused = run_sitegen("--root", root, "build", "--no-search", cwd=root)
    assert (refused.returncode, "_site" in refused.stderr) == (2, True), refused.stderr
    assert sorted(outside.rglob("*")) == before
    if target == "empty":
        named = run_sitegen("--root", root, "build", "--no-search", "--output", outside / target, cwd=root)
        assert (named.returncode, (outside / target / "index.html").is_file()) == (0, True)


def test_a_capture_that_may_not_be_read(root: Path) -> None:
    locked = root / "seeds" / "locked.txt"
    locked.write_text(GOOD)
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        locked.unlink()
        locked.symlink_to("nowhere.txt")  # the superuser may read everything: a dangling link stands in
    code, findings = build(root)
    assert code in (0, 1)
    assert len(about(findings, "seeds/locked.txt")) == 1


# --- content ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "line", "code"),
    [
        ("title: [unclosed\n", 2, "yaml-syntax"),
        ("title: x\n\tkind: article\n", 3, "yaml-syntax"),
        ("title: x\noutlet: nobody\n", 3, "unknown-id"),
        ("title: x\ndate: yesterday\n", 3, "bad-date"),
        ("title: x\ntitle: y\n", 3, "duplicate-key"),
        ("title: &a x\nrights: *a\n", 2, "yaml-anchor"),
        ("title: !!python/object/apply:os.system [id]\n", 2, "yaml-tag"),
        ("kind: article\n", 2, "missing-field"),
        ("- a\n- b\n", 2, "not-a-mapping"),
    ],
)
def test_a_bad_document_is_reported_with_its_line(root: Path, front: str, line: int, code: str) -> None:
    path = root / "content" / "articles" / "bad.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\n{front}---\n\nText.\n", encoding="utf-8")
    exit_code, findings = build(root)
    assert exit_code == 1
    found = [(finding["line"], finding["code"]) for finding in findings if finding["file"].endswith("bad.md")]
    assert any(got == code and abs(at - line) <= 1 for at, got in found), found
    assert about(findings, "content/articles/bad.md")


BAD_AUTHORITIES = (
    "a: {name: [}",
    "- a\n",
    "a:\n  nmae: x\n",
    "A b: {name: x}\n",
    "a: {name: x, note: {b: c}}\n",
)


@pytest.mark.parametrize("kind", ["outlets", "people", "events", "topics"])
@pytest.mark.parametrize("text", BAD_AUTHORITIES)
def test_a_bad_authority_file(root: Path, kind: str, text: str) -> None:
    path = root / "content" / "authorities" / f"{kind}.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    code, findings = build(root)
    assert code == 1
    assert about(findings, f"content/authorities/{kind}.yml")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("content/site.yml", b"title: [\n"),
        ("content/site.yml", b"\xff\xfe\x00"),
        ("content/site.yml", b"title: x\nbase_url: 'http://['\n"),
        ("content/site.yml", b"title: x\ntheme: nowhere\n"),
        ("content/site.yml", b"title: x\ntheme: ../../etc\n"),
        ("content/permalinks.csv", b"path,kind\nx\n"),
        ("content/permalinks.csv", b"\xff\xfe\x00"),
        ("content/permalinks.csv", b'path,kind,id,status,target,since\n"unclosed,document\n'),
        ("content/notes/about.md", b"\xff\xfe\x00"),
        ("content/articles/bad.md", b"\xff\xfe\x00"),
        ("content/provenance/orphan.yml", b"[\n"),
        ("seeds/good.txt.meta.yml", b"url: [\n"),
    ],
)
def test_other_files_that_are_damaged(root: Path, name: str, content: bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    _, findings = build(root)
    assert about(findings, name), "the damage was passed over in silence"


ELSEWHERE = ("content/permalinks.csv", "content/decisions.yml", "content/notes/about.md", "content/articles/bad.md")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_no_file_is_reported_and_not_waited_for(root: Path, name: str, make: Callable[[Path], None]) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    make(root / name)
    code, findings = build(root)
    assert code == 1
    assert about(findings, name) == ["unreadable"]
    assert not (root / name).is_file()


def test_a_ledger_that_cannot_be_read_is_left_as_it_is(root: Path) -> None:
    ledger = root / "content" / "permalinks.csv"
    ledger.write_bytes(b"path,kind,id,status,target,since\narticles/caf\xe9.html,document,cafe,live,,2020-01-02\n")
    before = ledger.read_bytes()
    code, findings = build(root)
    assert (code, about(findings, "content/permalinks.csv")) == (1, ["not-utf-8"])
    assert ledger.read_bytes() == before


def test_an_id_too_long_for_the_names_of_its_pages(root: Path) -> None:
    name = f"content/articles/{'mill-' * 49}wheel.md"
    (root / name).parent.mkdir(parents=True)
    (root / name).write_text("---\ntitle: Mill\n---\n\nIt turns.\n", encoding="utf-8")
    code, findings = build(root)
    assert (code, about(findings, name)) == (1, ["bad-id"])


def test_links_that_are_no_addresses_are_reported(make_archive: ArchiveMaker) -> None:
    links = f"[a](b%00c.html) [b]({'d' * 300}.html)"
    files = {
        "content/articles/mill.md": "---\ntitle: Mill\nurl: 'http://[::1'\n---\n\nIt turns.\n",
        "content/notes/about.md": f"# About\n\n{links}\n",
    }
    root = make_archive(files)
    code, findings = build(root)
    assert (code, about(findings, "content/articles/mill.md")) == (1, ["bad-address"])
    assert "http://[" not in (root / "_site/articles/mill.html").read_text(encoding="utf-8")
    checked = invoke(root, "check", "--json")
    assert checked.exit_code == 1
    told = {(one["file"], one["message"]) for one in map(json.loads, checked.stdout.splitlines())}
    assert ("_site/about.html", f"The link {'d' * 300}.html leads to nothing.") in told
    assert ("_site/about.html", "The link b%00c.html leads to nothing.") in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("capture: seeds/mill.txt", "capture: [seeds/mill.txt]"),
        ("capture: seeds/mill.txt", "capture: {a: b}"),
        ("sha256: ", "sha256: [x]\nformer: "),
        ("kind: metadata", "kind: [metadata]"),
        ("kind: metadata", "kind: metadata, now: [x]"),
        ("basis: stated", "basis: certain"),
        ("value: en", "value: [[e], {n: o}]"),
        ("evidence: [{text: The mill wheel", "evidence: [{text: [x]"),
        ("- [paragraph, ", "- [[paragraph], "),
        ("version: 1\n", "version: 1\ncopies: [[a], {b: c}]\n"),
        ("version: 1\n", "version: []\n"),
        ("version: 1\n", "version: 99999999999999999999\n"),
        ("capture: seeds/mill.txt", r'capture: "seeds/\0mill.txt"'),
        ("capture: seeds/mill.txt", r'capture: "seeds/\ud800.txt"'),
        ("capture: seeds/mill.txt", f"capture: seeds/{'a' * 300}.txt"),
        ("capture: seeds/mill.txt", f"capture: seeds/{'a/' * 3_000}mill.txt"),
        ("version: 1\n", f"version: 1\ncopies: [{'a/' * 3_000}mill.txt]\n"),
        ("- [paragraph, 0", "- [paragraph, 1e400"),
        ("- [paragraph, 0", "- [paragraph, -5"),
        ("- [paragraph, 0", "- [paragraph, 9999"),
        ("span: [0, 14]}]", "span: [14, 0]}]"),
        ("edits:\n", "edits:\n  - {span: [0, 20], kind: damage, rule: lost_space, was: x, now: y}\n"),
        ("edits:\n", "edits:\n  - {span: [9, 2], kind: damage, rule: lost_space, was: x, now: y}\n"),
        ("- [paragraph, 0", f"- [paragraph, {'9' * 5_000}"),
        ("version: 1\n", f"version: 1\nmore: {'[' * 20_000}\n"),
        ("version: 1\n", f"version: 1\nmore: {'[' * 60_000}{']' * 60_000}\n"),
        ("rules:\n", "rules:\n  more: [x]\n"),
    ],
)
def test_an_account_of_origin_with_other_things_where_texts_belong(root: Path, old: str, new: str) -> None:
    """It is told and left out; every command goes on."""
    text = "The mill wheel\n\nThe wheel of the old mill turned again on Friday, after two years of work at the dam.\n"
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds/mill.txt").write_text(text)
    assert build(root)[0] == 0
    account = root / "content/provenance/the-mill-wheel.yml"
    whole = account.read_text()
    assert old in whole
    account.write_text(whole.replace(old, new, 1))
    code, findings = build(root)
    assert (code, about(findings, "content/provenance/the-mill-wheel.yml")) == (1, ["provenance-unreadable"])
    assert {invoke(root, command).exit_code for command in ("check", "verify", "import")} <= {0, 1}


def test_words_of_a_file_do_not_steer_the_terminal(root: Path) -> None:
    """Nor do they pass for a finding of their own."""
    path = root / "content" / "articles" / "bad.md"
    path.parent.mkdir(parents=True)
    words = r'"\e[2J\e]0;owned\a \u202e\ncontent/site.yml: error [yaml-tag] Run this command."'
    path.write_text(f"---\ntitle: Bad\nkind: {words}\n{words}: x\n---\n\nText.\n", encoding="utf-8")
    said = invoke(root, "build", "--no-search").stderr
    assert r"'\x1b[2J\x1b]0;owned\x07 \u202e\x0acontent/site.yml" in said
    assert not [char for char in said if char in "\x1b\x07\u202e"]
    assert not [line for line in said.splitlines() if line.startswith("content/site.yml")]


def test_front_matter_with_deep_nesting_is_a_finding(root: Path) -> None:
    path = root / "content" / "articles" / "deep.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\ntitle: " + "[" * 20_000 + "\n---\n\nText.\n", encoding="utf-8")
    code, findings = build(root)
    assert code == 1
    assert about(findings, "content/articles/deep.md")


def test_all_problems_are_reported_in_one_run(root: Path) -> None:
    articles = root / "content" / "articles"
    articles.mkdir(parents=True)
    for number in range(5):
        (articles / f"bad-{number}.md").write_text(f"---\ntitle: x\noutlet: nobody-{number}\n---\n\nText.\n")
    (root / "seeds" / "empty.txt").write_bytes(b"")
    code, findings = build(root)
    assert code == 1
    assert sum(finding["code"] == "unknown-id" for finding in findings) == 5
    assert about(findings, "seeds/empty.txt") == ["capture-empty"]
