"""Language, outlet and kind of a capture: said with evidence, or not at all."""

from __future__ import annotations

import pytest

from sitegen.drafts import Block, BlockKind, Capture, Clue, Value
from sitegen.intake.describing import infer_language, infer_outlet
from sitegen.intake.headmatter import HeadLine, HeadMatter
from sitegen.intake.kinds import infer_kind
from sitegen.model import Outlet, OutletId

MERIDIAN = Outlet(OutletId("meridian"), "Meridian News Agency", ("Meridian", "MER"), ("meridian.example",))
POST = Outlet(OutletId("portville-post"), "Portville Post", ("The Portville Post",), ("portvillepost.example",))
CHANCELLERY = Outlet(OutletId("chancellery"), "Chancellery of Norland", ("The Chancellery",), ())
KNOWN = (MERIDIAN, POST, CHANCELLERY)

BODY = "The mayor opened the new bridge over the harbour. Traffic starts next week, the council said."


def outlet_of(
    raw: str, *clues: Clue, known: tuple[Outlet, ...] = KNOWN, head: HeadMatter | None = None
) -> Value | None:
    capture = Capture("seeds/case.txt", "0" * 64, "text", "utf-8", raw, clues=clues)
    end = raw.index(BODY) + len(BODY)
    return infer_outlet(capture, head or HeadMatter((), raw.index(BODY), end), BODY, known)


def name_of(value: Value | None) -> str:
    return str(value.value) if value else "-"


# --- outlet -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (f"PORTVILLE, 1 August (Meridian) - {BODY}", "Meridian News Agency"),
        (f"PORTVILLE, 1 August (Coastwire) - {BODY}", "Coastwire"),
        (f"Portville. 1 August. /MER/. {BODY}", "Meridian News Agency"),
        (f"PORTVILLE (Coastwire) — {BODY}", "Coastwire"),
        (f"Grünfurt (cwd) - {BODY}", "cwd"),
        (f"Portville (Meridian) - {BODY}", "Meridian News Agency"),
        (f"Portville (Norland) - {BODY}", "-"),
        (f"Jane Marlow (Independent) - {BODY}", "-"),
        (f"海岸社北京8月1日电 {BODY}", "海岸社"),
        (f"【ワシントン8月1日メリディアン】{BODY}", "メリディアン"),
        (f"[서울 8월 1일 메리디안] {BODY}", "메리디안"),
        (f"МОСКВА, 1 августа. /МЕРИДИАН/. {BODY}", "МЕРИДИАН"),
        (f"Chancellery, 4/11/24\n\n{BODY}", "Chancellery of Norland"),
        (f"Portville, 4/11/24\n\n{BODY}", "-"),
        (f"{BODY} The old bridge will be torn down, the Coast Observer has learned.", "the Coast Observer"),
        (f"{BODY} The old bridge will be torn down, Meridian has learned.", "Meridian News Agency"),
        (f"{BODY} Marlow has learned to live with it.", "-"),
        (f"{BODY}\n\nCoast Observer\n\nWe are an independent media outlet that lives on donations.", "Coast Observer"),
        (f"{BODY}\n\nCopyright © 2024 Portville Post. All rights reserved.", "Portville Post"),
        (f"{BODY}\n\n© 2019-2024 Big Holdings LLC. All rights reserved.", "-"),
        (f"Coast Observer\n\nNews\n\n{BODY}\n\n© 2019-2024 Coast Observer. All rights reserved.", "Coast Observer"),
        (f"Coast Observer\n\nNews\n\n{BODY}\n\nCopyright Coast Observer Ltd 2024", "Coast Observer"),
        (f"News\n\n{BODY}\n\nCopyright\nAccessibility\nPrivacy\n\nAccessibility", "-"),
        (f"{BODY}\n\nRead more on portvillepost.example", "Portville Post"),
        (f"{BODY}\n\nRead more on somewhere.example", "-"),
        (f'"We will build it," she told Radio North. {BODY}', "-"),
        (BODY, "-"),
    ],
)
def test_outlet_from_the_text(raw: str, name: str) -> None:
    assert name_of(outlet_of(raw)) == name


