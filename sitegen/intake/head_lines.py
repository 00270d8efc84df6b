"""Single lines of head matter, known by their form: time stamps, bylines, section paths.

Pure tests on one line's words; where a line stands is judged in `head_reading.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.intake.headmatter import Role
from sitegen.intake.months import MONTHS, PUBLISHED, UPDATED, WEEKDAYS, fold
from sitegen.intake.press_words import OF_PAPERS, names_post

# --- time stamps ------------------------------------------------------------------------------------------------------

_STAMP_TOKEN = re.compile(r"[^\W\d_][^\W\d_\u0900-\u0dff]*|[\u0904-\u0dff][\u0900-\u0963\u0970-\u0dff]*|\d+")
_STAMP_FILLERS = frozenset(
    """
    a am an and as ago at by date day days edt eest eet est et first from gmt h hour hours hr hrs in ist jst just last
    local m min mins minute minutes modified month months msk mst mdt cst cdt ct cet cest bst pt pst pdt aest aedt utc
    z t now of on original originally p pm post read second seconds st nd rd th since the time to updated uhr um le la
    el à a las il alle ore om kl в de del do da du d g год года г роки року р um uur saat klo kello week weeks yr year
    years yesterday today new aired broadcast recorded 年 月 日 时 時 分 秒 号 點 点 午前 午後 上午 下午 년 월 일 시 분
    오전 오후
    """.split()
)
_STAMP_STEMS = tuple(fold(stem) for stem in (*PUBLISHED, *UPDATED))
_MOST_STAMP_WORDS = 24


def is_stamp(text: str) -> bool:
    """Whether a line is nothing but a date, perhaps with a time, a weekday and a word for "published"."""
    if len(text) > 160 or not any(character.isdigit() for character in text):
        return False
    tokens = _STAMP_TOKEN.findall(text)
    if len(tokens) > _MOST_STAMP_WORDS:
        return False
    month = ago = False
    numbers = 0
    for token in tokens:
        word = fold(token)
        if token[0].isdigit():
            numbers += len(token) in (1, 2, 4)
        elif word in MONTHS:
            month = True
        elif word == "ago":
            ago = True
        elif word not in WEEKDAYS and word not in _STAMP_FILLERS and not word.startswith(_STAMP_STEMS):
            return False
    return (month and numbers >= 1) or numbers >= 3 or (ago and numbers >= 1)


_DATED = re.compile(r"www\.|\w@\w|\w\.(?:com|org|net)\b|\b\d{1,2}:\d{2}\b|\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b")


def is_dated(text: str) -> bool:
    """Whether a short line carries a time of day, a date in figures or an address, as no headline does."""
    return len(text) <= 90 and bool(_DATED.search(text))


_TIME_OF_DAY = re.compile(r"\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?[.:]?", re.IGNORECASE)


def is_time_of_day(text: str) -> bool:
    """Whether a line is what stands over each entry of a live report: "21:40", "9.15 am", "17:02 GMT"."""
    return len(text) <= 20 and bool(_TIME_OF_DAY.fullmatch(text))


# --- bylines ----------------------------------------------------------------------------------------------------------

_BYLINE = re.compile(
    r"(?:(?:written|reported|posted|published|story|words|text|reporting|article|analysis|opinion|interview|compiled)"
    r" by|(?:ein )?(?:kommentar|gastbeitrag|analyse|essay|bericht) von|propos recueillis par|(?:haber|текст)(?=\s?:)|"
    r"by|von|par|por|di|door|av|af|przez|text|texte|texto|testo|автор(?:ы)?|author|autor(?:a|en|es)?|auteur|"
    r"記者|记者|作者|撰文|كتبت?|بقلم)"
    r"(?:\s?[:：]\s*|\s+)(?=[^\W\d_])",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.’'-]*$")
_SMALL_NAME_WORDS = frozenset(
    "dpa and & y et und e и та i de da di del della der den van von la le el al bin dos".split()
)
_PARTICLES = frozenset("van von der den de di da do dos del della la le el al bin ibn af zu ten ter".split())
"""Small words within names: "Joost van der Wal"."""
_BY_END = re.compile(
    r"\s*(?:[|•·–—]|(?<=\s)-\s|,\s[a-zа-яёіїє]|,? (?:published|updated|posted|last|on|in|for|at|\d)|\d|"
    r",? (?:with|mit|avec|con|com|met|med) |"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)",
)


_PLACE_OF_WORK = re.compile(
    r",? (?:in|aus|à|en|w|в|у|из|з) [A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’'-]{1,20}(?: [A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’'-]{1,20})?"
    r"(?=$|,| (?:and|und|et|y|e|i|и|та) )| [/–—-] [A-ZÀ-ÞА-ЯЁІЇЄҐİŞĞ]{3,20}$"
)
"""`Jane Doe in Berlin and John Roe in Kyiv`, `Jane Doe / BERLIN`"""


def without_place(names: str) -> str:
    """The names of a byline without the towns from which their bearers report."""
    return _PLACE_OF_WORK.sub("", names)


def read_byline(text: str) -> str:
    """The names of a byline as printed, without the word for "by"; empty where the line is none."""
    opening = _BYLINE.match(text)
    if not opening or len(text) > 140:
        return ""
    names = without_place(text[opening.end() :])
    if cut := _BY_END.search(names):
        names = names[: cut.start()]
    names = names.strip(" ,;:|")
    words = _NAME_SIGN.sub(" ", names).split()
    if not 1 <= len(words) <= 14:
        return ""
    if text.endswith((".", "!", "?")) and len(words) > 4:
        return ""
    named = all(word in _SMALL_NAME_WORDS or (_NAME_WORD.match(word) and not word[0].islower()) for word in words)
    return names if named else ""


def is_byline_or_stamp(text: str) -> bool:
    """Whether a line says by whom or when the article was published, and so is never a part of a paragraph."""
    return is_stamp(text) or bool(read_byline(text))


def is_name(text: str) -> bool:
    """Two to five capitalised words: a name, where a time stamp stands beside it."""
    words = without_place(text).split()
    if any(word.lower() in OF_PAPERS for word in words):
        return False
    large = [word[0].isupper() for word in words]
    named = all(is_large or word in _PARTICLES for is_large, word in zip(large, words, strict=True))
    return 2 <= len(words) <= 5 and len(text) <= 60 and named and large[0] and large[-1] and not text.isupper()


def is_masthead(text: str) -> bool:
    """Whether a line of a few words ends with what papers are called: "The Weekly Beacon", "PORT ARDEN SENTINEL"."""
    words = text.split()
    return 2 <= len(words) <= 5 and words[-1].lower() in OF_PAPERS and (text.istitle() or text.isupper())


_HANDLE = re.compile(r"@\w[\w.]*(?:@[\w.-]+)?")


def is_handle(text: str) -> bool:
    """Whether a line is the account of whoever wrote the post below: "@RiverWatch", "@jane@example.social"."""
    return bool(_HANDLE.fullmatch(text))


_NAME_SIGN = re.compile("[,/、，،]")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;/、，،]|\s(?:and|AND|&|y|et|ET|und|UND|e|и|та|i)\s)\s*")


def split_names(names: str) -> tuple[str, ...]:
    """The single names of a byline."""
    return tuple(name for name in _BETWEEN_NAMES.split(names) if name)


# --- headlines --------------------------------------------------------------------------------------------------------

_LONG = 17
_NEXT_SENTENCE = re.compile(r"[^\W\d_]{3}\. [^\W\d_a-zа-я]")
_ALL_BRACKETED = re.compile(r"\([^()\n]*\)")


def goes_on(text: str) -> bool:
    """Whether a line ends as no headline does (comma, colon, full stop), or is all in brackets, or is long and
    a second sentence begins in it. Old newspapers end headlines, in capitals, with a full stop.
    """
    if text.endswith((":", ",", ";", "।", "。")) or (text.endswith(".") and not text.isupper()):
        return True
    long = len(text.split()) >= _LONG
    return bool(_ALL_BRACKETED.fullmatch(text) or (long and _NEXT_SENTENCE.search(text)))


_LABELLED, _LONGEST_LABELLED = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+)?: \S"), 8
_LIST_SIGN, _FEWEST_LISTED = re.compile("[,;、，]"), 3


def is_labelled(text: str) -> bool:
    """Whether a line tells a particular: "Host: Jane Doe", "Pros: quiet; roomy; cheap"; longer ones that list nothing
    are headlines with a colon.
    """
    lists = len(_LIST_SIGN.findall(text)) >= _FEWEST_LISTED
    return bool(_LABELLED.match(text)) and (lists or len(text.split()) <= _LONGEST_LABELLED)


_NUMBER = r"\s?(?:no\.?|nr\.?|n[º°]|№|#)?\s?\d{1,4}"
_SEASON = rf"(?:(?:season|series|staffel|saison|temporada|stagione|sezon|seizoen|säsong|сезон){_NUMBER}\W+)?"
_EPISODE = re.compile(
    rf"{_SEASON}(?:episode|ep\.?|épisode|episodio|episódio|puntata|folge|odcinek|aflevering|avsnitt|bölüm|epizoda|"
    rf"выпуск|випуск|эпизод|серия){_NUMBER}",
    re.IGNORECASE,
)


_RELEASE = re.compile(
    rf"for immediate release|(?:(?:press|news|media) release|pressemitteilung|presseinformation|medienmitteilung|"
    rf"communiqué(?: de presse)?|nota de prensa|comunicado(?: de prensa)?|comunicato stampa|persbericht|"
    rf"komunikat prasowy|пресс-релиз|прес-реліз|basın bülteni)(?:{_NUMBER}(?:/\d{{2,4}})?)?",
    re.IGNORECASE,
)


def is_issue(text: str) -> bool:
    """Whether a line only says which broadcast or release this is: "Season 4, Episode 11", "Press release 114/2018".
    Over it stands the name of the programme, or of the office.
    """
    return bool(_EPISODE.fullmatch(text) or _RELEASE.fullmatch(text))


# --- section paths ----------------------------------------------------------------------------------------------------

_PATH_SIGN, _SLASH = re.compile(r"\s(?:»|>|›|→|::)\s"), re.compile(r"\s/\s")
_START_PAGE = re.compile(
    r"(?:home|start|startseite|accueil|inicio|início|home ?page|pagina iniziale|главная|головна|strona główna|"
    r"ana sayfa|beranda|trang chủ|hem|hjem|forside|etusivu|voorpagina|acasă|početna|начало|αρχική|الرئيسية|ראשי|होम|"
    r"首[页頁]|ホーム|トップ|홈)\b",
    re.IGNORECASE,
)


def is_section_path(text: str) -> bool:
    """Whether a line is a path of sections: "World » RUSSIA", "Home / News / Europe".

    A slash alone is no such sign: it also parts a name from an agency, and one button from another.
    """
    steps = _PATH_SIGN.split(text)
    if len(steps) == 1 and _START_PAGE.match(text):
        steps = _SLASH.split(text)
    return (
        "«" not in text
        and len(steps) >= 2
        and len(text) <= 120
        and all(1 <= len(step.split()) <= 5 and ":" not in step for step in steps)
    )


_PART_SIGN, _DASH = re.compile(r"\s+[|•·]\s+|\s{3,}|\t+|\u3000+"), re.compile(r"\s[-–—]\s")
_FEWEST_DASHED, _LONGEST_DASHED = 3, 120
_BEFORE_BY = re.compile(r"\s(?=(?:[Bb]y|[Pp]ar|[Vv]on|[Pp]or|di|[Dd]oor|av|af) [^\W\d_])")


def split_parts(text: str) -> list[tuple[int, int]]:
    """The parts of a line that signs divide, as spans: "World » RUSSIA | August 16, 2024"; dashes divide several, one
    of them a stamp: "Jane Doe - Portville - 13/04/2015 - 20:15", and so does a word for "by" behind one.
    """
    parts = _split_at(_PART_SIGN, text)
    signed = _BEFORE_BY.search(text, 0, _LONGEST_DASHED) if len(parts) == 1 and text[:1].isalnum() else None
    if signed and is_stamp(text[: signed.start()]) and read_byline(text[signed.end() :]):
        return [(0, signed.start()), (signed.end(), len(text))]
    dashed = _split_at(_DASH, text) if len(parts) == 1 and len(text) <= _LONGEST_DASHED else []
    several = len(dashed) >= _FEWEST_DASHED and any(is_stamp(text[start:end]) for start, end in dashed)
    return dashed if several else parts


def _split_at(sign: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    found = [*sign.finditer(text)]
    ends = [0, *(place for one in found for place in one.span()), len(text)]
    parts = zip(ends[::2], ends[1::2], strict=True)
    return [(start, end) for start, end in parts if text[start:end].strip()]


def has_stamp(text: str) -> bool:
    """Whether one of a line's parts is a time stamp: "Portville - 13/04/2015 - 20:15"."""
    return any(is_stamp(text[start:end]) for start, end in split_parts(text))


