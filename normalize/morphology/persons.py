"""Nominatives of Russian personal names in any case and any order of their parts.

    >>> nominative("Рогозина Дмитрия Олеговича")
    'Рогозин Дмитрий Олегович'
    >>> [(lemma.text, lemma.gender) for lemma in lemmas("Пескова")]
    [('Песков', 'm'), ('Пескова', 'f')]

Method: every word has readings (lemma, gender, case, weight) from the dictionary and from declension tables; the words
of one name agree, so the name takes the gender and case under which the product of its words' best weights is
largest. A word that has no reading in that gender and case is kept as written, at a cost.
"""

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from normalize.morphology.lexicon import (
    extra_given_names,
    is_listed,
    known_persons,
    name_readings,
    nominatives,
    noun_lemmas,
)
from normalize.morphology.paradigms import CASE_PRIOR, CASES, Asked, Reading, fixed_rules, readings
from normalize.text.clean_name import clean_name
from normalize.text.recase import recase
from normalize.text.script import has_cyrillic

_GENDER_PRIOR = {"m": 0.8, "f": 0.2}
"""Share of men among persons named in news; with the case priors it makes a bare "Пескова" likelier Песков's genitive."""
_KEPT_AS_WRITTEN = 0.001
_FIRST_PART_KEPT = 0.05
"""The first half of a double name may stay in the nominative: Батыр-Бековича, Бонч-Бруевича."""
_RULES_BESIDE_DICTIONARY = 0.1
_RULES_BESIDE_GIVEN_NAME = 0.01
"""The same where the dictionary knows the word as somebody's given name: Анна is hardly the genitive of a man's."""
_GIVEN_NAME_GUESS = 0.3
"""An unknown word is rather a surname: given names are few and mostly listed."""
_LISTED = 3.0
_NOUN = 10.0
"""A word that the dictionary has as a noun is a form of that noun: Глюкоза, Волка."""
_OTHER_THAN_NOUN = 0.5
"""What else could be read into it: Зайц, Орл."""
_KNOWN_PERSON = 5.0
"""How many times likelier a nominative is that the curated people bear: Имран Хан, not Имран Хана."""
_KNOWN_BY_ONE_WORD = 50.0
"""The same for those who are known by one word, against a given name that the dictionary has: Шакира, not Шакир."""
_NO_NOUN_ENDS_SO = 0.02
_JAPANESE = 5.0
"""How many times likelier each word makes a nominative whose words all sound Japanese: Фумио Кисида."""
_PRIOR_HEARD = 0.2
"""How much of the usual shares of cases is in what a place asks for already, and taken out again: set on bench/women.py."""
_NEGLIGIBLE = 0.005
_CLEAR_GENDER = 0.8
_STATES = tuple((gender, case) for gender in ("m", "f") for case in CASES)

_TOKEN = re.compile(r"\s+")
_INITIAL = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]?\Z|[^\W\d_]\Z")
_LATIN_STEM = re.compile(
    "(?P<stem>[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f-]*)(?:'|-)?(?:а|у|е|ом|ем|ой|ою|ы|и|ов|ам|ами|ах|я|ю|ю)\\Z",
)
_SYLLABLE = re.compile("[уи]?[аеёиоуыэюя]")
"""Syllables of Chinese, Korean and Vietnamese names: Куанга has two."""
_FAMILY_ENDING = re.compile(r"(?:а|у|ом|е)\Z")
_SON_OF = re.compile("(?:оглы|оглу|углы|улы|уулу|кызы|кизи|гызы|кизы|кыз|зода|заде)", re.IGNORECASE)
"""Turkic and Persian for son or daughter of: the father's name before it does not decline (Ахмет улы)."""
_POSSESSIVE = re.compile(r"(?<=[A-Za-z\u00c0-\u024f])'s?\Z")


@dataclass(frozen=True, slots=True)
class Lemma:
    """One nominative reading of a name.

    Attributes:
        text: the name in the nominative, with the capitals and the word order of the source.
        gender: "m", "f" or "" where the name does not show it.
        score: share of the belief this reading holds among all readings of the name, 0 to 1.
    """

    text: str
    gender: str
    score: float


_State = tuple[str, str]
_Options = dict[_State, tuple[str, float]]


def _plausibility(lemma: str, role: str, nouns: Collection[str]) -> float:
    """How much likelier than others a nominative is that the tables allow for a word, which is a form of these nouns."""
    if role == "s" and lemma.replace("ё", "е") in known_persons()[1]:
        return _NOUN
    if role == "s" and nouns:
        return _NOUN if lemma in nouns else _OTHER_THAN_NOUN
    if is_listed(lemma, role):
        return _LISTED
    if fixed_rules().stems.search(lemma):
        return _NO_NOUN_ENDS_SO
    return _GIVEN_NAME_GUESS if role == "n" else 1.0


