"""What sort of text a capture is: transcript, interview, press release, statement, opinion, analysis, or an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sitegen.drafts import Block, Value
from sitegen.intake.dating_bounds import QUOTATION
from sitegen.intake.headmatter import HeadMatter
from sitegen.intake.months import fold
from sitegen.intake.timed_text import is_timed
from sitegen.interviews import QUESTION_OR_ANSWER

_PRESS_RELEASE = re.compile(
    r"(?:for immediate release|press release|news release|pressemitteilung|communiqué de presse|comunicado de prensa|"
    r"comunicato stampa|пресс-релиз|пресреліз|informacja prasowa|basın bülteni)\b",
    re.IGNORECASE,
)
_RELEASE_WIRE = re.compile(
    r"/\s?(?:PR ?Newswire|EIN ?Presswire|news aktuell)[^/\n]{0,20}/|\((?:BUSINESS|GLOBE NEWS) ?WIRE\)", re.I
)
_STATEMENT = re.compile(
    r"(?:joint |full |press |official )?(?:statement|declaration|communiqué)\b(?: (?:by|of|from|on)\b|$)|"
    r"заявление |заява |erklärung |déclaration |declaración |declaração |dichiarazione |oświadczenie |verklaring ",
    re.IGNORECASE,
)
_BY_SOMEBODY = re.compile(r"\bstatement (?:by|of|from)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"\b(?:we|our|nous|notre|nos|wir|unsere?[mnrs]?|nosotros|nuestr[oa]s?|noss[oa]s?|noi|nostr[oaie]|мы|наш\w{0,3}|ми|"
    r"my|nasz\w{0,3}|wij|onze?)\b",
    re.IGNORECASE,
)
"""Who speaks in a statement says "we"; an article about one quotes it."""
_OPENING_BLOCKS = 4
"""A transcript opens with the first turn, after no more than a headline, a place and a stage direction."""


_LABELS = {
    "opinion": "opinion|commentary|op-ed|guest essay|editorial|column|comment|opinión|tribuna|opinione|l'opinione|"
    "commento|tribune|opinião|meinung|kommentar|gastbeitrag|мнение|комментарий|колонка|думка|коментар|komentarz|"
    "opinia|felieton|yorum|görüş|mening|opinie|رأي|社説|社评|评论|評論",
    "analysis": "analysis|news analysis|analyse|análisis|analisi|análise|аналитика|анализ|аналітика|analiza|analiz|"
    "تحليل",
    "interview": "interview|the interview|entretien|entrevista|intervista|интервью|інтерв'ю|інтерв’ю|wywiad|röportaj|"
    "حوار",
}
_LABELLED = {
    kind: re.compile(rf"^(?:{words})(?:$|\s?[|｜:•]\s)|\s[|｜•–—]\s?(?:{words})$", re.IGNORECASE)
    for kind, words in _LABELS.items()
}
"""A section's or kicker's word for the sort of text, and such a label in a headline: `Opinion | …`, `… | Opinion`."""


def infer_kind(raw: str, blocks: Sequence[Block], head: HeadMatter, text: str) -> Value:
    """What the document is, one of the kinds of `records.fields.KINDS`: an article where nothing says otherwise.

    `raw` is the capture's text, `text` the clean one that the blocks' offsets refer to. Always inferred.
    """
    kind = (
        _kind_by_turns(blocks, head, text)
        or _kind_by_questions(blocks, text)
        or _kind_by_words(raw, head, text)
        or _kind_by_label(head)
    )
    return Value(kind or ("transcript" if is_timed(raw) else "article"), "inferred")


def _kind_by_label(head: HeadMatter) -> str:
    """What the headline's own label, or a line over it that is nothing but such a word, calls the text."""
    lines = [line.text for line in head.of("headline", "kicker", "section", "note") if line.place == "head"]
    return next((kind for kind, label in _LABELLED.items() if any(map(label.search, lines))), "")


