"""Rebuild normalize/ner/data/places_by_language.tsv.gz: states and large cities as 27 languages write them.

Usage: python bench/build_places_by_language.py normalize/ner/data/places_by_language.tsv.gz   (needs `pip install babel`)
"""

import gzip
import sys
from collections import defaultdict

import babel
from babel import Locale

LANGUAGES = (
    "uk", "be", "bg", "sr", "sr_Latn", "mk", "de", "fr", "pl", "es", "it", "pt", "nl", "cs", "sk", "tr", "sv", "ro", "lt",
    "lv", "et", "fi", "hu", "hr", "sl", "da", "nb",
)  # fmt: skip
HEADER = f"""\
# States, continents and the cities of time zones as other languages write them.
# Source: territory names and exemplar cities of CLDR (Unicode License v3) as packed in Babel {babel.__version__}, by
# bench/build_places_by_language.py.
# name\tlanguages\tEnglish name by CLDR; "" where the languages mean different places
"""
NO_NAMES = {"UN", "EZ", "QO", "ZZ", "XA", "XB", "EU"}
CONTINENTS = {"002", "003", "005", "019", "142", "150"}


def _zone_city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def main() -> None:
    """Write the file named on the command line."""
    table: dict[str, set[str]] = defaultdict(set)
    means: dict[str, set[str]] = defaultdict(set)
    english = Locale.parse("en")
    for code in LANGUAGES:
        locale = Locale.parse(code)
        names = [
            (name, english.territories[key])
            for key, name in locale.territories.items()
            if key not in NO_NAMES and (key.isalpha() or key in CONTINENTS)
        ]
        for zone, info in locale.time_zones.items():
            city = info.get("city") or _zone_city(zone)
            if zone.partition("/")[0] in {"Europe", "Asia", "Africa", "America", "Australia", "Pacific"}:
                names.append((city, english.time_zones.get(zone, {}).get("city") or _zone_city(zone)))
        for name, meant in names:
            if name and len(name) > 2 and name[0].isupper() and "(" not in name and not name.isupper():
                table[name].add(code.partition("_")[0])
                means[name].add(meant)
    lines = [
        f"{name}\t{' '.join(sorted(langs))}\t{next(iter(means[name])) if len(means[name]) == 1 else ''}\n"
        for name, langs in sorted(table.items())
    ]
    with open(sys.argv[1], "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as stream:  # noqa: PTH123
        stream.write((HEADER + "".join(lines)).encode())


if __name__ == "__main__":
    main()