@functools.lru_cache(maxsize=200_000)
def _part_options(part: str) -> _Options:
    """Best (lemma, weight) of a lower-case word by (gender, case)."""
    options: _Options = {}

    def offer(reading: Reading, weight: float) -> None:
        state = (reading.gender, reading.case)
        if state not in options or weight > options[state][1]:
            options[state] = (reading.lemma, weight)

    known = name_readings(part)
    for reading in known:
        offer(reading, reading.weight)
    guessed = readings(part)
    nouns = noun_lemmas(part) if not known else ()
    extra, listed = extra_given_names(), nominatives()
    is_listed_form = False
    factors: dict[tuple[str, str], float] = {}
    for reading in guessed:
        key = (reading.lemma, reading.role)
        if key not in factors:
            factors[key] = _plausibility(*key, nouns)
        if reading.role == "n" and extra.get(reading.lemma, ("", 0.0))[0] == reading.gender:
            offer(reading, extra[reading.lemma][1] / len(CASES))
        if reading.role == "s" and reading.gender in listed.get(reading.lemma, ""):
            offer(reading, 1 / len(CASES))
            is_listed_form = True
    weights = [reading.weight * factors[reading.lemma, reading.role] for reading in guessed]
    roles = {reading.role for reading in known}
    given = any(reading.role == "n" and (reading.case == "nom" or "s" not in roles) for reading in known)
    believed = _RULES_BESIDE_GIVEN_NAME if given else _RULES_BESIDE_DICTIONARY if known or is_listed_form else 1.0
    share = believed / (sum(weights) or 1.0)
    for reading, weight in zip(guessed, weights, strict=True):
        offer(reading, share * weight)
    return options


@functools.lru_cache(maxsize=200_000)
def _token_options(token: str) -> _Options | None:
    """The same for a word that may be hyphenated; None for what never declines (initials, particles, numbers)."""
    lower = token.lower()
    if _INITIAL.match(token) or not has_cyrillic(token) or lower in fixed_rules().particles:
        return None
    parts = lower.split("-")
    if len(parts) == 1 or name_readings(lower) or noun_lemmas(lower):
        return _part_options(lower)
    options: _Options = {}
    first_parts = fixed_rules().first_parts
    for state in _STATES:
        lemma, weight = [], 1.0
        for position, part in enumerate(parts, start=1):
            cost = _KEPT_AS_WRITTEN if position == len(parts) else _FIRST_PART_KEPT
            chosen, chosen_weight = part, 1.0
            if part not in fixed_rules().particles and (position == len(parts) or part not in first_parts):
                chosen, chosen_weight = _part_options(part).get(state, (part, cost))
            lemma.append(chosen)
            weight *= chosen_weight
        options[state] = ("-".join(lemma), weight)
    return options


def _strip_latin(token: str) -> str:
    """A Latin word without its Russian ending or English possessive: Trump'а, Bushем, Putin's."""
    match = _LATIN_STEM.match(token)
    if match:
        return match["stem"]
    return _POSSESSIVE.sub("", token)


def _frozen_tokens(tokens: Sequence[str]) -> set[int]:
    """Positions of words that do not decline because the name is of the type Ким Чен Ын.

    Usually only the last word declines (Ким Чен Ына); where the family name does too (Кима Чен Ира), the middle one
    does not.
    """
    words = [i for i, token in enumerate(tokens) if has_cyrillic(token)]
    if len(words) != 3 or len(tokens) != 3:
        return set()
    first, middle, last = (token.lower() for token in tokens)
    if len(_SYLLABLE.findall(middle)) > 1 or len(_SYLLABLE.findall(last)) > 2:
        return set()
    family_names = fixed_rules().family_first
    if first in family_names:
        return {0, 1}
    return {1} if _FAMILY_ENDING.sub("", first) in family_names else set()


def _sounds_japanese(words: Sequence[str]) -> bool:
    return bool(fixed_rules().japanese.match(" ".join(words))) and not any(map(name_readings, words))


def _last_syllable(word: str) -> _Options:
    """Options of the last word of a name like Ким Чен Ын: a noun in a consonant, or the word itself.

    Such a noun has one syllable in the nominative, so a second one is an ending: Ыном.
    """
    options: _Options = dict.fromkeys(_STATES, (word, 0.05))
    for reading in readings(word):
        syllables = len(_SYLLABLE.findall(reading.lemma))
        if reading.role == "s" and reading.gender == "m" and reading.lemma[-1] not in "аеёиоуыэюяй" and syllables < 2:
            options[reading.gender, reading.case] = (reading.lemma, 1.0)
    return options


