"""Decide for every name in its document which entity it belongs to.

A name with one possible entity goes there. A short name that fits several ("Rogozin" where there are two of that name) goes
to the one its document names in full; where the document names none of them it goes to the only one that the corpus makes
plausible; otherwise it stays an entity of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.resolution.blocking import INITIALS
from normalize.resolution.clusters import Clusters, labels_conflict
from normalize.resolution.pool import Name, Pool
from normalize.resolution.types import NameInContext

NAME, DOCUMENT, CORPUS, AMBIGUOUS, GAZETTEER, OVERRIDE = (
    "name", "document", "corpus", "ambiguous", "gazetteer", "override",
)  # fmt: skip
CONFIDENCE = {NAME: 1.0, GAZETTEER: 0.98, OVERRIDE: 1.0, DOCUMENT: 0.9, CORPUS: 0.8, AMBIGUOUS: 0.5}
"""How far each rule is to be trusted, at best."""
_PROMINENT = 20
"""An entity with so many mentions, and as many times those of all others that fit, is the only plausible one."""

Target = tuple[int, str]
"""(entity, rule)."""


@dataclass(frozen=True, slots=True)
class Targets:
    """The outcome.

    Attributes:
        of_row: entity and rule for each row.
        of_name: the same for each name by itself, without a document.
    """

    of_row: list[Target]
    of_name: list[Target]


class Linker:
    """Links names, then rows."""

    def __init__(self, pool: Pool, clusters: Clusters) -> None:
        """Work out for each name which entities it may belong to."""
        self.pool = pool
        self.clusters = clusters
        self._entry_forms: dict[str, int] = {}
        for form, entry in pool.entries.items():
            self._entry_forms[entry.id] = min(form, self._entry_forms.get(entry.id, form))
        top: dict[int, int] = {}
        for form, found in enumerate(pool.forms):
            group = clusters.group(form)
            top[group] = max(found.level, top.get(group, 0))
        self._top = top
        self.options = [self._options(name) for name in pool.names]
        self.mentions: Counter[int] = Counter()
        for name, options in zip(pool.names, self.options, strict=True):
            if len(options) <= 1:
                self.mentions[self._single(name, options)[0]] += name.n
        self._given_labels: dict[int, frozenset[tuple[str, str]]] = {}

    def _attached(self, form: int) -> tuple[int, ...]:
        """Forms of the entities that a short form fits: none when it stands for itself."""
        if form in self.clusters.choices:
            return self.clusters.choices[form]
        level = self.pool.forms[form].level
        return (form,) if level <= INITIALS and self._top[self.clusters.group(form)] > level else ()

    def _options(self, name: Name) -> tuple[int, ...]:
        home = self.clusters.entity(name.form)
        if self._is_settled(name):
            return (home,)
        found: dict[int, None] = {}
        for form in (name.form, *name.others):
            for other in self._attached(form):
                if form == name.form or not self.clusters.conflict(name.form, other):
                    found[self.clusters.entity(other)] = None
        for entry in name.known_as:
            listed = self._entry_forms.get(entry.id)
            if listed is not None and not self.clusters.conflict(name.form, listed):
                found[self.clusters.entity(listed)] = None
        return tuple(sorted(found))

    def _is_settled(self, name: Name) -> bool:
        """Overrides (by `same`) and the gazetteer leave no question."""
        labels = dict(self.clusters.labels(name.form)) if name.named else {}
        return name.form in self.pool.entries or "same" in labels

    def _single(self, name: Name, options: Sequence[int]) -> Target:
        home = self.clusters.entity(name.form)
        if self._is_settled(name):
            return home, GAZETTEER if name.form in self.pool.entries else OVERRIDE
        if not options:
            return home, NAME
        if options[0] == home and self.pool.forms[name.form].level > INITIALS:
            return home, NAME
        return options[0], CORPUS

    def link(self, rows: Sequence[NameInContext]) -> Targets:
        """Link every row."""
        names, of_row = self.pool.names, self.pool.of_row
        # documents are needed only where a name has several options
        wanted = {rows[i].document_id for i, number in enumerate(of_row) if len(self.options[number]) > 1} - {""}
        singles = [
            self._single(name, options) if len(options) < 2 else None
            for name, options in zip(names, self.options, strict=True)
        ]
        present: dict[str, set[int]] = defaultdict(set)
        doubtful: set[tuple[str, int]] = set()
        for row, number in zip(rows, of_row, strict=True):
            target = singles[number]
            if target is None:
                doubtful.add((row.document_id, number))
            elif row.document_id in wanted:
                present[row.document_id].add(target[0])
        chosen: dict[tuple[str, int], Target] = {}
        forms = self.pool.forms
        order = sorted(doubtful, key=lambda d: (d[0], -forms[names[d[1]].form].level, names[d[1]].text, d[1]))
        for document, number in order:
            target = self._choose(number, present[document] if document else set())
            present[document].add(target[0])
            chosen[document, number] = target
        alone = [target or self._choose(number, set()) for number, target in enumerate(singles)]
        in_full = self._named_in_full(rows, singles)
        linked: list[Target] = []
        for row, number in zip(rows, of_row, strict=True):
            target = singles[number] or chosen[row.document_id, number]
            if target[1] == CORPUS and (row.document_id, target[0]) in in_full:
                target = target[0], DOCUMENT
            linked.append(target)
        return Targets(linked, alone)

    def _named_in_full(self, rows: Sequence[NameInContext], singles: Sequence[Target | None]) -> set[tuple[str, int]]:
        """(document, entity) where the document names the entity in full; for entities that short names lead to."""
        short = {target[0] for target in singles if target and target[1] == CORPUS}
        found = set()
        for row, number in zip(rows, self.pool.of_row, strict=True):
            target = singles[number]
            if target and target[1] != CORPUS and target[0] in short and row.document_id:
                found.add((row.document_id, target[0]))
        return found

    def _choose(self, number: int, present: set[int]) -> Target:
        name = self.pool.names[number]
        options = [entity for entity in self.options[number] if not self._clashes(name, entity)]
        here = [entity for entity in options if entity in present]
        if len(here) == 1:
            return self._take(name, here[0], DOCUMENT)
        if not here and options:
            if len(options) == 1:
                return self._take(name, options[0], CORPUS)
            first = max(options, key=lambda entity: (self.mentions[entity], -entity))
            others = sum(self.mentions[entity] for entity in options) - self.mentions[first]
            if self.mentions[first] >= _PROMINENT * max(others, 1):
                return self._take(name, first, CORPUS)
        return self.clusters.entity(name.form), AMBIGUOUS

    def _clashes(self, name: Name, entity: int) -> bool:
        """Whether overrides keep a name out of an entity, given the names that were already linked to it."""
        return name.named and labels_conflict(self.clusters.labels(name.form), self._given_labels.get(entity, frozenset()))

    def _take(self, name: Name, entity: int, rule: str) -> Target:
        if name.named:
            labels = frozenset(label for label in self.clusters.labels(name.form) if label[0].startswith("different"))
            self._given_labels[entity] = self._given_labels.get(entity, self.clusters.labels(entity)) | labels
        return entity, rule
