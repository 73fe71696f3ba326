"""Comparison of names against baselines: pairs of spellings of one person, organisation or place, and of two.

    python bench/names.py [--bench DIR] [--site DIR] [--only people,orgs,places,cases] [--errors N]

How pairs are sampled (seed 20): from ``aliases_people.tsv`` and ``aliases_orgs.tsv``
  * positives: pairs of different strings of one entity, at most 6 an entity;
  * hard negatives: for each row of ``people_hard_negatives.tsv`` (one family name, two people) up to 4 pairs of spellings;
    for organisations and places, pairs of strings of two entities that share a word of 5 letters or more (places: their
    first four letters), as many as a quarter of the positives;
  * random negatives: pairs of strings of two entities drawn at random, as many as there are positives.
Strings that belong to several entities (namesakes) are left out of negatives.
Baselines get the best threshold for these very pairs; ours is fixed.
"""

import argparse
import csv
import importlib
import itertools
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from rapidfuzz import fuzz

from normalize.match.compare import compare
from normalize.transliteration.romanize import romanize

SEED = 20
Pair = tuple[str, str, bool]
Entities = dict[str, list[str]]


def read_entities(path: Path) -> Entities:
    entities: Entities = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        entity, name, *_ = line.split("\t")
        if entity != "entity_id" and name not in entities[entity]:
            entities[entity].append(name)
    return entities


def owners(entities: Entities) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entity, names in entities.items():
        for name in names:
            found[name].add(entity)
    return found


def positives(entities: Entities, rng: random.Random) -> list[Pair]:
    pairs: list[Pair] = []
    for entity in sorted(entities):
        names = entities[entity]
        every = [(a, b, True) for i, a in enumerate(names) for b in names[i + 1 :]]
        pairs += rng.sample(every, min(6, len(every)))
    return pairs


def random_negatives(entities: Entities, count: int, rng: random.Random) -> list[Pair]:
    keys, of = sorted(entities), owners(entities)
    pairs: list[Pair] = []
    while len(pairs) < count:
        one, other = rng.sample(keys, 2)
        a, b = rng.choice(entities[one]), rng.choice(entities[other])
        if not of[a] & of[b] and not of[a] & {other} and not of[b] & {one}:
            pairs.append((a, b, False))
    return pairs


def hard_people(path: Path, entities: Entities, rng: random.Random) -> list[Pair]:
    of = owners(entities)
    pairs: list[Pair] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        _, one, _, other, _ = line.split("\t")
        if one not in entities or other not in entities:
            continue
        every = [(a, b, False) for a in entities[one] for b in entities[other] if not of[a] & of[b]]
        pairs += rng.sample(every, min(4, len(every)))
    return pairs


def long_words(name: str) -> set[str]:
    return {word for word in name.lower().split() if len(word) >= 5}


def first_letters(name: str) -> set[str]:
    return {name.lower()[:4]}


def hard_pairs(
    entities: Entities, count: int, rng: random.Random, share: Callable[[str], set[str]] = long_words
) -> list[Pair]:
    by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entity in sorted(entities):
        for name in entities[entity]:
            for word in sorted(share(name)):
                by_word[word].append((entity, name))
    words = [word for word in sorted(by_word) if len({entity for entity, _ in by_word[word]}) > 1]
    pairs: list[Pair] = []
    while len(pairs) < count and words:
        (one, a), (other, b) = rng.sample(by_word[rng.choice(words)], 2)
        if one != other and not owners_cached(entities)[a] & owners_cached(entities)[b]:
            pairs.append((a, b, False))
    return pairs


_OWNERS: dict[int, dict[str, set[str]]] = {}


def owners_cached(entities: Entities) -> dict[str, set[str]]:
    return _OWNERS.setdefault(id(entities), owners(entities))


