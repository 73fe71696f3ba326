"""What must come through a translation letter by letter: addresses, handles, hashtags, e-mail, telephone numbers, scores."""

import re
from collections.abc import Callable
from typing import Final

TOP_DOMAINS: Final = "com|org|net|info|gov|edu|int|io|me|tv|ru|su|рф|by|kz|ua|eu|uk|de|fr"
"""The commonest ends of host names, by which a name with a full stop (Lenta.ru) is known for one."""

_PATTERN: Final = re.compile(
    rf"""
    (?P<url>(?:https?|ftp)://[^\s<>«»"”]+ | www\.[^\s<>«»"”]+)
  | (?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<domain>(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:{TOP_DOMAINS})(?:/[^\s<>«»"”]*)?(?![\w-]))
  | (?P<handle>(?<![\w@])@\w{{2,}})
  | (?P<phone>(?<![\w.,-])(?:\+\d[\d\ ()–-]{{7,}}\d|\d{{1,4}}(?:[-–]\d{{2,4}}){{2,}})(?![\w-]))
  | (?P<score>\(\d+:\d+(?:,\ ?\d+:\d+)+(?=[\s,)]))
  | (?P<hashtag>(?<![\w#&])\#(?=\w*[^\W\d])\w{{2,}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HINT: Final = re.compile(
    r"[@#]|://|www\.|[\w-]\.\w|\+\d|\d[-–]\d|\(\d+:", re.IGNORECASE
)  # quick: without one of these there is nothing to find
_TRAILING: Final = ".,;:!?…)]}'’"


def find_entities(text: str) -> list[tuple[int, int]]:
    """Offsets of every address, e-mail, handle, hashtag, telephone number and score by periods, without the punctuation that follows it."""
    if not _HINT.search(text):
        return []
    found: list[tuple[int, int]] = []
    for match in _PATTERN.finditer(text):
        start, end = match.span()
        trailing = _TRAILING.replace(")", "") if "(" in match.group() else _TRAILING
        while end > start and text[end - 1] in trailing:
            end -= 1
        found.append((start, end))
    return found


def mask_entities(text: str, filler: str = " ") -> str:
    """`text` with `filler` in place of every entity."""
    parts: list[str] = []
    last = 0
    for start, end in find_entities(text):
        parts += [text[last:start], filler]
        last = end
    return "".join([*parts, text[last:]])


def romanize_hashtags(text: str, romanize: Callable[[str], str]) -> str:
    """`text` with its hashtags in Latin letters: models copy those and garble Cyrillic ones."""
    if "#" not in text:
        return text
    parts: list[str] = []
    last = 0
    for start, end in find_entities(text):
        entity = text[start:end]
        parts += [text[last:start], romanize(entity) if entity.startswith("#") else entity]
        last = end
    return "".join([*parts, text[last:]])
