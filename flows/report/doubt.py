"""What needs a second look, and in which order: how doubtful a row is, times how often it occurs.

Used by the explorer's list of doubtful translations and by `tolmach review next`.
"""

from typing import Final

import polars as pl

CLASSES: Final = ("failed", "still", "doubtful", "romanized", "unsure")
"""Kinds of doubt, gravest first."""

_WRONG: Final = {"failed": 1.0, "still": 0.9, "doubtful": 0.8, "romanized": 0.7, "unsure": 0.5}
"""How often a row of each kind is wrong, roughly: ranks rows without a quality of their own."""

_UNSURE: Final = -1.2
"""Mean log-probability per token below which the model itself is unsure: each token less than one in three likely."""

_POOR: Final = 0.5
"""A quality below this is more likely wrong than right."""

_SETTLED: Final = ["glossary", "human"]
"""Statuses of texts that a person has written."""

_AMBIGUOUS: Final = 0.5
"""A short name kept apart belongs as likely to another entity as to none."""


def _doubt_class() -> pl.Expr:
    status, reason, quality, score = (pl.col(name) for name in ("status", "reason", "quality", "score"))
    return (
        pl.when(status.is_in(_SETTLED))
        .then(None)
        .when(status == "failed")
        .then(pl.lit("failed"))
        .when(reason.str.contains("still_").fill_null(value=False))
        .then(pl.lit("still"))
        .when(status == "doubtful")
        .then(pl.lit("doubtful"))
        .when(status == "romanized")
        .then(pl.lit("romanized"))
        .when(quality.fill_null(1.0) < _POOR)
        .then(pl.lit("unsure"))
        .when(quality.is_null() & (score < _UNSURE))
        .then(pl.lit("unsure"))
    )


def doubtful_translations(translations: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Group doubtful translations of equal texts.

    Args:
        translations: columns of `flows.report.columns`.
        spans: the same.

    Returns:
        One row per text and English, worst first (by class, then gain): text, source_lang, text_en, status, reason,
        score, quality, doubt (class), n (how often), gain (expected number of rows that a correction puts right),
        span_ids (all of them, in order).
    """
    rows = (
        translations.with_columns(doubt=_doubt_class())
        .drop_nulls("doubt")
        .join(spans.select("span_id", "document_id", "text", "ordinal"), on=["span_id", "document_id"])
        .sort("document_id", "ordinal")
    )
    wrong = 1 - pl.col("quality")
    return (
        rows.group_by("text", "source_lang", "text_en", "status", "reason", "doubt", maintain_order=True)
        .agg(pl.col("score").min(), pl.col("quality").min(), n=pl.len(), span_ids=pl.col("span_id"))
        .with_columns(
            gain=wrong.fill_null(pl.col("doubt").replace_strict(_WRONG, return_dtype=pl.Float64)) * pl.col("n"),
            rank=pl.col("doubt").replace_strict({name: i for i, name in enumerate(CLASSES)}, return_dtype=pl.Int8),
        )
        .sort("rank", "gain", "score", "text", "text_en", descending=[False, True, False, False, False])
        .drop("rank")
    )


def doubtful_names(entities: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Short names kept apart, with the entities they may belong to.

    Args:
        entities: columns of `flows.report.columns`.
        aliases: the same.

    Returns:
        One row per entity with a note, highest gain first: entity_id, name, kind, note, n_mentions, gain,
        candidates (entity ids that share a spelling or the last word of the name, most mentioned first).
    """
    names = pl.concat(
        [
            entities.select("entity_id", "kind", key=pl.col("name").str.to_lowercase().str.extract(r"(\S+)$")),
            entities.select("entity_id", "kind", key=pl.col("family").str.to_lowercase()),
            aliases.filter(pl.col("rule") != "redirect")
            .join(entities.select("entity_id", "kind"), on="entity_id")
            .select("entity_id", "kind", key=pl.col("alias").str.to_lowercase()),
        ]
    )
    keys = names.drop_nulls().unique()
    apart = entities.filter(pl.col("note").is_not_null())
    pairs = (
        apart.select("entity_id")
        .join(keys, on="entity_id")
        .join(keys, on=["kind", "key"], suffix="_other")
        .filter(pl.col("entity_id") != pl.col("entity_id_other"))
        .select("entity_id", "entity_id_other")
        .unique()
        .join(entities.select(entity_id_other="entity_id", n="n_mentions"), on="entity_id_other")
        .sort("n", "entity_id_other", descending=[True, False])
        .group_by("entity_id", maintain_order=True)
        .agg(candidates=pl.col("entity_id_other"))
    )
    return (
        apart.select("entity_id", "name", "kind", "note", "n_mentions")
        .join(pairs, on="entity_id", how="left")
        .with_columns(gain=_AMBIGUOUS * pl.col("n_mentions"), candidates=pl.col("candidates").fill_null([]))
        .sort("gain", "name", descending=[True, False])
    )
