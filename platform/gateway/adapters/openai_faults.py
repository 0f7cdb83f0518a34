"""Name what an OpenAI-compatible server did wrong, in our own words."""

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from gateway.errors import UpstreamBroken
from kit import clock

LONGEST_WAIT = 3600.0

_BY_STATUS = {
    401: "key_refused",
    403: "key_refused",
    404: "not_found",
    408: "no_first_byte",
    413: "context",
    429: "rate_limited",
}
# What the services write into `code`, `type` or `message`. The numbers are those of the hosted GLM service.
_BY_WORD = (
    ("quota", ("insufficient_quota", "insufficient_balance", "1113", "arrears", "余额")),
    ("filtered", ("content_filter", "contentfilter", "1301", "sensitive")),
    ("context", ("context_length", "maximum context", "context size", "exceed_context", "1261", "too long")),
    ("rate_limited", ("rate_limit", "1302", "1303", "1305", "overloaded")),
    ("key_refused", ("invalid_api_key", "1000", "1001", "1002", "1003", "1004")),
    ("not_found", ("model_not_found", "1211", "does not exist")),
)


def fault_of_response(status: int, headers: Mapping[str, str], body: bytes) -> UpstreamBroken:
    """The fault behind an answer that is not 200."""
    reason = _reason_of_error(_error_in(body)) or _BY_STATUS.get(status)
    if reason is None:
        reason = "server_error" if status >= 500 else "bad_request" if status >= 400 else "not_found"
    return UpstreamBroken(reason, http_status=status, retry_after=_seconds(headers.get("retry-after", "")))


def fault_of_error(error: object) -> UpstreamBroken:
    """The fault behind an `error` that arrives in the middle of a stream."""
    return UpstreamBroken(_reason_of_error(error) or "server_error")


def _error_in(body: bytes) -> object:
    try:
        parsed = json.loads(body)
    except ValueError:
        return None
    return parsed.get("error", parsed) if isinstance(parsed, dict) else None


def _reason_of_error(error: object) -> str | None:
    """The words of the error itself, which say more than the status: 400 and 429 mean many things."""
    fields: dict[str, Any] = error if isinstance(error, dict) else {"message": error}
    code, text = str(fields.get("code", "")), f"{fields.get('type', '')} {fields.get('message', '')}".lower()
    for reason, words in _BY_WORD:
        for word in words:
            if (code == word) if word.isdigit() else (word in code.lower() or word in text):
                return reason
    return None


def _seconds(value: str) -> float | None:
    """`Retry-After` in either of its forms, within reason."""
    if value.strip().isdigit():
        return min(float(value), LONGEST_WAIT)
    try:
        wait = (parsedate_to_datetime(value) - clock.now()).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(wait, 0.0), LONGEST_WAIT)
