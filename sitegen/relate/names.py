"""Names across spellings: whether two printed names may be one person's, and whose record a name belongs to.

A name is cut into a given and a family name, each folded to signs that transliterations agree on: what English writes
sh, German sch, French ch, Polish sz, Czech š and Cyrillic ш becomes one sign; vowels and glides, where spellings differ
most, are left out of it. The printed name is not the person: a name that fits two records is nobody's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from sitegen.dates import overlaps, parse_edtf
from sitegen.model import Person, PersonId, Role
from sitegen.relate.function_words import words
from sitegen.relate.offices import fits_office, plain_word
from sitegen.relate.role_words import HONORIFICS

SAME_NAME = 0.79
"""Score from which two full names may be one person's: precision .99 on transliterated names."""
SAME_FAMILY_NAME = 0.88
"""The same for a family name that stands alone and so has less to go by."""
SUFFIXES = words("jr sr ii iii iv")

CYRILLIC = str.maketrans(
    dict(zip("абвгґдезиіїйклмнопрстуўфыэ", "abvhgdeziiijklmnoprstuufie", strict=True))
    | {"ё": "io", "є": "ie", "ж": "zh", "х": "kh", "ц": "ts", "ч": "tch", "ш": "sh", "щ": "shtch", "ю": "iu", "я": "ia"}
    | dict.fromkeys("ьъ’'ʼ", "")
)
MARKED_LETTERS = str.maketrans(
    dict.fromkeys("šşșś", "sh")
    | dict.fromkeys("čćç", "tch")
    | dict.fromkeys("žżź", "zh")
    | dict.fromkeys("ţț", "ts")
    | {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "e", "ø": "o", "ı": "i", "ğ": "g"}
)
SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"schtsch|shtch|shch|szcz|chtch|sjtj|stsch", "C"),
        (r"tsch|tch|cz|tsj|dzh|dsch|dj|sch|sh|sz|sj|zh", "C"),
        (r"ts|tz|dz|c(?=k[iy])", "S"),
        (r"kh", "H"),
        (r"x", "KS"),
        (r"qu?|ck|c(?=[aouklr]|$)|k", "K"),
        (r"ph|[wvf]", "V"),
        (r"[szc]", "S"),
        (r"[gh]", "H"),
        (r"[aeiouyj’'.-]+", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""Spellings of one sound, longest first, and the sign they share; what is left of vowels falls away."""
OTHER_READINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"(?<![ts])ch", "sh"),  # French
        (r"(?<![ts])ch", "kh"),  # German, Polish, Czech
        (r"j", "zh"),  # French, Portuguese
        (r"dj|tj", "d"),  # soft, not affricate
        (r"sj", "s"),  # soft, not Dutch sh
        (r"(?<![st])c(?![hzk])", "tch"),  # Turkish, Italian
        (r"tch$", "ts"),  # Polish ć
        (r"(?<=[^aeiou][aeiou][^aeiou])(?:as|us|is|s)$|(?<=[^aeiou])(?:as|us|is)$", ""),  # Baltic endings
        (r"ou(?=sk)", "ov"),  # Belarusian
    )
)
"""Other values of a spelling: each is tried where it occurs, since the language is not known."""


_remembered = lru_cache(maxsize=1 << 16)
"""The same few thousand names are compared over and over; these functions depend on their argument alone."""


VOWELS = re.compile(r"[aeiouyj]+")
MUTE_E = re.compile(r"[^aeiouyj]e$")
"""As in French spellings: Morozine."""


class NameParts(NamedTuple):
    given: str
    """First given name or initial; empty where a family name stands alone."""
    family: str


@_remembered
def fold_letters(name: str) -> str:
    """A name in plain small Latin letters: Шевчук gives shevtchuk, Wójcik gives wojcik."""
    latin = unicodedata.normalize("NFC", name.casefold()).translate(CYRILLIC).translate(MARKED_LETTERS)
    return "".join(letter for letter in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(letter))


@_remembered
def sound_signs(word: str) -> frozenset[str]:
    """The consonants of one word as signs; several where its spelling can be read in several ways."""
    folded = fold_letters(word)
    readings = {folded, *(pattern.sub(letters, folded) for pattern, letters in OTHER_READINGS)}
    return frozenset(_signs(reading) for reading in readings)


def _signs(reading: str) -> str:
    for pattern, sign in SOUNDS:
        reading = pattern.sub(sign, reading)
    return reading


@_remembered
def name_parts(name: str) -> NameParts:
    """A printed name without titles, in parts: "Mr. Anatolij Petrovyč Bojko", "Bojko, Anatolij"."""
    if name.count(",") == 1:
        family, given = name.split(",")
        if given.strip().casefold().strip(".") not in SUFFIXES:
            name = f"{given} {family}"
    kept = name.replace("-", " ").split()
    while len(kept) > 1 and kept[0].casefold().strip(".") in HONORIFICS:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].casefold().strip(".,") in SUFFIXES:
        kept = kept[:-1]
    if not kept:
        return NameParts("", "")
    return NameParts(kept[0] if len(kept) > 1 else "", kept[-1])


def score_names(one: str, other: str) -> float:
    """How well two printed names agree, 0 to 1; a name without given name is compared by family name alone."""
    if fold_letters(one) == fold_letters(other):
        return 1.0
    a, b = name_parts(one), name_parts(other)
    family = _score_family(a.family, b.family)
    if not a.given or not b.given:
        return family
    if _generation(one) != _generation(other):
        return 0.0
    given = _score_given(a.given, b.given)
    straight = 0.5 * min(family, given) + 0.3 * family + 0.2 * given
    swapped = min(_score_words(a.family, b.given), _score_words(a.given, b.family))
    return max(straight, swapped * 0.95 if swapped > 0.95 else 0.0)


def _generation(name: str) -> str:
    """ "jr" in "Jan Novak Jr.": father and son bear one name, and only this tells them apart."""
    last = name.rsplit(None, 1)[-1].casefold().strip(".,") if name.strip() else ""
    return last if last in SUFFIXES else ""


def _score_given(one: str, other: str) -> float:
    """Given names agree in full, or an initial agrees with the first letter."""
    short, long = sorted((fold_letters(one).strip("."), fold_letters(other).strip(".")), key=len)
    if len(short) == 1:
        return 0.9 if long[:1] == short else 0.0
    return _score_words(one, other)


def _score_family(one: str, other: str) -> float:
    """Agreement of two family names: the same consonants, in one reading of each, or at most half a match.

    One letter more makes another family (Melnyk, Melnychuk), so what is not the same sound for sound stays low.
    """
    a, b = fold_letters(one), fold_letters(other)
    if a == b:
        return 1.0 if a else 0.0
    letters = Indel.normalized_similarity(_glides_alike(a), _glides_alike(b))
    if sound_signs(one).isdisjoint(sound_signs(other)):
        return 0.5 * _score_sounds(one, other) + 0.25 * letters
    return 0.75 + 0.25 * letters - 0.18 * abs(_syllables(a) - _syllables(b))


def _score_sounds(one: str, other: str) -> float:
    pairs = ((x, y) for x in sound_signs(one) for y in sound_signs(other))
    return max(Indel.normalized_similarity(x, y) if x or y else 0.0 for x, y in pairs)


def _syllables(folded: str) -> int:
    return len(VOWELS.findall(folded)) - bool(MUTE_E.search(folded))


def _score_words(one: str, other: str) -> float:
    """Agreement of two given names: seven tenths by their consonants' sounds, three by their letters."""
    a, b = fold_letters(one), fold_letters(other)
    if a == b:
        return 1.0 if a else 0.0
    letters = Indel.normalized_similarity(_glides_alike(a), _glides_alike(b))
    return 0.7 * _score_sounds(one, other) + 0.3 * letters


def _glides_alike(folded: str) -> str:
    return folded.replace("y", "i").replace("j", "i").replace("w", "v")


def resolve_person(name: str, people: Sequence[Person], *, date: str = "") -> PersonId | None:
    """The id of the one record that a printed name or role noun fits; None where none does, or more than one.

    Tried in turn: the exact name or a variant; a role noun held on `date` (EDTF; empty: at any time); the name with
    words before it; a spelling of the name in another transliteration; a family name alone. The first step that finds
    any candidate decides.
    """
    wanted = fold_letters(" ".join(name.split()))
    if not wanted:
        return None
    open_to = [person for person in people if wanted not in map(fold_letters, person.not_)]
    for step in (_exactly_named, _by_role_noun, _by_ending, _by_spelling, _by_family_name):
        found = {person.id for person in open_to if step(name, wanted, person, date)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def resolve_role_noun(noun: str, people: Sequence[Person], *, date: str = "") -> PersonId | None:
    """The id of the one record that a role noun means on a date (EDTF; empty: at any time).

    Tried in turn: role nouns that records list; roles that they date, in other words ("the Ruritanian leader" for a
    "President of Ruritania").
    """
    wanted = fold_letters(" ".join(noun.split()))
    for step in (_by_role_noun, _by_role):
        found = {person.id for person in people if step(noun, wanted, person, date)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _printed_names(person: Person) -> Iterator[str]:
    yield person.name
    yield from person.variants


def _exactly_named(name: str, wanted: str, person: Person, date: str) -> bool:
    """The authorised name or a variant, in any case and with or without accents; titles before it do not count."""
    return not {wanted, _bare(name)}.isdisjoint(map(fold_letters, _printed_names(person)))


@_remembered
def _bare(name: str) -> str:
    """Folded, without titles; nothing where a generation tells father and son apart."""
    return "" if _generation(name) else fold_letters(" ".join(part for part in name_parts(name) if part))


def _by_role_noun(name: str, wanted: str, person: Person, date: str) -> bool:
    """ "the Belarusian leader", in a record that lists it and a role held at the time."""
    listed = any(fold_letters(noun).removeprefix("the ") == wanted.removeprefix("the ") for noun in person.role_nouns)
    return listed and in_office(person, date)


def _by_role(name: str, wanted: str, person: Person, date: str) -> bool:
    """A role in the record that says the same and was held at the time."""
    titles = ([plain_word(word) for word in role.title.split()] for role in person.roles if _held(role, date))
    return any(fits_office(name.split(), title, bare=False) for title in titles)


def _by_ending(name: str, wanted: str, person: Person, date: str) -> bool:
    """A full name after words in capitals that no list knows: "Harbour Master Jan Novak"."""
    return any(ends_in_name(name, printed) for printed in _printed_names(person))


def ends_in_name(name: str, full: str) -> bool:
    """Whether a printed name ends in another that has a given and a family name."""
    return " " in full and fold_letters(name).endswith(f" {fold_letters(full)}")


def _by_spelling(name: str, wanted: str, person: Person, date: str) -> bool:
    """Given and family name in another transliteration."""
    if not name_parts(name).given:
        return False
    return any(
        name_parts(printed).given and score_names(name, printed) >= SAME_NAME for printed in _printed_names(person)
    )


def _by_family_name(name: str, wanted: str, person: Person, date: str) -> bool:
    """A family name alone, with or without a title."""
    parts = name_parts(name)
    if parts.given:
        return False
    return any(_score_family(parts.family, name_parts(p).family) >= SAME_FAMILY_NAME for p in _printed_names(person))


def in_office(person: Person, date: str) -> bool:
    """Whether a person held any of their roles on a date; true where neither the record nor the text is dated."""
    return not date or not person.roles or any(_held(role, date) for role in person.roles)


def _held(role: Role, date: str) -> bool:
    if not role.date or not date:
        return True
    try:
        return overlaps(parse_edtf(role.date), parse_edtf(date))
    except ValueError:
        return False
