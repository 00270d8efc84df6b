"""What a page itself marks, by the tags, roles and names of its elements, as standing beside its article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from sitegen.intake.page_blocks import PageBlock

MOSTLY_LINKS = 0.5
"""A block with more than this share of its characters in links is likely navigation."""
_LINES = frozenset("p h1 h2 h3 h4 h5 h6".split())
_BESIDE_TAGS = frozenset({"nav", "footer", "form", "amp-sidebar"})
_BESIDE_ROLES = frozenset({"navigation", "contentinfo", "search", "form", "banner", "menu", "dialog", "alertdialog"})
_READERS = (
    r"comments?|comentarios?|commentaires?|kommentare?|commenti|reacties|komentarze|respond|disqus\w*|newsletters?|"
    r"subscri\w+|sign-?up|cookie\w*|consent|gdpr"
)
"""Names of what readers write and of what is asked of them: never the article, however much it is."""
_BESIDE = (
    r"related\w*|recommend\w*|recirc\w*|read-?(?:more|next|also)|more-?(?:stories|news|from|on|articles)|also-?read|"
    r"see-?also|further-?reading|most-?(?:read|popular|viewed)|popular|trending|top-?stories|rich-?link|"
    r"latest-?(?:news|stories|posts)|"
    r"editors?-?picks?|(?:next|prev|previous)-?(?:articles?|posts?|story|stories)|watch-?(?:more|next)|shares?|sharing|"
    r"share-?(?:bar|box|buttons?|tools?|this)|sharedaddy|addtoany|sns|socials?|social-?(?:bar|media|links?)|"
    r"follow-?us|(?:article-?)?votes?|vote-?count|(?:star-?)?ratings?|article-?report|report-?(?:error|typo|mistake)|"
    r"promos?|promo-?box|app-?(?:promo|banner)|advert\w*|ad-?(?:slot|unit|container|wrapper|label|box)|sponsor\w*|outbrain|taboola|zergnet|"
    r"breadcrumbs?|pagination|pager|tags?|tag-?list|taxonomy|"
    r"author-?(?:bio|box|info|card|profile|desc\w*|about)|about-?(?:the-)?authors?|affiliate\w*|disclaimers?|copyright|"
    r"no-?print|print-?(?:none|hide|hidden)|skip-?(?:link|nav)\w*|"
    r"donat\w+|membership|paywall-?(?:prompt|banner|offer)|sidebar|toolbar|"
    r"menu|nav|navigation|site-?(?:header|footer)|page-?footer|feedback|jp-relatedposts|wm-ipp\w*|"
    r"relacionad[ao]s?|compartir|partager|teilen|condividi|empfehlungen|lire-aussi|leer-tambien|leggi-anche|autorenbox"
)
_READERS_NAMES, _BESIDE_NAMES = (
    re.compile(rf"(?:^|[\s-])(?:{names})(?:$|[\s-])", re.IGNORECASE) for names in (_READERS, f"{_BESIDE}|{_READERS}")
)
"""Names that pages give to what stands beside the article, as whole words of a class or id. Not among them, though
they often are it: `widget` (page builders put each paragraph into one) and `teaser` (in Germany the lead)."""
_JOINT = re.compile(r"[-_]+|(?<=[a-z])(?=[A-Z])")
"""What parts the words of a name: `author-bio`, `author__bio`, `authorBio`."""


def ancestry(block: PageBlock) -> Iterable[HtmlElement]:
    """The elements around a block, the innermost first."""
    if block.element is None:
        return ()
    return (block.element, *block.element.iterancestors())


def is_beside(block: PageBlock, around: frozenset[HtmlElement]) -> bool:
    """Whether the page says, by tag, role or name of an element, that the block is no part of an article."""
    elements = [element for element in ancestry(block) if element not in around]
    in_aside = block.linked > MOSTLY_LINKS and any(element.tag == "aside" for element in elements)
    return in_aside or any(_says_beside(element) for element in elements)


def _says_beside(element: HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    if element.tag == "footer" and element.getparent() is not None and element.getparent().tag == "blockquote":
        return False  # who said it
    if element.tag in _BESIDE_TAGS or element.get("role", "").lower() in _BESIDE_ROLES:
        return True
    return _is_named(element, _BESIDE_NAMES)


def _is_named(element: HtmlElement, names: re.Pattern[str]) -> bool:
    anchor = "" if element.tag in _LINES else element.get("id", "")  # `<h3 id="related-work">`: made of its words
    own = f"{element.get('class', '')} {anchor}"[:500]
    return len(own) > 1 and bool(names.search(_JOINT.sub("-", own)))


def is_of_readers(block: PageBlock, around: frozenset[HtmlElement]) -> bool:
    """Whether the page says that readers wrote the block, or that something is asked of them in it."""
    elements = (element for element in ancestry(block) if element not in around)
    return any(element.tag == "form" or _is_named(element, _READERS_NAMES) for element in elements)
