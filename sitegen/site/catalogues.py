"""The interface's words in other languages: catalogues, a text file a language, `themes/<name>/locale/<language>.po`.

They are read as they stand, so that a translator's save is a build away from the page, and there is nothing to compile
and forget. Babel reads them (the standard library reads only compiled ones), and knows the names of months and
languages in each. It is imported here alone, and only where the interface is not in English: an English site, and a
build with nothing to do, never load it. Which plural a number asks for is as the catalogue's header says.

An archive's own `themes/<name>/locale/<language>.po` comes before the packaged one: it may hold a whole language, or
the few words that are to be different or that its own templates add.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import Any

from sitegen.dates import Phrases
from sitegen.site.wording import LANGUAGES, Words

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
        special = _read_catalogue(content)
        special.add_fallback(translations)
        translations = special
    return _localized(language, translations)


def _read_catalogue(content: bytes) -> NullTranslations:
    """A catalogue as the standard library holds it; what is marked as fuzzy is left out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(content)))
    compiled.seek(0)
    return GNUTranslations(compiled)


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
