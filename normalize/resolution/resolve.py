"""From names in documents to entities: one id per person, organisation and place, in whichever script, case or spelling.

    >>> rows = [NameInContext("Рогозина Дмитрия", "person", "ru", "a"), NameInContext("Dmitri Rogosin", "person", "de", "b")]
    >>> len(set(resolve(rows)))
    1

Steps: distinct names in the nominative (`normalize.pool`), blocking keys (`normalize.blocking`), groups
(`normalize.clusters`), documents decide on short names (`normalize.linking`), ids (`normalize.identity`), names to show
(`normalize.canonical`). Overrides always win (`normalize.overrides`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from normalize.gazetteer.territories import places_named
from normalize.kinds import ORGANISATION, PERSON
from normalize.match.known_organisations import identity_of
from normalize.resolution.blocking import FULL, NOTHING, blocking_keys
from normalize.resolution.canonical import Canonical, Spelling, alias_rule, canonical
from normalize.resolution.clusters import Clusters, build
from normalize.resolution.distinct_names import Pool, PoolBuilder
from normalize.resolution.evidence import link_evidence, spelling_evidence
from normalize.resolution.ids import assign, known_ids, new_id, redirects
from normalize.resolution.judge import judge
from normalize.resolution.linking import AMBIGUOUS, CONFIDENCE, NAME, Linker, Target, Targets
from normalize.resolution.namesakes import tell_apart
from normalize.resolution.overrides import Overrides, check_names, name_key
from normalize.resolution.owners import find_owners
from normalize.resolution.types import Alias, Entity, KnownEntity, Link, NameInContext, Resolution
from normalize.text.script import has_cyrillic, script_of


def resolve(
    names: Sequence[NameInContext], overrides: Overrides | None = None, known: Sequence[KnownEntity] = ()
) -> list[str]:
    """Return an entity id for every name, in input order; see `resolve_names`."""
    return [link.entity_id for link in resolve_names(names, overrides, known).links]


def resolve_names(
    names: Sequence[NameInContext],
    overrides: Overrides | None = None,
    known: Sequence[KnownEntity] = (),
    states: Mapping[str, str] | None = None,
) -> Resolution:
    """Resolve all names of a corpus.

    Args:
        names: the names in their documents, in any order; the outcome does not depend on it.
        overrides: decisions of a person, which win over everything.
        known: entities of earlier runs, oldest first, whose ids are kept; what they were called then is no spelling of now.
        states: document_id → ISO 3166 code of the state its source belongs to, where that is known: a body of state without
            its state (МИД) is taken for that state's when the document itself tells nothing.

    Raises:
        OverridesError: the overrides name what neither the rows nor the known entities know.
        ValueError: a row is of an unknown kind.
    """
    overrides = overrides or Overrides()
    builder = PoolBuilder(overrides)
    builder.add_rows(names)
    builder.add_known(known)
    pool = builder.pool
    owners = find_owners(builder, names, states or {})
    clusters = Clusters(pool.forms, judge)
    named = _NamedForms(pool, known)
    if overrides.sha256:
        check_names(overrides, named.kinds, named.ids)
    _apply_overrides(overrides, named, clusters)
    _apply_gazetteer(pool, clusters)
    _apply_lists(pool, clusters)
    tell_apart(names, pool, clusters)
    build(pool.forms, blocking_keys(pool.forms), clusters)
    targets = Linker(pool, clusters, owners).link(names)
    return _Outcome(names, known, overrides, pool, clusters, targets, named).resolution()


class _NamedForms:
    """Which forms the names and ids in overrides mean."""

    def __init__(self, pool: Pool, known: Sequence[KnownEntity]) -> None:
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self.forms: dict[str, set[int]] = defaultdict(set)
        for name in pool.names:
            if name.named:
                for key in {name_key(name.text), name_key(name.lemma)}:
                    self.kinds[key].add(name.kind)
                    self.forms[key].add(name.form)
        self.ids: dict[str, str] = {}
        self._of_id: dict[str, set[int]] = {}
        for entity, numbers in zip(known, pool.of_known, strict=True):
            ids = [entity.entity_id, *(alias.alias for alias in entity.aliases if alias.rule == "redirect")]
            for entity_id in ids:
                self.ids[entity_id] = entity.kind
                best = max((pool.forms[pool.names[i].form].level for i in numbers), default=0)
                self._of_id[entity_id] = {
                    pool.names[i].form for i in numbers if pool.forms[pool.names[i].form].level == best
                }

    def of(self, name: str) -> set[int]:
        """Forms a name or id means."""
        return self.forms.get(name_key(name)) or self._of_id.get(name, set())


def _apply_overrides(overrides: Overrides, named: _NamedForms, clusters: Clusters) -> None:
    profiles = clusters.profiles
    for group in (*overrides.same, *overrides.alias):
        names = [forms for name in group.names if (forms := named.of(name))]  # a spelling may not occur
        kinds = set.intersection(*({profiles[f].kind for f in forms} for forms in names))
        for kind in sorted(kinds):
            first, *others = sorted({f for forms in names for f in forms if profiles[f].kind == kind})
            for other in others:
                clusters.merge(first, other)
            clusters.label(first, "same", "same")
    for number, group in enumerate(overrides.different):
        for one, other in combinations(range(len(group.names)), 2):
            for side, name in (("a", group.names[one]), ("b", group.names[other])):
                for form in named.of(name):
                    clusters.label(form, f"different-{number}-{one}-{other}", side)


def _apply_gazetteer(pool: Pool, clusters: Clusters) -> None:
    first: dict[str, int] = {}
    for form, entry in sorted(pool.entries.items(), key=lambda item: item[0]):
        if entry.id not in first:
            first[entry.id] = form
        elif not clusters.conflict(first[entry.id], form):
            clusters.merge(first[entry.id], form)
    for form, entry in pool.entries.items():
        if "gazetteer" not in dict(clusters.labels(form)):
            clusters.label(form, "gazetteer", entry.id)


def _apply_lists(pool: Pool, clusters: Clusters) -> None:
    """Names that the lists have for one organisation or place are one, and those of two never meet."""
    first: dict[str, int] = {}
    for form, profile in enumerate(pool.forms):
        if profile.kind == PERSON or profile.level == NOTHING:
            continue
        ids = identity_of(profile.text).ids if profile.kind == ORGANISATION else places_named(profile.text)
        if len(ids) != 1:
            continue
        listed = f"{profile.kind}:{min(ids)}"
        other = first.setdefault(listed, form)
        if other != form and clusters.contradict(other, form):
            continue
        clusters.join(other, form)
        if "listed" not in dict(clusters.labels(form)):
            clusters.label(form, "listed", listed)


class _Outcome:
    """Puts entities, aliases and links together."""

    def __init__(
        self,
        rows: Sequence[NameInContext],
        known: Sequence[KnownEntity],
        overrides: Overrides,
        pool: Pool,
        clusters: Clusters,
        targets: Targets,
        named: _NamedForms,
    ) -> None:
        self.rows, self.pool, self.clusters, self.targets = rows, pool, clusters, targets
        self.spellings = self._spellings()
        self.kinds = {entity: pool.forms[self._form(entity)].kind for entity in self.spellings}
        apart = {
            entity: new_id(pool.forms[form].kind, f"{pool.forms[form].form}\x1f{document}")
            for entity, (form, document) in targets.open_names.items()
        }
        kept = known_ids(pool, targets.of_name, known, set(apart.values()))
        kept = {entity: entity_id for entity, entity_id in (kept | apart).items() if entity in self.spellings}
        seeds = {entity: self._seed(entity, found.values()) for entity, found in self.spellings.items()}
        wanted = {entity: self._entry_id(entity) for entity in self.spellings}
        self.ids = assign(self.kinds, seeds, wanted, kept, {entity.entity_id for entity in known})
        self.redirects = redirects(pool, targets.of_name, known, self.ids)
        self.further = overrides.spellings()
        self.renamed: dict[int, dict[bool, str]] = defaultdict(dict)
        for setting in overrides.rename:
            for form in named.of(setting.name):
                self.renamed[clusters.entity(form)][has_cyrillic(setting.value)] = setting.value

    def _form(self, entity: int) -> int:
        """A form of an entity; that of the name for one that a document has for itself."""
        return self.targets.open_names.get(entity, (entity, ""))[0]

    def _entry_id(self, entity: int) -> str:
        if entity in self.targets.open_names:
            return ""
        return dict(self.clusters.labels(entity)).get("gazetteer", "")

    def _spellings(self) -> dict[int, dict[tuple[str, str], Spelling]]:
        """By entity: its spellings by text and language, those of now only; nominatives that nobody wrote count nothing."""
        found: dict[int, dict[tuple[str, str], Spelling]] = defaultdict(dict)
        pool = self.pool

        def note(entity: int, number: int, text: str, lang: str, n: int, rule: str) -> None:
            spellings = found[entity]
            spelling = spellings.get((text, lang))
            if spelling is not None:
                spelling.n += n
                return
            name = pool.names[number]
            spellings[text, lang] = Spelling(text, name.lemma, lang, pool.forms[name.form].level, n, rule)

        counts: Counter[tuple[int, int, str, str]] = Counter()
        for row, number, target in zip(self.rows, pool.of_row, self.targets.of_row, strict=True):
            counts[target.entity, number, row.lang, target.rule] += row.n
        ordered = sorted(counts.items(), key=lambda item: self._order(item[0]))
        for (entity, number, lang, rule), n in ordered:
            note(entity, number, pool.names[number].text, lang, n, rule)
        for (entity, number, lang, rule), _ in ordered:
            if pool.names[number].lemma != pool.names[number].text:
                note(entity, number, pool.names[number].lemma, lang, 0, rule)
        return found

    def _order(self, key: tuple[int, int, str, str]) -> tuple[str, str, str]:
        return self.pool.names[key[1]].text, key[2], key[3]

    def _seed(self, entity: int, spellings: Iterable[Spelling]) -> str:
        forms = {self.pool.forms[f].form for f in self._forms_of.get(entity, ())}
        return min(forms, default="") or min(spelling.lemma for spelling in spellings)

    @cached_property
    def _forms_of(self) -> Mapping[int, list[int]]:
        """By entity: the forms of its most detailed names."""
        by_entity: dict[int, list[int]] = defaultdict(list)
        for name in self.pool.names:
            by_entity[self.clusters.entity(name.form)].append(name.form)
        for entity, forms in by_entity.items():
            top = max(self.pool.forms[f].level for f in forms)
            by_entity[entity] = [f for f in forms if self.pool.forms[f].level == top]
        return by_entity

    def resolution(self) -> Resolution:
        """Everything, sorted by id."""
        documents: dict[int, set[str]] = defaultdict(set)
        mentions: Counter[int] = Counter()
        notes: dict[int, Target] = {}
        for row, target in zip(self.rows, self.targets.of_row, strict=True):
            documents[target.entity].add(row.document_id)
            mentions[target.entity] += row.n
            if target.rule == AMBIGUOUS:
                notes[target.entity] = target
        entries = {entry.id: entry for entry in self.pool.entries.values()}
        titles = {self.clusters.entity(form): entry for form, entry in self.pool.titles.items()}
        shown: dict[int, Canonical] = {}
        for number, spellings in self.spellings.items():
            entry = entries.get(self._entry_id(number)) or titles.get(number)
            renamed = self.renamed.get(number, {})
            shown[number] = canonical(
                self.kinds[number],
                self._own(list(spellings.values())),
                renamed.get(False) or (entry.name_en if entry else ""),
                renamed.get(True) or (entry.name_ru if entry else ""),
            )
        entities, aliases = [], []
        scores: dict[tuple[int, str], tuple[str, float]] = {}
        for number, entity_id in sorted(self.ids.items(), key=lambda item: item[1]):
            spellings = self.spellings[number]
            listed = entries.get(self._entry_id(number))
            names = shown[number]
            entities.append(
                Entity(
                    entity_id,
                    self.kinds[number],
                    names.name,
                    names.name_ru,
                    names.given,
                    names.patronymic,
                    names.family,
                    dict(listed.external_ids) if listed else {},
                    mentions[number],
                    len(documents[number] - {""}),
                    self._note(notes.get(number), spellings.values(), shown),
                )
            )
            aliases += self._aliases(number, entity_id, names, list(spellings.values()), scores)
        for old, new in sorted(self.redirects.items()):
            aliases.append(Alias(new, old, script_of(old), "und", 0, "redirect", 1.0))
        return Resolution(self._links(scores, shown), entities, aliases, self.redirects)

    def _note(self, target: Target | None, spellings: Iterable[Spelling], shown: Mapping[int, Canonical]) -> str:
        """Why an entity's names were kept apart; "" where one of them is a full name."""
        short = self.kinds[target.entity] != PERSON or all(s.level < FULL for s in spellings) if target else False
        return link_evidence(target, "", "", self._between(target, shown)) if target and short else ""

    def _between(self, target: Target, shown: Mapping[int, Canonical]) -> list[str]:
        return sorted(shown[entity].name for entity in target.between if entity in shown)

    def _own(self, spellings: Sequence[Spelling]) -> Sequence[Spelling]:
        """Those among which the canonical name is: not the ones a person has added, unless there are no others."""
        further = self.further
        if not further:
            return spellings
        return [s for s in spellings if not {name_key(s.text), name_key(s.lemma)} & further] or spellings

    def _aliases(
        self,
        number: int,
        entity_id: str,
        names: Canonical,
        spellings: Sequence[Spelling],
        scores: dict[tuple[int, str], tuple[str, float]],
    ) -> list[Alias]:
        found = []
        for spelling in spellings:
            rule, score = alias_rule(self.kinds[number], names, spelling)
            scores[number, spelling.text] = rule, score
            found.append(
                Alias(entity_id, spelling.text, script_of(spelling.text), spelling.lang, spelling.n, rule, score)
            )
        return found

    def _links(self, scores: Mapping[tuple[int, str], tuple[str, float]], shown: Mapping[int, Canonical]) -> list[Link]:
        """One link per row; equal ones are one object."""
        kept: dict[tuple[int, Target], Link] = {}
        links = []
        for number, target in zip(self.pool.of_row, self.targets.of_row, strict=True):
            key = number, target
            link = kept.get(key)
            if link is None:
                name, names, kind = self.pool.names[number], shown[target.entity], self.kinds[target.entity]
                rule, score = scores[target.entity, name.text]
                spelling = spelling_evidence(kind, name.text, name.lemma, names, rule) if target.rule == NAME else ""
                evidence = link_evidence(target, spelling, names.name, self._between(target, shown))
                score = CONFIDENCE[target.rule] * (1.0 if target.rule == AMBIGUOUS else score)
                link = Link(self.ids[target.entity], kind, target.rule, round(min(score, 1.0), 4), evidence)
                kept[key] = link
            links.append(link)
        return links
