"""Where one person's name ends and the next begins: Трамп Зеленскому are two, Орлова, Инна is one, Салима Ахмед кызы goes on.

Works on the names of one text by themselves, before the names of a document settle each other's kind.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.gazetteer.curated import known_names
from normalize.gazetteer.given_names import given_name_groups
from normalize.gazetteer.word_lists import lists
from normalize.kinds import ORGANISATION, PERSON, PLACE, Found
from normalize.mentions.filters import SMALL
from normalize.mentions.rules import Context, is_after_kin
from normalize.morphology.dictionary import first_reading, grammemes
from normalize.morphology.lexicon import extra_given_names, is_listed, known_persons, name_readings, noun_lemmas
from normalize.morphology.organisations import organisation_lemma
from normalize.morphology.paradigms import readings
from normalize.morphology.persons import lemmas
from normalize.ner.other_languages import DETECTOR as CAPITALS
from normalize.text.script import has_cyrillic

ENTRY = "entry"
"""Detector of "Surname, Given" in a list."""
_ENTRY_SCORE, _SMALL_SCORE = 0.8, 0.4
_RARE_READING = 0.2
"""A reading that weighs so much less than the likeliest says nothing against another word: Блинкену that does not decline."""
_NAME = r"[A-Z\u00c0-\u00deА-ЯЁІЇЄҐЎЂЈЉЊЋЏ][\w’'-]+"
_MORE = rf"(?: (?:{_NAME}|[A-ZА-ЯЁ]\.(?!\w))){{0,2}}"
_ENTRY = re.compile(
    rf"(?:(?<=[\n;(•|:])|(?<=\A)|(?<=a\.k\.a\.)|(?<=f\.k\.a\.)|(?<=он же)|(?<=она же)|(?<=[\w.] and)|(?<=[\w.] и))"
    rf"[ \t]*(?:\d+[.)] |[-–—*] )?(?P<name>(?P<family>{_NAME}), (?P<given>{_NAME}){_MORE})"
    r"(?=[ \t]*(?:[-–—;()\n/|,]|\d|\Z|\.\s*(?:\Z|\n)|(?:and|и)\s+" + rf"{_NAME}, {_NAME}" + r"|(?P<goes_on>[a-zа-яё])))"
)
"""Surname, Given: an entry of a list, alone or one of several."""
_CONJUNCTION = re.compile(r"\w(?:\.)? (?:and|и)[ \t]*\Z")
_RUSSIAN = re.compile("[а-яё’'-]+", re.IGNORECASE)
_SON_OF = re.compile("[ \u00a0-](?:оглы|оглу|углы|улы|уулу|кызы|кизи|гызы|кизы)(?![\\w-])", re.IGNORECASE)
_NEXT_SMALL = re.compile("[ \u00a0]([a-zа-яё][\\w-]+)")
_SMALL_PAIR = re.compile(r"(?<![\w-])(?=([а-яё]{3,}) ([а-яё]{3,})(?![\w-]))")
_LATIN_PAIR = re.compile(r"(?<![\w-])([A-Z][a-z]{2,}) ([a-z]{3,})(?![\w-])")
_MAX_MORE_WORDS = 2
_FAMILY_ENDING = re.compile("(?:енко|чук[а-я]{0,2}|[кгтндрзлсм]ян(?:а|у|ом|е)?|швили|адзе|идзе)\\Z")
_SHORT_WORD = 5


@functools.lru_cache(maxsize=50_000)
def _states(word: str) -> frozenset[tuple[str, str]]:
    """(gender, case) of the likely readings of a word as given or family name."""
    lower = word.lower().rsplit("-", maxsplit=1)[-1]
    found = [r for r in name_readings(lower) if r.role in "ns"]
    found = found or [r for r in readings(lower) if r.role == "s"]
    likeliest = max((r.weight for r in found), default=0.0)
    return frozenset((r.gender, r.case) for r in found if r.weight >= _RARE_READING * likeliest)


@functools.lru_cache(maxsize=50_000)
def _is_given(word: str) -> bool:
    """Whether a Russian word is a form of a listed given name."""
    lower = word.lower()
    return any(r.role == "n" for r in name_readings(lower)) or any(
        r.role == "n" and (r.lemma in extra_given_names() or is_listed(r.lemma, "n")) for r in readings(lower)
    )


@functools.lru_cache(maxsize=50_000)
def is_family(word: str) -> bool:
    """Whether a Russian word is a form of a family name of the dictionary or the lists."""
    lower = word.lower()
    known = known_persons()[1]
    return any(r.role == "s" for r in name_readings(lower)) or any(
        r.role == "s" and (is_listed(r.lemma, "s") or r.lemma.replace("ё", "е") in known) for r in readings(lower)
    )


def _parted(text: str, name: Found) -> list[Found]:
    """Two family names side by side in different cases are two persons."""
    words = text[name.start : name.end].split(" ")
    if len(words) != 2 or not all(word.isalpha() and has_cyrillic(word) and len(word) > 2 for word in words):
        return [name]
    one, other = map(_states, words)
    if not one or not other or one & other or any(map(_is_given, words)) or not all(map(is_family, words)):
        return [name]
    if any(known_names(reading.text, PERSON) for reading in lemmas(" ".join(words))):
        return [name]
    middle = name.start + len(words[0])
    return [replace(name, end=middle), replace(name, start=middle + 1)]


def _longer(text: str, name: Found) -> Found:
    """A person goes on with "son of", an organisation with the small words of a longer curated name (Газпром нефть)."""
    if name.kind == PERSON:
        son = _SON_OF.match(text, name.end)
        return replace(name, end=son.end()) if son else name
    if name.kind != ORGANISATION:
        return name
    end = name.end
    for _ in range(_MAX_MORE_WORDS):
        word = _NEXT_SMALL.match(text, end)
        if not word:
            break
        end = word.end()
        core = organisation_lemma(text[name.start : end]).core
        if known_names(core, ORGANISATION):
            return replace(name, end=end)
    return name


def _with_given_behind(text: str, names: Sequence[Found]) -> list[Found]:
    """A family name takes in the given name behind it that agrees with it, which the tagger took for another person: Ковалёва Анна."""
    result: list[Found] = []
    for name in names:
        last = result[-1] if result else None
        if (
            last is not None
            and last.kind == name.kind == PERSON
            and text[last.end : name.start] in {" ", "\u00a0"}
            and _are_family_and_given(text[last.start : last.end], text[name.start : name.end])
            and not is_after_kin(text, last.start)
        ):
            result[-1] = replace(last, end=name.end, score=max(last.score, name.score))
        else:
            result.append(name)
    return result


def _are_family_and_given(family: str, given: str) -> bool:
    plain = family.replace("-", "").isalpha() and given.isalpha() and has_cyrillic(family) and has_cyrillic(given)
    return plain and _agree(family, given)


def _agree(family: str, given: str) -> bool:
    """Whether two Russian words are forms of a family name and of a given name in one case and gender."""
    return _is_given(given) and not _is_given(family) and is_family(family) and bool(_states(family) & _states(given))


def _with_given(text: str, names: Sequence[Found], context: Context) -> list[Found]:
    """A family name takes in the given name before it that agrees with it, which a tagger left out or took for a place."""
    result: list[Found] = []
    before = {end: (start, word) for start, end, word in context.words}
    for name in names:
        family = text[name.start : name.end]
        start, word = before.get(name.start - 1, (0, ""))
        last = result[-1] if result else None
        free = last is None or last.end <= start or (last.start == start and last.kind in {PERSON, PLACE})
        if (
            name.kind == PERSON
            and family.isalpha()
            and text[name.start - 1 : name.start] == " "
            and word[:1].isupper()
            and word.isalpha()
            and has_cyrillic(word)
            and free
            and _is_given(word)
            and not _is_given(family)
            and _states(word) & _states(family)
        ):
            if last is not None and last.start == start:
                result.pop()
            name = replace(name, start=start)  # noqa: PLW2901 - the same name, longer
        result.append(name)
    return result


def _is_entry(family: str, given: str) -> bool:
    if has_cyrillic(family) != has_cyrillic(given):
        return False
    if has_cyrillic(family):
        if not _RUSSIAN.fullmatch(family + given):  # Ukrainian and others
            return bool(given_name_groups(given))
        return _agree(family, given)
    known = lists()
    listed = given.lower() in known.given or bool(given_name_groups(given))
    looks = family.isupper() or family.lower() in known.family or family.lower() not in known.common
    return listed and looks and family.title() not in known.places


def _entries(text: str) -> Iterator[Found]:
    last = -1
    for match in _ENTRY.finditer(text):
        if not _is_entry(match["family"], match["given"]):
            continue
        joined = _CONJUNCTION.search(text, max(0, last - 1), match.start("name")) if last > 0 else None
        behind = joined is not None and joined.start() <= last
        if not behind and (match["goes_on"] or _CONJUNCTION.search(text, 0, match.start("name"))):
            continue  # a conjunction leads to an entry, and running text goes on, behind another entry only
        last = match.end("name")
        yield Found(match.start("name"), last, PERSON, _ENTRY_SCORE, ENTRY)


def _is_plain_name(word: str, family: str) -> bool:
    """Whether a word in small letters is a form of a given name and of nothing else: not вера, роман, лев.

    Beside a word that is a family name and nothing else it may be anything else as well: лев толстой.
    """
    found = grammemes(word)
    if "Name" in found and "inan" not in found and "Surn" in first_reading(family) and not noun_lemmas(family):
        return True
    others = found & {"inan", "VERB", "ADJF", "ADVB", "CONJ"} or word in noun_lemmas(word)
    return "Name" in found and "Name" in first_reading(word) and not others


def _may_be_nothing_else(word: str) -> bool:
    """Whether an unknown word has an ending that only family names have: галустян, бобошвили."""
    return len(word) > _SHORT_WORD and not grammemes(word) and bool(_FAMILY_ENDING.search(word))


def _is_patronymic_of(word: str, given: str) -> bool:
    """Whether a word in small letters is a patronymic that agrees with the given name before it: андрей сергеевич."""
    states = {(r.gender, r.case) for r in name_readings(word) if r.role == "p"}
    return bool(states & {(r.gender, r.case) for r in name_readings(given) if r.role == "n"})


def _small(text: str) -> Iterator[Found]:
    """Persons in small letters whose given and family names are both known and agree: сергей воронов; Elon musk."""
    for match in _SMALL_PAIR.finditer(text):
        one, other = match.groups()
        for given, family in ((one, other), (other, one)):
            if (
                _is_plain_name(given, family)
                and not _is_given(family)
                and (is_family(family) or _may_be_nothing_else(family))
                and _states(given) & _states(family)
            ) or (given is one and "Name" in grammemes(given) and _is_patronymic_of(family, given)):
                yield Found(match.start(), match.end(2), PERSON, _SMALL_SCORE, SMALL)
                break
    for match in _LATIN_PAIR.finditer(text):
        if known_names(match.group().title(), PERSON) and not {match[1].lower(), match[2]} <= lists().common:
            yield Found(match.start(), match.end(), PERSON, _SMALL_SCORE, SMALL)


def arrange(context: Context, names: Sequence[Found]) -> list[Found]:
    """Part, join and lengthen the names of a text.

    Args:
        context: the text with its words.
        names: its names, in order and not overlapping.

    Returns:
        The names, in order and not overlapping.
    """
    text = context.text
    own: list[Found] = []
    for name in names:
        if name.detector == CAPITALS:
            own.append(name)
        else:
            own += _parted(text, name) if name.kind == PERSON else [name]
    own = [_longer(text, name) for name in _with_given_behind(text, _with_given(text, own, context))]
    for entry in _entries(text):
        own = [n for n in own if n.end <= entry.start or entry.end <= n.start]
        own.append(entry)
    for found in _small(text):
        overlapping = [n for n in own if n.start < found.end and found.start < n.end]
        if all(found.start <= n.start and n.end <= found.end for n in overlapping):
            own = [*(n for n in own if n not in overlapping), found]
    ordered: list[Found] = []
    for name in sorted(own, key=lambda n: (n.start, -n.end)):
        if not ordered or ordered[-1].end <= name.start:
            ordered.append(name)
    return ordered
