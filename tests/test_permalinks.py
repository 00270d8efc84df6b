"""The ledger of addresses: append-only, never loses a line, and says when an address would break."""

from __future__ import annotations

import time
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Archive, Document, DocumentId, Outlet, OutletId, Passage, Permalink, SiteSettings
from sitegen.records.permalinks import current, find_addresses, find_list_parts, format_ledger, plan_ledger, read_ledger

NOTHING: MappingProxyType[str, object] = MappingProxyType({})


def archive(*documents: Document, ledger: tuple[Permalink, ...] = (), outlets: tuple[str, ...] = ()) -> Archive:
    return Archive(
        settings=SiteSettings("Test"),
        documents=MappingProxyType({document.id: document for document in documents}),
        outlets=MappingProxyType({OutletId(id): Outlet(OutletId(id), id) for id in outlets}),
        people=MappingProxyType({}),
        events=MappingProxyType({}),
        topics=MappingProxyType({}),
        notes=MappingProxyType({}),
        ledger=ledger,
    )


def document(id: str, *, text: str = "", **values: object) -> Document:
    passages = (Passage("paragraph", text),) if text else ()
    return Document(DocumentId(id), id, f"content/articles/{id}.md", passages=passages, **values)  # type: ignore[arg-type]


def test_a_first_build_records_every_page() -> None:
    added, findings = plan_ledger(archive(document("bridge"), outlets=("times",)), "2024-06-01")
    assert findings == []
    assert format_ledger(added, head=True) == (
        "path,kind,id,status,target,since\n"
        "articles/bridge.html,document,bridge,live,,2024-06-01\n"
        "outlets/times.html,outlet,times,live,,2024-06-01\n"
    )


def test_a_second_build_adds_nothing() -> None:
    first, _ = plan_ledger(archive(document("bridge")), "2024-06-01")
    assert plan_ledger(archive(document("bridge"), ledger=first), "2025-01-01") == ((), [])


def test_a_rename_leaves_an_alias_and_a_withdrawal_a_tombstone() -> None:
    first, _ = plan_ledger(archive(document("bridge"), document("tunnel")), "2024-06-01")
    now = archive(
        document("new-bridge", aliases=("bridge",)),
        document("tunnel", status="withdrawn", withdrawn_because="It was a hoax."),
        ledger=first,
    )
    added, findings = plan_ledger(now, "2024-07-01")
    assert findings == []
    assert [(link.path, link.status, link.target) for link in added] == [
        ("articles/bridge.html", "moved", "articles/new-bridge.html"),
        ("articles/new-bridge.html", "live", ""),
        ("articles/tunnel.html", "withdrawn", ""),
    ]


def test_a_lost_address_is_an_error_that_names_the_line_that_mends_it() -> None:
    first, _ = plan_ledger(archive(document("bridge")), "2024-06-01")
    added, findings = plan_ledger(archive(document("new-bridge"), ledger=first), "2024-07-01")
    assert [link.path for link in added] == ["articles/new-bridge.html"]
    assert [finding.code for finding in findings] == ["address-lost"]
    assert "aliases: [bridge]" in findings[0].remedy


def test_earlier_ids_become_addresses_if_they_were_published_or_are_few() -> None:
    """One document with 20 000 of them would make 160 000 files, and as many lines in the ledger, for good."""
    made_up = tuple(f"made-up-{n}" for n in range(20_000))
    published = archive(*(document(f"bridge-{n}") for n in range(300)))
    ledger, _ = plan_ledger(published, "2024-06-01")
    merged = document("bridge", aliases=(*made_up, *published.documents), lines={"aliases": 7})
    now = archive(merged, ledger=ledger)
    added, findings = plan_ledger(now, "2024-07-01")
    moved = [link.id for link in added if link.status == "moved"]
    assert sorted(moved) == sorted([*made_up[:100], *published.documents])
    assert [(one.code, one.file, one.line, "19900" in one.message) for one in findings] == [
        ("too-many-aliases", "content/articles/bridge.md", 7, True)
    ]
    assert plan_ledger(archive(merged, ledger=(*ledger, *added)), "2025-01-01") == ((), findings)
    other = document("tunnel", aliases=(made_up[-1],))
    (link,) = (link for link in plan_ledger(archive(merged, other), "2024-07-01")[0] if link.id == made_up[-1])
    assert link.target == "articles/tunnel.html"
    outlet = Outlet(OutletId("times"), "Times", aliases=made_up[:101])
    added, findings = plan_ledger(replace(archive(), outlets=MappingProxyType({outlet.id: outlet})), "2024-07-01")
    assert len(added) == 101
    assert [(one.file, one.line) for one in findings] == [("content/authorities/outlets.yml", 0)]


