"""Web addresses as pages print them, made whole; no address is ever opened."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_WAYBACK = re.compile(r"(?:https?://web\.archive\.org)?/web/[0-9]{4,14}(?:[a-z]{2}_)?/(?=https?:/)")


def absolute(target: str, address: str) -> str:
    """The whole address that a link on the page at `address` leads to; empty where it leads nowhere one can cite.

    Only http, https and mailto; a link within the page, and a relative one on a page of unknown address, is empty.
    What the Wayback Machine put before the addresses of its copies is taken off.
    """
    target = "".join(char for char in target.strip() if char > " " and char != "\x7f")
    target = _WAYBACK.sub("", target, count=1) if "/web/" in target[:60] else target
    if not target or target.startswith("#") or len(target) > 2000:
        return ""
    try:
        whole = urljoin(address, target) if address else target
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme.lower() == "mailto":
        return whole
    return whole if parts.scheme.lower() in ("http", "https") and parts.netloc else ""


def hostname(address: str) -> str:
    """The host of an address without `www.`; empty if it has none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
