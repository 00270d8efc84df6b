"""News articles made up from a seed, as an archive and as a Hugo site: the same texts, outlets and speakers.

About 600 words each; words are as frequent as in a language (Zipf), one paragraph in four quotes somebody, and three
articles in a hundred are another outlet's version of an earlier one.
"""

from __future__ import annotations

import json
import random
from itertools import accumulate, product
from pathlib import Path

OUTLETS, PEOPLE, WORDS = 40, 200, 20_000
LENGTH = 600
_COPY_EVERY = 33
_FUNCTION_WORDS = (
    "the of to and in a that for on is was with by as it at from be has his an were are which had not he will have "
    "this its but their they after would been who more than or about one when also new said its into before over"
).split()
_SYLLABLES = [
    "".join(pair) for pair in product("b c d f g l m n p r s t v st tr".split(), "a e i o u en or an".split())
]
_FIRST = "Anna Tomas Irina Paul Mei Carlos Fatima Jan Ella Omar Vera Hugo Nadia Luis Priya Erik Sara Ivan Rosa Dan"
_LAST = "Bauer Reed Sokol Okafor Lin Ruiz Nasser Novak Strand Aziz"
NAMES = [f"{first} {last}" for first, last in product(_FIRST.split(), _LAST.split())]
_SAID = "said added warned explained told reporters".split()


def _vocabulary() -> list[str]:
    rng = random.Random(0)
    made = ("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(WORDS))
    return list(dict.fromkeys([*_FUNCTION_WORDS, *made]))


_VOCABULARY = _vocabulary()
_WEIGHTS = list(accumulate(1 / (rank + 2.7) for rank in range(len(_VOCABULARY))))
_PEOPLE_WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(PEOPLE)))


def _sentence(rng: random.Random) -> str:
    words = rng.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=rng.randint(8, 25))
    return " ".join(words).capitalize()


def _paragraph(rng: random.Random, speakers: list[int]) -> str:
    if speakers and rng.random() < 0.25:
        return f"“{_sentence(rng)},” {rng.choice(_SAID)} {NAMES[rng.choice(speakers)]}. {_sentence(rng)}."
    text = " ".join(f"{_sentence(rng)}." for _ in range(rng.randint(2, 4)))
    return f"*{text[:-1]}*." if rng.random() < 0.03 else text


def article(number: int) -> tuple[str, str, int, list[int], str]:
    """Title, ISO date, outlet, speakers and Markdown body of the article with this number."""
    own, source = random.Random(number), number
    if number % _COPY_EVERY == _COPY_EVERY - 1:
        source = own.randrange(number - number % _COPY_EVERY, number)
    rng = random.Random(f"text {source}")
    speakers = sorted(set(rng.choices(range(PEOPLE), cum_weights=_PEOPLE_WEIGHTS, k=rng.randint(0, 3))))
    title = " ".join(rng.choices(_VOCABULARY[20:], k=rng.randint(5, 9))).capitalize()
    date = f"{rng.randint(2015, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    paragraphs: list[str] = []
    while sum(len(one.split()) for one in paragraphs) < LENGTH:
        if len(paragraphs) % 7 == 6:
            paragraphs.append(f"## {' '.join(rng.choices(_VOCABULARY[20:2000], k=4)).capitalize()}")
        paragraphs.append(_paragraph(rng, speakers))
    if source != number:
        del paragraphs[own.randrange(1, len(paragraphs))]
    return title, date, own.randrange(OUTLETS), speakers, "\n\n".join(paragraphs) + "\n"


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


def article_name(number: int) -> str:
    """Its file's name, the same in both."""
    return f"article-{number:06}.md"


def write_archive(root: Path, count: int) -> None:
    """An archive of `count` documents written by hand, with its authorities."""
    for folder in ("content/articles", "content/authorities", "seeds"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "content/site.yml").write_text("title: Benchmark\nbase_url: https://example.org/\nlanguage: en\n")
    outlets = "".join(f"outlet-{one}:\n  name: Paper {one}\n" for one in range(OUTLETS))
    people = "".join(f"{_id(name)}:\n  name: {name}\n" for name in NAMES)
    (root / "content/authorities/outlets.yml").write_text(outlets)
    (root / "content/authorities/people.yml").write_text(people)
    for number in range(count):
        title, date, outlet, speakers, body = article(number)
        who = ", ".join(_id(NAMES[one]) for one in speakers)
        front = f"title: {json.dumps(title)}\noutlet: outlet-{outlet}\ndate: {date}\nlanguage: en\nspeakers: [{who}]\n"
        (root / "content/articles" / article_name(number)).write_text(f"---\n{front}---\n\n{body}")


def write_hugo(root: Path, count: int) -> None:
    """The same as a Hugo site: pages from a base template with a block of metadata, lists of each outlet and speaker,
    Atom feeds of 50 entries, a sitemap.
    """
    for path, text in _HUGO.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "content/articles").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        title, date, outlet, speakers, body = article(number)
        who = json.dumps([NAMES[one] for one in speakers])
        front = f"title: {json.dumps(title)}\ndate: {date}\noutlets: [Paper {outlet}]\nspeakers: {who}\n"
        (root / "content/articles" / article_name(number)).write_text(f"---\n{front}---\n\n{body}")


_HUGO = {
    "hugo.yaml": """baseURL: https://example.org/
title: Benchmark
taxonomies: {outlet: outlets, speaker: speakers}
outputs: {home: [html, atom], section: [html, atom], taxonomy: [html], term: [html, atom]}
outputFormats: {atom: {mediaType: application/atom+xml, baseName: feed, rel: alternate, noUgly: true}}
mediaTypes: {application/atom+xml: {suffixes: [xml]}}
""",
    "layouts/_default/baseof.html": """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} – {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">{{ block "meta" . }}{{ end }}</head>
<body><nav><a href="{{ "/" | relURL }}">Home</a> <a href="{{ "/outlets/" | relURL }}">Outlets</a>
<a href="{{ "/speakers/" | relURL }}">Speakers</a></nav><main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/_default/single.html": """{{ define "meta" }}<meta name="description" content="{{ .Summary | plainify }}">
{{ end }}{{ define "main" }}<h1>{{ .Title }}</h1><dl><dt>Date</dt><dd>{{ .Date.Format "2 January 2006" }}</dd>
{{ with .GetTerms "outlets" }}<dt>Outlet</dt>{{ range . }}<dd><a href="{{ .RelPermalink }}">{{ .Title }}</a></dd>{{ end
}}{{ end }}{{ with .GetTerms "speakers" }}<dt>Speakers</dt>{{ range . }}<dd><a href="{{ .RelPermalink }}">{{ .Title
}}</a></dd>{{ end }}{{ end }}</dl>{{ .Content }}{{ end }}
""",
    "layouts/_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "2006-01-02" }}</time></li>{{ end }}</ul>
{{ end }}
""",
    "layouts/_default/list.atom.xml": """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id>
{{ range first 50 (where site.RegularPages "Type" "articles") }}<entry><title>{{ .Title }}</title>
<id>{{ .Permalink }}</id><updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</updated>
<link href="{{ .Permalink }}"/><summary>{{ .Summary | plainify }}</summary></entry>{{ end }}</feed>
""",
}
