"""CPU seconds for 100,000 characters of hostile text, for every public function: the time must grow with the text and no faster.

Usage: python bench/linear.py [--chars N] [--only FUNCTION] [--kind KIND] [--limit SECONDS]

Each cell is timed at N/8 characters and, if that promises to stay within the limit, at N; `x8` is the ratio of the two (8 is
linear). Cells over a second per 100,000 characters are marked `!`; one over --limit seconds is estimated from its eighth.
Models are loaded before. What mends names is given a translation that lost every name, and an engine that answers at once.
"""

import argparse
import functools
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

from flows.read.html import read_html  # noqa: E402
from flows.secrets import redact  # noqa: E402
from normalize import (  # noqa: E402
    NameInContext,
    compare,
    cyrillize,
    find_names,
    foreign_spellings,
    nominative,
    resolve,
    romanize,
    spellings,
)
from normalize.text.clean_document import clean_text  # noqa: E402
from normalize.text.clean_name import clean_name  # noqa: E402
from normalize.text.decode import decode_bytes  # noqa: E402
from normalize.text.mojibake import fix_mojibake  # noqa: E402
from translate import detect, detect_spans, split_spans  # noqa: E402
from translate.names.repair import mended  # noqa: E402
from translate.names.types import SourceName  # noqa: E402
from translate.types import Translation  # noqa: E402

WORST = 1.0
_RNG = random.Random(7)
_NAMES = ("Рогозина Дмитрия", "Маска Илона", "ООО «Заря»", "Нижнего Тагила", "Иванова И. П.")


def _letters(n: int, alphabet: str) -> str:
    return "".join(_RNG.choices(alphabet, k=n))


