"""Django's entry for this package."""

from django.apps import AppConfig


class MaskingConfig(AppConfig):
    """Names the app, for its job and its templates."""

    name = "yakuba.platform.masking"
    label = "masking"
    verbose_name = "公表の写し"
