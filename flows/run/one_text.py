"""One text from the command line, through the same steps as a document of a run."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.config import RunConfig
from flows.run.batches import BatchResult, parse_documents, process_documents
from flows.run.mentions import find_names, mention_rows
from flows.run.models import tools
from flows.tables.ids import stable_id

SPAN_COLUMNS = (
    "start_char",
    "end_char",
    "text",
    "lang",
    "lang_rule",
    "text_en",
    "status",
    "reason",
    "score",
    "quality",
)
NAME_COLUMNS = ("start_char", "end_char", "surface", "kind", "lang", "lemma", "romanized")


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """A translated text.

    Attributes:
        text: as given.
        text_en: with the translated spans in English.
        spans: every span, with its translation where there is one.
    """

    text: str
    text_en: str
    spans: list[dict[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return {"text": self.text, "text_en": self.text_en, "spans": self.spans}


def translate_text(text: str, config: RunConfig, corrections: Path | None = None) -> TranslatedText:
    """Translate what is in one of the languages of the configuration, leave the rest as it is.

    Raises:
        ModelError, GlossaryError, ConfigError, CorrectionsError: see `flows.tools.tools`.
    """
    rows = process_documents([_document(text)], tools(config, None, corrections), config, BatchResult("text"))
    translations = {row["span_id"]: row for row in rows["translations"]}
    spans = [
        {
            column: value
            for column, value in (row | translations.get(row["span_id"], {})).items()
            if column in SPAN_COLUMNS
        }
        for row in rows["spans"]
    ]
    return TranslatedText(text, rows["documents"][0]["text_en"], spans)


def names_in_text(text: str) -> list[dict[str, Any]]:
    """Find the persons, organisations and places in one text: offsets, surface, kind, language, lemma, romanisation."""
    mentions = mention_rows(find_names(parse_documents([_document(text)], BatchResult("text"))))
    return [{column: row[column] for column in NAME_COLUMNS} for row in mentions]


def _document(text: str) -> dict[str, Any]:
    return {"document_id": stable_id(text), "source_uri": "text", "text": text}
