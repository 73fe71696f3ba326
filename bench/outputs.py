"""What stands around the engine: how many translations it improves, leaves as they are, and harms.

    python bench/outputs.py                    # both parts
    python bench/outputs.py --sample 200       # fewer lines of the news test set
    python bench/outputs.py --show             # print what was harmed, and own strings that are not right

Two measures of `Translator.translate` (names mended, as users call it) beside the bare engine, `Engine.translate_batch` on the same
texts:

by chrF: sentences of newstest2020 (`split_spans`, as in a run; a line of the set is a paragraph): a paragraph counts as improved
    or harmed where chrF2 against the better of the two human references differs by more than `MARGIN`; equal texts and smaller
    differences are neutral.
by rule: the strings of data/outputs.tsv, each of a kind that models damage: a string is right when its English has all that it has
    to contain and nothing that it must not (the file explains); improved: the bare engine is wrong and we are right; harmed: the other
    way round.

The news test set is looked for in the folder given by --bench; without it that part is skipped.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

from translate import Translator, split_spans  # noqa: E402

STRINGS = Path(__file__).parent / "data" / "outputs.tsv"
DEFAULT_BENCH = Path(__file__).parents[2] / "shared" / "bench"
MARGIN = 2.0
"""Points of chrF of one paragraph: less is another word for the same."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=DEFAULT_BENCH, help="folder with mt/newstest2020.{ru,en,refB.en}")
    parser.add_argument("--sample", type=int, default=0, help="lines of the news test set; 0 for all")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print what was harmed and what is not right")
    args = parser.parse_args()
    translator = Translator.load("ru", "en", beam=args.beam, threads=args.threads)
    by_rule(translator, show=args.show)
    folder = args.bench / "mt"
    if (folder / "newstest2020.ru").is_file():
        by_chrf(translator, folder, args.sample, show=args.show)
    else:
        print(f"no news test set in {args.bench}: skipped (give its folder with --bench)")


def by_rule(translator: Any, *, show: bool) -> None:
    rows = [
        [*line.split("\t"), ""][:4]
        for line in STRINGS.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    sources = [row[1] for row in rows]
    ours = [answer.text for answer in translator.translate(sources)]
    bare = [answer.text for answer in translator.engine.translate_batch(sources)]
    counts: dict[str, Counter[str]] = {}
    for (kind, source, wanted, unwanted), mine, other in zip(rows, ours, bare, strict=True):
        right, was = is_right(mine, wanted, unwanted), is_right(other, wanted, unwanted)
        count = counts.setdefault(kind, Counter())
        count.update(n=1, right=right, bare=was, improved=right and not was, harmed=was and not right)
        if show and not right:
            print(f"  {'harmed' if was else 'wrong'}: {source} | {mine} | bare: {other}")
    total = sum(counts.values(), Counter())
    print("| own strings | n | bare right | right | improved | harmed |\n|---|--:|--:|--:|--:|--:|")
    for kind, count in [*counts.items(), ("all", total)]:
        print(
            f"| {kind} | {count['n']} | {count['bare']} | {count['right']} | {count['improved']} | {count['harmed']} |"
        )


def is_right(text: str, wanted: str, unwanted: str) -> bool:
    """Whether a text has all of the wanted patterns and not the unwanted one."""
    found = all(re.search(pattern, text, re.IGNORECASE) for pattern in wanted.split(" && ") if pattern)
    return found and not (unwanted and re.search(unwanted, text, re.IGNORECASE))


def by_chrf(translator: Any, folder: Path, sample: int, *, show: bool) -> None:
    from sacrebleu.metrics import BLEU, CHRF

    source, *references = (
        (folder / f"newstest2020.{ending}").read_text(encoding="utf-8").splitlines()[: sample or None]
        for ending in ("ru", "en", "refB.en")
    )
    spans = [[span.text for span in split_spans(line)] for line in source]
    texts = [text for line in spans for text in line]
    started = time.process_time()
    ours = dict(zip(texts, (answer.text for answer in translator.translate(texts)), strict=True))
    middle = time.process_time()
    bare = dict(zip(texts, (answer.text for answer in translator.engine.translate_batch(texts)), strict=True))
    seconds = middle - started, time.process_time() - middle
    mine, other = ([" ".join(found[t] for t in line) for line in spans] for found in (ours, bare))
    chrf = CHRF()
    counts: Counter[str] = Counter()
    for i, (new, old) in enumerate(zip(mine, other, strict=True)):
        if new == old:
            counts["same"] += 1
            continue
        own = [reference[i] for reference in references]
        gain = chrf.sentence_score(new, own).score - chrf.sentence_score(old, own).score
        outcome = "improved" if gain > MARGIN else "harmed" if gain < -MARGIN else "neutral"
        counts[outcome] += 1
        if show and outcome == "harmed":
            print(f"  harmed by {-gain:.1f}: {source[i]}\n    bare: {old}\n    ours: {new}")
    print(f"\n{len(source):,} paragraphs of newstest2020, both references; margin {MARGIN} chrF")
    print("| improved | neutral | harmed | the same text |\n|--:|--:|--:|--:|")
    print(f"| {counts['improved']} | {counts['neutral']} | {counts['harmed']} | {counts['same']} |\n")
    print("| what | BLEU | chrF2 | processor s |\n|---|--:|--:|--:|")
    for name, lines, spent in (("bare engine", other, seconds[1]), ("translator", mine, seconds[0])):
        print(f"| {name} | {corpus(BLEU(), lines, references)} | {corpus(chrf, lines, references)} | {spent:.0f} |")


def corpus(metric: Any, lines: Sequence[str], references: Sequence[Sequence[str]]) -> str:
    """The score of a corpus against all references."""
    return f"{metric.corpus_score(list(lines), [list(reference) for reference in references]).score:.2f}"


if __name__ == "__main__":
    main()
