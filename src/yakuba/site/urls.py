"""All addresses.  Language is the path: the same tree stands under /en/."""

from django.urls import URLPattern, URLResolver, path

from yakuba.site import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]
