"""Doing what a form asks for once, however often it is sent."""

import secrets

from django.db import IntegrityError, transaction

from yakuba.platform.ui.models import HandledForm


def new_key() -> str:
    """Return a fresh key for the hidden field of a form."""
    return secrets.token_urlsafe(16)


def first_time(key: str) -> bool:
    """Return whether the form of this key was not handled yet, and note that it is now.

    Call it inside the transaction of the write itself, so that both hold or neither.
    """
    try:
        with transaction.atomic():
            HandledForm.objects.create(key=key[:64])
    except IntegrityError:
        return False
    return True
