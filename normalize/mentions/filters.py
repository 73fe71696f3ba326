"""Trim what a tagger found to the name itself, and say why something is not a name.

`trim` takes off quotation marks, articles, titles and possessives; `rejection` names the reason to drop what is left.
"""

import itertools
import re
import unicodedata

from normalize.gazetteer.word_lists import lists
from normalize.kinds import ORGANISATION, PERSON, PLACE, Found
from normalize.morphology.dictionary import base, first_reading, grammemes, is_common, is_verb
from normalize.morphology.lexicon import name_readings, noun_lemmas
from normalize.morphology.paradigms import readings
from normalize.ner.other_languages import DETECTOR as CAPITALS
from normalize.parse.person import is_slavic
from normalize.phonetics.readings import fold
from normalize.resources import once, read_rows
from normalize.text.verbatim import TOP_DOMAINS

_EDGE = " \t\r\n\u00a0\u200b\ufe0f\ufeff,;:!?‼⁉…|*•·#_=+~<>^/\\—–-«»“”„\"‘’'`()[]{}"
_OPENING = '«"„“'
_FRONT_ONLY = "."
_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.[\s-]*){1,4}")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’`´]s|(?<=s)['’])\Z", re.IGNORECASE)
_HYPHENATED_REST = re.compile(r"-([a-z]{2,4})(?![\w-])")
_ARTICLE = re.compile(r"\A(?:the|a|an|another|this|that|these|those|our|its|his|her|their|my|your)\s+", re.IGNORECASE)
_ABBREVIATION_END = re.compile(
    r"(?:\b[^\W\d_]\.|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|St|Bros|P\.?L\.?C|S\.?A))\.?\Z", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,100}@[\w-]+\.[\w.]+|(?<!\w)[@#][\w.]+"
    r"|(?<![\w.-])[\w-]{1,100}(?:\.[\w-]{1,100}){0,8}\.[a-zа-я]{2,6}/\S*",
    re.IGNORECASE,
)
"""A bare domain (Lenta.ru) is left alone: it is how many news sites are called."""
_DOMAIN = re.compile(rf"(?:[\w-]+\.){{1,4}}(?:{TOP_DOMAINS})", re.IGNORECASE)
_YEARS = re.compile(r"\A(?:\d{4}\s*[-–—]\s*)?(?:\d{4}|н\.\s?в\.)\s+(?=[А-ЯЁ])")
"""Before the name of a place of work or study in a curriculum vitae."""
_PREPOSITION = re.compile(r"\A(?:[АВИКОСУ]|Об|Обо|Со|Во|Ко)\s+(?=[А-ЯЁ])")
_LONG_PREPOSITION = re.compile(
    r"\A(?:На|Из|От|До|За|По|Под|При|Для|Без|Над|Про|Через|Между)\s+(?=(?P<word>[А-ЯЁ][а-яё]{2,}))"
)
"""At a sentence's start; a syllable of a name (До Тхи) where no case form follows."""
_NOUNLIKE = frozenset({"NOUN", "ADJF", "PRTF", "Abbr"})
_MIN_WORD_BEFORE = 4
"""Shorter words may be syllables of a name: То Лам, Но Му Хён."""
_DOUBTFUL = 0.5
"""A score below which the dictionary decides."""
_DOUBTFUL_PEOPLE = 0.8
"""The same for a noun for living beings, which is hardly an organisation."""
_MENU_WORDS = 2
"""So many words of page furniture may stand in a name: РИА Новости Спорт."""
SMALL = "small_letters"
"""Detector of names that stand in small letters (`normalize.mentions.spans`)."""
MAX_WORDS = {PERSON: 7, PLACE: 8}
"""Longest plausible names, in words; organisations may be longer."""
_MAX_ORGANISATION_WORDS = 16
_MAX_LETTERS = 60
"""Longer words are no words: the longest one-word place name of a map (Llanfairpwll…) has 58."""
_REPEATED = 3


