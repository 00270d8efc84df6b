"""From the words that name a source to the person: the name, whom a pronoun or a role stands for, the record."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.model import PersonId
from sitegen.relate.antecedents import Cast, resolve_name, resolve_pronoun, resolve_role
from sitegen.relate.reading import Reading, span_of
from sitegen.relate.register import Register
from sitegen.relate.roll import Figure, words_of_office

POSSESSOR = re.compile(r".*S")
OFFICE_OF = re.compile(r"(?:N?T+(?:FD?[NT]+?){1,2}|N+FD?N+T+)(?=N{2}$)")
"""Of "Ruritanian Minister of State Jan Novak", "Bank of Ruritania Governor Jan Novak" all but the name at the end."""
NAMED_AFTER = re.compile(r",T*(N{2,4})(?=[,.]|$)")
"""`the mayor, Ann Lee, said`, `her lawyer, Sir Jan Roth,`: a name after a role, set off by commas."""


class Identity(NamedTuple):
    """Who a source is, as far as the text says."""

    speaker: str
    """A name as printed somewhere in the text; else the words of the source."""
    person: PersonId | None
    certain: bool
    """False for a pronoun or role that the text leaves open."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """What is needed to tell who is meant, for one document."""

    text: str
    readings: Sequence[Reading]
    starts: Sequence[int]
    """Of the readings."""
    cast: Cast
    people: Register
    date: str

    def identify(self, source: tuple[int, int]) -> Identity:
        """Who is meant by `text[start:end]`."""
        return self._identify(source, self.readings[max(0, bisect_right(self.starts, source[0]) - 1)])

    def identify_embedded(self, source: tuple[int, int], reading: Reading, outer: Identity | None) -> Identity:
        """Who is meant within a quotation, of which `reading` is: "I" is its speaker, any other pronoun stays open."""
        printed = self.text[slice(*source)]
        if printed == "I" and outer:
            return outer
        first = bisect_left(reading.starts, source[0])
        return Identity(printed, None, False) if reading.tags[first] == "P" else self._identify(source, reading)

    def is_person(self, span: tuple[int, int]) -> bool:
        """Whether a span names someone whom the text shows to be a person."""
        figure = resolve_name(self.cast, *span)
        return figure is not None and figure.certain

    def _identify(self, source: tuple[int, int], reading: Reading) -> Identity:
        start, end = source
        printed = self.text[start:end]
        first, last = bisect_left(reading.starts, start), bisect_left(reading.starts, end)
        tags = reading.tags[first:last]
        if tags == "P" or (tags == "D" and printed.lower() in ("his", "her")):
            return self._known(resolve_pronoun(self.cast, self.text, start), printed)
        head, until = _head(tags)
        if head == until:
            return Identity(printed, None, True)
        name = re.search(r"N+$", tags[head:until])
        if name and not (tags[head] == "D" and "T" not in tags[head:until] and "R" not in tags[head:until]):
            begin = first + head + name.start()
            begin += words_of_office(self.text, reading, begin, first + until)
            if begin and reading.tags[begin - 1] == "N" and reading.ends[begin] - reading.starts[begin] <= len("F."):
                begin -= 1  # the given name before an initial
            span = (reading.starts[begin], min(end, reading.ends[first + until - 1]))
            figure = resolve_name(self.cast, *span)
            return self._named(figure.name if figure else self.text[slice(*span)])
        named_after = NAMED_AFTER.match(reading.tags, last)
        if named_after:
            span = span_of(reading, named_after.span(1))
            known = resolve_name(self.cast, *span)
            if tags[until - 1] in "TR" or (known and known.certain):
                return self.identify(span)
        figure = resolve_role(self.cast, printed.split(), start)
        if figure:
            return self._known(figure, printed)
        return Identity(printed, self.people.resolve_role_noun(printed, date=self.date), False)

    def _known(self, figure: Figure | None, printed: str) -> Identity:
        return self._named(figure.name) if figure else Identity(printed, None, False)

    def _named(self, name: str) -> Identity:
        return Identity(name, self.people.resolve(name, date=self.date), True)


def _head(tags: str) -> tuple[int, int]:
    """The tokens of a noun phrase that say who: "Eva Roth" of "Jan's lawyer Eva Roth", "an aide" of "an aide to Jan".

    Empty for several speakers at once ("Roth and Novak").
    """
    office = OFFICE_OF.match(tags)
    if office:
        return office.end(), len(tags)
    if "&" in tags:
        return 0, 0
    possessor = POSSESSOR.match(tags)
    begin = possessor.end() if possessor and possessor.end() < len(tags) else 0
    cut = next((i for i in range(begin, len(tags)) if tags[i] in "FO,(-"), len(tags))
    return begin, cut
