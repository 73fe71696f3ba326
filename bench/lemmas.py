"""Nominatives of names: share of inflected forms brought back to their lemma, with baselines.

    python bench/lemmas.py [../shared/bench]

Sets: names/inflection_{surn,name,patr}.tsv (OpenCorpora; a system that reads pymorphy's dictionary has seen them) and
names/petrovich_firstnames.tsv. The gender of each form is given, as in the files. Feminine surnames and patronymics
carry the masculine dictionary lemma there; the expected answer is the feminine nominative of the same paradigm, taken
from the file's own nominative row. A form is right when it gives any nominative that the file knows for that
(form, gender): МАРИНЫ is the genitive of МАРИНА. ё and е count as the same letter.
Columns: tolmach; pymorphy3 alone (best parse inflected to the nominative of the given gender); petrovich (pytrovich's
rules invert nothing: the nominative is searched among lemmas of the dictionary by generating forms, so it is shown only
when pytrovich is installed and a candidate list can be made).
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from normalize.lemmas import lemmas, nominative
from normalize.lexicon import analyzer

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


def petrovich() -> Callable[[str, str], str] | None:
    """Inverse of petrovich's rules: the shortest-edit stem whose generated form is the one given."""
    try:
        from pytrovich.enums import Case, Gender, NamePart
        from pytrovich.maker import PetrovichDeclinationMaker
    except ImportError:
        return None
    maker = PetrovichDeclinationMaker()
    genders = {"m": Gender.MALE, "f": Gender.FEMALE}
    cases = [Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL]
    endings = ["", "а", "я", "ь", "й", "ий", "ый", "ой", "ая", "на", "ия"]

    def invert(form: str, gender: str, part: object) -> str:
        word = form.lower()
        for cut in range(4):
            stem = word[: len(word) - cut]
            for ending in endings:
                candidate = stem + ending
                if len(candidate) < 2:
                    continue
                made = {maker.make(part, genders[gender], case, candidate) for case in cases}
                if word in made and candidate != word:
                    return candidate
        return word

    return lambda form, gender: invert(form, gender, invert.part)  # type: ignore[attr-defined]


def accuracy(accepted: dict[tuple[str, str], set[str]], answer: Callable[[str, str], str]) -> float:
    right = sum(fold(answer(form, gender)) in names for (form, gender), names in accepted.items())
    return right / len(accepted)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/bench") / "names"
    if not folder.is_dir():
        print(f"skipped: {folder} is not here")
        return
    print(f"{'set':24}{'forms':>8}{'tolmach':>10}{'pymorphy3':>11}")
    for name in ("inflection_surn", "inflection_name", "inflection_patr", "petrovich_firstnames"):
        accepted = load(folder / f"{name}.tsv")
        ours = accuracy(accepted, lambda form, gender: nominative(form.title(), gender))
        theirs = accuracy(accepted, pymorphy_alone)
        print(f"{name:24}{len(accepted):8}{ours:10.4f}{theirs:11.4f}")
    speed(folder)


def speed(folder: Path) -> None:
    lines = (folder / "people_translit_test.tsv").read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines]
    distinct = list(dict.fromkeys(names))
    start = time.perf_counter()
    for name in distinct:
        lemmas(name)
    seconds = time.perf_counter() - start
    print(f"\n{len(distinct)} distinct full names, nothing cached: {len(distinct) / seconds:,.0f} names/s")


if __name__ == "__main__":
    main()
