"""Receiving files."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from yakuba.platform.audit.services import record
from yakuba.platform.files import storage
from yakuba.platform.files.models import StoredFile
from yakuba.platform.office.models import Section
from yakuba.platform.office.rights import DataClass, require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


def store(
    upload: "UploadedFile[bytes]",
    *,
    actor: "Actor | None" = None,
    section: Section | None = None,
    data_class: DataClass = DataClass.OFFICE,
    keep_until: date | None = None,
) -> StoredFile:
    """Keep an upload and return its row; the same bytes are kept once.

    `section` owns the file (None: the section acted for); `actor` is None only for commands.

    :raises YakubaError: if the file is refused
    :raises Forbidden: if the actor may not store files for the section
    """
    stored = StoredFile(
        name=str(upload.name or "file")[-255:],
        data_class=data_class,
        section_id=section.pk if section else actor.section_id if actor else None,
        account=actor.account if actor else None,
        keep_until=keep_until,
    )
    if actor is not None:
        require(actor, "file.write", stored)
    stored.sha256, stored.size, stored.content_type = storage.keep(upload)
    with transaction.atomic():
        stored.save(force_insert=True)
        words = {"name": stored.name, "sha256": stored.sha256, "size": stored.size}
        record("file.write", actor=actor, thing=stored, payload=words)
    return stored
