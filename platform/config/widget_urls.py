"""Every address of the widget's origin, and none of the console's."""

from django.urls import include, path

urlpatterns = [path("", include("widget.urls"))]
