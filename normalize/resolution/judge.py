"""Compare two names of a pool, given as profiles in the nominative: every reading counts, no case form is undone."""

from itertools import islice, product

from normalize.match.compare import compare_without_gazetteer
from normalize.match.persons import compare_parsed
from normalize.match.result import Match
from normalize.resolution.blocking import Profile

Verdict = tuple[bool, bool, float]
"""(they belong together, they contradict each other, score)."""


_AS_WELL_AS_ANY = 0.97
"""Names that agree so well are not read otherwise, as in `normalize.match.persons`."""


def match_profiles(one: Profile, other: Profile, *, thorough: bool = False) -> Match:
    """Compare two names of one kind; what the gazetteer says of them is left out.

    `thorough` asks other readings even where the names agree as they stand: one of them may agree better.
    """
    if one.parsed is None or other.parsed is None:
        return compare_without_gazetteer(one.text, other.text, one.kind)
    match = compare_parsed(one.parsed, other.parsed)
    if (one.others or other.others) and (not match.same or (thorough and match.score < _AS_WELL_AS_ANY)):
        return _in_other_readings(one, other, match)
    return match


def judge(one: Profile, other: Profile) -> Verdict:
    """The same as a verdict on two forms; two kinds contradict each other, and so do forms of which any two names do."""
    if one.kind != other.kind:
        return False, True, 0.0
    match = match_profiles(one, other)
    contradicts = bool(match.vetoes) or any(
        match_profiles(mine, theirs).vetoes
        for mine, theirs in islice(product((one, one.twin), (other, other.twin)), 1, None)  # the first pair is `match`
        if mine is not None and theirs is not None
    )
    return match.same and not contradicts, contradicts, match.score


def _in_other_readings(one: Profile, other: Profile, match: Match) -> Match:
    """The best of all readings; they contradict each other where every one does."""
    readings = ([p.parsed, *p.others] for p in (one, other))
    found = [
        compare_parsed(mine, theirs)
        for mine, theirs in islice(product(*readings), 1, None)  # the first pair is `match`
        if mine and theirs and len(mine.tokens) == len(theirs.tokens)
    ]
    return max([match, *found], key=lambda m: (m.same, not m.vetoes, m.score))
