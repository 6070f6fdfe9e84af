"""Django's entry for this package."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.files"
    label = "files"
    verbose_name = "ファイル"
