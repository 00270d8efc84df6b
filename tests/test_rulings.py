"""Rulings on names: whose a printed name is, in some documents or in all."""

from __future__ import annotations

from dataclasses import replace

from sitegen.model import Decision, Document, DocumentId, Person, PersonId
from sitegen.relate.rulings import resolve_speakers, rule_people

ADA = Person(PersonId("ada-voss"), "Ada Voss")
ANNA = Person(PersonId("anna-voss"), "Anna Voss")
HERE, THERE = DocumentId("here"), DocumentId("there")
SAME = Decision("same", documents=(HERE,), name="Captain Voss", person="ada-voss")


def speakers(names: tuple[str, ...], *decisions: Decision, document: DocumentId = HERE) -> tuple[str, ...]:
    people = rule_people([ADA, ANNA], decisions)
    return resolve_speakers(Document(document, "Title", "content/articles/x.md", speakers=names), people)


def test_a_name_that_fits_two_people_is_nobodys_until_it_is_ruled() -> None:
    assert speakers(("Captain Voss", "anna-voss")) == ("Captain Voss", "anna-voss")
    assert speakers(("Captain Voss", "anna-voss"), SAME) == ("ada-voss", "anna-voss")


def test_a_ruling_on_one_document_does_not_hold_in_another() -> None:
    assert speakers(("Captain Voss",), SAME, document=THERE) == ("Captain Voss",)
    assert speakers(("Captain Voss",), replace(SAME, documents=()), document=THERE) == ("ada-voss",)


def test_an_id_means_itself_though_nobody_has_it() -> None:
    assert speakers(("ada-vos", "Ada Vos")) == ("ada-vos", "ada-voss")


def test_different_leaves_the_other_candidate() -> None:
    assert speakers(("Voss",), Decision("different", name="Voss", person="anna-voss")) == ("ada-voss",)
    both = [Decision("different", name="Voss", person=id) for id in ("anna-voss", "ada-voss")]
    assert speakers(("Voss",), *both) == ("Voss",)


def test_unsure_changes_nothing_and_a_speaker_stands_once() -> None:
    assert speakers(("Captain Voss",), replace(SAME, ruling="unsure")) == ("Captain Voss",)
    assert speakers(("ada-voss", "Captain Voss"), SAME) == ("ada-voss",)


def test_a_ruling_here_narrows_one_that_holds_everywhere() -> None:
    everywhere = Decision("same", name="Captain Voss", person="anna-voss")
    assert speakers(("Captain Voss",), everywhere, document=THERE) == ("anna-voss",)
    assert speakers(("Captain Voss",), everywhere, SAME) == ("ada-voss",)
