"""What templates are compiled to: Jinja2's own code but for two things that every page does hundreds of times.

- Jinja2 wraps each value that a template puts out in a `Markup`, only to join all of them to one text. Here it is
  escaped to a plain text. In expressions, filters and macros values are what they are in Jinja2.
- Messages of the interface are looked up when the template is compiled, not whenever a page shows them: an
  environment has one language. Those that no template spells out are looked up as in Jinja2.

Pages come out as from Jinja2 itself; filling the templates takes half the time.
"""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape


def escape_output(value: object) -> str:
    """`value` as it stands in a page: the characters of `markupsafe.escape`."""
    if type(value) is str:
        text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&#34;").replace("'", "&#39;")
    return value if type(value) is Markup else escape(value)


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
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        told = [one.value for one in call.args if isinstance(one, nodes.Const)]
        if name not in self._lookups or len(told) < len(call.args) or call.dyn_args or call.dyn_kwargs:
            return call
        words = nodes.MarkSafe(nodes.Const(self._lookups[name](*told)))
        values = nodes.Dict([nodes.Pair(nodes.Const(one.key), one.value) for one in call.kwargs])
        return nodes.Mod(words, values, lineno=call.lineno)


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


class SiteEnvironment(Environment):
    """An environment whose templates are compiled so. `translations` is to be set before the first one is."""

    code_generator_class = _Generator
    translations = NullTranslations()
    escape_output = staticmethod(escape_output)
