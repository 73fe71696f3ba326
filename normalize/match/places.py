"""Decide whether two names belong to one place, and say why: gazetteer, case forms, spelling, type words."""

import functools
import re
from dataclasses import dataclass

from normalize.gazetteer.territories import differ_in_place, names_of, places_named
from normalize.gazetteer.word_lists import lists
from normalize.match.organisation_alignment import word_similarity
from normalize.match.result import Match
from normalize.match.words import is_slip, sound_similarity
from normalize.morphology.places import place_lemma
from normalize.parse.organisation_words import FUNCTION, word_meaning
from normalize.phonetics.consonants import coarse, may_be_one
from normalize.phonetics.readings import fold, readings, sure_sounds
from normalize.resources import read_rows
from normalize.text.clean_name import clean_name
from normalize.transliteration.romanize import romanize

THRESHOLD = 0.77
"""Places whose least similar words are less alike than this are different."""
_DOUBTFUL = 0.55
"""From here on they may still be one place, spelled by way of a third language; not so two Russian names."""
_RUSSIAN = re.compile("[а-яё]+")
_RUSSIAN_ALIKE = 0.9
"""Words in Russian spelling are alike at this similarity only: no romanisation explains more."""
_SHORT, _SHORT_ALIKE = 8, 0.84
"""Words of fewer letters must be more alike: Ростов is not Rostock."""
_SHORT_BONES = 5
"""So few consonants, those of the ending among them, are as little as a short word."""
_SAME_SOUND = 0.95
_TOLERANCE = 0.07
"""A known place's Russian name may be so much less like a name than `THRESHOLD` asks."""
_KNOWN = 0.98
"""Score of two names that the curated list has for one place: a little below equality, as in `normalize.match.compare`."""
_OTHER_ENDING = 0.75
"""Similarity of words that differ in more than their spelling; below the threshold."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_BALTIC = re.compile(r"(?<=[a-zāčēģīķļņšūž]{5})(?:as|is|s)\Z")
_SPOKEN = 4
"""Letters of a type word that is recognised by its sound."""
_SETTLEMENT = "settlement"

_FORMATIONS = (
    ("ка", re.compile(r"(?<=[бвгджзйклмнпртуфхцчш])ка\Z")),
    ("о", re.compile(r"[оеи][вфн]о\Z")),
    ("ск", re.compile(r"ск\Z")),
    ("ое", re.compile(r"о(?:[йи]?|дж|ж)е\Z")),
)
"""How Russian names of places are formed, by their last sounds: Николаевка, Николаево, Николаевск and Николаевское are four
places, however they are romanised."""
_GENDERS = (
    ("masculine", re.compile(r"(?:ий|ый|ой|і|ий|[iy]y|[iy]i|[iyo]j|oi|oy|[kn]i|[kn]y)\Z")),
    ("feminine", re.compile(r"(?:ая|яя|ая|a[jiy]a|aa)\Z")),
    ("neuter", re.compile(r"(?:ое|ее|oye|oje|oie|oe|eye|eje)\Z")),
)
"""Endings of names that are adjectives: Некрасовский and Некрасовское are two places."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place's name taken apart.

    Attributes:
        text: the cleaned name.
        words: folded words without those that say what the place is.
        lemma: the same of the nominative.
        bare: the same without the endings that Baltic languages add (Kurskas, Belinskis); `words` where there are none.
        types: (group, class) of the type words: город, область …
        repairs: what cleaning changed.
    """

    text: str
    words: tuple[str, ...]
    lemma: tuple[str, ...]
    bare: tuple[str, ...]
    types: frozenset[tuple[str, str]]
    repairs: tuple[str, ...]


@functools.cache
def _types() -> dict[str, tuple[str, str]]:
    rows = read_rows("normalize.parse", "place_types.tsv", columns=3)
    return {fold(word): (group, sort) for group, sort, words in rows for word in words.split()}


@functools.cache
def _spoken_types() -> dict[str, tuple[str, str]]:
    """Type words by their sound, for romanised ones: ozero."""
    return {
        sounds: sort
        for word, sort in _types().items()
        if not word.isascii() and len(word) >= _SPOKEN
        for sounds in sure_sounds(word)
    }


@functools.lru_cache(maxsize=50_000)
def _spoken_type(word: str) -> tuple[str, str] | None:
    if len(word) < _SPOKEN or _RUSSIAN.search(word):
        return None
    table = _spoken_types()
    return next((table[reading.sounds] for reading in readings(word) if reading.sounds in table), None)


def _split(text: str) -> tuple[tuple[str, ...], frozenset[tuple[str, str]]]:
    words, found = [], set()
    every = [fold(word) for word in _WORD.findall(text)]
    for word in every:
        sort = _types().get(word) or _spoken_type(word)
        if sort and len(every) > 1:
            found.add(sort)
        elif word_meaning(word).kind != FUNCTION or len(every) == 1:
            words.append(word)
    return tuple(words) or tuple(every), frozenset(found) if words else frozenset()


@functools.lru_cache(maxsize=100_000)
def parse_place(text: str) -> PlaceName:
    """Take a place's name apart; a name without words for text without letters."""
    cleaned = clean_name(text)
    words, types = _split(cleaned.text)
    lemma, more = _split(place_lemma(cleaned.text)) if cleaned.text else ((), frozenset())
    bare = tuple(_BALTIC.sub("", word) for word in words)
    return PlaceName(cleaned.text, words, lemma, bare, types | more, cleaned.repairs)


