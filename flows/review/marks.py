"""Marks that a person has set on translations and names: the content of `review.json`.

{"tolmach_review": 1,
 "translations": [{"source": "Верно.", "source_lang": "ru", "english": "Faithful.", "verdict": "corrected", "corrected": "Right."}],
 "names": [{"verdict": "same", "entity_id": "person-1", "name": "Belov", "other_id": "person-2", "other_name": "Igor Belov"}]}
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from flows.errors import ReviewError
from normalize.user_files import parse_json

VERSION: Final = 1
RIGHT, CORRECTED = "right", "corrected"
SAME, DIFFERENT, RENAMED, NOT_A_NAME = "same", "different", "renamed", "not_a_name"
ON_TRANSLATIONS: Final = (RIGHT, CORRECTED)
ON_NAMES: Final = (SAME, DIFFERENT, RENAMED, NOT_A_NAME)


@dataclass(frozen=True, slots=True)
class TranslationMark:
    """A judgement of one translated text.

    Attributes:
        source: the text.
        source_lang: its language, BCP 47.
        english: the English it was about.
        verdict: `right` or `corrected`.
        corrected: the better English, for `corrected`.
    """

    source: str
    source_lang: str
    english: str
    verdict: str
    corrected: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is about."""
        return self.source_lang, self.source


@dataclass(frozen=True, slots=True)
class NameMark:
    """A judgement of one entity.

    Attributes:
        verdict: `same` or `different` (from another entity), `renamed`, `not_a_name`.
        entity_id: the entity.
        name: its name when it was judged, for messages.
        other_id: the other entity, for `same` and `different`.
        other_name: its name.
        to: the correct name, for `renamed`; Russian if in Cyrillic letters.
    """

    verdict: str
    entity_id: str
    name: str = ""
    other_id: str = ""
    other_name: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All marks of a review, each thing marked once."""

    translations: tuple[TranslationMark, ...] = ()
    names: tuple[NameMark, ...] = ()

    def __len__(self) -> int:
        return len(self.translations) + len(self.names)

    def with_mark(self, mark: TranslationMark | NameMark) -> "Review":
        """Add a mark; one on the same text takes the place of the former."""
        if isinstance(mark, TranslationMark):
            return Review((*(m for m in self.translations if m.key != mark.key), mark), self.names)
        return Review(self.translations, (*(m for m in self.names if m != mark), mark))

    def as_json(self) -> str:
        """Return the content of `review.json`."""
        marks = {"translations": [asdict(m) for m in self.translations], "names": [asdict(m) for m in self.names]}
        return json.dumps({"tolmach_review": VERSION, **marks}, ensure_ascii=False, indent=1) + "\n"


def parse_review(text: str, source: str = "review.json") -> Review:
    """Read and check the content of a `review.json`.

    Raises:
        ReviewError: it is no review, or a mark is incomplete; the message names the mark.
    """
    try:
        content = parse_json(text)
    except ValueError as error:
        raise ReviewError(f"{source}: no JSON ({error}): download it again from the explorer") from error
    if not isinstance(content, dict) or "tolmach_review" not in content:
        raise ReviewError(f"{source}: no review of the explorer: it has no 'tolmach_review'")
    if content["tolmach_review"] != VERSION:
        raise ReviewError(
            f"{source}: a review of version {content['tolmach_review']!r}, this tolmach reads version {VERSION}: "
            "download it again from an explorer that this tolmach has written"
        )
    review = Review()
    for what, read in (("translations", translation_mark), ("names", name_mark)):
        rows = content.get(what, [])
        if not isinstance(rows, list):
            raise ReviewError(f"{source}: {what!r} must be a list")
        for number, row in enumerate(rows, start=1):
            mark = read(row, f"{source}: {what} {number}")
            review = review.with_mark(mark) if mark is not None else review
    return review


def translation_mark(row: Any, where: str) -> TranslationMark | None:
    """Check one mark on a translation; None for one without a verdict.

    Raises:
        ReviewError: something is missing.
    """
    cells = _texts(row, where, ("source", "source_lang", "english", "verdict", "corrected"))
    if not cells["verdict"]:
        return None
    _expect(cells["verdict"], ON_TRANSLATIONS, where)
    _need(cells, ("source", "source_lang", "corrected" if cells["verdict"] == CORRECTED else "english"), where)
    return TranslationMark(**cells)


def name_mark(row: Any, where: str) -> NameMark | None:
    """Check one mark on a name; None for one without a verdict.

    Raises:
        ReviewError: something is missing.
    """
    cells = _texts(row, where, ("verdict", "entity_id", "name", "other_id", "other_name", "to"))
    if not cells["verdict"]:
        return None
    _expect(cells["verdict"], ON_NAMES, where)
    more = {SAME: ("other_id",), DIFFERENT: ("other_id",), RENAMED: ("to",)}.get(cells["verdict"], ())
    _need(cells, ("entity_id", *more), where)
    if cells["entity_id"] == cells["other_id"]:
        raise ReviewError(f"{where}: {cells['name'] or cells['entity_id']!r} is judged against itself; remove the mark")
    return NameMark(**cells)


def _texts(row: Any, where: str, names: Sequence[str]) -> dict[str, str]:
    if not isinstance(row, dict):
        raise ReviewError(f"{where}: a mark must be an object")
    cells = {name: row.get(name) for name in names}
    for name, value in cells.items():
        if value is not None and not isinstance(value, str):
            raise ReviewError(f"{where}: {name!r} must be text")
    return {name: " ".join((value or "").split()) for name, value in cells.items()}


def _expect(verdict: str, among: Sequence[str], where: str) -> None:
    if verdict not in among:
        raise ReviewError(f"{where}: unknown verdict {verdict!r}; use {', '.join(among)}")


def _need(cells: Mapping[str, str], names: Sequence[str], where: str) -> None:
    for name in names:
        if not cells[name]:
            raise ReviewError(f"{where}: {name!r} is empty; fill it in or remove the mark")
