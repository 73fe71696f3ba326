"""The published tables as checked schemas: the public contract.

Each column carries its description; `docs/tables.md` repeats them and a test fails when the two differ. Bump
`SCHEMA_VERSION` when a column is added, removed or changes meaning.
"""

from enum import StrEnum

import dataframely as dy
import polars as pl

from normalize.kinds import KINDS
from normalize.screening.types import VERDICTS
from translate.types import STATUSES

SCHEMA_VERSION = "2"

SCRIPTS = ["Latn", "Cyrl", "Mixed", "Zyyy"]


class RunStatus(StrEnum):
    """How a run ended; as a string, what stands in the table `runs`."""

    DONE = "done"
    REJECTED = "rejected"
    """Done, but some sources were rejected."""
    NOTHING = "nothing"
    """No document was processed or kept."""


def _text(description: str, *, nullable: bool = False, key: bool = False, among: list[str] | None = None) -> dy.String:
    """Return a string column; `among` limits it to a closed set."""
    return dy.String(
        nullable=nullable,
        primary_key=key,
        regex=f"^({'|'.join(among)})$" if among else None,
        description=description,
    )


def _count(description: str) -> dy.Int64:
    """Return a non-negative integer column."""
    return dy.Int64(min=0, description=description)


def _moment(description: str, *, nullable: bool = False) -> dy.Datetime:
    """Return a UTC timestamp column, microseconds."""
    return dy.Datetime(nullable=nullable, time_unit="us", time_zone="UTC", description=description)


def _share(description: str, *, nullable: bool = False) -> dy.Float64:
    """Return a column of numbers from 0 to 1."""
    return dy.Float64(min=0.0, max=1.0, nullable=nullable, description=description)


class Documents(dy.Schema):
    """One row per document: a file, or a record of a feed."""

    document_id = _text("Stable id: hash of source_uri.", key=True)
    source_uri = _text(
        "Where it came from: the absolute path of a file, links of its folders resolved, or a URL; `!/` and the member of an archive, "
        "`#` and the record of a feed appended."
    )
    content_sha256 = _text("SHA-256 of the raw content; unchanged content is not processed again.")
    media_type = _text("IANA media type as recognised, e.g. text/html.")
    encoding = _text("Character encoding the bytes were decoded from.")
    title = _text("Title carried over from the source, if it has one.", nullable=True)
    published_at = _moment("Publication time carried over from the source, UTC.", nullable=True)
    url = _text("Its address on the web, as the source gives it; user and password left out.", nullable=True)
    author = _text("Who wrote it, as the source says.", nullable=True)
    site = _text("The site, channel or paper it appeared in, as the source says.", nullable=True)
    domain = _text("Host of `url`, without www.", nullable=True)
    extra = _text("Everything else the source says of it: a JSON object.", nullable=True)
    text = _text("The cleaned text; all offsets in other tables are character positions in it.")
    text_en = _text("`text` with every translated span replaced by its English.")
    lang = _text("Dominant language by characters, BCP 47; `und` unsure, `zxx` none.")
    repairs = _text(
        "What was repaired while decoding and cleaning: mojibake, soft_hyphen, nbsp …, joined by +; null for nothing.",
        nullable=True,
    )
    n_chars = _count("Length of `text` in characters (Unicode code points).")
    n_spans = _count("Number of its rows in `spans`.")
    n_translated = _count("Number of its rows in `translations` with a status other than `failed`.")
    run_id = _text("The run that processed this content.")


class Spans(dy.Schema):
    """One row per span: a sentence, or the part of it in one script."""

    span_id = _text("Stable id: hash of the document's id, the position and the text.", key=True)
    document_id = _text("The document it is in.")
    ordinal = _count("Position among the document's spans, from 0.")
    block = _count("Number of the line or paragraph it is in, from 0.")
    start_char = _count("First character in `documents.text`, from 0.")
    end_char = dy.Int64(
        min=1, description="One past the last character: `documents.text[start_char:end_char] == text`."
    )
    text = _text("The span itself; spans do not overlap, only white space lies between them.")
    script = _text("ISO 15924: Latn, Cyrl, Mixed, or Zyyy for neither.", among=SCRIPTS)
    lang = _text("BCP 47; `und` unsure, `zxx` not language, `ru-Latn` Russian in Latin letters.")
    lang_confidence = _share("Confidence of `lang`, 0 to 1.")
    lang_rule = _text("What decided the language; `mentioned`: a word the English around it is about, left as it is.")

    @dy.rule()
    def start_before_end(cls) -> pl.Expr:  # noqa: N805 - dataframely passes the schema
        """Hold that a span covers at least one character."""
        return pl.col("start_char") < pl.col("end_char")


