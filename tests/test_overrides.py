"""What editors rule about quotations stands: who says them, and whether two are one."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.links import Attribution, Quoted
from sitegen.model import Decision, Document, DocumentId, Passage, Person, PersonId
from sitegen.relate.overrides import override_quotations, override_speakers
from sitegen.relate.quotations import find_same_quotations
from sitegen.relate.speakers import find_attributions

TEXT = "“It will open in May,” Ines Okafor said. “Nobody believed us.”\n\nIt took nine years, three more than planned."
BRIDGE = Document(
    DocumentId("bridge"), "The bridge", "content/articles/bridge.md", passages=(Passage("paragraph", TEXT),)
)
PEOPLE: Mapping[PersonId, Person] = {PersonId("per-lindqvist"): Person(PersonId("per-lindqvist"), "Per Lindqvist")}


def ruled(text: str, person: str, documents: tuple[str, ...] = ("bridge",)) -> list[tuple[str | None, str, str, str]]:
    ruling = Decision("speaker", tuple(DocumentId(id) for id in documents), text=text, person=person)
    found = override_speakers(BRIDGE.id, BRIDGE.text, find_attributions(TEXT), [ruling], PEOPLE)
    return [(one.speaker, one.person or "", shown(one), one.basis) for one in found]


def shown(attribution: Attribution) -> str:
    return " … ".join(TEXT[start:end] for start, end in attribution.content)


def test_words_are_given_to_a_person_with_a_record() -> None:
    assert ruled("Nobody believed us.", "per-lindqvist") == [
        ("Ines Okafor", "", "“It will open in May,”", "inferred"),
        ("Per Lindqvist", "per-lindqvist", "“Nobody believed us.”", "editor"),
    ]


def test_words_are_given_to_a_name_as_printed_or_to_nobody() -> None:
    assert ruled("“It will open in May,”", "Karl")[0] == ("Karl", "", "“It will open in May,”", "editor")
    assert ruled("“It will open in May,”", "")[0] == (None, "", "“It will open in May,”", "editor")


def test_words_that_were_taken_for_nobody_s_become_a_quotation() -> None:
    assert ruled("three more than planned", "Karl")[-1] == ("Karl", "", "three more than planned", "editor")


def test_a_ruling_on_another_document_or_other_words_changes_nothing() -> None:
    untouched = [(one.speaker, "", shown(one), "inferred") for one in find_attributions(TEXT)]
    assert ruled("Nobody believed us.", "Karl", ("harbour",)) == untouched
    assert ruled("Everybody believed us.", "Karl") == untouched


def test_an_editor_is_certain() -> None:
    ruling = Decision("speaker", (DocumentId("bridge"),), text="Nobody believed us.", person="Karl")
    found = override_speakers(BRIDGE.id, BRIDGE.text, find_attributions(TEXT), [ruling], PEOPLE)
    assert {one.tier for one in found if one.basis == "editor"} == {"high"}


MAY = "The bridge will open in May, whatever the council says."
SPRING = "It shall be spring when we cut the ribbon."


def quoted(document: str, text: str, date: str = "2024-05-03") -> Quoted:
    return Quoted(DocumentId(document), 0, len(text), text, "ines-okafor", date)


def relations(ruling: str, one: Quoted, other: Quoted, *words: str) -> list[str]:
    decision = Decision(ruling, quotations=(words[0], words[1]))
    return [pair.relation for pair in override_quotations(find_same_quotations([one, other]), [one, other], [decision])]


def test_pairs_are_as_ruled() -> None:
    one, other = quoted("a", MAY), quoted("b", MAY)
    assert relations("different", one, other, MAY, MAY) == []
    assert relations("unsure", one, other, MAY, MAY) == ["perhaps"]
    assert relations("same", one, other, MAY, MAY) == ["verbatim"]


def test_what_words_and_dates_would_never_join_is_one_where_an_editor_says_so() -> None:
    one, other = quoted("a", MAY), quoted("b", SPRING, date="2021-01-01")
    assert relations("same", one, other, SPRING, MAY) == ["other words"]


def test_a_ruling_names_sentences_by_words_in_a_row_marks_aside() -> None:
    one, other = quoted("a", f"“{MAY}”"), quoted("b", MAY)
    assert relations("different", one, other, "will open in May", "will open in May") == []


def test_rulings_on_other_sentences_change_nothing() -> None:
    one, other = quoted("a", MAY), quoted("b", MAY)
    assert relations("different", one, other, SPRING, MAY) == ["verbatim"]