def test_outlet_from_clues() -> None:
    published = Clue("outlet", "Coast Observer Ltd", "json-ld publisher")
    host = Clue("outlet", "www.portvillepost.example", "host of the address")
    assert name_of(outlet_of(BODY, published)) == "Coast Observer Ltd"
    assert name_of(outlet_of(BODY, published, host)) == "Portville Post"  # the archive knows it
    somewhere = Clue("outlet", "somewhere.example", "host of the address")
    value = outlet_of(f"PORTVILLE, 1 August (Northwire) - {BODY}", somewhere)
    assert value is not None
    assert (value.value, value.basis) == ("somewhere.example", "inferred")
    page = f"Coast Observer\n\nNews\n\n{BODY}\n\n© 2024 Coast Observer"
    assert name_of(outlet_of(page, somewhere)) == "Coast Observer"


def test_a_name_that_two_outlets_bear_is_no_name() -> None:
    other = Outlet(OutletId("meridian-tv"), "Meridian TV", ("Meridian",), ())
    value = outlet_of(f"PORTVILLE, 1 August (Meridian) - {BODY}", known=(MERIDIAN, other))
    assert name_of(value) == "Meridian"  # as printed


def test_a_newspaper_that_prints_agency_copy_is_the_outlet() -> None:
    raw = f"PORTVILLE, 1 August (Meridian) - {BODY}\n\n© 2024 The Portville Post"
    assert name_of(outlet_of(raw)) == "Portville Post"


def test_the_evidence_of_an_outlet_is_its_name_where_it_stands() -> None:
    raw = f"PORTVILLE, 1 August (Meridian) - {BODY}"
    value = outlet_of(raw)
    assert value is not None
    (evidence,) = value.evidence
    assert raw[evidence.start : evidence.end] == evidence.text == "Meridian"
    assert value.basis == "stated"


# --- language ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("La maire a inauguré le nouveau pont sur le port, douze ans après la fermeture de l'ancien.", "fr"),
        ("Die Bürgermeisterin hat die neue Brücke über den Hafen eröffnet, zwölf Jahre nach der Schließung.", "de"),
        ("Мэр города открыла новый мост через гавань спустя двенадцать лет после закрытия старого.", "ru"),
        ("Мерка міста відкрила новий міст через гавань, через дванадцять років після закриття старого.", "uk"),
        ("افتتحت رئيسة البلدية الجسر الجديد فوق الميناء بعد اثني عشر عاما من إغلاق الجسر القديم.", "ar"),
        ("市长为跨越港口的新大桥揭幕，旧桥关闭已有十二年。", "zh"),
        ("市長は港にかかる新しい橋を開通させた。古い橋が閉鎖されてから十二年後のことだった。", "ja"),
        ("시장이 항구를 가로지르는 새 다리를 개통했다. 옛 다리가 폐쇄된 지 십이 년 만이다.", "ko"),
        ("La alcaldesa inauguró el nuevo puente sobre el puerto, doce años después del cierre del antiguo.", "es"),
        ("A prefeita inaugurou ontem a nova ponte sobre o porto; não houve discursos, disse a prefeitura.", "pt"),
        ("La sindaca ha inaugurato il nuovo ponte sul porto, dodici anni dopo la chiusura del vecchio.", "it"),
        ("Burmistrz otworzyła nowy most w porcie, dwanaście lat po zamknięciu starego.", "pl"),
        ("De burgemeester opende de nieuwe brug over de haven, twaalf jaar na de sluiting van de oude.", "nl"),
        ("Belediye başkanı, eskisinin kapanmasından on iki yıl sonra limandaki yeni köprüyü açtı.", "tr"),
        ("Wali kota meresmikan jembatan baru itu pada hari Kamis karena yang lama sudah rusak, kata dia.", "id"),
        ("महापौर ने बंदरगाह पर नए पुल का उद्घाटन किया, पुराना पुल बारह साल पहले बंद हुआ था।", "hi"),
        (f'{BODY} "C\'est la vie," the mayor said. {BODY}', "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    value = infer_language(text)
    assert value is not None
    assert (value.value, value.basis) == (language, "inferred")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bridge",
        "12 345 67890 12 345 67890 1 2 3",
        "Portville Norland Meridian Ostrander",
        "Wali kota meresmikan jembatan baru.",  # Malay, too
        f"{BODY} {BODY} Die Bürgermeisterin hat die neue Brücke eröffnet. Der Verkehr beginnt nächste Woche, teilte "
        "der Rat mit. Die alte Brücke war vor zwölf Jahren für Lastwagen gesperrt worden.",
        f"Мэр города открыла новый мост через гавань. Движение начнется на следующей неделе. {BODY}",
    ],
)
def test_language_is_not_said_when_unsure(text: str) -> None:
    assert infer_language(text) is None


