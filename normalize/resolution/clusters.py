"""Group the distinct names of a corpus, without chaining through short or ambiguous names.

Names are taken level by level (see `normalize.blocking`), the most detailed first. Within a level the best-fitting pairs
are joined first, and a pair only where no name of one side contradicts a name of the other: the vetoes hold for whole
groups. Groups of the next level then join the one group above that they fit; where they fit several, they join none, and
what they fit is remembered, so that each document can decide.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from normalize.kinds import MAY_BE_FAMILY, PERSON, Role
from normalize.match.words import EXACT, SOUND, VARIANT, compare_tokens, compare_words
from normalize.parse.person import Token
from normalize.resolution.blocking import BARE, FULL, INITIALS, NOTHING, Profile, word_classes
from normalize.resolution.disjoint_sets import DisjointSets
from normalize.resolution.judge import Verdict

Label = tuple[str, str]
"""(what it is about, value)."""
Judge = Callable[[Profile, Profile], Verdict]

_BLOCK = 40
"""Larger blocks are compared in a window of this size over the sorted forms."""
_SAMPLE = 100
"""So many forms of a group are held against another group's: all of them, but for names that hundreds of spellings share."""
_SAME_WORD = frozenset({EXACT, SOUND, VARIANT})
"""How a family name alone may relate to one in a full name: equal, transliterated, or a listed spelling of it."""


class Clusters:
    """Forms of names and the groups they are in.

    Two partitions are kept: groups that the names themselves suggest, within which contradictions count, and the entities
    that overrides and the gazetteer make of them.
    """

    def __init__(self, profiles: Sequence[Profile], judge: Judge) -> None:
        """Start with every form of a name on its own.

        Args:
            profiles: one per form, each standing for the names that share it.
            judge: compares two of them.
        """
        self.profiles = profiles
        self._judge = judge
        self._verdicts: dict[tuple[int, int], Verdict] = {}
        self._groups = DisjointSets(len(profiles))
        self._members = [[i] for i in range(len(profiles))]
        self._entities = DisjointSets(len(profiles))
        self._labels: dict[int, frozenset[Label]] = {}
        self.choices: dict[int, tuple[int, ...]] = {}
        """Forms that stand for the groups a form of a short name fits, where there are several."""

    # --- the two partitions

    def group(self, i: int) -> int:
        """The group of forms that a form belongs to by its name alone."""
        return self._groups.find(i)

    def entity(self, i: int) -> int:
        """The entity a form belongs to."""
        return self._entities.find(i)

    def label(self, i: int, key: str, value: str) -> None:
        """Entities whose labels of one key have different values are never joined."""
        root = self.entity(i)
        self._labels[root] = self._labels.get(root, frozenset()) | {(key, value)}

    def conflict(self, i: int, j: int) -> bool:
        """Whether the labels of two forms' entities keep them apart."""
        return labels_conflict(self.labels(i), self.labels(j))

    def labels(self, i: int) -> frozenset[Label]:
        """The labels of a form's entity."""
        return self._labels.get(self.entity(i), frozenset())

    def merge(self, i: int, j: int) -> None:
        """Make one entity of two forms, whatever their names say."""
        merged = self._entities.union(i, j)
        if merged:
            one, other = merged
            self._labels[one] = self._labels.get(one, frozenset()) | self._labels.pop(other, frozenset())

    def join(self, i: int, j: int) -> None:
        """Make one group, and so one entity, of two forms."""
        merged = self._groups.union(i, j)
        if merged:
            one, other = merged
            self._members[one] += self._members[other]
            self._members[other] = []
        self.merge(i, j)

    def members(self, i: int) -> list[int]:
        """Forms in the group of a form, a sample of very large ones."""
        found = self._members[self.group(i)]
        return found if len(found) <= _SAMPLE else sorted(found, key=lambda f: self.profiles[f].form)[:_SAMPLE]

    # --- comparison

    def verdict(self, i: int, j: int) -> Verdict:
        """Compare two forms, once."""
        key = (i, j) if i < j else (j, i)
        found = self._verdicts.get(key)
        if found is None:
            found = self._verdicts[key] = self._judge(self.profiles[key[0]], self.profiles[key[1]])
        return found

    def contradict(self, i: int, j: int) -> bool:
        """Whether two forms' groups may not be one: by their labels, or since a name of one contradicts one of the other."""
        if self.conflict(i, j):
            return True
        others = self.members(j)
        return any(self.verdict(one, other)[1] for one in self.members(i) for other in others)

    # --- one level

    def join_level(self, forms: Sequence[int], keys: Mapping[int, tuple[str, ...]]) -> None:
        """Join forms of one level, best-fitting pairs first."""
        found = []
        for i, j in _pairs(forms, keys, self.profiles):
            same, _, score = self.verdict(i, j)
            if same:
                names = sorted((self.profiles[i].form, self.profiles[j].form))
                found.append((-score, names, i, j))
        found.sort()
        for _, _, i, j in found:
            if self.group(i) != self.group(j) and not self.contradict(i, j):
                self.join(i, j)

    def attach_level(self, forms: Iterable[int], candidates: Callable[[int], Iterable[int]]) -> None:
        """Let each group of a level join the one group above that it fits; short personal names only remember what they fit.

        Args:
            forms: forms of the level, in a fixed order.
            candidates: forms above that a form might fit.
        """
        groups: dict[int, list[int]] = defaultdict(list)
        for form in forms:
            groups[self.group(form)].append(form)
        decisions = []
        for members in groups.values():
            fits = {self.group(other): other for form in members for other in candidates(form)}
            first = self.profiles[members[0]]
            short = first.kind == PERSON and first.level <= INITIALS  # fitting has looked at all there is
            kept = sorted(
                other
                for other in fits.values()
                if not (self.conflict(members[0], other) if short else self.contradict(members[0], other))
            )
            decisions.append((members, kept, short))
        joins = []
        for members, kept, short in decisions:
            if len(kept) == 1 and not short:
                score = max(self.verdict(form, kept[0])[2] for form in members)
                joins.append((-score, self.profiles[members[0]].form, members[0], kept[0]))
            elif kept:
                self.choices.update(dict.fromkeys(members, tuple(kept)))
        for _, _, form, other in sorted(joins):  # two groups that fit one above may contradict each other
            if not self.contradict(form, other):
                self.join(form, other)