def _repeated(unit: str, n: int) -> str:
    return (unit * (n // len(unit) + 1))[:n]


def hostile() -> dict[str, Callable[[int], str]]:
    """Kinds of text that have been seen to hurt a function here or elsewhere, each of about n characters."""
    repeated = {
        "one letter": "а",
        "one capital": "Я",
        "capital words": "НАТО ",
        "names": "Рогозин ",
        "list of names": "Дмитрий Рогозин, ",
        "initials": "И. ",
        "genitives": "министра обороны ",
        "a-": "а-",
        "hyphened names": "Салтыков-Щедрин-",
        "a@": "a@",
        "mail": "a@b.ru,",
        "hashtag": "#тег",
        "handle": "@user ",
        "url": "http://a.b/c?d=e&",
        "slashes": "a/",
        "dots": ".",
        "dotted": "а.б.",
        "spaces": " ",
        "newlines": "\n",
        "blank lines": "а\n \n",
        "open quotes": "«",
        "quotes": '"а" ',
        "brackets": "(",
        "lt": "<",
        "tags": "<b>а</b>",
        "entities": "&amp;",
        "digits": "1",
        "numbers": "1 000,5 ",
        "dates": "12.03.2021 ",
        "mixed script": "аz",
        "script runs": "да no ",
        "look-alikes": "Пpивeт ",
        "combining": "е\u0301",
        "mark alone": " \u0301",
        "soft hyphens": "а\u00ad",
        "soft breaks": "а\u00ad\n",
        "zero width": "а\u200b",
        "joiners": "é\u200d",
        "bidi": "а\u202e",
        "utf-8 as latin-1": "Ð",
        "utf-8 as cp1251": "РџСЂ",
        "koi8 as cp1251": "оПХБЕР ",
        "cp866 boxes": "╨╤",
        "case flips": "аЯ",
        "emoji": "😀",
        "flags": "🇷🇺",
        "cjk": "漢",
        "arabic": "العربية ",
        "spaced letters": "П Р И В Е Т ",
        "translit": "privet kak dela ",
        "abbreviations": "т. е. ",
        "apostrophes": "O'",
        "english names": "Elon Musk, ",
        "roman numerals": "XIV",
        "percent": "%41",
        "equals": "a=b&",
        "backslashes": "\\",
        "tabs": "а\t",
    }
    kinds: dict[str, Callable[[int], str]] = {
        name: functools.partial(_repeated, unit) for name, unit in repeated.items()
    }
    kinds["random Cyrillic"] = lambda n: _letters(n, "абвгдежзийклмнопрстуфхцчшщъыьэюя")
    kinds["random Latin"] = lambda n: _letters(n, "abcdefghijklmnopqrstuvwxyz")
    kinds["random words"] = lambda n: _letters(n, "абвгдежзийклмнопрстуфхцчшщъыьэюя ")
    kinds["random capitalised"] = lambda n: " ".join(
        _letters(6, "абвгдежзийклмнопрстуфхцчшщыэюя").capitalize() for _ in range(n // 7)
    )
    kinds["random marks"] = lambda n: _letters(n, "аЯz.,-–«»\"'()[]/\\@#&;: \n0123%=<>")
    kinds["random any"] = lambda n: "".join(
        chr(_RNG.choice((32, 1040, 1072, 8192, 65, 97, 12353)) + _RNG.randrange(32)) for _ in range(n)
    )
    return kinds


def _many(texts: str, n: int) -> list[str]:
    return [texts[i : i + n] for i in range(0, len(texts), n)]


def _mended(text: str) -> Any:
    names, at = [], 0
    for word in text.replace(",", " ").split(" ")[:]:
        start = text.find(word, at) if word else -1
        if start >= 0 and word[:1].isupper():
            names.append(SourceName(start, start + len(word), word, word, romanize(word)))
            at = start + len(word)
    try:
        next(mended(text, names, Translation("nothing of it", "ok", None, None, cached=False), _answer))
    except StopIteration as ended:
        return ended.value


def _answer(_text: str) -> Any:
    return Translation("no", "ok", None, None, cached=False)
    yield


def functions() -> dict[str, Callable[[str], Any]]:
    """Every public function that takes text of any length."""
    return {
        "find_names ru": lambda text: find_names(text, "ru"),
        "find_names en": lambda text: find_names(text, "en"),
        "split_spans": split_spans,
        "detect": detect,
        "detect_spans": lambda text: detect_spans(split_spans(text)),
        "clean_text": clean_text,
        "fix_mojibake": fix_mojibake,
        "decode utf-8": lambda text: decode_bytes(text.encode("utf-8", "replace")),
        "decode cp1251": lambda text: decode_bytes(text.encode("cp1251", "replace")),
        "clean_name": clean_name,
        "foreign_spellings": foreign_spellings,
        "spellings": spellings,
        "romanize": romanize,
        "cyrillize": cyrillize,
        "nominative": nominative,
        "compare person": lambda text: compare(text, text[::-1], kind="person"),
        "compare organisation": lambda text: compare(text, text[1:], kind="organisation"),
        "compare place": lambda text: compare(text, text[1:], kind="place"),
        "resolve": lambda text: resolve([NameInContext(t, "person", "ru", "d") for t in _many(text, 40)]),
        "names mended": _mended,
        "read_html": read_html,
        "redact": redact,
    }


def seconds(call: Callable[[str], Any], text: str, limit: float) -> float:
    """How long a call takes; `limit` if it is not done by then."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    start = time.process_time()
    try:
        call(text)
    except TimeoutError:
        return limit
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - start


def rows(wanted: str, kind: str, n: int, limit: float) -> Iterator[tuple[str, str, float, float]]:
    """Function, kind of text, seconds per 100,000 characters, ratio of the time for n to that for n/8."""
    kinds = {name: make for name, make in hostile().items() if kind in name}
    for name, call in functions().items():
        if wanted not in name:
            continue
        for make in hostile().values():  # models are loaded when they are first asked
            call(make(300))
        for label, make in kinds.items():
            part = seconds(call, make(n // 8), limit)
            whole = seconds(call, make(n), limit) if part < limit / 8 else limit
            yield name, label, whole * 100_000 / n, whole / max(part, 1e-6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", help=argparse.SUPPRESS)  # not needed: `make bench` gives it to every script
    parser.add_argument("--chars", type=int, default=100_000)
    parser.add_argument("--only", default="", help="functions whose name has this")
    parser.add_argument("--kind", default="", help="texts whose name has this")
    parser.add_argument("--limit", type=float, default=8.0, help="seconds after which a call is stopped")
    parser.add_argument("--all", action="store_true", help="print every cell, not the slow ones alone")
    parser.add_argument("--bench", help="taken like the other scripts'; the texts are made here")
    arguments = parser.parse_args()
    worst: dict[str, tuple[float, str]] = {}
    slow = cells = 0
    for name, label, took, ratio in rows(arguments.only, arguments.kind, arguments.chars, arguments.limit):
        cells += 1
        worst[name] = max(worst.get(name, (0.0, "")), (took, label))
        slow += took > WORST
        if arguments.all or took > WORST:
            print(f"{name:22} {label:20} {took:8.2f} s  x8: {ratio:6.1f} {'!' if took > WORST else ''}", flush=True)
    print(f"\n{cells} cells, {slow} above {WORST:g} s for 100,000 characters; the slowest text of each function:")
    for name, (took, label) in worst.items():
        print(f"{name:22} {took:8.2f} s  {label}")


if __name__ == "__main__":
    main()
