from datetime import timedelta
from typing import get_args

from consent.types import ASK_AGAIN_AFTER, LANGUAGES, OPTIONAL, PURPOSES, Language, Purpose


def test_the_lists_name_every_purpose_and_language_once():
    assert get_args(Purpose) == PURPOSES
    assert get_args(Language) == LANGUAGES


def test_the_service_itself_is_not_optional():
    assert set(PURPOSES) - set(OPTIONAL) == {"service"}


def test_nobody_is_asked_again_within_thirty_days():
    assert timedelta(days=30) == ASK_AGAIN_AFTER
