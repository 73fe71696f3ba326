"""Names in languages without a tagger: runs of capitalised words, told apart by lists.

Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, German, French, Polish, Spanish, Italian and others. A run of two or more
capitalised words is a person when a given name or a family name in it is known (in any spelling that sounds the same, case
endings of Slavic languages taken off), or when it stands inside a sentence of a language that writes common nouns small.
Places and organisations are those of lists. Words are in words_by_language.tsv, places in places_by_language.tsv.gz.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.gazetteer.curated import known_names, known_people
from normalize.gazetteer.given_names import given_name_groups
from normalize.gazetteer.word_lists import lists
from normalize.kinds import ORGANISATION, PERSON, PLACE, Found, Kind
from normalize.morphology.lexicon import is_listed
from normalize.ner.russian import Word
from normalize.phonetics.readings import fold
from normalize.resources import once, read_rows

DETECTOR = "capitals"
TAGGED = frozenset({"ru", "en", "und", "zxx", ""})
"""Languages with a tagger, and texts whose language is unknown, which the tagger of their script reads."""
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
_KNOWN, _LIKELY, _LISTED = 0.85, 0.6, 0.8
"""How sure a person with a known given or family name is, one by capitals alone, and what a list holds."""
_FAMILY_FIRST = frozenset({"hu"})
_LAST_WORD = re.compile(r"(\w+)['’ ]\Z")
_PARTICLES = frozenset(
    ("von van der den de da di del della dos do la le bin al el ibn zu " + "фон ван дер де да ди аль ибн бен ел").split(
        " "
    )
)
_SLAVIC = frozenset({"uk", "be", "sr", "hr", "sl", "pl", "cs", "sk", "lt", "lv"})
"""Languages whose names have case endings."""
_ENDING = re.compile(
    "(?:ою|ею|ом|ем|ім|им|ам|ові|еві|ого|ому|ой|у|ю|а|я|е|і|и|ы|ї|"
    "owi|owie|em|iem|ém|om|ego|emu|ą|ę|ie|ovi|evi|ou|u|a|e|i|y|umi|ui|o|ui|am)\\Z"
)
_MIN_STEM = 3
_FAMILY_LETTERS = 4
_SUFFIX = re.compile("['’].*\\Z")
"""Turkish case endings: Ankara'da."""
_MAX_PLACE_WORDS = 3
_MAX_ENDING = 3
_PLACE_ENDINGS = ("", "a", "а", "o", "о", "ja", "ія", "я", "ь", "ia", "y", "e")
"""What a case ending may stand in the place of."""
_LARGE = 2
"""Rank of countries and large cities in the list of places as English writes them: Berlin, Paris."""
_AS_RUSSIAN = str.maketrans("іїєґўј", "ииегвй")
"""Ukrainian, Belarusian and Serbian letters as Russian family names have them: Путін."""


@dataclass(frozen=True, slots=True)
class _Words:
    function: dict[str, frozenset[str]]
    title: dict[str, frozenset[str]]
    article: dict[str, frozenset[str]]
    respelling: dict[str, tuple[tuple[str, str], ...]]
    family: tuple[str, ...]
    organisation: frozenset[str]
    places: dict[str, frozenset[str]]
    """By name the languages that write it so; "-" for any."""
    english: dict[str, str]
    """By name its English, where all languages mean one place."""


@once
def _words() -> _Words:
    by_class: dict[str, dict[str, set[str]]] = {}
    respelling: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind, lang, text in read_rows("normalize.ner", "words_by_language.tsv", columns=3):
        if kind == "respelling":
            pairs = (pair.partition("=") for pair in text.split(" "))
            respelling[lang] = tuple((letters, sound) for letters, _, sound in pairs)
            continue
        by_class.setdefault(kind, {}).setdefault(lang, set()).update(w.replace("~", " ") for w in text.split(" "))
    places: dict[str, frozenset[str]] = dict.fromkeys(by_class["place"]["-"], frozenset("-"))
    english: dict[str, str] = {}
    for name, langs, meant in read_rows("normalize.ner", "places_by_language.tsv.gz", columns=3, required=2):
        english[name] = meant
        places[name] = places.get(name, frozenset()) | frozenset(langs.split(" "))
    function, title, article = (
        {lang: frozenset(found) for lang, found in by_class[kind].items()} for kind in ("function", "title", "article")
    )
    organisation = frozenset(by_class["organisation"]["-"])
    return _Words(function, title, article, respelling, tuple(by_class["family"]["-"]), organisation, places, english)