def _similarity(left: str, right: str, *, alone: bool, region: bool) -> float:
    if left == right:
        return 1.0
    if left.isdigit() or right.isdigit():
        return 0.0
    translated = not alone and left.isascii() != right.isascii()
    if translated and word_meaning(left).concepts & word_meaning(right).concepts:  # Северная Корея and North Korea
        return 0.95
    if region:  # Тверская область and Tver Oblast
        return word_similarity(left, right)
    genders = _gender(left), _gender(right)
    if (all(genders) and genders[0] != genders[1]) or _differ_in_formation(left, right):
        return min(_OTHER_ENDING, sound_similarity(left, right))
    similarity = sound_similarity(left, right)
    in_russian = bool(_RUSSIAN.fullmatch(left) and _RUSSIAN.fullmatch(right))
    short = min(len(left), len(right)) < _SHORT or _is_short_root(left, right)
    least = _RUSSIAN_ALIKE if in_russian else _SHORT_ALIKE if short else 0.0
    return similarity if similarity >= least else min(_OTHER_ENDING, similarity)


@functools.lru_cache(maxsize=100_000)
def _formation(word: str) -> str:
    """How a name is formed, "" where nothing or too much shows it."""
    found = {name for sound in sure_sounds(word) for name, ending in _FORMATIONS if ending.search(sound)}
    return found.pop() if len(found) == 1 else ""


def _is_short_root(left: str, right: str) -> bool:
    """Whether two words have an ending in common and few consonants before it: Даровское, Терновское."""
    formation = _formation(left)
    bones = min(len(coarse(word)[0]) for word in (left, right)) if formation else 0
    return formation == _formation(right) and 0 < bones <= _SHORT_BONES


def _differ_in_formation(left: str, right: str) -> bool:
    """Whether two words are formed differently, or alike from roots that have other consonants: Тазовское, Даровское."""
    found = {_formation(left), _formation(right)}
    return "" not in found and (len(found) > 1 or not (may_be_one(left, right) or is_slip(left, right)))


@functools.lru_cache(maxsize=100_000)
def _gender(word: str) -> str:
    """Which gender an adjective's ending shows, if any."""
    return next((gender for gender, ending in _GENDERS if len(word) > 5 and ending.search(word)), "")


def _worst(left: tuple[str, ...], right: tuple[str, ...], *, region: bool) -> float:
    """Similarity of the least similar pair, words in order; a name written apart or together counts as well."""
    if not left or not right:
        return 0.0
    if len(left) != len(right):
        return sound_similarity("".join(left), "".join(right))
    return min(
        _similarity(one, other, alone=len(left) == 1, region=region) for one, other in zip(left, right, strict=True)
    )


def _type_veto(one: PlaceName, other: PlaceName) -> str:
    """Why the types of two places rule each other out, or an empty string."""
    sorts = [{sort for _, sort in place.types} for place in (one, other)]
    groups = [{group for group, _ in place.types} for place in (one, other)]
    if all(groups) and not groups[0] & groups[1] and (sorts[0] != sorts[1] or sorts[0] != {_SETTLEMENT}):
        return f"{one.text} is a {'/'.join(sorted(groups[0]))}, {other.text} is a {'/'.join(sorted(groups[1]))}"
    for mine, theirs, place, mine_groups in (
        (sorts[0], sorts[1], one, groups[0]),
        (sorts[1], sorts[0], other, groups[1]),
    ):
        if mine - {_SETTLEMENT} and not theirs - {_SETTLEMENT}:
            return f"{place.text} is a {'/'.join(sorted(mine_groups))}, the other is not said to be one"
    return ""


