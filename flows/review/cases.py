"""Doubtful cases of a snapshot, in the order in which looking at them is worth most: how doubtful × how often."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from flows.report import columns
from flows.report.doubt import doubtful_names, doubtful_translations
from flows.tables.snapshots import Snapshot

_CANDIDATES: Final = 9
"""Entities offered for a short name: as many as there are digit keys."""


@dataclass(frozen=True, slots=True)
class TranslationCase:
    """A doubtful translation.

    Attributes:
        source, source_lang, english, status: the row.
        reason: its codes, "" for none.
        doubt: kind of doubt, see `flows.report.doubt`.
        n: how often the text occurs with this English.
        gain: expected number of rows put right.
        document: source of the first document it is in.
        quality: estimate, 0 to 1, if there is one.
    """

    source: str
    source_lang: str
    english: str
    status: str
    reason: str
    doubt: str
    n: int
    gain: float
    document: str
    quality: float | None


@dataclass(frozen=True, slots=True)
class NameCase:
    """A short name kept apart.

    Attributes:
        entity_id, name, kind, note: the entity.
        n: its mentions.
        gain: expected number of mentions put right.
        candidates: (id, name, mentions) of entities it may be.
        example: a sentence it is in.
    """

    entity_id: str
    name: str
    kind: str
    note: str
    n: int
    gain: float
    candidates: tuple[tuple[str, str, int], ...]
    example: str


Case = TranslationCase | NameCase


def open_cases(snapshot: Snapshot) -> list[Case]:
    """Return all doubtful cases, highest gain first."""
    spans = columns.read(snapshot, "spans")
    cases: list[Case] = [*_translations(snapshot, spans), *_names(snapshot, spans)]
    return sorted(cases, key=lambda case: (-case.gain, isinstance(case, NameCase)))


def _translations(snapshot: Snapshot, spans: pl.DataFrame) -> list[TranslationCase]:
    uris = columns.read(snapshot, "documents").select("document_id", "source_uri")
    groups = (
        doubtful_translations(columns.read(snapshot, "translations"), spans)
        .with_columns(span_id=pl.col("span_ids").list.first())
        .join(spans.select("span_id", "document_id"), on="span_id", how="left", maintain_order="left")
        .join(uris, on="document_id", how="left", maintain_order="left")
    )
    return [
        TranslationCase(
            row["text"], row["source_lang"], row["text_en"], row["status"], row["reason"] or "", row["doubt"], row["n"],
            row["gain"], row["source_uri"] or "", row["quality"],
        )
        for row in groups.iter_rows(named=True)
    ]  # fmt: skip


def _names(snapshot: Snapshot, spans: pl.DataFrame) -> list[NameCase]:
    entities = columns.read(snapshot, "entities")
    about = {row[0]: (row[1], row[2]) for row in entities.select("entity_id", "name", "n_mentions").iter_rows()}
    examples = (
        columns.read(snapshot, "mentions")
        .sort("document_id", "start")
        .unique("entity_id", keep="first", maintain_order=True)
        .join(spans.select("span_id", "text"), on="span_id")
        .select("entity_id", "text")
    )
    example = dict(examples.iter_rows())
    return [
        NameCase(
            row["entity_id"], row["name"], row["kind"], row["note"], row["n_mentions"], row["gain"],
            tuple((other, *about[other]) for other in row["candidates"][:_CANDIDATES]), example.get(row["entity_id"], ""),
        )
        for row in doubtful_names(entities, columns.read(snapshot, "aliases")).iter_rows(named=True)
    ]  # fmt: skip
