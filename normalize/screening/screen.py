"""Hold entities against a list: names that share a key are compared, the best pair of names of two parties counts.

    >>> ours = [Party("e1", ("person",), ("Дмитрий Олегович Рогозин",)), Party("e2", ("person",), ("Рогозин",))]
    >>> listed = [Party("Q1", ("person",), ("ROGOZIN Dmitry",))]
    >>> [(hit.ours, hit.verdict, hit.rule) for hit in screen(ours, listed)]
    [('e1', 'match', 'part_omitted'), ('e2', 'ambiguous', 'bare_name')]

Our side is indexed and the list is read once, so that a long list costs time and not memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from normalize.gazetteer.common_names import is_common_family_name
from normalize.kinds import ORGANISATION, PERSON, PLACE, Kind, Role
from normalize.match.compare import compare
from normalize.match.result import Match
from normalize.resolution.blocking import Profile, blocking_keys
from normalize.resolution.judge import match_profiles
from normalize.screening.contradictions import contradictions, of_several
from normalize.screening.names import Name, family_keys, is_short_name, keys_of, names_of, profile_of, why_weak
from normalize.screening.short_names import short_names
from normalize.screening.types import AMBIGUOUS, MATCH, RULED_OUT, Hit, Party

_MOST_CANDIDATES = 30
"""Names of a list that one of our organisations or places is compared with, those with the rarest common keys first: a bound for
lists of thousands of plants and institutes. With 200 one more of 346 was found, in twice the time (bench/screening.py)."""
_SURE = {PERSON: 0.85, ORGANISATION: 0.9, PLACE: 0.9}
"""Names that agree less than this are not a match but ambiguous: half of the false pairs of the benchmark lie below, and one true
pair in forty."""
_BARE_SCORE = 0.5
"""Of a family name that fits: as `compare` scores a bare name."""


@dataclass(slots=True)
class Outcome:
    """What screening found.

    Attributes:
        hits: in the order of our parties, the best of each first.
        entries: how many entries the list has.
        crowded: ids of our parties with a short name that fits too many entries to show them.
    """

    hits: list[Hit] = field(default_factory=list)
    entries: int = 0
    crowded: list[str] = field(default_factory=list)


def screen(ours: Sequence[Party], listed: Iterable[Party]) -> list[Hit]:
    """Return the hits; see `screen_all`."""
    return screen_all(ours, listed).hits


def screen_all(ours: Sequence[Party], listed: Iterable[Party]) -> Outcome:
    """Hold every one of our parties against every entry of a list.

    Args:
        ours: our entities.
        listed: the entries, read once.
    """
    return _Screening(ours).run(listed)


class _Screening:
    """One run.

    Attributes:
        ours, names: our parties and their names.
        parties, listed: the entries that share a key with one of ours, and their names.
    """

    def __init__(self, ours: Sequence[Party]) -> None:
        self.ours = ours
        self.names = [name for number, party in enumerate(ours) for name in names_of(number, party)]
        self._keys = {key for name in self.names for key in _kept_under(name)}
        self._ids = {pair for party in ours for pair in _identifiers(party)}
        self.parties: list[Party] = []
        self.listed: list[Name] = []

    def run(self, listed: Iterable[Party]) -> Outcome:
        """Read the list, compare, decide."""
        outcome = Outcome()
        for party in listed:
            outcome.entries += 1
            self._read(party)
        hits: dict[tuple[int, int], Hit] = {}
        for (one, other), pairs in sorted(self._pairs().items()):
            hit = _best(self.ours[one], self.parties[other], pairs)
            if hit is not None:
                hits[one, other] = hit
        fitting, crowded = short_names(self.names, self.listed)
        for (one, other), names in fitting.items():
            hits.setdefault((one, other), _bare(self.ours[one], self.parties[other], *names))
        for pair in sorted({*self._same_ids()}):
            hits[pair] = _identified(self.ours[pair[0]], self.parties[pair[1]], hits.get(pair))
        outcome.hits = self._judged(hits)
        outcome.crowded = [self.ours[number].id for number in sorted(crowded)]
        return outcome

    def _read(self, party: Party) -> None:
        """Keep an entry if one of its names may be one of ours."""
        names = [*names_of(len(self.parties), party)]
        shared = any(key in self._keys for name in names for key in _kept_under(name))
        if shared or any(pair in self._ids for pair in _identifiers(party)):
            self.parties.append(party)
            self.listed += names

    def _pairs(self) -> dict[tuple[int, int], list[tuple[Name, Name]]]:
        """Names worth comparing, by the numbers of their parties; short ones of persons are not, see `short_names`."""
        everything = [*self.names, *self.listed]
        reduced = blocking_keys([profile_of(name.text, name.kind) for name in everything])
        blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, name in enumerate(self.listed):
            for key in () if is_short_name(name) else _final_keys(name, reduced[len(self.names) + number]):
                blocks[name.kind, key].append(number)
        found: dict[tuple[int, int], list[tuple[Name, Name]]] = defaultdict(list)
        for number, name in enumerate(self.names):
            shared: dict[int, float] = defaultdict(float)
            for key in () if is_short_name(name) else _final_keys(name, reduced[number]):
                block = blocks.get((name.kind, key), ())
                for other in block:
                    shared[other] += 1 / len(block)
            nearest = sorted(shared, key=lambda other: (-shared[other], other))
            for other in nearest if name.kind == PERSON else nearest[:_MOST_CANDIDATES]:
                found[name.party, self.listed[other].party].append((name, self.listed[other]))
        return found

    # --- what else is known

    def _same_ids(self) -> Iterator[tuple[int, int]]:
        holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, party in enumerate(self.parties):
            for pair in _identifiers(party):
                holders[pair].append(number)
        for number, party in enumerate(self.ours):
            for pair in _identifiers(party):
                for other in holders.get(pair, ()):
                    if {*party.kinds} & {*self.parties[other].kinds}:
                        yield number, other

    def _judged(self, hits: dict[tuple[int, int], Hit]) -> list[Hit]:
        by_ours: dict[int, list[tuple[int, Hit]]] = defaultdict(list)
        for (one, other), hit in hits.items():
            vetoes = contradictions(self.ours[one], self.parties[other], hit.kind) if hit.rule != "identifier" else ()
            by_ours[one].append((other, replace(hit, verdict=RULED_OUT, vetoes=vetoes) if vetoes else hit))
        order = {MATCH: 0, AMBIGUOUS: 1, RULED_OUT: 2}
        found = []
        for _, rows in sorted(by_ours.items()):
            judged = of_several([(self.parties[other], hit) for other, hit in rows])
            found += sorted(judged, key=lambda hit: (order[hit.verdict], -hit.score, hit.listed))
        return found


def _kept_under(name: Name) -> Iterator[str]:
    """All keys of a name with its kind, those for short names included."""
    prefix = name.kind[0]
    yield from (f"{prefix}{key}" for key in keys_of(name.text, name.kind))
    if name.kind == PERSON:
        yield from (f"{prefix}{key}" for key in family_keys(profile_of(name.text, PERSON)))


def _final_keys(name: Name, reduced: Sequence[str]) -> set[str]:
    """The keys under which names are compared: those of the profile, reduced to the telling ones, and the sure ones."""
    return {*reduced, *(key for key in keys_of(name.text, name.kind) if key[0] in "=#")}


def _identifiers(party: Party) -> Iterator[tuple[str, str]]:
    return ((scheme, value) for scheme, values in party.ids.items() for value in values)


def _best(ours: Party, listed: Party, pairs: Sequence[tuple[Name, Name]]) -> Hit | None:
    """The best pair of names, as a hit; None where no two agree. Names that differ in nothing are compared once."""
    seen: set[tuple[str, str, str]] = set()
    best: Hit | None = None
    for one, other in pairs:
        left, right = profile_of(one.text, one.kind), profile_of(other.text, other.kind)
        key = one.kind, left.form, right.form
        if key in seen:
            continue
        seen.add(key)
        match = _compared(left, right)
        if not match.same:
            continue
        doubts = (*_doubts(one, other), *_looseness(match, one.kind))
        verdict = AMBIGUOUS if doubts else MATCH
        evidence = (*match.evidence, *doubts, *_common(left, right))
        hit = Hit(
            ours.id, listed.id, one.text, other.text, one.kind, verdict, match.score, match.rule, evidence, match.vetoes
        )
        if best is None or (hit.verdict == MATCH, hit.score) > (best.verdict == MATCH, best.score):
            best = hit
    return best


def _bare(ours: Party, listed: Party, one: Name, other: Name) -> Hit:
    """A family name, with initials or without, that fits."""
    match = match_profiles(profile_of(one.text, PERSON), profile_of(other.text, PERSON))
    evidence = tuple(dict.fromkeys((*match.evidence, *_doubts(one, other))))
    score, rule = (match.score, match.rule) if match.same else (_BARE_SCORE, "bare_name")
    return Hit(ours.id, listed.id, one.text, other.text, PERSON, AMBIGUOUS, score, rule, evidence, ())


def _compared(left: Profile, right: Profile) -> Match:
    """Persons in the nominative as they stand, no case form undone; organisations and places with the gazetteer."""
    if left.text.casefold() == right.text.casefold():
        return Match(True, 1.0, "exact", ("both names are the same to the letter",), ())
    if left.kind == PERSON:
        return match_profiles(left, right, thorough=True)
    return compare(left.text, right.text, left.kind)


def _doubts(one: Name, other: Name) -> tuple[str, ...]:
    """Why two names that agree may be of two parties."""
    found = [why_weak(profile_of(name.text, name.kind)) for name in (one, other)]
    if other.weak:
        found.append(f"{other.text} is a weak alias, as the list says")
    return tuple(dict.fromkeys(doubt for doubt in found if doubt))


def _looseness(match: Match, kind: Kind) -> Iterator[str]:
    if match.rule == "acronym":
        yield "an acronym fits many names"
    elif match.score < _SURE[kind]:
        yield f"the names agree loosely ({match.score:.2f})"


def _common(left: Profile, right: Profile) -> Iterator[str]:
    """A note where both names are short of a third word and the family name is one of the commonest."""
    if left.parsed is None or right.parsed is None or min(len(left.parsed.tokens), len(right.parsed.tokens)) > 2:
        return
    families = [token for token in left.parsed.tokens if token.role == Role.FAMILY]
    if any(is_common_family_name(token.folded) for token in families):
        yield f"{families[0].text} is one of the commonest family names: namesakes are likely"


def _identified(ours: Party, listed: Party, hit: Hit | None) -> Hit:
    """A hit by a common identifier, whatever the names say."""
    common = [f"{scheme} {value}" for scheme, value in _identifiers(ours) if value in listed.ids.get(scheme, ())]
    kind = next(kind for kind in ours.kinds if kind in listed.kinds)
    own, theirs = (hit.our_name, hit.listed_name) if hit else (ours.names[0], next(iter(listed.names), ""))
    evidence = (f"both are {' and '.join(sorted(common))}", *(hit.evidence if hit else ()))
    return Hit(ours.id, listed.id, own, theirs, kind, MATCH, 1.0, "identifier", evidence, ())
