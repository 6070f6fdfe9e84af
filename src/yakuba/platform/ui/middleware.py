"""The language of a request is its path and nothing else: no cookie, no header."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


def language_from(path: str) -> str:
    """Return `en` below /en/, else `ja`."""
    return "en" if path == "/en" or path.startswith("/en/") else "ja"


def language_of_path(get_response: Handler) -> Handler:
    """Return a middleware that speaks the language of the path; it adds no Vary."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_from(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware
