"""How well dates are found: in the top lines of agency copy, in copied pages, and in what pages state for machines.

    python tests/eval/dates.py [--peers]

Agency copy is invented here, without a year, in the forms and languages of the world's agencies: month and day must be
right, and no year may appear. Copied pages come from the folder SITEGEN_EVAL (default: ../shared/eval),
which is not part of it; they are passed over with a word where it is absent. With `--peers` the pages are also given to
htmldate. The least shares below only rise.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from sitegen.dates import covers, parse_edtf
from sitegen.drafts import Capture
from sitegen.intake.dating import infer_date
from sitegen.intake.headmatter import HeadMatter

PROJECT = Path(__file__).resolve().parents[2]
EVAL = Path(os.environ.get("SITEGEN_EVAL", PROJECT.parent / "shared" / "eval"))

LEAST_RIGHT, LEAST_EXACT = 0.995, 0.77
"""Shares below which this fails: datelines with the right month and day, whole pages with the exact day."""

# --- agency copy without a year ---------------------------------------------------------------------------------------

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ap": "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "it": "GEN FEB MAR APR MAG GIU LUG AGO SET OTT NOV DIC",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "jan. feb. mrt. apr. mei juni juli aug. sep. okt. nov. dec.",
    "ru": "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "ru-long": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
    "Δεκεμβρίου",
}
PLACES = {
    "en": "LONDON|NEW YORK|WASHINGTON|NEW DELHI|BEIJING|ST. PETERSBURG|WEST PALM BEACH, Fla.|PORT-AU-PRINCE|Geneva",
    "es": "MADRID|BUENOS AIRES|La Paz|Ciudad de México",
    "fr": "PARIS|Bruxelles|LE CAIRE|Saint-Étienne",
    "de": "BERLIN|Frankfurt am Main|Wien",
    "it": "ROMA|L'AQUILA|Reggio Emilia",
    "pt": "RIO DE JANEIRO|Brasília|LISBOA",
    "nl": "AMSTERDAM|Den Haag|'s-Hertogenbosch",
    "ru": "МОСКВА|Санкт-Петербург|НИЖНИЙ НОВГОРОД|Ростов-на-Дону",
    "uk": "КИЇВ|Івано-Франківськ",
    "pl": "WARSZAWA|Zielona Góra",
    "cs": "PRAHA|České Budějovice",
    "tr": "ANKARA|İSTANBUL",
    "ar": "القاهرة|بيروت|أبو ظبي",
    "id": "JAKARTA|Kuala Lumpur",
    "el": "ΑΘΗΝΑ|Θεσσαλονίκη",
    "zh": "北京|日内瓦",
    "ja": "ワシントン|東京",
}
FORMS = (
    ("en ap", "{p}, {m} {d} ({a}) - "),
    ("en ap", "{p}, {m} {d} ({a}) -- "),
    ("en", "{p}, {d} {m} ({a}) - "),
    ("en", "{p}, {m} {d}. /{a}/. "),
    ("ap", "{p}. {m} {d} ({a}) - "),
    ("ap", "{p} ({a}) — {m} {d} — "),
    ("en ap", "{m} {d} ({a}) - "),
    ("en", "{p}, {m} {d:02} ({a}): "),
    ("en ap", "{p}: {m} {d} ({a}) "),
    ("en", "{p}, {m} {d}, {a} - "),
    ("en", "{p}, Thursday, {d} {m} ({a}) - "),
    ("en", "{p} – {d} {m} – "),
    ("en", "Council meets\n\n{p}, {d} {m} ({a}) - "),
    ("es fr pt pl ru ru-long uk tr ar id el cs nl", "{p}, {d} {m} ({a}) - "),
    ("fr pt pl ru-long uk el", "{p}. {d} {m}. {a}. "),
    ("ru ru-long", "{p}, {d} {m} — {a}. "),
    ("ru-long uk", "{p}, {d} {m}. /{a}/. "),
    ("de cs", "{p}, {d}. {m} ({a}) - "),
    ("it", "({a}) - {p}, {d:02} {m} - "),
    ("tr", "{p} ({a}) - {d} {m} - "),
    ("es pt", "{p}, {d} de {m} ({a}).- "),
    ("ar", "{p} {d} {m} ({a}) - "),
    ("zh", "新华社{p}{n}月{d}日电 "),
    ("ja", "【{p}{n}月{d}日{a}】"),
)
AGENCIES = ("Reuters", "AP", "Meridian", "MER", "Xinhua", "dpa", "Norland News")
BODIES = (
    "The council met on 3 March, officials who were there on 12 June 2021 said. Copyright 2019.",
    "Two men were arrested, a spokesman said on Tuesday; a third has been sought since May 5.",
)


def write_datelines(number: int) -> Iterator[tuple[str, str]]:
    """Openings of invented agency copy, each with the month and day that it gives."""
    draw = random.Random(0)
    kinds = [(language, form) for languages, form in FORMS for language in languages.split()]
    for index in range(number):
        language, form = kinds[index % len(kinds)]
        month, day = draw.randrange(12), draw.randint(1, 28)
        names = MONTHS.get(language, MONTHS["en"]).split()
        places = PLACES.get(language.split("-")[0], PLACES["en"]).split("|")
        filled = form.format(p=draw.choice(places), m=names[month], n=month + 1, d=day, a=draw.choice(AGENCIES))
        yield filled + draw.choice(BODIES), f"{month + 1:02}-{day:02}"


def measure_datelines(number: int = 400) -> dict[str, float]:
    right = invented = 0
    for raw, expected in write_datelines(number):
        value = infer_date(_capture(raw), HeadMatter((), 0, len(raw)), raw)
        written = str(value.value) if value else ""
        right += written == f"XXXX-{expected}"
        invented += bool(written) and not written.startswith("XXXX")
        if written != f"XXXX-{expected}":
            print(f"  missed: {raw[:70]!r} gives {written or 'nothing'}")
    return {"datelines right": right / number, "year invented": invented / number}


# --- copied pages -----------------------------------------------------------------------------------------------------

Dater = Callable[[str], str]
"""Gives the date of a raw copy as EDTF, or an empty string."""


def measure_copies(pages: list[dict[str, str]], form: str, dater: Dater) -> float:
    """Prints the shares of exact, covering, wrong and missing dates, for both halves and all; gives that of exact ones.

    `other year`: the day and month of the label in another year, counted as wrong too; those pages print the year
    that we give, and the label has it wrong.
    """
    began = time.perf_counter()
    results = [_judge(dater(page[form]), page["date"]) for page in pages]
    seconds = time.perf_counter() - began
    for name, part in (("even", results[::2]), ("odd", results[1::2]), ("all", results)):
        print(f"  {form:9} {name:5} {_shares(part)}  of {len(part)}")
    print(f"  {form:9} {1000 * seconds / len(pages):.1f} ms a page")
    return results.count("exact") / len(results)


def _judge(written: str, day: str) -> str:
    if not written:
        return "none"
    if written[:10] == day and "/" not in written:
        return "exact"
    if written.startswith("XXXX"):
        return "covers" if written[5:10] == day[5:10] else "wrong"
    if covers(parse_edtf(written), date.fromisoformat(day)):
        return "covers"
    return "other year" if written[5:10] == day[5:10] else "wrong"


def _shares(results: Iterable[str]) -> str:
    counts = Counter(results)
    counts["wrong"] += counts["other year"]
    number = counts.total() - counts["other year"]
    names = ("exact", "covers", "wrong", "other year", "none")
    return "  ".join(f"{name} {counts[name] / number:.3f}" for name in names)


def _ours(raw: str) -> str:
    from sitegen.intake.draft import draft_document, know_house

    value = draft_document(_capture(raw), know_house((), ())).fields.get("date")
    return str(value.value) if value else ""


def _htmldate(raw: str) -> str:
    from html import escape

    from htmldate import find_date

    lines = "".join(f"<p>{escape(line)}</p>" for line in raw.split("\n") if line.strip())
    return find_date(f"<html><body>{lines}</body></html>", original_date=True) or ""


def _capture(raw: str) -> Capture:
    return Capture("seeds/copy.txt", "0" * 64, "text", "utf-8", raw)


def main(peers: bool) -> int:
    print("dates")
    figures = measure_datelines()
    print("  agency copy without a year: " + "  ".join(f"{name} {share:.3f}" for name, share in figures.items()))
    failed = figures["datelines right"] < LEAST_RIGHT or figures["year invented"] > 0
    copies = EVAL / "copies" / "dev.jsonl"
    if not copies.is_file():
        print("  copied pages: passed over, SITEGEN_EVAL names no folder with copies/dev.jsonl")
        return failed
    pages = [page for page in map(json.loads, copies.read_text(encoding="utf-8").splitlines()) if page.get("date")]
    for form in ("full", "scrape", "container"):
        exact = measure_copies(pages, form, _ours)
        failed = failed or (form == "full" and exact < LEAST_EXACT)
        if peers:
            print("  htmldate:")
            measure_copies(pages, form, _htmldate)
    return failed


if __name__ == "__main__":
    sys.exit(main("--peers" in sys.argv[1:]))
