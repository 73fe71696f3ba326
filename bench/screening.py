"""Screening against a list: which entities are found, which are taken for others, and how long a long list takes.

    python bench/screening.py [--bench DIR]        Russian names of each entity as ours, Latin ones as the list
    python bench/screening.py --scale [--names N]  seconds for a made list of N names against 1,000 entities

Baselines: equal press romanisations, letter case and order aside; token_set_ratio of romanisations of 90 and more. Sanctions
lists name some organisations twice under two ids: these count as wrong, for every method alike.
"""

import argparse
import importlib.util
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from rapidfuzz.fuzz import token_set_ratio

from normalize.resources import read_rows
from normalize.screening.screen import screen_all
from normalize.screening.types import Party
from normalize.text.script import has_cyrillic
from normalize.transliteration.romanize import romanize

FILES = {"person": "aliases_people.tsv", "organisation": "aliases_orgs.tsv"}
SEED = 20


def read(folder: Path, kind: str) -> tuple[list[Party], list[Party]]:
    names: dict[str, list[str]] = defaultdict(list)
    for line in (folder / "names" / FILES[kind]).read_text(encoding="utf-8").splitlines():
        entity, name, *_ = line.split("\t")
        names[entity].append(name)
    sides: tuple[list[Party], list[Party]] = ([], [])
    for entity, found in names.items():
        for side, cyrillic in zip(sides, (True, False), strict=True):
            own = tuple(name for name in found if has_cyrillic(name) == cyrillic)
            if own:
                side.append(Party(entity, (kind,), own))
    return sides


def romanized(party: Party) -> list[str]:
    return [" ".join(sorted(romanize(name).casefold().replace(",", " ").split())) for name in party.names]


def baseline(ours: list[Party], listed: list[Party], least: int) -> set[tuple[str, str]]:
    theirs = [(party.id, romanized(party)) for party in listed]
    found = set()
    for party in ours:
        own = romanized(party)
        for other, names in theirs:
            if any(a == b if least == 100 else token_set_ratio(a, b) >= least for a in own for b in names):
                found.add((party.id, other))
    return found


def report(label: str, found: set[tuple[str, str]], gold: set[str], seconds: float) -> None:
    right = sum(one == other for one, other in found)
    print(
        f"{label:34} {right / max(1, len(found)):9.3f} {right / len(gold):9.3f} {len(found) - right:7,} {seconds:8.1f}"
    )


def quality(folder: Path) -> None:
    for kind in FILES:
        ours, listed = read(folder, kind)
        gold = {party.id for party in ours} & {party.id for party in listed}
        print(f"\n{kind}: {len(ours):,} entities, {len(listed):,} entries, {len(gold):,} in both")
        print(f"{'':34} {'precision':>9} {'recall':>9} {'wrong':>7} {'seconds':>8}")
        start = time.perf_counter()
        hits = screen_all(ours, listed).hits
        seconds = time.perf_counter() - start
        report("match", {(h.ours, h.listed) for h in hits if h.verdict == "match"}, gold, seconds)
        report("match or ambiguous", {(h.ours, h.listed) for h in hits if h.verdict != "ruled_out"}, gold, seconds)
        for label, least in (("equal romanisations", 100), ("token_set_ratio ≥ 90", 90)):
            start = time.perf_counter()
            found = baseline(ours, listed, least)
            report(label, found, gold, time.perf_counter() - start)


def people(number: int, chance: random.Random) -> Iterator[str]:
    """Full names, men's: a known given name and one of natasha's Russian family names."""
    given = [
        row[0] for row in read_rows("normalize.gazetteer", "given_names.tsv", columns=4, required=2) if row[1] == "m"
    ]
    package = importlib.util.find_spec("natasha")
    text = (Path(package.origin).parent / "data" / "dict" / "last.txt").read_text(encoding="utf-8")  # type: ignore[union-attr,arg-type]
    family = [word.capitalize() for word in text.split() if word.endswith(("ов", "ев", "ин", "ий", "ко", "ук"))]
    for _ in range(number):
        yield f"{chance.choice(given)} {chance.choice(family)}"


def scale(names: int) -> None:
    chance = random.Random(SEED)
    texts = list(people(names + 1_000, chance))
    ours = [Party(f"o{i}", ("person",), (text,)) for i, text in enumerate(texts[:1_000])]
    made = [Party(f"l{i}", ("person",), (romanize(text),)) for i, text in enumerate(texts[1_000:])]
    start = time.perf_counter()
    outcome = screen_all(ours, made)
    seconds = time.perf_counter() - start
    print(
        f"{names:,} names against {len(ours):,} entities: {seconds:.0f} s, {seconds / names * 1e3:.2f} ms a name, {len(outcome.hits):,} hits"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--names", type=int, default=100_000)
    options = parser.parse_args()
    if options.scale:
        scale(options.names)
    elif (options.bench / "names").is_dir():
        quality(options.bench)
    else:
        print(f"skipped: no {options.bench}/names")
