"""The reader's words for what records hold, in the language of the interface; what has no words is shown as it is.

English stands in the code and in the templates. Other languages stand in a theme's catalogues (`catalogues`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import NullTranslations

from sitegen.date_words import ENGLISH, ENGLISH_MONTHS, Phrases, format_words
from sitegen.dates import Edtf, Point, parse_edtf
from sitegen.links import Reason
from sitegen.site.directions import direction_of, isolated


def msg(message: str) -> str:
    """Marks words in a table for the catalogues; they are translated where they are shown."""
    return message


KINDS = {
    "article": msg("Article"),
    "analysis": msg("Analysis"),
    "opinion": msg("Opinion"),
    "interview": msg("Interview"),
    "transcript": msg("Transcript"),
    "statement": msg("Statement"),
    "press_release": msg("Press release"),
}
RELATIONS = {
    "official": msg("official: issued by the body it speaks for"),
    "state_controlled": msg("state-controlled: a state owns or funds it and controls what it prints"),
    "public_service": msg("public service"),
    "independent_commercial": msg("independent, commercial"),
    "independent_nonprofit": msg("independent, non-profit"),
    "party_or_advocacy": msg("party or advocacy"),
    "unreliable_network": msg("part of a network rated unreliable"),
    "aggregator": msg("aggregator: mostly re-posts"),
    "unknown": msg("unknown"),
}
STANCES = {
    "supportive": msg("supportive"),
    "critical": msg("critical"),
    "neutral": msg("neutral"),
    "mixed": msg("mixed"),
    "not_applicable": msg("not applicable"),
}
STANCES_TOWARD = {
    "supportive": msg("supportive of"),
    "critical": msg("critical of"),
    "neutral": msg("neutral towards"),
    "mixed": msg("mixed towards"),
    "not_applicable": msg("no stance of its own towards"),
}
"""As they stand before the name of their target."""
STANCE_MEANINGS = {
    "supportive": msg("it speaks for the target: it argues, chooses or words things in its favour"),
    "critical": msg("it speaks against the target in the same ways"),
    "neutral": msg("it reports on the target and takes no side"),
    "mixed": msg("it speaks for the target in one respect and against it in another"),
    "not_applicable": msg("it has no voice of its own, as a transcript of what others say"),
}
JUDGEMENTS = {"suggested": msg("suggested"), "confirmed": msg("confirmed"), "disputed": msg("disputed")}
BASES = {"stated": msg("stated in the source"), "inferred": msg("inferred"), "editor": msg("set by the editor")}
EDIT_KINDS = {
    "furniture": msg("furniture"),
    "repeat": msg("repeats"),
    "damage": msg("repairs"),
    "metadata": msg("metadata"),
    "layout": msg("layout"),
}
"""Plural, as they are counted."""
EDIT_REASONS = {
    "furniture": msg("the page's surroundings, not the text: menus, appeals, links to other pages"),
    "repeat": msg("a passage that stands elsewhere in the same copy"),
    "damage": msg("damage done in copying: lost spaces, broken characters"),
    "metadata": msg("a line about the text that became a field of its record"),
    "layout": msg("white space and markup signs only, no word is changed"),
}
STATUSES = {
    "": msg("not yet reviewed"),
    "draft": msg("draft"),
    "reviewed": msg("reviewed"),
    "withdrawn": msg("withdrawn"),
}
REASONS = {
    "event": msg("same event: %(names)s"),
    "speaker": msg("quotes %(names)s too"),
    "topic": msg("same topic: %(names)s"),
    "words": msg("both speak of %(names)s"),
    "quotation": msg("has a quotation in common"),
}
"""Why one document is related to another; passages are counted."""
LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sr": "Serbian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

_TEST_LOCALES = frozenset({"XA", "XB"})
"""User-assigned codes that CLDR names after what they test, as "Pseudo-Accents"."""
_SHORT_MONTHS = tuple(month[:3] for month in ENGLISH_MONTHS)


@dataclass(frozen=True, slots=True)
class Words:
    """What the interface says, in its language."""

    language: str = "en"
    """Of the words: the site's own where there is a catalogue for it, else English."""
    site_language: str = "en"
    """In which the archive's editors write."""
    translations: NullTranslations = field(default_factory=NullTranslations, repr=False)
    phrases: Phrases = field(default=ENGLISH, repr=False)
    """How dates are put."""
    short_months: Sequence[str] = _SHORT_MONTHS
    """For the scale of a figure."""
    languages: Mapping[str, str] = field(default_factory=lambda: LANGUAGES, repr=False)
    """Names of languages by their codes."""

    @property
    def direction(self) -> str:
        """In which the words are written."""
        return direction_of(self.language)

    def gettext(self, message: str, **values: object) -> str:
        """`message` in the interface's language, with `values` for its `%(names)s`."""
        return self.translations.gettext(message) % values

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """The same where one English word has several translations."""
        return self.translations.pgettext(context, message) % values

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """`%(num)s documents` in the form that `number` asks for; it stands for `%(num)s` itself."""
        return self.plural(one, many, number) % values

    def plural(self, one: str, many: str, number: int) -> str:
        """The form that `number` asks for, with it filled in and other values not yet."""
        return self.translations.ngettext(one, many, number).replace("%(num)s", f"{number:,}".replace(",", " "))

    def documents(self, number: int) -> str:
        """`3 documents`."""
        return self.ngettext("%(num)s document", "%(num)s documents", number)

    def listing(self, names: Sequence[str]) -> str:
        """`a, b and c`."""
        if len(names) < 2:
            return "".join(names)
        return self.gettext("%(some)s and %(last)s", some=", ".join(names[:-1]), last=names[-1])

    def of(self, table: Mapping[str, str], value: str) -> str:
        """What a table of this file says of a value; the value where it says nothing."""
        return self.gettext(table[value]) if value in table else value

    def table(self, table: Mapping[str, str]) -> dict[str, str]:
        """A whole table of this file."""
        return {value: self.gettext(words) for value, words in table.items()}

    def date(self, text: str) -> str:
        """A date for readers; the empty string where there is none, and what is written where it cannot be read."""
        value = read_date(text)
        return format_words(value, self.phrases) if value else text

    def kind(self, kind: str) -> str:
        """A document's kind as a label."""
        return self.of(KINDS, kind) if kind in KINDS else kind.replace("_", " ").capitalize()

    def language_name(self, code: str) -> str:
        """A language's name by its code, the code where it has none here."""
        return self.languages.get(code.partition("-")[0].lower(), code)

    def country_name(self, code: str) -> str:
        """A country's name by its code (ISO 3166); the code where it has none in this language."""
        from babel import Locale, UnknownLocaleError  # English needs it for the pages of outlets alone

        try:
            names = Locale.parse(self.language, sep="-").territories
        except (UnknownLocaleError, ValueError):
            return code
        return code if code in _TEST_LOCALES else str(names.get(code, code))

    def reason(self, reason: Reason) -> str:
        """Why a document is related, in a line."""
        if reason.kind == "passages":
            why = self.ngettext("shares a passage", "shares %(num)s passages", reason.passages or 0)
        elif reason.kind == "words" and not reason.names:
            why = self.gettext("much the same words")
        else:
            why = self.gettext(REASONS[reason.kind], names=self.listing([isolated(name) for name in reason.names]))
        if reason.days is None:
            return why
        if reason.days == 0:
            return self.gettext("%(reason)s, same day", reason=why)
        return self.ngettext("%(reason)s, one day apart", "%(reason)s, %(num)s days apart", reason.days, reason=why)


