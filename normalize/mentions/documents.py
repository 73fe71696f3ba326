"""What the names of one document say about each other: one word is one kind of name, and is found wherever it stands.

Works on the trimmed names of all texts of a document together, in whichever language each text is.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from normalize.gazetteer.word_lists import lists
from normalize.kinds import PERSON, Found, Kind
from normalize.mentions.english_bodies import with_state
from normalize.mentions.family_lists import part_family_names
from normalize.mentions.persons import whole_persons
from normalize.mentions.rules import NOUN, Context, outside
from normalize.mentions.spans import arrange
from normalize.mentions.things import STREET, as_things, is_common_start
from normalize.morphology.dictionary import base, is_common
from normalize.text.script import has_cyrillic

REPEATED = "repeated"
_REPEATED_SCORE = 0.6
_CLEARLY = 1.2
"""A word changes its kind only when the other kind weighs this much more."""
_MIN_SURNAME = 3

Votes = Mapping[str, Counter[Kind]]


def _votes(contexts: Sequence[Context], found: Sequence[Sequence[Found]]) -> Votes:
    """Weight of each kind by word (dictionary form); the family name of a full name votes for a person."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for context, names in zip(contexts, found, strict=True):
        for name in names:
            if name.detector in {NOUN, STREET}:
                continue  # газета «Москва» says nothing of Москва, улица Гагарина nothing of Гагарин
            words = context.text[name.start : name.end].split()
            last = words[-1] if words else ""
            if len(words) == 1 or (name.kind == PERSON and len(last) >= _MIN_SURNAME and not last.endswith(".")):
                votes[base(last)][name.kind] += round(100 * name.score)
    return votes


def _settled(name: Found, counts: Counter[Kind]) -> Found:
    kind, weight = counts.most_common(1)[0]
    return replace(name, kind=kind) if weight > _CLEARLY * counts[name.kind] else name


def _is_distinct(word: str, kind: Kind) -> bool:
    """Whether a word is a name by its looks, so that it may be added where the tagger saw none."""
    if len(word) < 2 or not word[0].isupper() or not word[0].isalpha():
        return False
    if word.isupper():
        return True
    if has_cyrillic(word):
        return kind == PERSON and not is_common(word)
    return word.lower() not in lists().common


def agree(contexts: Sequence[Context], found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Settle the kind of one-word names within a document, and add overlooked ones; persons cut up are put together.

    Args:
        contexts: the texts of one document with their words.
        found: the trimmed names of each text, in order and not overlapping.

    Returns:
        The names of each text, in order and not overlapping.
    """
    found = [
        as_things(context, with_state(context.text, arrange(context, _persons(context.text, names))))
        for context, names in zip(contexts, found, strict=True)
    ]
    votes = _votes(contexts, found)
    results: list[list[Found]] = []
    for context, names in zip(contexts, found, strict=True):
        own = []
        for name in names:
            surface = context.text[name.start : name.end]
            one_word = " " not in surface and base(surface) in votes
            own.append(_settled(name, votes[base(surface)]) if one_word and name.detector != NOUN else name)
        if votes:
            own += _overlooked(context, own, votes)
        results.append(sorted(own, key=lambda name: name.start))
    return results


def _persons(text: str, names: Sequence[Found]) -> list[Found]:
    return part_family_names(text, whole_persons(text, names))


def _overlooked(context: Context, names: Sequence[Found], votes: Votes) -> list[Found]:
    added = []
    free = outside(context.words, names)
    for start, end, word in free:
        counts = votes.get(base(word)) if word[:1].isupper() else None
        kind = counts.most_common(1)[0][0] if counts else None
        if kind and _is_distinct(word, kind):
            name = Found(start, end, kind, _REPEATED_SCORE, REPEATED)
            if kind != PERSON or not is_common_start(context, name):  # Волков стало больше
                added.append(name)
    return added
