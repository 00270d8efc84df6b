"""Accounts of origin: what an import writes is read back, and fits its capture; one that does not is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from command import invoke
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.edits import apply_edits
from sitegen.importing import import_captures
from sitegen.records.files import load_archive, load_provenances, provenance_name
from sitegen.records.provenance import format_provenance
from sitegen.sources import check_accounts

ArchiveMaker = Callable[[Mapping[str, str]], Path]
COPY = """Home
News
Subscribe

Council votes for the bridge

By Ada Voss
4 March 2024

The council of Dunmere voted on Monday for the new bridge over the Alm. The engineer said that work would begin in June.

“We have waited for this bridge for thirty years,” said the mayor, Jane Doe, after the vote.

Share this article
© The Dunmere Herald 2024
"""
PAGE = f"""<!doctype html><html lang="en"><head><title>Council votes for the bridge</title></head><body><article>
<h1>Council votes for the bridge</h1>{"".join(f"<p>{line}</p>" for line in COPY.splitlines()[9:12] if line)}
<p>Share this article</p></article></body></html>"""
ACCOUNT = "content/provenance/council-votes-for-the-bridge.yml"
SOURCE = "_site/articles/council-votes-for-the-bridge.source.html"
NOT_AT_HAND = "A capture that fits what was recorded of it was not at hand"


@pytest.fixture
def root(make_archive: ArchiveMaker) -> Path:
    """A built archive of one capture."""
    root = make_archive({"seeds/vote.txt": COPY})
    assert invoke(root, "build", "--no-search").exit_code == 0
    return root


def told(root: Path, command: str) -> list[tuple[str, str]]:
    """Code and file of what a command finds."""
    said = invoke(root, command, "--json", *(["--no-search"] if command == "build" else [])).stdout
    found = [json.loads(line) for line in said.splitlines()]
    found = found if command == "check" else found[0]["findings"]
    return [(one["code"], one["file"]) for one in found]


def change(root: Path, old: str, new: str) -> None:
    text = (root / ACCOUNT).read_text(encoding="utf-8")
    assert old in text
    (root / ACCOUNT).write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what is known of a capture fits it -------------------------------------------------------------------------------

LENGTH = len(COPY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{LENGTH}], kind: furniture", f"{LENGTH + 1}], kind: furniture"),
        (f"{LENGTH}], kind: furniture", "999999999], kind: furniture"),
        ("blocks:\n", "doubts:\n  - {span: [5, 9999], rule: menu, reason: it may be one}\nblocks:\n"),
        ("blocks:\n", "blocks:\n  - [paragraph, 0, 9999]\n"),
        ("body_parts:", "marks:\n  - [emphasis, 0, 9999]\nbody_parts:"),
    ],
)
def test_an_account_of_more_text_than_there_is_is_told_and_not_shown(root: Path, old: str, new: str) -> None:
    """It is as long as the capture to the letter; beside the capture it would show what was never done to it."""
    assert told(root, "check") == told(root, "verify") == []
    assert "<del" in (root / SOURCE).read_text(encoding="utf-8")
    change(root, old, new)
    assert told(root, "check") == [("provenance-unfit", ACCOUNT)]
    assert told(root, "build") == [("provenance-unfit", ACCOUNT)]
    assert told(root, "verify") == [("provenance-unfit", ACCOUNT)]
    assert "1 of 1 captures have the bytes that were recorded" in invoke(root, "verify").stdout
    page = (root / SOURCE).read_text(encoding="utf-8")
    assert NOT_AT_HAND in page and "<del" not in page and '<table class="source">' not in page
    assert invoke(root, "explain", "council-votes-for-the-bridge", "Share this article").exit_code == 0


def test_an_update_makes_such_an_account_anew(root: Path) -> None:
    before = (root / ACCOUNT).read_bytes()
    change(root, f"{LENGTH}], kind: furniture", "5000], kind: furniture")
    assert invoke(root, "import", "--update").exit_code == 0
    assert (root / ACCOUNT).read_bytes() == before
    assert told(root, "check") == []


def test_a_build_tells_it_of_saved_pages_too(make_archive: ArchiveMaker) -> None:
    """`check` and `verify` do not take the text out of thousands of pages; a build has it."""
    root = make_archive({"seeds/vote.html": PAGE})
    assert told(root, "build") == []
    assert NOT_AT_HAND not in (root / SOURCE).read_text(encoding="utf-8")
    change(root, "blocks:\n", "blocks:\n  - [paragraph, 0, 999]\n")
    assert told(root, "build") == [("provenance-unfit", ACCOUNT)]
    assert NOT_AT_HAND in (root / SOURCE).read_text(encoding="utf-8")


def test_of_several_captures_in_a_file_each_has_its_own_length(make_archive: ArchiveMaker) -> None:
    texts = (COPY, COPY.replace("bridge", "ferry") + "The ferry sails at noon from the old quay, as it always has.\n")
    root = make_archive({"seeds/notices.jsonl": "".join(json.dumps({"text": text}) + "\n" for text in texts)})
    assert told(root, "build") == told(root, "check") == []
    change(root, "blocks:\n", "blocks:\n  - [paragraph, 0, 999]\n")
    assert told(root, "check") == told(root, "build") == told(root, "verify") == [("provenance-unfit", ACCOUNT)]


def test_where_the_capture_is_gone_or_changed_that_is_what_is_told(root: Path) -> None:
    change(root, f"{LENGTH}], kind: furniture", "5000], kind: furniture")
    (root / "seeds/vote.txt").write_text(COPY + "More.\n", encoding="utf-8")
    assert told(root, "check") == [("capture-changed", "seeds/vote.txt")]
    (root / "seeds/vote.txt").unlink()
    assert told(root, "check") == [("capture-missing", ACCOUNT)]


# --- what an import writes is read back -------------------------------------------------------------------------------

ODD_SIGNS = (
    "aé \xa0\xad\t:#-{}[]&*!|>'\"%@`,?~<\\/\x0b\x0c\x1b\x7f\x80\x85\x9f\u0301\u200b\u2028\u2029\u202e"
    "\ufeff\ufffd\ufffe\uffff\U0001f525\U0010ffff"
)
ODD = st.text(st.sampled_from(ODD_SIGNS), max_size=12)
SENTENCES = st.sampled_from(
    (
        "The council of Dunmere voted on Monday for the new bridge over the Alm, its chair said.",
        "“We have waited for this,” said Ada Voss, the mayor, in front of some two hundred guests on the quay.",
        "Der Bürgermeister sagte, die Brücke werde im Mai wieder geöffnet: 'endlich'.",
        "По словам мэра, мост снова откроют в мае, хотя работы ещё идут.",
        "It was over by noon.The mayor thanked them (Related: Ferries sold to islands) and left.",
        "The guards hadopened the gate, donâ€™t ask why.",
        "Nobody *at all* was hurt, <em>said</em> the [harbour office](https://port.example/a:b) and its **master**.",
        "<blockquote>The gate stays shut until the ferries run again.</blockquote>",
        "## What comes next for the harbour",
    )
)
FURNITURE = st.sampled_from(
    (
        "Home", "Subscribe to our newsletter", "By Maria Costa", "12 March 2019, 10:45", "World » AFRICA", "yes",
        "OSLO, 3 May (NNB) - The parliament voted to close the airport.", "Minister Vinter: Thank you.", "Getty Images",
        "Share on Facebook", "Advertisement", "Related Posts", "© 2019 Portville Courier", "* * *", "- {a: b}", "long-",
    )
)  # fmt: skip
LINES = st.lists(st.one_of(SENTENCES, SENTENCES, FURNITURE, ODD), min_size=3, max_size=12)
TEXTS = st.builds(str.join, st.sampled_from(("\n", "\n\n", "\r\n", "\n    ")), LINES)


def to_page(title: str, lines: list[str]) -> str:
    """A saved page; what markup there is in the lines stays markup."""
    head = f'<title>{title}</title><meta name="author" content="{title}"><meta property="og:title" content="{title}">'
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{title}</h1>{'<p>'.join(lines)}</article>"


PAGES = st.builds(to_page, st.one_of(SENTENCES, ODD), LINES)
STEMS = st.one_of(
    st.sampled_from(
        ("vote", "yes", "null", "- a: b", "a #b", "it's", 'q"q', "x.jsonl#3", "ж" * 100, "{a}", "~", "1e3")
    ),
    st.text(st.sampled_from(ODD_SIGNS.replace("/", "").replace("\x0b", "")), min_size=1, max_size=20),
)
CAPTURES = st.one_of(
    st.tuples(st.just(".txt"), TEXTS), st.tuples(st.just(".md"), TEXTS), st.tuples(st.just(".html"), PAGES)
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(STEMS, CAPTURES, min_size=1, max_size=3))
def test_what_an_import_writes_of_a_captures_origin_is_read_back_as_it_was(
    captures: dict[str, tuple[str, str]],
) -> None:
    """As strictly as an account from anywhere is read: to the byte, and fitting its capture to the letter."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        (root / "content/site.yml").write_text("title: Alm papers\n", encoding="utf-8")
        (root / "seeds").mkdir()
        for stem, (ending, text) in captures.items():
            (root / "seeds" / f"{stem}{ending}").write_bytes(text.encode())
        imported = import_captures(root)
        archive, findings = load_archive(root)
        origins, problems = load_provenances(root, archive)
        assert not [one for one in (*findings, *problems) if one.severity == "error"]
        raws = {capture.path: capture for capture in imported.captures}
        assert {path for origin in origins.values() for path in (origin.capture, *origin.copies)} == raws.keys()
        for id, origin in origins.items():
            raw = raws[origin.capture].raw
            assert format_provenance(origin, raw) == (root / provenance_name(id)).read_text(encoding="utf-8")
            clean = apply_edits(raw, origin.edits)
            assert all(0 <= one.start <= one.end <= len(clean) for one in (*origin.blocks, *origin.marks))
            assert all(one.end <= len(raw) for one in (*origin.edits, *origin.doubts))
        assert check_accounts(archive, raws) == (raws, ())
        assert {change.action for change in import_captures(root).changes} <= {"unchanged"}


