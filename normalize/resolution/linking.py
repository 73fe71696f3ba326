"""Decide for every name in its document which entity it belongs to.

A name with one possible entity goes there. A short name that fits several ("Rogozin" where there are two of that name) goes
to the one its document names in full; where it names two, to the one named last before it; where it names none, to the only
one that the corpus makes plausible. A given name alone, or one of the commonest family names, links to nobody outside its
document. Whatever stays open is an entity of its own in each document, since nobody knows that two of them are one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from normalize.gazetteer.given_names import given_name_groups
from normalize.kinds import PERSON, Role
from normalize.resolution.blocking import FULL, INITIALS
from normalize.resolution.clusters import Clusters, labels_conflict
from normalize.resolution.distinct_names import Name, Pool
from normalize.resolution.owners import Owner
from normalize.resolution.types import NameInContext

NAME, DOCUMENT, CORPUS, AMBIGUOUS, GAZETTEER, OVERRIDE = (
    "name", "document", "corpus", "ambiguous", "gazetteer", "override",
)  # fmt: skip
CONFIDENCE = {NAME: 1.0, GAZETTEER: 0.98, OVERRIDE: 1.0, DOCUMENT: 0.9, CORPUS: 0.8, AMBIGUOUS: 0.5}
"""How far each rule is to be trusted, at best."""
_PROMINENT = 20
"""An entity with so many mentions, and as many times those of all others that fit, is the only plausible one."""
_WOMENS_ENDINGS = frozenset("аяa")
"""Last letters of women's given names that no list has (Мелания); Joshua, too, then only misses a link."""
_TOGETHER = 40
"""Two bearers named within so many characters are named together: neither is the nearer one."""


class Target(NamedTuple):
    """Where a name went.

    Attributes:
        entity: the entity; for an ambiguous name one that its document has for itself.
        rule: what linked it.
        between: entities it may stand for, where it stays open.
        note: what decided, in words, where the rule does not say it all.
    """

    entity: int
    rule: str
    between: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """The outcome.

    Attributes:
        of_row: target for each row.
        of_name: the same for each name by itself, without a document.
        open_names: entity that a document has for itself → (form of the name, document).
    """

    of_row: list[Target]
    of_name: list[Target]
    open_names: dict[int, tuple[int, str]]


