"""Which reading of an ambiguous name a document supports: Пескова beside "Дмитрий Песков" is his genitive.

Names of the document whose own reading leaves little doubt vote for the words they are made of, with their gender;
a doubtful name takes the reading whose words were voted for. Without such evidence nothing changes.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from normalize.morphology.paradigms import Asked
from normalize.morphology.persons import Lemma, lemmas
from normalize.words import plain_lower

_CERTAIN = 0.9
_SUPPORT = 20.0
"""How many times likelier a fully supported reading becomes."""
_DOUBTFUL_READING = 0.01
_NO_FORM = 0.01
"""How likely a form is in the mouth of somebody whose paradigm has it not: two bearers of one family name are no contradiction."""

Cases = Asked | None
_Bearer = tuple[str, str]
Evidence = Mapping[_Bearer, float]
"""Votes by (word of a nominative in lower case with е for ё, gender)."""


def _words(text: str) -> list[str]:
    return [word for word in plain_lower(text).split() if len(word.rstrip(".")) > 2]


def evidence(names: Sequence[str], cases: Sequence[Cases] = ()) -> Evidence:
    """Votes of the names of one document; build it once and pass it for each doubtful name.

    Args:
        names: the names as written.
        cases: for each name what case its place asks for, as `lemmas` takes it; left out, the names stand alone.
    """
    votes: defaultdict[_Bearer, float] = defaultdict(float)
    forms: dict[str, list[Mapping[_Bearer, float]]] = {}
    for (name, asked), count in Counter(zip(names, cases or [None] * len(names), strict=True)).items():
        found = lemmas(name, cases=asked)
        best = found[0]
        words = _words(best.text)
        if best.score >= _CERTAIN and best.gender and (len(words) > 1 or best.text == name):
            for word in words:
                votes[word, best.gender] += count
        last = _words(name)[-1:]
        if last:
            forms.setdefault(last[0], []).append(_bearers(found))
    for bearer, vote in _joint_votes(forms).items():
        votes[bearer] += vote
    return votes


def _bearers(readings: Sequence[Lemma]) -> dict[_Bearer, float]:
    """Score of each reading by the last word of the nominative and gender."""
    scores: dict[_Bearer, float] = {}
    for reading in readings:
        for word in _words(reading.text)[-1:]:
            for gender in [reading.gender] if reading.gender else ["m", "f"]:
                scores[word, gender] = scores.get((word, gender), 0.0) + reading.score
    return scores


def _joint_votes(forms: Mapping[str, Sequence[Mapping[_Bearer, float]]]) -> dict[_Bearer, float]:
    """Votes for whom several forms of one name can be forms of: Шакире, Шакира and Шакиру of a woman, not of Шакир.

    Args:
        forms: the readings of each mention by the last word as written.
    """
    means: dict[str, dict[_Bearer, float]] = {}
    by_bearer: dict[_Bearer, list[str]] = {}
    for form, mentions in forms.items():
        bearers = {bearer for scores in mentions for bearer in scores}
        means[form] = {b: sum(scores.get(b, 0.0) for scores in mentions) / len(mentions) for b in bearers}
        for bearer in bearers:
            by_bearer.setdefault(bearer, []).append(form)
    votes: dict[_Bearer, float] = {}
    for form, scores in means.items():
        related = sorted({other for bearer in scores for other in by_bearer[bearer]})
        if len(related) == 1:
            continue
        joint = {b: math.prod(max(means[other].get(b, 0.0), _NO_FORM) for other in related) for b in scores}
        total = sum(joint.values())
        for bearer, belief in joint.items():
            votes[bearer] = votes.get(bearer, 0.0) + belief / total * len(forms[form])
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