@once
def _known_words() -> tuple[frozenset[str], frozenset[str]]:
    """(given names, family names) of the curated people in both scripts, folded."""
    given, family = set(), set()
    for person in known_people():
        for text in (person.ru, person.en, *person.variants_ru, *person.variants_en):
            first, _, last = text.rpartition(" ")
            if first:
                given.add(fold(first.partition(" ")[0]))
                family.add(fold(last))
    return frozenset(given), frozenset(family)


def _stems(word: str, lang: str) -> Iterator[str]:
    """The word, as an English reader would spell it, and what it may be the case form of."""
    yield word
    spelled = word.lower()
    for letters, sound in _words().respelling.get(lang, ()):
        spelled = spelled.replace(letters, sound)
    if spelled != word.lower():
        yield spelled
        stripped = _ENDING.sub("", spelled) if lang in _SLAVIC else ""
        yield from (stripped,) if len(stripped) > _MIN_STEM else ()
    ending = _ENDING.search(word) if lang in _SLAVIC else None
    if ending and ending.start() >= _MIN_STEM:
        stem = word[: ending.start()]
        yield from (stem, f"{stem}a" if stem.isascii() else f"{stem}а", f"{stem}й", f"{stem}o")


@functools.lru_cache(maxsize=50_000)
def _is_given(word: str, lang: str) -> bool:
    if len(word) < _MIN_STEM or not word[0].isupper():
        return False
    known = _known_words()[0]
    return any(
        given_name_groups(stem) or fold(stem) in known or is_listed(stem.lower(), "n") for stem in _stems(word, lang)
    )


def _may_be_given(word: str, lang: str) -> bool:
    """Whether it is the same, or a word in the list of given names of English text, which holds many a common noun (Guerra)."""
    return _is_given(word, lang) or word.lower() in lists().given


@functools.lru_cache(maxsize=50_000)
def _is_family(word: str, lang: str) -> bool:
    if len(word) < _FAMILY_LETTERS:
        return False
    if len(word) > _FAMILY_LETTERS and any(stem.endswith(_words().family) for stem in _stems(word.lower(), lang)):
        return True
    return any(_is_known_family(stem) or is_listed(stem.lower(), "s") for stem in _stems(word, lang))


def _looks_like_family(word: str) -> bool:
    return not word.isascii() or word.lower().endswith(_words().family)


def _is_known_family(word: str) -> bool:
    return fold(word.translate(_AS_RUSSIAN)) in _known_words()[1]


@functools.lru_cache(maxsize=50_000)
def _is_place(name: str, lang: str) -> bool:
    """Whether a name is a place's in a language, perhaps in a case form (Warszawie)."""
    return lists().places.get(name) == _LARGE or bool(_place_nominative(name, lang))


def _place_nominative(name: str, lang: str) -> str:
    """The listed name that a place's name is or may be the case form of, "" for none."""
    places = _words().places
    if {lang, "-"} & places.get(name, frozenset()):
        return name
    if lang not in _SLAVIC:
        return ""
    return next((n for n in _may_be_form_of(name) if {lang, "-"} & places.get(n, frozenset())), "")


@functools.lru_cache(maxsize=50_000)
def place_forms(name: str, lang: str) -> tuple[str, str]:
    """Say what a place that a text of a language without a tagger names is called.

    Args:
        name: as written, perhaps in a case form.
        lang: primary language of the text.

    Returns:
        The nominative in that language and the English name by CLDR; ("", "") for places that the list lacks.
    """
    found = _place_nominative(name, lang)
    english = _words().english
    if found and found not in english and lang in _SLAVIC:  # a case form that is listed itself: України
        found = next((n for n in _may_be_form_of(name) if lang in _words().places.get(n, ()) and n in english), found)
    return (found, english.get(found, "")) if found else ("", "")


def _may_be_form_of(name: str) -> Iterator[str]:
    for size in range(len(name), max(_FAMILY_LETTERS, len(name) - _MAX_ENDING) - 1, -1):
        yield from (name[:size] + end for end in _PLACE_ENDINGS)


def _begins(text: str, start: int) -> bool:
    """Whether a word stands at the beginning of a text, line or sentence."""
    before = text[max(0, start - 3) : start].rstrip(" \"'«„“”(—–-")
    return not before or before[-1] in ".!?:;\n…•"


