# ruff: noqa: E501  (an attack stands on one line)
"""Amounts, forms and names by somebody who means harm, each of its own kind, for one archive.

`hostile.py` is about what text does in a browser; this is about what reading, counting and writing go through. Each
text has a word of its own, which must stand on a page unless a finding names the file.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

N = 20_000


def marked(number: int) -> str:
    """A sentence with a word that no other has: `qzab`, `qzac`."""
    word = "qz" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
    return f"The lamp {word} was lit on Friday by the mayor of the town, who had waited for it long."


def text(number: int, rest: str = "") -> bytes:
    end = f"{marked(number)[:-1]}, and was put out on Sunday."
    return f"Lamp {number} is lit\n\n{marked(number)}\n\n{rest}\n\n{end}\n".encode("utf-8", "surrogatepass")


def page(number: int, head: str = "", rest: str = "") -> bytes:
    end = "<p>Nobody knows who put the lamp out, and nobody at the harbour office wanted to tell us.</p>"
    return (
        f"<!DOCTYPE html><html><head><title>Lamp {number}</title>{head}</head><body><article><h1>Lamp {number} is lit</h1>"
        f"<p>{marked(number)}</p>{rest}{end}</article></body></html>"
    ).encode()


def document(number: int, front: str, rest: str = "") -> bytes:
    return f"---\ntitle: Lamp {number}\n{front}\n---\n\n{marked(number)}\n\n{rest}\n".encode()


def record(header: str, body: bytes) -> bytes:
    """A web archive's record; `header` are lines of its own."""
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\n{header}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"
    )


def answer(header: str, body: bytes) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}\r\n".encode() + body


def wacz() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for number in range(2_000):
            package.writestr(f"archive/{number}.warc", b"")
        package.writestr("../../../evil.warc", record(HOST, answer("", page(1))))
        package.writestr("pages/pages.jsonl", f'{{"a":{"9" * 5000}}}\n')
        package.writestr("datapackage.json", "[" * 100_000)
    return packed.getvalue()


