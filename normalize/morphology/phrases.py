"""Nominative of a Russian noun phrase: the head noun and the adjectives before it; what follows the head stays.

"Министерства обороны" gives "Министерство обороны", "Нижнем Новгороде" gives "Нижний Новгород".
"""

import functools
import re
import unicodedata
from typing import Any

from normalize.morphology.lexicon import is_known, known_nominatives, known_place, listed_nominative, place_readings
from normalize.morphology.paradigms import fixed_rules
from normalize.text.recase import recase
from normalize.text.script import has_cyrillic
from normalize.words import analyzer, plain_lower

_ACRONYM_ENDING = re.compile(r"([А-ЯЁ]{2,})-?(?:а|у|ом|е|ы|ов|ам|ами|ах|и)\Z")
_ADJECTIVES = {"ADJF", "PRTF"}
_SAME_AS_NOMINATIVE = 1.5
"""A form that may be a nominative is a little likelier to be one."""
_PLURAL = 0.3
"""Names are rather singular: Голоса Америки is the genitive of Голос Америки."""
_UNKNOWN = 0.3
_LONGEST_ACRONYM = 6

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
        if not known and fixed_rules().stems.search(parse.normal_form):
            continue  # Монеточка is not the genitive of Монеточк
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
    if "Supr" in parse.tag:  # Высшей: Высшая, not Высокая or Высочайшая
        forms = [form for form in parse.lexeme if wanted <= form.tag.grammemes]
        return str(max(forms, key=lambda form: _shared(form.word, parse.word)).word)
    found = parse.inflect(wanted)
    return str(found.word if found else parse.normal_form)


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _decline_head(words: list[str], preferred: str) -> list[str] | None:
    """Nominatives of adjectives + head noun, or None when the words do not agree in any state."""
    *adjectives, head = words
    beliefs: dict[State, float] = {}
    places = [i for i, word in enumerate(adjectives) if word != "и" and not _is_fixed(word)]
    tables = [_states(adjectives[i], preferred, head=False) for i in places]
    tables.append(_states(head, preferred, head=True))
    if "и" not in adjectives and places:
        tables[-1].update(_singular(tables[-1]))
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


def _is_fixed(word: str) -> bool:
    """Whether it is a noun between adjective and head that does not decline: Национальная Медиа Группа."""
    return is_known(word) and all("Fixd" in parse.tag and parse.tag.POS == "NOUN" for parse, _ in _parses(word, ""))


def _singular(heads: dict[State, tuple[Any, float]]) -> dict[State, tuple[Any, float]]:
    """What a plural head is beside one of several adjectives in the singular: Курской и Брянской областями."""
    found = {}
    for (number, case, _), (parse, weight) in heads.items():
        single = parse.inflect({"sing", case}) if number == "plur" else None
        if single and single.tag.gender:
            found["sing", case, str(single.tag.gender)] = (single, weight)
    return {state: option for state, option in found.items() if state not in heads}


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
    organisations, places = known_nominatives()
    if plain_lower(text) in (places if preferred == "Geox" else organisations):
        return text
    stripped = strip_acronym_ending(tokens[0])
    if stripped != tokens[0]:
        return " ".join([stripped, *tokens[1:]])
    lower = [token.lower() for token in tokens]
    if lower[0] in fixed_rules().particles or lower[0] in fixed_rules().unchanged:
        return text
    for size in range(1, min(len(tokens), 5) + 1):
        head = lower[size - 1]
        if not has_cyrillic(head):
            break
        if _is_acronym(tokens[size - 1], text, preferred):
            return _written(_before_acronym(lower[: size - 1]), tokens)
        declined: list[str] | None = None
        alone = listed_nominative(head) or _hyphenated(head, preferred) if size == 1 else ""
        alone = alone or (known_place(head) if size == 1 and preferred == "Geox" else "")
        if alone:
            declined = [alone]
        elif _heads_phrase(tokens, size, preferred):
            declined = _decline_head(lower[:size], preferred)
        if declined:
            if preferred == "Geox" and len(tokens) == size + 1 and tokens[size][:1].isupper() and place_readings(head):
                # Ростове Великом: the adjective of a town may follow it
                turned = _decline_head([lower[size], *lower[:size]], preferred)
                declined = [*turned[1:], turned[0]] if turned else declined
            return _written(declined, tokens)
    if len(tokens) == 1:
        adjective = _lone_adjective(lower[0], preferred)
        return recase(adjective, tokens[0]) if adjective else text
    return text


def _written(declined: list[str], tokens: list[str]) -> str:
    """The text with its first words declined, in the capitals they had."""
    pairs = zip(declined, tokens, strict=False)
    return " ".join([*(recase(word, token) for word, token in pairs), *tokens[len(declined) :]])


def _lone_adjective(word: str, preferred: str) -> str:
    """The nominative of an adjective used as a name (Восточном: Восточный), or ""."""
    states = _states(word, preferred, head=False)
    if not states:
        return ""
    state = max(states, key=lambda key: states[key][1])
    return _inflected(states[state][0], state)


def _before_acronym(adjectives: list[str]) -> list[str]:
    """Adjectives before an acronym in the nominative, where they show its gender: Харьковской ОВА, not Киевского МВД."""
    tables = [_states(word, "", head=False) for word in adjectives]
    if any({gender for _, _, gender in table} != {"femn"} for table in tables):
        return adjectives
    return [_inflected(table[state][0], state) for table in tables for state in list(table)[:1]]


def _is_acronym(token: str, text: str, preferred: str) -> bool:
    """Whether short capitals are an acronym, but for places and words of a longer text in a text that is all capitals: МОСКВЕ."""
    if not (token.isupper() and 1 < len(token) <= _LONGEST_ACRONYM):
        return False
    if not text.isupper() or not is_known(token.lower()):
        return True
    place = preferred == "Geox" and any("Geox" in parse.tag for parse, _ in _parses(token.lower(), preferred))
    return token == text and not place


def _heads_phrase(tokens: list[str], size: int, preferred: str) -> bool:
    """Whether the word may be the head: read as a noun, and not rather an adjective that agrees with the next word."""
    lower = [token.lower() for token in tokens[: size + 1]]
    head = lower[size - 1]
    before_common_noun = "".join(tokens[size : size + 1]).islower() and _decline_head(lower, preferred)
    names = {"Surn", "Geox"} if before_common_noun else {"Surn"}
    adjectives = sum(weight for parse, weight in _parses(head, preferred) if parse.tag.POS in _ADJECTIVES)
    nouns = sum(
        weight
        for parse, weight in _parses(head, preferred)
        if parse.tag.POS == "NOUN" and not (adjectives and names & parse.tag.grammemes)  # Приморский, Кировском
    )
    if adjectives <= nouns:
        return nouns > 0
    return size == len(tokens) and nouns > 0
