"""`pack --zim`: the site as one file for Kiwix and other offline readers, with the full-text index that they search.

Needs libzim, which the extra `zim` brings: this module is imported only where it is used.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider

from sitegen.site.manifest import MANIFEST

MAIN_PAGE = "index.html"
_FOR_SERVERS = re.compile(rf"404[.]html|[.]nojekyll|robots[.]txt|sitemap(-[0-9]+)?[.]xml|{re.escape(MANIFEST)}")
"""What only a web server or a search engine asks for, and the manifest, which names these files."""
_MIME_TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
    ".jsonld": "application/ld+json", ".svg": "image/svg+xml", ".png": "image/png", ".xml": "application/xml",
    ".atom.xml": "application/atom+xml", ".txt": "text/plain", ".md": "text/markdown", ".csv": "text/csv",
    ".bib": "application/x-bibtex", ".ris": "application/x-research-info-systems", ".wasm": "application/wasm",
}  # fmt: skip
"""By the ending of a file's name. Python's own table differs between machines."""
_LANGUAGES = (
    "aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bibis bmbam bnben bobod "
    "brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell eneng eoepo "
    "esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin "
    "hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat "
    "kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin "
    "lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo "
    "nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun "
    "roron rurus rwkin sasan scsrd sdsnd sesme sgsag shhbs sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot "
    "susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr "
    "ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul"
)
_THREE_LETTERS = {pair[:2]: pair[2:] for pair in _LANGUAGES.split()}
"""ISO 639-1 to ISO 639-3, which ZIM files use; the codes are those of the registration authority, SIL."""


_ZIM_UUID, _MD5 = slice(8, 24), 16
"""Where the header has the file's identifier; how long the checksum at its end is."""
_XAPIAN, _XAPIAN_VERSION = b"\x0f\x0dXapian Glass", 2
"""How an index begins; the bytes between that and its identifier."""


def zim_languages(tags: Iterable[str]) -> str:
    """Language tags as ZIM metadata has them: `en-GB`, `uk` are `eng,ukr`. `mul`, several, where none is known."""
    codes = [tag.split("-")[0].lower() for tag in tags]
    known = [_THREE_LETTERS.get(code, code if len(code) == 3 else "") for code in codes]
    return ",".join(dict.fromkeys(code for code in known if code)) or "mul"


def write_zim(
    target: Path, site: Path, paths: Sequence[str], described: Mapping[str, str], illustration: bytes
) -> None:
    """Write the files `paths` of a site into a new ZIM file.

    `described` is its metadata by name (Title, Language …); `illustration` a PNG of 48 by 48. A page that leads on
    becomes a redirect of the file's own. Every page is found by its title and, libzim's own index, by its words.
    """
    creator = Creator(target)
    creator.config_indexing(True, described["Language"].partition(",")[0])
    creator.config_nbworkers(1)  # with more, the order of the contents differs from run to run
    creator.set_mainpath(MAIN_PAGE)
    with _quiet(), creator:
        for path in sorted(path for path in set(paths) if not _FOR_SERVERS.fullmatch(path)):
            _add_file(creator, site, path)
        for name, value in described.items():
            if value:
                creator.add_metadata(name, value)
        creator.add_illustration(48, illustration)
    said = "\n".join(described.values()).encode() + (site / MANIFEST).read_bytes()
    _settle_identifiers(target, hashlib.sha256(said).digest()[:16])


def _add_file(creator: Creator, site: Path, path: str) -> None:
    page = _read_page((site / path).read_text(encoding="utf-8")) if path.endswith(".html") else None
    if page and page.leads_to:
        end = normpath(join(dirname(path), unquote(urldefrag(page.leads_to).url)))
        creator.add_redirection(path, page.title, end, {Hint.FRONT_ARTICLE: False})
    else:
        # zimcheck takes an empty file for a fault; references of no document are one
        creator.add_item(_SiteFile(path, (site / path).read_bytes() or b"\n", page))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps what libzim says of its steps off the standard output, which is for results."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _settle_identifiers(target: Path, identifier: bytes) -> None:
    """Give a ZIM file and the two indexes in it the identifier that follows from what they hold, so that the same site
    gives the same bytes. libzim takes random ones; nothing else in the file differs from run to run.
    """
    with target.open("r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        data[_ZIM_UUID] = identifier
        at = data.find(_XAPIAN)
        while at >= 0:
            start = at + len(_XAPIAN) + _XAPIAN_VERSION
            data[start : start + len(identifier)] = identifier
            at = data.find(_XAPIAN, start)
        data[-_MD5:] = hashlib.md5(memoryview(data)[:-_MD5], usedforsecurity=False).digest()


# --- files of the site ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    text: str
    leads_to: str
    """Where a page that has moved refreshes to; empty of any other."""


class _Words(IndexData):  # type: ignore[misc]  # libzim has no types
    """What the full-text index has of a page. libzim's own reading would take in menus, and pass over what search
    engines are asked to pass over.
    """

    def __init__(self, page: _Page) -> None:
        super().__init__()
        self._page = page

    def has_indexdata(self) -> bool:
        return True

    def get_title(self) -> str:
        return self._page.title

    def get_content(self) -> str:
        return self._page.text

    def get_keywords(self) -> str:
        return ""

    def get_wordcount(self) -> int:
        return len(self._page.text.split())

    def get_geoposition(self) -> None:
        return None


class _SiteFile(Item):  # type: ignore[misc]
    def __init__(self, path: str, content: bytes, page: _Page | None) -> None:
        super().__init__()
        self._path, self._content, self._page = path, content, page
        self._front = page is not None and not path.endswith(".source.html")

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        return self._page.title if self._page else ""

    def get_mimetype(self) -> str:
        return _mime_type(self._path)

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._content)

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: self._front, Hint.COMPRESS: True}

    def get_indexdata(self) -> IndexData:
        return _Words(self._page) if self._page and self._front else _Nothing()


class _Nothing(IndexData):  # type: ignore[misc]
    def has_indexdata(self) -> bool:
        return False


def _mime_type(path: str) -> str:
    name = path.rpartition("/")[2]
    endings = (name[at:] for at, char in enumerate(name) if char == ".")
    return next((_MIME_TYPES[ending] for ending in endings if ending in _MIME_TYPES), "application/octet-stream")


class _PageReader(HTMLParser):
    """Collects a page's heading (else its title), the words of its main part, and where it refreshes to."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.words: dict[str, list[str]] = {"title": [], "h1": [], "main": []}
        self.leads_to = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (*self.words, "script", "style"):
            self.inside.append(tag)
        values = dict(attrs)
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            self.leads_to = (values.get("content") or "").partition("url=")[2]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.inside):
            for part in self.inside:
                self.words[part].append(data)


def _read_page(html: str) -> _Page:
    reader = _PageReader()
    reader.feed(html)
    texts = {part: " ".join(" ".join(words).split()) for part, words in reader.words.items()}
    return _Page(texts["h1"] or texts["title"], texts["main"], reader.leads_to)
