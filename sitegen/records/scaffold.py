"""A new archive: the files that `sitegen init` makes, so that the first build works at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from sitegen import __version__
from sitegen.findings import FindingError
from sitegen.records.root import FORMAT, check_folders
from sitegen.records.schemas import FOLDER, modeline, schemas
from sitegen.records.writing import write_file
from sitegen.records.yaml_source import format_scalar

_ABOUT = """# About this archive

This archive collects press articles and transcripts. Each page keeps the words of its source; what was removed or
repaired is shown beside the text as it was received.

(Replace this page: say what the archive is for, who keeps it, and how texts come into it.)
"""

_AUTHORITIES = {
    "outlets": """\
# Publishers, agencies, sites: one record an id. The id is the address of the outlet's page and never changes.
#
# example-times:
#   name: The Example Times
#   variants: [Example Times]
#   hostnames: [times.example.org]
#   country: GB
#   language: en
#   relation:
#     - {value: independent_commercial, source: "Its own imprint, read 2026-01-31"}
""",
    "people": """\
# Everyone who is quoted or named: one record an id.
#
# jane-doe:
#   name: Jane Doe
#   variants: [J. Doe, Jane M. Doe]
#   roles:
#     - {title: Mayor of Exampleton, date: 2021-05-01/2025-04-30}
#   role_nouns: [the mayor of Exampleton]
""",
    "events": """\
# What documents report: one record an id.
#
# exampleton-council-vote-2024-03:
#   name: The council of Exampleton votes on the bridge
#   date: 2024-03-12
#   place: Exampleton
""",
    "topics": """\
# What documents are about, and what a stance is towards: one record an id.
#
# new-bridge:
#   name: The new bridge
""",
}

_DECISIONS = "# Rulings: same / different / unsure for documents, names and quotations; by, on, why.\n"
_REQUIREMENTS = f"sitegen-archive=={__version__}\n"
_IGNORE = "_site/\n_site.*/\n/*.zip\n/*.zim\n.sitegen/\nnode_modules/\n.venv/\n"
_ATTRIBUTES = "# Of captures and content digests are kept: git turns no line ends round.\n* -text\n"
_SEEDS = "Captures (texts, saved pages, PDF and others) go here, in any folders. They are never edited.\n"
_PACKAGE_FOLDER = Path(__file__).resolve().parents[1]
_COPIED = {
    "content/README.md": ("manual.md", "../content/README.md"),
    "requirements.lock": ("requirements.lock", "../locks/runtime.txt"),
    "package.json": ("starter/package.json",),
    "package-lock.json": ("starter/package-lock.json",),
    ".github/workflows/pages.yml": ("starter/pages.yml",),
}
"""Files of an archive that are copies of ours, and where those are: in a wheel, and in a checkout."""


def make_archive(
    folder: Path, *, title: str, base_url: str, language: str, rights: str, robots: str
) -> tuple[str, ...]:
    """Make the files of a new archive in `folder` and return the names of those made; existing ones stay untouched,
    but for the schemas, which are the program's own and follow it. FindingError, and nothing is made, where one of its
    folders leads elsewhere.
    """
    settings = {"title": title, "base_url": base_url, "language": language, "rights": rights, "robots": robots}
    settings["format"] = FORMAT
    site = "".join(f"{name}: {format_scalar(value)}\n" for name, value in settings.items() if value)
    checked = {
        "content/site.yml": site,
        **{f"content/authorities/{kind}.yml": text for kind, text in _AUTHORITIES.items()},
        "content/decisions.yml": _DECISIONS,
    }
    files = {
        **{name: modeline(name) + text for name, text in checked.items()},
        "content/notes/about.md": _ABOUT,
        "requirements.txt": _REQUIREMENTS,
        ".gitignore": _IGNORE,
        ".gitattributes": _ATTRIBUTES,
        "seeds/README": _SEEDS,
        **{name: _read_own(places) for name, places in _COPIED.items()},
    }
    own = {f"{FOLDER}/{name}": text for name, text in schemas().items()}
    made = {name: text for name, text in files.items() if not (folder / name).exists()}
    made |= {name: text for name, text in own.items() if not _holds(folder / name, text)}
    parents = {parent.as_posix() for name in made for parent in PurePosixPath(name).parents}
    for refusal in check_folders(folder, sorted(parents - {"."})):
        raise FindingError(refusal)
    for name, text in made.items():
        write_file(folder / name, text)
    return tuple(made)


def _read_own(places: Iterable[str]) -> str:
    """One of our files, from the first of the places in which it is."""
    paths = (_PACKAGE_FOLDER / place for place in places)
    return next(path for path in paths if path.is_file()).read_text(encoding="utf-8")


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
