"""The store of corrections: one tab-separated file beside the tables, `OUTPUT/corrections.tsv`, that people may edit too."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from flows.errors import CorrectionsError
from flows.paths import replacing
from normalize.user_files import read_given
from translate.corrections import Corrections, one_text

HEAD: Final = ("lang", "source", "english", "author")
_COMMENT: Final = (
    "# What people wrote for source texts; wins over everything. One correction a line, cells separated by tabs."
)
_SHOWN: Final = 60  # characters of a text in an error: enough to recognise it, and still one line


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person wrote for a source text.

    Attributes:
        source: the text, white space made single.
        english: its English, white space made single.
        lang: language of the source, BCP 47.
        author: who wrote it; "" unknown.
    """

    source: str
    english: str
    lang: str = "ru"
    author: str = ""

    def __post_init__(self) -> None:
        for name in ("source", "english", "lang", "author"):
            object.__setattr__(self, name, one_text(getattr(self, name)))

    @property
    def key(self) -> tuple[str, str]:
        """What it is a correction of."""
        return self.lang, self.source


@dataclass(frozen=True, slots=True)
class Located:
    """A correction and where it was read, such as `memory.tmx:12`."""

    correction: Correction
    where: str


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: how many corrections were new, known already, and put in the place of another."""

    new: int
    same: int
    replaced: int


def load(path: Path) -> list[Correction]:
    """The corrections of a store, in order; none where there is no file.

    Raises:
        CorrectionsError: it cannot be read, a line is malformed, or two lines contradict each other.
    """
    return [located.correction for located in _read(path)]


def for_language(path: Path | None, lang: str) -> Corrections:
    """The corrections of a store for one source language, ready to be looked up.

    Raises:
        CorrectionsError: as `load`.
    """
    return Corrections({c.source: c.english for c in load(path) if c.lang == lang} if path is not None else {})


def add(path: Path, new: Iterable[Correction | Located], *, replace_old: bool = False) -> Added:
    """Add corrections to a store; on any error it stays as it was.

    Args:
        path: the store; made when absent.
        new: corrections, with the place they were read at where an error is to name it.
        replace_old: whether a new English takes the place of a stored one; two new ones never may differ.

    Raises:
        CorrectionsError: two corrections of one text differ, or one is empty; the message names both places.
        OSError: the store cannot be written.
    """
    stored = {located.correction.key: located for located in _read(path)}
    given = without_conflicts(
        [n if isinstance(n, Located) else Located(n, f"correction {i}") for i, n in enumerate(new, 1)]
    )
    counts = {"new": 0, "same": 0, "replaced": 0}
    for key, located in given.items():
        old = stored.get(key)
        if old is None:
            kind = "new"
        elif old.correction.english == located.correction.english:
            kind = "same"
        elif replace_old:
            kind = "replaced"
        else:
            raise _conflict(old, located, "import with --replace to take the new one, or change one of the two lines")
        counts[kind] += 1
        if kind != "same":
            stored[key] = located
    if counts["new"] or counts["replaced"]:
        save(path, [located.correction for located in stored.values()])
    return Added(**counts)


def save(path: Path, corrections: Sequence[Correction]) -> None:
    """Write a store: whole or not at all.

    Raises:
        CorrectionsError: two corrections of one text differ, or one is empty.
        OSError: it cannot be written.
    """
    kept = without_conflicts([Located(c, f"correction {i}") for i, c in enumerate(corrections, 1)])
    lines = [_COMMENT, "\t".join(HEAD)]
    lines += ["\t".join(getattr(one.correction, name) for name in HEAD) for one in kept.values()]
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8") as sink:
        sink.write("\n".join([*lines, ""]))
        sink.flush()
        os.fsync(sink.fileno())


def _read(path: Path) -> list[Located]:
    try:
        content = read_given(path).decode("utf-8-sig")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CorrectionsError(f"{path}: corrections cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{path}: not UTF-8 (byte {error.start}): save it as UTF-8") from error
    found = []
    for number, line in enumerate(content.split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if not line.strip() or line.startswith("#") or tuple(cells) == HEAD:
            continue
        if len(cells) not in {len(HEAD) - 1, len(HEAD)}:
            raise CorrectionsError(
                f"{path}:{number}: {len(cells)} cells, expected {' TAB '.join(HEAD)}; separate cells by single tabs"
            )
        lang, source, english, author = [*cells, ""][: len(HEAD)]
        found.append(Located(Correction(source, english, lang, author), f"{path}:{number}"))
    return list(without_conflicts(found).values())


def without_conflicts(found: Sequence[Located]) -> dict[tuple[str, str], Located]:
    """The corrections by what they correct.

    Raises:
        CorrectionsError: one is empty, or two of one text differ.
    """
    kept: dict[tuple[str, str], Located] = {}
    for located in found:
        one = located.correction
        if not one.source or not one.english or not one.lang:
            empty = next(name for name in ("source", "english", "lang") if not getattr(one, name))
            raise CorrectionsError(f"{located.where}: {empty} is empty: fill it in or remove the line")
        known = kept.setdefault(one.key, located)
        if known.correction.english != one.english:
            raise _conflict(known, located, "keep one of them")
        if known.correction.author != one.author and not known.correction.author:
            kept[one.key] = Located(replace(one), known.where)
    return kept


def _conflict(old: Located, new: Located, way_out: str) -> CorrectionsError:
    a, b = _shown(old.correction.english), _shown(new.correction.english)
    return CorrectionsError(
        f"{old.where} and {new.where} contradict each other about {_shown(new.correction.source)}: {a} against {b}; "
        f"{way_out}; nothing was changed"
    )


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