def test_of_a_file_with_the_longest_name_there_is_all_texts_are_known_again(make_archive: ArchiveMaker) -> None:
    """With their numbers, their names are longer than a disk takes; so is that of a sidecar, which there is none of."""
    name = "seeds/" + "a" * (255 - len(".jsonl")) + ".jsonl"
    texts = (COPY, COPY.replace("bridge", "ferry"))
    root = make_archive({name: "".join(json.dumps({"text": text}) + "\n" for text in texts)})
    assert told(root, "build") == told(root, "build") == told(root, "check") == told(root, "verify") == []
    origins, _ = load_provenances(root, load_archive(root)[0])
    assert sorted(origin.capture for origin in origins.values()) == [f"{name}#1", f"{name}#2"]


def test_a_capture_whose_account_could_not_be_read_back_is_told_and_not_imported(make_archive: ArchiveMaker) -> None:
    """Its path is longer than those that an account may name; above it another is imported."""
    deep = "seeds" + f"/{'b' * 200}" * 10 + "/vote.txt"
    root = make_archive({"seeds/ferry.txt": COPY.replace("bridge", "ferry"), deep: COPY})
    assert told(root, "build") == [("capture-unreadable", deep)]
    assert [path.name for path in (root / "content/articles").iterdir()] == ["council-votes-for-the-ferry.md"]
