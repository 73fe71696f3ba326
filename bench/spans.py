"""How well sentences are found, and how fast: our splitter beside razdel, a plain rule, and pysbd and punkt where installed.

Usage: python bench/spans.py [--bench FOLDER] [--misses]

* `gold`: bench/data/sentences.tsv, hard boundaries written for this project.
* `pud-ru`, `pud-en`: pages made of single sentences (`# text` lines of ner/*_pud.iob2), ten joined by spaces to a line.
* `pud-mix`: the same, a Russian sentence and its English translation in turn.
* `news-ru`, `news-en`: lines of mt/newstest2020 that end in a mark; they hold one sentence or more: only recall is known.

A boundary is the offset where a sentence begins, but for the first one. The last columns give the time for a kilobyte (1,000
characters), and for ours also of the whole of `split_spans`.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from razdel import sentenize

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

from translate.segment.sentences import sentences  # noqa: E402
from translate.segment.spans import split_spans  # noqa: E402

GOLD = Path(__file__).parent / "data" / "sentences.tsv"
BENCH = Path(__file__).parent.parent.parent / "shared" / "bench"
END = "␤"
LINES_JOINED = 10
_PLAIN = re.compile(r"""[.!?…][»”"')\]]*\s+(?=[«“„"'(\[—-]?\s?[A-ZА-ЯЁ\d])""")

_ENDED = re.compile(r"""[.!?…][»”"')\]]*$""")

Splitter = Callable[[str], set[int]]


@dataclass(frozen=True)
class Page:
    """A line of text and the offsets where its sentences after the first begin."""

    text: str
    starts: frozenset[int]
    why: str = ""


def page(parts: list[str], why: str = "") -> Page:
    starts, length = set(), 0
    for part in parts[:-1]:
        length += len(part) + 1
        starts.add(length)
    return Page(" ".join(parts), frozenset(starts), why)


def gold() -> list[Page]:
    rows = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [page(text.split(END), why) for _, text, why in rows]


def joined(texts: list[str]) -> list[Page]:
    return [page(texts[i : i + LINES_JOINED]) for i in range(0, len(texts), LINES_JOINED)]


def corpora(bench: Path) -> Iterator[tuple[str, list[Page], bool]]:
    """Yield name, pages, and whether all boundaries are known."""
    yield "gold", gold(), True
    parallel = []
    for lang in ("ru", "en"):
        if parallel_lines := lines(bench / "ner" / f"{lang}_pud.iob2", "# text = "):
            parallel.append(parallel_lines)
            yield f"pud-{lang}", joined(parallel_lines), True
    if len(parallel) == 2:
        yield "pud-mix", joined([text for pair in zip(*parallel, strict=True) for text in pair]), True
    for lang in ("ru", "en"):
        if news := [text for text in lines(bench / "mt" / f"newstest2020.{lang}") if _ENDED.search(text)]:
            yield f"news-{lang}", joined(news), False


def lines(path: Path, prefix: str = "") -> list[str]:
    if not path.exists():
        print(f"skipped, absent: {path}", file=sys.stderr)
        return []
    found = path.read_text(encoding="utf-8").splitlines()
    return [" ".join(line.removeprefix(prefix).split()) for line in found if line.startswith(prefix) and line.strip()]


def ours(text: str) -> set[int]:
    return {start for start, _ in sentences(text, 0, len(text))} - {0}


def razdel(text: str) -> set[int]:
    return {sentence.start for sentence in sentenize(text)} - {0}


def plain(text: str) -> set[int]:
    return {match.end() for match in _PLAIN.finditer(text)}


def pysbd_splitter() -> Splitter | None:
    try:
        import pysbd
    except ImportError:
        return None
    segmenters = {lang: pysbd.Segmenter(language=lang, clean=False, char_span=True) for lang in ("ru", "en")}

    def split(text: str) -> set[int]:
        lang = "ru" if re.search("[а-яё]", text) else "en"
        return {span.start for span in segmenters[lang].segment(text)} - {0}

    return split


def punkt_splitter() -> Splitter | None:
    """Punkt without a trained model: the data of the trained ones are not part of the package."""
    try:
        from nltk.tokenize.punkt import PunktSentenceTokenizer
    except ImportError:
        return None
    punkt = PunktSentenceTokenizer()
    return lambda text: {start for start, _ in punkt.span_tokenize(text)} - {0}


def measure(name: str, pages: list[Page], complete: bool, label: str, split: Splitter, misses: bool) -> str:
    hit = found = known = 0
    for p in pages:
        starts = split(p.text)
        hit += len(starts & p.starts)
        found += len(starts)
        known += len(p.starts)
        if misses and starts != p.starts and (complete or p.starts - starts):
            show(name, label, p, starts, complete)
    recall, precision = hit / known, hit / found if found else 1.0
    scores = f"{recall:7.3f}"
    scores += f"{precision:11.3f}{2 * hit / (known + found):8.3f}" if complete else f"{'':11}{'':8}"
    size = sum(len(p.text) for p in pages)
    return f"{name:8}{label:8}{known:6}{scores}{1e9 * best_time(split, pages) / size:9.0f}"


def best_time(split: Callable[[str], object], pages: list[Page]) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        for p in pages:
            split(p.text)
        times.append(time.process_time() - started)
    return min(times)


def show(name: str, label: str, p: Page, starts: set[int], complete: bool) -> None:
    for kind, offsets in (("missed", p.starts - starts), ("invented", (starts - p.starts) if complete else set())):
        for offset in sorted(offsets):
            print(
                f"{name} {label} {kind}: {p.text[max(0, offset - 40) : offset]}⟨⟩{p.text[offset : offset + 25]}  {p.why}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--misses", action="store_true", help="print what ours gets wrong")
    args = parser.parse_args()
    splitters: dict[str, Splitter | None] = {
        "ours": ours,
        "razdel": razdel,
        "plain": plain,
        "pysbd": pysbd_splitter(),
        "punkt": punkt_splitter(),
    }
    rows, totals = [], []
    for name, pages, complete in corpora(args.bench):
        for label, split in splitters.items():
            if split:
                rows.append(measure(name, pages, complete, label, split, args.misses and label == "ours"))
        size = sum(len(p.text) for p in pages)
        totals.append(f"{name} {1e8 * best_time(split_spans, pages) / size:.1f}")
    print(f"{'corpus':8}{'splitter':8}{'known':>6}{'recall':>7}{'precision':>11}{'F1':>8}{'µs/kB':>9}")
    print("\n".join(rows))
    print("split_spans, µs per 100 characters:", ", ".join(totals))


if __name__ == "__main__":
    main()
