"""What stands around a text and is no business of the engine: bullets, dashes, arrows, the quotes around the whole.

Models drop them, double them or put quotes in their place. They are taken off, and put back after translation.
"""

import re
from dataclasses import dataclass
from typing import Final

_BULLETS: Final = "•·▪▫●○◦‣∙■□►▶→➤✓✔★☆*>|"
_LEAD = re.compile(rf"(?:\s|[{re.escape(_BULLETS)}]|[–—-](?=\s)|»(?=\s))*")
_TRAIL = re.compile(rf"(?:\s|[{re.escape(_BULLETS)}←]|(?<=\s)[»–—])*$")
_PAIRS: Final = {"«": "»", "“": "”", "„": "“", '"': '"', "(": ")", "[": "]"}
_PLAIN: Final = {"«": '"', "»": '"', "„": '"', "“": '"', "”": '"'}
_TERMINAL: Final = ".!?…"
_CLOSING: Final = "»”\"')]"


@dataclass(frozen=True, slots=True)
class Framed:
    """A text without its frame; `lead + core + trail` is the text, but for quotes made plain."""

    lead: str
    core: str
    trail: str


def take_off(text: str) -> Framed:
    """Separate `text` from what stands around it; `core` is empty when nothing else is there."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    trail = _TRAIL.search(text, start)
    end = trail.start() if trail else len(text)
    if start >= end:
        return Framed(text, "", "")
    head, core, tail = text[:start], text[start:end], text[end:]
    close = _PAIRS.get(core[0])
    if close and len(core) > 2 and core.endswith(close) and not any(sign in core[1:-1] for sign in (core[0], close)):
        head, tail = head + _PLAIN.get(core[0], core[0]), _PLAIN.get(close, close) + tail
        core = core[1:-1]
    return Framed(head, core, tail)


def same_ending(source: str, target: str) -> str:
    """`target` without a full stop that the source (a headline, a menu item) does not have."""
    if source.rstrip(_CLOSING)[-1:] in _TERMINAL or not target.endswith(".") or target.endswith(".."):
        return target
    last = target[:-1].split()[-1:] or [""]
    return target if "." in last[0] or len(last[0]) < 3 else target[:-1]  # U.S., Inc. keep theirs
