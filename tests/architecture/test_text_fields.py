"""Every text field of every form refuses what other machines cannot show (trust.md 12)."""

from importlib import import_module
from pkgutil import walk_packages

from django import forms

import yakuba
from yakuba.platform.ui.fields import refuse_private_characters

BARE = {"login", "password", "present", "new", "again"}  # passwords, and names that must be known


def form_classes(base=forms.BaseForm):
    """Give all form classes of the product."""
    for made in base.__subclasses__():
        yield from form_classes(made)
        if made.__module__.startswith("yakuba."):
            yield made


def test_every_text_field_refuses_private_characters():
    for found in walk_packages(yakuba.__path__, "yakuba."):
        if found.name.endswith("forms"):
            import_module(found.name)

    fields = [
        (f"{made.__module__}.{made.__name__}", name, field)
        for made in form_classes()
        for name, field in getattr(made, "base_fields", {}).items()
        if isinstance(field, forms.CharField) and not isinstance(field, forms.SlugField)
    ]

    open_ones = [
        (form, name)
        for form, name, field in fields
        if refuse_private_characters not in field.validators and name not in BARE
    ]
    assert len(fields) > 20
    assert open_ones == []
