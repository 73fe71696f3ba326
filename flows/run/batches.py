"""One batch of documents: spans → language → translation → mentions → checked Parquet parts.

The unit of work of a run. Everything arrives and leaves as files, so that a batch can run in a thread, on Dask or on Ray.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from flows.config import RunConfig
from flows.read.types import one_line
from flows.run import progress
from flows.run.document_spans import Parsed, declared_language
from flows.run.mentions import SpanNames, find_names, mention_rows
from flows.run.models import Tools, tools
from flows.run.people import KEPT, told_by_people
from flows.run.timing import timed
from flows.tables import parquet as tables
from flows.tables.ids import stable_id
from translate import Translation, detect_spans, split_spans
from translate.names.find import source_names
from translate.names.types import SourceName
from translate.translator import NO_NAMES
from translate.types import BY_PEOPLE

log = logging.getLogger(__name__)

RAW = "_raw"  # staged documents, as read
MENTIONS = "_mentions"  # mentions before they are linked to entities
REJECTS = "_rejects"
PROCESS = "process"  # the stage of rejects by this module

SCORE_DIGITS = 4  # further ones depend on what else was in the engine's batch

# Errors of the machine, not of a document: they end the run instead of rejecting document after document.
FATAL = (OSError, MemoryError)


@dataclass
class BatchResult:
    """What a batch did.

    Attributes:
        name: the batch; its parts are called `<name>.parquet` in every table.
        counts: documents, spans, words, mentions, cached, `status:<status>` and `reject:<code>`.
        seconds: time by stage.
    """

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, stage: str) -> AbstractContextManager[None]:
        """Add the block's seconds to a stage."""
        return timed(self.seconds, stage)


Rows = dict[str, list[dict[str, Any]]]


def process_batch(
    name: str, staging: Path, config: RunConfig, memory: Path, corrections: Path | None = None
) -> BatchResult:
    """Process the staged documents `_raw/<name>.parquet` and write their parts.

    A document that fails is rejected and costs no other document its result.

    Raises:
        OSError: disk full or unreadable; MemoryError. The batch can be run again.
    """
    result = BatchResult(name)
    raw = staging / RAW / f"{name}.parquet"
    documents = pl.read_parquet(raw).to_dicts()
    kit = tools(config, memory, corrections)
    rows = _guarded(documents, kit, config, result)
    with result.timed("write"):
        _write(rows, staging, name, kit.signature)
        raw.unlink()
    result.counts.update(documents=len(rows["documents"]), spans=len(rows["spans"]), mentions=len(rows["mentions"]))
    result.counts.update(f"status:{r['status']}" for r in rows["translations"])
    result.counts["cached"] += sum(r["cached"] for r in rows["translations"])
    result.counts.update(f"reject:{r['error']}" for r in rows["rejects"])
    progress.current.add(documents=len(documents), rejects=len(rows["rejects"]))
    return result


def _guarded(documents: list[dict[str, Any]], kit: Tools, config: RunConfig, result: BatchResult) -> Rows:
    """Process documents together; when that fails, one by one, rejecting those that fail alone."""
    before = result.counts.copy()
    try:
        return process_documents(documents, kit, config, result)
    except FATAL:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a document does, the others get their result
        result.counts = before  # what was counted has no result
        if len(documents) > 1:
            log.warning("batch %s failed as a whole (%s), trying its documents one by one", result.name, error)
            merged = _no_rows()
            for document in documents:
                for table, rows in _guarded([document], kit, config, result).items():
                    merged[table].extend(rows)
            return merged
        rejected = _no_rows()
        rejected["rejects"].append(_reject(documents[0], "internal_error", error))
        return rejected


def _reject(document: Mapping[str, Any], code: str, error: Exception) -> dict[str, Any]:
    detail = one_line(f"{type(error).__name__}: {error}")
    return {
        "source_uri": document["source_uri"],
        "stage": PROCESS,
        "error": code,
        "detail": f"{detail}; please report it with the document",
        "run_id": document.get("run_id"),
    }


