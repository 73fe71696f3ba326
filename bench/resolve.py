"""Clustering of names against baselines, and the time resolution takes.

    python bench/resolve.py [--bench DIR] [--errors N]   B³ of all alias rows mixed together, without document context
    python bench/resolve.py --scale [--mentions N …]     seconds, memory and µs per mention of generated corpora

B³ (Bagga & Baldwin 1998): precision and recall of the cluster of each name, averaged over names. Strings that belong to
several entities are left out of scoring, not out of clustering. Baselines: every string its own; equal lower-case press
romanisations; token_set_ratio of romanisations above a threshold, connected components (the best threshold is shown).

Generated corpora: people with Zipf-distributed frequencies made of the project's given names and natasha's list of Russian
family names, organisations and places made of the project's own lists; a mention is a full name, one with initials or a
family name alone, in Russian or in one of several romanisations, sometimes in capitals; 25 mentions and 8 entities a
document; lemmas are given, as the mention finder gives them. Organisations look as on sanctions lists: legal forms written
out, what they make and research, where they are, whom they are named after; a dozen aliases each, in Russian, in English
words, romanised, as acronyms.
"""

import argparse
import importlib.util
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import astuple
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import polars as pl

from normalize.gazetteer.word_lists import lists
from normalize.resolution.disjoint_sets import DisjointSets
from normalize.resolution.resolve import resolve_names
from normalize.resolution.types import NameInContext
from normalize.resources import read_rows
from normalize.transliteration.romanize import romanize

SEED = 20
FILES = {"person": "aliases_people.tsv", "organisation": "aliases_orgs.tsv", "place": "aliases_toponyms_ru.tsv"}
KEY = ["text", "kind", "lang", "document_id", "lemma"]
Item = tuple[str, str]


def read_gold(folder: Path) -> tuple[list[Item], dict[Item, Hashable]]:
    """(distinct (kind, name), entity of those that belong to one entity only)."""
    items: list[Item] = []
    gold: dict[Item, Hashable] = {}
    for kind, name in FILES.items():
        owners: dict[str, set[str]] = defaultdict(set)
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            entity, text, *_ = line.split("\t")
            if entity != "entity_id":
                owners[text].add(entity)
        for text, entities in owners.items():
            items.append((kind, text))
            if len(entities) == 1:
                gold[kind, text] = (kind, next(iter(entities)))
    return items, gold


