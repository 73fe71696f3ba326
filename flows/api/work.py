"""Jobs done by the engine: all texts of all requests of a batch in one call."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from flows.api.errors import ApiError
from flows.api.jobs import AUTO, Detect, Explain, FindNames, Job, Texts, Translate
from flows.api.markup import Page, Span, located
from flows.config import RunConfig
from flows.run.batches import BatchResult, parse_documents, process_documents
from flows.run.document_spans import DECLARED
from flows.run.mentions import find_names, mention_rows
from flows.run.models import TARGET, Tools, tools
from flows.run.one_text import NAME_COLUMNS, SPAN_COLUMNS
from flows.run.people import KEPT
from normalize import compare
from normalize.gazetteer.lookup import lookup
from translate.translator import NO_NAMES

log = logging.getLogger(__name__)

Answer = Any
"""Plain values, as written to JSON."""

_NO_LANGUAGE: Final = {"confidence": 0.0, "language": TARGET}
"""What LibreTranslate says of a text in which it finds no language."""


class Worker:
    """Does jobs; for one thread at a time.

    Args:
        config: settings.
        corrections: what people wrote for whole texts; looked at again when its file changes.

    Raises:
        ModelError, GlossaryError, ConfigError, CorrectionsError: see `flows.run.models.tools`.
    """

    def __init__(self, config: RunConfig, corrections: Path | None = None) -> None:
        self._config = config
        self._corrections = corrections
        self._kit = tools(config, None, corrections)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are translated."""
        return self._config.languages

    def warm_up(self) -> None:
        """Load what is otherwise loaded by the first request of each kind."""
        warm = Texts(("Экипаж корабля «Союз» вернулся на Землю. The crew of Soyuz is back.",), many=False)
        self.do(
            [Translate(warm, AUTO, TARGET, "text", alternatives=False, spans=True), Explain("А. Б.", "A. B.", None)]
        )

    def do(self, jobs: Sequence[Job]) -> list[Answer]:
        """Return the answer to each job, in order."""
        answers: dict[int, Answer] = {}
        by_kind: dict[type, list[int]] = {}
        for i, job in enumerate(jobs):
            by_kind.setdefault(type(job), []).append(i)
        for kind, numbers in by_kind.items():
            of_kind: list[Any] = [jobs[i] for i in numbers]
            done: list[Answer]
            if kind is Translate:
                done = self._translate(of_kind)
            elif kind is Detect:
                done = _detect(of_kind)
            elif kind is FindNames:
                done = _names(of_kind)
            else:
                done = [_explain(job) for job in of_kind]
            answers |= dict(zip(numbers, done, strict=True))
        return [answers[i] for i in range(len(jobs))]

    def _tools(self) -> Tools:
        """The loaded models, with corrections and glossaries as their files are now; as they were where a file is wrong."""
        try:
            self._kit = tools(self._config, None, self._corrections)
        except Exception as error:  # noqa: BLE001 - a slip in a file of corrections must not stop a server
            log.warning("%s; what was read before is used", error)
        return self._kit

    def _translate(self, jobs: Sequence[Translate]) -> list[Answer]:
        kit = self._tools()
        documents: list[dict[str, Any]] = []
        pages: list[Page | None] = []
        for job in jobs:
            for text in job.q.texts:
                page = Page(text) if job.form == "html" else None
                pages.append(page)
                documents.append(_document(len(documents), page.text if page else text))
                if page:
                    documents[-1][KEPT] = page.kept
                if job.source != AUTO:
                    documents[-1][DECLARED] = job.source
        wanted = [job.target == TARGET and job.source != TARGET for job in jobs for _ in job.q.texts]
        asked = [document for document, one in zip(documents, wanted, strict=True) if one]
        rows = process_documents(asked, kit, self._config, BatchResult("api"))
        spans = _spans(rows)
        english = {row["document_id"]: row["text_en"] for row in rows["documents"]}
        rendered = self._rendered(pages, documents, spans, kit)
        answers: list[Answer] = []
        texts = iter(zip(documents, pages, strict=True))
        for job in jobs:
            of_job = [next(texts) for _ in job.q.texts]
            made = [
                text if d["document_id"] not in english else rendered.get(d["document_id"], english[d["document_id"]])
                for text, (d, _) in zip(job.q.texts, of_job, strict=True)
            ]
            of_texts = [spans.get(d["document_id"], []) for d, _ in of_job]
            answers.append(_translated(job, made, of_texts))
        return answers

    def _rendered(
        self,
        pages: Sequence[Page | None],
        documents: Sequence[Mapping[str, Any]],
        spans: Mapping[str, Sequence[Mapping[str, Any]]],
        kit: Tools,
    ) -> dict[str, str]:
        """HTML with its English, by document; the words inside links and emphasis are translated alone to be found."""
        changed = {
            d["document_id"]: (
                page,
                [
                    Span(s["start_char"], s["end_char"], s["text_en"])
                    for s in spans.get(d["document_id"], ())
                    if "text_en" in s
                ],
            )
            for page, d in zip(pages, documents, strict=True)
            if page is not None
        }
        fragments = list(dict.fromkeys(f for page, own in changed.values() for f in page.fragments(own)))
        alone: dict[str, str] = {}
        if fragments:  # the first language is the one most asked for; an engine for each would be paid for nothing
            made = next(iter(kit.translators.values())).translate(fragments, names=NO_NAMES)
            alone = {f: t.text for f, t in zip(fragments, made, strict=True)}
        find = located(alone)
        return {document_id: page.render(own, find) for document_id, (page, own) in changed.items()}


