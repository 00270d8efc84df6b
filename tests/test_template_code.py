"""Templates are compiled to faster code than Jinja2's own; what they make is the same."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from sitegen.site.template_code import SiteEnvironment, escape_output

BASQUE = {"Outlets": "Hedabideak", "%(part)s of %(whole)s": "%(whole)s & %(part)s", "all 100%%": "den-dena, %%100"}
"""A catalogue of a few words, one with a sign of markup."""


class Basque(NullTranslations):
    def gettext(self, message: str) -> str:
        return BASQUE.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return f"{context}: {message}" if context == "month" else message


def environments() -> tuple[Environment, SiteEnvironment]:
    """Jinja2's and ours, with the same settings and words."""
    settings = {"extensions": ["jinja2.ext.i18n"], "autoescape": True, "undefined": StrictUndefined}
    plain, ours = Environment(**settings), SiteEnvironment(**settings)  # type: ignore[arg-type]
    words = Basque()
    ours.translations = words
    for one in (plain, ours):
        one.install_gettext_callables(words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext)  # type: ignore[attr-defined]
    return plain, ours


@given(
    st.one_of(st.text(), st.text("&<>'\" a"), st.text("&<>'\"").map(Markup), st.integers(), st.none(), st.booleans())
)
def test_values_are_escaped_as_markupsafe_escapes_them(value: object) -> None:
    assert str(escape_output(value)) == str(escape(value))


@pytest.mark.parametrize(
    "template",
    [
        "<h1>{{ name }}</h1>{{ html }}{{ number }}{{ name ~ html }}{{ [name]|join(', ') }}",
        "{% macro cell(words) %}<td>{{ words }}{{ html }}</td>{% endmacro %}{{ cell(name) }}{{ cell(html) }}",
        "{% set row %}<b>{{ name }}</b>{% endset %}{{ row }}{{ row|length }}{{ row.upper() }}",
        "{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}{{ name }}{% endcall %}",
        "{% autoescape false %}{{ name }}{% endautoescape %}{{ name|safe }}{{ name|e }}{{ name|truncate(3) }}",
        "{{ _('Outlets') }} {{ gettext('Nowhere') }} {{ pgettext('month', 'May') }} {{ pgettext('verb', 'May') }}",
        "{{ _('%(part)s of %(whole)s', part=name, whole=html) }} {{ _('all 100%%') }} {{ _('no value', part=name) }}",
        "{% autoescape false %}{{ _('%(part)s of %(whole)s', part=name, whole=html) }}{% endautoescape %}",
        "{{ _('%(whole)s and %(whole)s', whole=_('%(part)s of %(whole)s', part=name, whole=html)) }}",
        "{% trans %}Outlets{% endtrans %}{% trans part=name, whole=number %}{{ part }} of {{ whole }}{% endtrans %}",
        "{% for target, label in [('a', _('Outlets')), ('b', name)] %}<a id='{{ target }}'>{{ label }}</a>{% endfor %}",
        "{% set word = 'Outlets' %}{{ _(word) }}{{ _(name) }}{{ _('Outlets')|upper }}{{ _('Outlets') ~ name }}",
        "{{ ngettext('%(num)s part', '%(num)s parts', number) }}",
        "{% macro row(words, n) %}{{ words }}{{ n }}{% endmacro %}"
        "{% for n in [1, 2] %}{{ row(name, n) }}{% set seen = row(html, n) %}{{ seen }}{{ seen|length }}{% endfor %}",
        "{% macro raw(words) %}{{ words }}{% endmacro %}"
        "{% autoescape false %}{{ raw(name) }}{{ raw(name)|e }}{% endautoescape %}{{ raw(name) }}",
        "{% macro row(n) %}{{ n }}{% if n %}{{ row(n - 1) }}{% endif %}{% endmacro %}"
        "{% block rows %}{{ row(number) }}{{ row(n=number) }}{{ caller|default(name) }}{% endblock %}",
    ],
)
def test_a_template_makes_what_it_makes_in_jinja(template: str) -> None:
    shown = {"name": """Tom & "Jo" <b>'s</b>""", "html": Markup("<i>&amp;</i>"), "number": 3}
    plain, ours = (one.from_string(template).render(shown) for one in environments())
    assert ours == plain


MACROS = (
    "{% macro one() %}{{ name }}{% endmacro %}"
    "{% macro two(a, b) %}{{ a }}{{ b }}{% endmacro %}"
    "{% macro three(a, b='x', c=name) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    "{% macro more(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}"
    "{% macro around(a) %}{{ a }}{{ caller() }}{% endmacro %}"
    "{% macro named(a, caller=none) %}{{ a }}{{ caller }}{% endmacro %}"
)


@given(
    st.sampled_from(["one", "two", "three", "more", "around", "named"]),
    st.lists(st.sampled_from(["name", "html", "3"]), max_size=4),
    st.lists(st.sampled_from(["a=1", "b=html", "c=name", "caller=name"]), max_size=2, unique=True),
    st.booleans(),
)
def test_macros_take_what_they_take_in_jinja(macro: str, args: list[str], named: list[str], around: bool) -> None:
    shown, call = {"name": "<b>", "html": Markup("<i>")}, f"{macro}({', '.join([*args, *named])})"
    template = f"{{% call {call} %}}{{{{ name }}}}{{% endcall %}}" if around else f"{{{{ {call} }}}}"
    made = []
    for one in environments():
        try:
            made.append(one.from_string(MACROS + template).render(shown))
        except Exception as error:  # whichever Jinja2 raises
            made.append(repr(error))
    assert made[0] == made[1]


def test_messages_are_looked_up_when_a_template_is_compiled() -> None:
    _, ours = environments()
    assert "<h1>Hedabideak</h1>" in ours.compile("<h1>{{ _('Outlets') }}</h1>", raw=True)


def test_what_is_not_defined_is_an_error_all_the_same() -> None:
    for one in environments():
        with pytest.raises(UndefinedError):
            one.from_string("{{ _('%(part)s of', part=missing) }}").render()
