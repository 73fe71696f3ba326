"""What has changed between two snapshots: rows by table, documents by source, entities by what became of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from flows.tables.schemas import TABLES
from flows.tables.snapshots import Snapshot

HOW_IT_CAME = ("cached", "run_id", "first_run_id")
"""Columns that tell how a row came about, not what it says: they make no row a changed one."""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """How a table differs between two snapshots: rows by key.

    Attributes:
        table: its name.
        added: keys only in the newer.
        removed: keys only in the older.
        changed: keys in both, other values.
    """

    table: str
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """Documents by `source_uri`, sorted: new, changed in any column (also by another translation), gone."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityDifference:
    """What became of entities, each as (id, name).

    Attributes:
        new: of names that were not there.
        gone: none of their names is there any more.
        merged: entities that are one now, and the one.
        split: an entity, and those among whom its mentions are now.
        renamed: id, name before, name now.
        moved_mentions: mentions that went from one entity to another while both are in both snapshots.
    """

    new: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    merged: tuple[tuple[tuple[tuple[str, str], ...], tuple[str, str]], ...]
    split: tuple[tuple[tuple[str, str], tuple[tuple[str, str], ...]], ...]
    renamed: tuple[tuple[str, str, str], ...]
    moved_mentions: int


def difference(old: Snapshot, new: Snapshot) -> list[TableDifference]:
    """Count added, removed and changed rows of every keyed table between two snapshots."""
    result = []
    for table, schema in TABLES.items():
        keys = schema.primary_key()
        if not keys:
            continue
        before, after = (_hashed(s.read(table), keys) for s in (old, new))
        both = before.join(after, on=keys, how="inner", suffix="_new")
        result.append(
            TableDifference(
                table,
                added=after.height - both.height,
                removed=before.height - both.height,
                changed=both.filter(pl.col("row") != pl.col("row_new")).height,
            )
        )
    return result


def _hashed(data: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    rest = [c for c in data.columns if c not in keys and c not in HOW_IT_CAME]
    return data.select(*keys, row=data.select(rest).hash_rows() if rest else pl.lit(0, pl.UInt64))


def document_difference(old: Snapshot, new: Snapshot) -> DocumentDifference:
    """Name the documents that are new, changed or gone."""
    before, after = (_hashed(s.read("documents").drop("document_id"), ["source_uri"]) for s in (old, new))
    both = before.join(after, on="source_uri", how="inner", suffix="_new")
    return DocumentDifference(
        new=_sorted(after.join(before, on="source_uri", how="anti")["source_uri"]),
        changed=_sorted(both.filter(pl.col("row") != pl.col("row_new"))["source_uri"]),
        gone=_sorted(before.join(after, on="source_uri", how="anti")["source_uri"]),
    )


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values))


def entity_difference(old: Snapshot, new: Snapshot) -> EntityDifference:
    """Tell what became of the entities: by the mentions that both snapshots have, and by the redirects of the newer."""
    names_before, names_after = (dict(s.read("entities", ["entity_id", "name"]).rows()) for s in (old, new))
    went, came, moved = _ways(old, new, names_before.keys(), names_after.keys())
    split_up = {
        one: into
        for one, into in went.items()
        if len(into) > 1 and (one not in names_after or any(i not in names_before for i in into))
    }
    merged = {
        into: sorted(one for one in ones if one != into and one not in names_after and one not in split_up)
        for into, ones in came.items()
    }
    gone = names_before.keys() - names_after.keys() - split_up.keys()
    parts = {part for into in split_up.values() for part in into}

    def named(ids: Iterable[str], names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(((i, names[i]) for i in ids), key=lambda pair: (pair[1], pair[0])))

    return EntityDifference(
        new=named(
            names_after.keys() - names_before.keys() - parts - {i for i, ones in merged.items() if ones}, names_after
        ),
        gone=named(gone - {one for ones in merged.values() for one in ones}, names_before),
        merged=tuple(
            (named({*ones, *({into} & names_before.keys())}, names_before), (into, names_after[into]))
            for into, ones in sorted(merged.items())
            if ones
        ),
        split=tuple(((one, names_before[one]), named(into, names_after)) for one, into in sorted(split_up.items())),
        renamed=tuple(
            (i, names_before[i], names_after[i])
            for i in sorted(names_before.keys() & names_after.keys())
            if names_before[i] != names_after[i]
        ),
        moved_mentions=moved,
    )


def _ways(
    old: Snapshot, new: Snapshot, before: Iterable[str], after: Iterable[str]
) -> tuple[dict[str, set[str]], dict[str, set[str]], int]:
    """Where each entity's mentions went, where they came from, and how many moved between entities of both snapshots."""
    columns = ["mention_id", "entity_id"]
    both = old.read("mentions", columns).join(new.read("mentions", columns), on="mention_id", suffix="_new")
    pairs = both.group_by("entity_id", "entity_id_new").len()
    redirects = new.read("aliases", ["entity_id", "alias", "rule"]).filter(pl.col("rule") == "redirect")
    known, present = set(before), set(after)
    went: dict[str, set[str]] = defaultdict(set)
    came: dict[str, set[str]] = defaultdict(set)
    moved = 0
    for one, into, n in pairs.rows():
        went[one].add(into)
        came[into].add(one)
        if one != into and {one, into} <= known & present:
            moved += n
    for into, one in redirects.select("entity_id", "alias").rows():
        if one in known and into in present:
            came[into].add(one)
    return went, came, moved
