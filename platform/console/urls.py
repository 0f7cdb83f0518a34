"""The addresses of this front door."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.i18n import set_language

from console.views import (
    audit,
    bases,
    bots,
    cases,
    chat,
    clusters,
    documents,
    figures,
    groups,
    home,
    keys,
    log,
    members,
    models,
    moderation,
    notices,
    overlaps,
    pair_sheets,
    pairs,
    public,
    ratings,
    reach,
    renditions,
    routes,
    settings,
    sites,
    versions,
    viewer,
)

app_name = "console"

outside = [
    path("language/", set_language, name="set_language"),
    path("choose/", public.choose, name="choose_tenant"),
    path("invitation/<str:token>/", public.invitation, name="invitation"),
    path("about/ai/", public.about_ai, name="about_ai"),
    path("about/ai/<str:public_id>/", public.about_tenant, name="about_tenant"),
]

asking = [
    path("chat/", chat.chat, name="chat"),
    path("chat/ask/", chat.ask, name="ask"),
    path("chat/all/", log.log, name="log"),
    path("chat/all/<uuid:conversation_id>/", log.logged, name="logged"),
    path("chat/turns/<uuid:turn_id>/", chat.resumed, name="resumed"),
    path("chat/turns/<uuid:turn_id>/rate/", ratings.rate, name="rate"),
    path("chat/turns/<uuid:turn_id>/wish/", ratings.wish, name="wish"),
    path("chat/turns/<uuid:turn_id>/correct/", ratings.correct, name="correct"),
    path("chat/notices/<uuid:notice_id>/accept/", chat.accept_notice, name="accept_notice"),
    path("chat/<uuid:conversation_id>/", chat.conversation, name="conversation"),
    path("chat/<uuid:conversation_id>/forget/<slug:name>/", chat.forget, name="forget_said"),
    path("chat/<uuid:conversation_id>/delete/", chat.delete_conversation, name="delete_conversation"),
    path("documents/<uuid:document_id>/", viewer.document, name="document"),
    path("documents/<uuid:document_id>/renditions/", renditions.renditions, name="renditions"),
    path("documents/renditions/<uuid:rendition_id>/", renditions.rendition, name="rendition"),
    path(
        "documents/renditions/<uuid:rendition_id>/<slug:kind>", renditions.rendition_download, name="rendition_download"
    ),
    path("documents/renditions/<uuid:rendition_id>/delete/", renditions.delete_rendition, name="delete_rendition"),
    path("documents/versions/<uuid:version_id>/pages/<int:number>.jpg", viewer.page_image, name="page_image"),
    path("documents/versions/<uuid:version_id>/original/", viewer.original, name="original"),
]

making = [
    path("bots/", bots.bots, name="bots"),
    path("bots/new/", bots.new_bot, name="new_bot"),
    path("bots/suggest/", bots.suggest, name="suggest"),
    path("bots/tests/<uuid:turn_id>/", bots.tested, name="tested"),
    path("bots/sites/", sites.sites, name="sites"),
    path("bots/sites/new/", sites.new_site, name="new_site"),
    path("bots/sites/<uuid:site_id>/", sites.site, name="site"),
    path("bots/sites/<uuid:site_id>/secret/", sites.site_secret, name="site_secret"),
    path("bots/sites/<uuid:site_id>/delete/", sites.delete_site, name="delete_site"),
    path("bots/<slug:slug>/", bots.bot, name="bot"),
    path("bots/<slug:slug>/versions/", bots.versions, name="versions"),
    path("bots/<slug:slug>/versions/<int:version>/restore/", bots.roll_back, name="roll_back"),
    path("bots/<slug:slug>/switch/<slug:to>/", bots.switch, name="switch"),
]

knowing = [
    path("knowledge/", bases.bases, name="bases"),
    path("knowledge/new/", bases.new_base, name="new_base"),
    path("knowledge/<uuid:base_id>/", documents.base, name="base"),
    path("knowledge/<uuid:base_id>/upload/", documents.upload, name="upload"),
    path("knowledge/<uuid:base_id>/search/", bases.hit_test, name="hit_test"),
    path("knowledge/<uuid:base_id>/settings/", bases.base_settings, name="base_settings"),
    path("knowledge/<uuid:base_id>/delete/", bases.delete_base, name="delete_base"),
    path("knowledge/documents/<uuid:document_id>/", documents.manage, name="manage_document"),
    path("knowledge/documents/<uuid:document_id>/row/", documents.document_row, name="document_row"),
    path("knowledge/documents/<uuid:document_id>/versions/", documents.add_version, name="add_version"),
    path(
        "knowledge/documents/<uuid:document_id>/versions/<uuid:version_id>/validity/",
        documents.set_validity,
        name="set_validity",
    ),
    path("knowledge/documents/<uuid:document_id>/reach/", reach.reach, name="reach"),
    path(
        "knowledge/documents/<uuid:document_id>/versions/<uuid:version_id>/restore/",
        versions.restore_version,
        name="restore_version",
    ),
    path(
        "knowledge/documents/<uuid:document_id>/versions/<uuid:version_id>/copy/",
        versions.keep_copy,
        name="keep_copy",
    ),
    path("knowledge/documents/<uuid:document_id>/compare/", versions.compare, name="compare"),
    path("knowledge/documents/<uuid:document_id>/care/", versions.set_care, name="set_care"),
    path("knowledge/<uuid:base_id>/overlaps/", overlaps.overlaps, name="overlaps"),
    path("knowledge/<uuid:base_id>/overlaps/<uuid:overlap_id>/keep/", overlaps.keep_overlap, name="keep_overlap"),
    path(
        "knowledge/<uuid:base_id>/overlaps/<uuid:overlap_id>/supersede/",
        overlaps.supersede_overlap,
        name="supersede_overlap",
    ),
    path("knowledge/<uuid:base_id>/overlaps/<uuid:overlap_id>/scope/", overlaps.scope_overlap, name="scope_overlap"),
    path("knowledge/<uuid:base_id>/overlaps/<uuid:overlap_id>/reopen/", overlaps.reopen_overlap, name="reopen_overlap"),
    path("knowledge/documents/<uuid:document_id>/retry/", documents.retry, name="retry"),
    path("knowledge/documents/<uuid:document_id>/delete/", documents.delete, name="delete_document"),
    path("knowledge/passages/<uuid:passage_id>/switch/", documents.switch_passage, name="switch_passage"),
]

mending = [
    path("knowledge/questions/", clusters.clusters, name="clusters"),
    path("knowledge/questions/<uuid:cluster_id>/", clusters.cluster, name="cluster"),
    path("knowledge/questions/<uuid:cluster_id>/propose/", clusters.propose_answer, name="propose_answer"),
    path("knowledge/questions/<uuid:cluster_id>/try/", clusters.try_cluster, name="try_cluster"),
    path("knowledge/questions/<uuid:cluster_id>/save/", clusters.save_draft, name="save_draft"),
    path("knowledge/questions/<uuid:cluster_id>/settle/", clusters.settle_cluster, name="settle_cluster"),
    path("knowledge/questions/<uuid:cluster_id>/refuse/", clusters.refuse_cluster, name="refuse_cluster"),
    path("knowledge/questions/drafts/<uuid:draft_id>/approve/", clusters.approve_draft, name="approve_draft"),
    path("knowledge/questions/drafts/<uuid:draft_id>/return/", clusters.return_draft, name="return_draft"),
    path("knowledge/cases/", cases.cases, name="cases"),
    path("knowledge/cases/run/", cases.run_cases, name="run_cases"),
    path("knowledge/cases/<uuid:case_id>/", cases.case, name="case"),
    path("knowledge/cases/<uuid:case_id>/delete/", cases.delete_case, name="delete_case"),
    path("knowledge/figures/", figures.figures, name="figures"),
    path("knowledge/figures.csv", figures.figures_csv, name="figures_csv"),
]

pairing = [
    path("knowledge/<uuid:base_id>/pairs/", pairs.pairs, name="pairs"),
    path("knowledge/<uuid:base_id>/pairs/new/", pairs.new_pair, name="new_pair"),
    path("knowledge/<uuid:base_id>/pairs/settle/", pairs.settle_pairs, name="settle_pairs"),
    path("knowledge/<uuid:base_id>/pairs/threshold/", pairs.direct_threshold, name="direct_threshold"),
    path("knowledge/<uuid:base_id>/pairs/import/", pair_sheets.new_import, name="new_import"),
    path("knowledge/<uuid:base_id>/pairs/export/<slug:kind>/", pair_sheets.export_pairs, name="export_pairs"),
    path("knowledge/pairs/imports/<uuid:import_id>/", pair_sheets.pair_import, name="pair_import"),
    path("knowledge/pairs/imports/<uuid:import_id>/drop/", pair_sheets.drop_import, name="drop_import"),
    path("knowledge/pairs/<uuid:pair_id>/", pairs.pair, name="pair"),
    path("knowledge/pairs/<uuid:pair_id>/approve/", pairs.approve_pair, name="approve_pair"),
    path("knowledge/pairs/<uuid:pair_id>/delete/", pairs.delete_pair, name="delete_pair"),
    path("knowledge/pairs/<uuid:pair_id>/versions/<int:version>/restore/", pairs.roll_back_pair, name="roll_back_pair"),
]

running = [
    path("models/", models.models, name="models"),
    path("models/new/", models.new_model, name="new_model"),
    path("models/local/", models.local_model, name="local_model"),
    path("models/usage/", models.usage, name="usage"),
    path("models/routes/", routes.routes, name="routes"),
    path("models/routes/new/", routes.route, name="new_route"),
    path("models/routes/<uuid:route_id>/", routes.route, name="route"),
    path("models/routes/<uuid:route_id>/delete/", routes.delete_route, name="delete_route"),
    path("models/<uuid:card_id>/", models.model, name="model"),
    path("models/<uuid:card_id>/probe/", models.probe, name="probe"),
    path("models/<uuid:card_id>/probe/progress/", models.probe_progress, name="probe_progress"),
    path("models/<uuid:card_id>/switch/", models.switch_model, name="switch_model"),
    path("models/<uuid:card_id>/delete/", models.delete_model, name="delete_model"),
]

people = [
    path("members/", members.members, name="members"),
    path("members/invite/", members.invite, name="invite"),
    path("members/invitations/<uuid:invitation_id>/revoke/", members.revoke_invitation, name="revoke_invitation"),
    path("members/groups/", groups.groups, name="groups"),
    path("members/groups/<uuid:group_id>/rename/", groups.rename_group, name="rename_group"),
    path("members/groups/<uuid:group_id>/delete/", groups.delete_group, name="delete_group"),
    path("members/keys/", keys.keys, name="keys"),
    path("members/keys/new/", keys.new_key, name="new_key"),
    path("members/keys/<uuid:key_id>/revoke/", keys.revoke_key, name="revoke_key"),
    path("members/<uuid:member_id>/", members.member, name="member"),
    path("members/<uuid:member_id>/suspend/", members.suspend, name="suspend_member"),
    path("members/<uuid:member_id>/restore/", members.restore, name="restore_member"),
    path("members/<uuid:member_id>/remove/", members.remove, name="remove_member"),
]

complying = [
    path("compliance/", audit.compliance, name="compliance"),
    path("compliance/audit/", audit.audit, name="audit"),
    path("compliance/audit/verify/", audit.verify, name="verify"),
    path("compliance/turns/<uuid:turn_id>/", audit.turn, name="turn"),
    path("compliance/notices/", notices.notices, name="notices"),
    path("compliance/notices/standard/", notices.standard_notices, name="standard_notices"),
    path("compliance/notices/<slug:purpose>/<slug:language>/", notices.notice, name="notice"),
    path("compliance/moderation/", moderation.moderation, name="moderation"),
    path("compliance/moderation/try/", moderation.try_text, name="try_text"),
    path("compliance/moderation/entries/<uuid:entry_id>/remove/", moderation.remove_entry, name="remove_entry"),
    path("compliance/moderation/policies/new/", moderation.policy, name="new_policy"),
    path("compliance/moderation/policies/<uuid:policy_id>/", moderation.policy, name="policy"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("palette/", home.palette, name="palette"),
    path("settings/", settings.settings, name="settings"),
    path("settings/consent/<slug:purpose>/", settings.decide, name="decide"),
    *outside,
    *asking,
    *making,
    *knowing,
    *mending,
    *pairing,
    *running,
    *people,
    *complying,
]