def _document(number: int, text: str) -> dict[str, Any]:
    return {"document_id": str(number), "source_uri": "request", "text": text}


def _spans(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Every span with its language and its translation, if any, by document."""
    translations = {row["span_id"]: row for row in rows["translations"]}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows["spans"]:
        both = {**row, **translations.get(row["span_id"], {}), "confidence": row["lang_confidence"]}
        own = {column: both[column] for column in (*SPAN_COLUMNS, "confidence") if column in both}
        found.setdefault(row["document_id"], []).append(own)
    return found


def _translated(job: Translate, made: Sequence[str], spans: Sequence[list[dict[str, Any]]]) -> Answer:
    """The answer to `/translate`: LibreTranslate's fields, and `spans`."""
    several: dict[str, list[Any]] = {"translatedText": list(made)}
    if job.source == AUTO:
        several["detectedLanguage"] = [_candidates(own)[0] for own in spans]
    if job.alternatives:
        several["alternatives"] = [[] for _ in made]
    if job.spans:
        several["spans"] = [[_shown(span, job) for span in own] for own in spans]
    return several if job.q.many else {name: values[0] for name, values in several.items()}


def _shown(span: Mapping[str, Any], job: Translate) -> dict[str, Any]:
    """A span as told to clients; of HTML without offsets, which would be those of its text."""
    left_out = {"confidence"} | ({"start_char", "end_char"} if job.form == "html" else set())
    return {name: value for name, value in span.items() if name not in left_out}


def _detect(jobs: Sequence[Detect]) -> list[Answer]:
    """Languages of each text, the one with most of it first; of a list as LibreTranslate does, of all its texts together."""
    documents: list[dict[str, Any]] = []
    owners: list[int] = []
    for number, job in enumerate(jobs):
        for text in job.q.texts:
            documents.append(_document(len(documents), text))
            owners.append(number)
    spans: list[list[dict[str, Any]]] = [[] for _ in jobs]
    for owner, parsed in zip(owners, parse_documents(documents, BatchResult("api")), strict=True):
        spans[owner] += [{"text": s.text, "lang": d.lang, "confidence": d.confidence} for _, s, d in parsed]
    return [_candidates(own) for own in spans]


def _candidates(spans: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Languages with their share of the characters times how sure it is, 0 to 100, highest first."""
    weight: Counter[str] = Counter()
    known = [s for s in spans if s["lang"] not in ("und", "zxx")]
    total = sum(len(s["text"]) for s in spans if s["lang"] != "zxx")
    for span in known:
        weight[span["lang"]] += len(span["text"]) * span["confidence"]
    ranked = sorted(weight.items(), key=lambda item: (-item[1], item[0]))
    return [{"confidence": round(100 * w / total, 1), "language": lang} for lang, w in ranked] or [dict(_NO_LANGUAGE)]


def _names(jobs: Sequence[FindNames]) -> list[Answer]:
    """Names in each text: offsets, surface, kind, language, nominative, romanisation."""
    documents = [_document(i, text) for i, text in enumerate(text for job in jobs for text in job.q.texts)]
    found: dict[str, list[dict[str, Any]]] = {d["document_id"]: [] for d in documents}
    for row in mention_rows(find_names(parse_documents(documents, BatchResult("api")))):
        found[row["document_id"]].append({column: row[column] for column in NAME_COLUMNS})
    each = iter(found.values())
    answers: list[Answer] = []
    for job in jobs:
        own = [next(each) for _ in job.q.texts]
        answers.append(own if job.q.many else own[0])
    return answers


def _explain(job: Explain) -> Answer:
    kind = job.kind or next((e.kind for name in (job.first, job.second) for e in lookup(name)), "person")
    return {"kind": kind, **asdict(compare(job.first, job.second, kind=kind))}


def failed(error: Exception) -> ApiError:
    """What a client is told when the engine failed; the log has the rest."""
    log.error("a request failed", exc_info=error)
    return ApiError(500, "the request could not be processed: a fault of tolmach, which its log describes")
