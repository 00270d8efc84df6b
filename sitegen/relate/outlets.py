"""Which words name a medium: a paper, a channel, an agency, which passes on what others say."""

from __future__ import annotations

from sitegen.relate.function_words import words
from sitegen.relate.reading import Reading, span_of

OUTLET_WORDS = words(
    """
    news times post journal herald tribune gazette press telegraph guardian agency newspaper paper magazine weekly
    daily television tv radio channel broadcaster network courier mail mirror observer chronicle review examiner
    inquirer globe wire website outlet podcast show program programme today broadcasting bulletin
    """
)
"""Words in the names of media and nouns for them."""
NO_OUTLETS = words("un eu nato us usa uk fbi cia doj irs nasa who imf nsa ioc fifa opec osce ussr uae gop mp")
"""Short forms in capitals that are other bodies'."""


def names_outlet(text: str, reading: Reading, phrase: tuple[int, int]) -> bool:
    """Whether a phrase, as a token range, names a medium: by a word that only media bear, or by short capitals."""
    start, end = span_of(reading, phrase)
    named = [word.strip("\"“”'‘’«»„,.") for word in text[start:end].split()]
    plain = [word.casefold() for word in named]
    if "N" not in reading.tags[slice(*phrase)]:
        return plain[-1] in OUTLET_WORDS
    short = len(named[-1]) > 1 and named[-1].isalpha() and named[-1].isupper() and plain[-1] not in NO_OUTLETS
    return short or not OUTLET_WORDS.isdisjoint(plain)
