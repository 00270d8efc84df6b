"""The interface in other languages: every word has its translation, and pages say in which language they speak."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from command import CHECKOUT, copy_toy_archive, invoke
from invented import make_archive, make_links
from lxml import html
from planned_site import plan_site

from sitegen.dates import parse_edtf
from sitegen.links import Reason
from sitegen.site import render
from sitegen.site.catalogues import load_words, read_catalogue
from sitegen.site.directions import direction_of
from sitegen.site.render import load_theme
from sitegen.site.search_page import script_words
from sitegen.site.wording import Words

LOCALE = CHECKOUT / "themes" / "default" / "locale"
LANGUAGES = ("de", "fr", "ru", "uk")
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|\{\w*\}|<[^>]*>")


def words(language: str) -> Words:
    return load_theme(language=language).words


def open_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All words of templates and code, found as `make catalogues` finds them."""
    target = tmp_path_factory.mktemp("words") / "words.pot"
    command = ["-q", "extract", "-F", "pyproject.toml", "-k", "msg", "-k", "say", "-o", target]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", *command, "sitegen/site", "themes/default"],
        cwd=CHECKOUT, check=True,
    )  # fmt: skip
    return open_catalogue(target)


def keys(catalogue: Catalog) -> set[tuple[str | None, str]]:
    return {(message.context, _first(message.id)) for message in catalogue if message.id}


def _first(id: str | tuple[str, ...]) -> str:
    return id if isinstance(id, str) else id[0]


