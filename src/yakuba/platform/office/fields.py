"""Model fields of the office: checks and the list of roles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.codes import municipality_code_is_valid
from yakuba.platform.office.rights import Role


def check_municipality_code(code: str) -> None:
    """Refuse a code that is not six digits with the right check digit.

    :raises ValidationError: if the code is wrong
    """
    if not municipality_code_is_valid(code):
        raise ValidationError(
            _("団体コードは6桁の数字です。最後の1桁（検査数字）が合いません。"), code="town.code"
        )


def role_choices() -> list[tuple[str, Any]]:
    """Return the roles that a post can carry; the public needs no post."""
    return [(role.value, role.label) for role in Role if role is not Role.PUBLIC]


def check_roles(codes: object) -> None:
    """Refuse anything that is not a list of role codes.

    :raises ValidationError: if a code is not a role of the rights table
    """
    known = {code for code, _label in role_choices()}
    if not isinstance(codes, list) or not known.issuperset(codes):
        raise ValidationError(_("役割の書き方が正しくありません。"), code="post.roles")


class RolesField(models.JSONField):
    """A list of role codes, shown as check boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators.append(check_roles)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return check boxes for the roles."""
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            help_text=self.help_text,
            required=not self.blank,
            choices=role_choices,
            widget=forms.CheckboxSelectMultiple,
            initial=list,
        )