def _no_rows() -> Rows:
    return {t: [] for t in ("documents", "spans", "translations", "mentions", "rejects")}


def process_documents(documents: list[dict[str, Any]], kit: Tools, config: RunConfig, result: BatchResult) -> Rows:
    """Turn read documents into rows of every table, nothing caught, nothing written.

    Args:
        documents: rows with at least `document_id`, `source_uri` and `text`.
        kit: the loaded models.
        config: settings.
        result: where counts and times are added.

    Returns:
        Rows by table; mentions are not linked to entities yet.
    """
    parsed = [told_by_people(document, kit) for document in parse_documents(documents, result)]
    names: list[SpanNames] | None = None
    rejects: list[dict[str, Any]] = []
    if config.names:
        with result.timed("names"):
            names, rejects = _names_of(parsed)
    with result.timed("translate"):
        translated = translate_spans(parsed, names, kit, result)
    with result.timed("assemble"):
        rows = _no_rows()
        rows["rejects"] = rejects
        rows["mentions"] = mention_rows(names or [])
        for document in parsed:
            _check_offsets(document)
            rows["documents"].append(_document_row(document, translated))
            rows["spans"].extend(_span_rows(document))
        rows["translations"] = [_with_rounded_score(row) for row in translated.values()]
    return rows


def _names_of(parsed: Sequence[Parsed]) -> tuple[list[SpanNames], list[dict[str, Any]]]:
    """Names of the documents, and rejects: a document whose names cannot be found keeps its text and translation."""
    try:
        return find_names(parsed), []
    except FATAL:
        raise
    except Exception as error:  # noqa: BLE001 - a defect in finding names costs names only, of that document only
        if len(parsed) == 1:
            return [], [_reject(parsed[0].row, "names_failed", error)]
    found = [_names_of([document]) for document in parsed]
    return [span for names, _ in found for span in names], [reject for _, rejects in found for reject in rejects]


def _with_rounded_score(row: dict[str, Any]) -> dict[str, Any]:
    return row if row["score"] is None else row | {"score": round(row["score"], SCORE_DIGITS)}


def parse_documents(documents: Sequence[Mapping[str, Any]], result: BatchResult) -> list[Parsed]:
    """Split documents into spans and tell the language of each; wants `document_id` and `text` of them.

    A document may have a `declared` language, which decides where its text says nothing.
    """
    with result.timed("spans"):
        split = [split_spans(d["text"]) for d in documents]
    with result.timed("language"):
        parsed = [
            Parsed(
                d,
                [stable_id(d["document_id"], s.start, s.text) for s in spans],
                spans,
                detect_spans(spans, declared_language(d)),
            )
            for d, spans in zip(documents, split, strict=True)
        ]
    progress.current.add(spans=sum(map(len, split)))
    return parsed


def translate_spans(
    parsed: Sequence[Parsed], names: Sequence[SpanNames] | None, kit: Tools, result: BatchResult
) -> dict[str, dict[str, Any]]:
    """Translate the spans of all documents in one pool per language; rows by span id. `names` None: not looked for.

    A word that the English around it is about (lang_rule `mentioned`) stays as it is.
    """
    found = _source_names(names or [])
    rows: dict[str, dict[str, Any]] = {}
    for lang, translator in kit.translators.items():
        wanted = [
            (sid, p.row["document_id"], s.line) for p in parsed for sid, s, d in p if d.lang == lang and not d.mentioned
        ]
        texts = [text for _, _, text in wanted]
        marked = {p.row["document_id"]: p.row.get(KEPT) or () for p in parsed}
        result.counts["words"] += sum(len(t.split()) for t in texts)
        answers: list[Translation] = translator.translate(
            texts,
            names=NO_NAMES if names is None else [found.get(sid, ()) for sid, _, _ in wanted],
            kept=[[one for one in marked[document_id] if one in text] for _, document_id, text in wanted],
            progress=_count_words,
        )
        info = translator.engine.info
        model = f"{info.model} {info.version} {info.sha256[:12]}"
        for (sid, document_id, _), answer in zip(wanted, answers, strict=True):
            rows[sid] = {
                "span_id": sid,
                "document_id": document_id,
                "source_lang": lang,
                "target_lang": info.target,
                "text_en": answer.text,
                "status": answer.status,
                "reason": answer.reason,
                "score": answer.score,
                "quality": answer.quality,
                "engine": answer.status if answer.status in BY_PEOPLE else info.engine,
                "model": model,
                "cached": answer.cached,
            }
    return rows


