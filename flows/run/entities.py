"""From mentions to entities: all names of the snapshot resolved together, ids kept from the snapshot before."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl

from flows.run.batches import MENTIONS
from flows.run.models import read_overrides
from flows.run.state import Run
from flows.tables import parquet as tables
from flows.tables.history import carry_over
from flows.tables.integrity import batch_of
from flows.tables.schemas import TABLES
from flows.tables.snapshots import Snapshot, link_or_copy
from normalize.kinds import PERSON, Kind
from normalize.resolution.overrides import Overrides, name_key
from normalize.resolution.types import Entity, KnownAlias, KnownEntity, NameInContext, Resolution

KEY = ["document_id", "found_as", "lang", "surface", "lemma"]
LINKS = ["entity_id", "link_rule", "link_score", "link_evidence"]
AT = "at"
"""Start of a mention that is linked by itself, -1 for names linked once for their document."""
NOWHERE = -1
PART = "entities.parquet"


def link_names(run: Run) -> None:
    """Bring the parent's rows into staging, then link every mention to an entity.

    Resolution sees the names of the whole snapshot, since a new document may tell what an older one means. Parts whose
    links stay as they were keep sharing their file with the parent; without any change nothing is resolved.

    Raises:
        OverridesError: the overrides contradict each other or name what is not there.
        OSError: the disk refused.
    """
    with run.timed("link"):
        if run.history.snapshot is not None:
            carry_over(run.history.snapshot, run.staging, run.replaced, run.run_id, merge=run.documents_changed)
        if run.resolves:
            _resolve(run)
        elif run.history.snapshot is not None:
            for table in ("entities", "entity_ids", "aliases"):
                for part in run.history.snapshot.parts(table):
                    link_or_copy(part, run.staging / table / part.name)
        run.counts["entities"] = sum(tables.count_rows(p) for p in Snapshot(run.staging).parts("entities"))


def _resolve(run: Run) -> None:
    new = sorted((run.staging / MENTIONS).glob("*.parquet"))
    old = Snapshot(run.staging).parts("mentions")
    overrides = read_overrides(run.config.overrides)
    names = _without_ignored(_distinct([*old, *new]), overrides)
    if names.is_empty() and overrides is None:
        return
    known, first_run = _known(run.history.snapshot, names)
    from normalize.resolution.resolve import resolve_names

    columns = ("surface", "found_as", "lang", "document_id", "lemma", "n", "starts")
    rows = [
        NameInContext(text, Kind(kind), lang, document, lemma, n, tuple(starts))
        for text, kind, lang, document, lemma, n, starts in names.select(columns).rows()
    ]
    dated = ["document_id", "source_uri", "published_at"]
    documents = tables.read(Snapshot(run.staging).parts("documents"), dated, table="documents")
    states = _source_states(documents)
    resolution = resolve_names(rows, overrides=overrides, known=known, states=states)
    links = names.select(*KEY, AT).with_columns(
        pl.Series("entity_id", [link.entity_id for link in resolution.links], pl.String),
        pl.Series("new_kind", [link.kind for link in resolution.links], pl.String),
        pl.Series("link_rule", [link.rule for link in resolution.links], pl.String),
        pl.Series("link_score", [link.score for link in resolution.links], pl.Float64),
        pl.Series("link_evidence", [link.evidence for link in resolution.links], pl.String),
    )
    for path in [*old, *new]:
        _link_part(path, links, run.staging / "mentions" / f"{batch_of(path)}.parquet", run.signature)
    _write_entities(run, resolution, first_run, _seen(links, documents))


def _without_ignored(names: pl.DataFrame, overrides: Overrides | None) -> pl.DataFrame:
    """Leave out what a person has said is no name."""
    ignored = overrides.ignored() if overrides else None
    if not ignored:
        return names
    kept = [not {name_key(s), name_key(m)} & ignored for s, m in names.select("surface", "lemma").iter_rows()]
    return names.filter(pl.Series(kept, dtype=pl.Boolean))


def _distinct(parts: Iterable[Path]) -> pl.DataFrame:
    """Every name in its document once, with the places where it stands; each mention of a person's single name by itself.

    Two people of one document may bear a family name, and then each mention asks who was named last before it.
    """
    schema: dict[str, pl.DataType | type[pl.DataType]] = {**dict.fromkeys(KEY, pl.String), AT: pl.Int64}
    frames = [
        tables.read([p], [*KEY, "start_char"], table="mentions")
        .with_columns(_linked_at())
        .group_by(*KEY, AT)
        .agg(pl.len().alias("n"), pl.col("start_char").sort().alias("starts"))
        for p in parts
    ]
    if not frames:
        return pl.DataFrame(schema=schema | {"n": pl.UInt32, "starts": pl.List(pl.Int64)})
    return pl.concat(frames).sort(*KEY, AT)


def _linked_at() -> pl.Expr:
    single = (pl.col("found_as") == PERSON) & ~pl.col("surface").str.contains(r"[\s.]")
    return pl.when(single).then(pl.col("start_char")).otherwise(pl.lit(NOWHERE)).cast(pl.Int64).alias(AT)


def _source_states(documents: pl.DataFrame) -> dict[str, str]:
    """Documents fetched from a site under a state's domain, and the state."""
    from normalize.gazetteer.territories import state_of_domain

    found = {}
    for document_id, uri in documents.select("document_id", "source_uri").rows():
        host = urlsplit(uri).hostname if "://" in uri else None
        state = state_of_domain(host) if host else ""
        if state:
            found[document_id] = state
    return found


