"""The addresses of this front door."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "rest"
urlpatterns: list[URLPattern | URLResolver] = []
