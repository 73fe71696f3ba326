"""Pair off the words of two names, whatever their order."""

from dataclasses import dataclass
from itertools import permutations

from normalize.kinds import Role
from normalize.match.words import DIFFERENT, INITIAL, WordMatch, compare_tokens
from normalize.parse.person import PersonName, Token

_ENOUGH = 0.55
"""Words less similar than this are not paired."""
_SURE = 0.93
"""Words of one role at least so alike need not be held against the others."""
_NAMED = frozenset({Role.GIVEN, Role.FAMILY})
_EXHAUSTIVE = 4
_SAME_PLACE = 0.002
"""Added for words at the same end of the name, to decide ties."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words taken for each other."""

    left: Token
    right: Token
    match: WordMatch


@dataclass(frozen=True, slots=True)
class Alignment:
    """Paired words and what remained on either side."""

    pairs: tuple[Pair, ...]
    left: tuple[Token, ...]
    right: tuple[Token, ...]


def _value(match: WordMatch) -> float:
    if match.relation == INITIAL:
        return 0.5
    return match.similarity if match.similarity >= _ENOUGH and match.relation != "" else 0.0


def _best(values: list[list[float]]) -> list[tuple[int, int]]:
    """Positions paired so that the sum of values is largest; greedy beyond four words."""
    rows, columns = len(values), len(values[0]) if values else 0
    if not rows or not columns:
        return []
    if min(rows, columns) <= _EXHAUSTIVE and max(rows, columns) <= _EXHAUSTIVE + 1:
        swap = rows > columns
        grid = [list(column) for column in zip(*values, strict=True)] if swap else values
        chosen = max(
            permutations(range(len(grid[0])), len(grid)),
            key=lambda order: sum(grid[i][j] for i, j in enumerate(order)),
        )
        pairs = [(j, i) if swap else (i, j) for i, j in enumerate(chosen)]
    else:
        order = sorted(((values[i][j], i, j) for i in range(rows) for j in range(columns)), reverse=True)
        used_rows: set[int] = set()
        used_columns: set[int] = set()
        pairs = []
        for _, i, j in order:
            if i not in used_rows and j not in used_columns:
                pairs.append((i, j))
                used_rows.add(i)
                used_columns.add(j)
    return [(i, j) for i, j in pairs if values[i][j] >= 0.5]


def _by_role(left: PersonName, right: PersonName) -> Alignment | None:
    """Pair given names, patronymics and family names where they agree throughout, which most names compared do."""
    ours, theirs = ({token.role: token for token in name.tokens} for name in (left, right))
    if len(ours) < len(left.tokens) or len(theirs) < len(right.tokens) or not (ours.keys() & theirs.keys() >= _NAMED):
        return None
    if not (ours.keys() <= theirs.keys() or theirs.keys() <= ours.keys()) or Role.INITIAL in {*ours, *theirs}:
        return None
    pairs = []
    for token in left.tokens:
        other = theirs.get(token.role)
        if other is not None:
            match = compare_tokens(token, other)
            if match.similarity < _SURE or match.conflict:
                return None
            pairs.append(Pair(token, other, match))
    return Alignment(
        tuple(pairs),
        tuple(token for token in left.tokens if token.role not in theirs),
        tuple(token for token in right.tokens if token.role not in ours),
    )


def align(left: PersonName, right: PersonName) -> Alignment:
    """The best pairing of two names' words."""
    sure = _by_role(left, right)
    if sure is not None:
        return sure
    matches = [[compare_tokens(one, other) for other in right.tokens] for one in left.tokens]
    values = []
    for i, row in enumerate(matches):
        line = []
        for j, match in enumerate(row):
            same_end = i == j or len(left.tokens) - i == len(right.tokens) - j
            value = _value(match)
            line.append(value + _SAME_PLACE if value and same_end else value)
        values.append(line)
    chosen = [
        (i, j) for i, j in _best(values) if matches[i][j].relation != DIFFERENT or matches[i][j].similarity >= _ENOUGH
    ]
    taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
    return Alignment(
        tuple(Pair(left.tokens[i], right.tokens[j], matches[i][j]) for i, j in sorted(chosen)),
        tuple(token for i, token in enumerate(left.tokens) if i not in taken_left),
        tuple(token for j, token in enumerate(right.tokens) if j not in taken_right),
    )