@once
def _titles() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows("normalize.gazetteer", "mentions_titles.tsv", columns=2))


@once
def _stop() -> dict[str, str]:
    """Class of a word or phrase, also by the dictionary forms of its words."""
    rows = [(row[0], row[1]) for row in read_rows("normalize.mentions", "mentions_stop.tsv", columns=2)]
    return {_bases(text): kind for text, kind in rows} | dict(rows)


def _bases(text: str) -> str:
    return " ".join(base(word) for word in text.split())


def is_title(word: str) -> bool:
    """Whether a word (or two) is a title or a post, in any case form: President, президента."""
    return word.lower().rstrip(".") in _titles() or base(word) in _titles()


def addresses(text: str) -> list[tuple[int, int]]:
    """(start, end) of URLs, e-mail addresses, handles and hashtags: no name is looked for inside."""
    return [m.span() for m in _ADDRESS.finditer(text)]


def _is_symbol(letter: str) -> bool:
    """Whether it is nothing but pictographs and other signs: 🔥."""
    return letter >= "\u2000" and unicodedata.category(letter) in {"So", "Sk"}


def _strip_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in _EDGE + _FRONT_ONLY or _is_symbol(text[start])):
        start += 1
    while start < end:
        last = text[end - 1]
        inside = text[start:end]
        closes = {")": "(", "]": "[", "»": "«", "”": "“", "“": "„"}.get(last)
        if closes and inside.count(closes) >= inside.count(last):
            break  # the pair belongs to the name: ТАСС (Россия)
        if last in _EDGE or _is_symbol(last) or (last == "." and not _ABBREVIATION_END.search(inside)):
            end -= 1
        else:
            break
    return start, end


def _preposition(surface: str) -> int:
    """Length of a preposition at a sentence's start that a tagger took for a part of the name: Во Владимире."""
    short = _PREPOSITION.match(surface)
    if short:
        return short.end()
    long = _LONG_PREPOSITION.match(surface)
    return long.end() if long and "nomn" not in first_reading(long["word"]) and first_reading(long["word"]) else 0


def _strip_words_before(text: str, start: int, end: int) -> int:
    """Where a Russian person's name begins: behind words that are no nouns (Встречайте: Маша)."""
    for word, following in itertools.pairwise(_WORD.finditer(text, start, end)):
        plain = word.group().strip(_EDGE)
        known = grammemes(plain)
        given = any(reading.role == "n" for reading in name_readings(plain.lower()))  # Дана is a participle as well
        if len(plain) < _MIN_WORD_BEFORE or given or not is_common(plain):
            break
        if known & _NOUNLIKE and not _is_occupation(plain, following.group().strip(_EDGE)):
            break
        start = following.start()
    return start


def _is_occupation(word: str, following: str) -> bool:
    """Whether a noun for a person stands before a name, at a sentence's start: Шахматистка Оганян; not Дед Мороз."""
    return (
        ({"NOUN", "anim"} <= first_reading(word) or "PRTF" in first_reading(word))  # Осуждённая Кравцова
        and following[:1].isupper()
        and not is_common(following)
        and not noun_lemmas(following.lower())
        and not any(reading.role == "s" for reading in name_readings(word.lower()))
    )


def _strip_titles(text: str, start: int, end: int) -> tuple[int, int]:
    while True:
        spans = [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])]
        if len(spans) < 2:
            return start, end
        two = text[spans[0][0] : spans[1][1]]
        if len(spans) > 2 and is_title(two):
            start = spans[2][0]
        elif is_title(text[slice(*spans[0])]):
            start = spans[1][0]
        else:
            return start, end


def _hyphenated_rest(text: str, start: int, end: int) -> int:
    """Letters by which a name goes on after a hyphen (Kim Jong-un), which the English tagger takes for another word."""
    rest = _HYPHENATED_REST.match(text, end)
    if not rest or " " not in text[start:end] or (len(rest[1]) > 2 and rest[1] in lists().common):
        return 0
    return rest.end() - end


