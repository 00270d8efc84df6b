"""The page that compares an event's coverage: who has a quotation or a claim, in which words, and who left it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from command import invoke

FILES = {
    "content/authorities/events.yml": "vote: {name: The vote on the dam, date: 2024-03-04}\nquiet: {name: Nothing}\n",
    "content/authorities/people.yml": "ines-duarte: {name: Ines Duarte}\n",
    "content/authorities/outlets.yml": (
        "courier: {name: The Courier, relation: [{value: party_or_advocacy, source: Its own imprint}]}\n"
        "herald: {name: The Herald}\n"
    ),
    "content/articles/courier.md": """---
title: Dam to be raised
outlet: courier
date: 2024-03-04
events: [vote]
annotations:
  - {quote: will cost four million, note: Before the estimate., tags: ["claim: what the dam costs"]}
---

"We have waited ten long years for this," said Ines Duarte. The dam will cost four million.

''Nobody will ever sleep badly again behind this dam,'' said Ines Duarte.
""",
    "content/articles/herald.md": """---
title: Members agree on dam
outlet: herald
date: 2024-03-05
events: [vote]
annotations:
  - {quote: the price is nine million, note: The treasurer's figure., tags: ["claim: what the dam costs"]}
---

Ines Duarte said: "We have waited ten long years for this." The treasurer told members the price is nine million.
""",
}


def compared(root: Path, event: str) -> str:
    return (root / "_site" / "compare" / f"{event}.html").read_text(encoding="utf-8")


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_rows_of_an_event_with_two_accounts(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_archive(FILES)
    invoke(root, "build", "--no-search")
    page = compared(root, "vote")
    head, claims, shared, single = re.split(r'id="(?:claims|shared|single)"', page)
    assert "party or advocacy" in head
    assert "2 of 3 rows below" in words_of(head), "the Herald has the claim and one quotation"
    assert "3 of 3 rows below" in words_of(head)
    assert "what the dam costs" in words_of(claims)
    assert "nine million" in words_of(claims)
    assert words_of(shared).count("ten long years") == 2
    assert 'href="../articles/herald.html#p1"' in shared
    assert "sleep badly" in words_of(single) and "<q>&#39;" not in single, "in quotation marks of its own"
    assert "The Courier" in words_of(single)
    assert "compare/vote.html" in (root / "_site" / "events" / "vote.html").read_text(encoding="utf-8")


def test_words_that_several_print_stand_beside_each_other(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    flood = (
        "The old dam broke in the wet spring of 1911, when the keeper and nine of his cows were carried to the mill.\n"
    )
    closing = {
        "courier": "It will be raised in May by four metres, with stone from the closed quarry above the village, and "
        "a road for carts is to lead over it as soon as the county has bought the meadow behind the school.\n",
        "herald": "Nobody spoke for those who live on the island, who were told by letter that their ferry ends with "
        "the year and that the post will then come by way of the new bridge, if it comes.\n",
    }
    articles = {
        f"content/articles/{name}.md": f"{FILES[f'content/articles/{name}.md']}\n{flood}\n{end}"
        for name, end in closing.items()
    }
    root = make_archive({**FILES, **articles})
    invoke(root, "build", "--no-search")
    passages = words_of(re.split(r'id="(?:passages|single)"', compared(root, "vote"))[1])
    assert "a passage of 23 words" in passages
    assert passages.count("nine of his cows") == 2
    assert "Not in" not in passages


def test_of_very_many_accounts_not_all_are_named_in_every_row(
    make_archive: Callable[[Mapping[str, str]], Path],
) -> None:
    story = (
        "---\ntitle: Account {0}\noutlet: herald\ndate: 2024-03-05\nevents: [vote]\n---\n\nThe members met, says {0}.\n"
    )
    many = {f"content/articles/account-{number}.md": story.format(number) for number in range(60)}
    root = make_archive({**FILES, **many})
    invoke(root, "build", "--no-search")
    shared = re.split(r'id="(?:shared|single)"', compared(root, "vote"))[1]
    assert "and 30 more" in words_of(shared)
    assert words_of(shared).count("The Herald: ") == 31, "one has the quotation, thirty do not"
    assert "The Herald: Members agree on dam" in words_of(shared), "of sixty on one day the headline tells which"


def test_the_address_stands_even_where_nothing_can_be_compared(
    make_archive: Callable[[Mapping[str, str]], Path],
) -> None:
    root = make_archive(FILES)
    invoke(root, "build", "--no-search")
    assert "there is nothing to compare" in compared(root, "quiet")
    assert "compare/" not in (root / "_site" / "events" / "quiet.html").read_text(encoding="utf-8")


def test_a_renamed_event_is_compared_where_it_was_compared_before(
    make_archive: Callable[[Mapping[str, str]], Path],
) -> None:
    events = "content/authorities/events.yml"
    root = make_archive(FILES)
    invoke(root, "build", "--no-search")
    renamed = FILES[events].replace("vote: {name", "dam-vote: {aliases: [vote], name")
    moved = {name: text.replace("events: [vote]", "events: [dam-vote]") for name, text in FILES.items()}
    make_archive({**moved, events: renamed})
    invoke(root, "build", "--no-search")
    assert 'url=../compare/dam-vote.html"' in compared(root, "vote")
    assert "ten long years" in compared(root, "dam-vote")


SPEECH = {
    "content/authorities/events.yml": "speech: {name: The speech at the lock, date: 2019-06-02}\n",
    "content/authorities/people.yml": "ada-voss: {name: Ada Voss}\n",
    "content/articles/record.md": """---
title: Record of the meeting
kind: transcript
date: 2019-06-02
language: en
events: [speech]
---

**Ada Voss:** The lock will be mended before the winter comes. We owe that to the ferrymen. Nobody will be asked to pay.
""",
    "content/articles/wire.md": """---
title: Lock to be mended
date: 2019-06-03
language: en
events: [speech]
---

"The lock will be mended before the winter comes," said Ada Voss in the hall, where she was heard in silence.
""",
    "content/articles/reprint.md": """---
title: Before the winter
date: 2019-06-04
language: en
events: [speech]
---

"The lock will be mended before the winter comes," said Ada Voss in the hall, where she was heard in silence.
""",
    "content/articles/paper.md": """---
title: Free of charge
date: 2019-06-03
language: en
events: [speech]
---

"Nobody will be asked to pay," said Ada Voss. A listener had doubts: "They all say so in June," he said.
""",
    "content/articles/bote.md": """---
title: Schleuse wird repariert
date: 2019-06-03
language: de
events: [speech]
---

„Die Schleuse wird vor dem Winter repariert“, sagte Ada Voss.
""",
}


def rows_of(html: str) -> list[str]:
    return [words_of(row) for row in html.split('class="compared"')[1:]]


def test_a_speech_is_compared_sentence_by_sentence(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_archive(SPEECH)
    invoke(root, "build", "--no-search")
    _, shared, single = re.split(r'id="(?:shared|single)"', compared(root, "speech"))
    winter, pay = rows_of(shared)
    assert winter.count("before the winter comes") == 3 and "asked to pay" not in winter
    assert pay.count("asked to pay") == 2 and "winter comes" not in pay
    assert "We owe that to the ferrymen." in words_of(single), "what nobody else has of the speech"


def test_what_is_in_another_language_is_not_said_to_be_left_out(
    make_archive: Callable[[Mapping[str, str]], Path],
) -> None:
    root = make_archive(SPEECH)
    invoke(root, "build", "--no-search")
    head, shared, single = re.split(r'id="(?:shared|single)"', compared(root, "speech"))
    winter, pay = rows_of(shared)
    assert "Not in: Free of charge In another language, so not looked for: Schleuse wird repariert" in winter
    assert "Not in: Lock to be mended ; Before the winter In another" in pay
    assert "1 of 1 row below" in words_of(head), "the one in German has all that there is in German"
    assert "Others may have it in another language" in words_of(single)


def test_copies_are_no_second_witness(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    alone = {name: text for name, text in SPEECH.items() if not name.endswith("record.md")}
    root = make_archive(alone)
    invoke(root, "build", "--no-search")
    head, shared, _ = re.split(r'id="(?:shared|single)"', compared(root, "speech"))
    assert "Same text in Before the winter" in words_of(head)
    [winter] = rows_of(shared)
    assert "All of these are versions of one text." in winter


def test_a_pronoun_is_no_speaker(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_archive(SPEECH)
    invoke(root, "build", "--no-search")
    single = words_of(re.split(r'id="single"', compared(root, "speech"))[1])
    assert "They all say so in June," in single
    assert "speaker not named, paragraph 1" in re.sub(r"\s+,", ",", single) and "he," not in single
