"""Every address of the console's origin."""

from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("account/", include("allauth.urls")),
    path("", include("rest.urls")),
    path("", include("console.urls")),
]