class Translations(dy.Schema):
    """One row per span that needed translation, never none."""

    span_id = _text("The span translated.", key=True)
    document_id = _text("The document it is in.")
    source_lang = _text("Language translated from, BCP 47.")
    target_lang = _text("Language translated to, BCP 47.")
    text_en = _text("The English.")
    status = _text(
        f"How far the English can be trusted: {', '.join(STATUSES)}; what each promises is told below.",
        among=list(STATUSES),
    )
    reason = _text(
        "What was done and why, several joined by `+`: `caps` translated in small letters, `split` in parts, a check that "
        "failed first and is cured (`numbers`, `looped`, `length`, …), `name_fixed`; `still_` before a check that complains to "
        "the end (the status is `doubtful` then, there is no need to look for it); `quality` where no check complains and the estimate is low.",
        nullable=True,
    )
    score = dy.Float64(
        nullable=True,
        max=1e-6,
        description="The model's mean log-probability per token (0 is certain); null without model.",
    )
    quality = _share(
        "Estimated probability that a reader of the English alone is not misled (1 a person wrote it, 0 not translated); null "
        "for languages other than Russian.",
        nullable=True,
    )
    engine = _text("What gave the English: an engine such as argos, glossary, or human.")
    model = _text("Model name, version and the first 12 digits of its content hash.")
    cached = dy.Bool(description="True when it came from the translation memory.")


class Mentions(dy.Schema):
    """One row per name found in the text."""

    mention_id = _text("Stable id: hash of the document's id, the position and the surface.", key=True)
    document_id = _text("The document it is in.")
    span_id = _text("The span it is in.")
    start_char = _count("First character in `documents.text`, from 0.")
    end_char = dy.Int64(
        min=1, description="One past the last character: `documents.text[start_char:end_char] == surface`."
    )
    surface = _text("The name as it stands in the text.")
    kind = _text("person, organisation or place: the entity's.", among=list(KINDS))
    found_as = _text("What it was taken for where it stands, before all names were seen together.", among=list(KINDS))
    lang = _text("Language of the span, BCP 47.")
    lemma = _text("The name in the nominative, in its own script.")
    romanized = _text(
        "The lemma as English writes it: an established name, else made of its parts, else the press romanisation."
    )
    entity_id = _text("The entity it belongs to.")
    link_rule = _text("What linked it to the entity.")
    link_score = _share("Confidence of the link, 0 to 1.")
    link_evidence = _text(
        "Why, in words: how the name agrees with the entity's, what in the document decided, or whom an ambiguous one may stand for."
    )
    detector = _text("What found it.")


class Entities(dy.Schema):
    """One row per person, organisation or place."""

    entity_id = _text("Stable id, kept across runs and merges.", key=True)
    kind = _text("person, organisation or place.", among=list(KINDS))
    name = _text("Canonical English name.")
    name_ru = _text("Nominative Russian name.", nullable=True)
    given = _text("Given name, English.", nullable=True)
    patronymic = _text("Patronymic, English.", nullable=True)
    family = _text("Family name, English.", nullable=True)
    n_mentions = _count("Number of its rows in `mentions`.")
    n_documents = _count("Number of documents that mention it.")
    n_aliases = _count("Number of its rows in `aliases`, redirects left out.")
    note = _text(
        "Why its names were kept apart, and between whom they waver; null for an entity named in full.", nullable=True
    )
    first_seen = _moment("Publication time of the first dated document that mentions it, UTC.", nullable=True)
    last_seen = _moment("Publication time of the last dated document that mentions it, UTC.", nullable=True)
    first_run_id = _text("The run that first saw it.")


class EntityIds(dy.Schema):
    """One row per identifier that an entity has elsewhere, from the project's own checked list."""

    entity_id = _text("The entity.", key=True)
    scheme = _text("What the identifier is of: wikidata, iso3166 …", key=True)
    value = _text("The identifier, such as Q42.")


