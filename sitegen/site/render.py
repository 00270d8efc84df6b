"""Themes: templates, words and assets from disk, compiled once; a page from a template and what it shows.

Autoescape is on for every template and nothing but `Markup` made by `body_html` passes it by, so untrusted text
cannot become markup. A theme is looked up in three places, the first that has a file wins: the archive's own
`themes/<name>/`, of which nothing is read that a link leads to outside the archive, the packaged theme of that name,
the packaged default.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from traceback import walk_tb

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from sitegen.codec import codec_of
from sitegen.findings import Finding, FindingError
from sitegen.model import SiteSettings
from sitegen.site.catalogues import load_words, read_catalogue
from sitegen.site.directions import direction_of
from sitegen.site.template_code import SiteEnvironment
from sitegen.site.wording import RELATIONS, Words
from sitegen.store import NO_STORE, Store, digest_of

_PACKAGE = Path(__file__).resolve().parents[1]
DEFAULT = "default"
_DRAWS_ON = re.compile(r"""\{%[-+]?\s*(?:extends|import|from|include)\s+["']([^"']+)""")
"""How templates name those that they draw on."""
_BYTES = codec_of(bytes)
_OVERRIDES = "overrides.css"
"""An archive's own additions to the style sheet: custom properties, a few rules."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates, ready to render, and the files that pages link to."""

    name: str
    environment: Environment = field(repr=False)
    assets: Mapping[str, bytes] = field(repr=False)
    """Bytes by plain name: `style.css`."""
    words: Words = field(repr=False)
    """What the interface says, in the site's language."""
    addresses: Mapping[str, str]
    """Published path by plain name: `assets/style-1f2e3d4c.css`."""
    templates: Mapping[str, str] = field(repr=False)
    """Their source by name."""
    own: Mapping[str, str] = field(repr=False)
    """The files of those that the archive brings itself, relative to it, by name."""
    said: bytes
    """A digest of all that `words` were read from."""


def load_theme(name: str = DEFAULT, archive_root: Path | None = None, language: str = "en") -> Theme:
    """Read the theme `name` and its words in `language`; an unknown one is the default with nothing overridden."""
    sources = _merge(_read_part(name, archive_root, "templates"))
    templates = {key: text.decode(errors="replace") for key, text in sources.items()}
    own = _read_own(archive_root, name, "templates") if archive_root else {}
    assets = _merge(_read_part(name, archive_root, "assets"))
    assets["style.css"] += assets.pop(_OVERRIDES, b"")
    catalogues = _read_part(name, archive_root, "locale")
    words = load_words(language, catalogues)
    return Theme(
        name=name,
        environment=_make_environment(templates, words),
        assets=assets,
        words=words,
        addresses={plain: hashed_address(plain, content) for plain, content in assets.items()},
        templates=templates,
        own={key: f"themes/{name}/templates/{key}" for key in own},
        said=digest_of(language, *(repr(catalogue) for catalogue in catalogues if catalogue)),
    )


def compile_templates(theme: Theme, store: Store, names: Iterable[str] = ()) -> None:
    """Compile these templates, or all, now, before processes are forked, each of which would compile its own; those
    that `store` knows are loaded.
    """
    theme.environment.bytecode_cache = _Compiled(store, theme)
    with _own_faults(theme):
        for name in names or theme.templates:
            theme.environment.get_template(name)
    theme.environment.bytecode_cache = None


class _Compiled(BytecodeCache):
    """What templates were compiled to, with the words of the interface in it."""

    def __init__(self, store: Store, theme: Theme) -> None:
        self._store, self._said = store, theme.said.hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._store.recall(self._key(bucket), _BYTES):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.keep(self._key(bucket), _BYTES, bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return digest_of("template", bucket.key, bucket.checksum, self._said)


def render_page(theme: Theme, template: str, context: Mapping[str, object]) -> bytes:
    """One file's bytes: `template` filled with `context`, in UTF-8. FindingError where the archive's own one fails."""
    with _own_faults(theme):
        return theme.environment.get_template(template).render(context).encode()


@contextmanager
def _own_faults(theme: Theme) -> Iterator[None]:
    """Have whatever goes wrong in a template of the archive, or in what it calls, told as that template's fault."""
    try:
        yield
    except Exception as error:
        frames = list(walk_tb(error.__traceback__))
        places = [(frame.f_code.co_filename, line) for frame, line in frames]
        name, line = next((place for place in reversed(places) if place[0] in theme.own), ("", 0))
        if not name:
            raise
        message = f"This template cannot be filled ({type(error).__name__}): {str(error).rstrip('.')}."
        remedy = "Mend it, or take it away: then the packaged one is used. The site is as it was before."
        raise FindingError(Finding(theme.own[name], line, "bad-template", "error", message, remedy)) from error


def digest_template(theme: Theme, name: str) -> bytes:
    """Of all that the theme gives to a page from the template `name`: it and those that it draws on, addresses."""
    drawn_on, waiting = {}, [name]
    while waiting:
        if (one := waiting.pop()) not in drawn_on:
            drawn_on[one] = theme.templates.get(one, "")
            waiting += _DRAWS_ON.findall(drawn_on[one])
    pairs = (*sorted(drawn_on.items()), *sorted(theme.addresses.items()))
    return digest_of(*(text for pair in pairs for text in pair))


def check_theme(settings: SiteSettings, archive_root: Path) -> Iterator[Finding]:
    """The theme that site.yml names has a folder, in the archive or among the packaged ones; no link in the archive's
    own leads out of it; its templates and catalogues can be read.
    """
    own = archive_root / "themes" / settings.theme
    if not any(folder.is_dir() for folder in (_packaged(settings.theme), own)):
        yield Finding(
            "content/site.yml",
            0,
            "unknown-theme",
            "error",
            f"There is no theme '{settings.theme}'; the default one is used.",
            f"Make the folder themes/{settings.theme}/ or take the line `theme:` out.",
        )
    for link in _find_links_out(own, archive_root, below=2):
        name = link.relative_to(archive_root).as_posix()
        message = "This is a link to what lies outside the archive, which is not read."
        yield Finding(name, 0, "unreadable", "error", message, "Copy what it leads to into the archive.")
    if (own / "templates").is_dir():
        theme = load_theme(settings.theme, archive_root)
        for name in theme.own:
            try:
                compile_templates(theme, NO_STORE, [name])
            except FindingError as fault:
                yield fault.finding
    for name, content in _read_own(archive_root, settings.theme, "locale").items():
        for message in read_catalogue(content)[1] if name.endswith(".po") else ():
            remedy = "Fill in the same names as the English does, and write a percent sign as %%."
            yield Finding(f"themes/{settings.theme}/locale/{name}", 0, "bad-catalogue", "warning", message, remedy)


def _packaged(name: str) -> Path:
    """The folder of a theme of ours. A wheel has the themes inside the package, a checkout beside it."""
    themes = _PACKAGE / "themes" if (_PACKAGE / "themes").is_dir() else _PACKAGE.parent / "themes"
    return themes / name


def _read_part(name: str, archive_root: Path | None, part: str) -> list[dict[str, bytes]]:
    """The files of one part of a theme, from the most general place to the most special."""
    packaged = [_read_folder(_packaged(DEFAULT) / part), _read_folder(_packaged(name) / part)]
    return [*packaged, _read_own(archive_root, name, part)] if archive_root else packaged


def _merge(layers: list[dict[str, bytes]]) -> dict[str, bytes]:
    """All files by name; later layers override earlier ones."""
    return dict(sorted({name: content for files in layers for name, content in files.items()}.items()))


def _read_own(archive_root: Path, name: str, part: str) -> dict[str, bytes]:
    """The files of one part of the archive's own theme."""
    return _read_folder(archive_root / "themes" / name / part, within=archive_root)


def _read_folder(folder: Path, within: Path | None = None) -> dict[str, bytes]:
    """The files of a folder by name, but for hidden ones; `within`: but for what links lead to outside of it."""
    paths = (path for path in sorted(folder.glob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.name: path.read_bytes() for path in paths if within is None or _lies_in(path, within)}


def _find_links_out(path: Path, archive_root: Path, below: int) -> Iterator[Path]:
    """The links at a place, and `below` so many folders, that lead out of the archive; behind them nobody looks."""
    if not _lies_in(path, archive_root):
        yield path
    elif below:
        for inside in sorted(path.glob("*")):
            yield from _find_links_out(inside, archive_root, below - 1)


def _lies_in(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _make_environment(templates: Mapping[str, str], words: Words) -> Environment:
    """Words of the catalogues may hold markup, as templates do; the values that are put into them are escaped."""
    environment = SiteEnvironment(
        extensions=["jinja2.ext.i18n"],
        loader=FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,  # all of them, which are few
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.translations = words.translations
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        words.translations.gettext, words.plural, newstyle=True, pgettext=words.translations.pgettext
    )
    environment.globals |= {
        "words": words,
        "relations": words.table(RELATIONS),
        "direction_of": direction_of,
        "own": _own(words),
    }
    return environment


def _own(words: Words) -> Markup:
    """The attributes of what an archive's editors wrote, where the interface speaks another language than they do."""
    if words.language == words.site_language:
        return Markup()
    return Markup(' lang="{}" dir="auto"').format(words.site_language)


def hashed_address(plain: str, content: bytes) -> str:
    """`style.css` to `assets/style-1f2e3d4c.css`: a changed file has a new address, so it may be cached for ever."""
    stem, _, suffix = plain.rpartition(".")
    return f"assets/{stem}-{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"
