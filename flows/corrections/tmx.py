"""Translation Memory eXchange 1.4 (LISA OSCAR, 2004-08-02), level 1 and 2, in and out.

Read with the standard library's expat, as a stream. A document type or entity of its own is refused, so that no file can
make the reader open another one or grow in memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final, TextIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from flows.corrections.store import Correction, Located
from flows.errors import CorrectionsError

TARGET: Final = "en"
STATUS: Final = "x-status"
"""The `prop` that tells what a unit of an exported memory is; units of a model are no corrections."""

_NATIVE: Final = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Elements of a segment that hold codes of the original format, not text."""
_CHUNK: Final = 1 << 20


@dataclass
class _Unit:
    """A translation unit while it is read."""

    line: int
    author: str
    status: str = ""
    segments: dict[str, str] = field(default_factory=dict)


@dataclass
class Units:
    """What a TMX file holds.

    Attributes:
        corrections: units with English and one other language, where each begins.
        skipped: number of units without such a pair.
        by_model: number of units that a model made.
    """

    corrections: list[Located] = field(default_factory=list)
    skipped: int = 0
    by_model: int = 0


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.units = Units()
        self._unit: _Unit | None = None
        self._lang = ""
        self._text: list[str] | None = None
        self._native = 0
        self._prop = ""
        self._root = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _where(self) -> str:
        return f"{self.path}:{self.parser.CurrentLineNumber}"

    def _refuse(self, *_: object) -> None:
        raise CorrectionsError(
            f"{self._where()}: the file has a document type (DTD), which may define entities: remove the <!DOCTYPE …>"
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._root:
            self._root = name
            if name != "tmx":
                raise CorrectionsError(f"{self._where()}: not TMX, the first element is <{name}>")
        if name == "tu":
            author = attributes.get("changeid") or attributes.get("creationid") or ""
            self._unit = _Unit(self.parser.CurrentLineNumber, author)
        elif name == "tuv":
            tag = attributes.get("xml:lang") or attributes.get("lang") or ""
            self._lang = tag.replace("_", "-").split("-")[0].casefold()
        elif name == "seg" or (name == "prop" and self._unit is not None):
            self._text = []
            self._prop = attributes.get("type", "")
        elif name in _NATIVE:
            self._native += 1

    def _end(self, name: str) -> None:
        if name in _NATIVE:
            self._native -= 1
        elif self._unit is None:
            return
        elif name == "seg":
            self._unit.segments.setdefault(self._lang, "".join(self._text or []))
            self._text = None
        elif name == "prop":
            if self._prop == STATUS:
                self._unit.status = "".join(self._text or []).strip()
            self._text = None
        elif name == "tu":
            self._take(self._unit)
            self._unit = None

    def _characters(self, text: str) -> None:
        if self._text is not None and not self._native:
            self._text.append(text)

    def _take(self, unit: _Unit) -> None:
        if unit.status not in {"", "human"}:
            self.units.by_model += 1
            return
        english = unit.segments.pop(TARGET, "")
        others = {lang: text for lang, text in unit.segments.items() if lang and text.strip()}
        if not english.strip() or len(others) != 1:
            self.units.skipped += 1
            return
        ((lang, source),) = others.items()
        place = f"{self.path}:{unit.line}"
        self.units.corrections.append(Located(Correction(source, english, lang, unit.author), place))


def read_tmx(path: Path) -> Units:
    """The units of a TMX file.

    Raises:
        CorrectionsError: it is not well-formed, not TMX, or has a document type or entities.
        OSError: it cannot be read.
    """
    reader = _Reader(path)
    try:
        with path.open("rb") as source:
            while chunk := source.read(_CHUNK):
                reader.parser.Parse(chunk, False)
            reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise CorrectionsError(
            f"{path}:{error.lineno}: not well-formed XML ({expat.errors.messages[error.code]}): export the file again"
        ) from error
    return reader.units


def write_tmx(sink: TextIO, rows: Iterable[tuple[Correction, str]], lang: str = "ru") -> int:
    """Write corrections, each with its status, as TMX 1.4; returns how many."""
    head = (
        f'<header creationtool="tolmach" creationtoolversion={quoteattr(version("tolmach"))} segtype="sentence" '
        f'o-tmf="tolmach" adminlang="en" srclang={quoteattr(lang)} datatype="plaintext"/>'
    )
    sink.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n{head}\n<body>\n')
    n = 0
    for one, status in rows:
        author = f" creationid={quoteattr(one.author)}" if one.author else ""
        sink.write(
            f'<tu{author}><prop type="{STATUS}">{escape(status)}</prop>'
            f"<tuv xml:lang={quoteattr(one.lang)}><seg>{escape(_xml(one.source))}</seg></tuv>"
            f'<tuv xml:lang="{TARGET}"><seg>{escape(_xml(one.english))}</seg></tuv></tu>\n'
        )
        n += 1
    sink.write("</body>\n</tmx>\n")
    return n


def _xml(text: str) -> str:
    """`text` without the two characters that UTF-8 has and XML 1.0 has not (controls are gone already)."""
    return text.replace("\ufffe", "").replace("\uffff", "")