def test_a_document_renamed_twice_needs_its_last_name_only() -> None:
    ledger: tuple[Permalink, ...] = ()
    second, third = document("new-bridge", aliases=("bridge",)), document("b3", aliases=("new-bridge",))
    for now in (document("bridge"), second, third):
        added, findings = plan_ledger(archive(now, ledger=ledger), "2024-06-01")
        assert findings == []
        ledger += added
    assert {path: link.target for path, link in current(ledger).items()} == {
        "articles/bridge.html": "articles/b3.html",
        "articles/new-bridge.html": "articles/b3.html",
        "articles/b3.html": "",
    }


def test_records_that_were_merged_or_split_leave_redirects() -> None:
    first, _ = plan_ledger(archive(outlets=("times", "old-times", "news")), "2024-06-01")
    now = archive(outlets=("times", "news-at-ten", "evening-news"), ledger=first)
    _, findings = plan_ledger(now, "2024-07-01")
    assert [finding.message.split()[0] for finding in findings] == ["outlets/news.html", "outlets/old-times.html"]
    assert "aliases: [news]" in findings[0].remedy
    aliases = {"times": "old-times", "news-at-ten": "news", "evening-news": "news"}
    outlets = {id: replace(outlet, aliases=(aliases[id],)) for id, outlet in now.outlets.items()}
    added, findings = plan_ledger(replace(now, outlets=outlets), "2024-07-01")
    assert findings == []
    assert [(link.id, link.target) for link in added if link.status == "moved"] == [
        ("news", "outlets/evening-news.html outlets/news-at-ten.html"),
        ("old-times", "outlets/times.html"),
    ]


def moves(number: int, *targets: str) -> Permalink:
    leads = " ".join(f"articles/{target}.html" for target in targets)
    return Permalink(f"articles/m{number}.html", "document", f"m{number}", "moved", leads, "2024-06-01")


def test_20_000_moves_in_a_chain_are_followed_once_and_lead_to_its_end() -> None:
    """Each from its own start, 200 million steps."""
    chain = (*(moves(n, f"m{n + 1}") for n in range(19_999)), moves(19_999, "bridge"))
    began = time.process_time()
    found = find_addresses(archive(document("bridge"), ledger=chain))
    assert time.process_time() - began < 10
    assert {link.target for link in found.values() if link.status == "moved"} == {"articles/bridge.html"}
    assert len(found) == 20_001


def test_a_chain_that_ends_nowhere_or_in_a_ring_makes_no_file_and_each_address_is_told() -> None:
    ends = (moves(0, "m1"), moves(1, "m2"), moves(2, "m3"), moves(3, "m2"), moves(4, "m5"), moves(5, "nowhere"))
    now = archive(document("bridge"), ledger=ends)
    assert list(find_addresses(now)) == ["articles/bridge.html"]
    added, findings = plan_ledger(now, "2024-07-01")
    assert [link.id for link in added] == ["bridge"]
    assert [(one.code, one.message.split()[0]) for one in findings] == [
        ("address-lost", f"articles/m{n}.html") for n in range(6)
    ]


def test_records_that_are_split_again_and_again_end_nowhere() -> None:
    """A page of choices for each would hold all that follow: millions of links. A few divisions of divisions do."""
    gone = [Permalink(f"articles/w{n}.html", "document", f"w{n}", "withdrawn", "", "2024-06-01") for n in range(5000)]
    splits = [moves(n, f"m{n + 1}", f"w{n}") for n in range(4999)] + [moves(4999, "w4999")]
    began = time.process_time()
    found = find_addresses(archive(ledger=(*gone, *splits)))
    assert time.process_time() - began < 30
    assert "articles/m0.html" not in found
    assert found["articles/m4997.html"].target == "articles/w4997.html articles/w4998.html articles/w4999.html"


