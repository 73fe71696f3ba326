"""Acronyms written out in full, in the case and number that the words beside them ask for."""

import functools
import re
from collections.abc import Sequence
from typing import Any

from normalize.words import analyzer
from translate.prepare.acronyms import Found, governors

_AND = re.compile(r"\s?(?:,|и|или|,? а также)\s")
_LAST_WORD = re.compile(r"([А-Яа-яё]+)\s\Z")
_HEAD_WITHIN = 5
"""Words at the beginning of a name in full among which its head is."""


def write_out(text: str, found: Sequence[Found]) -> str:
    """The text with acronyms in full, in the case and number that the words beside them ask for."""
    parts: list[str] = []
    last = 0
    case = "nomn"
    for one in found:
        between = text[last : one.start]
        case = case if parts and _AND.fullmatch(between) else _case(text[: one.start])
        full = one.surface if one.name or not one.full else _inflected(one.full, case, one.plural)
        if not text[: one.start].strip(' «"(—–-'):
            full = full[0].upper() + full[1:]
        parts += [between, full]
        last = one.end
    return "".join([*parts, text[last:]])


def _case(before: str) -> str:
    """The case in which what follows is to stand: by the preposition before it, after a noun the genitive."""
    match = _LAST_WORD.search(before)
    if match is None:
        return "nomn"
    word = match.group(1).lower()
    if word in governors():
        return governors()[word]
    best = analyzer().parse(word)[0]
    if best.tag.POS == "NOUN":
        return "gent"
    return str(best.tag.case or "nomn") if best.tag.POS in {"ADJF", "PRTF"} else _object_case(best)


def _object_case(word: Any) -> str:
    """After a transitive verb the accusative."""
    return "accs" if word.tag.POS in {"VERB", "INFN", "GRND"} and "tran" in word.tag else "nomn"


@functools.lru_cache(maxsize=5000)
def _inflected(phrase: str, case: str, many: bool) -> str:
    """The head noun of a phrase in the nominative and the adjectives before it in another case or number."""
    words = phrase.split(" ")
    head = next((i for i, word in enumerate(words[:_HEAD_WITHIN]) if _is_head(word)), None)
    noun = None if head is None else _reading(words[head], "NOUN")
    if head is None or noun is None or (case == "nomn" and not many):
        return phrase
    number = "plur" if many else str(noun.tag.number)
    for i in range(head + 1):
        reading = noun if i == head else _reading(words[i], "ADJF") or _reading(words[i], "PRTF")
        asked = {case, number}
        if i < head and number == "sing" and noun.tag.gender:
            asked.add(str(noun.tag.gender))
        form = reading and (reading.inflect(asked | {"inan"} if i < head and case == "accs" else asked))
        if form:
            words[i] = form.word.capitalize() if words[i][0].isupper() else form.word
    return " ".join(words)


def _is_head(word: str) -> bool:
    return _reading(word, "NOUN") is not None and _reading(word, "ADJF") is None


def _reading(word: str, part_of_speech: str) -> Any:
    """The nominative reading of a word as a part of speech; None if it has none."""
    readings = analyzer().parse(word.lower())
    return next((r for r in readings if part_of_speech == r.tag.POS and r.tag.case == "nomn"), None)
