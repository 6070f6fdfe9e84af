"""What a browser does with a page."""

from django.forms import CheckboxInput


def text_of(response):
    return b"".join(response).decode() if response.streaming else response.content.decode()


def posted(form):
    """Return what a browser sends of a form as it opened."""
    data = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if isinstance(widget, CheckboxInput):
            data |= {bound.html_name: "on"} if value else {}
            continue
        shown = widget.get_context(bound.html_name, value, {})["widget"]
        for part in shown.get("subwidgets", [shown]):
            data[part["name"]] = part["value"] if part["value"] is not None else ""
    return {n: v[0] if isinstance(v, list) and len(v) == 1 else v for n, v in data.items()}