# --- kind -------------------------------------------------------------------------------------------------------------


def kind_of(*blocks: tuple[BlockKind, str], headline: str = "Mayor opens bridge") -> str:
    text, placed = "", []
    for kind, words in blocks:
        placed.append(Block(len(text), len(text) + len(words), kind))
        text += f"{words}\n\n"
    value = infer_kind("", placed, HeadMatter((HeadLine("headline", 0, 0, headline),)), text)
    assert value.basis == "inferred"
    return str(value.value)


def test_questions_without_labels_make_an_interview_where_somebody_answers_in_person() -> None:
    asked: list[tuple[BlockKind, str]] = [
        ("heading", "Why are you stopping now?"),
        ("paragraph", "Because my hands have decided it. They were always cleverer than the rest of me."),
        ("heading", "Did nobody want to take over?"),
        ("paragraph", "Two young men came for a summer. I liked them, but they wanted weekends."),
        ("heading", "What will happen to the tools?"),
        ("paragraph", "The museum gets the old ones."),
    ]
    assert kind_of(("paragraph", BODY), *asked) == "interview"


def test_questions_of_an_explainer_make_no_interview() -> None:
    asked: list[tuple[BlockKind, str]] = [
        ("heading", "What is a bottle deposit?"),
        ("paragraph", "Buyers pay ten cents a bottle and get them back at the shop."),
        ("heading", "Where can you return a bottle?"),
        ("paragraph", "In every shop that sells it, the ministry says."),
        ("heading", "Who pays for the machines?"),
        ("paragraph", "The shops do, and they are not happy about it."),
    ]
    assert kind_of(("paragraph", BODY), *asked) == "article"


def test_where_the_press_asks_it_is_a_transcript() -> None:
    turns: list[tuple[BlockKind, str]] = [
        ("turn", "QUESTION: Have the talks been put off?"),
        ("turn", "SPOKESPERSON: They will not take place this week."),
        ("turn", "QUESTION: Is that because of the storm?"),
        ("turn", "SPOKESPERSON: Two delegations could not travel."),
    ]
    assert kind_of(*turns, headline="Press Briefing by the Spokesperson") == "transcript"
    assert kind_of(*turns, headline="Five questions for the spokesperson") == "interview"


def test_prose_is_an_article() -> None:
    assert kind_of(("paragraph", BODY), ("paragraph", BODY)) == "article"


def test_turns_from_the_opening_on_are_a_transcript() -> None:
    assert (
        kind_of(
            ("paragraph", "The two met for a working lunch."),
            ("turn", "President Marlow: Good morning."),
            ("paragraph", "We have much to discuss."),
            ("turn", "Chancellor Ostrander: Thank you."),
            ("paragraph", "Indeed we have."),
        )
        == "transcript"
    )


def test_questions_and_answers_between_two_are_an_interview() -> None:
    assert (
        kind_of(
            ("turn", "Coast Observer: Why a new bridge?"),
            ("turn", "Jane Marlow: The old one was rotten."),
            ("turn", "Coast Observer: Who pays for it?"),
            ("turn", "Jane Marlow: All of us do. Who else?"),
            ("turn", "Coast Observer: And when will it open?"),
            ("turn", "Jane Marlow: Next week."),
        )
        == "interview"
    )