@functools.lru_cache(maxsize=50_000)
def _known_as(text: str) -> str:
    """The name under which the list of the world's places has a place of this name, "" where it has none."""
    name = romanize(place_lemma(text))
    return name if name in lists().places else ""


def _known_veto(one: PlaceName, other: PlaceName) -> str:
    """Why names that are somewhat alike are two places: Белгород is known, and Belgrade is."""
    names = _known_as(one.text), _known_as(other.text)
    return f"{names[0]} and {names[1]} are two known places" if all(names) and names[0] != names[1] else ""


def _territories(one: PlaceName, other: PlaceName) -> tuple[bool, str]:
    """Whether both names certainly mean one known place, and why they mean two where they do.

    Омский район and Томский район are no known places themselves, yet are called after two that are.
    """
    ours, theirs = places_named(one.text), places_named(other.text)
    if ours and theirs:
        if ours & theirs:
            genders = {_gender(place.words[-1]) for place in (one, other) if not place.types} - {""}
            return len(ours) == len(theirs) == 1 and len(genders) < 2, ""
        return False, f"{one.text} and {other.text} are two known places"
    if len(one.words) == len(other.words):
        for mine, other_word in zip(one.words, other.words, strict=True):
            if differ_in_place(mine, other_word):
                return False, f"{mine} and {other_word} come from two known places"
    return False, ""


def _is_unlike_known(one: PlaceName, other: PlaceName) -> bool:
    """Whether one name is of a known place and the other is like it in one language only: Chita, Khaita and Чита."""
    for known, spelled in ((one, other), (other, one)):
        places = places_named(known.text) or places_named("".join(known.words))
        if len(places) != 1 or places_named(spelled.text):
            continue
        names = ["".join(parse_place(name).words) for name in names_of(min(places))]
        english, russian = (sound_similarity(name, "".join(spelled.words)) for name in names)
        if russian < THRESHOLD - _TOLERANCE <= english:
            return True
    return False


def compare_places(left: str, right: str) -> Match:
    """Compare two places' names in any script and case; see `normalize.compare.compare`."""
    one, other = parse_place(left), parse_place(right)
    if not one.words or not other.words:
        return Match(False, 0.0, "no_letters", (), ("one of the names has no letters",))
    if one.text.casefold() == other.text.casefold():
        return Match(True, 1.0, "exact", (f"both names are {one.text}", *_notes(one, other)), ())
    known, veto = _territories(one, other)
    if veto:
        return Match(False, 0.0, "different", (), (veto,))
    if known:
        note = f"{one.text} and {other.text} are names of one known place"
        return Match(True, _KNOWN, "gazetteer", (note, *_notes(one, other)), ())
    region = any(sort == "region" for _, sort in one.types & other.types)
    written = _worst(one.words, other.words, region=region)
    spelled = "exact" if one.words == other.words else "transliteration"
    score, rule = written, spelled if written >= _SAME_SOUND else "spelling"
    ours, theirs = ({place.words, place.lemma, place.bare} for place in (one, other))
    inflected = max(_worst(a, b, region=region) for a in ours for b in theirs)
    if inflected > written:
        score, rule = 0.98 * inflected, "inflected"
    evidence = [f"{one.text} and {other.text} agree word by word ({score:.0%} alike by sound)"]
    if rule == "inflected":
        evidence.append(f"{one.text} or {other.text} has an ending that another language or case adds")
    if score < THRESHOLD:
        note = f"{one.text} and {other.text} sound differently ({score:.0%} alike)"
        genders = {_gender(place.words[-1]) for place in (one, other)} - {""}
        if score >= _DOUBTFUL and len(genders) < 2 and not all(_RUSSIAN.search(place.text) for place in (one, other)):
            return Match(False, round(score, 4), "too_different", (note,), ())
        return Match(False, round(min(score, 0.79), 4), "different", (), (note,))
    if rule not in {"exact", "inflected"} and _is_unlike_known(one, other):
        note = f"{one.text} and {other.text} are alike, yet not in the known place's other language"
        return Match(False, _OTHER_ENDING, "too_different", (*evidence, note), ())
    veto = _type_veto(one, other) or (_known_veto(one, other) if score < _SAME_SOUND else "")
    if veto:
        return Match(False, 0.49, "different", tuple(evidence), (veto,))
    return Match(True, round(score, 4), rule, (*evidence, *_notes(one, other)), ())


def _notes(one: PlaceName, other: PlaceName) -> tuple[str, ...]:
    return tuple(
        f"{place.text}: look-alike letters of another alphabet were repaired"
        for place in (one, other)
        if "homoglyph" in place.repairs
    )
