"""What import does when the accounts of origin are damaged or gone: no text becomes a second document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sitegen.importing import import_captures

SPEECH = "Bridge opens\n\nThe bridge opened on Monday after two years of work, said Ana Teixeira, the mayor.\n"
ORIGIN = "content/provenance/bridge-opens.yml"


def documents(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "content" / "articles").iterdir())


def test_the_capture_of_an_unreadable_account_waits_and_no_other(
    make_archive: Callable[[Mapping[str, str]], Path],
) -> None:
    root = make_archive({"seeds/a.txt": SPEECH})
    import_captures(root)
    (root / "seeds" / "b.txt").write_text(SPEECH.replace("ridge", "arn"), encoding="utf-8")
    whole = (root / ORIGIN).read_text(encoding="utf-8")
    (root / ORIGIN).write_text("capture: [\n", encoding="utf-8")
    done = import_captures(root)
    assert documents(root) == ["barn-opens.md", "bridge-opens.md"]
    assert [change.action for change in done.changes] == ["waiting", "new"]
    assert [finding.code for change in done.changes for finding in change.findings] == ["import-waits"]

    (root / ORIGIN).write_text(whole, encoding="utf-8")
    assert import_captures(root).changes == ()


def test_a_deleted_account_is_made_anew(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_archive({"seeds/a.txt": SPEECH})
    import_captures(root)
    whole = (root / ORIGIN).read_text(encoding="utf-8")
    (root / ORIGIN).unlink()
    [change] = import_captures(root).changes
    assert (change.action, documents(root)) == ("origin", ["bridge-opens.md"])
    assert (root / ORIGIN).read_text(encoding="utf-8") == whole


HARBOUR = """Harbour wall to be rebuilt

PORTVILLE, June 7 (Coastwire) - The harbour wall of Portville will be rebuilt by spring, the council decided on Friday.

“Nobody will lose a mooring over this,” it was said after the vote, to applause from the gallery.
"""
HARBOUR_FILE = "content/articles/harbour-wall-to-be-rebuilt.md"


def test_a_ruled_speaker_is_suggested(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_archive({"seeds/a.txt": HARBOUR})
    import_captures(root)
    assert "speakers:" not in (root / HARBOUR_FILE).read_text(encoding="utf-8")
    ruling = (
        "- {ruling: speaker, documents: [harbour-wall-to-be-rebuilt], person: Ann Trewin, "
        'text: "Nobody will lose a mooring over this"}\n'
    )
    (root / "content/decisions.yml").write_text(ruling, encoding="utf-8")
    [change] = import_captures(root, update=True).changes
    assert change.action == "updated"
    assert "speakers: [Ann Trewin]" in (root / HARBOUR_FILE).read_text(encoding="utf-8")
    assert [change.action for change in import_captures(root, update=True).changes] == ["unchanged"]


def test_an_earlier_id_of_what_is_suggested_is_no_conflict(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_archive({"seeds/a.txt": HARBOUR})
    import_captures(root)
    file = root / HARBOUR_FILE
    mine = file.read_text(encoding="utf-8").replace("kind: article\n", "kind: article\noutlet: coastwire\n")
    file.write_text(mine, encoding="utf-8")
    outlets = root / "content/authorities/outlets.yml"
    outlets.parent.mkdir(parents=True, exist_ok=True)
    outlets.write_text("coast-wire:\n  name: Coast Wire\n  variants: [Coastwire]\n  aliases: [coastwire]\n", "utf-8")
    assert {change.action for change in import_captures(root, update=True).changes} <= {"updated"}
    assert file.read_text(encoding="utf-8") == mine
    assert [change.action for change in import_captures(root, update=True).changes] == ["unchanged"]
