"""Earlier ids: whatever still uses one means the record that lists it; of a split record only a person can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from command import invoke

from sitegen.records.authorities import read_people
from sitegen.records.files import load_archive

DOCUMENT = """---
title: The bridge
outlet: courier-old
speakers: [doe, ana, jane-doe, "A. Passer-by"]
events: [opening]
topics: [bridge]
stance:
  - {toward: bridge, value: critical, voice: "quoted:doe", evidence: ["too late"]}
---

“It comes too late,” said Jane Doe.
"""
ARCHIVE = {
    "content/articles/bridge.md": DOCUMENT,
    "content/authorities/outlets.yml": "courier:\n  name: Courier\n  aliases: [courier-old, the-courier]\n",
    "content/authorities/people.yml": "jane-doe:\n  name: Jane Doe\n  aliases: [doe]\n"
    "ana-one:\n  name: Ana One\n  aliases: [ana]\nana-two:\n  name: Ana Two\n  aliases: [ana]\n",
    "content/authorities/events.yml": "opening-2024:\n  name: Opening\n  aliases: [opening]\n",
    "content/authorities/topics.yml": "new-bridge:\n  name: The new bridge\n  aliases: [bridge]\n",
    "content/decisions.yml": "- {ruling: same, name: J. Doe, person: doe}\n"
    "- {ruling: same, documents: [bridge], event: opening}\n",
}


def test_an_earlier_id_means_the_record_that_lists_it(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    archive, findings = load_archive(make_archive(ARCHIVE))
    [document] = archive.documents.values()
    assert document.outlet == "courier"
    assert document.speakers == ("jane-doe", "ana", "A. Passer-by")
    assert (document.events, document.topics) == (("opening-2024",), ("new-bridge",))
    assert [(one.toward, one.voice) for one in document.stance] == [("new-bridge", "quoted:jane-doe")]
    assert [(one.person, one.event) for one in archive.decisions] == [("jane-doe", None), ("", "opening-2024")]
    lines = [(finding.file.rpartition("/")[2], finding.line) for finding in findings]
    assert lines == [("bridge.md", line) for line in (3, 4, 5, 6, 8, 8)] + [("decisions.yml", 1), ("decisions.yml", 2)]
    assert {(finding.code, finding.severity) for finding in findings} == {("alias-used", "info")}
    assert findings[1].remedy == "Write `jane-doe` for `doe` on this line."


def test_an_alias_is_an_id_that_no_record_has() -> None:
    people, findings = read_people(
        "ana:\n  name: Ana\n  aliases: [bo]\nbo:\n  name: Bo\n  aliases: [Old Bo]\n", "people.yml"
    )
    assert set(people) == {"ana", "bo"}
    assert [(finding.line, finding.code) for finding in findings] == [(3, "alias-clash"), (6, "alias-clash")]


def test_commands_know_earlier_ids(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    renamed = DOCUMENT.replace("title: The bridge\n", "title: The bridge\naliases: [the-old-bridge]\n")
    root = make_archive(ARCHIVE | {"content/articles/bridge.md": renamed})
    cited = invoke(root, "cite", "the-old-bridge")
    assert "Courier" in cited.stdout and "courier-old" not in cited.stdout
    assert cited.stdout == invoke(root, "cite", "bridge").stdout
    assert invoke(root, "explain", "the-old-bridge", "outlet").stdout.startswith("outlet: courier (editor)")
    assert "no readable document" in invoke(root, "cite", "the-bridge").stderr
