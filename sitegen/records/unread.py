"""Files under content/ that no part of the program reads: whoever wrote one may believe that it is published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from sitegen.findings import Finding, Severity, short
from sitegen.records import permalinks
from sitegen.records.authorities import READERS
from sitegen.records.files import DECISIONS, FIELDS
from sitegen.records.root import SETTINGS
from sitegen.records.text_files import look_at

_AUTHORITIES = "content/authorities"
_SINGLE = (SETTINGS, DECISIONS, FIELDS, permalinks.FILE, *(f"{_AUTHORITIES}/{kind}.yml" for kind in READERS))
"""The files of which there is one each."""
_ENDINGS = {
    "content/articles": ".md",
    "content/notes": ".md",
    "content/paragraphs": ".tsv",
    "content/provenance": ".yml",
}
"""The folders of which all files are read whose names end so."""
_FOLDERS = ("content", _AUTHORITIES, *_ENDINGS)
_OTHER_ENDINGS = {
    ".md": (".md", ".markdown", ".mdown", ".mkd", ".md.txt"),
    ".yml": (".yml", ".yaml", ".yml.txt"),
    ".tsv": (".tsv", ".tsv.txt"),
}
"""How programs, or capitals, write the same ending; in the end that of a text editor which hides it."""
_ONE_BY_ONE = 10
"""Of one folder, so many are told each with its own name."""
_LOOKED_INTO = 100
"""Folders within one that are searched for what was meant to be read."""


def check_unread(root: Path) -> Iterator[Finding]:
    """The files and folders under content/ that nothing reads. One whose name is nearly that of what is read is a
    warning that says how to name it, any other an info: people keep things of their own, and no build shall fail for
    it. Hidden names, those that begin with `_`, what editors' programs leave (`x.md~`), and READMEs are nobody's slip.

    Of thousands the first are told one by one and the rest together. Nothing is opened, and only folders are listed.
    """
    for folder in _FOLDERS:
        unread = sorted(name for name in _list(root, folder) if not (_is_read(folder, name) or _is_own(name)))
        meant = {name: found for name in unread if (found := _find_meant(root, folder, name))}
        yield from _tell(folder, "warning", {name: _remedy_of_slip(found) for name, found in meant.items()})
        yield from _tell(folder, "info", {name: _remedy(folder) for name in unread if name not in meant})


def _list(root: Path, folder: str) -> Iterable[str]:
    """The names in a folder of the archive; none where it is not there, is no folder or lies elsewhere, which is told
    by whoever reads or writes there.
    """
    try:
        inside, _ = look_at(root, folder)
        return os.listdir(f"{root}/{folder}") if inside else ()  # noqa: PTH208  # paths take forty times as long
    except OSError:
        return ()


def _is_read(folder: str, name: str) -> bool:
    if ending := _ENDINGS.get(folder):
        return name.endswith(ending)
    return f"{folder}/{name}" in _SINGLE or f"{folder}/{name}" in _FOLDERS


def _is_own(name: str) -> bool:
    """Whether nobody takes a file of this name for one that is published."""
    return name.startswith((".", "_", "#")) or name.endswith("~") or name.partition(".")[0].casefold() == "readme"


def _find_meant(root: Path, folder: str, name: str) -> str:
    """The path that this was meant to have, where its name leaves no doubt; else empty."""
    if folder not in _ENDINGS:
        known = {Path(path).name: path for path in _SINGLE}
        return known.get(_usual(name, ".yml")) or _find_folder_meant(root, folder, name)
    ending = _ENDINGS[folder]
    if name.casefold().endswith(_OTHER_ENDINGS[ending]):
        return f"{folder}/{_usual(name, ending, keep_case=True)}"
    return folder if _holds(root, f"{folder}/{name}", ending) else ""


def _usual(name: str, ending: str, *, keep_case: bool = False) -> str:
    """A name with its ending written as the program writes it: `People.YAML` as `people.yml`."""
    other = next((one for one in _OTHER_ENDINGS[ending][::-1] if name.casefold().endswith(one)), "")
    usual = name[: len(name) - len(other)] + ending if other else name
    return usual if keep_case else usual.casefold()


def _find_folder_meant(root: Path, folder: str, name: str) -> str:
    """A folder right below content/ whose name is misspelt."""
    if folder != "content" or "." in name or not os.path.isdir(f"{root}/{folder}/{name}"):  # noqa: PTH112
        return ""
    known = {Path(path).name: path for path in _FOLDERS[1:]}
    return next((known[near] for near in get_close_matches(name.casefold(), known, 1, 0.8)), "")


def _holds(root: Path, folder: str, ending: str) -> bool:
    """Whether files with this ending lie in a folder or, as in one for each year, below it."""
    waiting, looked_into = [folder], 0
    while waiting and looked_into < _LOOKED_INTO:
        here, looked_into = waiting.pop(), looked_into + 1
        names = [name for name in _list(root, here) if not _is_own(name)]
        if any(name.casefold().endswith(_OTHER_ENDINGS[ending]) for name in names):
            return True
        waiting += [f"{here}/{name}" for name in names if "." not in name]
    return False


def _tell(folder: str, severity: Severity, remedies: dict[str, str]) -> Iterator[Finding]:
    """By name, what is to be done."""
    names = list(remedies)
    for name in names[:_ONE_BY_ONE]:
        message = "No part of the program reads this."
        yield Finding(f"{folder}/{name}", 0, "file-unread", severity, message, remedies[name])
    if rest := names[_ONE_BY_ONE:]:
        message = f"{len(rest)} more here are not read, from '{short(rest[0])}' to '{short(rest[-1])}'."
        yield Finding(folder, 0, "file-unread", severity, message, "Do the same with them.")


def _remedy_of_slip(meant: str) -> str:
    what = f"Move what lies in it into {meant}/" if meant in _FOLDERS else f"Name it {meant}, or write it there"
    return f"{what}; if it is to stay unread, let its name begin with `_`."


def _remedy(folder: str) -> str:
    what = f"names here end in `{_ENDINGS[folder]}`" if folder in _ENDINGS else "content/README.md names what is"
    return f"If it is to be read: {what}; if it is your own, let its name begin with `_`, and it is passed over."
