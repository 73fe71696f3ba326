"""Checks of a translation against its source. Each tells one thing that went wrong; together they give the reason.

A check is a named function `(source, target, context) -> bool`, true when something is wrong; `CHECKS` is the table of
them, and a further one is one more line. They are made to leave good translations alone: on the human references of
news test sets each complains about 1 % of the lines at most (`bench/quality.py` prints the rates).
"""

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from normalize.text.script import has_cyrillic
from normalize.text.verbatim import find_entities, mask_entities
from normalize.transliteration.letters import romanized
from translate.numbers.compare import changed_numbers
from translate.numbers.units import lost_units, made_up_units
from translate.prepare.abbreviations import expand
from translate.prepare.lists import has_lost_members
from translate.prepare.markup import same_markup, without_markup
from translate.prepare.placeholders import identifiers, mask_identifiers

CYRILLIC_LANGUAGES: Final = frozenset({"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"})
CJK_LANGUAGES: Final = frozenset({"zh", "zt", "ja", "ko"})

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CHARACTER_LOOP = re.compile(r"(\S{1,6}?)\1{5,}|([^\W\d_])\2{4,}")
_LATIN_WORD = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z0-9]+(?:[-&.'’][A-Za-z0-9]+)*(?!\w)")
DOUBLED = re.compile(r"\b(?P<word>[^\W\d_]{4,}?)(?:'?s|’s)? of (?:the |a |an )?(?P=word)(?:'?s|’s)?\b", re.IGNORECASE)
_DOUBLED_SOURCE = re.compile(r"\b(\w{3,})\w{0,3}\s+\1\w{0,3}\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_PLACEHOLDER = re.compile(
    r"[(\[<{](?:PERSON|NAME|LOCATION|ORGANI[SZ]ATION|DATE|NUMBER|TITLE|URL|EMAIL|unk)[)\]>}]|⁇"
    r"|\{\{?\w*\}\}?|\$\{\w+\}|(?<!\d)%(?:\d\$)?[sd]\b|</?[a-z]{1,6}/?>|&[a-z]{2,6};|[(\[](?i:name)[)\]]"
)

# Gale & Church (1993), "A program for aligning sentences in bilingual corpora": the length of a translation is normally
# distributed around c times the length of the source with variance s2 times that length. c and s2 are fitted on
# newstest2020 ru-en (characters); a translation further off than _LENGTH_SIGMAS standard deviations is an outlier.
_LENGTH_RATIO: Final = 1.06
_LENGTH_VARIANCE: Final = 4.0
_LENGTH_SIGMAS: Final = 4.5
_LENGTH_SLACK: Final = 12

# English has articles and more prepositions than Slavic languages: on newstest2020 no translation by a person has less than
# 0.85 words for each source word of three letters or more. Short names may shrink (Министерство внутренних дел).
_WORDS_KEPT: Final = 0.8
_WORDS_SLACK: Final = 2

_MAX_NGRAM: Final = 6
_LOOP_REPEATS: Final = 3
_SHARE_WORDS: Final = 16
_LOOP_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know besides the two texts.

    Attributes:
        source_lang: BCP 47 code translated from.
        target_lang: BCP 47 code translated to.
        truncated: the engine says it stopped before the end.
    """

    source_lang: str = "ru"
    target_lang: str = "en"
    truncated: bool = False


Check = Callable[[str, str, Context], bool]


def is_empty(source: str, target: str, _context: Context) -> bool:
    """Whether nothing readable came out of something readable."""
    return bool(_LETTER.search(source)) and not _WORD.search(target)


def is_truncated(_source: str, _target: str, context: Context) -> bool:
    """Whether the engine stopped at its limit."""
    return context.truncated


def is_looped(source: str, target: str, _context: Context) -> bool:
    """Whether it says the same words over and over, more often than the source."""
    if _looping(target) and not _looping(source):
        return True
    words = _WORD.findall(target.lower())
    if len(words) < _SHARE_WORDS:
        return False
    return _repeated_share(words) > _LOOP_SHARE + _repeated_share(_WORD.findall(source.lower()))


def is_copied(source: str, target: str, context: Context) -> bool:
    """Whether Cyrillic is left in a language that has none, or the source given back as it was."""
    source, target = without_markup(source), without_markup(target)
    cyrillic = has_cyrillic(mask_entities(target)) if has_cyrillic(target) else None
    if context.target_lang not in CYRILLIC_LANGUAGES and cyrillic:
        return True
    words = _WORD.findall(source.lower())
    return (
        len(words) >= _LOOP_REPEATS and words == _WORD.findall(target.lower()) and not mask_entities(source).isascii()
    )


def is_length_outlier(source: str, target: str, context: Context) -> bool:
    """Whether it is far too short or too long, in characters or in words."""
    if context.source_lang in CJK_LANGUAGES or context.target_lang in CJK_LANGUAGES:
        return False
    if context.source_lang in CYRILLIC_LANGUAGES and context.target_lang not in CYRILLIC_LANGUAGES:
        n_words = sum(len(word) > 2 for word in _WORD.findall(source))
        if len(_WORD.findall(target)) < _WORDS_KEPT * n_words - _WORDS_SLACK:
            return True
    n_source, n_target = len(source.strip()), len(target.strip())
    deviation = abs(n_target - _LENGTH_RATIO * n_source) - _LENGTH_SLACK
    return deviation > _LENGTH_SIGMAS * math.sqrt(_LENGTH_VARIANCE * max(n_source, 1))


def has_changed_numbers(source: str, target: str, context: Context) -> bool:
    """Whether a number was lost, changed or made up."""
    source, target = quantities_only(source, target, context.source_lang)
    return bool(changed_numbers(source, target, context.source_lang, context.target_lang))


def quantities_only(source: str, target: str, source_lang: str) -> tuple[str, str]:
    """Source and translation without the numbers that are no quantities, abbreviations of the source written out (12 т.р.)."""
    if not any(c.isdigit() for c in source):
        return source, mask_entities(target)
    source, target = mask_identifiers(source, target)
    return mask_entities(expand(source) if source_lang == "ru" else source), mask_entities(target)


def has_changed_units(source: str, target: str, context: Context) -> bool:
    """Whether a unit of measure or a currency beside a number was lost or made up."""
    if (context.source_lang, context.target_lang) != ("ru", "en"):
        return False
    if not any(c.isdigit() for c in source):
        return False
    source, target = quantities_only(source, target, context.source_lang)
    return bool(lost_units(source, target) or made_up_units(source, target))


def has_changed_entities(source: str, target: str, _context: Context) -> bool:
    """Whether an address, handle, hashtag, e-mail, identifier, placeholder or tag was lost, changed or made up.

    Cyrillic addresses and identifiers may be romanised.
    """
    if not same_markup(source, target):
        return True
    source, target = without_markup(source), without_markup(target)
    if any(target.count(identifier) < n for identifier, n in identifiers(source).items()):
        return True
    wanted = Counter(_entities(source))
    if not wanted and not any(sign in target for sign in "@#/"):
        return False
    present = Counter(_entities(target))
    if not wanted:
        return any(entity.startswith(("http", "www.", "@")) for entity in present)
    return any(
        present[entity] + present[romanized(entity)] * (not entity.isascii()) < n for entity, n in wanted.items()
    )


def has_lost_latin(source: str, target: str, context: Context) -> bool:
    """Whether a word that was in Latin letters already (SpaceX, HQ-9B, Telegram) is gone; only asked where scripts differ."""
    return context.source_lang in CYRILLIC_LANGUAGES and bool(lost_latin(source, target))


def lost_latin(source: str, target: str) -> list[str]:
    """The Latin words of a Cyrillic text that its translation has not."""
    if not _LATIN_WORD.search(source := without_markup(source)):
        return []
    there = re.sub(r"\W", "", target.casefold())
    words = _LATIN_WORD.findall(mask_entities(source))
    return [word for word in words if re.sub(r"\W", "", word.casefold()) not in there]


def is_doubled(source: str, target: str, context: Context) -> bool:
    """Whether the same word stands before and after "of" (the head of the head of the department), and nothing like it in the source.

    Neither human reference of the news test set has one.
    """
    if not DOUBLED.search(target) or _DOUBLED_SOURCE.search(source):
        return False
    return not is_looped(source, target, context)


def has_made_up_placeholder(source: str, target: str, _context: Context) -> bool:
    """Whether it has a placeholder of the model's training texts, (PERSON), <unk> or [NAME], that the source has not."""
    there = source.casefold()
    return any(found.casefold() not in there for found in _PLACEHOLDER.findall(target))


CHECKS: Final[dict[str, Check]] = {
    "empty": is_empty,
    "truncated": is_truncated,
    "looped": is_looped,
    "copied": is_copied,
    "length": is_length_outlier,
    "entities": has_changed_entities,
    "latin": has_lost_latin,
    "placeholders": has_made_up_placeholder,
    "numbers": has_changed_numbers,
    "units": has_changed_units,
    "doubled": is_doubled,
    "members": lambda source, target, _: has_lost_members(source, target),
}
"""Checks by reason code, gravest first."""

TERMS: Final = "terms"
"""Problem code: a term of the user's glossary is not in the English; told by the terms put in, not by a check of two texts."""

UNUSABLE: Final = frozenset({"empty", "looped"})
"""With one of these a text tells the reader less than its romanisation."""


def find_problems(source: str, target: str, context: Context) -> tuple[str, ...]:
    """Codes of all checks that complain, in the order of `CHECKS`; an empty translation has no other problem."""
    if is_empty(source, target, context):
        return ("empty",)
    return tuple(code for code, check in CHECKS.items() if check(source, target, context))


def _entities(text: str) -> list[str]:
    return [text[start:end].casefold() for start, end in find_entities(text)]


def _looping(text: str) -> bool:
    loop = _CHARACTER_LOOP.search(text)
    if loop and _LETTER.search(loop.group()):
        return True
    words = _WORD.findall(text.lower())
    for n in range(1, _MAX_NGRAM + 1):
        repeats = _LOOP_REPEATS + (n == 1)
        run = 1
        for i in range(n, len(words) - n + 1):
            if words[i] != words[i - n]:
                run = 1
                continue
            run += 1
            if run >= n * (repeats - 1) + 1 and not all(w.isdigit() for w in words[i - n + 1 : i + 1]):
                return True
    return False


def _repeated_share(words: list[str]) -> float:
    """Share of word trigrams that occurred before."""
    grams = list(zip(words, words[1:], words[2:], strict=False))
    return 1 - len(set(grams)) / len(grams) if grams else 0.0
