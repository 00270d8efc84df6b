"""Who said what: quotations and their speakers, reported speech, turns; mostly by the cases under cases/quotations.

A case is a title after `#`, a text, a line of three hyphens, and a line `speaker | words` for each attribution of the
kind asked for: quotations, or what the text's first word before a colon says (`reported:`, `turn:`). Where the words
came through somebody, the line begins `speaker through route`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.links import Attribution
from sitegen.model import Person, PersonId, Role
from sitegen.relate.register import Register
from sitegen.relate.speakers import find_attributions
from sitegen.relate.voices import infer_speakers

CASES = Path(__file__).parent / "cases" / "quotations"
KINDS = {"": ("direct", "mixed"), "reported": ("reported",), "turn": ("turn",)}


def read_cases() -> dict[str, tuple[str, tuple[str, ...], list[str]]]:
    cases = {}
    for path in sorted(CASES.glob("*.txt")):
        for block in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, rest = block.partition("\n")
            text, _, expected = rest.partition("\n---\n")
            kind, _, after = text.partition(": ")
            kind, text = (kind, after) if kind in KINDS else ("", text)
            cases[f"{path.stem}: {title}"] = text, KINDS[kind], expected.split("\n")
    return cases


def shown(text: str, found: Attribution) -> str:
    speaker = f"{found.speaker} through {text[slice(*found.route)]}" if found.route else found.speaker
    return f"{speaker} | {' … '.join(text[start:end] for start, end in found.content)}"


@pytest.mark.parametrize(("text", "kinds", "expected"), read_cases().values(), ids=read_cases())
def test_case(text: str, kinds: tuple[str, ...], expected: list[str]) -> None:
    found = [shown(text, attribution) for attribution in find_attributions(text) if attribution.kind in kinds]
    assert found == [line for line in expected if line]


NOVAK = Person(PersonId("jan-novak"), "Jan Novak", variants=("Yan Novak",), role_nouns=("the Ruritanian leader",))
ROTH = Person(
    PersonId("eva-roth"),
    "Eva Roth",
    roles=(Role("President of Sylvania", "2010/2015"),),
    role_nouns=("the Sylvanian leader",),
)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ('"We agreed," Jan Novak said.', "jan-novak"),
        ('"We agreed," Yan Nowak said.', "jan-novak"),
        ('Yan Novak came. "We agreed," Novak said.', "jan-novak"),
        ('"We agreed," said the Ruritanian leader.', "jan-novak"),
        ('"We agreed," the Sylvanian leader said.', None),
        ('"We agreed," an aide to Jan Novak said.', None),
        ('"We agreed," Karl Lindqvist said.', None),
    ],
)
def test_person_only_where_one_record_fits(text: str, person: str | None) -> None:
    [found] = find_attributions(text, Register([NOVAK, ROTH]), date="2024-05-03")
    assert found.person == person


def test_role_counts_only_while_it_is_held() -> None:
    text = '"We agreed," the Sylvanian leader said.'
    assert find_attributions(text, Register([ROTH]), date="2012-05-03")[0].person == "eva-roth"
    assert find_attributions(text, Register([ROTH]), date="2024-05-03")[0].person is None


def test_evidence_is_where_it_says() -> None:
    text = 'It rained. "The bridge will open in May," Ines Okafor told reporters.'
    [found] = find_attributions(text)
    assert found.source is not None and found.cue is not None
    assert [text[start:end] for start, end in (*found.content, *found.source, *found.cue)] == [
        '"The bridge will open in May,"',
        "Ines Okafor",
        "told",
    ]
    assert (found.kind, found.tier, found.rule) == ("direct", "high", "cue_after")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"The bridge will open in May," Ines Okafor said.', "direct"),
        ('Ines Okafor said: "The bridge will open in May."', "direct"),
        ('Ines Okafor said the bridge was "a disgrace".', "mixed"),
        ('Ines Okafor said that "the bridge will open in May".', "mixed"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [found.kind for found in find_attributions(text)] == [kind]


def test_a_whole_sentence_that_nobody_is_given_stays_unresolved() -> None:
    [found] = find_attributions('It rained all day.\n\n"The bridge will open in May."')
    assert (found.kind, found.speaker, found.source, found.tier) == ("direct", None, None, "low")


def test_turns_known_from_intake_need_no_pattern() -> None:
    text = "Okafor: The bridge is open.\n\nIt was closed: for a year.\n\nLindqvist: Thank you."
    starts = [text.index("Okafor"), text.index("Lindqvist")]
    found = find_attributions(text, turns=[(start, start + 6) for start in starts])
    assert [attribution.speaker for attribution in found if attribution.kind == "turn"] == ["Okafor", "Lindqvist"]


@pytest.mark.parametrize("sign", ["½", "ⅳ", "²", "Ⅷ"])
def test_signs_of_numbers_that_stand_in_words_are_read(sign: str) -> None:
    found = find_attributions(f"Mayor Ann Lee said that {sign}x of the harbour is open. “It is {sign}y,” she said.")
    assert [attribution.speaker for attribution in found] == ["Ann Lee", "Ann Lee"]


def test_whom_a_speaker_quotes_is_no_speaker_of_the_document() -> None:
    text = "“The mayor asked me. Per Lindqvist said: ‘It will open in May’,” Ines Okafor recalled."
    found = find_attributions(text)
    assert {one.speaker for one in found} == {"Ines Okafor", "Per Lindqvist"}
    speakers = infer_speakers(text, found)
    assert speakers is not None and speakers.value == ("Ines Okafor",)


def test_import_looks_for_voices_only_and_misses_none() -> None:
    """It leaves out reports, which say nothing of who speaks in a document."""
    texts = [text for text, _, _ in read_cases().values()]
    voices = [find_attributions(text, voices_only=True) for text in texts]
    assert {one.kind for found in voices for one in found} == {"direct", "mixed", "turn"}
    everything = [infer_speakers(text, find_attributions(text)) for text in texts]
    assert [infer_speakers(text, found) for text, found in zip(texts, voices, strict=True)] == everything
    assert sum(speakers is not None for speakers in everything) > 50


PIECES = st.sampled_from(
    [
        *("\"“”'’«»,():3"),
        " said ",
        "Ines Okafor",
        " she ",
        ". ",
        ": ",
        "\n",
        "\n\n",
        "that ",
        "the mayor",
        " of ",
        "according to ",
        "Q. ",
        " – ",
        "adding ",
        "who ",
        "and ",
        "’s ",
        "дом ",
        "2024/ ",
        "9: ",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_spans_within_it(text: str) -> None:
    for found in find_attributions(text):
        spans = [*found.content, *(found.source or ()), *(found.cue or ())]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert bool(found.speaker) == bool(found.source) and text[slice(*found.content[0])].strip()


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "said ",
            '" said ',
            "who said, ",
            "A, ",
            "'",
            "(said ",
            "Ann Lee said and ",
            "saying ",
            "quoted him as saying ",
        ),
        *("“A said: ‘No’” told the Courier ", "— Да, — сказал Ян ", "He said it. ", "laut ", "RNA said, citing "),
    ],
)
def test_long_hostile_text_takes_linear_time(piece: str) -> None:
    find_attributions(piece * (200_000 // len(piece)))
