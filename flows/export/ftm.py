"""A snapshot as FollowTheMoney entities: JSON lines that Aleph, OpenAleph and the `ftm` command read.

Documents with their text and its English, persons, organisations and places (as addresses) with their spellings, and for
every entity of a document a Mention that names what it was resolved to. Written without the library followthemoney; the
tests hold it against that library's own validator.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import IO, Any, Final
from urllib.parse import urlsplit

import polars as pl

from flows.export.frames import frames
from flows.tables.ids import stable_id
from flows.tables.names import public_ids, spellings
from flows.tables.snapshots import Snapshot
from normalize.kinds import ORGANISATION, PERSON, PLACE
from normalize.resources import once, read_rows

SCHEMA: Final = {PERSON: "Person", ORGANISATION: "Organization", PLACE: "Address"}
_TEXT, _STRING, _NAME, _ADDRESS, _URL = 65_000, 1_024, 384, 250, 4_096
"""Characters that a value of each FollowTheMoney type may have."""
_NOT_WRITTEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
Entity = dict[str, Any]


def write_ftm(snapshot: Snapshot, target: IO[str]) -> int:
    """Write a snapshot's documents, entities and mentions, an entity a line, and return how many."""
    count = 0
    for entity in ftm_entities(snapshot):
        target.write(json.dumps(entity, ensure_ascii=False) + "\n")
        count += 1
    return count


def ftm_entities(snapshot: Snapshot) -> Iterator[Entity]:
    """Yield documents, then what they mention, then the mentions: nothing refers to what comes later."""
    for frame in frames(snapshot, "documents"):
        yield from map(_document, frame.iter_rows(named=True))
    yield from _named(snapshot)
    yield from _mentions(snapshot)


def _document(row: Mapping[str, Any]) -> Entity:
    name = row["source_uri"].rpartition("/")[2] or row["source_uri"]
    lang = row["lang"].partition("-")[0]
    translated = row["text_en"] if row["n_translated"] else ""
    links = [
        value for value in (row["url"], row["source_uri"]) if value and urlsplit(value).scheme in {"http", "https"}
    ]
    return _entity(
        row["document_id"],
        _document_schema(row["media_type"]),
        {
            "fileName": [name[-_STRING:]],
            "title": [row["title"] or name][:1],
            "author": [row["author"]],
            "publisher": [row["site"]],
            "sourceUrl": [link for link in links[:1] if len(link) <= _URL],
            "publishedAt": [_date(row["published_at"])],
            "mimeType": [row["media_type"]],
            "encoding": [row["encoding"]],
            "language": [_languages().get(lang)],
            "bodyText": list(_pieces(row["text"])),
            "translatedText": list(_pieces(translated)),
            "translatedLanguage": ["eng"] if translated else [],
        },
    )


def _named(snapshot: Snapshot) -> Iterator[Entity]:
    aliases_of, ids_of = spellings(snapshot), public_ids(snapshot)
    for frame in frames(snapshot, "entities"):
        for row in frame.iter_rows(named=True):
            aliases = [row["name_ru"], *aliases_of.get(row["entity_id"], ())]
            properties: dict[str, Iterable[str | None]] = {
                "name": [row["name"]],
                "alias": [alias for alias in dict.fromkeys(aliases) if alias != row["name"]],
                "wikidataId": [value for scheme, value in ids_of.get(row["entity_id"], ()) if scheme == "wikidata"],
                "notes": [row["note"]],
            }
            if row["kind"] == PERSON:
                properties |= {
                    "firstName": [row["given"]],
                    "fatherName": [row["patronymic"]],
                    "lastName": [row["family"]],
                }
            elif row["kind"] == PLACE:
                properties["full"] = [row["name"][:_ADDRESS]]
            yield _entity(row["entity_id"], SCHEMA[row["kind"]], properties)


def _mentions(snapshot: Snapshot) -> Iterator[Entity]:
    """One for each entity of a document, with all forms that the document has; a document's mentions are in one part."""
    for frame in frames(snapshot, "mentions", ["document_id", "entity_id", "kind", "surface", "lemma", "start_char"]):
        grouped = (
            frame.sort("document_id", "start_char")
            .group_by("document_id", "entity_id", "kind", maintain_order=True)
            .agg(pl.col("lemma"), pl.col("surface"))
        )
        for document, entity, kind, lemmas, surfaces in grouped.iter_rows():
            yield _entity(
                f"mention-{stable_id(document, entity)}",
                "Mention",
                {
                    "document": [document],
                    "resolved": [entity],
                    "name": [*lemmas, *surfaces],
                    "detectedSchema": [SCHEMA[kind]],
                },
            )


_LIMITS: Final = {
    "name": _NAME, "alias": _NAME, "bodyText": _TEXT, "translatedText": _TEXT, "notes": _TEXT, "sourceUrl": _URL,
}  # fmt: skip


def _entity(entity_id: str, schema: str, properties: Mapping[str, Iterable[str | None]]) -> Entity:
    """An entity with the values that there are, each once, cleaned and no longer than its type allows."""
    kept: dict[str, list[str]] = {}
    for name, values in properties.items():
        cleaned = (_NOT_WRITTEN.sub("", value or "")[: _LIMITS.get(name, _STRING)].strip() for value in values)
        found = [value for value in dict.fromkeys(cleaned) if value]
        if found:
            kept[name] = found
    return {"id": entity_id, "schema": schema, "properties": kept}


def _pieces(text: str) -> Iterator[str]:
    """A text in values of the length that a value may have, cut at ends of lines, else of words, where there are any."""
    while len(text) > _TEXT:
        at = text.rfind("\n", 1, _TEXT) + 1 or text.rfind(" ", 1, _TEXT) + 1 or _TEXT
        yield text[:at]
        text = text[at:]
    yield text


def _date(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment else None


@once
def _languages() -> dict[str, str]:
    return dict(read_rows("flows.export", "ftm_languages.tsv", columns=2))


def _document_schema(media_type: str) -> str:
    return next((schema for start, schema in _schemata() if media_type.startswith(start)), "Document")


@once
def _schemata() -> list[list[str]]:
    return list(read_rows("flows.export", "ftm_documents.tsv", columns=2))