def _seen(links: pl.DataFrame, documents: pl.DataFrame) -> dict[str, tuple[datetime | None, datetime | None]]:
    """By entity: publication times of the first and the last dated document that mention it."""
    dated = documents.filter(pl.col("published_at").is_not_null()).select("document_id", "published_at")
    spans = (
        links.select("entity_id", "document_id")
        .unique()
        .join(dated, on="document_id")
        .group_by("entity_id")
        .agg(pl.col("published_at").min().alias("first"), pl.col("published_at").max().alias("last"))
    )
    return {entity: (first, last) for entity, first, last in spans.rows()}


def _known(parent: Snapshot | None, names: pl.DataFrame) -> tuple[list[KnownEntity], dict[str, str]]:
    """The parent's entities with their spellings, oldest first, and the run that first saw each.

    Spellings that stand in no document any more are left out: what was forgotten or corrected leaves no trace, and the
    outcome is that of a run over the present documents alone; ids are what the past decides.
    """
    if parent is None:
        return [], {}
    entities = parent.read("entities", ["entity_id", "kind", "first_run_id"]).sort("first_run_id", "entity_id")
    present = pl.concat(
        [names.select(kind=pl.col("found_as"), alias=pl.col(column)) for column in ("surface", "lemma")]
    ).unique()
    aliases = parent.read("aliases", ["entity_id", "alias", "lang", "n_mentions", "rule"]).join(
        entities.select("entity_id", "kind"), on="entity_id"
    )
    spellings = (
        pl.concat([aliases.filter(rule="redirect"), aliases.join(present, on=["kind", "alias"], how="semi")])
        .drop("kind")
        .sort("entity_id", "alias", "lang")
        .rows_by_key("entity_id")
    )
    known = [
        KnownEntity(entity_id, Kind(kind), tuple(KnownAlias(*alias) for alias in spellings.get(entity_id, ())))
        for entity_id, kind in entities.select("entity_id", "kind").rows()
    ]
    return known, dict(entities.select("entity_id", "first_run_id").rows())


def _link_part(source: Path, links: pl.DataFrame, target: Path, signature: str) -> None:
    """Write a part of `mentions` with its links, unless it is there and has them already; what has none is no name."""
    rows = tables.read([source], table="mentions")
    linked = (
        rows.drop(LINKS, strict=False)
        .with_columns(_linked_at())
        .join(links, on=[*KEY, AT], how="left", maintain_order="left")
        .filter(pl.col("new_kind").is_not_null())
        .with_columns(kind=pl.col("new_kind"))
        .select(list(TABLES["mentions"].columns()))
    )
    if source.parent == target.parent:
        if linked.equals(rows):
            return
        source.unlink()
    tables.write_part("mentions", linked, target, signature)


def _write_entities(
    run: Run,
    resolution: Resolution,
    first_run: dict[str, str],
    seen: dict[str, tuple[datetime | None, datetime | None]],
) -> None:
    aliases = tables.frame("aliases", [asdict(alias) for alias in resolution.aliases])
    spellings = aliases.filter(pl.col("rule") != "redirect").group_by("entity_id").len("n_aliases")
    n_aliases: dict[str, int] = dict(spellings.rows())
    present = [entity for entity in resolution.entities if entity.n_mentions]
    rows = [
        _entity_row(entity, n_aliases, first_run.get(entity.entity_id, run.run_id))
        | dict(zip(("first_seen", "last_seen"), seen.get(entity.entity_id, (None, None)), strict=True))
        for entity in present
    ]
    aliases = aliases.filter(tables.among("entity_id", [entity.entity_id for entity in present]))
    elsewhere = [
        {"entity_id": entity.entity_id, "scheme": scheme, "value": value}
        for entity in present
        for scheme, value in entity.external_ids.items()
    ]
    written = {
        "entities": tables.frame("entities", rows),
        "entity_ids": tables.frame("entity_ids", elsewhere),
        "aliases": aliases,
    }
    for table, data in written.items():
        if data.height:
            keys = TABLES[table].primary_key()
            tables.write_part(table, data.sort(keys), run.staging / table / PART, run.signature)


def _entity_row(entity: Entity, n_aliases: dict[str, int], first_run_id: str) -> dict[str, object]:
    return {
        "entity_id": entity.entity_id,
        "kind": entity.kind,
        "name": entity.name,
        "name_ru": entity.name_ru,
        "given": entity.given,
        "patronymic": entity.patronymic,
        "family": entity.family,
        "n_mentions": entity.n_mentions,
        "n_documents": entity.n_documents,
        "n_aliases": n_aliases.get(entity.entity_id, 0),
        "note": entity.note or None,
        "first_run_id": first_run_id,
    }
