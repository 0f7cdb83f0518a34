"""Everything that reads bots, conversations and turns."""

from chat.selectors.bots import bot, bot_by_id, bot_versions, bots
from chat.selectors.conversations import all_conversations, conversation, conversations, logged_conversation
from chat.selectors.records import logged_turn, turn_record
from chat.selectors.rendition_files import grouped, heading_text, rendition_file
from chat.selectors.renditions import rendition, renditions
from chat.selectors.sites import public_id_of, site, site_secret, sites
from chat.selectors.sources import turn_source
from chat.selectors.suggestions import suggest_questions
from chat.selectors.templates import templates

__all__ = [
    "all_conversations",
    "bot",
    "bot_by_id",
    "bot_versions",
    "bots",
    "conversation",
    "conversations",
    "grouped",
    "heading_text",
    "logged_conversation",
    "logged_turn",
    "public_id_of",
    "rendition",
    "rendition_file",
    "renditions",
    "site",
    "site_secret",
    "sites",
    "suggest_questions",
    "templates",
    "turn_record",
    "turn_source",
]