@functools.lru_cache(maxsize=200_000)
def _beliefs(name: str, gender: str) -> tuple[tuple[str, ...], tuple[tuple[_State, tuple[str, ...], float], ...]]:
    """(words as written, belief in (gender and case, lower-case nominatives)); no beliefs where no word declines."""
    tokens = [_strip_latin(token) for token in _TOKEN.split(name) if token]
    frozen = _frozen_tokens(tokens)
    fathers = {i for i, token in enumerate(tokens[1:]) if i and _SON_OF.fullmatch(token)}
    options = [None if i in frozen or i in fathers else _token_options(token) for i, token in enumerate(tokens)]
    if frozen:
        options[-1] = _last_syllable(tokens[-1].lower())
    if not any(options):
        return tuple(tokens), ()
    lower = [token.lower() for token in tokens]
    beliefs = []
    for state in _STATES:
        if gender and state[0] != gender:
            continue
        belief = _GENDER_PRIOR[state[0]] * CASE_PRIOR[state[1]]
        words = []
        for word, option in zip(lower, options, strict=True):
            lemma, weight = (word, 1.0) if option is None else option.get(state, (word, _KEPT_AS_WRITTEN))
            belief *= weight
            words.append(lemma)
        if _sounds_japanese(words):
            belief *= _JAPANESE ** len(words)
        if " ".join(words).replace("ё", "е") in known_persons()[0]:
            belief *= _KNOWN_PERSON if len(words) > 1 else _KNOWN_BY_ONE_WORD
        beliefs.append((state, tuple(words), belief))
    return tuple(tokens), tuple(beliefs)


@functools.lru_cache(maxsize=200_000)
def _readings_of_name(name: str, gender: str) -> tuple[Lemma, ...]:
    return _readings_where(name, gender, None)


def _readings_where(name: str, gender: str, cases: Asked | None) -> tuple[Lemma, ...]:
    """Readings weighed with the shares of cases that the place of the name asks for."""
    tokens, states = _beliefs(name, gender)
    if not states:
        return (Lemma(" ".join(tokens), gender, 1.0),)
    beliefs: dict[tuple[tuple[str, ...], str], float] = {}
    for state, words, belief in states:
        weight = belief
        if cases is not None:
            weight *= cases.weight(*state) / CASE_PRIOR[state[1]] ** _PRIOR_HEARD
        beliefs[words, state[0]] = beliefs.get((words, state[0]), 0.0) + weight
    return _ranked(beliefs, tokens)


def _ranked(beliefs: dict[tuple[tuple[str, ...], str], float], tokens: Sequence[str]) -> tuple[Lemma, ...]:
    """Lemmas from beliefs by (lower-case words, gender), both genders of one spelling taken together."""
    total = sum(beliefs.values())
    merged: dict[tuple[str, ...], list[tuple[float, str]]] = {}
    for (words, gender), belief in beliefs.items():
        merged.setdefault(words, []).append((belief / total, gender))
    scores = {words: sum(share for share, _ in shares) for words, shares in merged.items()}
    order = sorted(scores, key=lambda words: (-scores[words], words))
    ranked: list[Lemma] = []
    for words in order:
        score = scores[words]
        if ranked and score < _NEGLIGIBLE:
            break
        best, gender = max(merged[words])
        text = " ".join(recase(word, token) for word, token in zip(words, tokens, strict=True))
        ranked.append(Lemma(text, gender if best > _CLEAR_GENDER * score else "", round(score, 4)))
    return tuple(ranked)


def lemmas(name: str, gender: str | None = None, cases: Asked | None = None) -> list[Lemma]:
    """Nominative readings of a personal name, likeliest first.

    Args:
        name: one person's name: words in any order and case, initials, Latin words.
        gender: "m" or "f" when it is known from elsewhere.
        cases: what the name's place in its text asks for; None when the name stands alone.

    Returns:
        At least one reading; scores fall and sum to about 1. A score well below 1 says that the form is ambiguous
        ("Пескова"). Empty input gives one empty reading of score 0.

    Raises:
        ValueError: `gender` is not "m", "f" or None.
    """
    if gender not in {"m", "f", None}:
        raise ValueError(f"gender must be 'm', 'f' or None, not {gender!r}")
    cleaned = clean_name(name).text
    if not cleaned:
        return [Lemma("", "", 0.0)]
    if cases is not None:
        return list(_readings_where(cleaned, gender or "", cases))
    return list(_readings_of_name(cleaned, gender or ""))


def case_fit(name: str) -> tuple[float, ...]:
    """How well the form of a name fits each of `CASES`, the best 1.0, whoever bears it: Иванов is a nominative, Петрова several.

    Args:
        name: one person's name.
    """
    states = _beliefs(clean_name(name).text, "")[1]
    best = [0.0] * len(CASES)
    for (gender, case), _, belief in states:
        at = CASES.index(case)
        best[at] = max(best[at], belief / CASE_PRIOR[case] / _GENDER_PRIOR[gender])
    most = max(best)
    return tuple(fit / most for fit in best) if most else (1.0,) * len(CASES)


def nominative(name: str, gender: str | None = None) -> str:
    """The likeliest nominative of a personal name, in the word order and with the capitals of the source.

    See `lemmas` for arguments and for the other readings.
    """
    return lemmas(name, gender)[0].text
