"""What kind of name a name is, settled over the whole corpus: Stroytransgaz is no person where ООО «Стройтрансгаз» is named.

Legal forms, class nouns and the lists decide; then the company a single word keeps in the corpus: the kinds it was given
elsewhere, in whichever script, and the full names of people that end in it.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from normalize.gazetteer.common_names import is_common_family_name, is_lone_given_name
from normalize.gazetteer.identities import identify
from normalize.kinds import ORGANISATION, PERSON, Kind
from normalize.parse.organisation_words import HEAD, KIND, LEGAL, listed_kind
from normalize.phonetics.readings import fold, sure_sounds
from normalize.resolution.types import NameInContext

_CLEARLY = 3
"""A word changes its kind when another is so many times as frequent for it."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}")
"""Гордеев С.П. is no joint venture (СП)."""
_QUOTES = "«»\"“”„'‘’"


@functools.lru_cache(maxsize=200_000)
def _sound(word: str) -> str:
    """A word as it sounds, the same for both scripts where the spelling is regular."""
    folded = fold(word)
    return next(iter(sure_sounds(folded)), folded)


def _words(text: str) -> list[str]:
    return [word for word in (part.strip(_QUOTES + ",;") for part in text.split()) if word]


def _says_organisation(words: Sequence[str], kind: Kind) -> bool:
    """Whether a legal form or, in what was taken for a person, a class noun stands beside a name: JSC, Concern, банк."""
    if len(words) < 2 or (kind == PERSON and is_lone_given_name(words[0])):
        return False
    kinds = [listed_kind(word) for word in (words[0], words[-1]) if len(word) > 1 and not _INITIALS.fullmatch(word)]
    return LEGAL in kinds or (kind == PERSON and bool({HEAD, KIND} & set(kinds)))


def _cores(words: Sequence[str]) -> list[str]:
    """The words of an organisation's name that are no class nouns or legal forms."""
    return [word for word in words if not listed_kind(word)]


def settle_kinds(rows: Sequence[NameInContext]) -> Mapping[tuple[str, Kind], Kind]:
    """Settle the kinds of a corpus' names.

    Args:
        rows: the names in their documents.

    Returns:
        (text, kind it was given) → its kind, for names whose kind changes.
    """
    counts: Counter[tuple[str, str, Kind]] = Counter()
    for row in rows:
        counts[row.text, row.lemma or row.text, row.kind] += row.n
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    people: set[str] = set()
    companies: set[str] = set()
    settled: dict[tuple[str, Kind], Kind] = {}
    lone: list[tuple[str, str, Kind, str]] = []
    for (text, lemma, kind), n in counts.items():
        words = _words(lemma)
        entry = kind == PERSON and ", " in lemma and listed_kind(words[-1]) != LEGAL  # White, Emma
        if kind != ORGANISATION and not entry and _says_organisation(words, kind):
            settled[text, kind] = ORGANISATION
        if len(words) == 1:
            key = _sound(words[0])
            votes[key][kind] += n
            lone.append((text, words[0], kind, key))
        elif not words:
            continue
        elif kind == PERSON and (text, kind) not in settled:
            people.update(_sound(word) for word in words)
            votes[_sound(words[-1])][PERSON] += n
        else:
            cores = _cores(words)
            if len(cores) == 1 and len(cores) < len(words):
                companies.add(_sound(cores[0]))
    for text, word, kind, key in lone:
        found = _kind_of(word, kind, key, votes[key], people, companies)
        if found != kind:
            settled[text, kind] = found
    return settled


def _kind_of(word: str, kind: Kind, key: str, votes: Counter[Kind], people: set[str], companies: set[str]) -> Kind:
    """The kind of a single word."""
    if len(word) == 1:
        return kind  # X, a letter, is a company only where it was already taken for one
    nobodys = kind == PERSON and key not in people and not is_lone_given_name(word) and not is_common_family_name(word)
    if nobodys and (key in companies or len(identify(word).ids) == 1):
        return ORGANISATION
    best, weight = max(votes.items(), key=lambda item: (item[1], item[0] == kind))
    return best if weight >= _CLEARLY * votes[kind] else kind
