"""Fields of acts that the standard ones do not know."""

from typing import Any

from django import forms


class PartsField(forms.CharField):
    """One text that is several: an empty line parts them."""

    def clean(self, value: Any) -> list[str]:
        """Return the parts.

        :raises ValidationError: if nothing was typed, or too much
        """
        return str(super().clean(value)).replace("\r\n", "\n").split("\n\n")
