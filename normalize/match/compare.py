"""Do two names mean the same person, organisation or place?

>>> match = compare("Рогозина Дмитрия Олеговича", "D. Rogosin")
>>> match.same, match.rule
(True, 'inflected')
>>> compare("Dmitry Rogozin", "Alexei Rogozin").vetoes
('different given names: Dmitry and Alexei',)
>>> compare("МКС", "ISS", "place").rule
'gazetteer'
"""

from normalize.gazetteer.lookup import is_ambiguous, lookup
from normalize.kinds import ORGANISATION, PERSON, Kind, check_kind
from normalize.match.organisations import compare_organisations
from normalize.match.persons import compare_people
from normalize.match.places import compare_places
from normalize.match.result import Match

# Scores of names that the lists know: judgements set by hand, not fitted.
_KNOWN = 0.98
_BOTH_AMBIGUOUS = 0.85
_AMBIGUOUS = 0.7


def compare(a: str, b: str, kind: Kind | str = PERSON, other_kind: Kind | str | None = None) -> Match:
    """Compare two names.

    Args:
        a: a name in any script, order and grammatical case.
        b: another one.
        kind: "person", "organisation" or "place".
        other_kind: the kind of `b` where it differs from that of `a`; different kinds are never the same.

    Returns:
        The decision with its score, rule, evidence and vetoes; the same when `a` and `b` change places, but for the order
        of the names in the sentences. Precision goes before recall: where a family name alone could be several people,
        the answer is no, with rule ``bare_name``; where an acronym could be several organisations, no with ``ambiguous``.

    Raises:
        ValueError: unknown kind.
    """
    kind, other_kind = check_kind(kind), check_kind(other_kind or kind)
    if other_kind != kind:
        return Match(False, 0.0, "different", (), (f"{a} is a {kind}, {b} is a {other_kind}",))
    if kind == PERSON:
        return compare_people(a, b)
    return _with_gazetteer(a, b, kind, compare_without_gazetteer(a, b, kind))


def compare_without_gazetteer(a: str, b: str, kind: Kind) -> Match:
    """Compare two organisations or places by their words alone."""
    return compare_organisations(a, b) if kind == ORGANISATION else compare_places(a, b)


def _with_gazetteer(a: str, b: str, kind: Kind, compared: Match) -> Match:
    """Let the gazetteer decide about names that it knows."""
    if a.casefold() == b.casefold() and compared.same:
        return compared
    ours, theirs = lookup(a, kind), lookup(b, kind)
    if not ours or not theirs:
        return compared
    common = [entry for entry in ours if entry in theirs]
    if not common:
        if any(is_ambiguous(a, entry) for entry in ours) or any(is_ambiguous(b, entry) for entry in theirs):
            return compared
        veto = f"{a} is {ours[0].name_en}, {b} is {theirs[0].name_en}"
        return Match(False, 0.0, "different", (), (veto,))
    entry = common[0]
    evidence = f"{a} and {b} are names of {entry.name_en} ({entry.name_ru})"
    doubtful = [name for name in dict.fromkeys((a, b)) if is_ambiguous(name, entry)]
    if not doubtful or compared.same:
        return Match(True, max(_KNOWN, compared.score), "gazetteer", (evidence, *compared.evidence), ())
    note = f"{' and '.join(doubtful)} may also mean others"
    if len(doubtful) > 1:
        return Match(True, _BOTH_AMBIGUOUS, "gazetteer", (evidence, note), ())
    return Match(False, _AMBIGUOUS, "ambiguous", (evidence, note), ())