# --- catalogues -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated_and_nothing_else(language: str, extracted: Catalog) -> None:
    """After a change of words: `make catalogues`, then fill in what is empty."""
    catalogue = open_catalogue(LOCALE / f"{language}.po")
    assert keys(extracted) - keys(catalogue) == set(), "not in the catalogue"
    assert keys(catalogue) - keys(extracted) == set(), "not used any more"
    assert not catalogue.obsolete
    assert [message.id for message in catalogue if message.id and (message.fuzzy or not all(_forms(message)))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_what_is_filled_in_and_the_markup(language: str) -> None:
    """A form for one may leave the number out; no form puts in what the English has not."""
    for message in open_catalogue(LOCALE / f"{language}.po"):
        known = {sign for id in _english(message) for sign in PLACEHOLDER.findall(id)}
        for form in _forms(message) if message.id else ():
            found = set(PLACEHOLDER.findall(form))
            assert found <= known, (message.id, form)
            assert known - found <= {"%(num)s"}, (message.id, form)


def _english(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_whatever_the_site_says_is_in_the_catalogues(extracted: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of a table that are not marked are asked for all the same."""

    class Listening(NullTranslations):
        def gettext(self, message: str) -> str:
            asked.add((None, message))
            return message

        def pgettext(self, context: str, message: str) -> str:
            asked.add((context, message))
            return message

        def ngettext(self, one: str, many: str, number: int) -> str:
            asked.add((None, one))
            return one if number == 1 else many

    asked: set[tuple[str | None, str]] = set()
    monkeypatch.setattr(render, "load_words", lambda *_: Words(translations=Listening()))
    archive = make_archive()
    assert list(plan_site(archive, make_links(archive), load_theme()))
    assert len(asked) > 200
    assert asked - keys(extracted) == set()


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "one", "two", "many"),
    [
        ("en", "1 document", "2 documents", "1 205 documents"),
        ("de", "1 Dokument", "2 Dokumente", "1 205 Dokumente"),
        ("fr", "1 document", "2 documents", "1 205 documents"),
        ("ru", "1 документ", "2 документа", "1 205 документов"),
        ("uk", "1 документ", "2 документи", "1 205 документів"),
    ],
)
def test_numbers_take_the_form_that_their_language_asks_for(language: str, one: str, two: str, many: str) -> None:
    assert [words(language).documents(number) for number in (1, 2, 1205)] == [one, two, many]


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("en", 301, "301 documents"), ("fr", 0, "0 document"), ("ru", 321, "321 документ"), ("uk", 412, "412 документів")],
)
def test_the_search_page_s_script_counts_as_the_catalogue_does(language: str, number: int, said: str) -> None:
    told = script_words(words(language))
    forms, form_of = told["forms"], told["form_of"]
    assert isinstance(forms, list)
    assert isinstance(form_of, str)
    form = forms[int(form_of[number if number < 200 else 100 + number % 100])]
    assert form.replace("{}", str(number)) == said == words(language).documents(number)


@pytest.mark.parametrize(
    ("date", "de", "fr", "ru", "uk"),
    [
        ("2024-08-18", "18. August 2024", "18 août 2024", "18 августа 2024", "18 серпня 2024"),
        ("2024-08-01", "1. August 2024", "1er août 2024", "1 августа 2024", "1 серпня 2024"),
        ("2024-08", "August 2024", "août 2024", "август 2024", "серпень 2024"),
        ("2024~", "2024 (ungefähr)", "2024 (environ)", "2024 (приблизительно)", "2024 (приблизно)"),
        ("199X", "1990er-Jahre", "années 1990", "1990-е", "1990-ті"),
        ("2024-22", "Sommer 2024", "été 2024", "лето 2024", "літо 2024"),
        ("2024-08-05/2024-08-07", "zwischen dem 5. und dem 7. August 2024", "entre le 5 et le 7 août 2024",
         "между 5 и 7 августа 2024", "між 5 і 7 серпня 2024"),
        ("2024-08/2024-09", "zwischen August und September 2024", "entre août et septembre 2024",
         "август – сентябрь 2024, точнее неизвестно", "серпень – вересень 2024, точніше невідомо"),
        ("XXXX-08-18/XXXX-08-31", "18.–31. August, Jahr unbekannt", "18–31 août, année inconnue",
         "18–31 августа, год неизвестен", "18–31 серпня, рік невідомий"),
        ("2024-08-18/..", "18. August 2024 oder später", "18 août 2024 ou plus tard", "18 августа 2024 или позже",
         "18 серпня 2024 або пізніше"),
    ],
)  # fmt: skip
def test_dates_in_words(date: str, de: str, fr: str, ru: str, uk: str) -> None:
    assert str(parse_edtf(date))
    assert [words(language).date(date) for language in LANGUAGES] == [de, fr, ru, uk]


def test_a_reason_is_worded_where_it_is_shown() -> None:
    speaker = Reason("speaker", ("Ада", "Bo", "Cy"), days=2)
    assert words("uk").reason(speaker) == "також цитує: Ада, Bo і Cy, різниця 2 дні"
    assert words("de").reason(Reason("passages", passages=1, days=0)) == "hat eine Stelle gemeinsam, am selben Tag"
    assert words("en").reason(Reason("words")) == "much the same words"


def test_languages_have_their_names_in_each_language() -> None:
    assert [words(one).language_name("uk-UA") for one in ("en", *LANGUAGES)] == [
        "Ukrainian", "Ukrainisch", "ukrainien", "украинский", "українська",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("pa-Arab", "rtl"), ("en", "ltr"), ("pa", "ltr"), ("uk", "ltr")],
)
def test_the_direction_of_a_language(language: str, direction: str) -> None:
    assert direction_of(language) == direction


# --- which catalogue --------------------------------------------------------------------------------------------------

OWN = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Outlets"\nmsgstr "{}"\n'


def test_a_tag_is_read_by_its_main_language_and_without_a_catalogue_in_english() -> None:
    assert words("de-AT").gettext("Outlets") == "Medien"
    assert words("de-AT").language == "de-AT"
    assert (words("cy").language, words("cy").site_language, words("cy").gettext("Outlets")) == ("en", "cy", "Outlets")
    assert words("en-GB").language == "en-GB"


def test_an_archive_s_own_catalogue_comes_first_and_need_hold_no_more_than_what_differs(tmp_path: Path) -> None:
    own = tmp_path / "themes" / "default" / "locale" / "uk.po"
    own.parent.mkdir(parents=True)
    own.write_text(OWN.format("Газети"), encoding="utf-8")
    found = load_theme("default", tmp_path, "uk").words
    assert (found.gettext("Outlets"), found.gettext("People")) == ("Газети", "Люди")


def test_what_a_catalogue_marks_as_fuzzy_is_not_shown() -> None:
    fuzzy = OWN.format("Zeitungen").replace('msgid "Outlets"', '#, fuzzy\nmsgid "Outlets"')
    assert load_words("de", [{"de.po": fuzzy.encode()}]).gettext("Outlets") == "Outlets"


@pytest.mark.parametrize("translated", ["%(nmae)s, siehe", "50 % von %(name)s", "%(name)d", "{name}"])
def test_a_translation_that_does_not_fit_is_told_and_its_english_is_shown(translated: str) -> None:
    entry = f'\nmsgid "through %(name)s"\nmsgstr "{translated}"\n'
    words = load_words("de", [{"de.po": (OWN.format("Zeitungen") + entry).encode()}])
    assert words.gettext("through %(name)s", name="Ada") == "through Ada"
    assert words.gettext("Outlets") == "Zeitungen"
    assert read_catalogue((OWN.format("Zeitungen") + entry).encode())[1] == (
        "The translation of “through %(name)s” has other places to fill in than the English, which is shown.",
    )


@pytest.mark.parametrize(
    "content", [b"not a catalogue", b'msgid "a', b"\xff\xfe", b'msgid ""\nmsgstr "Plural-Forms: x\\n"\n']
)
def test_a_file_that_is_no_catalogue_harms_nothing(content: bytes) -> None:
    assert load_words("de", [{"de.po": content}]).gettext("Outlets") == "Outlets"


def test_an_english_site_does_not_load_what_reads_catalogues() -> None:
    code = "import sys, sitegen.site.render as r; r.load_theme(); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == 0


# --- pages ------------------------------------------------------------------------------------------------------------


def pages(language: str) -> Iterator[tuple[str, html.HtmlElement]]:
    archive = make_archive()
    archive = replace(archive, settings=replace(archive.settings, language=language))
    for file in plan_site(archive, make_links(archive)):
        if file.path.endswith(".html") and file.kind != "search":
            yield file.path, html.fromstring(file.content.decode())


def language_of(element: html.HtmlElement) -> str:
    return next(one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang"))


def test_a_german_page_marks_what_is_in_english() -> None:
    page = dict(pages("de"))["articles/no-wages-before-spring.html"]
    assert page.get("lang") == "de"
    assert page.get("dir") is None
    assert language_of(page.find(".//h1")) == "en"
    assert language_of(page.find_class("text")[0]) == "en"
    margin = page.find_class("margin")[0]
    assert (language_of(margin), margin.get("dir")) == ("de", "ltr")
    citations = page.find_class("cite")[0].findall(".//dd")
    assert {language_of(one) for one in citations} == {"en"}, "citations follow their style, which is English"
    assert page.find_class("cite")[0].get("data-copy") == "{} kopieren"


def test_without_a_catalogue_the_site_says_what_it_is_and_its_english_words_are_marked() -> None:
    page = dict(pages("ar"))["index.html"]
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    body = page.find("body")
    assert (body.get("lang"), body.get("dir")) == ("en", "ltr")
    title = page.find(".//h1")
    assert (title.get("lang"), title.get("dir")) == ("ar", "auto"), "what the editors wrote is in their language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_in_every_language(language: str) -> None:
    """The same pages with the same parts; what is filled in is escaped as it is in English."""
    english, other = dict(pages("en")), dict(pages(language))
    assert english.keys() == other.keys()
    for path, page in other.items():
        assert page.get("lang") == language
        ids = [one.get("id") for one in page.xpath("//*[@id]")]
        assert ids == [one.get("id") for one in english[path].xpath("//*[@id]")], path
        assert "%(" not in html.tostring(page, encoding="unicode"), path


def test_the_command_line_builds_in_the_language_of_the_settings(tmp_path: Path) -> None:
    root = copy_toy_archive(tmp_path / "toy")
    settings = root / "content" / "site.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("language: en", "language: fr"), encoding="utf-8")
    assert invoke(root, "build", "--no-search").exit_code == 0
    page = (root / "_site" / "outlets.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "<h1>Médias</h1>" in page


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "DE", "Germany"),
        ("de", "DE", "Deutschland"),
        ("uk", "MD", "Молдова"),
        ("en", "XA", "XA"),
        ("fr", "??", "??"),
    ],
)
def test_a_country_is_named_in_the_language_of_the_interface(language: str, code: str, name: str) -> None:
    assert words(language).country_name(code) == name
