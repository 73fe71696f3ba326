"""All distinct names of a corpus and of earlier runs, in the nominative, ready to be clustered."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from normalize.gazetteer.common_names import is_common_family_name, is_lone_given_name
from normalize.gazetteer.given_names import given_name_groups
from normalize.gazetteer.identities import identify
from normalize.gazetteer.lookup import GazetteerEntry, is_ambiguous, lookup_nominative
from normalize.kinds import ORGANISATION, PERSON, PLACE, Kind, Role
from normalize.morphology.disambiguate import Evidence, evidence
from normalize.morphology.families import family_name
from normalize.morphology.lemma import lemma as lemma_of
from normalize.morphology.lemma import primary_language
from normalize.morphology.organisations import organisation_lemma
from normalize.morphology.persons import lemmas
from normalize.ner.other_languages import TAGGED, place_forms
from normalize.parse.other_slavic import other_nominative
from normalize.resolution.blocking import BARE, FULL, INITIAL, Profile, profile
from normalize.resolution.kinds import settle_kinds
from normalize.resolution.overrides import Overrides, name_key
from normalize.resolution.types import KnownEntity, NameInContext
from normalize.text.clean_name import clean_name
from normalize.text.script import has_cyrillic

NOT_NAMES = frozenset({"redirect", "inflected"})
"""Rules of known aliases that are no names in the nominative."""
_SURE = 0.999
_DOUBT = 0.01
_OTHER_CASE = re.compile("[аяуюыиейм]\\Z")


@dataclass(slots=True)
class Name:
    """One distinct name.

    Attributes:
        text: as written.
        lemma: its nominative.
        kind: person, organisation or place, after overrides.
        form: number of its form, see `Pool.forms`.
        others: forms of its other nominatives (Рогозина may be a woman, or Рогозин's genitive).
        named: an override names it.
        known_as: gazetteer entries that bear it, and others may bear it as well.
        n: how many mentions it has.
        lone: GIVEN for a given name alone, FAMILY for a very common family name alone, None for others: what identifies
            nobody by itself.
        given: the given names of a full personal name, see `normalize.gazetteer.given_names`.
        body: the sort of body whose owner the name does not give (МИД), "" for others.
    """

    text: str
    lemma: str
    kind: Kind
    form: int
    others: tuple[int, ...] = ()
    named: bool = False
    known_as: tuple[GazetteerEntry, ...] = ()
    n: int = 0
    lone: Role | None = None
    given: tuple[str, ...] = ()
    body: str = ""


@dataclass(slots=True)
class Pool:
    """Distinct names and their forms.

    Attributes:
        names: the names of rows and earlier runs.
        of_row: number of each row's name.
        forms: one profile per form.
        entries: form → the gazetteer entry that alone bears its name.
        of_known: for every known entity the numbers of its names.
        titles: form → names to show for bodies that no document names in full.
    """

    names: list[Name] = field(default_factory=list)
    of_row: list[int] = field(default_factory=list)
    forms: list[Profile] = field(default_factory=list)
    entries: dict[int, GazetteerEntry] = field(default_factory=dict)
    of_known: list[list[int]] = field(default_factory=list)
    titles: dict[int, GazetteerEntry] = field(default_factory=dict)


@functools.lru_cache(maxsize=200_000)
def _organisation_text(text: str) -> str:
    """An organisation's whole name in the nominative: descriptor and legal form tell organisations apart."""
    cleaned = clean_name(text).text or text
    if not has_cyrillic(cleaned):
        return cleaned
    parsed = organisation_lemma(cleaned)
    if not parsed.descriptor and not parsed.legal_form:
        return parsed.core or cleaned
    return " ".join(part for part in (parsed.legal_form, parsed.descriptor, f'"{parsed.core}"') if part.strip('"'))


class Lemmas:
    """Nominatives of rows that come without one; doubtful personal names are decided by their document."""

    def __init__(self, rows: Iterable[NameInContext]) -> None:
        """Note the persons of each document with a row that has no lemma."""
        self._persons: dict[str, list[str]] = defaultdict(list)
        self._evidence: dict[str, Evidence] = {}
        self._sure: dict[tuple[str, str, str], str] = {}
        for row in rows:
            if not row.lemma and row.kind == PERSON and row.document_id:
                self._persons[row.document_id] += [row.text] * min(row.n, 100)

    def of(self, row: NameInContext) -> str:
        """The nominative of a row's name, which has none yet."""
        kind = row.kind
        key = row.text, kind, row.lang
        found = self._sure.get(key)
        if found is None:
            doubtful = kind == PERSON and has_cyrillic(row.text) and lemmas(row.text)[0].score < _SURE
            if doubtful and row.document_id:
                votes = self._evidence.get(row.document_id)
                if votes is None:
                    votes = self._evidence[row.document_id] = evidence(self._persons[row.document_id])
                return lemma_of(row.text, kind, votes, row.lang).text
            found = lemma_of(row.text, kind, {}, row.lang).text
            if kind == PERSON:
                found = other_nominative(found, primary_language(row.lang))
            self._sure[key] = found
        return found


def _note_given_names(name: Name, found: Profile) -> None:
    """Set `Name.lone` and `Name.given`."""
    tokens = found.parsed.tokens if found.parsed is not None else ()
    if found.level >= FULL:
        groups = (given_name_groups(token.folded) for token in tokens if token.role == Role.GIVEN)
        name.given = tuple(sorted({group for found_groups in groups for group in found_groups}))
        return
    words = [token.folded for token in tokens if token.role != Role.INITIAL]
    if len(words) == 1 and found.level <= INITIAL:
        given = found.level == BARE and is_lone_given_name(words[0])
        name.lone = Role.GIVEN if given else Role.FAMILY if is_common_family_name(words[0]) else None


def _represent(kept: Profile, found: Profile) -> Profile:
    """The profile that stands for a form, with one in the other script as its twin; the order of names makes no difference.

    Names of one form sound alike, yet another spelling may contradict a third name: Michael Jung might be Michel Aoun,
    Майкл Юнг could not.
    """
    same, other = kept, kept.twin
    if has_cyrillic(found.text) != has_cyrillic(kept.text):
        if other is None or found.text < other.text:
            other = found
    elif found.text < same.text:
        same = found
    if other is None or same.text < other.text:
        return replace(same, twin=other)
    return replace(other, twin=replace(same, twin=None))


class PoolBuilder:
    """Collects names and numbers their forms."""

    def __init__(self, overrides: Overrides) -> None:
        """Start empty.

        Args:
            overrides: names that it mentions get a form of their own, and kinds that it sets are taken.
        """
        self.pool = Pool()
        self._kinds = overrides.kind_of()
        self._overridden = (
            {name_key(name) for name, _ in overrides.names()} | overrides.spellings() if overrides.sha256 else set()
        )
        self._names: dict[tuple[str, str, str], int] = {}
        self._forms: dict[tuple[str, int, str, str], int] = {}
        self._entry_forms: set[str] = set()

    def kind(self, text: str, lemma: str, kind: Kind) -> Kind:
        """The kind of a name after overrides."""
        if not self._kinds:
            return kind
        return self._kinds.get(name_key(text)) or self._kinds.get(name_key(lemma)) or kind

    def add_rows(self, rows: Sequence[NameInContext]) -> None:
        """Add the names of rows."""
        nominatives = Lemmas(rows)
        settled = settle_kinds(rows)
        numbers: dict[tuple[str, str, str], int] = {}
        names, of_row = self.pool.names, self.pool.of_row
        for row in rows:
            lemma = row.lemma or nominatives.of(row)
            if row.kind == PLACE and primary_language(row.lang) not in TAGGED:  # Росія, Rosja: Russia
                lemma = place_forms(lemma, primary_language(row.lang))[1] or lemma
            key = row.text, lemma, row.kind
            number = numbers.get(key)
            if number is None:
                kind = self.kind(row.text, lemma, settled.get((row.text, row.kind), row.kind))
                number = numbers[key] = self.add(row.text, lemma if kind == row.kind else row.text, kind)
            names[number].n += row.n
            of_row.append(number)

    def add_known(self, known: Sequence[KnownEntity]) -> None:
        """Add the names of entities of earlier runs."""
        for entity in known:
            numbers = []
            for alias in entity.aliases:
                if alias.rule in NOT_NAMES:
                    continue
                number = self.add(alias.alias, alias.alias, self.kind(alias.alias, alias.alias, entity.kind))
                name = self.pool.names[number]
                name.n = max(name.n, alias.n)
                numbers.append(number)
            self.pool.of_known.append(numbers)

    def add(self, text: str, lemma: str, kind: Kind) -> int:
        """Add one name; the same name gets the same number."""
        key = text, lemma, kind
        number = self._names.get(key)
        if number is None:
            number = self._names[key] = len(self.pool.names)
            self.pool.names.append(self._name(text, lemma, kind))
        return number

    def _name(self, text: str, lemma: str, kind: Kind) -> Name:
        nominative = _organisation_text(text) if kind == ORGANISATION and text != lemma else lemma
        keys = {name_key(text), name_key(lemma)} & self._overridden if self._overridden else set()
        form = self.form(nominative, kind, min(keys, default=""))
        name = Name(text, lemma, kind, form, named=bool(keys))
        if kind == PERSON:
            name.others = self._other_nominatives(text, nominative, form)
            _note_given_names(name, self.pool.forms[form])
            return name
        identity = identify(nominative) if kind == ORGANISATION else None
        if identity is not None and identity.is_bare:
            name.body = identity.body
        else:
            self._look_up(name, nominative, form)
        return name

    def form(self, nominative: str, kind: Kind, mark: str = "") -> int:
        """Number of a form."""
        found = profile(nominative, kind)
        key = kind, found.level, found.form, mark
        number = self._forms.get(key)
        if number is None:
            number = self._forms[key] = len(self.pool.forms)
            self.pool.forms.append(found)
        else:
            self.pool.forms[number] = _represent(self.pool.forms[number], found)
        return number

    def _other_nominatives(self, text: str, nominative: str, form: int) -> tuple[int, ...]:
        level = self.pool.forms[form].level
        if level > BARE or not has_cyrillic(text) or family_name(nominative, 1.0)[0] == nominative:
            return ()  # Кузнецовы are nobody's form
        if text == nominative and not _OTHER_CASE.search(text):
            return ()
        readings = [found.text for found in lemmas(text) if found.score >= _DOUBT]
        forms = [self.form(reading, PERSON) for reading in dict.fromkeys(readings) if reading != nominative]
        return tuple(dict.fromkeys(other for other in forms if other != form))

    def _look_up(self, name: Name, nominative: str, form: int) -> None:
        entries = lookup_nominative(nominative, name.kind) or lookup_nominative(name.lemma, name.kind)
        if not entries:
            return
        for entry in entries:
            if entry.id not in self._entry_forms:
                self._entry_forms.add(entry.id)
                for title in (entry.name_en, entry.name_ru):
                    own = self.form(title, name.kind)
                    if not is_ambiguous(title, entry):
                        self.pool.entries[own] = entry
        if len(entries) == 1 and not is_ambiguous(name.text, entries[0]) and not is_ambiguous(nominative, entries[0]):
            self.pool.entries[form] = entries[0]
        else:
            name.known_as = entries
