"""What the explorer's page knows of a snapshot at once: documents, names, doubtful rows, rejects, runs, words for codes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from flows.report import columns, shards
from flows.report.doubt import doubtful_names, doubtful_translations
from flows.report.evidence import evidence
from flows.report.shards import CodeBook
from flows.report.sources import common_start, source_of
from flows.tables.docs import reject_codes
from flows.tables.snapshots import Snapshot
from normalize.resources import read_rows
from translate.types import STATUSES, Status

_FEW: Final = 20
"""Places kept for a doubtful text: enough to look at, however often it occurs."""


@dataclass(slots=True)
class Content:
    """A snapshot, read for the page.

    Attributes:
        main: the data of the page itself, ready for JSON; complete once all `shards` were taken.
        parts: how many shards there are.
    """

    main: dict[str, Any]
    parts: int
    _spans: pl.DataFrame
    _names: pl.DataFrame
    _texts: pl.Series
    _bounds: list[tuple[int, int]]
    _codes: CodeBook = field(default_factory=CodeBook)

    def shards(self) -> Iterator[dict[str, Any]]:
        """Pack the texts, shard by shard; the codes they need are in `main` afterwards."""
        for first, end in self._bounds:
            within = pl.col("doc").is_between(first, end - 1)
            yield shards.pack(
                self._spans.filter(within), self._names.filter(within), range(first, end), self._texts, self._codes
            )
        for name in ("lang", "rule", "status", "reason", "link"):
            self.main["codes"][name] = list(getattr(self._codes, name))


def read_content(snapshot: Snapshot) -> Content:
    """Read a snapshot for the page."""
    documents = (
        columns.read(snapshot, "documents")
        .sort("published_at", "source_uri", descending=[True, False], nulls_last=True)
        .with_row_index("doc")
    )
    entities = columns.read(snapshot, "entities").sort(
        "n_mentions", "name", "entity_id", descending=[True, False, False]
    )
    entities = entities.with_row_index("entity")
    numbers = documents.select("document_id", "doc")
    translations = columns.read(snapshot, "translations")
    spans = columns.read(snapshot, "spans")
    joined = (
        spans.join(translations.drop("document_id"), on="span_id", how="left")
        .join(numbers, on="document_id")
        .sort("doc", "ordinal")
    )
    names = (
        columns.read(snapshot, "mentions")
        .join(numbers, on="document_id")
        .join(entities.select("entity_id", "entity"), on="entity_id", how="left")
        .sort("doc", "start", "end")
    )
    aliases = columns.read(snapshot, "aliases")
    codes = CodeBook()
    cuts = shards.bounds(_sizes(documents))
    start = common_start(documents["source_uri"])
    main = {
        "codes": {},
        "start": start,
        "documents": _documents(documents, joined, names, codes, start),
        "entities": _entities(entities, aliases, columns.external_ids(snapshot)),
        "spellings": _spellings(entities, aliases),
        "doubtful": _doubtful(doubtful_translations(translations, spans), joined, codes),
        "rejects": columns.read(snapshot, "rejects").sort("source_uri", "error", "detail").rows(),
        "runs": _runs(columns.read(snapshot, "runs")),
        "shards": [first for first, _ in cuts],
        "legend": legend(),
        "schemas": {table: [column.name for column in found] for table, found in columns.COLUMNS.items()},
    }
    return Content(main, len(cuts), joined, names, documents["text"], cuts, codes)


def legend() -> list[list[str]]:
    """Words for codes: group, code, label, meaning; for rejects the way out is the last item."""
    rows = read_rows("flows.report", "legend.tsv", columns=4)
    return [*map(_with_meaning, rows), *(["reject", *row] for row in reject_codes())]


def _with_meaning(row: list[str]) -> list[str]:
    group, code, label, meaning = row
    if not meaning and group == "status":
        promise = STATUSES[Status(code)]
        meaning = f"{promise[0].upper()}{promise[1:]}."
    return [group, code, label, meaning]


def _sizes(documents: pl.DataFrame) -> list[int]:
    return (documents["n_chars"].fill_null(0) + documents["text_en"].fill_null("").str.len_chars()).to_list()


def _documents(
    documents: pl.DataFrame, spans: pl.DataFrame, names: pl.DataFrame, codes: CodeBook, start: str
) -> dict[str, Any]:
    statuses = _counted(spans.drop_nulls("status"), "status", documents.height)
    entities = _counted(names.drop_nulls("entity"), "entity", documents.height)
    taken = documents.select("document_id", "source_uri", "url", "title", "author", "media_type", "encoding", "lang")
    return {
        **taken.rename({"document_id": "id", "source_uri": "uri"}).to_dict(as_series=False),
        "source": [
            source_of(uri.removeprefix(start), url) for uri, url in documents.select("source_uri", "url").iter_rows()
        ],
        "date": documents["published_at"].dt.strftime("%Y-%m-%d").to_list(),
        "repairs": [repairs or [] for repairs in documents["repairs"].to_list()],
        **{name: documents[name].to_list() for name in ("n_chars", "n_spans", "n_translated")},
        "statuses": [[n for s, count in row for n in (codes.status[s], count)] for row in statuses],
        "names": [[n for pair in row for n in pair] for row in entities],
    }


def _counted(rows: pl.DataFrame, column: str, n: int) -> list[list[tuple[Any, int]]]:
    """How often each value of a column occurs, by document."""
    found: list[list[tuple[Any, int]]] = [[] for _ in range(n)]
    counts = rows.group_by("doc", column).len().sort("doc", "len", column, descending=[False, True, False])
    for doc, value, count in counts.iter_rows():
        found[doc].append((value, count))
    return found


def _entities(entities: pl.DataFrame, aliases: pl.DataFrame, ids: dict[str, dict[str, str]]) -> dict[str, Any]:
    numbers = dict(entities.select("entity_id", "entity").iter_rows())
    maybe = {
        numbers[row["entity_id"]]: [numbers[other] for other in row["candidates"]]
        for row in doubtful_names(entities, aliases).iter_rows(named=True)
    }
    return {
        "id": entities["entity_id"].to_list(),
        **entities.select(
            "kind",
            "name",
            "name_ru",
            "given",
            "patronymic",
            "family",
            "note",
            "n_mentions",
            "n_documents",
            "first_run_id",
        ).to_dict(as_series=False),
        "ids": {str(numbers[entity_id]): pairs for entity_id, pairs in sorted(ids.items()) if entity_id in numbers},
        "maybe": {str(number): others for number, others in sorted(maybe.items())},
    }


def _spellings(entities: pl.DataFrame, aliases: pl.DataFrame) -> list[list[Any]]:
    rows = (
        aliases.join(entities.select("entity_id", "entity", "name", "name_ru", "kind"), on="entity_id")
        .filter(pl.col("rule") != "redirect")
        .sort("n_mentions", "entity", "alias", "lang", descending=[True, False, False, False])
    )
    reasons = evidence(rows.select("alias", "name", "name_ru", "kind").iter_rows())
    fields = rows.select("entity", "alias", "script", "lang", "n_mentions", "rule", _score()).iter_rows()
    return [[*values, why] for values, why in zip(fields, reasons, strict=True)]


def _score() -> pl.Expr:
    return (pl.col("score") * 100).round().cast(pl.Int64, strict=False)


def _doubtful(groups: pl.DataFrame, spans: pl.DataFrame, codes: CodeBook) -> list[list[Any]]:
    """Rows of (text, English, language, status, reason, score %, quality %, class, n, gain, documents, ordinals)."""
    places = {
        span_id: (doc, ordinal) for span_id, doc, ordinal in spans.select("span_id", "doc", "ordinal").iter_rows()
    }
    found = []
    for row in groups.iter_rows(named=True):
        where = [places[span_id] for span_id in row["span_ids"] if span_id in places]
        found.append(
            [
                row["text"],
                row["text_en"],
                codes.lang[row["source_lang"]],
                codes.status[row["status"]],
                codes.reason[row["reason"]],
                None if row["score"] is None else round(row["score"] * 100),
                None if row["quality"] is None else round(row["quality"] * 100),
                row["doubt"],
                row["n"],
                round(row["gain"], 2),
                sorted({doc for doc, _ in where}),
                where[:_FEW],
            ]
        )
    return found


def _runs(runs: pl.DataFrame) -> list[dict[str, Any]]:
    shown = runs.sort("run_id", descending=True).with_columns(
        pl.col("started_at", "finished_at").dt.strftime("%Y-%m-%d %H:%M:%S")
    )
    return [
        row | {name: _json(row[name]) for name in ("config", "versions", "counts", "stage_seconds")}
        for row in shown.iter_rows(named=True)
    ]


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "{}")
    except ValueError:
        return {}
