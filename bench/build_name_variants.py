"""Rebuild normalize/gazetteer/data/name_variants.tsv from the person names of rigour 1.x (MIT, labels from Wikidata, CC0).

    pip download --no-deps "rigour<1.5" && unzip rigour-*.whl "rigour/data/names/persons.txt"
    python bench/build_name_variants.py rigour/data/names/persons.txt

Keeps only what the sound rules cannot work out by themselves: groups of forms of one given or family name, Latin and
Cyrillic, in which some form is further from the others than `NEAR` steps. Forms that are near a kept form are left out,
and those of name_variants_dropped.txt.
"""

import argparse
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from normalize.phonetics.readings import readings, sound_distance

NEAR = 1
FAR_ENOUGH = 3
MAX_FORMS = 30
DROPPED = Path(__file__).parent / "name_variants_dropped.txt"
LATIN = re.compile(r"[a-z\u00c0-\u024f'-]{3,}")
CYRILLIC = re.compile(r"[\u0400-\u04ff'-]{3,}")
HEADER = """\
# Forms of one given or family name that do not sound alike by rule: Yeats Йейтс, Girard Жирар. Space separated, lower case.
# Source: person name labels of Wikidata (CC0) as collected in rigour 1.4 (MIT, OpenSanctions). Reduced by
# bench/build_name_variants.py to Latin and Cyrillic forms that the sound rules do not bring together.
"""


def reduce_group(forms: list[str]) -> list[str]:
    """Forms that stand for the group, each more than `NEAR` from the others; empty when the rules know enough."""
    kept: list[str] = []
    for form in forms:
        if all(sound_distance(form, other) > NEAR for other in kept):
            kept.append(form)
    if len(kept) < 2 or all(sound_distance(kept[0], form) < FAR_ENOUGH for form in kept[1:]):
        return []
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("persons", type=Path)
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent.parent / "normalize/gazetteer/data/name_variants.tsv"
    )
    args = parser.parse_args()
    rows = (line.split() for line in DROPPED.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    dropped = {form for row in rows for form in row}
    groups: set[str] = set()
    for line in args.persons.read_text(encoding="utf-8").splitlines():
        names, arrow, _ = line.rpartition("=>")
        if not arrow:
            continue
        forms = [form.strip() for form in names.split(",")]
        forms = [form for form in forms if form not in dropped]
        cyrillic = [form for form in forms if CYRILLIC.fullmatch(form)]
        latin = [form for form in forms if LATIN.fullmatch(form)]
        if not cyrillic or not latin or len(forms) > MAX_FORMS:
            continue
        kept = reduce_group([form for form in (*cyrillic, *latin) if readings(form)])
        if kept:
            groups.add(" ".join(kept))
    args.out.write_text(HEADER + "\n".join(sorted(groups)) + "\n", encoding="utf-8")
    print(f"{len(groups)} groups, {args.out.stat().st_size // 1024} KiB -> {args.out}")


if __name__ == "__main__":
    main()
