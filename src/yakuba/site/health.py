"""Whether the process lives and whether it can work; for the machine that watches it."""

from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, JsonResponse

from yakuba import __version__
from yakuba.core.indicators.nightly import last_verification
from yakuba.platform.office.access import public


@public
def live(request: HttpRequest) -> JsonResponse:
    """Answer that the process runs."""
    return JsonResponse({"status": "live", "version": __version__})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """Answer whether the database answers; 503 when it does not.

    A figure that does not recompute is told with 200: the pages still work, a person must look.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError:
        return JsonResponse({"status": "degraded", "database": "unreachable"}, status=503)
    verified = last_verification()
    if verified is not None and not verified.is_whole:
        return JsonResponse({"status": "degraded", "database": "ok", "figures": "broken"})
    return JsonResponse({"status": "ready", "database": "ok"})
