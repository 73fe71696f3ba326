"""FollowTheMoney entities as entries: a line each, flat or with their neighbours nested in, as OpenSanctions publishes targets."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from flows.errors import ListError
from flows.screen.entries import Entry, gender_of, kinds_of
from normalize.screening.types import Party

_NAMES: Final = ("name", "alias", "previousName")
_WEAK: Final = ("weakAlias", "abbreviation")
_GIVEN, _MIDDLE, _FAMILY = (
    ("firstName", "givenName"),
    ("secondName", "middleName", "fatherName", "patronymic"),
    ("lastName",),
)
_QID: Final = re.compile(r"Q[1-9]\d*\Z")
_SHOWN: Final = 5
"""Values of one property that are shown."""


def ftm_entries(stream: BinaryIO, where: str) -> Iterator[Entry | None]:
    """Yield the entities of a stream of JSON lines, None for those that are passed over; only the outermost of nested ones.

    Raises:
        ListError: a line is no JSON, or no FollowTheMoney entity.
    """
    for number, line in enumerate(stream, 1):
        text = line.strip().removeprefix(b"\xef\xbb\xbf")
        if not text:
            continue
        place = f"{where} line {number}"
        try:
            found = json.loads(text + stream.read() if number == 1 and _opens_array(text) else text)
        except (ValueError, RecursionError) as error:
            raise ListError(f"{place} is not JSON ({error}): a list has one entity a line, whole") from None
        if isinstance(found, list):
            yield from (_entry(entity, f"{place}, entity {at}") for at, entity in enumerate(found, 1))
        else:
            yield _entry(found, place)


def _opens_array(line: bytes) -> bool:
    """Whether a first line begins an array that is written over several lines."""
    return line.startswith(b"[") and not line.endswith(b"]")


def _entry(entity: Any, place: str) -> Entry | None:
    properties = entity.get("properties") if isinstance(entity, Mapping) else None
    if not isinstance(properties, Mapping) or not isinstance(entity.get("schema"), str) or not entity.get("id"):
        raise ListError(f"{place} is no FollowTheMoney entity: it needs id, schema and properties")
    kinds = kinds_of(entity["schema"])
    names = [*dict.fromkeys(name for key in _NAMES for name in _values(properties, key))] or _put_together(properties)
    weak = [*dict.fromkeys(name for key in _WEAK for name in _values(properties, key) if name not in names)]
    if not kinds or not (names or weak):
        return None
    ids = {*_values(properties, "wikidataId"), str(entity["id"]), *_texts(entity.get("referents"))}
    wikidata = frozenset(value for value in ids if _QID.match(value))
    caption = entity.get("caption")
    return Entry(
        Party(
            str(entity["id"]),
            kinds,
            tuple(names),
            tuple(weak),
            gender_of(next(iter(_values(properties, "gender")), "")),
            {"wikidata": wikidata} if wikidata else {},
        ),
        caption if isinstance(caption, str) and caption else (names or weak)[0],
        entity["schema"],
        _shown(_values(properties, "topics")),
        _shown(
            [*_values(properties, "country"), *_values(properties, "nationality"), *_values(properties, "citizenship")]
        ),
        _shown(_values(properties, "birthDate")),
    )


def _texts(values: Any) -> list[str]:
    found = [values] if isinstance(values, str) else values if isinstance(values, list) else []
    return [text.strip() for text in found if isinstance(text, str) and text.strip()]


def _values(properties: Mapping[str, Any], key: str) -> list[str]:
    return _texts(properties.get(key))


def _put_together(properties: Mapping[str, Any]) -> list[str]:
    """A name of its parts, where they stand apart: given, middle, family."""
    parts = [
        next((value for key in keys for value in _values(properties, key)), "") for keys in (_GIVEN, _MIDDLE, _FAMILY)
    ]
    return [" ".join(part for part in parts if part)] if parts[2] else []


def _shown(values: list[str]) -> str:
    return "; ".join(list(dict.fromkeys(values))[:_SHOWN])
