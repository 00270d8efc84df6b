"""What templates are compiled to: Jinja2's own code but for three things that every page does many times.

- Jinja2 wraps each value that a template puts out in a `Markup`, only to join all of them to one text. Here it is
  escaped to a plain text. In expressions, filters and macros values are what they are in Jinja2.
- Messages of the interface are looked up when the template is compiled, not whenever a page shows them: an
  environment has one language. Those that no template spells out are looked up as in Jinja2. Where a page shows a
  message with values, its words become words of the template.
- A macro that is handed all that it takes, in order, is called without asking what else it might be handed.

Pages come out as from Jinja2 itself; filling the templates takes half the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape


def escape_output(value: object) -> str:
    """`value` as it stands in a page: the characters of `markupsafe.escape`."""
    if type(value) is str:
        text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&#34;").replace("'", "&#39;")
    if type(value) is int:
        return str(value)
    return value if type(value) is Markup else escape(value)


_VALUE = re.compile(r"%\((\w+)\)s|%%")
"""What a message with values may hold besides words."""


class _Translator(NodeTransformer):
    """Puts translations in the place of `_("words")`, `_("words of %(name)s", name=…)` and `pgettext("context", …)`."""

    def __init__(self, translations: NullTranslations) -> None:
        self._lookups: dict[str, Callable[..., str]] = {
            "_": translations.gettext,
            "gettext": translations.gettext,
            "pgettext": translations.pgettext,
        }

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802  # named after what it visits
        self.generic_visit(call)
        message = self._translate(call)
        if message is None:
            return call
        values = nodes.Dict([nodes.Pair(nodes.Const(one.key), one.value) for one in call.kwargs])
        return nodes.Mod(nodes.MarkSafe(nodes.Const(message)), values, lineno=call.lineno)

    def visit_Output(self, output: nodes.Output) -> nodes.Node:  # noqa: N802
        shown: list[nodes.Expr] = []
        for one in output.nodes:
            if isinstance(one, nodes.Call) and (message := self._translate(one)) is not None:
                shown += _cut(message, one)
            else:
                shown.append(one)
        output.nodes = shown
        return self.generic_visit(output)

    def _translate(self, call: nodes.Call) -> str | None:
        """The message of a call that looks one up; None for all others."""
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        told = [one.value for one in call.args if isinstance(one, nodes.Const)]
        if name not in self._lookups or len(told) < len(call.args) or call.dyn_args or call.dyn_kwargs:
            return None
        return self._lookups[name](*told)


def _cut(message: str, call: nodes.Call) -> Iterator[nodes.Expr]:
    """A message as words and values in turn."""
    values, start = {one.key: one.value for one in call.kwargs}, 0
    for sign in _VALUE.finditer(message):
        yield nodes.TemplateData(message[start : sign.start()], lineno=call.lineno)
        yield values[sign[1]] if sign[1] else nodes.TemplateData("%", lineno=call.lineno)
        start = sign.end()
    yield nodes.TemplateData(message[start:], lineno=call.lineno)


class _Generator(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        assert isinstance(self.environment, SiteEnvironment)
        super().visit_Template(_Translator(self.environment.translations).visit(node), frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """The call around a value that is put out; Jinja2's native templates have their own in the same way."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escape_output(")


_SCOPES = frozenset({"_loop_vars", "_block_vars"})
"""What each call in a loop or a block is handed besides; for functions that look at the names around them."""


class _Context(Context):
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What `called` gives for these values."""
        if type(called) is Macro and len(args) == called._argument_count and kwargs.keys() <= _SCOPES:
            takes_more = called.caller or called.catch_kwargs or called.catch_varargs
            if not takes_more and self.eval_ctx.autoescape:
                return Markup(called._func(*args))  # noqa: S704  # as macros mark it themselves
        return super().call(called, *args, **kwargs)


class SiteEnvironment(Environment):
    """An environment whose templates are compiled so. `translations` is to be set before the first one is."""

    code_generator_class = _Generator
    context_class = _Context
    translations = NullTranslations()
    escape_output = staticmethod(escape_output)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """No template has names of its own beside those that all have."""
        assert not d
        return self.globals
