"""Names across spellings, and whose record a printed name belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Person, PersonId, Role
from sitegen.relate.names import SAME_NAME, fold_letters, name_parts, resolve_person, resolve_role_noun, score_names
from sitegen.relate.register import Register


def person(name: str, **facts: object) -> Person:
    return Person(PersonId(fold_letters(name).replace(" ", "-")), name, **facts)  # type: ignore[arg-type]


PEOPLE = [
    person("Yevhen Shcherbak", variants=("Eugene Shcherbak",)),
    person("Andrij Zhuk"),
    person("Oksana Zhuk"),
    person("Michel Roche", not_=("Michelle Roche",)),
    person("Jan Novak", roles=(Role("President", "2010/2015"),), role_nouns=("the Ruritanian leader",)),
    person("Eva Roth", roles=(Role("President", "2015/2020"),), role_nouns=("the Ruritanian leader",)),
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oleksandr Hrytsenko", "Олександр Гриценко"),
        ("Oleksandr Hrytsenko", "Oleksandr Hryzenko"),
        ("Yurij Shevchuk", "Jurij Schewtschuk"),
        ("Yurij Shevchuk", "Iouri Chevtchouk"),
        ("Yurij Shevchuk", "Jurij Szewczuk"),
        ("Yuriy Shevchuk", "Jurij Ševčuk"),
        ("Mykhajlo Zhytnyk", "Mykhailo Zhytnyk"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("Mr. Yuriy Shevchuk", "Yuriy Shevchuk"),
        ("Shevchuk, Yuriy", "Yuriy Shevchuk"),
        ("Y. Shevchuk", "Yuriy Shevchuk"),
        ("Shevchuk Yuriy", "Yuriy Shevchuk"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert score_names(one, other) >= SAME_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yuriy Shevchuk", "Oksana Shevchuk"),
        ("Yuriy Shevchuk", "Yuriy Savchuk"),
        ("Yuriy Shevchuk", "Yuriy Shevchenko"),
        ("Ivan Kovalenko", "Ivan Kyrylenko"),
        ("Michel Roche", "Michel Rocher"),
        ("J. Novak", "Eva Novak"),
        ("Jan Novak", "Jan Novak Jr."),
        ("Jan Novak Sr.", "Jan Novak, Jr."),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert score_names(one, other) < SAME_NAME


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Yevhen Shcherbak", "yevhen-shcherbak"),
        ("EUGENE SHCHERBAK", "yevhen-shcherbak"),
        ("Jewhen Schtscherbak", "yevhen-shcherbak"),
        ("Євген Щербак", "yevhen-shcherbak"),
        ("Shcherbak", "yevhen-shcherbak"),
        ("President Shcherbak", "yevhen-shcherbak"),
        ("Harbour Master Oksana Zhuk", "oksana-zhuk"),
        ("Andriy Zhuk", "andrij-zhuk"),
        ("Zhuk", None),
        ("Michel Roche", "michel-roche"),
        ("Michelle Roche", None),
        ("Ann Lee", None),
        ("Yevhen Shcherbak Jr.", None),
        ("", None),
        ("  ", None),
    ],
)
def test_resolves_only_where_one_record_remains(name: str, found: str | None) -> None:
    assert resolve_person(name, PEOPLE) == found


@pytest.mark.parametrize(
    ("date", "found"), [("2012-05", "jan-novak"), ("2018", "eva-roth"), ("", None), ("1990", None)]
)
def test_role_noun_by_date(date: str, found: str | None) -> None:
    assert resolve_person("the Ruritanian leader", PEOPLE, date=date) == found
    assert resolve_role_noun("The Ruritanian leader", PEOPLE, date=date) == found


@pytest.mark.parametrize(
    ("noun", "date", "found"),
    [
        ("the Sylvanian president", "2012", "ann-lee"),
        ("the Sylvanian leader", "2012", "ann-lee"),
        ("the president of Sylvania", "2012", "ann-lee"),
        ("the Sylvanian president", "2020", None),
        ("the president", "2012", None),
        ("the Ruritanian president", "2012", None),
        ("the Sylvanian minister", "2012", None),
    ],
)
def test_role_noun_from_a_dated_role(noun: str, date: str, found: str | None) -> None:
    lee = person("Ann Lee", roles=(Role("President of Sylvania", "2010/2015"),))
    assert resolve_role_noun(noun, [lee, person("Jan Novak")], date=date) == found
    assert Register([lee, person("Jan Novak")]).resolve_role_noun(noun, date=date) == found


def test_a_description_with_a_name_in_it_is_no_role_noun() -> None:
    assert resolve_role_noun("the close ally of Jan Novak", PEOPLE) is None


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr. Jan Maria Novak Jr.", ("Jan", "Novak")),
        ("Klympush-Tsintsadze", ("Klympush", "Tsintsadze")),
        ("Novak", ("", "Novak")),
        ("", ("", "")),
    ],
)
def test_parts(name: str, parts: tuple[str, str]) -> None:
    assert name_parts(name) == parts


NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyzśčžłüéжщїя '-.,", max_size=24)


@given(NAMES, NAMES)
def test_score_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    assert 0 <= score_names(one, other) <= 1
    assert score_names(one, other) == pytest.approx(score_names(other, one))
    assert score_names(one, one) == 1


@given(st.permutations(PEOPLE), st.sampled_from([person.name for person in PEOPLE] + ["Zhuk", "Roth", "Shcherback"]))
def test_order_of_records_does_not_matter(people: list[Person], name: str) -> None:
    assert resolve_person(name, people) == resolve_person(name, PEOPLE)


WORDS = st.sampled_from(
    "Yurij Yuriy Jurij Юрій Shevchuk Szewczuk Chevtchouk Ševčuk Hanna Ganna Anna Hopko Gopko Jan J. Mr. Io Ó President "
    "the Ruritanian leader of Ruritania Novak- Nowak, Жук Zhuk Jouk Jr.".split()
)
SPELLED = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
RECORDS = st.builds(
    person,
    SPELLED,
    variants=st.lists(SPELLED, max_size=1).map(tuple),
    role_nouns=st.lists(SPELLED, max_size=1).map(tuple),
    roles=st.lists(st.builds(Role, SPELLED), max_size=1).map(tuple),
)


@given(st.lists(RECORDS, max_size=5, unique_by=lambda one: one.id), SPELLED)
def test_a_register_answers_as_all_records_would(people: list[Person], name: str) -> None:
    assert Register(people).resolve(name) == resolve_person(name, people)
    assert Register(people).resolve_role_noun(name) == resolve_role_noun(name, people)