def trim(text: str, found: Found, *, russian: bool = False) -> Found:
    """Cut a found name to the name itself: no quotation marks around it, no article, title or possessive.

    In a Russian text (`russian`) articles and possessives are kept, since only foreign names have them there.
    The result may be empty (start == end), which `rejection` reports.
    """
    start, end = _strip_edges(text, found.start, found.end)
    if (
        not russian
    ):  # in a Russian text an English article or 's belongs to the foreign name: The Independent, Christie's
        article = _ARTICLE.match(text[start:end])
        if article and not text[start:end].startswith("The Hague"):
            start += article.end()
        possessive = _POSSESSIVE.search(text[start:end])
        if possessive:
            end = start + possessive.start()
    kind = found.kind
    if _DOMAIN.fullmatch(text, start, end):
        kind = ORGANISATION
    if russian:
        start += _preposition(text[start:end])
    years = _YEARS.match(text[start:end]) if kind == ORGANISATION else None
    start += years.end() if years else 0
    if kind == PERSON:
        start = _strip_words_before(text, start, end) if russian else start
        start, end = _strip_titles(text, start, end)
        end += _hyphenated_rest(text, start, end)
    start, end = _strip_edges(text, start, end)
    return Found(start, max(start, end), kind, found.score, found.detector)


def _stop_class(surface: str) -> str:
    """Class of what mentions_stop.tsv lists, also in another case form; "furniture" for a menu; "" for others."""
    bases = _bases(surface)
    menu = sum(_stop().get(word) == "furniture" for word in bases.split()) > _MENU_WORDS
    return _stop().get(surface.lower()) or _stop().get(bases) or ("furniture" if menu else "")


def may_be_surname(word: str) -> bool:
    """Whether a word is declined like a Slavic surname: Жмыхова is a form of an adjective as well."""
    return any(r.role == "s" and is_slavic(fold(r.lemma)) for r in readings(word.lower()))


def _is_word(text: str, found: Found) -> bool:
    """Whether one word that a tagger doubts is no name by the dictionary: Смеётся, Подписывайтесь."""
    surface = text[found.start : found.end]
    if found.kind == PERSON:
        return found.score < _DOUBTFUL and is_common(surface) and not may_be_surname(surface)
    quoted = text[found.start - 1 : found.start] in _OPENING if found.start else False
    if quoted or not is_common(surface):
        return False
    people = {"NOUN", "anim"} <= first_reading(surface) and found.score < _DOUBTFUL_PEOPLE  # Студентки
    return is_verb(surface) or (people and found.kind == ORGANISATION)


def rejection(text: str, found: Found) -> str | None:
    """Why a trimmed name is none; None when it is one.

    Returns:
        "empty", "no_letters", "initials", "lower_case", "too_long", "title", "people", "repeated" (ха-ха-ха), or a class of
        mentions_stop.tsv (pronoun, calendar, furniture, abbreviation, common).
    """
    surface = text[found.start : found.end]
    if not surface:
        return "empty"
    if not _LETTER.search(surface):
        return "no_letters"
    words = surface.split()
    if _INITIALS.fullmatch(surface):
        return "initials"
    if (
        len(words) > MAX_WORDS.get(found.kind, _MAX_ORGANISATION_WORDS)
        or len(surface) > 200
        or max(map(len, words)) > _MAX_LETTERS
    ):
        return "too_long"
    lower = surface.lower()
    parts = lower.split("-")
    if len(parts) >= _REPEATED and len(set(parts)) == 1:
        return "repeated"
    stopped = _stop_class(surface)
    if stopped:
        return stopped
    if len(words) == 1 and _is_word(text, found):
        return "common"
    if lower in lists().peoples and found.detector != CAPITALS:  # Roma is Rome in Italian
        return "people"
    if all(is_title(word) for word in words):
        return "title"
    if surface == lower and found.detector != SMALL and not any(c.isdigit() for c in surface) and found.kind == PERSON:
        return "lower_case"
    return None
