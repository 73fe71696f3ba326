"""Nominatives of names: share of inflected forms brought back to their lemma, with baselines.

    python bench/lemmas.py [--bench DIR]

Sets: names/inflection_{surn,name,patr}.tsv (OpenCorpora; a system that reads pymorphy's dictionary has seen them) and
names/petrovich_firstnames.tsv. The gender of each form is given, as in the files. Feminine surnames and patronymics
carry the masculine dictionary lemma there; the expected answer is the feminine nominative of the same paradigm, taken
from the file's own nominative row. A form is right when it gives any nominative that the file knows for that
(form, gender): МАРИНЫ is the genitive of МАРИНА. ё and е count as the same letter.
Columns: tolmach; tolmach without pymorphy3's dictionary (declension tables and natasha's name lists only: what to expect
on names that the dictionary lacks); pymorphy3 alone (best parse, put into the nominative of the given gender);
petrovich's rules run backwards on every tenth form (needs `pip install pytrovich`).
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from normalize.morphology.persons import lemmas, nominative
from normalize.words import analyzer

lemma_module = sys.modules["normalize.morphology.persons"]
GENDERS = {"m": "m", "f": "f", "мр": "m", "жр": "f"}


def fold(word: str) -> str:
    return word.lower().replace("ё", "е")


def load(path: Path) -> dict[tuple[str, str], set[str]]:
    """(form, gender) to accepted nominatives."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if path.name.startswith("petrovich"):
        rows = [[r[0], r[1], r[2].split(",")[0], r[2].split(",")[-1]] for r in rows if "," in r[2]]
    nominatives: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lemma, form, gender, case in rows:
        if case in {"nom", "им"}:
            nominatives[lemma, gender].add(fold(form))
    accepted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lemma, form, gender, _ in rows:
        if gender in GENDERS:
            accepted[form, GENDERS[gender]] |= nominatives.get((lemma, gender), {fold(lemma)})
    return accepted


def pymorphy_alone(form: str, gender: str) -> str:
    wanted = {"m": "masc", "f": "femn"}[gender]
    parses = [p for p in analyzer().parse(form.lower()) if {"Surn", "Name", "Patr"} & p.tag.grammemes]
    parses = [p for p in parses if p.tag.gender in {wanted, "ms-f", None}] or parses or analyzer().parse(form.lower())
    best = parses[0]
    inflected = best.inflect({"sing", "nomn", wanted}) if wanted == "femn" else None
    return str(inflected.word if inflected else best.normal_form)


def petrovich() -> Callable[[str, str, str], str] | None:
    """Petrovich's rules (pytrovich) run backwards: the first nominative whose generated forms hold the form.

    The rules only go from the nominative to the cases, so nominatives are made by exchanging the ending. None when
    pytrovich is not installed.
    """
    try:
        from pytrovich.enums import Case, Gender, NamePart
        from pytrovich.maker import PetrovichDeclinationMaker
    except ImportError:
        return None
    maker = PetrovichDeclinationMaker()
    genders = {"m": Gender.MALE, "f": Gender.FEMALE}
    parts = {"surn": NamePart.LASTNAME, "patr": NamePart.MIDDLENAME}
    cases = [Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL]
    endings = ("", "а", "я", "ь", "й", "ий", "ый", "ой", "ая", "ия", "на")

    def invert(form: str, gender: str, kind: str) -> str:
        word = form.lower()
        part = parts.get(kind, NamePart.FIRSTNAME)
        for cut in range(4):
            for ending in endings:
                candidate = word[: len(word) - cut] + ending
                if candidate == word or len(candidate) < 2:
                    continue
                if any(maker.make(part, genders[gender], case, candidate) == word for case in cases):
                    return candidate
        return word

    return invert


def accuracy(accepted: dict[tuple[str, str], set[str]], answer: Callable[[str, str], str]) -> float:
    right = sum(fold(answer(form, gender)) in names for (form, gender), names in accepted.items())
    return right / len(accepted)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bench", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "bench")
    folder = parser.parse_args().bench / "names"
    if not folder.is_dir():
        print(f"skipped: {folder} is not here")
        return
    speed(folder)
    backwards = petrovich()
    print(f"{'set':24}{'forms':>8}{'tolmach':>10}{'no dict.':>10}{'pymorphy3':>11}{'petrovich':>11}")
    sets = ("inflection_surn", "inflection_name", "inflection_patr", "petrovich_firstnames")
    loaded = {name: load(folder / f"{name}.tsv") for name in sets}
    ours = {name: accuracy(loaded[name], lambda form, gender: nominative(form.title(), gender)) for name in sets}
    without = without_dictionary(loaded)
    for name in sets:
        accepted = loaded[name]
        row = f"{name:24}{len(accepted):8}{ours[name]:10.4f}{without[name]:10.4f}"
        row += f"{accuracy(accepted, pymorphy_alone):11.4f}"
        if backwards:
            kind = name.removeprefix("inflection_")
            tenth = dict(list(accepted.items())[::10])
            row += f"{accuracy(tenth, lambda form, gender, kind=kind: backwards(form, gender, kind)):11.4f}"
        print(row)


def without_dictionary(loaded: dict[str, dict[tuple[str, str], set[str]]]) -> dict[str, float]:
    known, nouns = lemma_module.name_readings, lemma_module.noun_lemmas
    names = ("_part_options", "_token_options", "_beliefs", "_readings_of_name")
    caches = [getattr(lemma_module, name) for name in names]
    lemma_module.noun_lemmas = lambda _: frozenset()  # type: ignore[assignment]
    lemma_module.name_readings = lambda _: ()  # type: ignore[assignment]
    for cache in caches:
        cache.cache_clear()
    try:
        return {
            name: accuracy(accepted, lambda form, gender: nominative(form.title(), gender))
            for name, accepted in loaded.items()
        }
    finally:
        lemma_module.name_readings, lemma_module.noun_lemmas = known, nouns
        for cache in caches:
            cache.cache_clear()


def speed(folder: Path) -> None:
    lines = (folder / "people_translit_test.tsv").read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines]
    distinct = list(dict.fromkeys(names))
    start = time.perf_counter()
    for name in distinct:
        lemmas(name)
    seconds = time.perf_counter() - start
    print(
        f"{len(distinct)} distinct full names, nothing cached, dictionary loading included: {len(distinct) / seconds:,.0f} names/s\n"
    )


if __name__ == "__main__":
    main()
