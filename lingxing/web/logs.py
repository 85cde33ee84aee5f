"""Logs: one JSON object a line while serving, plain lines for commands."""

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS


def logging_configuration(level: str, *, structured: bool) -> dict[str, Any]:
    """Return the configuration for logging.config.dictConfig; a service logs to standard output,
    a command to standard error, so that its output stays clean."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "{asctime} {levelname} {name} {message}",
                "style": "{",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                "json_ensure_ascii": False,
                "reserved_attrs": [*RESERVED_ATTRS, "color_message"],
            },
            "plain": {"format": "{levelname} {name} {message}", "style": "{"},
        },
        "handlers": {
            "stream": {
                "class": "logging.StreamHandler",
                "formatter": "json" if structured else "plain",
                "stream": "ext://sys.stdout" if structured else "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stream"], "level": level.upper() if structured else "WARNING"},
        "loggers": {
            # They would repeat what lingxing.web logs about each request, with addresses of persons.
            "uvicorn.access": {"level": "CRITICAL"},
            "django.server": {"level": "CRITICAL"},
            "django.request": {"level": "ERROR"},
            "lingxing": {"level": level.upper() if structured else "WARNING"},
        },
    }
