"""How English writes a person of the source: the established spelling first, else the press romanisation.

Хасан Насралла is Hassan Nasrallah, a Насралла without a given name Nasrallah, the Зубаревы are the Zubarevs, Михалков-младший
is Mikhalkov Jr.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.gazetteer.curated import known_names, known_people
from normalize.gazetteer.english import english_name
from normalize.kinds import PERSON
from normalize.resources import once, read_rows
from normalize.transliteration.romanize import romanize

_FAMILY = re.compile(r"(?:(?<=[оеё]в)|(?<=[иы]н))ы\Z|(?<=[сц]к)ие\Z")
_PATRONYMIC = re.compile(r"(?:ич|вна|чна|оглы|кызы)\Z")
_AGREED = 0.8
"""Share of the known people of one family name from which their spelling is that of any other bearer."""
_SEVERAL = 2
"""Known people from which the spelling of a Russian family name is that of others: one alone may be a Ukrainian."""


@dataclass(frozen=True, slots=True)
class EnglishPerson:
    """A person's name in English.

    Attributes:
        lemma: the nominative without what `suffix` says; of a family that of one man.
        text: the whole in English.
        accepted: other established spellings of the whole.
        established: the spelling is that of a list.
        suffix: Jr. or Sr.
        family: the name of several people, in the plural.
    """

    lemma: str
    text: str
    accepted: tuple[str, ...] = ()
    established: bool = False
    suffix: str = ""
    family: bool = False


def english_person(lemma: str, romanized: str, native: bool) -> EnglishPerson:
    """How English writes a person.

    Args:
        lemma: the nominative.
        romanized: it in Latin letters, as a last resort.
        native: the family name is like those of Russia, for which the press romanisation is right for most people.
    """
    plain, suffix = without_suffix(lemma)
    if " " not in plain and (man := _man_of(plain)):
        return EnglishPerson(man, _spelled_family(man) or romanize(man), suffix=suffix, family=True)
    words = plain.split()
    for whole in dict.fromkeys((lemma, plain)):
        found = english_name(whole, PERSON)
        if found.known:
            text = found.text.removesuffix(" Jr.").removesuffix(" Sr.") if suffix else found.text
            accepted = {variant for known in known_names(whole, PERSON) for variant in known.variants_en}
            return EnglishPerson(plain, _with_patronymic(words, text), tuple(sorted(accepted)), True, suffix)
    spelled = _spelled_family(words[-1])
    text = english_name(plain, PERSON).text if suffix else romanized
    if spelled and len(text.split()) == len(words):
        text = " ".join([*text.split()[:-1], spelled])
        foreign = not native or spelled != romanize(words[-1])  # Остин is no Ostin
        return EnglishPerson(plain, text, established=foreign, suffix=suffix)
    return EnglishPerson(plain, text, suffix=suffix)


def _with_patronymic(words: Sequence[str], text: str) -> str:
    """An established name of two words with the patronymic that the source has between them."""
    if len(words) == 3 and _PATRONYMIC.search(words[1]) and len(text.split()) == 2:
        given, family = text.split()
        return f"{given} {romanize(words[1])} {family}"
    return text


def _man_of(plural: str) -> str:
    """The name of one man of a family in the plural nominative: Зубарев of Зубаревы; "" for other names."""
    match = _FAMILY.search(plural)
    return "" if match is None else plural[: match.start()] + ("ий" if match.group() == "ие" else "")


def without_suffix(name: str) -> tuple[str, str]:
    """A name without -младший or -старший, and Jr. or Sr."""
    for russian, english in _suffixes():
        at = name.lower().rfind(russian)
        if at > 0 and at + len(russian) == len(name):
            return name[:at].rstrip("- "), english
    return name, ""


def _spelled_family(word: str) -> str:
    """The spelling that the known people of a family name share; "" when they do not."""
    spellings = _families().get(word.casefold().replace("ё", "е"))
    if not spellings:
        return ""
    best, count = max(spellings.items(), key=lambda item: item[1])
    enough = count >= (_SEVERAL if word.casefold().endswith(_of_several_nations()) else 1)
    return best if enough and count >= _AGREED * sum(spellings.values()) else ""


@once
def _families() -> dict[str, Counter[str]]:
    families: dict[str, Counter[str]] = {}
    for name in known_people():
        english = name.en.split()
        words = {ru.split()[-1] for ru in (name.ru, *name.variants_ru) if ru.count(" ") + 1 == len(english) >= 2}
        for word in words:
            families.setdefault(word.casefold().replace("ё", "е"), Counter())[english[-1]] += 1
    return families


@once
def _suffixes() -> tuple[tuple[str, str], ...]:
    rows = read_rows("translate.names", "fidelity.tsv", columns=3)
    return tuple((word, english) for kind, english, words in rows if kind == "suffix" for word in words.split())


@once
def _of_several_nations() -> tuple[str, ...]:
    rows = read_rows("translate.names", "fidelity.tsv", columns=3)
    return tuple(ending for kind, _, endings in rows if kind == "several" for ending in endings.split())
