"""Snapshots written by hand, row by row: for the tests of the explorer and its benchmark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.tables.snapshots import Output, Snapshot

RUN = "20260301T120000Z-00000abc"
TABLES = ("documents", "spans", "translations", "mentions", "entities", "aliases", "rejects", "runs")


@dataclass(frozen=True)
class Line:
    """One span; names are (surface, entity id) in the order they stand in the text."""

    text: str
    lang: str = "ru"
    en: str | None = None
    status: str = "ok"
    reason: str | None = None
    score: float | None = -0.4
    quality: float | None = None
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """One document: lines, each a list of spans."""

    uri: str
    lines: Sequence[Sequence[Line]]
    title: str | None = None
    date: datetime | None = None
    repairs: tuple[str, ...] = ()
    lang: str = "ru"
    url: str | None = None


@dataclass(frozen=True)
class Name:
    """One entity; spellings are (spelling, script, language, mentions, rule)."""

    entity_id: str
    name: str
    kind: str = "person"
    name_ru: str | None = None
    family: str | None = None
    note: str | None = None
    spellings: tuple[tuple[str, str, str, int, str], ...] = ()


@dataclass
class Tables:
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {table: [] for table in TABLES})

    def add(self, table: str, **row: Any) -> None:
        self.rows[table].append(row)


def made(pages: Iterable[Page], names: Iterable[Name] = (), rejects: Iterable[dict[str, str]] = ()) -> Tables:
    """Rows of all tables."""
    tables = Tables()
    counts: dict[str, list[str]] = {}
    for number, page in enumerate(pages):
        _add_page(tables, f"{number:024x}", page, counts)
    for name in names:
        own = counts.get(name.entity_id, [])
        spellings = name.spellings or ((name.name, "Latn", "en", len(own), "exact"),)
        tables.add(
            "entities",
            entity_id=name.entity_id, kind=name.kind, name=name.name, name_ru=name.name_ru, given=None, patronymic=None,
            family=name.family, note=name.note, n_mentions=len(own), n_documents=len(set(own)), n_aliases=len(spellings),
            first_run_id=RUN,
        )  # fmt: skip
        for alias, script, lang, n, rule in spellings:
            tables.add(
                "aliases", entity_id=name.entity_id, alias=alias, script=script, lang=lang, n_mentions=n, rule=rule, score=1.0
            )  # fmt: skip
    for reject in rejects:
        tables.add("rejects", **({"stage": "read", "run_id": RUN} | reject))
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    tables.add(
        "runs",
        run_id=RUN, parent_run_id=None, started_at=moment, finished_at=moment, status="done", signature="tolmach made",
        config='{"beam": 4}', versions='{"tolmach": "0"}', counts='{"documents": 2}', stage_seconds='{"total": 1.5}',
    )  # fmt: skip
    return tables


def _add_page(tables: Tables, document_id: str, page: Page, counts: dict[str, list[str]]) -> None:
    text, text_en, ordinal = "", "", 0
    for block, line in enumerate(page.lines):
        for span in line:
            gap = "" if not text or text.endswith("\n") else " "
            text, text_en = text + gap, text_en + gap
            span_id, start = f"{document_id}-{ordinal}", len(text)
            text, text_en = text + span.text, text_en + (span.en or span.text)
            tables.add(
                "spans",
                span_id=span_id, document_id=document_id, ordinal=ordinal, block=block, start=start, end=len(text),
                text=span.text, script="Cyrl", lang=span.lang, lang_confidence=0.98, lang_rule="words",
            )  # fmt: skip
            if span.en is not None:
                tables.add(
                    "translations",
                    span_id=span_id, document_id=document_id, source_lang=span.lang, target_lang="en", text_en=span.en,
                    status=span.status, reason=span.reason, score=span.score, quality=span.quality, engine="argos",
                    model="m", cached=False,
                )  # fmt: skip
            _add_names(tables, document_id, span_id, start, span, counts)
            ordinal += 1
        text, text_en = text + "\n", text_en + "\n"
    tables.add(
        "documents",
        document_id=document_id, source_uri=page.uri, content_sha256="0", media_type="text/plain", encoding="utf-8",
        title=page.title, published_at=page.date, text=text, text_en=text_en, lang=page.lang, repairs=list(page.repairs),
        n_chars=len(text), n_spans=ordinal, n_translated=sum(s.en is not None for line in page.lines for s in line),
        run_id=RUN, url=page.url, author=None,
    )  # fmt: skip


def _add_names(
    tables: Tables, document_id: str, span_id: str, start: int, span: Line, counts: dict[str, list[str]]
) -> None:
    at = 0
    for surface, entity_id in span.names:
        at = span.text.index(surface, at)
        tables.add(
            "mentions",
            mention_id=f"{span_id}-{at}", document_id=document_id, span_id=span_id, start=start + at,
            end=start + at + len(surface), surface=surface, kind="person", lang=span.lang, lemma=surface,
            romanized=surface, entity_id=entity_id, link_rule="name", link_score=1.0, detector="pattern",
        )  # fmt: skip
        at += len(surface)
        counts.setdefault(entity_id, []).append(document_id)


def write_snapshot(folder: Path, tables: Tables) -> Snapshot:
    """Publish the rows as a snapshot; unlike a run, without the checks of the schemas."""
    snapshot = Snapshot(folder / "snapshots" / RUN)
    for table, rows in tables.rows.items():
        (snapshot.path / table).mkdir(parents=True)
        if rows:
            pl.DataFrame(rows, infer_schema_length=None).write_parquet(snapshot.path / table / "made.parquet")
    Output(folder).latest.symlink_to(Path("snapshots") / RUN)
    return snapshot