def test_a_dialogue_late_in_an_article_makes_no_transcript() -> None:
    prose: list[tuple[BlockKind, str]] = [("paragraph", BODY)] * 6
    assert kind_of(*prose, ("turn", "Marlow: No."), ("turn", "Ostrander: Yes.")) == "article"


@pytest.mark.parametrize(
    ("headline", "opening", "kind"),
    [
        ("Company opens bridge", "FOR IMMEDIATE RELEASE", "press_release"),
        (
            "Company opens bridge",
            "PORTVILLE, Aug. 1, 2024 /PRNewswire/ -- The company opened a bridge.",
            "press_release",
        ),
        ("Press release: Company opens bridge", BODY, "press_release"),
        ("Statement by the Mayor on the bridge", BODY, "statement"),
        ("Joint statement of the two governments", BODY, "statement"),
        ("Déclaration de la ministre sur le pont", "Nous saluons l'ouverture du pont, et notre ville.", "statement"),
        ("Заявление министерства о новом мосте", "Мы приветствуем открытие моста.", "statement"),
        ("Erklärung der Ministerin zur Brücke", "Wir begrüßen die Eröffnung der Brücke.", "statement"),
        ("Statement on the bridge", "We welcome the opening of the bridge.", "statement"),
        ("Statement on bridge angers mayor", BODY, "article"),
        ("Statement on bridge angers mayor", '"We are angry," she said. ' + BODY, "article"),
        ("Déclaration d'impôts : ce qui change", "Le fisc a publié ses règles.", "article"),
        ("Заявление мэра возмутило жителей", "Жители города возмущены.", "article"),
        ("Statements contradict each other", BODY, "article"),
        ("The mayor's statement on the bridge was false", BODY, "article"),
    ],
)
def test_kind_by_what_it_is_called(headline: str, opening: str, kind: str) -> None:
    assert kind_of(("paragraph", opening), ("paragraph", BODY), headline=headline) == kind


# --- signs of the house -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("around", "name"),
    [
        ("About the Harbour Echo\n© 2024 The Harbour Echo Ltd.", "The Harbour Echo"),
        ("Über Hafenkurier\n© 2024 Hafenkurier GmbH", "Hafenkurier"),
        ("Abonnez-vous à La Vigie\n© La Vigie 2024", "La Vigie"),
        ("More from Harbour Echo\nHarbour Echo newsletters\nwww.harbourecho.example", "Harbour Echo"),
        ("Over Havenbode\n© 2024 Havenbode BV", "Havenbode"),
        ("Подписаться на «Речной край»\n© 2024 Речной край", "Речной край"),
        ("Contacta con Diario del Puerto\n© Diario del Puerto, 2024", "Diario del Puerto"),
        ("© 2024 Larkin Media LLC", "-"),
        ("© 2024 Larkin Media LLC\nwww.larkinmedia.example", "-"),
        ("About Larkin Media\nHarbour Echo newsletters\nwww.harbourecho.example\n© 2024 Larkin Media", "-"),
        ("About Harbour Echo\nAbout Larkin Media", "-"),
        ("Contact Larkin Media Group\n© 2024 Larkin Media Group PLC", "-"),
        ("Harbour Echo newsletters\nwww.harbourecho.example", "-"),
    ],
)
def test_an_outlet_is_told_where_signs_of_several_kinds_agree_on_one_name(around: str, name: str) -> None:
    assert name_of(outlet_of(f"{BODY}\n\n{around}", known=())) == name


def test_all_signs_are_kept_as_evidence() -> None:
    raw = f"{BODY}\n\nMore from Harbour Echo\n© 2024 Harbour Echo"
    value = outlet_of(raw, known=())
    assert value is not None and value.basis == "inferred"
    assert [one.text for one in value.evidence] == ["Harbour Echo", "More from Harbour Echo"]
    assert all(raw[one.start : one.end] == one.text for one in value.evidence)
