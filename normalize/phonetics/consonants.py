"""The consonants of a word, coarsely: what remains of a name whichever way it was romanised, misheard or shortened."""

import functools

from normalize.phonetics.readings import readings, skeleton

SIBILANTS = str.maketrans("ш", "с")
"""What `skeleton` leaves apart and languages confuse."""
_CUT = 2
"""So many readings of a word are cut."""


@functools.lru_cache(maxsize=200_000)
def coarse(word: str) -> tuple[str, ...]:
    """Consonants of a word, doubled ones once, sibilants and voices merged; its sounds where it has none.

    Those of its likeliest reading first.
    """
    found = []
    for reading in readings(word):
        bones = skeleton(reading.sounds).translate(SIBILANTS) or reading.sounds
        found.append("".join(sound for i, sound in enumerate(bones) if i == 0 or bones[i - 1] != sound))
    return tuple(dict.fromkeys(found))


def cut(word: str) -> list[str]:
    """The consonants of a word's likeliest readings, and the same with each of them left out."""
    found = coarse(word)[:_CUT]
    return sorted(
        {*found, *(bones[:i] + bones[i + 1 :] for bones in found if len(bones) > 2 for i in range(len(bones)))}
    )


def may_be_one(left: str, right: str) -> bool:
    """Whether two words have the same consonants, but for one that either of them may lack.

    >>> may_be_one("Emanzelinsk", "Iemanjelinsk"), may_be_one("Tazovskoye", "Darovskoye")
    (True, False)
    """
    return bool(set(coarse(left)) & set(cut(right)) or set(cut(left)) & set(coarse(right)))
