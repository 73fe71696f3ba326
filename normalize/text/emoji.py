"""Emoji, pictographs and flags: models drop them or make letters of them."""

import re
from typing import Final

PICTOGRAPH: Final = (
    r"(?:[0-9#*]\ufe0f?\u20e3|(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\u203c\u2049]"
    r"|[\u2190-\u21ff\u25a0-\u25ff](?=\ufe0f))[\ufe0e\ufe0f\u200d\U000e0020-\U000e007f]*)"
)
"""A regular expression for one of them, or a part of one that is put together (a flag is two letters)."""

RUN: Final = re.compile(rf"{PICTOGRAPH}(?:\s*{PICTOGRAPH})*")
"""Several in a row."""
