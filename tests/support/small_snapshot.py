"""A small snapshot with every table, published without a model: two documents of one page and one feed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.tables import parquet as tables
from flows.tables.ids import stable_id
from flows.tables.snapshots import Output, Snapshot

RUN = "20260301T120000Z-00000abc"
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
KUZMINA, ADMIRAL, LAZAREV, LAZAREV_ALONE, PORT, MURMANSK, ROSATOM = (
    "person-kuzmina", "person-admiral", "person-lazarev", "person-alone", "organisation-port", "place-murmansk", "organisation-rosatom",
)  # fmt: skip

# Each with its address, title, date, url and spans; a span with its language, text, English and names; a name with its kind, lemma
# and entity.
DOCUMENTS: list[tuple[str, str | None, datetime | None, str | None, list[tuple[str, str, str | None, list[tuple[str, str, str, str]]]]]] = [
    (
        "inbox/port.html",
        "Порт Мурманск",
        datetime(2026, 2, 3, 9, 30, tzinfo=UTC),
        "https://port.example/news/1",
        [
            ("ru", "Елену Кузьмину назначили директором «Кольского порта».", "Yelena Kuzmina was appointed director of Kola Port.",
             [("Елену Кузьмину", "person", "Елена Кузьмина", KUZMINA), ("Кольского порта", "organisation", "Кольский порт", PORT)]),
            ("ru", "Лазарев поздравил её в Мурманске.", "Lazarev congratulated her in Murmansk.",
             [("Лазарев", "person", "Лазарев", LAZAREV_ALONE), ("Мурманске", "place", "Мурманск", MURMANSK)]),
            ("en", "=1+1 is not a formula, says Rosatom.", None, [("Rosatom", "organisation", "Rosatom", ROSATOM)]),
        ],
    ),
    (
        "feed.jsonl#2",
        None,
        datetime(2026, 2, 5, tzinfo=UTC),
        None,
        [
            ("en", "Elena Kuzmina met Igor Lazarev in Murmansk.", None,
             [("Elena Kuzmina", "person", "Elena Kuzmina", KUZMINA), ("Igor Lazarev", "person", "Igor Lazarev", LAZAREV),
              ("Murmansk", "place", "Murmansk", MURMANSK)]),
        ],
    ),
    ("notes/empty.txt", None, None, None, [("zxx", "12345", None, [])]),
]  # fmt: skip
# Each with its id, kind, name, Russian name, given name, patronymic, family name and spellings.
ENTITIES: list[tuple[str, str, str, str | None, str | None, str | None, str | None, list[tuple[str, str, str, int, str]]]] = [
    (KUZMINA, "person", "Elena Kuzmina", "Елена Кузьмина", "Elena", None, "Kuzmina",
     [("Elena Kuzmina", "Latn", "en", 1, "exact"), ("Елену Кузьмину", "Cyrl", "ru", 1, "inflected"), ("Елена Кузьмина", "Cyrl", "ru", 0, "exact")]),
    (LAZAREV, "person", "Igor Lazarev", None, "Igor", None, "Lazarev", [("Igor Lazarev", "Latn", "en", 1, "exact")]),
    (LAZAREV_ALONE, "person", "Lazarev", "Лазарев", None, None, "Lazarev", [("Лазарев", "Cyrl", "ru", 1, "bare_name")]),
    (PORT, "organisation", "Kola Port", "Кольский порт", None, None, None,
     [("Кольского порта", "Cyrl", "ru", 1, "inflected"), ("Кольский порт", "Cyrl", "ru", 0, "exact")]),
    (ROSATOM, "organisation", "Rosatom", "Росатом", None, None, None, [("Rosatom", "Latn", "en", 1, "exact")]),
    (MURMANSK, "place", "Murmansk", "Мурманск", None, None, None,
     [("Murmansk", "Latn", "en", 1, "exact"), ("Мурманске", "Cyrl", "ru", 1, "inflected")]),
]  # fmt: skip


def small_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of every table that has some."""
    rows: dict[str, list[dict[str, Any]]] = {
        t: [] for t in ("documents", "spans", "translations", "mentions", "entities", "aliases")
    }
    for uri, title, date, url, spans in DOCUMENTS:
        _add_document(rows, stable_id(uri), uri, title, date, url, spans)
    for entity, kind, name, name_ru, given, patronymic, family, aliases in ENTITIES:
        own = [m for m in rows["mentions"] if m["entity_id"] == entity]
        dates = [d["published_at"] for d in rows["documents"] if d["document_id"] in {m["document_id"] for m in own}]
        rows["entities"].append(
            {
                "entity_id": entity, "kind": kind, "name": name, "name_ru": name_ru, "given": given, "patronymic": patronymic,
                "family": family, "n_mentions": len(own), "n_documents": len({m["document_id"] for m in own}),
                "n_aliases": len(aliases), "note": "kept apart" if entity == LAZAREV_ALONE else None,
                "first_seen": min(dates), "last_seen": max(dates), "first_run_id": RUN,
            }
        )  # fmt: skip
        rows["aliases"] += [
            {
                "entity_id": entity,
                "alias": alias,
                "script": script,
                "lang": lang,
                "n_mentions": n,
                "rule": rule,
                "score": 1.0,
            }
            for alias, script, lang, n, rule in aliases
        ]
    rows["entity_ids"] = [{"entity_id": ROSATOM, "scheme": "wikidata", "value": "Q1141123"}]
    rows["rejects"] = [
        {"source_uri": "inbox/scan.pdf", "stage": "read", "error": "no_text", "detail": "d", "run_id": RUN}
    ]
    rows["runs"] = [
        {
            "run_id": RUN, "parent_run_id": None, "started_at": MOMENT, "finished_at": MOMENT, "status": "rejected",
            "config": "{}", "signature": "made", "versions": "{}", "counts": "{}", "stage_seconds": "{}",
        }
    ]  # fmt: skip
    return rows


