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

_EXPORTS = re.compile(r"export\{([\w$]+(?:,[\w$]+)*)\};?\s*\Z")
_META = "import.meta.url"
_MODULE_WORDS = re.compile(r"""(?:\A|[;}])import\b|\bimport[ ]?[(.{*"']|\bexport\b|\bnew Worker\b""")
"""What only a module can do, or only a page from the web; the bare word `import` stands in a message of Pagefind's."""
_NEEDED = frozenset({"options", "search"})
_SIGNATURE = b"pagefind_dcd"
"""What every unpacked file of Pagefind's begins with."""
_CHUNKS = ("*.pf_meta", "index/*.pf_index", "fragment/*.pf_fragment")


class BundleError(ValueError):
    """Pagefind's bundle is not of the shape that is known here; the message says what differs."""


def write_scripts(bundle: Path, target: Path) -> None:
    """Write the bundle that Pagefind made in `bundle` into the new folder `target`, as scripts.

    Only what a search needs goes over: the program, the WebAssembly of the languages that the index has, and the
    index. Raises BundleError where the bundle is not that of the Pagefind that we know.
    """
    entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry["documents"] = {path.stem: _document_of(path) for path in sorted((bundle / "fragment").iterdir())}
    target.mkdir(parents=True)
    _write(target, "pagefind-entry.json", json.dumps(entry, ensure_ascii=False, separators=(",", ":")))
    _write(target, "pagefind", classic_script((bundle / "pagefind.js").read_text(encoding="utf-8")))
    programs = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    chunks = [path for pattern in _CHUNKS for path in bundle.glob(pattern)]
    for path in sorted([*chunks, *(bundle / name for name in programs)]):
        _write(target, path.relative_to(bundle).as_posix(), f'"{b64encode(path.read_bytes()).decode()}"')


def classic_script(module: str) -> str:
    """Pagefind's module as a function expression: it takes the `fetch` to use and gives what the module exported.

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
    return f'function(fetch){{"use strict";{body}return{{{exports[1]}}}}}'


def _document_of(fragment: Path) -> str:
    """The id of the document that a fragment is of."""
    content = gzip.decompress(fragment.read_bytes())
    if not content.startswith(_SIGNATURE):
        raise BundleError(f"{fragment.name} does not begin as Pagefind's files do")
    return Path(json.loads(content[len(_SIGNATURE) :])["url"]).stem


def _write(target: Path, name: str, content: str) -> None:
    path = target / f"{name}.js"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'archiveSearch.take("{name}",{content});\n', encoding="utf-8")
