"""Nominative of a Russian noun phrase: the head noun and the adjectives before it; what follows the head stays.

"Министерства обороны" gives "Министерство обороны", "Нижнем Новгороде" gives "Нижний Новгород".
"""

import functools
import re
import unicodedata
from typing import Any

from normalize.lexicon import analyzer, is_known
from normalize.paradigms import fixed_rules
from normalize.recase import recase

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ACRONYM_ENDING = re.compile(r"([А-ЯЁ]{2,})-?(?:а|у|ом|е|ы|ов|ам|ами|ах|и)\Z")
_ADJECTIVES = {"ADJF", "PRTF"}
_SAME_AS_NOMINATIVE = 1.5
"""A form that may be a nominative is a little likelier to be one."""
_PLURAL = 0.3
"""Names are rather singular: Голоса Америки is the genitive of Голос Америки."""
_UNKNOWN = 0.3

State = tuple[str, str, str]
"""(number, case, gender or "" in the plural)."""


def strip_acronym_ending(token: str) -> str:
    """МИДа, ВАЗом: the acronym without its case ending; other words unchanged."""
    match = _ACRONYM_ENDING.match(token)
    return match[1] if match else token


@functools.lru_cache(maxsize=100_000)
def _parses(word: str, preferred: str) -> tuple[tuple[Any, float], ...]:
    """Dictionary parses with weights; parses with the preferred grammeme (Geox, Orgn) weigh five times as much.

    None for words with letters that Unicode does not name, which pymorphy3 cannot read.
    """
    if any(letter.isalpha() and not unicodedata.name(letter, "") for letter in word):
        return ()
    morph = analyzer()
    factor = 1.0 if morph.word_is_known(word) else _UNKNOWN
    return tuple(
        (parse, factor * parse.score * (5.0 if preferred and preferred in parse.tag else 1.0))
        for parse in morph.parse(word)
    )


def _states(word: str, preferred: str, *, head: bool) -> dict[State, tuple[Any, float]]:
    states: dict[State, tuple[Any, float]] = {}
    known = analyzer().word_is_known(word)
    for parse, weight in _parses(word, preferred):
        tag = parse.tag
        if not known and tag.number == "plur" and tag.case in {"gent", "accs"}:
            continue  # Ростех: an unknown word in a consonant is rather the nominative of a masculine noun
        if (tag.POS == "NOUN") != head or (not head and tag.POS not in _ADJECTIVES) or not tag.case or not tag.number:
            continue
        genders = [""] if tag.number == "plur" else [tag.gender or "masc"]
        if "ms-f" in tag or (tag.number == "sing" and tag.gender is None):
            genders = ["masc", "femn", "neut"]
        share = weight * (_SAME_AS_NOMINATIVE if tag.case == "nomn" else 1.0)
        if tag.number == "plur" and "Pltm" not in tag:
            share *= _PLURAL
        for gender in genders:
            state = (tag.number, tag.case, gender)
            if share > states.get(state, (None, 0.0))[1]:
                states[state] = (parse, share)
    return states


def _inflected(parse: Any, state: State) -> str:
    number, _, gender = state
    wanted = {"nomn", number} | ({gender} if gender and parse.tag.POS in _ADJECTIVES else set())
    found = parse.inflect(wanted)
    return str(found.word if found else parse.normal_form)


def _decline_head(words: list[str], preferred: str) -> list[str] | None:
    """Nominatives of adjectives + head noun, or None when the words do not agree in any state."""
    *adjectives, head = words
    beliefs: dict[State, float] = {}
    places = [i for i, word in enumerate(adjectives) if word != "и"]
    tables = [_states(adjectives[i], preferred, head=False) for i in places]
    tables.append(_states(head, preferred, head=True))
    for state, (_, weight) in tables[-1].items():
        belief = weight
        for table in tables[:-1]:
            belief *= table.get(state, (None, 0.0))[1]
        if belief:
            beliefs[state] = belief
    if not beliefs:
        return None
    results: dict[tuple[str, ...], float] = {}
    for state, belief in beliefs.items():
        key = tuple(_inflected(table[state][0], state) for table in tables)
        results[key] = results.get(key, 0.0) + belief
    *declined, noun = max(results.items(), key=lambda item: item[1])[0]
    for i, word in zip(places, declined, strict=True):
        adjectives[i] = word
    return [*adjectives, noun]


def _hyphenated(word: str, preferred: str) -> str:
    """A hyphenated word: the whole if the dictionary knows it, else Ростове-на-Дону by its first, Нью-Йорке by its last part."""
    if "-" not in word or analyzer().word_is_known(word):
        return ""
    parts = word.split("-")
    at = 0 if len(parts) > 2 and parts[1] in {"на", "под", "над", "в", "при"} else len(parts) - 1
    declined = _decline_head([parts[at]], preferred)
    if declined is None:
        return ""
    parts[at] = declined[0]
    return "-".join(parts)


@functools.lru_cache(maxsize=100_000)
def nominative_phrase(text: str, preferred: str = "") -> str:
    """Put the head noun of a phrase and the adjectives before it into the nominative, number kept.

    Args:
        text: words separated by single spaces.
        preferred: an OpenCorpora grammeme that the right parse is likely to have: "Geox" for places, "Orgn".

    Returns:
        The phrase with its capitals; unchanged when no head noun is found among its first words.
    """
    tokens = text.split(" ")
    stripped = strip_acronym_ending(tokens[0])
    if stripped != tokens[0]:
        return " ".join([stripped, *tokens[1:]])
    lower = [token.lower() for token in tokens]
    if lower[0] in fixed_rules().particles:
        return text
    for size in range(1, min(len(tokens), 5) + 1):
        head = lower[size - 1]
        if not _CYRILLIC.search(head) or _is_acronym(tokens[size - 1], text):
            break
        declined = None
        hyphenated = _hyphenated(head, preferred)
        if size == 1 and hyphenated:
            declined = [hyphenated]
        elif _heads_phrase(lower, size, preferred):
            declined = _decline_head(lower[:size], preferred)
        if declined:
            pairs = zip(declined, tokens, strict=False)
            return " ".join([*(recase(word, token) for word, token in pairs), *tokens[size:]])
    if len(tokens) == 1:
        adjective = _lone_adjective(lower[0], preferred)
        return recase(adjective, tokens[0]) if adjective else text
    return text


def _lone_adjective(word: str, preferred: str) -> str:
    """The nominative of an adjective used as a name (Восточном: Восточный), or ""."""
    states = _states(word, preferred, head=False)
    if not states:
        return ""
    state = max(states, key=lambda key: states[key][1])
    return _inflected(states[state][0], state)


def _is_acronym(token: str, text: str) -> bool:
    """Short capitals are an acronym, but for a word of the dictionary in a text that is all capitals."""
    return token.isupper() and 1 < len(token) <= 5 and not (text.isupper() and is_known(token.lower()))


def _heads_phrase(lower: list[str], size: int, preferred: str) -> bool:
    """True when the word may be the head: read as a noun, and not rather an adjective that agrees with the next word."""
    head = lower[size - 1]
    nouns = sum(weight for parse, weight in _parses(head, preferred) if parse.tag.POS == "NOUN")
    adjectives = sum(weight for parse, weight in _parses(head, preferred) if parse.tag.POS in _ADJECTIVES)
    if adjectives <= nouns:
        return nouns > 0
    return size == len(lower) and nouns > 0
