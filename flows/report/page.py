"""A readable page about a snapshot: what is in the tables, what needs a second look, who is mentioned."""

from pathlib import Path
from typing import Any

import jinja2
import polars as pl

from flows.tables.snapshots import Snapshot
from normalize.resources import data_text
from translate.types import DOUBTFUL, FAILED, GLOSSARY, HUMAN, MENDED, OK, ROMANIZED

DOCUMENTS, TRANSLATIONS, ENTITIES, REJECTS = 200, 300, 100, 200  # rows shown at most
WORST_FIRST = {s: i for i, s in enumerate((FAILED, ROMANIZED, DOUBTFUL, MENDED, OK, GLOSSARY, HUMAN))}


def write_report(snapshot: Snapshot) -> Path:
    """Write `report.html` into the snapshot and return its path.

    Raises:
        OSError: the disk refused.
    """
    source = data_text("flows.report", "report.html.j2")
    template = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    path = snapshot.path / "report.html"
    temporary = path.with_suffix(".tmp")
    temporary.write_text(template.render(**_content(snapshot)), encoding="utf-8")
    temporary.replace(path)
    return path


def _scan(snapshot: Snapshot, table: str) -> pl.LazyFrame:
    return pl.scan_parquet([str(p) for p in snapshot.parts(table)])


def _content(snapshot: Snapshot) -> dict[str, Any]:
    run = snapshot.read("runs").sort("run_id").row(-1, named=True)
    statuses = _scan(snapshot, "translations").group_by("status").len("n").sort("n", descending=True).collect()
    langs = (
        _scan(snapshot, "spans")
        .group_by("lang")
        .agg(spans=pl.len(), characters=pl.col("text").str.len_chars().sum())
        .sort("characters", descending=True)
        .collect()
    )
    documents = (
        _scan(snapshot, "documents")
        .select("source_uri", "title", "published_at", "lang", "n_chars", "n_spans", "n_translated", "repairs")
        .sort("source_uri")
    )
    worst_first = pl.col("status").replace_strict(WORST_FIRST, return_dtype=pl.Int8)
    translations = (
        _scan(snapshot, "translations")
        .with_columns(order=worst_first)
        .sort("order", "quality", "score", "span_id", nulls_last=True)
        .head(TRANSLATIONS)
        .join(_scan(snapshot, "spans").select("span_id", "text"), on="span_id", maintain_order="left")
        .select("text", "text_en", "status", "reason", "score", "quality")
        .collect()
    )
    aliases = _scan(snapshot, "aliases").filter(pl.col("rule") != "redirect").sort("n_mentions", descending=True)
    entities = (
        _scan(snapshot, "entities")
        .sort("n_mentions", "name", descending=[True, False])
        .head(ENTITIES)
        .join(
            aliases.group_by("entity_id", maintain_order=True).agg(aliases=pl.col("alias").unique(maintain_order=True)),
            on="entity_id",
            how="left",
            maintain_order="left",
        )
        .select("name", "name_ru", "kind", "n_mentions", "n_documents", "aliases")
        .collect()
    )
    return {
        "run": run,
        "statuses": statuses.to_dicts(),
        "langs": langs.to_dicts(),
        "n_documents": documents.select(pl.len()).collect().item(),
        "documents": documents.head(DOCUMENTS).collect().to_dicts(),
        "n_translations": int(statuses["n"].sum()),
        "translations": translations.to_dicts(),
        "entities": entities.to_dicts(),
        "rejects": snapshot.read("rejects").head(REJECTS).to_dicts(),
    }
