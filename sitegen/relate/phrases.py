"""Noun phrases over the word classes of `reading`: which words before or after a verb are its subject."""

from __future__ import annotations

import re

NOUNS = frozenset("NTRCx")
PHRASE_LIMIT = 40

PHRASE_FORWARDS = re.compile(
    r"[NTRCx#SDeg](?:[NTRCx#Segv]|Y(?=S)|(?<=[SFO&#D])D"
    rf"|(?:F|(?<=[RC])O|(?<=[NTRC])&)(?=[DNTRCx])){{0,{PHRASE_LIMIT - 1}}}"
)
"""A noun phrase, and what may go on in one."""
ENDS_NONE = "SDegFO&Y"
"""What no noun phrase ends with."""

_DETERMINED = r"(?:[xegA#NTRC]{0,6}(?:S[NTRCx#]{1,6}D?|D{1,2}))?"
_PHRASE = rf"(?:N[NTRC#]{{0,8}}|[TRCx#v][NTRCx#]{{0,6}}){_DETERMINED}"
PHRASE_BACKWARDS = re.compile(rf"{_PHRASE}(?:(?:O(?=[RC])|F(?=[NTRCx])|&(?=[NTRC])){_PHRASE}){{0,3}}")
"""A noun phrase written from right to left: name or noun, what determines it, and before "of", "for", "and" the phrase
it hangs on: "a spokesman for the mayor of Lyon"."""
WHOLE_SUBJECT = re.compile(
    r"(?:[DNTRCx#][NTRCx#SDFg]{0,12}|D[NTRCx#S]{0,8}v)(?:[OF][NTRCx#SDFY]{1,8}|e[OA]?[NTRCx#SDY]{0,6}|Y){1,3}"
)
"""A subject with what hangs on it: "a new batch of emails released this week"."""
SUBJECT_BY_ITSELF = re.compile(r"[DNTRCx#][NTRCx#SD~]{0,8}(?:\([^()]{1,8}\))?")
"""All there is between a quotation or a comma and a verb: `"…," election law expert Ann Lee said`."""
SUBJECT_WITH_RELATIVE = re.compile(r"([DNTRCx#][NTRCx#SD]{0,6})W[^,;:.qkQ|W(]{1,15}")
"""A subject with a relative clause that no comma sets off: `a resident who gave only her first name said`."""
BESIDE_QUOTATION = re.compile(r"[qkQ],?-?$")
DATELINE = re.compile(r"[NTY#,().OC:~]{1,14}-(?=[NTDRCxAOP])")
"""`PARIS, 3 May (Agency) -` before a text's first sentence."""
REST_OF_PLACE = re.compile(r"(?:N{1,3}|#),(?=[NTDRCP])")
"""What follows "in Reno," or "on May 3," before the subject: "Nev.,", "2015,"."""


def subject_after(tags: str, first: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that starts at `first`: "Ann Lee", "a spokesman for the mayor", "the three officials"."""
    i = first
    while i < end and tags[i] == "A":
        i += 1
    start = i
    if i < end and tags[i] == "P":
        return (i, i + 1)
    match = PHRASE_FORWARDS.match(tags, start, end)
    if match is None:
        return None
    named = "N" in match[0] and match[0][0] != "D"
    phrase = match[0].rstrip(f"{ENDS_NONE}x#v" if named else ENDS_NONE)
    return None if NOUNS.isdisjoint(phrase) else (start, start + len(phrase))


def subject_before(tags: str, last: int, begin: int) -> tuple[int, int] | None:
    """The noun phrase that ends at `last`, over a parenthesis or an apposition: "X (D-Ohio)", "X, a lawyer in Y,"."""
    i = last
    if i >= begin and tags[i] == ")":
        while i > begin and tags[i] != "(":
            i -= 1
        i -= 1
    if i >= begin and tags[i] in ",-":
        i = _before_apposition(tags, i, begin)
    if i < begin:
        return None
    if tags[i] == ")":
        return subject_before(tags, i, begin)
    return noun_phrase_ending(tags, i, begin)


def _before_apposition(tags: str, comma: int, begin: int) -> int:
    """Over ", a lawyer in Ohio," and ", 45," to the end of the words described; `begin - 1` if there are none."""
    mark = tags[comma]
    i = comma
    for _ in range(4):
        opening = tags.rfind(mark, begin, i)
        aside = tags[opening:i]
        if opening < 0 or len(aside) > 30 or any(m in aside for m in "kQ:;.") or ("q" in aside and len(aside) > 5):
            return begin - 1
        if i == comma and opening + 1 == i:
            return begin - 1
        before = tags.rfind(mark, begin, opening)
        segment = tags[before + 1 if before >= 0 else begin : opening]
        if before < 0 or not segment or not _is_apposition(segment, tags[before - 1 : before]):
            return opening - 1
        i = opening
    return begin - 1


def _is_apposition(segment: str, before: str) -> bool:
    """Whether a segment between commas describes the name before it and is no subject itself."""
    if before not in ("N", ")", "#") or "|" in segment or "t" in segment:
        return False
    if segment[0] in "#Weg" or (segment[0] in "OF" and len(segment) <= 12):
        return True
    return segment[0] in "DRxTA" and segment[-1] in "NRCx" and len(segment) < 15


def noun_phrase_ending(tags: str, last: int, begin: int) -> tuple[int, int] | None:
    """The noun phrase whose last word is at `last`; None where no noun, name or pronoun stands there."""
    if tags[last] == "P" or (tags[last] == "D" and last == begin):
        return (last, last + 1)
    match = PHRASE_BACKWARDS.match(tags[max(begin, last - PHRASE_LIMIT) : last + 1][::-1])
    return (last + 1 - match.end(), last + 1) if match else None


def whole_subject(tags: str, begin: int, group: int) -> tuple[int, int] | None:
    """All words of a clause before its verb, where they can only be its subject: "One in four voters asked said"."""
    start = max([tags.rfind(mark, begin, group) for mark in ",;:|qkQ-"])
    start = max(start + 1, begin)
    while start < group and tags[start] in "A&":
        start += 1
    if start > begin and tags[start - 1] in ",qkQ" and SUBJECT_BY_ITSELF.fullmatch(tags, start, group):
        return (start, group)
    described = start == begin or tags[start - 1] in ",qkQ"
    if described and (match := SUBJECT_WITH_RELATIVE.fullmatch(tags, start, group)):
        return match.span(1)
    end = group - 2 if tags[group - 2 : group] == "OY" else group
    return (start, end) if WHOLE_SUBJECT.fullmatch(tags, start, group) else None


def main_subject(tags: str, begin: int, end: int) -> tuple[int, int] | None:
    """The subject of a sentence's first clause, after introductory words: "In Ohio on Friday, X praised …"."""
    dateline = DATELINE.match(tags, begin, end)
    i = dateline.end() if dateline else begin
    for _ in range(4):
        while i < end and tags[i] in "A|&,~-t":
            i += 1
        if i < end and (tags[i] in "OFgGeYBV" or tags[i : i + 2] == "#Y"):
            comma = tags.find(",", i, end)
            if comma < 0:
                return None
            i = comma + 1
            place = REST_OF_PLACE.match(tags, i, end)
            i = place.end() if place else i
        else:
            break
    return subject_after(tags, i, end) if i < end else None


def follows_quotation(tags: str, group: int, begin: int) -> bool:
    """Whether a quotation, with at most a comma, stands right before a token."""
    return bool(BESIDE_QUOTATION.search(tags, max(begin, group - 3), group))
