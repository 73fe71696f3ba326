"""Which reading of an ambiguous name a document supports: Пескова beside "Дмитрий Песков" is his genitive.

Names of the document whose own reading leaves little doubt vote for the words they are made of, with their gender;
a doubtful name takes the reading whose words were voted for. Without such evidence nothing changes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from normalize.morphology.persons import Lemma, lemmas

_CERTAIN = 0.9
_SUPPORT = 20.0
"""How many times likelier a fully supported reading becomes."""
_DOUBTFUL_READING = 0.01

Cases = tuple[float, ...] | None
Evidence = Mapping[tuple[str, str], int]
"""Votes by (word of a nominative in lower case with е for ё, gender)."""


def _words(text: str) -> list[str]:
    return [word for word in text.lower().replace("ё", "е").split() if len(word.rstrip(".")) > 2]


def evidence(names: Sequence[str], cases: Sequence[Cases] = ()) -> Evidence:
    """Votes of the names of one document; build it once and pass it for each doubtful name.

    Args:
        names: the names as written.
        cases: for each name what case its place asks for, as `lemmas` takes it; left out, the names stand alone.
    """
    votes: Counter[tuple[str, str]] = Counter()
    for (name, asked), count in Counter(zip(names, cases or [None] * len(names), strict=True)).items():
        best = lemmas(name, cases=asked)[0]
        if best.score >= _CERTAIN and best.gender:
            for word in _words(best.text):
                votes[word, best.gender] += count
    return votes


def lemmas_in_context(name: str, names_of_document: Sequence[str] | Evidence, cases: Cases = None) -> list[Lemma]:
    """Readings of a name, likeliest first, weighed with the other names of its document.

    Args:
        name: the name as written.
        names_of_document: the names found in the same document, as written (this one may be among them), or what
            `evidence` made of them.
        cases: what case its place asks for, as `lemmas` takes it.

    Returns:
        As `normalize.lemmas.lemmas`: scores sum to about 1 and stay below 1 where doubt remains.
    """
    readings = lemmas(name, cases=cases)
    if readings[0].score >= 0.999:
        return readings
    votes = names_of_document if isinstance(names_of_document, Mapping) else evidence(names_of_document)
    support = []
    for reading in readings:
        genders = [reading.gender] if reading.gender else ["m", "f"]
        words = _words(reading.text)
        support.append(sum(votes.get((word, gender), 0) for word in words for gender in genders))
    total = sum(support)
    if not total:
        return readings
    weighed = [
        reading.score * (1 + _SUPPORT * votes_for / total) for reading, votes_for in zip(readings, support, strict=True)
    ]
    norm = sum(weighed)
    ranked = [
        replace(reading, score=round(weight / norm, 4)) for reading, weight in zip(readings, weighed, strict=True)
    ]
    ranked.sort(key=lambda reading: (-reading.score, reading.text))
    return [reading for reading in ranked if reading.score >= _DOUBTFUL_READING or reading is ranked[0]]
