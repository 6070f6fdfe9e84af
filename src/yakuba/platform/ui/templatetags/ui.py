"""The components of the screens: tags and filters known to every template."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yakuba.kernel.problems import Problem
from yakuba.platform.ui import fieldgroups, formats
from yakuba.platform.ui.links import AppLinks, Links

register = template.Library()

register.filter("number", formats.number)
register.filter("yen", formats.yen)
register.filter("wareki", formats.wareki)
register.filter("month_day", formats.month_day)
register.filter("weekday", formats.weekday)
register.filter("due_day", formats.due_day)
register.filter("clock_time", formats.clock_time)
register.filter("wareki_fy", formats.wareki_fy)
register.filter("nb", formats.no_break)
register.filter("size", formats.size)
register.simple_tag(formats.phrase, name="phrase")
register.simple_tag(formats.text_of, name="text_of")
register.simple_tag(formats.plain_text_of, name="plain_text_of")


@register.filter("int")
def whole(value: Any) -> int:
    """Return the value as a whole number: a fiscal year in an address."""
    return int(value)


MARKS = frozenset({"done", "near", "miss", "none"})
COLORS = frozenset({"", "green", "orange", "red", "blue", "yellow"})


def _links(context: Context) -> Links:
    found: Links | None = context.get("links")
    return found or AppLinks()


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *, default: str = "", **parts: object) -> str:
    """Return the address of a page, in the app or in the published folder.

    `default` is for the platform's own layouts, which stand below the apps that own the page.

    :raises NoReverseMatch: if there is no such page and no default
    """
    try:
        return _links(context).page(name, **parts)
    except NoReverseMatch:
        if not default:
            raise
        return default


@register.simple_tag(takes_context=True)
def asset(context: Context, path: str) -> str:
    """Return the address of a static file."""
    return _links(context).asset(path)


@register.simple_tag(takes_context=True)
def town_name(context: Context) -> str:
    """Return the town's name; where it is not known, the product's."""
    town = context.get("town")
    return formats.plain_text_of(town, "name") if town else gettext("役場")


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> str | SafeString:
    """Return a list item that leads to this page in the other language, or nothing."""
    href = _links(context).other_language()
    if not href:
        return ""
    code, title = ("ja", "日本語") if formats.is_english() else ("en", "English")
    return format_html(
        '<li><a href="{}" lang="{}" hreflang="{}">{}</a></li>', href, code, code, title
    )


@register.simple_tag
def mark(name: str, *, small: bool = False, css: str = "") -> SafeString:
    """Return the mark of a grade (done, near, miss, none); its word must stand beside it.

    `small` is the plain form of past years.

    :raises ValueError: if there is no such mark.
    """
    if name not in MARKS:
        raise ValueError(f"no mark {name!r}: use one of {sorted(MARKS)}")
    shape = "done-s" if small and name == "done" else name
    return format_html(
        '<svg class="yk-mark yk-mark--{}{}" aria-hidden="true" focusable="false">'
        '<use href="#m-{}"/></svg>',
        name,
        f" {css}" if css else "",
        shape,
    )


@register.simple_tag
def state(name: str, word: Any) -> SafeString:
    """Return a grade: its mark and its word together."""
    return format_html('<span class="yk-state yk-state--{}">{}{}</span>', name, mark(name), word)


@register.simple_tag
def chip(color: str, word: Any) -> SafeString:
    """Return a word of a workflow in its frame; an empty color is the plain one.

    :raises ValueError: if there is no such color.
    """
    if color not in COLORS:
        raise ValueError(f"no color {color!r}: use one of {sorted(COLORS)}")
    css = f"yk-chip yk-chip--{color}" if color else "yk-chip"
    return format_html('<span class="{}">{}</span>', css, word)


@register.simple_tag
def figure(value: Any, unit: Any = "", decimals: int | None = None) -> SafeString:
    """Return a figure with its unit, kept on one line; None is a dash without a unit."""
    words = formats.number(value, decimals)
    if words == formats.NOTHING:
        return format_html('<span class="yk-quiet">{}</span>', words)
    return format_html('<span class="yk-nb"><b>{}</b>{}</span>', words, unit)


@register.inclusion_tag("ui/breadcrumb.html")
def breadcrumb(*steps: Any) -> dict[str, Any]:
    """Return the way to this page: title, address, title, address, …, title of this page."""
    *pairs, here = steps
    return {"steps": list(zip(pairs[::2], pairs[1::2], strict=True)), "here": here}


@register.inclusion_tag("ui/errors.html")
def error_summary(form: Any = None, problems: tuple[Problem, ...] = ()) -> dict[str, Any]:
    """Return the summary of what must be put right, with links to the fields; it takes focus."""
    return {"errors": fieldgroups.errors_of(form, problems)}


@register.simple_tag
def field(bound: BoundField, *, hint: Any = "", css: str = "", count: int = 0) -> SafeString:
    """Return a whole field: label, hint, error, control.

    `hint` replaces the field's help text; `count` shows how many characters are written.
    """
    return fieldgroups.render_field(bound, hint=hint, css=css, count=count)


@register.simple_tag
def control(bound: BoundField, *, label: Any = "") -> SafeString:
    """Return only the control, for a cell of a table, named by `label`."""
    return fieldgroups.render_control(bound, label=label)


@register.simple_tag
def fields(form: Any, *names: str) -> SafeString:
    """Return the named fields of a form, or all of them, hidden ones included."""
    return fieldgroups.render_fields(form, names)


@register.simple_tag(takes_context=True)
def form_token(context: Context, purpose: str) -> SafeString:
    """Return the hidden token of a resident's form; on its next page the same form goes on."""
    key = getattr(context.get("request"), "form_key", "")
    from yakuba.platform.ui import public_form  # the office's models must be loaded first

    return format_html(
        '<input type="hidden" name="{}" value="{}">',
        public_form.TOKEN,
        public_form.form_token(purpose, key),
    )


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Return the links to the other pages of a list; the rest of the query stays."""
    query = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)
    query.pop("page", None)
    rest = query.urlencode() + "&" if query else ""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "rest": rest}


@register.inclusion_tag("ui/empty.html")
def empty(title: Any, text: Any = "", *, href: str = "", action: Any = "") -> dict[str, Any]:
    """Return what stands where nothing is: why, and the one thing to do next."""
    return {"title": title, "text": text, "href": href, "action": action}


@register.inclusion_tag("ui/tasks.html")
def task_list(tasks: Any) -> dict[str, Any]:
    """Return a list of tasks: each has title, href, text, color, word, note."""
    return {"tasks": tasks}


@register.inclusion_tag("ui/timeline.html")
def timeline(steps: Any) -> dict[str, Any]:
    """Return a course of steps: each has title, note and state (done, now or empty)."""
    return {"steps": steps}


@register.inclusion_tag("ui/difference.html")
def difference(rows: Any, caption: Any, *, place: Any = "") -> dict[str, Any]:
    """Return a table of changes: each row has place, label, old, new.

    `place` is the title of the first column (セル, 行); empty leaves the column out.
    """
    return {"rows": rows, "caption": caption, "place": place}


@register.inclusion_tag("ui/conflict.html")
def conflicts(rows: Any) -> dict[str, Any]:
    """Return the choice 元 / あなた / 相手 per field, nothing chosen beforehand.

    Each row has name, label, base, mine, theirs, who, at; the answer is `name` = mine or theirs.
    """
    return {"rows": rows}


@register.inclusion_tag("ui/progress.html")
def job_progress(job: Any) -> dict[str, Any]:
    """Return how far a job is: it has title, step, done, total (None: unknown), state, error."""
    return {"job": job}
