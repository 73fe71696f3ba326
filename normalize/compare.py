"""Do two names mean the same person, organisation or place?

>>> match = compare("Рогозина Дмитрия Олеговича", "D. Rogosin")
>>> match.same, match.rule
(True, 'inflected')
>>> compare("Dmitry Rogozin", "Alexei Rogozin").vetoes
('different given names: Dmitry and Alexei',)
"""

from normalize.compare_organisations import compare_organisations
from normalize.match import Match
from normalize.people import compare_people

__all__ = ["KINDS", "Match", "compare"]

KINDS = ("person", "organisation", "place")


def compare(a: str, b: str, kind: str = "person", other_kind: str | None = None) -> Match:
    """Compare two names.

    Args:
        a: a name in any script, order and grammatical case.
        b: another one.
        kind: "person", "organisation" or "place".
        other_kind: the kind of `b` where it differs from that of `a`; different kinds are never the same.

    Returns:
        The decision with its score, rule, evidence and vetoes. Precision goes before recall: where a family name alone
        could be several people, the answer is no, with rule ``bare_name``.

    Raises:
        ValueError: unknown kind.
    """
    for name in (kind, other_kind or kind):
        if name not in KINDS:
            raise ValueError(f"unknown kind {name!r}: use one of {', '.join(KINDS)}")
    if other_kind and other_kind != kind:
        return Match(False, 0.0, "different", (), (f"{a} is a {kind}, {b} is a {other_kind}",))
    return compare_organisations(a, b) if kind == "organisation" else compare_people(a, b)
