"""Log lines of a command: level and format for people or for machines."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

from flows.secrets import redact, redact_all

LEVELS = ("debug", "info", "warning", "error")
Format = Literal["text", "json"]
PACKAGES = ("flows", "translate", "normalize")
READERS = ("pypdf", "fontTools", "openpyxl", "charset_normalizer")
"""Libraries that warn of damage in a source, which a reject tells."""


class TextLines(logging.Formatter):
    """A line for people, without secrets of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return redact(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, logger, message, and the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(redact_all(line), ensure_ascii=False)


def log_to_stderr(level: str = "warning", form: Format = "text") -> None:
    """Send what tolmach's modules log to standard error.

    Args:
        level: one of `LEVELS`; what is less important is left out.
        form: text, a line for people, or json.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines("tolmach: %(message)s"))
    for name in PACKAGES:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level.upper())
    for name in READERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
