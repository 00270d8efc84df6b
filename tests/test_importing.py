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
