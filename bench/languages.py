"""Names in languages without a tagger of their own: precision and recall by language.

    python bench/languages.py [--wrong]

Sentences written for this project (data/languages.tsv). A name is right when its offsets are; persons, organisations and
places together, and persons alone. The texts of one language are one document.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from normalize.mentions.find import find_names_batch

DATA = Path(__file__).parent / "data" / "languages.tsv"


def main() -> None:
    """Print one line per language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", help=argparse.SUPPRESS)  # not needed: `make bench` gives it to every script
    parser.add_argument("--wrong", action="store_true", help="show what is wrong (+) and missed (-)")
    arguments = parser.parse_args()
    rows = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    by_lang: dict[str, list[tuple[str, set[tuple[str, str]]]]] = defaultdict(list)
    for lang, text, names in rows:
        expected = set() if names == "-" else {tuple(name.rsplit("=", 1)) for name in names.split("; ")}
        by_lang[lang].append((text, expected))  # type: ignore[arg-type]
    total: Counter[str] = Counter()
    for lang, sentences in by_lang.items():
        texts = [text for text, _ in sentences]
        found = find_names_batch(texts, [lang] * len(texts), [lang] * len(texts))
        counts: Counter[str] = Counter()
        for (text, expected), mentions in zip(sentences, found, strict=True):
            got = {(m.surface, m.kind[:3]) for m in mentions}
            for label, keep in (("all", {"per", "org", "pla"}), ("per", {"per"})):
                mine, gold = ({n for n in names if n[1] in keep} for names in (got, expected))
                spans = {n[0] for n in gold}
                right = {n for n in mine if n[0] in spans} if label == "all" else mine & gold
                counts.update({f"{label} right": len(right), f"{label} found": len(mine), f"{label} gold": len(gold)})
            if arguments.wrong and got != expected:
                plus, minus = sorted(got - expected), sorted(expected - got)
                print(f"    {lang} {text[:60]}… + {plus} - {minus}")
        total.update(counts)
        print(_line(lang, counts))
    print(_line("all", total))


def _line(label: str, counts: Counter[str]) -> str:
    cells = [
        f"{kind} {counts[f'{kind} right'] / max(1, counts[f'{kind} found']):.2f}"
        f"/{counts[f'{kind} right'] / max(1, counts[f'{kind} gold']):.2f}"
        for kind in ("all", "per")
    ]
    return f"{label:4s} precision/recall: {'   '.join(cells)}   ({counts['all gold']} names)"


if __name__ == "__main__":
    main()
