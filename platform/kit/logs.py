"""Write log lines as JSON with request and turn ids, and keep personal text out of them."""

from typing import Any

import structlog
from structlog.contextvars import merge_contextvars

from kit.personal import scrub


def scrub_values(logger: Any, method: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Mask what looks like a phone number, an identity number or an address, should one slip into a line."""
    return {key: scrub(value) if isinstance(value, str) else value for key, value in event.items()}


SHARED: list[structlog.types.Processor] = [
    merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    scrub_values,
]


def logging_config(level: str) -> dict[str, Any]:
    """The LOGGING dictionary: one JSON line each on stderr."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        "foreign_pre_chain": SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "httpx": {"level": "WARNING"},
            "uvicorn.access": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
        },
    }


def configure() -> None:
    """Point structlog at the standard library's handlers."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
