"""What resolution takes and gives: names in documents, entities, their aliases. Plain values, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from normalize.kinds import Kind


@dataclass(frozen=True, slots=True)
class NameInContext:
    """A name as it occurs in a document; equal rows may be given once with their number.

    Attributes:
        text: the name as written.
        kind: person, organisation or place.
        lang: language of the text around it, BCP 47; "und" when unknown.
        document_id: the document; "" for a name without one.
        lemma: its nominative where that is known already; "" lets `normalize.resolve` find it.
        n: how many times the document has it, at least 1.
        starts: where in the document, in characters, as far as known; of a single family name give one row a mention,
            since two people of one document may bear it.
    """

    text: str
    kind: Kind
    lang: str = "und"
    document_id: str = ""
    lemma: str = ""
    n: int = 1
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownAlias:
    """A spelling of an entity in an earlier run: a row of the table `aliases`."""

    alias: str
    lang: str = "und"
    n: int = 0
    rule: str = "exact"


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of an earlier run, whose id is to be kept.

    Attributes:
        entity_id: its id.
        kind: person, organisation or place.
        aliases: its spellings; those with rule ``redirect`` are ids it has absorbed.
    """

    entity_id: str
    kind: Kind
    aliases: tuple[KnownAlias, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What a name in a document was linked to.

    Attributes:
        entity_id: the entity.
        kind: its kind; another than the row's only after an override.
        rule: what linked it: name (the name itself), document (a short name, the only fitting one of its document),
            corpus (a short name, the only fitting one anywhere), ambiguous (a name that fits several or says too little:
            an entity of its document's own), gazetteer, override.
        score: confidence, 0 to 1.
        evidence: why, in words.
    """

    entity_id: str
    kind: Kind
    rule: str
    score: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation or place.

    Attributes:
        entity_id: stable id.
        kind: person, organisation or place.
        name: canonical English name.
        name_ru: nominative Russian name, or None when the corpus has none.
        given: given name in English, where the name shows it.
        patronymic: patronymic in English.
        family: family name in English.
        external_ids: identifiers elsewhere.
        n_mentions: names in documents linked to it, counted with their `n`.
        n_documents: documents among them.
        note: why its names were kept apart, and whom they may stand for; "" for an entity with a full name.
    """

    entity_id: str
    kind: Kind
    name: str
    name_ru: str | None = None
    given: str | None = None
    patronymic: str | None = None
    family: str | None = None
    external_ids: Mapping[str, str] = field(default_factory=dict)
    n_mentions: int = 0
    n_documents: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of an entity: a row of the table `aliases`."""

    entity_id: str
    alias: str
    script: str
    lang: str
    n_mentions: int
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """The outcome: one link per row in input order, the entities sorted by id, their aliases, and merged ids.

    Attributes:
        links: one per input row.
        entities: those that rows or earlier runs name.
        aliases: their spellings; redirects among them.
        redirects: id of an earlier run → id of the entity that absorbed it.
    """

    links: list[Link]
    entities: list[Entity]
    aliases: list[Alias]
    redirects: dict[str, str]
