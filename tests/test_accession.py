"""Accession: every file is read as it is or is a finding with its place and remedy; nothing stops the others."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.drafts import Capture, Clue, capture_file
from sitegen.intake import accession, bundles
from sitegen.intake.accession import find_captures, read_captures
from sitegen.intake.decoding import decode
from sitegen.intake.draft import House, draft_document
from sitegen.intake.sidecar import read_clues, split_front_matter
from sitegen.model import Outlet, OutletId

ARTICLE = "The harbour talks ended on Friday without a deal, and the ministers went home. " * 6
PAGE = (
    "<html><head><title>Talks end</title></head>"
    f"<body><article><h1>Talks end</h1><p>{ARTICLE}</p></article></body></html>"
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    return tmp_path


def save(root: Path, name: str, data: bytes | str) -> Path:
    path = root / "seeds" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read_one(root: Path, name: str, data: bytes | str) -> Capture:
    captures, findings = read_captures(root, save(root, name, data))
    assert not [finding for finding in findings if finding.severity != "info"]
    (capture,) = captures
    return capture


def codes(root: Path, name: str, data: bytes | str) -> list[str]:
    captures, findings = read_captures(root, save(root, name, data))
    assert not captures
    assert all(finding.file == f"seeds/{name}" and finding.message and finding.remedy for finding in findings)
    return [finding.code for finding in findings]


def names(root: Path, *paths: str) -> tuple[list[str], list[str]]:
    found, findings = find_captures(root, [root / path for path in paths] or [root / "seeds"])
    return [path.relative_to(root).as_posix() for path in found], [finding.code for finding in findings]


# --- finding ----------------------------------------------------------------------------------------------------------


def test_captures_are_found_at_any_depth_in_order(archive: Path) -> None:
    for name in ("b.txt", "a/z.md", "a.HTML", "a b.txt", "мир.txt", 'it\'s "x".txt', "a..b.txt", "x.warc.gz", "#1.txt"):
        save(archive, name, "x")
    found, findings = names(archive)
    assert found == sorted(found) and len(found) == 9
    assert [capture_file(name) for name in found] == found
    assert not findings


def test_sidecars_hidden_files_and_saved_pages_folders_are_passed_over(archive: Path) -> None:
    for name in (
        "a.txt",
        "a.txt.meta.yml",
        ".b.txt",
        ".git/c.txt",
        "page.html",
        "page_files/frame.html",
        "page_files/x.js",
    ):
        save(archive, name, "x")
    assert names(archive) == (["seeds/a.txt", "seeds/page.html"], [])


def test_what_cannot_be_read_is_named(archive: Path) -> None:
    save(archive, "a.docx", "x")
    save(archive, "b.txt", "x")
    save(archive, "slip.txt.meta.yml", "date: 2020")
    found, findings = names(archive, "seeds", "seeds/none.txt")
    assert found == ["seeds/b.txt"]
    assert sorted(findings) == ["capture-format", "capture-missing", "sidecar-orphan"]


def test_a_hidden_file_that_is_asked_for_is_refused_in_words(archive: Path) -> None:
    save(archive, ".a.txt", "x")
    save(archive, "b.xyz", "x")
    assert names(archive, "seeds/.a.txt", "seeds/b.xyz") == ([], ["capture-hidden", "capture-format"])


def test_an_empty_folder_is_said_to_be_empty(archive: Path) -> None:
    assert names(archive) == ([], ["capture-none"])


def test_links_do_not_lead_out_of_the_archive(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret")
    (archive / "seeds" / "out.txt").symlink_to(outside / "secret.txt")
    (archive / "seeds" / "folder").symlink_to(outside)
    (archive / "seeds" / "gone.txt").symlink_to(outside / "gone.txt")
    save(archive, "real.txt", "x")
    (archive / "seeds" / "in.txt").symlink_to(archive / "seeds" / "real.txt")
    (archive / "seeds" / "loop.txt").symlink_to(archive / "seeds" / "loop.txt")
    found, findings = names(archive)
    assert found == ["seeds/in.txt", "seeds/real.txt"]
    assert sorted(findings) == ["capture-link", "capture-missing", "capture-missing", "capture-outside"]
    assert read_captures(archive, archive / "seeds" / "out.txt")[0] == []
    assert read_captures(archive, outside / "secret.txt")[0] == []
    assert read_captures(archive, archive / "seeds" / ".." / ".." / outside.name / "secret.txt")[0] == []


def test_names_that_cannot_be_published_are_refused(archive: Path) -> None:
    for name in (b"caf\xe9.txt", b"new\nline.txt"):
        (archive / "seeds" / os.fsdecode(name)).write_bytes(b"x")
    found, findings = find_captures(archive, [archive / "seeds"])
    assert not found
    assert [finding.code for finding in findings] == ["capture-name", "capture-name"]
    assert all(finding.file.isprintable() for finding in findings)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folders_and_files_without_rights_are_findings(archive: Path) -> None:
    save(archive, "closed.txt", "x").chmod(0)
    save(archive, "shut/a.txt", "x")
    (archive / "seeds" / "shut").chmod(0)
    found, findings = names(archive)
    assert (found, findings) == (["seeds/closed.txt"], ["capture-unreadable"])
    assert [f.code for f in read_captures(archive, archive / "seeds" / "closed.txt")[1]] == ["capture-unreadable"]
    (archive / "seeds" / "shut").chmod(0o700)


def test_names_of_every_kind_that_are_not_there_are_findings(archive: Path) -> None:
    for name in ("nul\x00.txt", "x" * 5000 + ".txt", "../../etc/passwd", "a/b/../../../x.txt", "."):
        captures, findings = read_captures(archive, archive / "seeds" / name)
        assert not captures and len(findings) == 1


def test_pipes_are_not_opened(archive: Path) -> None:
    os.mkfifo(archive / "seeds" / "pipe.txt")
    assert names(archive) == ([], ["capture-irregular"])


# --- reading text -----------------------------------------------------------------------------------------------------


def test_text_is_kept_as_it_is(archive: Path) -> None:
    text = "  One\r\ntwo\rthree\n\n\u00a0Łódź – “quoted” \U0001f6a2\t\n"
    capture = read_one(archive, "a.txt", text)
    assert (capture.raw, capture.format, capture.encoding) == (text, "text", "utf-8")
    assert capture.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (capture.path, capture.marks, capture.clues) == ("seeds/a.txt", (), ())


SENTENCES = {
    "cp1252": "Le président a déclaré que les négociations étaient terminées – « enfin », dit l’été à Genève.",
    "cp1250": "Prezydent powiedział, że rozmowy zakończyły się w piątek. Źródła mówią o następnym spotkaniu w Łodzi.",
    "cp1251": "Президент заявил, что переговоры завершились в пятницу. Следующая встреча состоится в Женеве.",
    "koi8_r": "Президент заявил, что переговоры завершились в пятницу. Следующая встреча состоится в Женеве.",
    "cp1254": "Cumhurbaşkanı görüşmelerin cuma günü sona erdiğini söyledi. Şimdi İstanbul'da toplantı yapılacak.",
    "cp932": "大統領は金曜日に会談が終了したと述べた。次の会合はジュネーブで開かれる予定だという。",
    "gb18030": "总统表示，会谈已于星期五结束。下一次会议将在日内瓦举行，双方代表将出席。",
    "big5": "總統表示，會談已於星期五結束。下一次會議將在日內瓦舉行。",
    "euc_kr": "대통령은 회담이 금요일에 끝났다고 말했다. 다음 회의는 제네바에서 열린다.",
    "cp1256": "قال الرئيس إن المحادثات انتهت يوم الجمعة. وسيعقد الاجتماع المقبل في جنيف.",
}


@pytest.mark.parametrize("encoding", SENTENCES)
def test_older_encodings_are_guessed_and_said_to_be(archive: Path, encoding: str) -> None:
    text = SENTENCES[encoding] * 3
    captures, findings = read_captures(archive, save(archive, "a.txt", text.encode(encoding)))
    assert captures[0].raw == text
    assert [(finding.code, finding.severity) for finding in findings] == [("capture-encoding-guessed", "info")]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "mac_roman",
            "Le président a déclaré que l’été à Genève était passé, où les délégués ont reçu l’accord à côté.",
        ),
        (
            "cp1257",
            "Prezidentas sakė, kad derybos baigėsi penktadienį. Kitas susitikimas įvyks Ženevoje, pranešė šaltiniai.",
        ),
        ("iso8859_2", "Prezident řekl, že jednání skončila v pátek. Příští schůzka se uskuteční v Ženevě, řekl ještě."),
        ("iso8859_5", SENTENCES["cp1251"]),
        ("iso2022_jp", SENTENCES["cp932"]),
        ("iso2022_kr", SENTENCES["euc_kr"]),
    ],
)
def test_rarer_encodings_are_told_apart(encoding: str, text: str) -> None:
    decoded = decode((text * 3).encode(encoding))
    assert decoded is not None and decoded.text == text * 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("language", ["cp1252", "cp1251"])
def test_unicode_is_read_with_and_without_its_mark(archive: Path, encoding: str, language: str) -> None:
    text = SENTENCES[language]
    assert read_one(archive, "a.txt", text.encode(encoding)).raw == text


def test_utf8_with_a_few_foreign_bytes_keeps_its_letters(archive: Path) -> None:
    data = ("Żółw – “tak”.\n" * 30).encode() + "\nIt’s".encode("cp1252")
    captures, findings = read_captures(archive, save(archive, "a.txt", data))
    assert captures[0].raw == "Żółw – “tak”.\n" * 30 + "\nIt’s"
    assert [(finding.code, finding.line) for finding in findings] == [("capture-encoding-mixed", 32)]


def test_a_page_says_its_own_encoding_and_an_editor_has_the_last_word(archive: Path) -> None:
    sentence = SENTENCES["cp1251"]
    page = (
        f'<html><head><meta charset="windows-1251"></head><body><article><p>{sentence * 3}</p></article></body></html>'
    )
    assert sentence in read_one(archive, "a.html", page.encode("cp1251")).raw
    save(archive, "b.txt.meta.yml", "encoding: cp866\n")
    capture = read_one(archive, "b.txt", "Мир.".encode("cp866"))
    assert (capture.raw, capture.encoding) == ("Мир.", "cp866")


@pytest.mark.parametrize("name", ["utf-7", "unicode_escape", "idna", "hex", "rot13", "zlib", "nonsense", "\udcff", ""])
def test_declared_encodings_that_are_none_are_ignored(name: str) -> None:
    decoded = decode(b"plain +ADw-b+AD4- \\u0041", declared=name)
    assert decoded is not None and decoded.text == "plain +ADw-b+AD4- \\u0041"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "capture-empty"),
        ("blank.txt", b" \r\n\t", "capture-empty"),
        ("mark.txt", b"\xef\xbb\xbf", "capture-empty"),
        ("wide.txt", "\u2003\n\xa0".encode(), "capture-empty"),
        ("front.md", b"---\ntitle: Nothing\n---\n", "capture-empty"),
        ("page.html", b"<html><body><script>x()</script></body></html>", "capture-html-empty"),
        ("nul.txt", b"text\x00more text", "capture-binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "capture-binary"),
        ("packed.txt", gzip.compress(ARTICLE.encode(), mtime=0), "capture-binary"),
        ("noise.html", bytes(range(1, 256)) * 10, "capture-binary"),
        ("broken.wacz", b"PK\x03\x04 and no more", "capture-binary"),
        ("list.jsonl", b"[1, 2]\n", "capture-record"),
    ],
)
def test_what_is_no_text_is_a_finding(archive: Path, name: str, data: bytes, code: str) -> None:
    assert codes(archive, name, data) == [code]


def test_a_file_that_is_too_large_is_not_read(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accession, "MAX_BYTES", 1000)
    assert codes(archive, "a.txt", "x" * 1001) == ["capture-too-large"]
    assert read_one(archive, "b.txt", "x" * 1000).raw


def test_a_file_that_may_not_be_read_or_is_gone_is_a_finding(archive: Path) -> None:
    assert [finding.code for finding in read_captures(archive, archive / "seeds" / "gone.txt")[1]] == [
        "capture-missing"
    ]
    assert [f.code for f in read_captures(archive, archive / "seeds")[1]] == ["capture-irregular"]


def test_a_page_saved_as_text_is_read_as_a_page(archive: Path) -> None:
    capture = read_one(archive, "a.txt", "\n<!DOCTYPE html>\n" + PAGE)
    assert capture.format == "html"
    assert Clue("title", "Talks end", "title element") in capture.clues


def test_markdown_has_its_front_matter_as_clues(archive: Path) -> None:
    capture = read_one(archive, "a.md", "---\ntitle: Talks\nauthors: [A. Doe, B. Roe]\n---\n# Head\n\nText *here*.\n")
    assert (capture.raw, capture.format) == ("Head\n\nText here.", "markdown")
    assert capture.clues == (
        Clue("title", "Talks", "front matter"),
        Clue("byline", "A. Doe", "front matter"),
        Clue("byline", "B. Roe", "front matter"),
    )


# --- sidecars ---------------------------------------------------------------------------------------------------------


def test_a_sidecar_gives_clues(archive: Path) -> None:
    save(archive, "a.txt.meta.yml", "url: https://example.org/1\npublished: 2019\nlanguage: no\nrights: ~\n# note\n")
    assert read_one(archive, "a.txt", "x").clues == (
        Clue("url", "https://example.org/1", "sidecar"),
        Clue("date", "2019", "sidecar"),
        Clue("language", "no", "sidecar"),
        Clue("outlet", "example.org", "host of the address"),
    )


def test_front_matter_with_an_address_gives_its_host(archive: Path) -> None:
    capture = read_one(archive, "a.md", "---\nurl: https://www.portvillepost.example/bridge\n---\n\nIt opened.\n")
    assert Clue("outlet", "portvillepost.example", "host of the address") in capture.clues


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("a: &x 1\nb: *x", 1),
        ("a: {b: c}", 1),
        ("- a\n- b", 1),
        ("ok: 1\na: !!python/object:os.system x", 2),
        ("a: 1\na: 2", 2),
        ("a: [x, [y]]", 1),
        ("a: b: c", 1),
        ("\tx", 1),
        ("just words", 1),
        ("a: " + "x" * 70_000, 1),
        ("&a [" * 1000, 1),
    ],
)
def test_sidecars_that_are_not_plain_are_refused_with_their_line(yaml: str, line: int) -> None:
    clues, findings = read_clues(yaml, "seeds/a.txt.meta.yml", "sidecar")
    assert not clues
    assert [(finding.code, finding.line) for finding in findings] == [("sidecar-unreadable", line)]


def test_text_without_front_matter_has_none() -> None:
    for text in ("Text\n---\nmore\n---\n", "---\nno end", "", "----\na: b\n----\n"):
        assert split_front_matter(text) == ("", 0)


# --- bundles ----------------------------------------------------------------------------------------------------------


def test_json_lines_hold_a_capture_each(archive: Path) -> None:
    lines = [
        json.dumps(
            {"text": "First text.", "date": "2020-01", "authors": ["A. Doe"], "id": 7, "url": "https://x.example"}
        ),
        "",
        "not json",
        json.dumps({"HTML": PAGE, "source": "Herald"}),
        json.dumps({"body": "nul \x00 and \ud800"}),
    ]
    captures, findings = read_captures(archive, save(archive, "a.jsonl", "\n".join(lines)))
    assert [capture.path for capture in captures] == ["seeds/a.jsonl#1", "seeds/a.jsonl#4", "seeds/a.jsonl#5"]
    assert {capture_file(capture.path) for capture in captures} == {"seeds/a.jsonl"}
    assert captures[0].raw == "First text."
    assert captures[0].clues == (
        Clue("date", "2020-01", "line 1, date"),
        Clue("byline", "A. Doe", "line 1, authors"),
        Clue("url", "https://x.example", "line 1, url"),
        Clue("outlet", "x.example", "host of the address"),
    )
    assert captures[1].format == "html" and ARTICLE.strip() in captures[1].raw
    assert captures[2].raw == "nul \ufffd and \ufffd"
    assert [(finding.code, finding.line) for finding in findings] == [("capture-record", 3)]
    more, _ = read_captures(archive, save(archive, "a.jsonl", "\n".join([*lines, lines[0]])))
    assert [capture.sha256 for capture in more[:3]] == [capture.sha256 for capture in captures]


def mhtml(page: str, encoding: str = "quoted-printable") -> bytes:
    body = base64.encodebytes(page.encode()) if encoding == "base64" else page.replace("=", "=3D").encode()
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/talks\nSubject: Talks end\n"
        "Date: Fri, 3 Mar 2023 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b1\n\n"
        f"--b1\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
    )
    rest = "\n--b1\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b1--\n"
    return head.replace("\n", "\r\n").encode() + body + rest.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_mhtml_gives_its_page_and_address(archive: Path, name: str, encoding: str) -> None:
    capture = read_one(archive, name, mhtml(PAGE, encoding))
    assert ARTICLE.strip() in capture.raw
    assert Clue("url", "https://example.org/talks", "MHTML Snapshot-Content-Location") in capture.clues
    assert capture.format == "html"


def test_json_lines_know_their_outlet_by_the_host_of_the_address(archive: Path) -> None:
    line = json.dumps({"text": ARTICLE, "url": "https://www.bay-herald.example/2023/talks"})
    outlet = Outlet(OutletId("bay-herald"), "The Bay Herald", hostnames=("bay-herald.example",))
    draft = draft_document(read_one(archive, "a.jsonl", line.encode()), House(outlets=(outlet,)))
    assert (draft.fields["outlet"].value, draft.fields["outlet"].basis) == ("The Bay Herald", "inferred")


def test_mhtml_of_frames_gives_the_frame_with_the_text(archive: Path) -> None:
    frame = mhtml(PAGE)
    _, _, part = frame.partition(b"--b1\r\n")
    menu = "<html><body><p>Menu</p><p>Weather</p></body></html>"
    shell = '<html><head><title>Talks</title></head><frameset><frame src="cid:1"><frame src="cid:2"></frameset></html>'
    start = mhtml(shell).partition(b"\r\n--b1\r\nContent-Type: image")[0]
    _, _, second = mhtml(menu).partition(b"--b1\r\n")
    second = second.partition(b"\r\n--b1\r\nContent-Type: image")[0]
    data = start + b"\r\n--b1\r\n" + second + b"\r\n--b1\r\n" + part
    capture = read_one(archive, "a.mhtml", data)
    assert ARTICLE.strip() in capture.raw and "Menu" not in capture.raw
    assert Clue("url", "https://example.org/talks", "MHTML Snapshot-Content-Location") in capture.clues


@pytest.mark.parametrize(
    "data", [b"MIME-Version: 1.0\r\n\r\n", b"From: x\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 500]
)
def test_mail_without_a_page_is_no_crash(archive: Path, data: bytes) -> None:
    captures, findings = read_captures(archive, save(archive, "a.mht", data))
    assert len(captures) + len(findings) >= 1


def warc(*pages: tuple[str, bytes, str]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    for address, body, kind in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
        writer.write_record(record)
    return buffer.getvalue()


def test_web_archives_give_their_pages(archive: Path) -> None:
    data = warc(
        ("https://example.org/x.png", b"\x89PNG", "image/png"),
        ("https://example.org/1", PAGE.encode(), "text/html; charset=utf-8"),
        ("https://example.org/2", PAGE.replace("Friday", "Monday").encode("utf-16"), "text/html"),
    )
    for name, content in (("a.warc.gz", data), ("a.warc", gzip.decompress(data))):
        captures, findings = read_captures(archive, save(archive, name, content))
        assert not findings
        assert [capture.path for capture in captures] == [f"seeds/{name}#1", f"seeds/{name}#2"]
        assert "Monday" in captures[1].raw
        assert captures[0].clues[0] == Clue("url", "https://example.org/1", "WARC-Target-URI")


def test_web_archives_that_break_off_give_what_is_there_and_say_so(archive: Path) -> None:
    data = warc(
        ("https://example.org/1", PAGE.encode(), "text/html"), ("https://example.org/2", PAGE.encode(), "text/html")
    )
    captures, findings = read_captures(archive, save(archive, "a.warc.gz", data[:-40]))
    assert captures[0].path == "seeds/a.warc.gz#1"
    assert {finding.code for finding in findings} == {"capture-record"}
    _, findings = read_captures(archive, save(archive, "b.warc", gzip.decompress(data)[:-60]))
    assert [finding.message for finding in findings] == ["It holds a page that breaks off, https://example.org/2."]
    assert not read_captures(archive, save(archive, "c.warc.gz", data + b"\0" * 512))[1]  # tapes are padded


def test_a_page_that_was_as_at_an_earlier_visit_is_a_finding(archive: Path) -> None:
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    for number in (1, 2):
        earlier = ("sha1:AAAA", "https://example.org/0", "2024-08-16T10:12:00Z")
        writer.write_record(writer.create_revisit_record(f"https://example.org/{number}", *earlier))
    visit = gzip.decompress(warc(("https://example.org/2", PAGE.encode(), "text/html")))
    captures, (finding,) = read_captures(archive, save(archive, "a.warc", buffer.getvalue() + visit))
    assert len(captures) == 1
    assert finding.message == "Of 1 of its pages it says only that they were as at an earlier visit."


def test_pages_that_a_program_stored_are_read_and_unknown_compression_is_named(archive: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    page = io.BytesIO(PAGE.encode())
    stored = writer.create_warc_record("https://example.org/1", "resource", payload=page, warc_content_type="text/html")
    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "zstd")], protocol="HTTP/1.1"
    )
    packed = io.BytesIO(b"\x28\xb5\x2f\xfd" + bytes(range(256)))
    for record in (
        stored,
        writer.create_warc_record("https://example.org/2", "response", packed, http_headers=headers),
    ):
        writer.write_record(record)
    captures, (finding,) = read_captures(archive, save(archive, "a.warc.gz", buffer.getvalue()))
    assert ARTICLE.strip() in captures[0].raw
    assert finding.message == "It holds a page that cannot be read (compressed as zstd), https://example.org/2."


def test_a_server_that_names_a_western_encoding_by_default_is_not_believed(archive: Path) -> None:
    page = PAGE.replace("Friday", "пятницу")
    data = warc(
        ("https://example.org/1", page.encode(), "text/html; charset=ISO-8859-1"),
        (
            "https://example.org/2",
            PAGE.replace("Friday", "vendredi à midi").encode("latin-1"),
            "text/html; charset=latin1",
        ),
    )
    captures, _ = read_captures(archive, save(archive, "a.warc.gz", data))
    assert "пятницу" in captures[0].raw
    assert "vendredi à midi" in captures[1].raw


def test_a_wacz_gives_the_pages_that_it_lists(archive: Path) -> None:
    data = warc(
        ("https://example.org/frame", PAGE.encode(), "text/html"), ("https://example.org/1", PAGE.encode(), "text/html")
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("archive/data.warc.gz", data)
        package.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "https://example.org/1"}\n')
        package.writestr("../../escape.txt", "never unpacked to disk")
    captures, findings = read_captures(archive, save(archive, "a.wacz", buffer.getvalue()))
    assert not findings
    assert [(c.path, c.clues[0].value) for c in captures] == [("seeds/a.wacz#1", "https://example.org/1")]
    assert sorted(path.name for path in archive.rglob("*")) == ["a.wacz", "seeds"]


@pytest.mark.parametrize(
    ("name", "module", "code"),
    [("a.warc", "warcio.archiveiterator", "capture-warc-support"), ("a.pdf", "pypdf", "capture-pdf-support")],
)
def test_a_library_that_is_missing_is_named(
    archive: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, code: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert codes(archive, name, b"WARC/1.0\r\n") == [code]


def test_bombs_are_not_unpacked(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MAX_UNPACKED", 1_000_000)
    assert codes(archive, "a.warc.gz", gzip.compress(b"\x00" * 5_000_000)) == ["capture-too-large"]
    assert codes(archive, "b.warc.gz", gzip.compress(b"\x00" * 400_000) * 5) == ["capture-too-large"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("archive/data.warc", b"\x00" * 5_000_000)
    assert codes(archive, "a.wacz", buffer.getvalue()) == ["capture-too-large"]


def test_a_damaged_web_archive_gives_what_is_whole(archive: Path) -> None:
    data = gzip.decompress(warc(("https://example.org/1", PAGE.encode(), "text/html")))
    captures, findings = read_captures(archive, save(archive, "a.warc", data + b"WARC/9\r\nnonsense"))
    assert [capture.path for capture in captures] == ["seeds/a.warc#1"]
    assert [finding.code for finding in findings] == ["capture-record"]


# --- anything ---------------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(accession.SUFFIXES), st.binary(max_size=400))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes) -> None:
    root = tmp_path_factory.mktemp("archive")
    (root / "seeds").mkdir()
    captures, findings = read_captures(root, save(root, f"a{suffix}", data))
    assert captures or findings
    for capture in captures:
        capture.raw.encode()
        assert "\x00" not in capture.raw


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff\ufffe\uffff"), min_size=1))
def test_utf8_comes_back_letter_by_letter(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is None or decoded.text == text


def test_a_readme_is_nobodys_article(tmp_path: Path) -> None:
    for name in ("README", "README.md", "readme.txt", "reading.txt"):
        (tmp_path / name).write_text("Where these copies come from.", encoding="utf-8")
    found, findings = find_captures(tmp_path, [tmp_path])
    assert [path.name for path in found] == ["reading.txt"]
    assert findings == []
