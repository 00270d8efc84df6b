"""`pack --bagit`: a bag after RFC 8493 (BagIt 1.0), the form in which libraries and archives take files over."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.site.manifest import MANIFEST, digest_bytes
from sitegen.site.pack_zip import Content, read_content

TAG_MANIFEST = "tagmanifest-sha256.txt"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ENCODED = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
"""What RFC 8493 has written otherwise in a path, in this order."""


def plan_bag(payload: Mapping[str, Content], described: Mapping[str, str]) -> dict[str, Content]:
    """The files of a bag by path: `payload` below `data/`, what describes it, and the manifests of both.

    `described` holds what goes into bag-info.txt, by label; what is empty is left out.
    """
    bag: dict[str, Content] = {f"data/{path}": content for path, content in payload.items()}
    sizes, digests = 0, {}
    for path, content in bag.items():
        data = read_content(content)
        sizes += len(data)
        digests[path] = digest_bytes(data)
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _format_info({**described, "Payload-Oxum": f"{sizes}.{len(bag)}"}),
        MANIFEST: _format_manifest(digests),
    }
    tags[TAG_MANIFEST] = _format_manifest({path: digest_bytes(data) for path, data in tags.items()})
    return bag | tags


def decode_path(path: str) -> str:
    """A path as a bag's manifest has it, as the file is called."""
    for plain, encoded in reversed(_ENCODED):
        path = path.replace(encoded, plain)
    return path


def _format_info(described: Mapping[str, str]) -> bytes:
    lines = [f"{label}: {' '.join(value.split())}\n" for label, value in described.items() if value]
    return "".join(lines).encode()


def _format_manifest(digests: Mapping[str, str]) -> bytes:
    lines = []
    for path, digest in sorted(digests.items()):
        for plain, encoded in _ENCODED:
            path = path.replace(plain, encoded)
        lines.append(f"{digest}  {path}\n")
    return "".join(lines).encode("utf-8", "surrogateescape")
