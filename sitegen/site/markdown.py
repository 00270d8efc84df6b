"""Markdown that editors write (notes, essays, annotations) as HTML. Raw HTML in it stays text, a picture is a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from sitegen.commonmark import is_safe_target


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = is_safe_target  # type: ignore[assignment, method-assign]
    return parser


@lru_cache(maxsize=1)
def _open_parser() -> MarkdownIt:
    """The same, but that it takes every link, and leaves it as it is: for looking at, not for rendering."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def render_markdown(text: str, lead: Callable[[str], str] = str) -> Markup:
    """Safe by the parser's settings: no raw HTML, no links but http, https, mailto and within the site.

    `lead` says where a link as written leads; empty: nowhere, and its words stand as words.
    """
    tokens = _parser().parse(text)
    for link in _links(tokens):
        target = lead(str(link.attrs.pop("href")))
        if target:
            link.attrs["href"] = target
    return Markup(_parser().renderer.render(tokens, _parser().options, {}).strip())  # noqa: S704


def find_links(text: str) -> list[str]:
    """The targets of all links, as written; of those too that are not rendered as links."""
    return [str(link.attrs["href"]) for link in _links(_open_parser().parse(text))]


def is_rendered(target: str) -> bool:
    """Whether a link to that target, as written, is rendered as one."""
    return is_safe_target(_parser().normalizeLink(target))


def _links(tokens: Sequence[Token]) -> Iterator[Token]:
    return (child for token in tokens for child in token.children or () if child.type == "link_open")