def srt() -> bytes:
    return "".join(f"{n}\n99:99:99,999 --> 00:00:00,000\nLamp {n}\n\n" for n in range(N // 4)).encode()


HOST = "WARC-Target-URI: https://good.example/\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
LD = '<script type="application/ld+json">{}</script>'
SAME = [
    *({"title": f"Lamp {n}", "text": "Page not found. The page that you have asked for is not there any more."} for n in range(1_500)),
    *({"title": "Lamp", "text": f"The lamp of house {n} was lit on Friday by the mayor of the town."} for n in range(500)),
]  # fmt: skip

CAPTURES: dict[str, bytes] = {
    # --- sidecars and what they say of the encoding
    **{f"encodings/{n}.txt": text(n) for n in range(10, 22)},
    **{
        f"encodings/{n}.txt.meta.yml": f"encoding: {json.dumps(name)}\n".encode()
        for n, name in enumerate(
            ("punycode", "idna", "unicode_escape", "undefined", "utf-7", "zlib", "hex", "rot13", "mbcs", "../x",
             "utf\0", "a" * 5_000), 10,
        )
    },
    "encodings/22.html": page(22, '<meta charset="punycode">', "a-" * N),
    "sidecars/23.txt": text(23), "sidecars/23.txt.meta.yml": b"date: " + b"9" * 5_000,
    "sidecars/24.txt": text(24), "sidecars/24.txt.meta.yml": b"- a\n- b\n",
    "sidecars/25.txt": text(25), "sidecars/25.txt.meta.yml": b"byline: [" + b"x, " * N + b"x]\n",
    "sidecars/26.txt": text(26), "sidecars/26.txt.meta.yml": b"outlet: __proto__\nkind: constructor\nlanguage: ../../x\n",
    # --- embedded data
    "data/30.html": page(30, LD.format('{"__proto__":{"headline":"x"},"@type":"NewsArticle","headline":"__proto__"}')),
    "data/31.html": page(31, LD.format('{"@type":"NewsArticle","headline":NaN,"datePublished":1e999}')),
    "data/32.html": page(32, LD.format('{"@type":"NewsArticle","datePublished":' + "9" * 5_000 + "}")),
    "data/33.html": page(33, LD.format('{"@type":["NewsArticle",{"a":1}],"author":[[["x"]],7,null],"headline":["a",{}]}')),
    "data/34.html": page(34, LD.format('{"author":' * N + "1" + "}" * N)),
    "data/35.html": page(35, LD.format('{"@type":"NewsArticle","headline":"\\ud800","author":"\\udead\\u0000"}')),
    "data/36.html": page(36, LD.format('{"@graph":[' + ",".join(['{"@type":"NewsArticle","author":{}}'] * N) + "]}")),
    # --- pages
    "pages/40.html": page(40, "<meta name=author content=x>" * N), "pages/41.html": page(41, "", "<a href=x>y</a>" * N),
    "pages/42.html": page(42, "", "<b><i><u><a href=x>" * 5_000), "pages/43.html": page(43, "", "<table>" * 3_000),
    "pages/44.html": page(44, "", "<p>" * N), "pages/45.html": page(45, "", "&#x110000;&#0;&#xD800;&none;" * 5_000),
    "pages/46.html": page(46, "", f"<div class='{'share ' * N}'><p>x</p></div>"),
    "pages/47.html": page(47, "", f"<time datetime='{'9' * 5_000}'>x</time>" * 50),
    "pages/48.html": page(48, f"<link rel=canonical href='https://a.example/{'x' * 100_000}'>"),
    # --- web archives
    "web/50.warc": record("WARC-Target-URI: javascript:alert(1)\r\nWARC-Date: 9999-99-99T99:99:99Z\r\n", answer("", page(50))),
    "web/51.warc": record("X: " + "a" * 500_000 + "\r\n" + HOST, answer("", page(51))),
    "web/52.warc": record("".join(f"X{n}: y\r\n" for n in range(N)) + HOST, answer("", page(52))),
    "web/53.warc": record(HOST + "Content-Length: 5\r\nContent-Length: -1\r\n", answer("", page(53))),
    "web/54.warc": record(HOST, answer("Transfer-Encoding: chunked\r\n", b"f" * 16 + b"\r\nabc\r\n0\r\n\r\n")),
    "web/55.warc": record(HOST, answer("Transfer-Encoding: chunked\r\n", b"1\r\na\r\n" * 50_000)),
    "web/56.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\nx",
    "web/57.warc": b"WARC/1.0\r\n\r\n" * 2_000, "web/58.wacz": wacz(),
    "web/59.warc.gz": gzip.compress(record(HOST, answer("", page(59)))) * 300,
    # --- records, captions
    "lines/60.jsonl": b'{"text":"The lamp was lit.","n":' + b"9" * 5_000 + b"}",
    "lines/61.jsonl": b'{"title":["a"],"text":{"a":"b"}}\n[1]\n"x"\nnull\n{"text":null}\n',
    "lines/62.jsonl": b"\n" * 100_000 + json.dumps({"title": "\ud800", "text": f"{marked(62)} \udfff \0"}).encode(),
    "lines/63.jsonl": "\n".join(map(json.dumps, SAME)).encode(),
    "lines/64.srt": srt(), "lines/65.vtt": b"WEBVTT\n\n" + b"00:00:01.000 --> 00:00:00.000\n<v x><c.x onclick=a>x</c>\n\n" * 2_000,
    # --- texts that are one sign or word over and over
    **{
        f"texts/{n}.txt": text(n, (sign * N)[:N])
        for n, sign in enumerate(
            ("“a ", "”said ", "John Doe said ", "“x,” said John Doe. ", "A: b\n\n", "M. J. ", "2024-08-16 ", "\u0301",
             "x\u200b", "\u202e", "Jane Doe and ", "the president of the ", "http://", "(((", "a.", "«", "''"), 70,
        )
    },
    # --- names of files
    **{
        f"names/{name}": text(n)
        for n, name in enumerate(
            ("per%0Acent.txt", "~home.txt", "CON.txt", "a&b<c>.txt", "quo'te\".txt", "rlo\u202etxt.txt", "nfc-\u00e9.txt",
             "nfc-e\u0301.txt", "Case.txt", "case.txt", "a#2.txt", "back\\slash.txt", "tab\tname.txt", "x" * 240 + ".txt",
             "-rf.txt", "=cmd.txt", "{{7*7}}.txt", "%(x)s.txt", "*.txt", " lead.txt"), 100,
        )
    },
}  # fmt: skip
BODIES = (
    "[", "*a **b ", "<!-- ", "> ", "- ", "|a", "<http:", "&", "![[", "_a __b ", "\\", "1. a\n   ", "::: note\n", "#",
    "a\n", "[^1]", "@", "`a``b",
)  # fmt: skip
CONTENT: dict[str, bytes] = {
    "site.yml": b"title: Lamps\nbase_url: 'https://user:pass@good.example/?x=1#y'\nlanguage: en-zz-x-script\n",
    "authorities/outlets.yml": (
        "".join(
            f"{id}: {{name: __proto__, variants: [{id}], hostnames: ['http://x/<b>'], country: '../<b>', wikidata: '<b>'}}\n"
            for id in ("constructor", "prototype", "valueof", "index", "search")
        )
        + f"printed: {{name: Printed, furniture: ['{'*a' * 9_000}b', '*', '**', '*{'a' * 19_000}b*']}}\n"
    ).encode(),
    "authorities/people.yml": (
        "odd: {name: __proto__, variants: ['.*', '(a+)+$', a, I, the], roles: [{title: '(a|a)*', date: ../..}], not: ['']}\n"
        f"many: {{name: Many Names, variants: [{', '.join(f'Name N{n}' for n in range(3_000))}]}}\n"
        f"long: {{name: {'Ab ' * 6_000}}}\ntwin-a: {{name: Jane Doe}}\ntwin-b: {{name: Jane Doe}}\n"
    ).encode(),
    "authorities/events.yml": b"far: {name: Far, date: Y170000002}\nwide: {name: Wide, date: 0001/9999}\n"
    b"back: {name: Back, date: 2024/2020}\nconstructor: {name: constructor}\n",
    "authorities/topics.yml": b"constructor: {name: __proto__}\n",
    "decisions.yml": (
        "".join(f"- {{ruling: {('same', 'different')[n % 2]}, documents: [k{n % 7}, k{n % 5}]}}\n" for n in range(200))
        + "- {ruling: keep, text: '', rule: ''}\n- {ruling: same, documents: [../../x, k1]}\n- [a, [b]]\n- null\n"
        "- {ruling: same, quotations: [lamp, lamp]}\n- {ruling: leave, documents: [k1], field: __class__, value: x}\n"
    ).encode(),
    "fields.yml": b"- outlet\n- outlet\n- {field: __proto__}\n- {field: topics, label: constructor, facet: yes}\n",
    "permalinks.csv": b"path,kind,id,status,target,since\narticles/a.html,document,a,moved,articles/b.html,2026-01-02\n"
    b"articles/b.html,document,b,moved,articles/a.html,2026-01-02\nindex.html,document,index,withdrawn,,2026-01-02\n"
    b"sitemap.xml,document,s,moved,javascript:alert(1),2026-01-02\n\"" + b"x" * 200_000 + b'"\n',
    **{f"notes/{name}.md": b"# Lamps\n\n[x](k1) [y](../../../etc/passwd) [z](k1#p99)\n"
       for name in ("index", "404", "search", "constructor", "a b", ".hidden")},
    **{f"articles/m{n}.md": document(n, "byline: x", (sign * N)[:N]) for n, sign in enumerate(BODIES, 200)},
    "articles/k1.md": document(231, "outlet: constructor\nspeakers: [odd, __proto__]\ntopics: [constructor]\ndate: 9999-12-31/.."),
    "articles/k2.md": document(232, "annotations: [{quote: lamp, note: x, tags: [../../x, con, '.', A, a, 'a!', __proto__]}]"),
    "articles/k3.md": document(233, f"annotations: [{', '.join(['{quote: lamp, note: n}'] * 500)}]"),
    "articles/k4.md": document(234, f"date: Y{'9' * 5_000}\naliases: [k4, k1, con, ../x]\nurl: 'https://[::1'"),
    "articles/k5.md": document(235, f"speakers: [{', '.join(f'P{n}' for n in range(2_000))}]\nnotes: {{__class__: x}}"),
    "articles/k6.md": document(236, "stance: [{toward: constructor, value: critical, voice: 'quoted:../../x', evidence: [lamp]}]"),
}  # fmt: skip


def write_hostile_kinds(root: Path) -> dict[str, bytes]:
    """Write all of it below the new folder `root`; returns the files by path."""
    files = {f"seeds/{name}": data for name, data in CAPTURES.items()} | {f"content/{n}": d for n, d in CONTENT.items()}
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return files
