"""All addresses.  Language is the path: the same tree stands under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from yakuba.site import health

APPS = (
    "yakuba.platform.office",
    "yakuba.platform.audit",
    "yakuba.platform.files",
    "yakuba.platform.drafts",
    "yakuba.platform.jobs",
    "yakuba.platform.registers",
    "yakuba.platform.api",
    "yakuba.platform.grid",
    "yakuba.platform.reminders",
    "yakuba.core.plan",
    "yakuba.core.indicators",
    "yakuba.core.evaluation",
    "yakuba.core.publication",
    "yakuba.modules.voices",
    "yakuba.site.setup",
    "yakuba.site.portal",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    *i18n_patterns(
        *(path("", include(f"{app}.urls")) for app in APPS), prefix_default_language=False
    ),
]

handler400 = "yakuba.site.errors.bad_request"
handler403 = "yakuba.site.errors.permission_denied"
handler404 = "yakuba.site.errors.page_not_found"
handler500 = "yakuba.site.errors.server_error"
