"""The addresses of `/v1` (as OpenAI's) and of `/api/v1`."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from rest.views import (
    archives,
    attributes,
    bases,
    bots,
    completions,
    conversations,
    desk,
    documents,
    models,
    overlaps,
    pairs,
    search,
    subjects,
    turns,
    versions,
    web,
)

app_name = "rest"

openai = [
    path("v1/chat/completions", completions.completions, name="completions"),
    path("v1/models", models.models, name="models"),
    path("v1/models/<str:slug>", models.one_model, name="model"),
]

resources = [
    path("api/v1/bases", bases.Bases.as_view(), name="bases"),
    path("api/v1/bases/<uuid:base_id>", bases.OneBase.as_view(), name="base"),
    path("api/v1/bases/<uuid:base_id>/documents", documents.Documents.as_view(), name="documents"),
    path("api/v1/bases/<uuid:base_id>/archives", archives.Archives.as_view(), name="archives"),
    path("api/v1/bases/<uuid:base_id>/web-sources", web.WebSources.as_view(), name="web-sources"),
    path("api/v1/web-sources/<uuid:source_id>", web.OneWebSource.as_view(), name="web-source"),
    path("api/v1/web-sources/<uuid:source_id>/pages", web.WebPages.as_view(), name="web-pages"),
    path("api/v1/web-sources/<uuid:source_id>/reading", web.WebReading.as_view(), name="web-reading"),
    path("api/v1/documents/<uuid:document_id>", documents.OneDocument.as_view(), name="document"),
    path("api/v1/documents/<uuid:document_id>/versions", documents.Versions.as_view(), name="versions"),
    path("api/v1/documents/<uuid:document_id>/comparison", versions.Comparison.as_view(), name="comparison"),
    path("api/v1/versions/<uuid:version_id>", versions.OneVersion.as_view(), name="version"),
    path("api/v1/versions/<uuid:version_id>/restore", versions.Restore.as_view(), name="restore"),
    path("api/v1/bases/<uuid:base_id>/overlaps", overlaps.Overlaps.as_view(), name="overlaps"),
    path("api/v1/overlaps/<uuid:overlap_id>/decision", overlaps.OverlapDecision.as_view(), name="overlap-decision"),
    path("api/v1/documents/<uuid:document_id>/retry", documents.Retry.as_view(), name="retry"),
    path("api/v1/attributes", attributes.Attributes.as_view(), name="attributes"),
    path("api/v1/bases/<uuid:base_id>/pairs", pairs.Pairs.as_view(), name="pairs"),
    path("api/v1/bases/<uuid:base_id>/pairs/import", pairs.Import.as_view(), name="pairs-import"),
    path("api/v1/bases/<uuid:base_id>/pairs/export", pairs.Export.as_view(), name="pairs-export"),
    path("api/v1/pairs/imports/<uuid:import_id>", pairs.OneImport.as_view(), name="pair-import"),
    path("api/v1/pairs/<uuid:pair_id>", pairs.OnePair.as_view(), name="pair"),
    path("api/v1/pairs/<uuid:pair_id>/approve", pairs.Approve.as_view(), name="pair-approve"),
    path("api/v1/search", search.Search.as_view(), name="search"),
    path("api/v1/bots", bots.Bots.as_view(), name="bots"),
    path("api/v1/bots/<slug:slug>", bots.OneBot.as_view(), name="bot"),
    path("api/v1/bots/<slug:slug>/versions", bots.BotVersions.as_view(), name="bot-versions"),
    path("api/v1/conversations", conversations.Conversations.as_view(), name="conversations"),
    path("api/v1/conversations/<uuid:conversation_id>", conversations.OneConversation.as_view(), name="conversation"),
    path("api/v1/clusters", desk.Clusters.as_view(), name="clusters"),
    path("api/v1/clusters/<uuid:cluster_id>", desk.OneCluster.as_view(), name="cluster"),
    path("api/v1/figures", desk.Figures.as_view(), name="figures"),
    path("api/v1/subjects/<path:user>/consents", subjects.Consents.as_view(), name="consents"),
    path("api/v1/subjects/<path:user>/consents/<slug:purpose>", subjects.OneConsent.as_view(), name="consent"),
    path("api/v1/subjects/<path:user>", subjects.OneSubject.as_view(), name="subject"),
    path("api/v1/turns", turns.ask, name="turns"),
    path("api/v1/turns/<uuid:turn_id>", turns.OneTurn.as_view(), name="turn"),
    path("api/v1/turns/<uuid:turn_id>/rating", desk.Rating.as_view(), name="rating"),
    path("api/v1/turns/<uuid:turn_id>/events", turns.events, name="turn-events"),
]

urlpatterns = [*openai, *resources, path("api/schema/", SpectacularAPIView.as_view(), name="schema")]
