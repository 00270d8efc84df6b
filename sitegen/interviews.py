"""Labels of speakers: those for questions and answers, `Q:`, `P.`, `В:`, `—Вопрос:`, `问：`, and what follows any."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PAIRS = tuple(
    frozenset(pair.split())
    for pair in (
        "q a|question answer|p r|pregunta respuesta|pergunta resposta|d r|q r|question réponse|domanda risposta|f a|"
        "frage antwort|v a|vraag antwoord|в о|вопрос ответ|з в|п в|запитання відповідь|питання відповідь|p o|"
        "pytanie odpowiedź|s c|soru cevap|س ج|سؤال جواب|سوال جواب|问 答|問 答"
    ).split("|")
)
_WORDS = sorted({word for pair in _PAIRS for word in pair}, key=len, reverse=True)
_PRINTED = "|".join(form for word in _WORDS for form in dict.fromkeys((word.upper(), word.capitalize())))
QUESTION_OR_ANSWER = re.compile(rf"(?:[—–-]\s?)?(?P<label>{_PRINTED})\s?(?:[.:](?=\s)|：)")
"""A label at the start of a paragraph, with its sign; letters are capitals."""


def are_paired(labels: Iterable[str]) -> bool:
    """Whether both a question's and an answer's label of one language are there: a single `A.` is an initial."""
    found = {label.casefold() for label in labels}
    return any(pair <= found for pair in _PAIRS)


SALUTATION = re.compile(
    r"(?:dear|hello|hi|liebe[rs]?|sehr geehrte[rs]?|chère?s?|estimad[oa]s?|querid[oa]s?|prezad[oa]s?|"
    r"уважаем\w{2}|дорог\w{2,3}|шановн\w{1,3}|drodzy|szanown\w{1,2}|kjære|sayın)\s",
    re.IGNORECASE,
)
"""Before the name of who is spoken to: a letter, and no turn."""
_SPOKEN = 0.6
"""The least share of the labels that a sentence follows."""
_FEWEST_SMALL = 4
_ENDS = (".", "!", "?", "…", "—", "–", "-", "。", "！", "？", "؟", "।", ":", ",", ";")
_CLOSING = "\"'”’»“)]* "


def are_spoken(labelled: Iterable[str]) -> bool:
    """Whether what follows labels is mostly said, as in a conversation. A label may stand alone on its line."""
    said = [_is_speech(words) for printed in labelled if (words := printed.strip())]
    return sum(said) >= _SPOKEN * len(said)


def _is_speech(words: str) -> bool:
    """Whether what follows a label is said, and not the value of a field, a credit or the rest of a headline: it ends
    as a sentence does, or is mostly written small, as by machines that listen.
    """
    all_words = words.split()
    small = sum(word[:1].islower() for word in all_words)
    named = len(all_words) >= _FEWEST_SMALL and words == words.title() != words.lower()
    ends = words.rstrip(_CLOSING).endswith(_ENDS)
    return (ends and not named) or small >= max(_FEWEST_SMALL, _SPOKEN * len(all_words))