def is_stamped(text: str) -> bool:
    """Whether all parts of a line are time stamps: "Published May 3, 2021 | Updated May 4, 2021 at 7 a.m."."""
    return all(is_stamp(text[start:end]) for start, end in split_parts(text))


# --- roles by form ----------------------------------------------------------------------------------------------------

SOURCE = re.compile(
    r"(?:source|quelle|fuente|fonte|источник|джерело|źródło|kaynak|bron|via)\s?:\s|(?:来源|來源|출처)\s?[:：]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_FILED = re.compile(r"(?:[^\W\d_a-zа-я][^\W\d]{1,20}[ -]?){1,4}(?:\([^()]{2,30}\) ?)?[,–—:-] ?(\d.{3,40})$")
"""A place and a day with nothing else but an agency: "Kyiv, 4/11/24", "Kyiv (Agency) – 4 November 2024"."""


def role_by_form(text: str) -> Role | None:
    """What a line of head matter is by its form alone; None where that does not say."""
    if is_stamp(text):
        return "timestamp"
    if read_byline(text):
        return "byline"
    if (filed := _FILED.match(text)) and is_stamp(filed.group(1)):
        return "dateline"
    if (SOURCE.match(text) and len(text.split()) <= 5) or _ADDRESS.fullmatch(text):
        return "source"
    return "section" if is_section_path(text) else None


def roles_beside_stamp(parts: Sequence[str], roles: Sequence[Role | None]) -> list[Role | None]:
    """The roles of a line's parts that has a time stamp, or stands beside one, from those by form alone. Names need no
    word for "by"; with the stamp go times ("1:54 PM"), counts ("5 min read") and, beside a name, towns and papers.
    """
    roles = [role or _role_beside_stamp(part, alone=len(parts) == 1) for part, role in zip(parts, roles, strict=True)]
    if "timestamp" not in roles:
        return roles
    signed = "byline" in roles
    return [role or ("note" if _goes_along(part, signed) else None) for part, role in zip(parts, roles, strict=True)]


def _role_beside_stamp(text: str, *, alone: bool) -> Role | None:
    """A name, with or without a post; on the stamp's own line a time: a recording's length."""
    name, _, post = text.partition(", ")
    if is_name(name if names_post(post) else text) or all(map(is_name, split_names(text))):
        return "byline"
    return "timestamp" if is_time_of_day(text) and not alone else None


_MOST_ALONG = 4


def _goes_along(part: str, signed: bool) -> bool:
    words = part.split()
    counts = any(map(str.isdigit, part))
    return len(words) <= _MOST_ALONG and (counts or (signed and all(word[0].isupper() for word in words)))