def test_more_old_addresses_than_an_archive_can_have_had_are_told() -> None:
    published = tuple(moves(n, "bridge") for n in range(20_000))
    code = "many-old-addresses"
    _, findings = plan_ledger(archive(document("bridge"), ledger=published), "2024-07-01")
    assert [(one.code, one.severity, one.message) for one in findings] == [
        (code, "warning", "The ledger keeps 20000 addresses beyond those of 1 records; each takes up to 8 files.")
    ]
    tags = tuple(Permalink(f"tags/t{n}.html", "tag", f"t{n}", "live", "", "2024-06-01") for n in range(1000))
    assert [one.code for one in plan_ledger(archive(document("bridge"), ledger=tags), "2024-07-01")[1]] == [code]
    days = (f"articles.2024-{month:02}-{day:02}" for month in range(1, 100) for day in range(10, 100))
    lists = tuple(Permalink(f"{day}.html", "list", day, "live", "", "2024-06-01") for day in days)
    assert [one.code for one in plan_ledger(archive(document("bridge"), ledger=lists), "2024-07-01")[1]] == [code]
    many = archive(*(document(f"bridge-{n}") for n in range(2000)), ledger=published[:1500])
    assert code not in {one.code for one in plan_ledger(many, "2024-07-01")[1]}


def test_redirects_in_a_ring_lead_nowhere_and_are_told() -> None:
    ring = (
        Permalink("articles/a.html", "document", "a", "moved", "articles/b.html", "2024-06-01"),
        Permalink("articles/b.html", "document", "b", "moved", "articles/a.html", "2024-06-01"),
    )
    added, findings = plan_ledger(archive(ledger=ring), "2024-07-01")
    assert (added, [finding.code for finding in findings]) == ((), ["address-lost", "address-lost"])


def test_what_is_no_line_is_reported_and_the_others_stand() -> None:
    """Empty lines, as merging leaves them, are passed over."""
    lines = ("path,kind,id,status,target,since", "x", "", "articles/a.html,document,a,live,,2024-06-01", "")
    links, findings = read_ledger("\n".join(lines))
    assert [link.id for link in links] == ["a"]
    assert [(finding.code, finding.line) for finding in findings] == [("ledger-line", 2)]


def test_a_line_that_is_no_csv_is_reported_and_those_before_it_stand() -> None:
    endless = "x" * 200_000
    links, findings = read_ledger(
        f"articles/a.html,document,a,live,,2024-06-01\n{endless},document,b,live,,2024-06-01\n"
    )
    assert [link.id for link in links] == ["a"]
    assert [(finding.code, finding.line) for finding in findings] == [("ledger-line", 2)]


def test_pages_of_a_divided_list_stay_and_go_with_their_record() -> None:
    """Each is a line of its own; a record that was split leaves them at its page of choices."""
    lines = "".join(f"{page}.2024.html,list,{page}.2024,live,,2024-06-01\n" for page in
                    ("articles", "outlets/times", "outlets/news", "outlets/gazette"))  # fmt: skip
    ledger, findings = read_ledger(lines)
    assert findings == []
    records = archive(ledger=ledger, outlets=("gazette", "post", "news-at-ten", "evening-news"))
    aliases = {"post": "times", "news-at-ten": "news", "evening-news": "news"}
    outlets = {id: replace(one, aliases=(aliases[id],) if id in aliases else ()) for id, one in records.outlets.items()}
    assert find_list_parts(replace(records, outlets=outlets)) == {
        "articles.html": {"2024"},
        "outlets/post.html": {"2024"},
        "outlets/news.html": {"2024"},
        "outlets/gazette.html": {"2024"},
    }


def test_a_part_of_a_list_stands_in_the_wider_ones_and_goes_where_its_list_is_nowhere() -> None:
    lines = "".join(f"{page}.2024-03-05.html,list,{page}.2024-03-05,live,,2024-06-01\n" for page in
                    ("articles", "outlets/never-was"))  # fmt: skip
    now = archive(ledger=read_ledger(lines)[0])
    assert find_list_parts(now) == {"articles.html": {"2024", "2024-03", "2024-03-05"}}
    _, findings = plan_ledger(now, "2024-07-01")
    assert [(one.code, one.message.split()[0], one.remedy) for one in findings] == [
        (
            "address-lost",
            "outlets/never-was.2024-03-05.html",
            "Bring back the record whose list this was, or put its id among the `aliases` of another.",
        )
    ]