def labels_conflict(ours: frozenset[Label], theirs: frozenset[Label]) -> bool:
    """Whether two sets of labels disagree on a key."""
    if not ours or not theirs:
        return False
    values = dict(ours)
    return any(values.get(key, value) != value for key, value in theirs)


def _pairs(
    forms: Sequence[int], keys: Mapping[int, tuple[str, ...]], profiles: Sequence[Profile]
) -> Iterator[tuple[int, int]]:
    """Pairs of forms that share a key, each once."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for form in forms:
        for key in keys[form]:
            blocks[key].append(form)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) < 2:
            continue
        if len(block) <= _BLOCK:
            pairs: Iterable[tuple[int, int]] = combinations(sorted(block), 2)
        else:
            order = sorted(block, key=lambda f: profiles[f].form)
            pairs = ((one, other) for at, one in enumerate(order) for other in order[at + 1 : at + _BLOCK])
        for one, other in pairs:
            pair = (one, other) if one < other else (other, one)
            if pair not in seen:
                seen.add(pair)
                yield pair


class FamilyIndex:
    """Finds the detailed names that a family name alone, or one with initials, may stand for."""

    def __init__(self) -> None:
        """Start empty."""
        self._words: dict[str, set[str]] = defaultdict(set)
        self._forms: dict[str, list[int]] = defaultdict(list)

    def add(self, form: int, profile: Profile) -> None:
        """Index a form under every word that may be its family name."""
        if profile.parsed is None:
            return
        for token in profile.parsed.tokens:
            if token.role in MAY_BE_FAMILY:
                if token.folded not in self._forms:
                    for key in word_classes(token.folded):
                        self._words[key].add(token.folded)
                self._forms[token.folded].append(form)

    def find(self, profile: Profile, profiles: Sequence[Profile]) -> Iterator[int]:
        """Forms whose family name is this name's, whose initials fit and whose gender does not differ."""
        parsed = profile.parsed
        if parsed is None:
            return
        word = next(token for token in parsed.tokens if token.role != Role.INITIAL)
        initials = [token for token in parsed.tokens if token.role == Role.INITIAL]
        similar = {found for key in word_classes(word.folded) for found in self._words.get(key, ())}
        for family in sorted(similar):
            match = compare_words(word.folded, family)
            if match.conflict or match.relation not in _SAME_WORD:
                continue
            for form in self._forms[family]:
                if fits(profile, initials, family, profiles[form]):
                    yield form


def fits(short: Profile, initials: Sequence[Token], family: str, full: Profile) -> bool:
    """Whether initials fit the words beside the family name, in their order, and the genders agree."""
    ours, theirs = short.parsed, full.parsed
    if ours is None or theirs is None:
        return False
    # Latin texts give women men's surnames (Anna Rogozin); Russian ones do not
    telling = ours.gender and (ours.gender == "f" or not ours.text.isascii())
    if telling and theirs.gender and ours.gender != theirs.gender:
        return False
    rest = [token for token in theirs.tokens if token.folded != family]
    rest.sort(key=lambda token: {Role.GIVEN: 0, Role.PATRONYMIC: 2}.get(token.role, 1))
    if len(initials) == 1 and rest and rest[0].role == Role.INITIAL and len(rest) > 1:
        rest = rest[:1]
    return all(not compare_tokens(one, other).conflict for one, other in zip(initials, rest, strict=False))


def build(profiles: Sequence[Profile], keys: Sequence[tuple[str, ...]], clusters: Clusters) -> Clusters:
    """Join all forms, level by level."""
    levels: dict[int, list[int]] = defaultdict(list)
    for form in sorted(range(len(profiles)), key=lambda f: (profiles[f].kind, profiles[f].form)):
        levels[profiles[form].level].append(form)
    above: dict[str, list[int]] = defaultdict(list)
    families = FamilyIndex()
    for level in sorted(levels, reverse=True):
        forms = levels[level]
        if level == NOTHING:
            break
        prefixed = {form: tuple(f"{profiles[form].kind[0]}{key}" for key in keys[form]) for form in forms}
        clusters.join_level(forms, prefixed)

        def candidates(form: int, level: int = level, prefixed: dict[int, tuple[str, ...]] = prefixed) -> Iterable[int]:
            if level <= INITIALS and profiles[form].kind == PERSON:
                return families.find(profiles[form], profiles)
            found = dict.fromkeys(other for key in prefixed[form] for other in above.get(key, ())[:_BLOCK])
            return [other for other in found if clusters.verdict(form, other)[0]]

        clusters.attach_level(forms, candidates)
        for form in forms:
            if level > BARE and form not in clusters.choices:  # one with initials stands for whom it fits
                families.add(form, profiles[form])
            if level >= FULL:
                for key in prefixed[form]:
                    above[key].append(form)
    return clusters
