"""What chat records for the auditor."""

from audit.types import event

BOT_CREATED = event("chat.bot_created", says="The bot {bot} was made", keeps=("bot", "version"), retention="system")
BOT_SAVED = event(
    "chat.bot_saved",
    says="The bot {bot} was saved as version {version}",
    keeps=("bot", "version", "changed"),
    retention="system",
)
BOT_ROLLED_BACK = event(
    "chat.bot_rolled_back",
    says="The bot {bot} went back to version {restored}, saved as {version}",
    keeps=("bot", "version", "restored"),
    retention="system",
)
BOT_DELETED = event(
    "chat.bot_deleted",
    says="The bot {bot} was deleted with its conversations",
    keeps=("bot", "version"),
    retention="system",
)
BOT_PUBLISHED = event(
    "chat.bot_published", says="The bot {bot} was opened", keeps=("bot", "version"), retention="system"
)
BOT_UNPUBLISHED = event(
    "chat.bot_unpublished", says="The bot {bot} was closed", keeps=("bot", "version"), retention="system"
)
BOT_PAUSED = event(
    "chat.bot_paused", says="The bot {bot} was stopped at once", keeps=("bot", "version"), retention="security"
)
BOT_RESUMED = event(
    "chat.bot_resumed", says="The bot {bot} may answer again", keeps=("bot", "version"), retention="security"
)
CONVERSATION_DELETED = event(
    "chat.conversation_deleted",
    says="A conversation of {turns} turns was deleted",
    keeps=("conversation", "turns"),
    retention="content",
)
SUBJECT_ERASED = event(
    "chat.subject_erased",
    says="The texts of {turns} turns of a person were erased",
    keeps=("turns",),
    retention="content",
)
SAID_FORGOTTEN = event(
    "chat.said_forgotten",
    says="A person took back what he had said about himself: {attribute}",
    keeps=("conversation", "attribute"),
    retention="content",
)
TURN_OPENED = event(
    "chat.turn_opened",
    says="A question was asked of {bot}",
    keeps=("bot", "bot_version", "conversation", "channel", "test", "language"),
    retention="content",
)
TURN_CLOSED = event(
    "chat.turn_closed",
    says="The question ended as {outcome}",
    keeps=(
        "outcome",
        "reason",
        "category",
        "finish",
        "failure",
        "characters",
        "journaled",
        "basis",
        "sensitivity",
        "personal",
        "verdicts",
        "passages",
        "citations",
        "withheld",
        "narrowed_by",
        "asked_for",
        "parts",
        "decision",
        "versions",
        "label",
        "prompt_tokens",
        "completion_tokens",
        "timings",
    ),
    retention="content",
)
SITE_SAVED = event(
    "chat.site_saved",
    says="The site {site} of the bot {bot} was saved",
    keeps=("site", "bot", "origins"),
    retention="system",
)
SITE_DELETED = event("chat.site_deleted", says="The site {site} was removed", keeps=("site",), retention="system")
SITE_SECRET_MADE = event(
    "chat.site_secret_made", says="The site {site} got a new secret", keeps=("site",), retention="security"
)
RENDITION_ASKED = event(
    "chat.rendition_asked",
    says="A {kind} of {document} was asked for",
    keeps=("rendition", "kind", "document", "version", "language", "basis"),
    retention="content",
)
RENDITION_ENDED = event(
    "chat.rendition_ended",
    says="The {kind} ended as {state}",
    keeps=("rendition", "kind", "state", "problem", "parts", "kept_back", "model", "versions", "label"),
    retention="content",
)
RENDITION_DELETED = event(
    "chat.rendition_deleted", says="A {kind} was deleted", keeps=("rendition", "kind"), retention="content"
)
