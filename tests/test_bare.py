"""`build --profile bare` and `related`: a small site that holds together, and an archive that is left as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from command import run_sitegen

from sitegen.site.check import check_site


def content_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_it_has_documents_and_lists_and_every_link_leads_somewhere(toy_archive: Path) -> None:
    run_sitegen("build", "--profile", "bare", cwd=toy_archive)
    site = toy_archive / "_site"
    assert [finding for finding in check_site(site) if finding.severity != "info"] == []
    assert {"index.html", "articles.html", "outlets.html", "people.html"} <= pages(site)
    assert (site / "feed.atom.xml").is_file() and any((site / "outlets").glob("*.atom.xml"))
    assert not list((site / "articles").glob("*.json")) and not (site / "pagefind").exists()


def test_its_documents_and_records_have_the_addresses_of_the_whole_site(toy_archive: Path) -> None:
    run_sitegen("build", "--profile", "bare", "--output", "small", cwd=toy_archive)
    run_sitegen("build", "--no-search", cwd=toy_archive)
    small = {path for path in pages(toy_archive / "small") if "/" in path}
    assert small and small <= pages(toy_archive / "_site")


def test_a_page_has_the_text_its_date_and_links_to_outlet_and_speakers(toy_archive: Path) -> None:
    run_sitegen("build", "--profile", "bare", cwd=toy_archive)
    page = (toy_archive / "_site/articles/dunmere-council-votes-for-new-alm-bridge.html").read_text(encoding="utf-8")
    assert '<p id="p1"' in page and "<time datetime=" in page
    assert 'href="../outlets/' in page and 'href="../people/' in page


def test_documents_on_one_happening_lead_to_each_other_where_that_is_asked_for(toy_archive: Path) -> None:
    run_sitegen("build", "--profile", "bare", cwd=toy_archive)
    name = "articles/dunmere-council-votes-for-new-alm-bridge.html"
    alone = (toy_archive / "_site" / name).read_text(encoding="utf-8")
    run_sitegen("build", "--profile", "related", cwd=toy_archive)
    page = (toy_archive / "_site" / name).read_text(encoding="utf-8")
    assert 'id="related"' not in alone and 'id="related"' in page
    related = page.partition('id="related"')[2]
    assert 'href="../articles/' in related and '<p class="reason">' in related
    assert [finding for finding in check_site(toy_archive / "_site") if finding.severity != "info"] == []
    assert not (toy_archive / "_site/stance.html").exists()


def test_nothing_is_recorded(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    text = "---\ntitle: The ferry is late\ndate: 2024-03-04\n---\n\nThe ferry was late again.\n"
    root = make_archive({"content/articles/ferry.md": text})
    before = content_of(root)
    for profile in ("bare", "related"):
        run_sitegen("build", "--profile", profile, "--output", profile, cwd=root)
        assert (root / profile / "articles/ferry.html").is_file()
    assert content_of(root) == before


def test_one_profile_does_not_pass_for_the_other(toy_archive: Path) -> None:
    run_sitegen("build", "--profile", "bare", cwd=toy_archive)
    run_sitegen("build", "--no-search", cwd=toy_archive)
    assert (toy_archive / "_site/stance.html").is_file()
    run_sitegen("build", "--profile", "bare", cwd=toy_archive)
    assert not (toy_archive / "_site/stance.html").exists()
