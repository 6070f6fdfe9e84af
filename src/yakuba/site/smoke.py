"""Whether the pages come up: run as a process of its own after an upgrade."""

import sys

from yakuba.site import console

PAGES = ("/health/ready", "/", "/en/", "/accounts/login/")


def failures() -> list[str]:
    """Return the pages that do not come up, each with its status."""
    from django.conf import settings
    from django.test import Client

    host = "localhost" if "*" in settings.ALLOWED_HOSTS else settings.ALLOWED_HOSTS[0]
    visitor = Client(headers={"host": host}, raise_request_exception=False)
    answers = {page: visitor.get(page, secure=True).status_code for page in PAGES}
    return [f"{page} {status}" for page, status in answers.items() if status >= 400]


if __name__ == "__main__":
    console.setup()
    found = failures()
    if found:
        listed = "、".join(found)
        console.say(listed)
    sys.exit(1 if found else 0)
