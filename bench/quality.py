"""What glossary, preparation, checks and retries do to translations, beside the bare engine.

    python bench/quality.py [--bench ../shared/bench] [--beam 2] [--lines 991] [--show]

Three tables: BLEU and chrF on a news test set; how often each check complains about human references (it should not)
and about the bare engine (it should); a list of our own of headlines in capitals, menu items and the like, before and
after. Without the benchmark folder only the third is printed.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

from translate.memory import Memory  # noqa: E402
from translate.quality.checks import CHECKS, Context, find_problems  # noqa: E402
from translate.translator import NO_NAMES, Translator  # noqa: E402

OWN = Path(__file__).parent / "data" / "quality.tsv"


class Timed:
    """An engine with a stop watch."""

    def __init__(self, engine) -> None:  # noqa: ANN001 - any Engine
        self._engine = engine
        self.seconds = 0.0
        self.n_texts = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def translate_batch(self, texts, *, no_repeat_ngram_size: int = 0):  # noqa: ANN001, ANN201
        started = time.perf_counter()
        out = self._engine.translate_batch(texts, no_repeat_ngram_size=no_repeat_ngram_size)
        self.seconds += time.perf_counter() - started
        self.n_texts += len(texts)
        return out


def lines(path: Path, n: int) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[:n]


def news(translator: Translator, engine: Timed, folder: Path, n: int, show: bool) -> None:
    import sacrebleu

    source = lines(folder / "newstest2020.ru", n)
    references = [lines(folder / name, n) for name in ("newstest2020.en", "newstest2020.refB.en")]
    started = time.perf_counter()
    bare = [h.text for h in engine.translate_batch(source)]
    bare_seconds = time.perf_counter() - started
    engine.seconds, engine.n_texts = 0.0, 0
    started = time.perf_counter()
    ours = translator.translate(source, names=NO_NAMES)
    seconds = time.perf_counter() - started

    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    print(
        f"\n## newstest2020 ru-en, {len(source)} lines\n\n| | BLEU | chrF2 | BLEU, two references | seconds |\n|---|---|---|---|---|"
    )
    for name, texts, took in (("engine", bare, bare_seconds), ("Translator", [t.text for t in ours], seconds)):
        one, both = bleu.corpus_score(texts, references[:1]).score, bleu.corpus_score(texts, references).score
        print(
            f"| {name} | {one:.2f} | {chrf.corpus_score(texts, references[:1]).score:.2f} | {both:.2f} | {took:.1f} |"
        )
    print(f"\n{bleu.get_signature()}\n{chrf.get_signature()}")
    print(
        f"engine inside Translator: {engine.seconds:.1f} s, {engine.n_texts} texts; everything around it: {100 * (seconds / engine.seconds - 1):.1f} %"
    )

    print("\n## Status and reason\n\n| status | reason | texts | share |\n|---|---|---|---|")
    for (status, reason), count in Counter((t.status, t.reason or "") for t in ours).most_common():
        print(f"| {status} | {reason} | {count} | {100 * count / len(ours):.1f} % |")

    context = Context(translator.info.source, translator.info.target)
    columns = {
        "reference": references[0],
        "second reference": references[1],
        "engine": bare,
        "Translator": [t.text for t in ours],
    }
    found = {
        name: Counter(code for s, t in zip(source, texts, strict=True) for code in find_problems(s, t, context))
        for name, texts in columns.items()
    }
    any_of = {
        name: sum(bool(find_problems(s, t, context)) for s, t in zip(source, texts, strict=True))
        for name, texts in columns.items()
    }
    print(f"\n## Complaints per check, % of lines\n\n| check | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for code in CHECKS:
        print(f"| {code} | {' | '.join(f'{100 * found[name][code] / len(source):.2f}' for name in columns)} |")
    print(f"| any | {' | '.join(f'{100 * any_of[name] / len(source):.2f}' for name in columns)} |")
    if show:
        for text, before, after in zip(source, bare, ours, strict=True):
            if after.status != "ok":
                print(f"\n{after.status} {after.reason}\n  {text}\n  {before}\n  {after.text}")


def own(translator: Translator, engine: Timed) -> None:
    rows = [
        line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    texts = [text for _, text in rows]
    before = engine.translate_batch(texts)
    after = translator.translate(texts, names=NO_NAMES)
    print("\n## Our own list\n\n| kind | text | engine | Translator | status |\n|---|---|---|---|---|")
    for (kind, text), b, a in zip(rows, before, after, strict=True):
        print(f"| {kind} | {text} | {b.text} | {a.text} | {a.status}{f' ({a.reason})' if a.reason else ''} |")


def memory_speed() -> None:
    from translate.types import Translation

    texts = [f"Текст номер {i}, и ещё немного слов для длины" for i in range(100_000)]
    value = Translation("Text number and some more words for length", "ok", None, -0.5, cached=False)
    with tempfile.TemporaryDirectory() as folder, Memory(Path(folder) / "memory.sqlite") as memory:
        started = time.perf_counter()
        for i in range(0, len(texts), 1_000):
            memory.put_many("ru-en", "bench", dict.fromkeys(texts[i : i + 1_000], value))
        put = time.perf_counter() - started
        started = time.perf_counter()
        memory.get_many("ru-en", "bench", texts)
        got = time.perf_counter() - started
    print(
        f"\n## Memory\n\nput {len(texts) / put:,.0f} a second (batches of 1,000), warm look-ups {len(texts) / got:,.0f} a second"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--beam", type=int, default=2)
    parser.add_argument("--lines", type=int, default=991)
    parser.add_argument("--show", action="store_true", help="print every line that was not plainly ok")
    options = parser.parse_args()
    translator = Translator.load("ru", "en", beam=options.beam)
    engine = Timed(translator.engine)
    translator = Translator(engine, glossary=translator.glossary)
    print(
        f"# Quality around the engine: {translator.info.model} {translator.info.version}, beam {options.beam}, signature {translator.signature}"
    )
    folder = options.bench / "mt"
    if folder.is_dir():
        news(translator, engine, folder, options.lines, options.show)
    else:
        print(f"\n{folder} is absent: the news test set is skipped")
    own(translator, engine)
    memory_speed()


if __name__ == "__main__":
    main()
