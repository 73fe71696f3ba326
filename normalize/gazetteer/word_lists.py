"""Lists of names and of words that tell names apart, read once from the data files."""

from dataclasses import dataclass

from normalize.kinds import PERSON, Kind
from normalize.resources import once, read_rows
from normalize.words import english_words


@dataclass(frozen=True, slots=True)
class Lists:
    """Knowledge about English names.

    Attributes:
        common: everyday words, lower case.
        given: given names, lower case; family: family names, lower case.
        places: known places as written; to 2 (a country, region, or large city) or 1 (another city).
        organisations: known organisations as written.
        peoples: nationalities, peoples and faiths, lower case.
        cues: for each kind of mentions_cues.tsv its words, lower case.
        titles: words before persons' names, lower case.
    """

    common: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    places: dict[str, int]
    organisations: frozenset[str]
    peoples: frozenset[str]
    cues: dict[str, frozenset[str]]
    titles: frozenset[str]


@once
def lists() -> Lists:
    """The shared lists (60 ms on first use)."""
    given, family = set(), set()
    for name, roles in read_rows("normalize.gazetteer", "mentions_people_en.tsv.gz", columns=2):
        if "g" in roles:
            given.add(name)
        if "s" in roles:
            family.add(name)
    places = {
        name: 2 if rank == "1" else 1
        for name, rank in read_rows("normalize.gazetteer", "mentions_cities_en.tsv.gz", columns=2)
    }
    places.update((row[0], 2) for row in read_rows("normalize.gazetteer", "mentions_geography.tsv", columns=1))
    cues: dict[str, set[str]] = {}
    for word, kind in read_rows("normalize.gazetteer", "mentions_cues.tsv", columns=2):
        cues.setdefault(kind, set()).add(word)
    return Lists(
        common=english_words(),
        given=frozenset(given),
        family=frozenset(family),
        places=places,
        organisations=frozenset(
            name
            for name, lang in read_rows("normalize.gazetteer", "mentions_organisations.tsv", columns=2)
            if lang == "en"
        ),
        peoples=frozenset(row[0] for row in read_rows("normalize.gazetteer", "mentions_peoples.tsv", columns=1)),
        cues={kind: frozenset(words) for kind, words in cues.items()},
        titles=frozenset(
            row[0] for row in read_rows("normalize.gazetteer", "mentions_titles.tsv", columns=2) if row[1] == "en"
        ),
    )


def is_plausible_english(name: str, kind: Kind) -> bool:
    """Whether the lists let a Latin name of several words pass: a person unless it begins with a common word, others as listed."""
    known = lists()
    if kind == PERSON:
        first = name.split(maxsplit=1)[0].lower()
        return first in known.given or first not in known.common
    return name in known.organisations or name in known.places


def is_persons_name(name: str) -> bool:
    """Whether the lists make a Latin name of several words a person's: a given name first, an uncommon word last."""
    known = lists()
    words = name.lower().split()
    return (
        len(words) > 1 and words[0] in known.given and words[-1] not in known.common and name not in known.organisations
    )
