"""Bytes to text: which encoding a capture is in, from sure signs to guesses that are reported as such."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
"""Bytes that are looked at to guess an encoding; guessing takes time with every byte."""

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_STRAY = re.compile("[\udc80-\udcff]")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers, and so the people who save pages, mean by some names: the larger sets that contain them."""

_NEVER = frozenset({"utf_7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"})
_GUESSES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp874", "koi8_r", "koi8_u", "iso8859_5"),
    *("cp866", "cp855", "mac_cyrillic", "cp932", "euc_jp", "gb18030", "big5", "cp949", "mac_roman"),
)
"""What texts were saved in before Unicode. Rarer encodings only make guesses worse."""

_LATIN = {
    "cp1250": "pl cs sk hu hr bs sl ro sq",
    "cp1254": "tr az",
    "cp1257": "lt lv et",
    "cp1258": "vi",
}
_LATIN_BY_LANGUAGE = {language: encoding for encoding, languages in _LATIN.items() for language in languages.split()}
"""Encodings of Latin letters differ in the accented ones only, so the rest of the letters tell the language."""
_SHIFTS = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_2"))
"""Signs of encodings that are made of ASCII bytes, which would pass for UTF-8."""


class Decoded(NamedTuple):
    """Text and how it was decoded."""

    text: str
    encoding: str
    sure: bool
    """False where the encoding was guessed from the letters."""
    stray_at: int | None = None
    """Offset of the first character that came from a byte foreign to the encoding."""


def decode(data: bytes, *, declared: str = "", is_html: bool = False) -> Decoded | None:
    """Decode a file's bytes; None where they are no text. Newlines stay as they are, a byte order mark is dropped.

    Tried in order: a byte order mark, what an editor or a web server `declared`, UTF-16 by its pattern of NULs, UTF-8,
    an HTML page's own charset, UTF-8 with a few foreign bytes, and last a guess by charset-normalizer on a sample.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if declared and (decoded := _strict(data, _known(declared))):
        return decoded
    if b"\x00" in data:
        return _as_utf16(data)
    for sign, encoding in _SHIFTS:
        if sign in data and (decoded := _strict(data, encoding)):
            return decoded
    own = _known(_declared_in_page(data)) if is_html else ""
    try:
        text = data.decode("utf-8")
    except UnicodeError:
        return _strict(data, own) or _mostly_utf8(data) or _guessed(data)
    return Decoded(text, "utf-8", sure=True) if _is_text(text) else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    if not encoding:
        return None
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    return Decoded(text, encoding.removesuffix("-sig"), sure=True) if _is_text(text) else None


def _is_text(text: str) -> bool:
    """No NUL, and next to no characters that are never printed (in binary files a quarter of the bytes are such)."""
    unprinted = sum(1 for _ in _UNPRINTED.finditer(text))
    return "\x00" not in text and unprinted * 100 <= len(text)


def _known(name: str) -> str:
    """Python's name for a declared encoding, read as browsers read it; empty if there is none that decodes text."""
    try:
        codec = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return ""
    if codec.name.replace("-", "_") in _NEVER or not codec._is_text_encoding:
        return ""
    return _READ_AS.get(codec.name, codec.name)


def _declared_in_page(data: bytes) -> str:
    match = _META_CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else ""


def _as_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: the NULs of its ASCII characters (spaces at least) all stand on one side of a pair.

    Text with a few stray NULs, from a damaged disk or a wrong export, is not UTF-16 and no text either.
    """
    rest = data.replace(b"\x00", b"")
    if 3 * len(rest) > 2 * len(data) and decode(rest) is not None:
        return None
    sample = data[:_SAMPLE]
    low_first, high_first = sample[1::2].count(0), sample[::2].count(0)
    if min(low_first, high_first) or len(data) % 2:
        return None
    return _strict(data, "utf-16-le" if low_first else "utf-16-be")


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few foreign bytes, from a cut or a pasted line, which are read as Windows-1252 ones.

    Taken only where sound multi-byte characters outnumber the foreign bytes ten to one: letters of an older encoding
    hardly ever form one by chance.
    """
    text = data.decode("utf-8", "surrogateescape")
    stray = [match.start() for match in _STRAY.finditer(text)]
    sound = len(text.encode("utf-8", "surrogatepass")) - len(text) - 2 * len(stray)
    if not stray or sound < 20 * len(stray):
        return None
    text = _STRAY.sub(lambda match: _as_windows(match[0]), text)
    return Decoded(text, "utf-8", sure=False, stray_at=stray[0]) if _is_text(text) else None


def _as_windows(stray: str) -> str:
    return bytes([ord(stray) - 0xDC00]).decode("cp1252", "replace")


def _guessed(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # its tables take a while to load, and few captures need them

    sample = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1 or _SAMPLE]
    best = from_bytes(sample, cp_isolation=list(_GUESSES)).best()
    guess = best.encoding if best is not None else ""
    if guess in ("cp1252", "mac_roman", *_LATIN):
        guess = _latin(sample, guess)
    for name in (guess, "cp1252"):
        if decoded := _strict(data, name):
            return decoded._replace(sure=False)
    text = data.decode("cp1252", "replace")
    return Decoded(text, "cp1252", sure=False, stray_at=text.find("\ufffd")) if _is_text(text) else None


def _latin(sample: bytes, guess: str) -> str:
    """The encoding of Latin letters that fits the language; Mac Roman where that is the guess and its own bytes say so.

    Windows has signs where Mac Roman has most of its accented letters.
    """
    if guess == "mac_roman":
        high = [byte for byte in sample if byte >= 0x80]
        letters = sum(1 for byte in high if byte <= 0x9F and byte not in b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99")
        if 2 * letters > len(high):
            return guess
    from py3langid import classify

    words = re.sub(rb"<[^<>]*>|[\x80-\xff]+", b" ", sample)[:8192].decode("ascii")
    language, _ = classify(words)
    encoding = _LATIN_BY_LANGUAGE.get(language, "cp1252")
    if encoding == "cp1250" and not re.search(rb"[\x80-\x9f]", sample):
        return "iso8859_2"  # the letters that the two have in different places are frequent, and Windows has them here
    return encoding
