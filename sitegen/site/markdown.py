"""Markdown that editors write (notes, essays, annotations) as HTML. Raw HTML in it stays text."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def render_markdown(text: str) -> Markup:
    """Safe by the parser's settings: no raw HTML, no `javascript:` links."""
    return Markup(_parser().render(text).strip())  # noqa: S704
