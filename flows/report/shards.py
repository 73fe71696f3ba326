"""The texts of a snapshot, packed in shards: spans, translations and names of some documents as arrays of numbers.

Every distinct text of a shard is kept once; a span refers to it by number. Offsets of names count UTF-16 units from the start
of their span, as JavaScript does. The arrays of a shard (one item per span, or per name):

    docs      number of the first span of each document, and of the end
    texts     the distinct texts
    text      source text                     before    what is before it: 0 space, 1 nothing, 2 a line end, 3 an empty line
    lang      language, a code                rule      what decided it, a code
    sure      confidence of the language, %   en        English text, -1 none
    status    a code                          reason    a code, -1 none
    score     mean log-probability x 100      quality   %
    name_*    span, start, end, entity, rule (a code), sure (%), roman (text number of its romanisation)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

SINGLE: Final = 5_000
"""Documents up to which everything is in one file; a browser opens that in about a second."""
SINGLE_CHARS: Final = 20_000_000
"""The same for the length of their texts, source and English."""
PER_SHARD: Final = 500
"""Documents of a shard: one is loaded in a few hundredths of a second when a document is opened."""
PER_SHARD_CHARS: Final = 4_000_000


class Codes:
    """Numbers for values that repeat, in the order first met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __getitem__(self, value: str | None) -> int:
        """Return the number of a value, -1 for None."""
        return -1 if value is None else self.numbers.setdefault(value, len(self.numbers))

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)


@dataclass(slots=True)
class CodeBook:
    """The codes all shards share."""

    lang: Codes = field(default_factory=Codes)
    rule: Codes = field(default_factory=Codes)
    status: Codes = field(default_factory=Codes)
    reason: Codes = field(default_factory=Codes)
    link: Codes = field(default_factory=Codes)


def bounds(sizes: list[int]) -> list[tuple[int, int]]:
    """Cut documents of these text lengths into shards: (first, one past the last) of each."""
    if len(sizes) <= SINGLE and sum(sizes) <= SINGLE_CHARS:
        return [(0, len(sizes))]
    cuts, first, chars = [], 0, 0
    for number, size in enumerate(sizes):
        if number > first and (number - first >= PER_SHARD or chars + size > PER_SHARD_CHARS):
            cuts.append((first, number))
            first, chars = number, 0
        chars += size
    return [*cuts, (first, len(sizes))]


def pack(
    spans: pl.DataFrame, names: pl.DataFrame, documents: range, texts_of: pl.Series, codes: CodeBook
) -> dict[str, Any]:
    """Pack the texts of some documents.

    Args:
        spans: spans of these documents with their translations, by document and position; `doc` is the document's number.
        names: their mentions with `entity`, the entity's number, by document and position.
        documents: numbers of the documents.
        texts_of: text of every document, by number.
        codes: shared codes, added to.

    Returns:
        The arrays described above.
    """
    texts = Codes()
    counts = dict(spans.group_by("doc").len().iter_rows())
    firsts = [0]
    for number in documents:
        firsts.append(firsts[-1] + counts.get(number, 0))
    packed: dict[str, Any] = {
        "docs": firsts,
        "text": [texts[text] for text in spans["text"]],
        "before": _before(spans, texts_of),
        "lang": [codes.lang[lang] for lang in spans["lang"]],
        "rule": [codes.rule[rule] for rule in spans["lang_rule"]],
        "sure": _hundredths(spans["lang_confidence"]),
        "en": [texts[text] for text in spans["text_en"]],
        "status": [codes.status[status] for status in spans["status"]],
        "reason": [codes.reason[reason] for reason in spans["reason"]],
        "score": _hundredths(spans["score"]),
        "quality": _hundredths(spans["quality"]),
    }
    packed |= _pack_names(spans, names, codes, texts)
    return packed | {"texts": list(texts)}


def _before(spans: pl.DataFrame, texts_of: pl.Series) -> list[int]:
    """What stands before each span: see the top of this module."""
    found: list[int] = []
    last_doc, text, end = -1, "", 0
    for doc, start, span in spans.select("doc", "start", "text").iter_rows():
        if doc != last_doc:
            last_doc, text, end = doc, texts_of[doc] or "", 0
        between = text[end:start]
        found.append(min(between.count("\n"), 2) + 1 if "\n" in between else int(not between))
        end = start + len(span)
    return found


def _pack_names(spans: pl.DataFrame, names: pl.DataFrame, codes: CodeBook, texts: Codes) -> dict[str, Any]:
    rows = {span_id: row for row, span_id in enumerate(spans["span_id"])}
    starts, span_texts = spans["start"].to_list(), spans["text"].to_list()
    packed: dict[str, list[Any]] = {
        key: []
        for key in ("name_span", "name_start", "name_end", "name_entity", "name_rule", "name_sure", "name_roman")
    }
    columns = ("span_id", "start", "end", "entity", "link_rule", "link_score", "romanized")
    for span_id, start, end, entity, rule, score, roman in names.select(columns).iter_rows():
        row = rows.get(span_id)
        if row is None or entity is None:
            continue
        text = span_texts[row]
        for key, value in (
            ("span", row),
            ("start", utf16(text, start - starts[row])),
            ("end", utf16(text, end - starts[row])),
            ("entity", entity),
            ("rule", codes.link[rule]),
            ("sure", None if score is None else round(score * 100)),
            ("roman", texts[roman]),
        ):
            packed[f"name_{key}"].append(value)
    return packed


def utf16(text: str, position: int) -> int:
    """UTF-16 units before a position given in code points, kept within the text."""
    before = text[: max(position, 0)]
    return len(before) if before.isascii() else len(before) + sum(letter > "\uffff" for letter in before)


def _hundredths(numbers: pl.Series) -> list[int | None]:
    return (numbers * 100).round().cast(pl.Int64, strict=False).to_list()
