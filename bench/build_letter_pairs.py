"""Rebuild normalize/text/data/letter_pairs.tsv from the n-gram profiles inside langdetect (Apache-2.0, counted on Wikipedia).

Usage: python bench/build_letter_pairs.py > normalize/text/data/letter_pairs.tsv
"""

import json
import math
from collections import Counter
from pathlib import Path

import langdetect

# language -> share of the mixture; Russian first, because that is what is read here most
CYRILLIC = {"ru": 0.64, "uk": 0.18, "bg": 0.10, "mk": 0.08}
LATIN = {
    "en": 0.30,
    "de": 0.12,
    "fr": 0.12,
    "es": 0.08,
    "it": 0.07,
    "pt": 0.07,
    "nl": 0.05,
    "sv": 0.05,
    "da": 0.04,
    "no": 0.04,
    "fi": 0.04,
    "sq": 0.02,
}
HEADER = """\
# Which letter follows which: natural logarithm of a pair's share among all pairs of its script, lower case,
# "_" for a word boundary. Pairs without a row are rarer than any listed. Tells the right single-byte encoding
# from the wrong ones (normalize/text/charset.py) and repaired text from damaged text (normalize/text/mojibake.py).
# Cyrl: Russian 64 %, Ukrainian 18 %, Bulgarian 10 %, Macedonian 8 %. Latn: western European languages; only
# pairs with a letter outside ASCII, since bytes below 128 read the same in every candidate encoding.
# Source: the n-gram profiles of langdetect 1.0.9 (Apache-2.0; counts over Wikipedia abstracts), merged by
# bench/build_letter_pairs.py.
# script\tpair\tlog share
"""


def shares(mixture: dict[str, float], letter_from: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for lang, weight in mixture.items():
        path = Path(langdetect.__file__).parent / "profiles" / lang
        grams = json.loads(path.read_text(encoding="utf-8"))["freq"]
        pairs: Counter[str] = Counter()
        for gram, count in grams.items():
            if len(gram) == 2 and any(letter >= letter_from for letter in gram):
                pairs[gram.lower()] += count
        # Latin: shares among all pairs of the language, ASCII ones included
        counted = grams if letter_from == "\x80" else pairs
        norm = sum(count for gram, count in counted.items() if len(gram) == 2)
        for pair, count in pairs.items():
            total[pair] += weight * count / norm
    return total


def main() -> None:
    print(HEADER, end="")
    for script, mixture, first in (("Cyrl", CYRILLIC, "\u0400"), ("Latn", LATIN, "\x80")):
        rows = shares(mixture, first)
        for pair, share in sorted(rows.items()):
            if all(c == " " or (c.isalpha() and (c >= "\u0400") == (script == "Cyrl")) for c in pair) and share > 2e-6:
                print(script, pair.replace(" ", "_"), f"{math.log(share):.1f}", sep="\t")


if __name__ == "__main__":
    main()
