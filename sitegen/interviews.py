"""How interviews mark questions and answers without names: `Q:`, `P.`, `В:`, `—Вопрос:`, `问：`."""

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
