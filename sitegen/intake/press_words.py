"""Words that stand around articles: for posts, in papers' names, on buttons; one table for all that judge lines."""

from __future__ import annotations

import re

POSTS = frozenset(
    """
    editor editors writer writers reporter reporters correspondent correspondents journalist columnist contributor
    contributors producer photographer illustrator critic analyst blogger historian strategist fellow director manager
    author authors chief redakteur redakteurin korrespondent korrespondentin reporterin rédacteur rédactrice
    journaliste redactor redactora periodista giornalista redazione redaktor korespondent корреспондент
    корреспондентка кореспондент кореспондентка редактор редакторка журналист журналистка журналіст журналістка
    """.split()
)
BEFORE_A_POST = frozenset(
    """
    staff senior chief deputy assistant associate contributing executive managing political national international
    foreign special features news sports business opinion content data graphics freelance guest digital science health
    technology tech tv showbiz entertainment crime courts education economics environment investigative breaking social
    audience general city state local night weekend video photo bureau money research visiting in and & und et y e i и
    """.split()
)
"""What stands between a name and the post of who bears it: "Jane Doe Senior Political Correspondent"."""

OF_PAPERS = frozenset(
    """
    times news post courier herald gazette tribune journal press daily weekly agency media beacon chronicle ledger
    observer sentinel telegraph business network magazine radio zeitung allgemeine anzeiger kurier tageblatt rundschau
    agentur agence agencia agência agenzia agencja agencija diario diário jornal corriere giornale dagblad gazeta газета
    агентство новости новини gazetesi haber ajansı
    """.split()
)
"""What papers are called, mostly with a town or a day before it: the last word of their names."""

OF_SITES = frozenset(
    """
    about account advertisement all article articles bio button by close comment comments contents cookie cookies copy
    email events facebook facts follow full help highlights jobs latest link links listen log login main menu more my
    newsletter next pause photo photos play points preferences print privacy profile published read related save search
    see settings share sign skip social story subscribe summary tags takeaways tweet twitter updated video videos view
    watch why you your
    """.split()
)
"""Words of buttons, menus and boxes, which hardly any name has."""


def names_post(text: str) -> bool:
    """Whether words name a post, whoever has it: "Washington Bureau Chief", "Staff Reporter"."""
    return any(word.lower() in POSTS or word.lower() in ("staff", "bureau") for word in text.split())


def is_post(text: str) -> bool:
    """Whether a line is nothing but somebody's post, or names with their posts: "Senior Editor", "Research Fellow,
    Center for Rivers", "Jane Doe Writer John Roe Photographer".
    """
    words = [word.strip(".,|") for word in text.split()]
    posts = sum(word.lower() in POSTS for word in words)
    if posts > 1 and 3 * posts >= len(words) and all(word[:1].isupper() for word in words):
        return True
    *before, last = text.partition(",")[0].split() or [""]
    plain = all(word.lower() in BEFORE_A_POST for word in before)
    senior = 1 <= len(before) <= _MOST_BEFORE and before[0].lower() in BEFORE_A_POST and all(map(str.istitle, before))
    return last.lower() in POSTS and (plain or senior)


_MOST_BEFORE = 3
"""Words before a post, the first of them one of the table: "Senior Harbour Editor"."""
_TELLS = 4
"""Letters of the shortest words that count."""


def is_row_of_buttons(text: str) -> bool:
    """Whether half of a line's longer words, all written large, stand on buttons: "Subscribe Video Events Issues"."""
    longer = [word for word in re.findall(r"\w+", text) if len(word) >= _TELLS]
    of_sites = sum(word.lower() in OF_SITES for word in longer)
    return bool(longer) and 2 * of_sites >= len(longer) and all(word[0].isupper() for word in longer)
