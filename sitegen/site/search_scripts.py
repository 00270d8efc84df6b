"""Pagefind's bundle as classic scripts, so that one loader serves the web and a disk.

From `file://` browsers load neither modules nor data: no `import`, no `fetch`. A classic script they do load. So every
file of the bundle becomes `<name>.js`, which hands its content to the loader (`search-engine.js` of the theme):

    archiveSearch.take("index/en_3bf3fa3.pf_index", "H4sIAAAA…");
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

_EXPORTS = re.compile(r"export\{([\w$]+(?:,[\w$]+)*)\};?\s*\Z")
_META = "import.meta.url"
_MODULE_WORDS = re.compile(r"""(?:\A|[;}])import\b|\bimport[ ]?[(.{*"']|\bexport\b|\bnew Worker\b""")
"""What only a module can do, or only a page from the web; the bare word `import` stands in a message of Pagefind's."""
_NEEDED = frozenset({"options", "search"})
_SIGNATURE = b"pagefind_dcd"
"""What every unpacked file of Pagefind's begins with."""
_ZONE = re.compile(r"p\d+(?:-\d+)?|note-.+|(?:name|word)-\d+|plain-(?:p\d+(?:-\d+)?)?")
"""The ids that `search_records` gives; a text may bring others."""
_UNSEEN = ("name-", "word-", "plain-")
_BETWEEN = "\u200b"
"""Put by Pagefind between the words of languages that have no spaces."""


class BundleError(ValueError):
    """Pagefind's bundle is not of the shape that is known here; the message says what differs."""


def write_scripts(bundle: Path, target: Path) -> None:
    """Write the bundle that Pagefind made in `bundle` into the new folder `target`, as scripts.

    Only what a search needs goes over: in one script the program and all that every search begins with, unpacked, so
    that it is at hand at once; the chunks of the index; the documents' texts. Raises BundleError where the bundle is
    not that of the Pagefind that we know.
    """
    entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
    entry["languages"] = dict(sorted(entry["languages"].items()))
    programs = {bundle / f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    metas = sorted(bundle.glob("*.pf_meta"))
    first = sorted([*programs, *metas, *bundle.glob("filter/*.pf_filter")])
    for folder in ("index", "fragment"):
        (target / folder).mkdir(parents=True)
    for path in sorted(bundle.glob("index/*.pf_index")):
        _write(target, f"index/{path.name}", f'"{_encoded(path.read_bytes())}"')
    documents = {}
    for path in sorted(bundle.glob("fragment/*.pf_fragment")):
        fragment = _read_fragment(path)
        documents[path.stem] = Path(fragment["url"]).stem
        _write(target, f"fragment/{path.name}", _json(format_fragment(fragment)))
    files = {path.relative_to(bundle).as_posix(): _encoded(gzip.decompress(path.read_bytes())) for path in first}
    chunks = [read_chunks(_unpacked(path)) for path in metas]
    program = classic_script((bundle / "pagefind.js").read_text(encoding="utf-8"))
    rest = {"entry": entry, "files": files, "chunks": chunks, "pages": documents}
    _write(target, "pagefind", f'{{"program":{program},{_json(rest)[1:]}')


def format_fragment(fragment: dict[str, Any]) -> dict[str, Any]:
    """Of what Pagefind keeps of a page what results show: the `text` that readers see; `zones`, the stretches of the
    page as id, number of the first word and, for other forms of a name or word, these; `end`, the number of words.

    Pagefind ends each stretch with a full stop: it goes where the document has none.
    """
    between = _BETWEEN if _BETWEEN in fragment["content"] else " "
    words = fragment["content"].split(between)
    anchors = [one for one in fragment["anchors"] if _ZONE.fullmatch(one["id"])]
    zones = [("", 0, fragment["meta"]["title"]), *((one["id"], one["location"], one["text"]) for one in anchors)]
    for (_, start, text), end in zip(zones, [*(start for _, start, _ in zones[1:]), len(words)], strict=True):
        if end > start and not text.rstrip().endswith("."):
            words[end - 1] = words[end - 1].rstrip().removesuffix(".")
    seen = next((start for id, start, _ in zones if id.startswith(_UNSEEN)), len(words))
    rows = [[id, start, text.split("; ")] if id.startswith(_UNSEEN[:2]) else [id, start] for id, start, text in zones]
    return {"text": between.join(words[:seen]), "zones": rows, "end": len(words)}


def classic_script(module: str) -> str:
    """Pagefind's module as a function expression: it takes the `fetch` and the `setTimeout` to use and gives what the
    module exported.

    The module is changed in two places and no more: its exports become what the function returns, and the address it
    was loaded from, which classic scripts do not know, becomes undefined (Pagefind then takes `basePath` from its
    options). Raises BundleError where anything else would have to change.
    """
    exports = _EXPORTS.search(module)
    if exports is None or not set(exports[1].split(",")) >= _NEEDED:
        raise BundleError("pagefind.js does not end with the exports that are expected")
    body = module[: exports.start()].replace(_META, "undefined")
    if found := _MODULE_WORDS.search(body):
        raise BundleError(f"pagefind.js uses {found[0]!r} where none is expected")
    return f'function(fetch,setTimeout){{"use strict";{body}return{{{exports[1]}}}}}'


def read_chunks(meta: bytes) -> list[tuple[str, str]]:
    """The chunks of an index, by its unpacked metadata: the beginning of the first word in each, and its name, in the
    order of the words. Raises BundleError where the metadata is not as expected.

    The metadata is CBOR (RFC 8949): version, pages, chunks as [first word, last word, name], filters, orders.
    """
    try:
        (_, _, chunks, *_), _ = _read_cbor(meta, 0)
        return [(first, name) for first, _, name in chunks]
    except (ValueError, TypeError, IndexError, KeyError) as error:
        raise BundleError("the index's metadata are not as expected") from error


def _read_cbor(data: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at `at`, of numbers, texts and arrays of them, and where the next one does."""
    major, value = divmod(data[at], 32)
    at += 1
    if value >= 24:  # it stands in the next 1, 2, 4 or 8 bytes
        size = 1 << value - 24
        at, value = at + size, int.from_bytes(data[at : at + size], "big")
    if major == 0:
        return value, at
    if major == 3:
        return data[at : at + value].decode(), at + value
    if major != 4:
        raise ValueError(major)
    members = []
    for _ in range(value):
        member, at = _read_cbor(data, at)
        members.append(member)
    return members, at


def _read_fragment(path: Path) -> dict[str, Any]:
    fragment: dict[str, Any] = json.loads(_unpacked(path))
    return fragment


def _unpacked(path: Path) -> bytes:
    """What one of Pagefind's files holds, without the signature."""
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(_SIGNATURE):
        raise BundleError(f"{path.name} does not begin as Pagefind's files do")
    return content[len(_SIGNATURE) :]


def _encoded(content: bytes) -> str:
    return b64encode(content).decode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(target: Path, name: str, content: str) -> None:
    (target / f"{name}.js").write_text(f'archiveSearch.take("{name}",{content});\n', encoding="utf-8")
