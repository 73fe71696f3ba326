"""Romanisation of Russian names against accepted spellings, with rule tables side by side.

    python bench/romanize.py [--bench DIR]

Sets, compared in lower case with all apostrophes alike:
- people: full names with patronymics and the spellings that EU regulations print (names/people_translit_test.tsv): share of
  names in full and share of words that are an accepted spelling; "top 5" is `normalize.spellings`. The line "best
  spelling per word" is a ceiling: it knows, for every Russian word, the spelling most often accepted in this very file.
- toponyms: settlements of Russia (names/toponyms_ru_test.tsv, GeoNames).
- COLING: single name words from Wikidata, mostly foreign (names/coling_ru_dev.tsv), for `normalize.foreign`; its model was
  trained on GeoNames city names, nothing of this set. And the way back (`normalize.cyrillize`).
Baselines: the rule tables of iuliia.
"""

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import iuliia

from normalize.transliteration.cyrillize import cyrillize
from normalize.transliteration.original_spelling import foreign_spellings
from normalize.transliteration.romanize import romanize
from normalize.transliteration.variants import spellings

SAMPLE = 5_000
Romanizer = Callable[[str], str]


def fold(text: str) -> str:
    return re.sub("[’‘`ʹ′]", "'", text.lower())


def read(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def people(rows: list[list[str]], method: Romanizer) -> tuple[float, float]:
    exact = right = total = 0
    for russian, english in rows:
        accepted = [fold(spelling) for spelling in english.split("|")]
        out = fold(method(russian))
        exact += out in accepted
        words = {word for spelling in accepted for word in spelling.split()}
        right += sum(word in words for word in out.split())
        total += len(out.split())
    return exact / len(rows), right / total


def people_top(rows: list[list[str]], n: int) -> tuple[float, float]:
    exact = right = total = 0
    for russian, english in rows:
        accepted = {fold(spelling) for spelling in english.split("|")}
        exact += any(fold(text) in accepted for text in spellings(russian, n))
        words = {word for spelling in accepted for word in spelling.split()}
        for word in russian.split():
            right += bool(words & {fold(spelling) for spelling in spellings(word.lower(), n)})
            total += 1
    return exact / len(rows), right / total


def ceiling(rows: list[list[str]]) -> Romanizer:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for russian, english in rows:
        for spelling in english.split("|"):
            if len(spelling.split()) == len(russian.split()):
                for word, latin in zip(russian.split(), spelling.lower().split(), strict=True):
                    counts[word][latin] += 1
    best = {word: seen.most_common(1)[0][0] for word, seen in counts.items()}
    return lambda text: " ".join(best.get(word, romanize(word)) for word in text.split())


def single(rows: list[list[str]], method: Romanizer) -> float:
    return sum(fold(method(row[0])) == fold(row[1]) for row in rows) / len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bench", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "bench")
    folder = parser.parse_args().bench / "names"
    if not folder.is_dir():
        print(f"skipped: {folder} is not here")
        return
    names = read(folder / "people_translit_test.tsv")
    places = read(folder / "toponyms_ru_test.tsv")
    coling = [row for row in read(folder / "coling_ru_dev.tsv") if len(row) == 2]
    methods: list[tuple[str, Romanizer]] = [
        (f"tolmach {scheme}", lambda text, scheme=scheme: romanize(text, scheme))  # type: ignore[misc]
        for scheme in ("press", "bgn_pcgn", "icao", "wikipedia")
    ]
    methods += [
        (f"iuliia {schema.name}", schema.translate)
        for schema in (iuliia.MOSMETRO, iuliia.WIKIPEDIA, iuliia.BGN_PCGN_ALT, iuliia.ICAO_DOC_9303)
    ]
    print(f"{'':28}{'people':>9}{'words':>8}{'toponyms':>10}{'COLING':>9}")
    for label, method in methods:
        exact, words = people(names, method)
        print(f"{label:28}{exact:9.3f}{words:8.3f}{single(places, method):10.3f}{single(coling, method):9.3f}")
    exact, words = people(names, ceiling(names))
    print(f"{'(best spelling per word)':28}{exact:9.3f}{words:8.3f}")
    for n in (3, 5, 10):
        exact, words = people_top(names, n)
        print(f"{f'tolmach spellings, top {n}':28}{exact:9.3f}{words:8.3f}")

    start = time.perf_counter()
    answers = [(row[1], [found.text for found in foreign_spellings(row[0], 3)]) for row in coling]
    seconds = time.perf_counter() - start
    for n in (1, 3):
        share = sum(fold(gold) in map(fold, found[:n]) for gold, found in answers) / len(answers)
        print(f"{f'tolmach foreign, top {n}':28}{'':27}{share:9.3f}")
    print(f"{'':28}{len(coling) / seconds:,.0f} words/s")
    back = coling[:: max(1, len(coling) // SAMPLE)]
    found_back = [(row[0], [candidate.text for candidate in cyrillize(row[1], 3)]) for row in back if row[1]]
    for n in (1, 3):
        share = sum(gold.replace("ё", "е") in [c.replace("ё", "е") for c in got[:n]] for gold, got in found_back)
        print(f"{f'tolmach cyrillize, top {n}':28}{'':27}{share / len(found_back):9.3f}   (en to ru, every fifth word)")


if __name__ == "__main__":
    main()
