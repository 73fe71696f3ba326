"""Lists without a sentence around them: яблоки/груши/сливы, (да/нет/не знаю), [кошки] [собаки], Состав: мука, сахар, соль.

Models skip members, or take two for one. Members between strokes and brackets are translated one by one at once, and so are
those between commas where the lexicon has them all; others, and those inside a sentence, where a member is missing afterwards.
"""

import re
from collections.abc import Sequence
from typing import Final

from normalize.morphology.dictionary import first_reading
from translate.lexicon import word_in_english
from translate.resources import word_lists

_WORD: Final = r"[^\W\d_]{2,}(?:-[^\W\d_]+)*\.?"
_PHRASE: Final = rf"{_WORD}(?:\s[^\W\d_]+(?:-[^\W\d_]+)*){{0,3}}"
_SIDES: Final = r"[«\"“„»”(\[\])]*"
_STROKES: Final = re.compile(
    rf"{_SIDES}{_PHRASE}{_SIDES}(?:\s+/\s+{_SIDES}{_PHRASE}{_SIDES})+[.?!…:;]?"  # чёрный чай / кофе с молоком
    rf"|{_SIDES}{_WORD}{_SIDES}(?:/{_SIDES}{_WORD}{_SIDES})+[.?!…:;]?"  # чай/кофе
    rf"|{_WORD}(?:/{_WORD})+/(?:не\s)?{_WORD}(?:\s[^\W\d_]{{4,}})?"  # да/нет/затрудняюсь ответить
)
_BRACKETS: Final = re.compile(rf"\[{_PHRASE}\](?:\s*\[{_PHRASE}\])+")
_WORDS: Final = re.compile(rf"(?:[^,;:/]{{1,60}}:\s)?{_WORD}(?:[,;]\s{_WORD})+[.…;]?")  # Состав: мука, сахар, соль
_LISTED: Final = re.compile(rf"{_WORD}(?=[,;.…]|$)")
_LEAST_MEMBERS: Final = 3
_NAMING: Final = frozenset({"NOUN", "ADJF"})
_END_GROUP: Final = re.compile(rf"\s(?P<group>[(\[]{_WORD}(?:\s?/\s?{_PHRASE})+[)\]])(?=[.?!…:;]?$)")
_COMMAS: Final = re.compile(
    rf"(?:[^,;:]{{1,60}}:\s)?{_PHRASE}(?:\s*[,;]\s+{_PHRASE}){{1,40}}[,;]\s+{_PHRASE}(?:\s+и\s+{_PHRASE})?[.…;]?"
)
_GROUP: Final = re.compile(rf"(?<![\w/.]){_WORD}(?:/{_WORD})+(?![\w/])")
_CUT: Final = re.compile(r"\s*/\s*|\]\s*\[|[(\[]|[)\]]")
_CUT_COMMAS: Final = re.compile(r"\s*[/,;]\s*|\]\s*\[|[(\[]|[)\]]|(?<=:)\s+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile("[а-яёА-ЯЁ]")
_AND: Final = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
_LONGEST: Final = 400
"""Characters of what can be a list; longer texts are prose."""


def list_cuts(text: str) -> list[tuple[int, int]]:
    """Offsets of what separates the members, where the text, or a group in brackets at its end, is a list for sure."""
    if len(text) > _LONGEST or not _CYRILLIC.search(text):
        return []
    if _WORDS.fullmatch(text) and _are_entries(_LISTED.findall(text)):
        return [match.span() for match in _CUT_COMMAS.finditer(text)]
    if "/" not in text and "[" not in text:
        return []
    if _STROKES.fullmatch(text) or _BRACKETS.fullmatch(text):
        return [match.span() for match in _CUT.finditer(text)]
    group = _END_GROUP.search(text)
    return [match.span() for match in _CUT.finditer(text, group.start("group"))] if group else []


def _are_entries(words: Sequence[str]) -> bool:
    """Whether the lexicon has every one of several words as a thing or a quality, which needs no sentence around it; no names."""
    if len(words) < _LEAST_MEMBERS or not all(word.islower() for word in words[1:]):
        return False
    return all(first_reading(word) & _NAMING and word_in_english(word) for word in words)


def member_cuts(text: str) -> list[tuple[int, int]]:
    """Offsets of every stroke, bracket, comma and semicolon that may separate members."""
    return [match.span() for match in _CUT_COMMAS.finditer(text)] if len(text) <= _LONGEST else []


def has_lost_members(source: str, target: str) -> bool:
    """Whether a list, or a group between strokes inside a sentence, has fewer separators in its translation."""
    if len(source) > _LONGEST or not ("/" in source or "," in source or ";" in source):
        return False
    n_strokes = sum(match.group().count("/") for match in _GROUP.finditer(source))
    n_and = len(_AND.findall(target))
    if n_strokes and _CYRILLIC.search(source) and target.count("/") + n_and < n_strokes:
        return True
    if not _COMMAS.fullmatch(source) or _has_grammar(source):
        return False
    wanted = source.count(",") + source.count(";") + source.count(" и ")
    return target.count(",") + target.count(";") + n_and < wanted


def _has_grammar(text: str) -> bool:
    """Whether words of grammar other than "и" make it a sentence: Если бы мы знали, то, наверное, уже бы исправили."""
    words = word_lists("translate.segment", "function_words.tsv")["ru"]
    return any(word != "и" and word in words for word in _LETTERS.findall(text.lower()))
