"""Web addresses: which texts are one. Whatever becomes a link that leads out of the site is asked this first."""

from __future__ import annotations

import re
from unicodedata import normalize

_LABEL = r"[^\x00-\x2c./:-@\[-^`{-\xa0\s]+"
"""A part of a host's name, in any script; of ASCII only letters, digits, hyphen and underscore."""
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_PORT = "(?:[0-9]{0,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
ADDRESS = re.compile(
    r"[hH][tT][tT][pP][sS]?://"
    r"(?:[A-Za-z0-9_!$%&'()*+,.:;=~-]*@)?"
    rf"({_HOST.pattern}|\[[0-9a-fA-F:.]+\])"
    rf"(?::{_PORT})?"
    r"(?:[/?#][^\x00-\x20\x7f\s<>]*)?"
)
"""Readers follow it: `javascript:` and the like are none, nor is what no browser opens. JSON Schemas use it too."""


def is_web_address(text: str) -> bool:
    """Whether it is a whole address of the web: http or https, a host, no white space.

    >>> is_web_address("https://example.org/mill"), is_web_address("https://[::1")
    (True, False)
    """
    found = ADDRESS.fullmatch(text)
    host = found[1] if found else ""
    if host.startswith("["):
        return _is_number(host[1:-1])
    # some signs stand for `/` or `?` or three dots, and are read as these
    return bool(host) and (host.isascii() or bool(_HOST.fullmatch(normalize("NFKC", host))))


def _is_number(host: str) -> bool:
    from ipaddress import IPv6Address  # costs time to import, and is hardly ever needed

    try:
        IPv6Address(host)
    except ValueError:
        return False
    return True


def is_site_address(text: str) -> bool:
    """Whether a site can be published there: its pages' paths are put behind it."""
    return is_web_address(text) and not any(sign in text for sign in '?#"')
