"""Handing a stored file to those who may read it."""

from typing import Final
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from yakuba.platform.audit.services import record
from yakuba.platform.files import kinds, storage
from yakuba.platform.files.models import StoredFile
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import DataClass, require

# Shown in the browser; everything else is only saved.
_SHOWN: Final = frozenset(
    {"application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"}
)


@staff("file.read")
def file(request: StaffRequest, file_id: UUID) -> FileResponse:
    """Hand out the bytes under the name they came with; a file of a person is written down."""
    stored = get_object_or_404(StoredFile, pk=file_id)
    require(request.actor, "file.read", stored)
    if stored.data_class == DataClass.PERSONAL:
        record("file.read", actor=request.actor, thing=stored)
    shown = stored.content_type in _SHOWN
    kind = "text/plain; charset=utf-8" if stored.content_type == "text/plain" else None
    response = FileResponse(
        storage.place(stored.sha256).open("rb"),
        content_type=kind or (stored.content_type if shown else kinds.UNKNOWN),
    )
    response["Content-Length"] = str(stored.size)
    # RFC 6266 with the UTF-8 form of RFC 8187.
    response["Content-Disposition"] = str(content_disposition_header(not shown, stored.name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