ENGLISH_WORDS = Words()
"""As they stand in the code: for files that programs read."""


@lru_cache(maxsize=1 << 14)
def read_date(text: str) -> Edtf | None:
    """The date that a record gives, or None where it gives none or (a finding elsewhere) a bad one."""
    try:
        return parse_edtf(text) if text else None
    except ValueError:
        return None


def full_day(text: str) -> str:
    """`text` as YYYY-MM-DD where it is one certain day, else the empty string."""
    value = read_date(text)
    if value is None or value.end is not None or not isinstance(value.start, Point):
        return ""
    day = value.start
    certain = day.day and not day.qualifier and "X" not in day.year + day.month + day.day
    return f"{day.year}-{day.month}-{day.day}" if certain else ""


@lru_cache(maxsize=1 << 14)
def machine_date(text: str) -> str:
    """What HTML's `datetime` attribute may hold: a certain day, month or year, else the empty string."""
    value = read_date(text)
    if value is None or value.end is not None or not isinstance(value.start, Point):
        return ""
    point = value.start
    if point.qualifier or "X" in point.year + point.month + point.day or point.month > "12" or point.year == "0000":
        return ""
    return "-".join(part for part in (point.year, point.month, point.day) if part)


def rule_words(rule: str) -> str:
    """A rule's name as a reader sees it: `related_posts_list` to `related posts list`."""
    return rule.replace("_", " ").replace("-", " ")
