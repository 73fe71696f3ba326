"""Subtitles (.srt, .vtt): cues joined into sentences, with the time of each paragraph's first cue."""

from __future__ import annotations

import re
from typing import Final

_TIMES: Final = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_NOTE: Final = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_ENDS: Final = re.compile(r"[.!?…][»\"”')\]]*$")
_PAUSE_SECONDS: Final = 4.0
"""A silence this long ends a sentence that no mark has ended: somebody else speaks, or the scene has changed."""


def read_subtitles(text: str) -> tuple[str, list[float]]:
    """Return the text, one sentence or speaker's turn a line, and the time in seconds at which each line begins.

    A sentence that runs through several cues is one line; a cue that says again what the last one said (rolling captions)
    is left out.
    """
    lines: list[str] = []
    times: list[float] = []
    last_end, last_words = -_PAUSE_SECONDS, ""
    for start, end, words in _cues(text):
        if words == last_words:
            last_end = end
            continue
        turn = words.startswith(("-", "–", "—", ">>"))
        goes_on = lines and not turn and not _ENDS.search(lines[-1]) and start - last_end < _PAUSE_SECONDS
        if goes_on:
            lines[-1] = f"{lines[-1]} {words}"
        else:
            lines.append(words)
            times.append(start)
        last_end, last_words = end, words
    return "\n".join(lines), times


def _cues(text: str) -> list[tuple[float, float, str]]:
    cues: list[tuple[float, float, str]] = []
    words: list[str] | None = None
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = raw.strip().lstrip("\ufeff")
        found = _TIMES.search(line)
        if found:
            numbers = [int(part or 0) for part in found.groups()]
            start, end = (_seconds(*numbers[at : at + 4]) for at in (0, 4))
            words = []
            cues.append((start, end, ""))
        elif not line:
            words = None
        elif words is not None and not _NOTE.match(line):
            words.append(_MARKUP.sub("", line).strip())
            cues[-1] = (*cues[-1][:2], " ".join(filter(None, words)))
    return [cue for cue in cues if cue[2]]


def _seconds(hours: int, minutes: int, seconds: int, thousandths: int) -> float:
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