class Aliases(dy.Schema):
    """One row per spelling of an entity, in any script."""

    entity_id = _text("The entity.", key=True)
    alias = _text("The spelling.", key=True)
    script = _text("ISO 15924: Latn, Cyrl, Mixed or Zyyy.", among=SCRIPTS)
    lang = _text("Language it was found in, BCP 47; `und` for redirects.", key=True)
    n_mentions = _count("How many mentions have this spelling.")
    rule = _text("What makes it an alias: exact, inflected, romanized:<scheme>, initials, gazetteer, redirect, …")
    score = _share("Confidence, 0 to 1.")


class Rejects(dy.Schema):
    """One row per thing not processed, with the reason."""

    source_uri = _text("The source, with `#record` or `#L<line>` where only a part was rejected.")
    stage = _text("Where it was rejected: read or process.")
    error = _text("A stable code, see docs/tables.md.")
    detail = _text("What happened and what to do, one line.")
    run_id = _text("The run that rejected it.")


class Runs(dy.Schema):
    """One row per run whose result is in this snapshot's history."""

    run_id = _text("Sortable id: start time and a random part.", key=True)
    parent_run_id = _text("The snapshot this run started from.", nullable=True)
    started_at = _moment("Start, UTC.")
    finished_at = _moment("End, UTC.")
    status = _text("done, rejected (done, but some sources were not) or nothing.", among=list(RunStatus))
    config = _text("Configuration, JSON.")
    signature = _text("Everything a row depends on: schema, engine, model hash, beam, rules hash, detector versions.")
    versions = _text("Versions of tolmach and of the libraries that matter, JSON.")
    counts = _text("Rows and outcomes of this run, JSON.")
    stage_seconds = _text("Seconds spent by stage, JSON.")


class Matches(dy.Schema):
    """One row per entity and entry of a list that it is or may be; written by `tolmach screen`, beside a snapshot."""

    entity_id = _text("The entity.", key=True)
    kind = _text("person, organisation or place: as what the two were compared.", among=list(KINDS))
    name = _text("The entity's canonical English name.")
    n_mentions = _count("Number of its rows in `mentions`.")
    n_documents = _count("Number of documents that mention it.")
    list_id = _text("The entry's id in its list; `L<line>` where it has none.", key=True)
    list_name = _text("The entry's name, as the list shows it.")
    list_schema = _text("What the entry is, in the list's word: Person, Company …", nullable=True)
    topics = _text("Why it is on the list, as the list says: sanction, role.pep …", nullable=True)
    countries = _text("Its countries, as the list says.", nullable=True)
    birth_date = _text("Dates of birth, as the list says.", nullable=True)
    verdict = _text("match, ambiguous or ruled_out; what each promises is told below.", among=list(VERDICTS))
    score = _share("How well the two names agree, 0 to 1.")
    rule = _text(
        "What carried the comparison, as in `tolmach explain`; `identifier`: both have the same one elsewhere."
    )
    entity_spelling = _text("The entity's spelling that agrees best.")
    list_spelling = _text("The entry's.")
    evidence = _text("What speaks for it, and what makes it ambiguous, in sentences joined by `; `.")
    vetoes = _text("What speaks against it, in sentences; null unless it is ruled out.", nullable=True)
    list_file = _text("Name of the list's file.")
    list_sha256 = _text("SHA-256 of that file.")


TABLES: dict[str, type[dy.Schema]] = {
    "documents": Documents,
    "spans": Spans,
    "translations": Translations,
    "mentions": Mentions,
    "entities": Entities,
    "entity_ids": EntityIds,
    "aliases": Aliases,
    "rejects": Rejects,
    "runs": Runs,
}
"""The tables of every snapshot."""

BESIDE: dict[str, type[dy.Schema]] = {"matches": Matches}
"""Tables that other commands write into a snapshot's folder."""

SCHEMAS = TABLES | BESIDE
"""All of them."""

ORDER: dict[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "spans": ("document_id", "ordinal"),
    "translations": ("document_id", "span_id"),
    "mentions": ("document_id", "start_char", "end_char"),
    "entities": ("entity_id",),
    "entity_ids": ("entity_id", "scheme"),
    "aliases": ("entity_id", "alias", "lang"),
    "rejects": ("source_uri",),
    "runs": ("run_id",),
    "matches": ("entity_id", "list_id"),
}
"""By what the rows of a part are sorted, so that a reader who asks for one document or entity skips the pages of others."""