def scores(decisions: Iterable[tuple[bool, bool]]) -> tuple[float, float, float]:
    """(precision, recall, F1) of (truth, answer) pairs."""
    tp = fp = fn = 0
    for truth, answer in decisions:
        tp += truth and answer
        fp += answer and not truth
        fn += truth and not answer
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def best_threshold(values: Sequence[float], truths: Sequence[bool]) -> tuple[float, tuple[float, float, float]]:
    """The threshold with the best F1, in one pass over the sorted values."""
    order = sorted(zip(values, truths, strict=True), reverse=True)
    total, tp, best = sum(truths), 0, (0.0, (0.0, 0.0, 0.0))
    for taken, (value, truth) in enumerate(order, start=1):
        tp += truth
        if taken < len(order) and order[taken][0] == value:
            continue
        precision, recall = tp / taken, tp / total
        f1 = 2 * precision * recall / (precision + recall) if tp else 0.0
        if f1 > best[1][2]:
            best = (value, (precision, recall, f1))
    return best


def romanized_ratio(a: str, b: str) -> float:
    return fuzz.token_set_ratio(romanize(a).lower(), romanize(b).lower())


def romanized_sort_ratio(a: str, b: str) -> float:
    return fuzz.token_sort_ratio(romanize(a).lower(), romanize(b).lower())


def optional_baselines(folder: Path | None, schema: str) -> dict[str, Callable[[str, str], float]]:
    """names-matcher and nomenklatura LogicV2, where they can be imported (`--site DIR` adds a site-packages folder)."""
    if folder:
        sys.path.append(str(folder))
    found: dict[str, Callable[[str, str], float]] = {}
    try:
        matcher = importlib.import_module("names_matcher").NamesMatcher()
        found["names-matcher"] = lambda a, b: float(matcher([[romanize(a)]], [[romanize(b)]])[1][0])
    except Exception as error:  # noqa: BLE001 - a baseline that does not run is only reported
        print(f"  (names-matcher not run: {type(error).__name__})")
    try:
        model = importlib.import_module("followthemoney").model
        logic = importlib.import_module("nomenklatura.matching.logic_v2.model").LogicV2
        config = logic.default_config()
        numbers = itertools.count()  # names are cached by id

        def logic_v2(a: str, b: str) -> float:
            entities = [
                model.get_proxy({"id": f"{next(numbers)}", "schema": schema, "properties": {"name": [n]}})
                for n in (a, b)
            ]
            return float(logic.compare(*entities, config=config).score)

        logic_v2("a", "b")
        found["nomenklatura LogicV2"] = logic_v2
    except Exception as error:  # noqa: BLE001
        print(f"  (nomenklatura not run: {type(error).__name__})")
    return found


def row(name: str, values: tuple[float, float, float], seconds: float, count: int, note: str = "") -> None:
    p, r, f = values
    print(f"  {name:<34} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  {1e6 * seconds / max(count, 1):8.0f} µs/pair  {note}")


def compare_pairs(
    title: str, pairs: list[Pair], kind: str, baselines: dict[str, Callable[[str, str], float]], errors: int
) -> None:
    truths = [truth for *_, truth in pairs]
    print(f"\n{title}: {len(pairs)} pairs, {sum(truths)} positive")
    start = time.perf_counter()
    answers = [compare(a, b, kind) for a, b, _ in pairs]
    seconds = time.perf_counter() - start
    row("tolmach compare", scores(zip(truths, (m.same for m in answers), strict=True)), seconds, len(pairs))
    for name, measure in baselines.items():
        start = time.perf_counter()
        values = [measure(a, b) for a, b, _ in pairs]
        seconds = time.perf_counter() - start
        threshold, best = best_threshold(values, truths)
        row(name, best, seconds, len(pairs), f"best threshold {threshold:.2f}")
    wrong = [(p, m) for p, m in zip(pairs, answers, strict=True) if p[2] != m.same]
    for wanted in (True, False):
        for (a, b, _), match in [w for w in wrong if w[0][2] == wanted][:errors]:
            print(
                f"    {'missed' if wanted else 'FALSE '} {match.score:.2f} {match.rule}: {a} | {b} | {match.vetoes[:1]}"
            )