def b_cubed(gold: Mapping[Item, Hashable], found: Mapping[Item, Hashable]) -> tuple[float, float, float]:
    truth, clusters, both = Counter(gold.values()), Counter(found[i] for i in gold), Counter()
    for item, entity in gold.items():
        both[entity, found[item]] += 1
    precision = sum(both[entity, found[item]] / clusters[found[item]] for item, entity in gold.items()) / len(gold)
    recall = sum(both[entity, found[item]] / truth[entity] for item, entity in gold.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def components(pairs: Iterable[tuple[int, int]], n: int) -> list[int]:
    sets = DisjointSets(n)
    for i, j in pairs:
        sets.union(i, j)
    return [sets.find(i) for i in range(n)]


def baselines(items: list[Item]) -> dict[str, Callable[[], Iterable[dict[Item, Hashable]]]]:
    import numpy as np
    from rapidfuzz import fuzz, process

    latin = [romanize(text).lower() for _, text in items]

    def token_set() -> Iterable[dict[Item, Hashable]]:
        pairs: dict[int, list[tuple[int, int]]] = {threshold: [] for threshold in (85, 90, 95)}
        for kind in FILES:
            chosen = [i for i, (k, _) in enumerate(items) if k == kind]
            texts = [latin[i] for i in chosen]
            for start in range(0, len(chosen), 500):
                scores = process.cdist(texts[start : start + 500], texts, scorer=fuzz.token_set_ratio, dtype=np.uint8)
                for threshold, kept in pairs.items():
                    kept += [
                        (chosen[start + a], chosen[b]) for a, b in zip(*np.nonzero(scores >= threshold), strict=True)
                    ]
        for kept in pairs.values():
            yield dict(zip(items, components(kept, len(items)), strict=True))

    return {
        "every string its own": lambda: [{item: item for item in items}],
        "same press romanisation": lambda: [{item: (item[0], text) for item, text in zip(items, latin, strict=True)}],
        "token_set_ratio, components": token_set,
    }


def clustering(folder: Path, errors: int) -> None:
    items, gold = read_gold(folder)
    kinds = {"all": gold} | {kind: {i: e for i, e in gold.items() if i[0] == kind} for kind in FILES}
    print(f"{len(items)} names, {len(gold)} of one entity each, {len(set(gold.values()))} entities; B³ P / R / F1")
    print(f"  {'':<30}" + "".join(f"{kind:<24}" for kind in kinds))

    def show(name: str, found: Mapping[Item, Hashable], note: str = "") -> None:
        cells = (b_cubed(part, found) for part in kinds.values())
        print(f"  {name:<30}" + "".join(f"{p:.3f} {r:.3f} {f:.3f}".ljust(24) for p, r, f in cells) + note)

    start = time.perf_counter()
    resolution = resolve_names([NameInContext(text, kind) for kind, text in items])
    found = {item: link.entity_id for item, link in zip(items, resolution.links, strict=True)}
    show("tolmach resolve", found, f"{time.perf_counter() - start:.1f} s")
    for name, run in baselines(items).items():
        show(name, max(run(), key=lambda f: b_cubed(gold, f)[2]))
    if errors:
        print_errors(gold, found, errors)


def print_errors(gold: Mapping[Item, Hashable], found: Mapping[Item, Hashable], count: int) -> None:
    for title, one, other in (("MERGED", found, gold), ("SPLIT", gold, found)):
        groups: dict[Hashable, dict[Hashable, list[str]]] = defaultdict(lambda: defaultdict(list))
        for item in gold:
            groups[one[item]][other[item]].append(item[1])
        for kind in FILES:
            wrong = [
                g for g in groups.values() if len(g) > 1 and any((kind, t) in gold for t in next(iter(g.values())))
            ]
            for group in wrong[:count]:
                print(f"  {title} {kind}: {' | '.join(', '.join(texts) for texts in group.values())}")


# --- scale


def _latin(rng: random.Random, text: str) -> str:
    return romanize(text, rng.choice(("press", "press", "press", "bgn_pcgn", "german_press", "french_press")))


def _spell(rng: random.Random, russian: str) -> tuple[str, str]:
    lang, text = ("ru", russian) if rng.random() < 0.6 else ("en", _latin(rng, russian))
    return (text.upper() if rng.random() < 0.03 else text), lang


def family_names() -> list[str]:
    """Natasha's list, 180,000 words; its package is not imported (it needs pymorphy2)."""
    spec = importlib.util.find_spec("natasha")
    if spec is None or spec.origin is None:
        raise SystemExit("natasha is not installed: run make demo first")
    path = Path(spec.origin).parent / "data" / "dict" / "last.txt"
    return [word for word in path.read_text(encoding="utf-8").split() if 5 <= len(word) <= 14 and word.isalpha()]


def people(rng: random.Random, count: int) -> Iterable[list[tuple[str, str]]]:
    """Spellings of so many people, with languages, the commonest first."""
    given = [
        name for name, gender, *_ in read_rows("normalize.gazetteer", "given_names.tsv", columns=4) if gender == "m"
    ]
    family = [w.capitalize() for w in family_names() if w.endswith(("ов", "ев", "ин", "ий", "ко", "ук"))]
    rng.shuffle(family)
    family_weights = list(accumulate(1 / (i + 20) for i in range(len(family))))
    given_weights = list(accumulate(1 / (i + 5) for i in range(len(given))))
    for _ in range(count):
        first, father = rng.choices(given, cum_weights=given_weights, k=2)
        last = rng.choices(family, cum_weights=family_weights)[0]
        middle = father.removesuffix("й") + "евич" if father.endswith("й") else father.rstrip("ьая") + "ович"
        forms = [
            f"{first} {last}",
            f"{first} {last}",
            f"{last} {first}",
            f"{first} {middle} {last}",
            last,
            f"{first[0]}. {last}",
        ]
        yield [_spell(rng, form) for form in dict.fromkeys(forms)] + [(_latin(rng, forms[0]), "en")]


LEGAL = (
    ("Федеральное государственное унитарное предприятие", "ФГУП", "Federal State Unitary Enterprise", "FSUE"),
    ("Акционерное общество", "АО", "Joint Stock Company", "JSC"),
    ("Публичное акционерное общество", "ПАО", "Public Joint Stock Company", "PJSC"),
    ("Общество с ограниченной ответственностью", "ООО", "Limited Liability Company", "LLC"),
)
HEADS = (
    ("Научно-производственное объединение", "НПО", "Scientific Production Association", "NPO"),
    ("Научно-исследовательский институт", "НИИ", "Scientific Research Institute", "NII"),
    ("Центральное конструкторское бюро", "ЦКБ", "Central Design Bureau", "TsKB"),
    ("Производственное объединение", "ПО", "Production Association", "PO"),
    ("Опытно-конструкторское бюро", "ОКБ", "Experimental Design Bureau", "OKB"),
    ("машиностроительный завод", "МЗ", "Machine Building Plant", "MZ"),
    ("приборостроительный завод", "ПЗ", "Instrument Making Plant", "PZ"),
    ("судостроительный завод", "ССЗ", "Shipbuilding Plant", "SSZ"),
    ("торговый дом", "ТД", "Trading House", "TD"),
)
FIELDS = (
    ("точного машиностроения", "of Precision Engineering"),
    ("радиоэлектронной аппаратуры", "of Radio Electronic Equipment"),
    ("химического машиностроения", "of Chemical Engineering"),
    ("автоматики и приборостроения", "of Automation and Instrumentation"),
    ("двигателестроения", "of Engine Building"),
    ("космического приборостроения", "of Space Device Engineering"),
    ("", ""),
)


def organisation(rng: random.Random, core: str, person: str) -> list[tuple[str, str]]:
    """Spellings of one organisation, as sanctions lists and papers write them."""
    (form, form_short, form_en, form_en_short), (head, head_short, head_en, head_latin) = (
        rng.choice(LEGAL),
        rng.choice(HEADS),
    )
    field, field_en = rng.choice(FIELDS)
    named = rng.random() < 0.2
    eponym, eponym_en = (f" имени {person}а", f" named after {romanize(person)}") if named else ("", "")
    latin = romanize(core)
    whole = f"{head} {field}".strip()
    whole_en = f"{head_en} {field_en}".strip()
    return [
        (f"{form} «{whole} «{core}»{eponym}»", "ru"),
        (f"{form_short} «{head_short} «{core}»", "ru"),
        (f"{head_short} «{core}»", "ru"),
        (f"«{core}»", "ru"),
        (f"{form_short} «{core}»", "ru"),
        (f"{form_en} {whole_en} {latin}{eponym_en}", "en"),
        (f"{form_en_short} {head_latin} {latin}", "en"),
        (f"{latin} {whole_en}", "en"),
        (f"{romanize(form)} {romanize(whole)} {latin}", "en"),
        (f"{form_en_short} {latin}", "en"),
        (f"{head_latin} {latin.upper()}", "en"),
        (latin, "en"),
    ]


def things(rng: random.Random, count: int) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Spellings of organisations and places."""
    words = [w.capitalize() for w in family_names() if w.endswith(("а", "ь", "о", "к", "т"))]
    people = [w.capitalize() for w in family_names() if w.endswith(("ов", "ев", "ин"))]
    rng.shuffle(words)
    cities = sorted(lists().places)
    rng.shuffle(cities)
    for i in range(count):
        if i % 2:
            yield "place", [(cities[i % len(cities)], "en")]
        else:
            yield "organisation", organisation(rng, words[i % len(words)], rng.choice(people))


def corpus(mentions: int) -> list[NameInContext]:
    """A corpus of so many mentions, a tenth as many distinct names."""
    rng = random.Random(SEED)
    wanted = mentions // 10
    entities: list[tuple[str, list[tuple[str, str]]]] = [("person", s) for s in people(rng, wanted // 6)]
    entities += list(things(rng, wanted // 6))
    rng.shuffle(entities)
    weights = list(accumulate(1 / (i + 10) for i in range(len(entities))))
    rows: list[NameInContext] = []
    seen: set[tuple[str, str]] = set()

    def add(kind: str, spelling: tuple[str, str], document: int) -> None:
        rows.append(NameInContext(spelling[0], kind, spelling[1], f"d{document}", spelling[0]))
        seen.add((kind, spelling[0]))

    for document in range(mentions * 9 // 10 // 25):
        present = rng.choices(entities, cum_weights=weights, k=8)
        for kind, spellings in rng.choices(present, k=25):
            add(kind, rng.choice(spellings), document)
    document = mentions
    for kind, spellings in entities:  # every name at least once
        for spelling in spellings:
            if len(rows) < mentions and (kind, spelling[0]) not in seen:
                document += len(rows) % 25 == 0
                add(kind, spelling, document)
    return rows


def measure(mentions: int) -> None:
    """Count mentions by document and resolve them, as a run does."""
    rows = corpus(mentions)
    distinct = len({(row.kind, row.text) for row in rows})
    table = pl.DataFrame([astuple(row)[:5] for row in rows], schema=KEY, orient="row")
    del rows
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    names = [NameInContext(*row) for row in table.group_by(KEY).len("n").sort(KEY).rows()]
    resolution = resolve_names(names)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rules: Counter[str] = Counter()
    for name, link in zip(names, resolution.links, strict=True):
        rules[link.rule] += name.n
    print(
        f"  {table.height:>9} {distinct:>9} {len(resolution.entities):>9} {seconds:>8.1f} {1e6 * seconds / table.height:>9.1f} "
        f"{1e6 * seconds / distinct:>10.1f} {peak / 1024:>9.0f} {before / 1024:>9.0f}   "
        + ", ".join(f"{rule} {n / table.height:.0%}" for rule, n in rules.most_common()),
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "bench")
    parser.add_argument("--errors", type=int, default=0, help="print this many errors of each sort and kind")
    parser.add_argument("--scale", action="store_true", help="time and memory on generated corpora")
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        measure(args.one)
        return
    if args.scale:
        print(
            "   mentions  distinct  entities  seconds µs/mention µs/distinct  peak MB  (rows MB)  linked by", flush=True
        )
        for mentions in args.mentions:  # each in its own process, for its own peak
            subprocess.run([sys.executable, __file__, "--one", str(mentions)], check=True)
        return
    folder = args.bench / "names"
    if not all((folder / name).is_file() for name in FILES.values()):
        print(f"skipped: no name benchmark in {args.bench} (give its folder with --bench)")
        return
    clustering(folder, args.errors)


if __name__ == "__main__":
    main()
