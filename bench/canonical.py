"""The English name of entities: share of those a reader would expect, by kind.

    python bench/canonical.py [--wrong]

Entities written for this project (data/canonical.tsv); each is a document of its own with its Russian name three times and its
other spellings once.
"""

import argparse
from collections import Counter
from pathlib import Path

from normalize.resolution.resolve import resolve_names
from normalize.resolution.types import NameInContext

DATA = Path(__file__).parent / "data" / "canonical.tsv"


def main() -> None:
    """Print one line per kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", help=argparse.SUPPRESS)  # not needed: `make bench` gives it to every script
    parser.add_argument("--wrong", action="store_true", help="show the wrong ones")
    arguments = parser.parse_args()
    lines = [line for line in DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [(*line.split("\t"), "")[:4] for line in lines]
    names = []
    for kind, russian, _, others in rows:
        names.append(NameInContext(russian, kind, "ru", russian, n=3))
        for other in filter(None, others.split("|")):
            text, _, lang = other.partition("@")
            names.append(NameInContext(text, kind, lang, russian))
    resolution = resolve_names(names)
    shown = {entity.entity_id: entity.name for entity in resolution.entities}
    entity_of = {name.text: link.entity_id for name, link in zip(names, resolution.links, strict=True)}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for kind, russian, english, _ in rows:
        total[kind] += 1
        got = shown[entity_of[russian]]
        right[kind] += got in english.split(";")
        if arguments.wrong and got not in english.split(";"):
            print(f"    {russian}: {got}, not {english}")
    for kind, n in total.items():
        print(f"{kind:13s} {right[kind]} of {n} ({right[kind] / n:.3f})")
    print(f"{'all':13s} {right.total()} of {total.total()} ({right.total() / total.total():.3f})")


if __name__ == "__main__":
    main()