def _kind_by_turns(blocks: Sequence[Block], head: HeadMatter, text: str) -> str:
    """Transcript or interview where the text is turns from its opening on; a dialogue in an article makes none."""
    prose = [block for block in blocks if block.kind in ("paragraph", "turn", "quotation")]
    turns = [block for block in prose if block.kind == "turn"]
    if len(turns) < 2 or turns[0] not in prose[:_OPENING_BLOCKS]:
        return ""
    if any(_OCCASION.search(line.text) for line in head.of("headline")):
        return "transcript"
    return "interview" if _has_one_who_asks([text[turn.start : turn.end] for turn in turns]) else "transcript"


_OCCASION = re.compile(
    r"\b(?:press conference|briefing|hearing|debate|plenary|inquiry|pressekonferenz|conférence de presse|audition|"
    r"rueda de prensa|coletiva|conferenza stampa|пресс-конференци|прес-конференці|брифинг|брифінг|konferencja prasowa)",
    re.IGNORECASE,
)
"""Where several ask, though all are marked as one voice: "QUESTION:"."""


def _kind_by_questions(blocks: Sequence[Block], text: str) -> str:
    """Interview where questions without labels stand alone, address somebody, and are answered by one who says "I".

    An explainer has such questions, too; nobody answers them in person.
    """
    spoken = [text[block.start : block.end] for block in blocks if block.kind in ("paragraph", "heading")]
    pairs = [(one, other) for one, other in pairwise(spoken) if one.endswith(_ASKS) and not other.endswith(_ASKS)]
    asked = [pair for pair in pairs if len(pair[0]) <= _LONGEST_QUESTION]
    addressed = any(_YOU.search(question) for question, _ in asked)
    in_person = sum(bool(_I.search(answer)) for _, answer in asked)
    enough = len(asked) >= 3 and len(asked) >= _SHARE_ASKED * len(spoken)
    return "interview" if enough and addressed and in_person >= 2 else ""


_ASKS = ("?", "؟", "？")
_LONGEST_QUESTION, _SHARE_ASKED = 300, 0.3
_YOU = re.compile(r"\b(?:you|your|sie|ihre?|du|vous|votre|tu|usted|você|вы|вас|ваш\w{0,3}|ви|u|uw|ni)\b", re.IGNORECASE)
_I = re.compile(
    r"\b(?:I|my|me|ich|mein\w{0,2}|mir|je|j[’']|mon|ma|yo|mi|io|mio|mia|eu|meu|minha|я|мне|мой|мені|jag|ik)\b"
)


def _has_one_who_asks(turns: Sequence[str]) -> bool:
    """Whether there are two voices, of which one mostly asks and the other mostly does not."""
    asked: dict[str, list[bool]] = {}
    for turn in turns:
        marked = QUESTION_OR_ANSWER.match(turn)
        label, words = (marked["label"], turn[marked.end() :]) if marked else _COLON.split(turn, maxsplit=1)
        asked.setdefault(fold(label.strip()), []).append(words.rstrip('"”» ').endswith(("?", "؟", "？")))
    shares = sorted(sum(questions) / len(questions) for questions in asked.values())
    return len(asked) == 2 and len(turns) >= 4 and shares[0] < 0.5 <= shares[1]


def _kind_by_words(raw: str, head: HeadMatter, text: str) -> str:
    """What the head matter or the opening calls it."""
    headline = " ".join(line.text for line in head.of("headline"))
    over = raw[max(0, head.body_start - _REACH_OVER_TEXT) : head.body_start]
    opening = [headline, *over.split("\n"), *text[:400].split("\n")]
    dateline = raw[head.body_start : head.body_start + _REACH_OF_WIRE]
    filed = text[:_REACH_OF_WIRE] + dateline  # which has left the text
    if any(_PRESS_RELEASE.match(line.strip()) for line in opening) or _RELEASE_WIRE.search(filed):
        return "press_release"
    return "statement" if _STATEMENT.match(headline) and _is_own(headline, text) else ""


def _is_own(headline: str, text: str) -> bool:
    """Whether who speaks in a statement wrote it, and no reporter."""
    own_words = QUOTATION.sub(" ", text[:_SPEAKER_REACH])
    return bool(_BY_SOMEBODY.search(headline) or _FIRST_PERSON.search(own_words))


_COLON = re.compile("[:：]")
_REACH_OVER_TEXT, _SPEAKER_REACH, _REACH_OF_WIRE = 1500, 1500, 600
