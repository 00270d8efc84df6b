"""Any history of an archive: captures come, editors correct, rename and withdraw, rules change, runs are repeated.

Whatever the order, editors' words stay, the ledger only grows, captures are as they came, doing a thing again changes
nothing, and a site that was built step by step is the one that is built at once.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sitegen.cache import fingerprint_site
from sitegen.importing import import_captures
from sitegen.pipeline import build_site
from sitegen.records.files import load_archive
from sitegen.site.manifest import digest_folder

STORIES = tuple(
    f"""The {what} of Port Alder

PORT ALDER, {day} May 2027 - The {what} was seen on Friday by {number} people, who had come for the ferry.

Tell a friend about this story

"Nobody had told us of the {what}," said the harbour master, Samira Dehlavi, who was {number} metres away.
"""
    for number, (what, day) in enumerate((("crane", 3), ("gull", 4), ("lamp", 5), ("crane", 3)), 20)
)
"""The last is a copy of the first, with other figures: another witness of it."""
FURNITURE = """courier:
  name: The Courier
  furniture: [Tell a friend about this story]
"""


class History(RuleBasedStateMachine):
    """An archive and what must hold of it."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "archive"
        for name, text in {"content/site.yml": "title: Alder\n", "content/authorities/outlets.yml": "{}\n"}.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text, encoding="utf-8")
        (self.root / "seeds").mkdir()
        self.captures: dict[str, str] = {}
        self.written: dict[str, str] = {}
        self.ledger = b""
        self.count = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def documents(self) -> list[Path]:
        return sorted((self.root / "content" / "articles").glob("*.md"))

    # what people do ------------------------------------------------------------------------------------------------

    @rule(story=st.integers(0, len(STORIES) - 1))
    def capture(self, story: int) -> None:
        name = f"seeds/{story}.txt"
        self.captures[name] = STORIES[story]
        (self.root / name).write_text(STORIES[story], encoding="utf-8")

    @precondition(lambda self: self.documents())
    @rule(data=st.data())
    def write_a_sentence(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.documents()))
        self.count += 1
        self.written[f"The editor adds sentence {self.count}."] = path.name
        path.write_text(
            f"{path.read_text(encoding='utf-8')}\nThe editor adds sentence {self.count}.\n", encoding="utf-8"
        )

    @precondition(lambda self: self.documents())
    @rule(data=st.data())
    def correct_the_headline(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.documents()))
        self.count += 1
        self.written = {
            words: name for words, name in self.written.items() if (words[:5], name) != ("title", path.name)
        }
        self.written[f"title: Headline {self.count}\n"] = path.name
        text = re.sub(r"(?m)^title: .*\n", f"title: Headline {self.count}\n", path.read_text(encoding="utf-8"), count=1)
        path.write_text(text, encoding="utf-8")

    @precondition(lambda self: self.documents())
    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.documents()))
        self.count += 1
        new = path.with_name(f"renamed-{self.count}.md")
        text = path.read_text(encoding="utf-8")
        former = re.findall(r"(?m)^aliases: \[(.*)\]\n", text)
        aliases = ", ".join([*former, path.stem])
        text = re.sub(r"(?m)^aliases: .*\n", "", text).replace("---\n", f"---\naliases: [{aliases}]\n", 1)
        new.write_text(text, encoding="utf-8")
        path.unlink()
        origin = self.root / "content" / "provenance" / f"{path.stem}.yml"
        if origin.exists():
            origin.rename(origin.with_name(f"{new.stem}.yml"))
        self.written = {words: new.name if name == path.name else name for words, name in self.written.items()}

    @precondition(lambda self: self.documents())
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.documents()))
        text = re.sub(r"(?m)^(?:status|withdrawn_because): .*\n", "", path.read_text(encoding="utf-8"))
        text = text.replace("---\n", "---\nstatus: withdrawn\nwithdrawn_because: A promise.\n", 1)
        path.write_text(text, encoding="utf-8")

    @rule()
    def learn_a_furniture_line(self) -> None:
        (self.root / "content" / "authorities" / "outlets.yml").write_text(FURNITURE, encoding="utf-8")

    # what runs do --------------------------------------------------------------------------------------------------

    @rule(update=st.booleans())
    def import_twice(self, update: bool) -> None:
        first = import_captures(self.root, update=update)
        assert not [one for one in first.findings if one.severity == "error"]
        before = digest_folder(self.root / "content")
        again = import_captures(self.root, update=update)
        assert {change.action for change in again.changes} <= {"unchanged"}
        assert digest_folder(self.root / "content") == before

    @rule()
    def build(self) -> None:
        built = build_site(self.root, self.root / "_site", today="2027-06-01", search=False)
        assert not [one for one in built.findings if one.severity == "error"]
        assert built.written.state == fingerprint_site(self.root / "_site"), "counted on from the build before"
        before = digest_folder(self.root / "content")
        at_once = self.folder / "at-once"
        shutil.copytree(self.root, at_once, ignore=shutil.ignore_patterns("_site", ".sitegen"))
        build_site(at_once, at_once / "_site", today="2031-01-01", search=False, locked=True)
        assert digest_folder(at_once / "_site") == digest_folder(self.root / "_site")
        assert digest_folder(at_once / "content") == before
        shutil.rmtree(at_once)

    # what holds ----------------------------------------------------------------------------------------------------

    @invariant()
    def captures_are_as_they_came(self) -> None:
        for name, text in getattr(self, "captures", {}).items():
            assert (self.root / name).read_text(encoding="utf-8") == text

    @invariant()
    def editors_are_not_overwritten(self) -> None:
        for words, name in getattr(self, "written", {}).items():
            assert words in (self.root / "content" / "articles" / name).read_text(encoding="utf-8")

    @invariant()
    def the_ledger_only_grows(self) -> None:
        if hasattr(self, "ledger"):
            path = self.root / "content" / "permalinks.csv"
            now = path.read_bytes() if path.exists() else b""
            assert now.startswith(self.ledger)
            self.ledger = now

    @invariant()
    def everything_can_be_read(self) -> None:
        if hasattr(self, "root"):
            assert not [one for one in load_archive(self.root)[1] if one.severity == "error"]


TestHistories = History.TestCase
TestHistories.settings = settings(max_examples=6, stateful_step_count=12, deadline=None)
