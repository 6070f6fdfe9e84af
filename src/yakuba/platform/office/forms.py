"""Forms of the sign-in pages."""

from typing import Any, cast

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yakuba.platform.office.models import Account


class SignInForm(LoginForm):  # type: ignore[misc]
    """Staff number and password."""

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data, request=request)
        self.fields["login"] = forms.CharField(
            label=_("職員番号"),
            max_length=40,
            widget=forms.TextInput({"autocomplete": "username"}),
        )
        self.fields["password"] = forms.CharField(
            label=_("パスワード"),
            strip=False,
            widget=forms.PasswordInput({"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])

    def clean(self) -> dict[str, Any]:
        """Return the cleaned data; the one sentence for a wrong name or password is ours.

        :raises ValidationError: if they open no account
        """
        try:
            return cast(dict[str, Any], super().clean())
        except ValidationError as wrong:
            if wrong.code == "sign-in.wait":
                raise
            message = _("職員番号かパスワードが違います。分からないときは管理者に頼んでください。")
            raise ValidationError(message, code="sign-in.wrong") from wrong


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    new = forms.CharField(
        label=_("新しいパスワード"),
        help_text=_("10文字以上。長い文にすると覚えやすく、破られにくくなります。"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("新しいパスワード（もう一度）"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, account: Account) -> None:
        super().__init__(data)
        self.account = account

    def clean_new(self) -> str:
        """Return the password if the rules allow it.

        :raises ValidationError: if it is too short or too common
        """
        password: str = self.cleaned_data["new"]
        validate_password(password, self.account)
        return password

    def clean_again(self) -> str:
        """Return the second typing if it equals the first.

        :raises ValidationError: if it differs
        """
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise ValidationError(_("二つのパスワードが違います。"), code="password.differs")
        return again


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    present = forms.CharField(
        label=_("いまのパスワード"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ("present", "new", "again")

    def clean_present(self) -> str:
        """Return the present password if it is right.

        :raises ValidationError: if it is wrong
        """
        password: str = self.cleaned_data["present"]
        if not self.account.check_password(password):
            raise ValidationError(_("いまのパスワードが違います。"), code="password.wrong")
        return password
