"""Every address of the widget's origin, and none of the console's."""

from django.urls import include, path

urlpatterns = [path("", include("widget.urls"))]

handler400 = "config.failures.bad_request"
handler403 = "config.failures.forbidden"
handler404 = "config.failures.not_found"
handler500 = "config.failures.broken"
