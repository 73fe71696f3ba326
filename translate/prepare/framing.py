"""What stands around a text and is no business of the engine: bullets, emoji, time stamps, copyright marks, quotes around all.

Models drop them, double them or put quotes in their place. They are taken off, and put back after translation.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from normalize.resources import data_lines
from normalize.text.emoji import PICTOGRAPH
from translate.prepare.abbreviations import now_in_english, now_pattern

FUNCTION_WORDS: Final = "function_words_en.txt"

_BULLETS: Final = "•·▪▫●○◦‣∙■□►▶→➤✓✔★☆*>|"
_LEAD = re.compile(rf"(?:\s|[{re.escape(_BULLETS)}]|{PICTOGRAPH}|[–—-](?=\s)|»(?=\s))*")
_MOMENT = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2,4})?"
_STAMP = re.compile(
    rf"\[{_MOMENT}(?:[,|–—-]?\s+{_MOMENT})*\]:?\s*"
    rf"|{_MOMENT}(?:[,|–—-]?\s+{_MOMENT})*[,|–—-]?\s+(?=[^\W\d_]|[«\"“„])(?!(?:a|p)\.?m)"
)
_YEARS = r"(?:\d{4}(?:\s*[-–—]\s*\d{4})?)"
_COPYRIGHT = re.compile(rf"©\s*(?:{_YEARS}\s*[,.|–—-]?\s+)?(?=[^\W\d_]|[«\"“„])")
_COPYRIGHT_AFTER = re.compile(rf"[\s,|–—-]*©\s*{_YEARS}?\s*\.?$")
_TRAIL = re.compile(rf"(?:\s|[{re.escape(_BULLETS)}←]|{PICTOGRAPH}|(?<=\s)[»–—])*$")
_PAIRS: Final = {"«": "»", "“": "”", "„": "“", '"': '"', "(": ")", "[": "]"}
_PLAIN: Final = {"«": '"', "»": '"', "„": '"', "“": '"', "”": '"'}
_LONGEST_TRAIL: Final = 32
_TERMINAL: Final = ".!?…"
_CLOSING: Final = "»”\"')]"


@dataclass(frozen=True, slots=True)
class Framed:
    """A text without its frame; `lead + core + trail` is the text, but for plain quotes and "present" for "н.в."."""

    lead: str
    core: str
    trail: str


def split_frame(text: str) -> Framed:
    """Separate `text` from what stands around it; `core` is empty when nothing else is there."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    for pattern in (_STAMP, _period()):
        stamp = pattern.match(text, start)
        start = stamp.end() if stamp else start
    mark = _COPYRIGHT.match(text, start)
    start = mark.end() if mark else start
    end = len(text.rstrip())
    for pattern in (_TRAIL, _COPYRIGHT_AFTER):
        trail = pattern.search(text, max(start, end - _LONGEST_TRAIL), end)
        end = trail.start() if trail else end
    if start >= end:
        return Framed(text, "", "")
    head, core, tail = text[:start], text[start:end], text[end:]
    close = _PAIRS.get(core[0])
    if close and len(core) > 2 and core.endswith(close) and not any(sign in core[1:-1] for sign in (core[0], close)):
        head, tail = head + _PLAIN.get(core[0], core[0]), _PLAIN.get(close, close) + tail
        core = core[1:-1]
    return Framed(now_in_english(head), core, tail)


def same_ending(source: str, target: str) -> str:
    """`target` with the full stop, question or exclamation mark of the source, or without the stop it does not have."""
    mark = source.rstrip(_CLOSING)[-1:]
    if mark in _TERMINAL:
        return target + mark if mark and target[-1:].isalnum() and source.endswith(mark) else target
    if not target.endswith(".") or target.endswith(".."):
        return target
    last = target[:-1].split()[-1:] or [""]
    return target if "." in last[0] or len(last[0]) < 3 else target[:-1]  # U.S., Inc. keep theirs


def same_beginning(source: str, target: str) -> str:
    """`target` with a capital like the source, or in lower case like it if it begins with a function word."""
    if source[:1].isupper() and target.split(maxsplit=1)[:1] and target.split(maxsplit=1)[0].islower():
        return target[0].upper() + target[1:]
    if not source[:1].islower() or not target[:1].isupper():
        return target
    first = target.split(maxsplit=1)[0]
    return target[0].lower() + target[1:] if first.lower() in _function_words() else target


@cache
def _period() -> re.Pattern[str]:
    """Years before a name or a post: 2015 – 2018, 2015 – н.в."""
    return re.compile(rf"(?:19|20)\d\d\s*[–—-]\s*(?:(?:19|20)\d\d|{now_pattern()})[,.:]?\s+(?=[А-ЯЁA-Z«\"])")


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for _, line in data_lines("translate.prepare", FUNCTION_WORDS) for word in line.split())
