"""The interface's words in other languages: catalogues, a text file a language, `themes/<name>/locale/<language>.po`.

They are read as they stand, so that a translator's save is a build away from the page, and there is nothing to compile
and forget. Babel reads them (the standard library reads only compiled ones), and knows the names of months and
languages in each. It is imported only where the interface is not in English, and for the name of an outlet's country: a
build with nothing to do never loads it. Which plural a number asks for is as the catalogue's header says.

An archive's own `themes/<name>/locale/<language>.po` comes before the packaged one: it may hold a whole language, or
the few words that are to be different or that its own templates add.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import Any

from sitegen.date_words import Phrases
from sitegen.site.wording import LANGUAGES, Words

_PLACES = re.compile(r"%\(\w+\)s|%%|\{\w*\}|[{}]")
"""What is filled in, and signs that would be taken for it."""
_UNFIT = "The translation of “{}” has other places to fill in than the English, which is shown."

CatalogueFiles = Sequence[Mapping[str, bytes]]
"""The folders `locale/` of a theme, the most general first: their files by name."""


def load_words(language: str, folders: CatalogueFiles = ()) -> Words:
    """The words of an interface in `language` (BCP 47): from the catalogues of that very tag and of its main language;
    in English where there are none.
    """
    language = language or "en"
    names = dict.fromkeys(f"{tag}.po" for tag in (language.partition("-")[0].lower(), language))
    files = [files[name] for name in names for files in folders if name in files]
    if not files:
        return Words(language if language.partition("-")[0].lower() == "en" else "en", language)
    translations = NullTranslations()
    for content in files:
        special, _ = read_catalogue(content)
        special.add_fallback(translations)
        translations = special
    return _localized(language, translations)


def read_catalogue(content: bytes) -> tuple[NullTranslations, tuple[str, ...]]:
    """A catalogue as the standard library holds it, and what is wrong with it. What is marked as fuzzy is left out, and
    so is a translation that does not fit; of a file that is no catalogue there is nothing.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = BytesIO()
    try:
        catalogue = read_po(BytesIO(content), abort_invalid=True)
        unfit = [message for message in catalogue if message.id and not _fits(message.id, message.string)]
        for message in unfit:
            catalogue.delete(message.id, message.context)
        write_mo(compiled, catalogue)
        compiled.seek(0)
        translations = GNUTranslations(compiled)
    except (PoFileError, ValueError) as error:
        return NullTranslations(), (f"This is no catalogue of words: {error}.",)
    return translations, tuple(_UNFIT.format(_forms(message.id)[0]) for message in unfit)


def _fits(english: str | Sequence[str], translated: str | Sequence[str] | None) -> bool:
    """A translation has no place to fill in that its English has not."""
    known = {place for form in _forms(english) for place in _PLACES.findall(form)}
    return all(
        known.issuperset(_PLACES.findall(form)) and "%" not in _PLACES.sub("", form)
        for form in _forms(translated or "")
    )


def _forms(words: str | Sequence[str]) -> Sequence[str]:
    return (words,) if isinstance(words, str) else words


def _localized(language: str, translations: NullTranslations) -> Words:
    """With months and languages as Unicode's locale data (CLDR) have them, English ones of a language that it lacks."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    alone, after_day, short = (
        _months(locale, *width)
        for width in (("stand-alone", "wide"), ("format", "wide"), ("stand-alone", "abbreviated"))
    )
    names = {code: str(locale.languages.get(code, name)) for code, name in LANGUAGES.items()}
    return Words(language, language, translations, _phrases(translations, alone, after_day), short, names)


def _months(locale: Any, use: str, width: str) -> tuple[str, ...]:
    return tuple(locale.months[use][width][number] for number in range(1, 13))


def _phrases(translations: NullTranslations, months: tuple[str, ...], after_day: tuple[str, ...]) -> Phrases:
    """How dates are put. `{day}` is a number: `5.` in German, `1er` for the first day in French."""
    gettext, pgettext = translations.gettext, translations.pgettext
    seasons = (gettext("spring"), gettext("summer"), gettext("autumn"), gettext("winter"))
    return Phrases(
        months=(*months, *seasons),
        months_after_day=after_day,
        day=pgettext("day of a month", "{day}"),
        first_day=pgettext("first day of a month", "{day}"),
        between=pgettext("months or years", "between {start} and {end}"),
        between_days=pgettext("days", "between {start} and {end}"),
        later=gettext("{date} or later"),
        earlier=gettext("{date} or earlier"),
        end_unknown=gettext("from {date}, end unknown"),
        start_unknown=gettext("until {date}, start unknown"),
        year_unknown=gettext("year unknown"),
        decade=gettext("{year}s"),
        qualifiers=(gettext(" (uncertain)"), gettext(" (approximately)"), gettext(" (approximate and uncertain)")),
    )
