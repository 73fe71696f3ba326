"""Do two regions, two states, or one body of two states ever count as one? Every pair, in several spellings.

    python bench/territories.py [--bodies N] [--errors N]

Regions of Russia, Ukraine, Belarus and Kazakhstan and all states: the curated names in both languages, the Russian genitive,
two romanisations. Bodies: N sorts of body_heads.tsv with every state, as "МИД Латвии", "латвийский МИД", "Foreign Ministry of
Latvia" and "Latvian Foreign Ministry". Counted are pairs of two places (two states) that `compare` calls the same, and
pairs of spellings of one that it does not.
"""

import argparse
import itertools
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from normalize.gazetteer.curated import known_places
from normalize.match.compare import compare
from normalize.resources import read_rows
from normalize.transliteration.romanize import romanize
from normalize.words import analyzer

SEED = 20
COUNTRIES = {"RU", "UA", "BY", "KZ"}


def genitive(name: str) -> str:
    """A Russian name with all words that decline in the genitive; nouns after the first stay as they are."""
    words, done = [], False
    for word in name.split():
        parses = sorted(analyzer().parse(word), key=lambda p: ("Geox" not in p.tag, "nomn" not in p.tag))
        chosen = next((p for p in parses if "nomn" in p.tag), None)
        noun = chosen is not None and "NOUN" in chosen.tag
        inflected = chosen.inflect({"gent"}) if chosen is not None and not done and not word.isupper() else None
        words.append(
            inflected.word.capitalize() if inflected and word[0].isupper() else inflected.word if inflected else word
        )
        done = done or noun
    return " ".join(words)


def regions() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place in known_places():
        if place.sort == "region" and place.country in COUNTRIES and place.ru.endswith(("область", "край", "округ")):
            titled = place.en.replace(" Region", " Oblast")
            names = [place.ru, genitive(place.ru), place.en, titled, romanize(place.ru), romanize(place.ru, "bgn_pcgn")]
            found[place.ru] = list(dict.fromkeys(names))
    return found


def states() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, *titles, _, _ in read_rows("normalize.gazetteer", "gazetteer_states.tsv", columns=5):
        english, russian = (title.removesuffix("?") for title in titles)
        found[code] = [russian, genitive(russian), english, romanize(russian)]
    return found


def bodies(count: int) -> dict[str, dict[str, list[str]]]:
    """By sort of body: by state: the names of its body."""
    adjectives = {row[0]: row[1:] for row in read_rows("normalize.gazetteer", "state_adjectives.tsv", columns=3)}
    heads = list(read_rows("normalize.gazetteer", "body_heads.tsv", columns=4))[:count]
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for body, _, russian, english in heads:
        ru, en = russian.split("|"), english.split("|")
        for code, names in states().items():
            of = [f"{ru[0]} {names[1]}", f"{ru[-1]} {names[1]}", f"{en[0]} of {names[2]}"]
            if code in adjectives:
                of += [f"{adjectives[code][1].split('|')[0]} {en[min(1, len(en) - 1)]}"]
            found[body][code] = of
    return found


def check(title: str, groups: dict[str, list[str]], kind: str, errors: int, sample: int = 0) -> None:
    start = time.perf_counter()
    rng = random.Random(SEED)
    pairs = list(itertools.combinations(sorted(groups), 2))
    if sample and len(pairs) > sample:
        pairs = rng.sample(pairs, sample)
    wrong: list[Sequence[str]] = []
    n = 0
    for one, other in pairs:
        for a, b in itertools.product(groups[one], groups[other]):
            n += 1
            if a != b and compare(a, b, kind).same:
                wrong.append((a, b))
    own = [pair for names in groups.values() for pair in itertools.combinations(names, 2)]
    missed = [(a, b) for a, b in own if not compare(a, b, kind).same]
    seconds = time.perf_counter() - start
    print(
        f"  {title:<24} {len(groups):>4} {n:>8} pairs, wrong {len(wrong)}; one's own spellings {len(own)}, missed {len(missed)}  {seconds:.1f} s",
        flush=True,
    )
    for label, found in (("WRONG", wrong), ("missed", missed)):
        for a, b in found[:errors]:
            print(f"    {label} {a} | {b}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", help=argparse.SUPPRESS)  # not needed: `make bench` gives it to every script
    parser.add_argument("--bodies", type=int, default=25, help="so many sorts of body (default 25)")
    parser.add_argument(
        "--sample", type=int, default=2000, help="pairs of states for each sort of body (default 2,000; 0 for all)"
    )
    parser.add_argument("--errors", type=int, default=0, help="print this many errors of each check")
    args = parser.parse_args()
    check("regions × regions", regions(), "place", args.errors)
    check("states × states", states(), "place", args.errors)
    check("regions × states", regions() | states(), "place", args.errors)
    for body, groups in bodies(args.bodies).items():
        check(body, groups, "organisation", args.errors, args.sample)


if __name__ == "__main__":
    main()
