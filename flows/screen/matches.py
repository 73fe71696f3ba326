"""A snapshot's entities as parties, what screening found as the table `matches`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.screen.entries import Entry
from flows.screen.lists import NameList
from flows.tables import parquet as tables
from flows.tables.integrity import batch_of, seal
from flows.tables.names import public_ids, spellings
from flows.tables.snapshots import Snapshot
from normalize.kinds import Kind
from normalize.screening.screen import screen_all
from normalize.screening.types import Hit, Party

TABLE = "matches"


@dataclass(frozen=True, slots=True)
class Screened:
    """The outcome.

    Attributes:
        rows: the table `matches`, ruled-out ones included.
        entries: entries of the list that were screened for.
        passed_over: entries of kinds that no entity can be, or without a name.
        entities: entities of the snapshot.
        crowded: names of entities known by a family name alone that fits too many entries to show them.
    """

    rows: pl.DataFrame
    entries: int
    passed_over: int
    entities: int
    crowded: tuple[str, ...]


def screen_snapshot(
    snapshot: Snapshot, path: Path, watch: Callable[[Iterable[Entry]], Iterable[Entry]] = lambda entries: entries
) -> Screened:
    """Hold every entity of a snapshot against a list.

    Args:
        snapshot: a published one.
        path: the list, see `flows.screen.lists`.
        watch: sees the entries go by, for a progress display.

    Raises:
        ListError: the list cannot be read.
    """
    entities = snapshot.read("entities")
    listed = NameList(path)
    about: dict[str, Entry] = {}

    def parties() -> Iterator[Party]:
        for entry in watch(listed.entries()):
            about[entry.party.id] = entry
            yield entry.party

    outcome = screen_all(_parties(snapshot, entities), parties())
    rows = {row["entity_id"]: row for row in entities.iter_rows(named=True)}
    origin = {"list_file": path.name, "list_sha256": listed.sha256()}
    found = [_row(hit, rows[hit.ours], about[hit.listed]) | origin for hit in outcome.hits]
    frame = tables.check(TABLE, tables.frame(TABLE, found))
    crowded = tuple(sorted(rows[entity]["name"] for entity in outcome.crowded))
    return Screened(frame, outcome.entries, listed.passed_over, entities.height, crowded)


def write_beside(snapshot: Snapshot, rows: pl.DataFrame, path: Path) -> Path:
    """Write the matches with a list into the snapshot's folder, in the place of earlier ones with a list of this name."""
    folder = snapshot.path / TABLE
    name = f"{path.name.partition('.')[0] or TABLE}.parquet"
    old = [part for part in folder.glob("*.parquet") if batch_of(part) == batch_of(Path(name))]
    tables.write_part(TABLE, rows, folder / name)
    written = seal(folder / name)
    for part in old:
        if part != written:
            part.unlink(missing_ok=True)
    return written


def _parties(snapshot: Snapshot, entities: pl.DataFrame) -> list[Party]:
    """The entities with their names in the nominative; what `aliases` has as inflected or redirected is none."""
    aliases_of, ids_of = spellings(snapshot), public_ids(snapshot)
    found = []
    for entity, kind, name, name_ru in entities.select("entity_id", "kind", "name", "name_ru").iter_rows():
        names = dict.fromkeys((name, name_ru or name, *aliases_of.get(entity, ())))
        known = {scheme: frozenset({value}) for scheme, value in ids_of.get(entity, ())}
        found.append(Party(entity, (Kind(kind),), tuple(names), ids=known))
    return found


def _row(hit: Hit, entity: dict[str, object], entry: Entry) -> dict[str, object]:
    return {
        "entity_id": hit.ours,
        "kind": hit.kind,
        "name": entity["name"],
        "n_mentions": entity["n_mentions"],
        "n_documents": entity["n_documents"],
        "list_id": hit.listed,
        "list_name": entry.caption,
        "list_schema": entry.schema or None,
        "topics": entry.topics or None,
        "countries": entry.countries or None,
        "birth_date": entry.birth_date or None,
        "verdict": hit.verdict,
        "score": hit.score,
        "rule": hit.rule,
        "entity_spelling": hit.our_name,
        "list_spelling": hit.listed_name,
        "evidence": "; ".join(hit.evidence),
        "vetoes": "; ".join(hit.vetoes) or None,
    }
