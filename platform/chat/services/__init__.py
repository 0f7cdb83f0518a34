"""Everything that changes bots, conversations and turns."""

from chat.services.bots import create_bot, delete_bot, pause_bot, publish_bot, roll_back_bot, save_bot
from chat.services.conversations import delete_conversation, erase_subject, follow_erasures
from chat.services.journal import beat
from chat.services.reaping import reap_expired
from chat.services.renditions import ask_rendition, delete_rendition
from chat.services.said import forget_said, note_said
from chat.services.signed import note_signed
from chat.services.sites import delete_site, make_site_secret, save_site
from chat.services.turns import CLOSED as TURN_CLOSED
from chat.services.turns import close_turn, label_turn, open_turn, touch

__all__ = [
    "TURN_CLOSED",
    "ask_rendition",
    "beat",
    "close_turn",
    "create_bot",
    "delete_bot",
    "delete_conversation",
    "delete_rendition",
    "delete_site",
    "erase_subject",
    "follow_erasures",
    "forget_said",
    "label_turn",
    "make_site_secret",
    "note_said",
    "note_signed",
    "open_turn",
    "pause_bot",
    "publish_bot",
    "reap_expired",
    "roll_back_bot",
    "save_bot",
    "save_site",
    "touch",
]