def test_new_pages_of_a_list_are_recorded_once() -> None:
    lists = ("articles.2025.html", "articles.2024.html")
    first, findings = plan_ledger(archive(), "2024-06-01", lists)
    assert findings == []
    assert format_ledger(first, head=False) == (
        "articles.2024.html,list,articles.2024,live,,2024-06-01\narticles.2025.html,list,articles.2025,live,,2024-06-01\n"
    )
    assert plan_ledger(archive(ledger=first), "2025-01-01", lists) == ((), [])
    assert plan_ledger(archive(ledger=first), "2025-01-01") == ((), []), "they stay, however short the list is now"


@pytest.mark.parametrize(
    "line",
    [
        "articles/a.html,document,a,live,",
        "articles/a.html,document,a,lively,,2024-06-01",
        "articles/a.html,poem,a,live,,2024-06-01",
        "articles/b.html,document,a,live,,2024-06-01",
        "people/a.html,document,a,live,,2024-06-01",
        "articles/../a.html,document,../a,live,,2024-06-01",
        "articles/a.html,document,a,moved,articles/../../b.html,2024-06-01",
        "articles/a.html,document,a,moved,,2024-06-01",
        "articles/a.html,document,a,moved,articles/a.html,2024-06-01",
        "articles/a.html,document,a,moved,outlets/b.html,2024-06-01",
        "articles/a.html,document,a,moved,articles/b.html people/b.html,2024-06-01",
        "articles/a.html,document,a,live,articles/b.html,2024-06-01",
        "articles/a.html,document,a,withdrawn,articles/b.html,2024-06-01",
        "articles.2024.html,list,articles.2024,moved,,2024-06-01",
        "articles.2024.html,list,articles.2025,live,,2024-06-01",
        "articles.2024.html,list,articles.2024,live,articles.html,2024-06-01",
        "articles/2024.html,list,articles/2024,live,,2024-06-01",
        "../articles.2024.html,list,../articles.2024,live,,2024-06-01",
    ],
)
def test_a_line_that_names_no_page_of_ours_is_not_followed(line: str) -> None:
    """Files are written at these addresses."""
    links, findings = read_ledger(f"path,kind,id,status,target,since\n{line}\n")
    assert (links, [finding.code for finding in findings]) == ((), ["ledger-line"])


def test_the_remedy_names_the_file_to_be_changed() -> None:
    lost = [Permalink(f"{folder}/a.html", kind, "a", "live", "", "2024-06-01") for folder, kind in
            (("articles", "document"), ("people", "person"))]  # fmt: skip
    _, findings = plan_ledger(archive(ledger=tuple(lost)), "2024-07-01")
    remedies = {finding.message.split("/")[0].split()[-1]: finding.remedy for finding in findings}
    assert [("the document that" in one, "authority file" in one) for one in remedies.values()] == [
        (True, False),
        (False, True),
    ]


IDS = st.sampled_from(["a", "b", "c"])
STATES = st.dictionaries(IDS, st.tuples(st.sampled_from(["", "withdrawn"]), st.sets(st.sampled_from(["x", "y"]))))


@given(st.lists(STATES, max_size=5))
def test_no_line_is_ever_lost_and_every_address_that_was_live_still_has_a_state(
    states: list[dict[str, tuple[str, set[str]]]],
) -> None:
    ledger: tuple[Permalink, ...] = ()
    for state in states:
        documents = [
            document(id, status=status, aliases=tuple(sorted(aliases))) for id, (status, aliases) in state.items()
        ]
        before = ledger
        added, findings = plan_ledger(archive(*documents, ledger=ledger), "2024-06-01")
        ledger = (*ledger, *added)
        assert ledger[: len(before)] == before
        read, problems = read_ledger(format_ledger(ledger, head=True))
        assert (read, problems) == (ledger, [])
        silent = {path for path, link in current(before).items() if link.status != "withdrawn"}
        kept = {f"articles/{name}.html" for doc in documents for name in (doc.id, *doc.aliases)}
        lost = {finding.message.split()[0] for finding in findings}
        stands = kept | {path for path, link in current(before).items() if link.status == "withdrawn"}
        for _ in before:
            stands |= {path for path, link in current(before).items() if stands & set(link.target.split())}
        assert silent - stands == lost