def _runs(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Capitalised words with single spaces between them, particles inside included."""
    run: list[Word] = []
    waiting: list[Word] = []
    for word in words:
        touching = not run or text[(waiting or run)[-1][1] : word[0]] == " "
        if run and not touching:
            yield run
            run, waiting = [], []
        if word[2][0].isupper():
            run += [*waiting, word]
            waiting = []
        elif run and word[2] in _PARTICLES and len(waiting) < 2:
            waiting.append(word)
        elif run:
            yield run
            run, waiting = [], []
    if run:
        yield run


def _found(run: Sequence[Word], kind: Kind, score: float) -> Found:
    return Found(run[0][0], run[-1][1], kind, score, DETECTOR)


def _read(
    text: str, run: list[Word], lang: str, *, begins: bool | None = None, article: bool = False
) -> Iterator[Found]:
    """The names of one run, which may begin a sentence, or stand behind an article."""
    begins = _begins(text, run[0][0]) if begins is None else begins
    function, titles, articles = (
        table.get(lang, frozenset()) for table in (_words().function, _words().title, _words().article)
    )
    while run and (run[0][2].lower() in function or run[0][2].lower() in titles or run[0][2] in _PARTICLES):
        article = run[0][2].lower() in articles
        run = run[1:]
    if not run:
        return
    for at, word in enumerate(run):
        if at and word[2].lower() in titles:
            yield from _read(text, run[:at], lang, begins=begins, article=article)
            yield from _read(text, run[at:], lang, begins=False)
            return
    place = _place_at(run, lang)
    if place:
        start, end = place
        if start:
            yield from _read(text, run[:start], lang, begins=begins, article=article)
        cut = _SUFFIX.search(run[end - 1][2])
        found = _found(run[start:end], PLACE, _LISTED)
        yield replace(found, end=found.end - len(cut.group())) if cut else found
        if end < len(run):
            yield from _read(text, run[end:], lang, begins=False)
        return
    name = text[run[0][0] : run[-1][1]]
    if any(word[2].lower() in _words().organisation for word in run) and len(run) > 1:
        yield _found(run, ORGANISATION, _LIKELY)
    elif name in lists().organisations or any(known.kind == ORGANISATION for known in known_names(name)):
        yield _found(run, ORGANISATION, _LISTED)
    elif len(run) > 1:
        before = _LAST_WORD.search(text, max(0, run[0][0] - 20), run[0][0])
        article = article or (before is not None and before[1].lower() in articles)
        yield from _person(run, lang, likely=not begins and not article)
    elif (
        lang not in _NOUNS_IN_CAPITALS
        and not article
        and not name.isupper()
        and len(name) > _FAMILY_LETTERS
        and (
            _is_known_family(name) and _looks_like_family(name)
            if begins
            else any(map(_is_known_family, _stems(name, lang)))
        )
    ):
        yield _found(run, PERSON, _LIKELY)


def _person(run: list[Word], lang: str, *, likely: bool) -> Iterator[Found]:
    """A person among two or more capitalised words that are no place and no organisation; `likely`: their place allows it."""
    is_given = _may_be_given if likely else _is_given
    given = next((at for at, word in enumerate(run) if is_given(word[2], lang)), None)
    if lang in _FAMILY_FIRST and given:
        yield _found(run[: given + 1], PERSON, _KNOWN)
    elif given is not None and given < len(run) - 1:
        yield _found(run[given:], PERSON, _KNOWN)
    elif lang in _NOUNS_IN_CAPITALS or any(word[2].isupper() for word in run):
        return
    elif _is_family(run[-1][2], lang):
        yield _found(run, PERSON, _KNOWN if likely else _LIKELY)
    elif likely:
        yield _found(run, PERSON, _LIKELY)


def _place_at(run: Sequence[Word], lang: str) -> tuple[int, int] | None:
    """(first word, one past the last) of a place at either end of a run that leaves nothing or a person with a given name."""
    for size in range(min(_MAX_PLACE_WORDS, len(run)), 0, -1):
        for start in dict.fromkeys((0, len(run) - size)):
            name = " ".join(_SUFFIX.sub("", word[2]) for word in run[start : start + size])
            if not _is_place(name, lang):
                continue
            before, after = run[:start], run[start + size :]
            person = len(after) > 1 and _is_given(after[0][2], lang)
            if not before and (not after or person):
                return start, start + size
            if len(before) > 1 and not after:
                return start, start + size
    return None


def tag_other(texts: Sequence[str], words: Sequence[Sequence[Word]], langs: Sequence[str]) -> list[list[Found]]:
    """Find names in texts of languages without a tagger.

    Args:
        texts: the texts.
        words: their words, as `normalize.ner.russian.words` gives them.
        langs: primary language of each.

    Returns:
        For each text its names, in order and not overlapping.
    """
    return [
        [name for run in _runs(text, own) for name in _read(text, run, lang)]
        for text, own, lang in zip(texts, words, langs, strict=True)
    ]
