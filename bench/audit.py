"""False merges: what the clusters of the alias lists hold that no two names of one entity should be.

    python bench/audit.py [--bench DIR] [--least 200]

All alias rows are mixed and resolved without document context (as in bench/resolve.py). Counted are the pairs of names in one
cluster, those of them that `compare` calls different (none may be), and those that the lists give to two entities. The least
similar pairs are printed to be read by eye: the score of `compare`, how alike the romanised letters are, and "≠" where the
lists give the names to two entities, which is a fault or one thing that the lists have twice.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from rapidfuzz import fuzz

from bench.resolve import FILES, Item, read_gold
from normalize.match.compare import compare
from normalize.resolution.resolve import resolve_names
from normalize.resolution.types import NameInContext
from normalize.transliteration.romanize import romanize


class Pair(NamedTuple):
    """Two names of one cluster: how alike `compare` finds them and their letters are, and what is wrong, if anything."""

    score: float
    letters: float
    kind: str
    left: str
    right: str
    veto: str
    two_entities: bool


def pairs(clusters: dict[str, list[Item]], owners: dict[Item, object]) -> Iterator[Pair]:
    for members in clusters.values():
        for (kind, left), (_, right) in combinations(sorted(members), 2):
            match = compare(left, right, kind)
            letters = fuzz.token_sort_ratio(romanize(left).casefold(), romanize(right).casefold()) / 100
            one, other = owners.get((kind, left)), owners.get((kind, right))
            yield Pair(
                match.score,
                letters,
                kind,
                left,
                right,
                "; ".join(match.vetoes),
                one is not None and other is not None and one != other,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "bench")
    parser.add_argument("--least", type=int, default=200, help="print so many of the least similar pairs")
    args = parser.parse_args()
    folder = args.bench / "names"
    if not all((folder / name).is_file() for name in FILES.values()):
        print(f"skipped: no name benchmark in {args.bench} (give its folder with --bench)")
        return
    items, gold = read_gold(folder)
    resolution = resolve_names([NameInContext(text, kind) for kind, text in items])
    clusters: dict[str, list[Item]] = defaultdict(list)
    for item, link in zip(items, resolution.links, strict=True):
        clusters[link.entity_id].append(item)
    found = sorted(pairs(clusters, dict(gold)))
    print(f"{'pairs of names in one cluster':<40}{'all':>8}" + "".join(f"{kind:>14}" for kind in FILES))
    for title, chosen in (
        ("all", found),
        ("that compare calls different", [pair for pair in found if pair.veto]),
        ("of two listed entities", [pair for pair in found if pair.two_entities]),
    ):
        kinds = Counter(pair.kind for pair in chosen)
        print(f"  {title:<38}{len(chosen):>8}" + "".join(f"{kinds[kind]:>14}" for kind in FILES))
    contradicted = [pair for pair in found if pair.veto]
    for pair in contradicted:
        print(f"  ! {pair.kind}: {pair.left} | {pair.right}: {pair.veto}")
    print(f"\nthe {args.least} least similar pairs: score of compare, likeness of letters")
    for pair in found[: args.least]:
        mark = "≠" if pair.two_entities else " "
        print(f"  {mark} {pair.score:.2f} {pair.letters:.2f} {pair.kind:<13}{pair.left}  |  {pair.right}")


if __name__ == "__main__":
    main()