class Linker:
    """Links names, then rows."""

    def __init__(self, pool: Pool, clusters: Clusters, owners: Mapping[tuple[str, int], Owner]) -> None:
        """Work out for each name which entities it may belong to.

        Args:
            pool: the names.
            clusters: their entities.
            owners: for bare bodies in their documents, see `normalize.resolution.owners`.
        """
        self.pool = pool
        self.clusters = clusters
        self._owners = owners
        self._entry_forms: dict[str, int] = {}
        for form, entry in pool.entries.items():
            self._entry_forms[entry.id] = min(form, self._entry_forms.get(entry.id, form))
        self._genders = self._entity_genders()
        self._attached = self._attached_forms()
        self.options = [self._options(name) for name in pool.names]
        self.mentions: Counter[int] = Counter()
        for number, (name, options) in enumerate(zip(pool.names, self.options, strict=True)):
            if not self._needs_document(number):
                self.mentions[self._single(name, options).entity] += name.n
        self._given_labels: dict[int, frozenset[tuple[str, str]]] = {}
        self._open: dict[tuple[int, str], int] = {}

    # --- names by themselves

    def _entity_genders(self) -> dict[int, str]:
        """By entity: the gender that its full names show, or that the given name's ending makes likely."""
        found: dict[int, str] = {}
        likely: dict[int, str] = {}
        for form, profile in enumerate(self.pool.forms):
            if profile.parsed is None or profile.level < FULL:
                continue
            entity = self.clusters.entity(form)
            if profile.parsed.gender:
                found.setdefault(entity, profile.parsed.gender)
            elif profile.parsed.tokens[0].folded[-1:] in _WOMENS_ENDINGS:
                likely.setdefault(entity, "f")
        return likely | found

    def _attached_forms(self) -> dict[int, tuple[int, ...]]:
        """By short form: forms of the entities it fits; none where it stands for itself."""
        clusters, forms = self.clusters, self.pool.forms
        top: dict[int, int] = {}
        for form, profile in enumerate(forms):
            group = clusters.group(form)
            top[group] = max(profile.level, top.get(group, 0))
        found = dict(clusters.choices)
        for form, profile in enumerate(forms):
            if form not in found and profile.level <= INITIALS and top[clusters.group(form)] > profile.level:
                found[form] = (form,)
        return found

    def _options(self, name: Name) -> tuple[int, ...]:
        home = self.clusters.entity(name.form)
        if self._is_settled(name):
            return (home,)
        found: dict[int, None] = {}
        for form in (name.form, *name.others):
            for other in self._attached.get(form, ()):
                entity = self.clusters.entity(other)
                if form != name.form and self.clusters.conflict(name.form, other):
                    continue
                if self._genders.get(entity) == "f" and self._is_declined_man(name, form):
                    continue
                found[entity] = None
        for entry in name.known_as:
            listed = self._entry_forms.get(entry.id)
            if listed is not None and not self.clusters.conflict(name.form, listed):
                found[self.clusters.entity(listed)] = None
        return tuple(sorted(found))

    def _is_declined_man(self, name: Name, form: int) -> bool:
        """Whether it is a man's: women's family names that end in a consonant do not decline (Трампа)."""
        nominative = self.pool.forms[form].text
        return (
            name.kind == PERSON
            and " " not in nominative
            and not nominative.isascii()
            and nominative.casefold() != name.text.casefold()
            and nominative[-1:].casefold() not in "аеёиоуыэюя"
        )

    def _is_settled(self, name: Name) -> bool:
        """Whether overrides (by `same`) and the gazetteer leave no question."""
        labels = dict(self.clusters.labels(name.form)) if name.named else {}
        return name.form in self.pool.entries or "same" in labels

    def _needs_document(self, number: int) -> bool:
        """Whether the name by itself does not settle where it belongs."""
        name = self.pool.names[number]
        if name.body:
            return True
        return not self._is_settled(name) and (len(self.options[number]) > 1 or bool(name.lone))

    def _single(self, name: Name, options: Sequence[int]) -> Target:
        home = self.clusters.entity(name.form)
        if self._is_settled(name):
            return Target(home, GAZETTEER if name.form in self.pool.entries else OVERRIDE)
        if not options or (options[0] == home and self.pool.forms[name.form].level > INITIALS):
            return Target(home, NAME)
        return Target(options[0], CORPUS)

    # --- rows in their documents

    def link(self, rows: Sequence[NameInContext]) -> Targets:
        """Link every row."""
        names, of_row = self.pool.names, self.pool.of_row
        singles = [
            None if self._needs_document(number) else self._single(name, self.options[number])
            for number, name in enumerate(names)
        ]
        wanted = {row.document_id for row, number in zip(rows, of_row, strict=True) if singles[number] is None} - {""}
        bearers = _Bearers()
        doubtful: set[tuple[str, int]] = set()
        for row, number in zip(rows, of_row, strict=True):
            target = singles[number]
            if target is None:
                doubtful.add((row.document_id, number))
            elif row.document_id in wanted:
                bearers.add(row, target.entity, names[number])
        chosen: dict[tuple[str, int], Target | None] = {}
        forms = self.pool.forms
        order = sorted(doubtful, key=lambda d: (d[0], -forms[names[d[1]].form].level, names[d[1]].text, d[1]))
        for document, number in order:
            target = self._choose(number, document, bearers)
            chosen[document, number] = target
            if target is not None and document and target.rule != AMBIGUOUS:
                bearers.present[document].add(target.entity)
        in_full = self._named_in_full(rows, singles)
        linked: list[Target] = []
        for row, number in zip(rows, of_row, strict=True):
            single = singles[number]
            target = single if single is not None else chosen[row.document_id, number]
            if target is None:
                target = self._nearest(number, row, bearers)
            if target.rule == CORPUS and (row.document_id, target.entity) in in_full:
                target = Target(target.entity, DOCUMENT)
            linked.append(target)
        alone = [single or self._alone(number) for number, single in enumerate(singles)]
        return Targets(linked, alone, {entity: key for key, entity in self._open.items()})

    def _named_in_full(self, rows: Sequence[NameInContext], singles: Sequence[Target | None]) -> set[tuple[str, int]]:
        """(document, entity) where the document names the entity in full; for entities that short names lead to."""
        short = {target.entity for target in singles if target and target.rule == CORPUS}
        found = set()
        for row, number in zip(rows, self.pool.of_row, strict=True):
            target = singles[number]
            if target and target.rule != CORPUS and target.entity in short and row.document_id:
                found.add((row.document_id, target.entity))
        return found

    def _alone(self, number: int) -> Target:
        """Where a name goes that no document explains."""
        name = self.pool.names[number]
        options = self._open_to(number)
        if name.lone or name.body or not options:
            return Target(self.clusters.entity(name.form), AMBIGUOUS if name.lone or name.body else NAME, options)
        return self._plausible(options) or Target(self.clusters.entity(name.form), AMBIGUOUS, options)

    def _open_to(self, number: int) -> tuple[int, ...]:
        name = self.pool.names[number]
        return tuple(entity for entity in self.options[number] if not self._is_excluded(name, entity))

    def _choose(self, number: int, document: str, bearers: "_Bearers") -> Target | None:
        """The target of a name in a document; None where two bearers are there, so that each mention asks for itself."""
        name = self.pool.names[number]
        if name.body:
            return self._of_body(number, document)
        options = self._open_to(number)
        present = bearers.present[document] if document else set[int]()
        here = [entity for entity in options if entity in present]
        if not here and name.lone == Role.GIVEN:
            here = bearers.with_given_name(document, name.lemma)
        if len(here) == 1:
            return self._take(name, here[0], DOCUMENT)
        if here:
            return None
        if not name.lone:
            found = self._plausible(options)
            if found is not None:
                return self._take(name, found.entity, found.rule)
        return self._keep_open(name, document, options, _WHY_LONE[name.lone] if name.lone else "")

    def _plausible(self, options: Sequence[int]) -> Target | None:
        """The only entity that the corpus makes plausible."""
        if len(options) == 1:
            return Target(options[0], CORPUS)
        if options:
            first = max(options, key=lambda entity: (self.mentions[entity], -entity))
            others = sum(self.mentions[entity] for entity in options) - self.mentions[first]
            if self.mentions[first] >= _PROMINENT * max(others, 1):
                return Target(first, CORPUS)
        return None

    def _nearest(self, number: int, row: NameInContext, bearers: "_Bearers") -> Target:
        """The bearer named last before a mention, unless two are named together."""
        name = self.pool.names[number]
        here = [entity for entity in self._open_to(number) if entity in bearers.present[row.document_id]]
        if not here and name.lone == Role.GIVEN:
            here = bearers.with_given_name(row.document_id, name.lemma)
        found = bearers.nearest(row, here)
        if found is not None:
            return Target(self._take(name, found, DOCUMENT).entity, DOCUMENT, (), "nearest")
        return self._keep_open(name, row.document_id, tuple(here), "")

    def _of_body(self, number: int, document: str) -> Target:
        name = self.pool.names[number]
        owner = self._owners.get((document, number))
        if owner is not None and owner.form is not None:
            return Target(self.clusters.entity(owner.form), DOCUMENT, (), owner.note)
        note = owner.note if owner is not None else "no document that says whose it is"
        return self._keep_open(name, document, (), note)

    def _keep_open(self, name: Name, document: str, between: tuple[int, ...], note: str) -> Target:
        """An entity of the document's own for a name that nobody can tell."""
        form = self.clusters.entity(name.form)
        if not document:
            return Target(form, AMBIGUOUS, between, note)
        entity = self._open.setdefault((form, document), len(self.pool.forms) + len(self._open))
        return Target(entity, AMBIGUOUS, between, note)

    def _is_excluded(self, name: Name, entity: int) -> bool:
        """Whether overrides keep a name out of an entity, given the names that were already linked to it."""
        return name.named and labels_conflict(
            self.clusters.labels(name.form), self._given_labels.get(entity, frozenset())
        )

    def _take(self, name: Name, entity: int, rule: str) -> Target:
        if name.named:
            labels = frozenset(label for label in self.clusters.labels(name.form) if label[0].startswith("different"))
            self._given_labels[entity] = self._given_labels.get(entity, self.clusters.labels(entity)) | labels
        return Target(entity, rule)