def _source_names(names: Sequence[SpanNames]) -> dict[str, Sequence[SourceName]]:
    """The names of each span, as a translation is held against them; by span id."""
    found = source_names([span.names for span in names], [span.document_id for span in names])
    return {span.span_id: of_span for span, of_span in zip(names, found, strict=True)}


def _count_words(words: int) -> None:
    progress.current.add(words=words)


def _check_offsets(document: Parsed) -> None:
    """Hold the contract `documents.text[start:end] == spans.text`.

    Raises:
        AssertionError: it does not hold, which is a defect of the span splitter.
    """
    text = document.row["text"]
    for span in document.spans:
        if text[span.start : span.end] != span.text:
            raise AssertionError(
                f"span {span.start}:{span.end} does not match the text of {document.row['source_uri']}"
            )


def _document_row(document: Parsed, translated: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    text = document.row["text"]
    pieces: list[str] = []
    done = n_translated = 0
    weight: Counter[str] = Counter()
    for sid, span, detection in document:
        weight[detection.lang] += span.end - span.start
        answer = translated.get(sid)
        if answer is not None:
            pieces += [text[done : span.start], answer["text_en"]]
            done = span.end
            n_translated += answer["status"] != "failed"
    pieces.append(text[done:])
    return {
        **document.row,
        "text_en": "".join(pieces),
        "lang": _dominant(weight),
        "n_chars": len(text),
        "n_spans": len(document.spans),
        "n_translated": n_translated,
    }


def _dominant(weight: Counter[str]) -> str:
    """Return the language with most characters; one that is known wins over `und`, which wins over `zxx`."""
    known = {lang: n for lang, n in weight.items() if lang not in ("und", "zxx")}
    if known:
        return max(sorted(known), key=known.__getitem__)
    return "und" if weight["und"] else "zxx"


def _span_rows(document: Parsed) -> Iterator[dict[str, Any]]:
    for ordinal, (sid, span, detection) in enumerate(document):
        yield {
            "span_id": sid,
            "document_id": document.row["document_id"],
            "ordinal": ordinal,
            "block": span.block,
            "start_char": span.start,
            "end_char": span.end,
            "text": span.text,
            "script": span.script,
            "lang": detection.lang,
            "lang_confidence": detection.confidence,
            "lang_rule": detection.rule,
        }


def _write(rows: Rows, staging: Path, name: str, signature: str) -> None:
    for table in ("documents", "spans", "translations"):
        tables.write_part(table, tables.frame(table, rows[table]), staging / table / f"{name}.parquet", signature)
    write_plain(rows["mentions"], "mentions", staging / MENTIONS / f"{name}.parquet")
    if rows["rejects"]:
        write_plain(rows["rejects"], "rejects", staging / REJECTS / f"{name}.parquet")


def write_raw(rows: list[dict[str, Any]], path: Path) -> None:
    """Write read documents with what of them is not to be translated, which is no column of a table."""
    kept = pl.Series(KEPT, [row[KEPT] for row in rows], dtype=pl.List(pl.String))
    tables.write_arrow(tables.frame("documents", rows).with_columns(kept).to_arrow(), path)


def write_plain(rows: list[dict[str, Any]], table: str, path: Path) -> None:
    """Write rows that are not yet a finished table (some columns may be null)."""
    tables.write_arrow(tables.frame(table, rows).to_arrow(), path)