def nomenklatura_cases(path: Path, baselines: dict[str, Callable[[str, str], float]], errors: int) -> None:
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    kinds = {"Person": "person"}
    pairs = [(r["name1"], r["name2"], r["is_match"] == "true", kinds.get(r["schema"], "organisation")) for r in rows]
    print(f"\nnomenklatura cases.csv: {len(pairs)} pairs (published: LogicV2 P .762 R .821 F1 .790)")
    answers = [compare(a, b, kind) for a, b, _, kind in pairs]
    for kind in ("person", "organisation", ""):
        chosen = [(t, m.same) for (_, _, t, k), m in zip(pairs, answers, strict=True) if kind in {"", k}]
        row(f"tolmach compare {kind or 'all'}", scores(chosen), 0.0, 0, f"{len(chosen)} pairs")
    for name, measure in baselines.items():
        values = [measure(a, b) for a, b, *_ in pairs]
        threshold, best = best_threshold(values, [t for _, _, t, _ in pairs])
        row(name, best, 0.0, 0, f"best threshold {threshold:.2f}")
    wrong = [(p, m) for p, m in zip(pairs, answers, strict=True) if p[2] != m.same]
    for wanted in (True, False):
        for (a, b, _, _), match in [w for w in wrong if w[0][2] == wanted][:errors]:
            print(
                f"    {'missed' if wanted else 'FALSE '} {match.score:.2f} {match.rule}: {a} | {b} | {match.vetoes[:1]}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "bench")
    parser.add_argument(
        "--site", type=Path, help="site-packages folder with names-matcher and nomenklatura, for baselines"
    )
    parser.add_argument("--errors", type=int, default=0, help="print this many errors of each sort")
    parser.add_argument("--only", default="", help="people, orgs, places, cases")
    args = parser.parse_args()
    folder = args.bench / "names" if (args.bench / "names").is_dir() else args.bench
    if not (folder / "aliases_people.tsv").is_file():
        print(f"skipped: no name benchmark in {args.bench} (give its folder with --bench)")
        return
    wanted = set(args.only.split(",")) - {""} or {"people", "orgs", "places", "cases"}
    ratios = {"token_set_ratio, romanised": romanized_ratio, "token_sort_ratio, romanised": romanized_sort_ratio}
    if "people" in wanted:
        rng = random.Random(SEED)
        people = read_entities(folder / "aliases_people.tsv")
        same = positives(people, rng)
        pairs = (
            same
            + hard_people(folder / "people_hard_negatives.tsv", people, rng)
            + random_negatives(people, len(same), rng)
        )
        compare_pairs(
            "people",
            pairs,
            "person",
            ratios | (optional_baselines(args.site, "Person") if args.site else {}),
            args.errors,
        )
    if "orgs" in wanted:
        rng = random.Random(SEED)
        orgs = read_entities(folder / "aliases_orgs.tsv")
        same = positives(orgs, rng)
        pairs = same + hard_pairs(orgs, len(same) // 4, rng) + random_negatives(orgs, len(same), rng)
        compare_pairs(
            "organisations",
            pairs,
            "organisation",
            ratios | (optional_baselines(args.site, "Company") if args.site else {}),
            args.errors,
        )
    if "places" in wanted:
        rng = random.Random(SEED)
        places = read_entities(folder / "aliases_toponyms_ru.tsv")
        same = positives(places, rng)
        pairs = same + hard_pairs(places, len(same) // 4, rng, first_letters) + random_negatives(places, len(same), rng)
        compare_pairs("places", pairs, "place", ratios, args.errors)
    if "cases" in wanted:
        nomenklatura_cases(folder / "nomenklatura" / "cases.csv", ratios, args.errors)


if __name__ == "__main__":
    main()
