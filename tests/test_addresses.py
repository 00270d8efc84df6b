"""Which texts are addresses of the web: what a browser opens, and nothing else becomes a link."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.addresses import is_site_address, is_web_address
from sitegen.importing import import_captures
from sitegen.model import Relation
from sitegen.records.scaffold import make_archive
from sitegen.site.check import check_site

SOUND = (
    "https://example.org", "http://example.org.", "HTTPS://Example.ORG:8080/a?b=[1]#c", "http://localhost:8000/",
    "http://[::1]/", "http://[2001:db8::1]:80/x", "https://пример.рф/путь", "https://समाचार.भारत/", "https://例え。テスト/",
    "https://a_b.example.org/", "https://user:pw@example.org", "http://192.0.2.1", "https://example.org:",
    "https://web.archive.example/web/2020/https://a.example/b", "https://example.org?a", "https://example.org#a",
    'https://example.org/?title="Mill"',
)  # fmt: skip
MALFORMED = (
    "", "http://", "http:///a", "https:/a.example", "https:a.example", "//a.example", "ftp://a.example", "a.example",
    "javascript:alert(1)", "https://[::1", "https://::1]", "https://[::::]/", "https://[mill]/", "https://[::1]x/",
    "https://[fe80::1%25eth0]/", "https://exa mple.org", "https://example.org/a b", "https://example.org/a\n",
    " https://example.org", "https://a.example:65536", "https://a.example:99999/", "https://a.example:x", "https://…",
    "https://a.example:٣/", "https://..", "https://a..example", "https://.a", "https://?a", "https://@", "https://a@b@c/",
    "https://a\\b", "https://a%20b/", "https://<a>", "https://a.example,https://b.example", "https://a\u00a0b/",
    "https://exa℀mple.org", 'https://a.example/"><script>', "https://a／b", "https://a.example，b", "https://a.example/\x01",
)  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_an_address_that_a_browser_opens(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize("text", MALFORMED)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert not is_web_address(text)


@given(st.text(st.one_of(st.sampled_from("/:@?#[]%.℀／：a1\\ "), st.characters()), max_size=12))
def test_every_address_can_be_taken_apart(rest: str) -> None:
    """The standard library raises for brackets, ports and odd letters; of what is an address, it never does."""
    if is_web_address(f"https://{rest}"):
        parts = urlsplit(f"https://{rest}")
        assert parts.hostname and (parts.port or 0) <= 65535


def test_a_site_is_not_published_behind_a_question() -> None:
    assert is_site_address("https://example.org/archive/")
    assert not is_site_address("https://example.org/?archive=1")
    assert not is_site_address("https://example.org/#archive")
    assert not is_site_address('https://example.org/"archive"/')


def test_a_source_is_linked_where_it_is_an_address_alone() -> None:
    assert Relation("official", "https://registry.example/7").address == "https://registry.example/7"
    for words in ("A register", "https://registry.example/7, entry 3", "https://[::1/7"):
        assert Relation("official", words).address == ""


def test_what_stands_beside_a_capture_says_its_address_wrongly(tmp_path: Path) -> None:
    """It is left out, and told with its file and line; the document is made all the same."""
    make_archive(tmp_path, title="Test", base_url="", language="en", rights="", robots="index")
    text = "The mill wheel\n\nThe wheel of the old mill turned again on Friday, after two years of work at the dam.\n"
    (tmp_path / "seeds/mill.txt").write_text(text)
    (tmp_path / "seeds/mill.txt.meta.yml").write_text('title: The mill wheel\nlink: "https://[::1"\n')
    (tmp_path / "seeds/dam.md").write_text(f"---\nurl: https://exa mple.org/dam\n---\n{text.replace('mill', 'dam')}")
    found = import_captures(tmp_path).findings
    assert [(one.file, one.line, one.code, one.severity) for one in found] == [
        ("seeds/dam.md", 2, "bad-address", "warning"),
        ("seeds/mill.txt.meta.yml", 2, "bad-address", "warning"),
    ]
    made = [path.read_text() for path in (tmp_path / "content/articles").iterdir()]
    assert len(made) == 2 and not any("url:" in one for one in made)


def test_an_address_that_a_copy_prints_wrongly_is_not_taken(tmp_path: Path) -> None:
    """Nobody could mend it in the capture, and in front matter it would be an error."""
    make_archive(tmp_path, title="Test", base_url="", language="en", rights="", robots="index")
    text = "The wheel of the old mill turned again on Friday, after two years of work at the dam and the race.\n"
    (tmp_path / "seeds/mill.txt").write_text(f"https://mill.example:99999/wheel\n\nThe mill wheel\n\n{text}")
    assert import_captures(tmp_path).findings == ()
    assert "url:" not in (tmp_path / "content/articles/the-mill-wheel.md").read_text()


def test_a_page_of_the_site_links_to_no_address(tmp_path: Path) -> None:
    """Whatever a theme prints."""
    page = '<a href="https://a.example/">a</a> <a href="https://[::1">b</a> <a href="https://a.example:99999/">c</a>'
    (tmp_path / "index.html").write_text(page)
    assert [finding.code for finding in check_site(tmp_path)] == ["broken-link", "broken-link"]