def _add_document(
    rows: dict[str, list[dict[str, Any]]],
    document: str,
    uri: str,
    title: str | None,
    date: datetime | None,
    url: str | None,
    spans: Any,
) -> None:
    text = text_en = ""
    for ordinal, (lang, line, english, names) in enumerate(spans):
        start, span = len(text), stable_id(document, ordinal)
        text, text_en = text + line + "\n", text_en + (english or line) + "\n"
        rows["spans"].append(
            {
                "span_id": span, "document_id": document, "ordinal": ordinal, "block": ordinal, "start_char": start,
                "end_char": start + len(line), "text": line, "script": "Cyrl" if lang == "ru" else "Latn", "lang": lang,
                "lang_confidence": 1.0, "lang_rule": "words",
            }
        )  # fmt: skip
        if english:
            rows["translations"].append(
                {
                    "span_id": span, "document_id": document, "source_lang": lang, "target_lang": "en", "text_en": english,
                    "status": "ok", "reason": None, "score": -0.2, "quality": 0.9, "engine": "argos", "model": "made",
                    "cached": False,
                }
            )  # fmt: skip
        for surface, kind, lemma, entity in names:
            at = start + line.index(surface)
            rows["mentions"].append(
                {
                    "mention_id": stable_id(document, at, surface), "document_id": document, "span_id": span, "start_char": at,
                    "end_char": at + len(surface), "surface": surface, "kind": kind, "found_as": kind, "lang": lang, "lemma": lemma,
                    "romanized": lemma, "entity_id": entity, "link_rule": "name", "link_score": 1.0, "link_evidence": "e",
                    "detector": "made",
                }
            )  # fmt: skip
    rows["documents"].append(
        {
            "document_id": document, "source_uri": uri, "content_sha256": "0" * 64, "media_type": "text/html", "encoding": "utf-8",
            "title": title, "published_at": date, "url": url, "author": None, "site": None, "domain": None, "extra": None,
            "text": text, "text_en": text_en, "lang": spans[0][0], "repairs": None, "n_chars": len(text), "n_spans": len(spans),
            "n_translated": sum(english is not None for _, _, english, _ in spans), "run_id": RUN,
        }
    )  # fmt: skip


def publish_small(folder: Path, run: str = RUN, changes: dict[str, list[dict[str, Any]]] | None = None) -> Snapshot:
    """Publish it in an output folder; `changes` are tables with other rows."""
    output = Output(folder)
    output.prepare()
    for table, rows in {**small_rows(), **(changes or {})}.items():
        tables.write_part(table, tables.frame(table, rows), output.staging(run) / table / "made.parquet")
    return output.publish(run)
