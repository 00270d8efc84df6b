"""The reader's words for the values that records hold: one table a field, a plain fallback for what is not in it."""

from __future__ import annotations

from sitegen.dates import Edtf, Point, format_words, parse_edtf

KINDS = {
    "article": "Article",
    "analysis": "Analysis",
    "opinion": "Opinion",
    "interview": "Interview",
    "transcript": "Transcript",
    "statement": "Statement",
    "press_release": "Press release",
}
RELATIONS = {
    "official": "official: issued by the body it speaks for",
    "state_controlled": "state-controlled: a state owns or funds it and controls what it prints",
    "public_service": "public service",
    "independent_commercial": "independent, commercial",
    "independent_nonprofit": "independent, non-profit",
    "party_or_advocacy": "party or advocacy",
    "unreliable_network": "part of a network rated unreliable",
    "aggregator": "aggregator: mostly re-posts",
    "unknown": "unknown",
}
STANCES = {
    "supportive": "supportive of",
    "critical": "critical of",
    "neutral": "neutral towards",
    "mixed": "mixed towards",
    "not_applicable": "no stance of its own towards",
}
STANCE_MEANINGS = {
    "supportive": "it speaks for the target: it argues, chooses or words things in its favour",
    "critical": "it speaks against the target in the same ways",
    "neutral": "it reports on the target and takes no side",
    "mixed": "it speaks for the target in one respect and against it in another",
    "not_applicable": "it has no voice of its own, as a transcript of what others say",
}
BASES = {"stated": "stated in the source", "inferred": "inferred", "editor": "set by the editor"}
EDIT_KINDS = {
    "furniture": ("furniture", "the page's surroundings, not the text: menus, appeals, links to other pages"),
    "repeat": ("repeats", "a passage that stands elsewhere in the same copy"),
    "damage": ("repairs", "damage done in copying: lost spaces, broken characters"),
    "metadata": ("metadata", "a line about the text that became a field of its record"),
    "layout": ("layout", "white space and markup signs only, no word is changed"),
}
"""Edit kind to its plural label and its reason."""
STATUSES = {"": "not yet reviewed", "draft": "draft", "reviewed": "reviewed", "withdrawn": "withdrawn"}
LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sr": "Serbian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def read_date(text: str) -> Edtf | None:
    """The date that a record gives, or None where it gives none or (a finding elsewhere) a bad one."""
    try:
        return parse_edtf(text) if text else None
    except ValueError:
        return None


def date_words(text: str) -> str:
    """A date for readers; the empty string where there is none, and what is written where it cannot be read."""
    value = read_date(text)
    return format_words(value) if value else text


def full_day(text: str) -> str:
    """`text` as YYYY-MM-DD where it is one certain day, else the empty string."""
    value = read_date(text)
    if value is None or value.end is not None or not isinstance(value.start, Point):
        return ""
    day = value.start
    certain = day.day and not day.qualifier and "X" not in day.year + day.month + day.day
    return f"{day.year}-{day.month}-{day.day}" if certain else ""


def machine_date(text: str) -> str:
    """What HTML's `datetime` attribute may hold: a certain day, month or year, else the empty string."""
    value = read_date(text)
    if value is None or value.end is not None or not isinstance(value.start, Point):
        return ""
    point = value.start
    if point.qualifier or "X" in point.year + point.month + point.day or point.month > "12" or point.year == "0000":
        return ""
    return "-".join(part for part in (point.year, point.month, point.day) if part)


def kind_words(kind: str) -> str:
    """A document's kind as a label."""
    return KINDS.get(kind, kind.replace("_", " ").capitalize())


def language_words(code: str) -> str:
    """A language's English name by its code, the code where it is not in the table."""
    return LANGUAGES.get(code.partition("-")[0].lower(), code)


def rule_words(rule: str) -> str:
    """A rule's name as a reader sees it: `related_posts_list` to `related posts list`."""
    return rule.replace("_", " ").replace("-", " ")


def count_words(number: int, one: str, many: str = "") -> str:
    """`3 documents`, `1 document`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", " ")
