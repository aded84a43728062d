"""How the public pages are rendered: by Jinja2, a tenth of the time that Django's own templates take for a long list.

The editors' pages, `templates/admin/`, stay with Django's templates, which the admin is written in. All else under
`templates/` is Jinja2: `base.html`, the pages under `archive/`, what stands for errors. Parts under `archive/parts/`
are macros named after their file: `{% from "archive/parts/date.html" import show_date %}`, `{{ show_date(card) }}`.

Texts are `{{ _("…") }}`, with `{{ _("… %(name)s …")|format(name=value) }}` where a value stands in them, because
`makemessages` finds only texts that open a `{{`, or stand in a `{%`. Phrases with a plural are made in Python.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.defaultfilters import capfirst, truncatechars
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from archive.views import frame
from archive.views.addresses import page_url

EDITORS = "admin/"


class PublicTemplates(FileSystemLoader):
    """The folder's templates but those of the editors, which Django finds with its own engine."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template.startswith(EDITORS):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class QuickOutput(CodeGenerator):
    """Compiles templates into the Python that one would write by hand.

    What they put out is escaped by `escaped`, which leaves most text as it is: Jinja2's own `escape` wraps each text in
    a `Markup`, which costs more than all else that a list does. `card.title` is that attribute and nothing else (an
    item of a dictionary is `row["title"]`), and `show_date(card)` a call like any other, where Jinja2 looks at each
    object anew for what it may mean.
    """

    def write_commons(self) -> None:
        self.writeline("escaped = environment.escaped")
        super().write_commons()

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")
            self.write(finalize.src or "")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja2's name)
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if self._asks_for_the_page(node.node) or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _asks_for_the_page(self, called: nodes.Expr) -> bool:
        """Whether this is a function that Jinja2 has to give more than the template says (`pass_context`)."""
        function = self.environment.globals.get(called.name) if isinstance(called, nodes.Name) else None
        return hasattr(function, "jinja_pass_arg")


class PublicTemplate(Template):
    def render(self, *values: Any, **named: Any) -> str:
        with frame.page_being_made():
            return super().render(*values, **named)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """The part's macros, made once. Jinja2 asks each time whether the page knows names that the part does not."""
        return super()._get_default_module()


class PublicEnvironment(Environment):
    code_generator_class = QuickOutput
    template_class = PublicTemplate

    @staticmethod
    def escaped(value: Any) -> str:
        """The value as text that HTML takes for nothing but text; what is marked as safe stays as it is."""
        kind = type(value)
        if kind is Markup or kind is SafeString or (kind is str and not _needs_escaping(value)):
            return value
        return str(value) if kind is int else escape(value)


_needs_escaping = re.compile("[&<>'\"]").search


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for; a name that a template does not know is an error."""
    options |= {
        "loader": PublicTemplates(settings.PROJECT / "templates"),
        "undefined": StrictUndefined,
        "bytecode_cache": _compiled(settings.STATE / "templates"),
        # While templates are being written each is read anew, or a part would stay as its first page knew it.
        "cache_size": 0 if settings.DEBUG else -1,
    }
    made = PublicEnvironment(**options)  # Django's backend turns autoescape on
    made.globals |= {
        "_": frame.translated,
        "absolute_static": frame.absolute_static,
        "archive_version": frame.archive_version,
        "canonical_link": frame.canonical_link,
        "made_once": frame.made_once,
        "page_language": get_language,
        "reads_from_right": get_language_bidi,
        "site_sections": frame.site_sections,
        "static": static,
        "stylesheets": frame.stylesheets,
        "url": page_url,
        "wait_words": frame.wait_words,
    }
    made.filters |= {"capfirst": capfirst, "date": frame.day, "lang": frame.lang, "truncatechars": truncatechars}
    return made


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates as they were compiled, for the next process; anew where the template or this module has changed."""

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(_this_module() + source)


@cache
def _this_module() -> str:
    return Path(__file__).read_text(encoding="utf-8")


def _compiled(folder: Path) -> CompiledTemplates | None:
    """Where compiled templates are kept, readable by nobody else; None where nothing can be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return CompiledTemplates(str(folder))