_WHY_LONE = {
    Role.GIVEN: "a given name alone means nobody outside its document",
    Role.FAMILY: "very many people bear this family name",
}


class _Bearers:
    """Who is named in which document, and where."""

    def __init__(self) -> None:
        self.present: dict[str, set[int]] = defaultdict(set)
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._given: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))

    def add(self, row: NameInContext, entity: int, name: Name) -> None:
        """Note a name that is sure of its entity."""
        self.present[row.document_id].add(entity)
        self._places[row.document_id] += [(start, entity) for start in row.starts]
        for group in name.given:
            self._given[row.document_id][group].add(entity)

    def with_given_name(self, document: str, word: str) -> list[int]:
        """The people of a document that bear a given name."""
        table = self._given.get(document, {})
        return sorted({entity for group in given_name_groups(word) for entity in table.get(group, ())})

    def nearest(self, row: NameInContext, here: Iterable[int]) -> int | None:
        """The one of several entities that a document names last before a row's mention."""
        if not row.starts:
            return None
        wanted = set(here)
        start = row.starts[0]
        before = sorted((at for at in self._places[row.document_id] if at[0] < start and at[1] in wanted), reverse=True)
        if not before:
            return None
        at, entity = before[0]
        rival = next((other for other, bearer in before if bearer != entity), None)
        return None if rival is not None and at - rival < _TOGETHER else entity
