"""The addresses of the widget's origin."""

from django.urls import path

from widget.views import feedback, frames, launcher, sessions, turns

app_name = "widget"

urlpatterns = [
    path("widget.js", launcher.launcher, name="launcher"),
    path("frame/<str:public_id>", frames.frame, name="frame"),
    path("frame/<str:public_id>/theme.css", frames.theme, name="theme"),
    path("preview/<str:public_id>", frames.preview, name="preview"),
    path("session", sessions.begun, name="session"),
    path("session/again", sessions.again, name="session-again"),
    path("consent", sessions.agreed, name="consent"),
    path("consent/withdraw", sessions.withdrawn, name="withdraw"),
    path("ask", turns.ask, name="ask"),
    path("said/forget", turns.forget, name="forget"),
    path("turns/<uuid:turn_id>/events", turns.events, name="events"),
    path("turns/<uuid:turn_id>/rating", feedback.rate, name="rate"),
    path("turns/<uuid:turn_id>/wish", feedback.wish, name="wish"),
    path("turns/<uuid:turn_id>/sources/<int:n>", turns.source, name="source"),
    path("turns/<uuid:turn_id>/sources/<int:n>/page", turns.source_page, name="source-page"),
]
