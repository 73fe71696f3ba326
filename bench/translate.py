"""Speed and quality of the engine against Argos Translate's own code and bare CTranslate2: same package, beam and spans.

    python bench/translate.py                          # 1,000 spans, quality on 991 paragraphs, beam 4
    python bench/translate.py --sample 200 --beam 1    # quicker: 200 spans, 200 paragraphs
    python bench/translate.py --kind sentences         # whole sentences instead of the mixture of a page

Rows of the speed table, all with the same CTranslate2 arithmetic:
- argos: `CachedTranslation.translate()` of the installed argostranslate, called once per span, as its users do: one
  `translate_batch` per line with beam max(1, 4), `max_batch_size` 32 tokens, length penalty 0.2. It runs in a process of its
  own, where empty modules stand in for stanza and minisbd when they are not installed, and its sentence splitter is
  replaced by one that takes the line as it is (which is what a span is, and costs Argos nothing). `--argos-python` names
  an interpreter with another installation. Threads as Argos sets them (`intra_threads` 0: CTranslate2 shares every
  multiplication among all cores).
- argos, 1 thread: the same with `ARGOS_INTRA_THREADS=1`, since sharing the small multiplications of one line costs more than
  it gives, much more where cores are virtual: the stronger baseline.
- bare: `ctranslate2.Translator.translate_batch`, one call on subwords made beforehand, length-sorted by CTranslate2 itself
  into batches of the same size; subwords are not joined to text afterwards. The ceiling.
- engine: `load_engine().translate_batch()`: text to text.
- translator: `Translator.translate()` without a memory: glossary, checks and retries included.

Every row is run `--repeats` times in turn, each time on all spans after one call to warm up; the best time counts, wall
clock; `cpu` is the processor time of that process, which other programs on the machine disturb less (but they still do).
Spans: `--kind page` mixes whole sentences, clauses and openings of 1–4 words in equal numbers, as menus, headlines and texts
do on a page; all are distinct. Sentences come from the benchmark's Russian side (`split_spans`).
Quality: BLEU and chrF2 of sacrebleu on newstest2020 (paragraphs, reference A), signatures printed.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

DEFAULT_BENCH = Path(__file__).parent.parent.parent / "shared" / "bench"


def main() -> None:
    args = parse()
    if args.argos_child:
        argos_child(Path(args.argos_child))
        return
    folder = args.bench / "mt"
    if not folder.is_dir():
        print(f"bench/translate.py: no {folder}, skipped (name the folder with --bench)")
        return
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from translate import Translator, split_spans
    from translate.engine.argos import load_engine
    from translate.packages import find as packages

    paragraphs = (folder / "newstest2020.ru").read_text(encoding="utf-8").splitlines()
    references = (folder / "newstest2020.en").read_text(encoding="utf-8").splitlines()
    sentences = [span.text for line in paragraphs for span in split_spans(line)]
    spans = page(sentences, args.sample) if args.kind == "page" else distinct(sentences, args.sample)
    words = sum(len(span.split()) for span in spans)

    engine = load_engine("ru", "en", beam=args.beam, threads=args.threads)
    package = packages.choose("ru", "en")
    print(f"{package.name} {package.version} ({engine.info.sha256[:12]}), beam {args.beam}, {engine.threads} threads")
    print(f"{len(spans):,} {args.kind} spans, {words:,} words\n")

    argos = Argos(args.argos_python, engine.folder, args.beam, args.threads)
    single = Argos(args.argos_python, engine.folder, args.beam, 1)
    translator = Translator(engine)
    rows: dict[str, Callable[[Sequence[str]], Any]] = {
        "bare": bare(engine, spans),
        "engine": engine.translate_batch,
        "translator": translator.translate,
    }
    for run in rows.values():
        run(spans[:20])
    argos(spans[:20])
    single(spans[:20])
    times: dict[str, list[tuple[float, float]]] = {}
    for _ in range(args.repeats):
        times.setdefault("argos", []).append(argos(spans)[1:])
        times.setdefault("argos, 1 thread", []).append(single(spans)[1:])
        for name, run in rows.items():
            wall, cpu = time.perf_counter(), time.process_time()
            run(spans)
            times.setdefault(name, []).append((time.perf_counter() - wall, time.process_time() - cpu))
    show_speed(times, len(spans), words)
    if not args.no_quality:
        take = slice(0, args.sample if args.sample < len(paragraphs) else None)
        show_quality(translator, single, paragraphs[take], references[take])


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=DEFAULT_BENCH, help="folder with mt/newstest2020.{ru,en}")
    parser.add_argument("--sample", type=int, default=1000, help="spans, and paragraphs for quality if fewer than all")
    parser.add_argument("--kind", choices=("page", "sentences"), default="page")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=0, help="0: all that this process may use")
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--no-quality", action="store_true")
    parser.add_argument("--argos-python", default=sys.executable, help="interpreter that has argostranslate")
    parser.add_argument("--argos-child", help=argparse.SUPPRESS)
    return parser.parse_args()


def distinct(texts: Sequence[str], count: int) -> list[str]:
    found = list(dict.fromkeys(texts))
    random.Random(1).shuffle(found)
    return found[:count]


def page(sentences: Sequence[str], count: int) -> list[str]:
    clauses = [c for s in sentences for c in re.split(r"(?<=[,;:])\s+|\s[–—-]\s", s) if len(c.split()) > 1 and c != s]
    rng = random.Random(1)
    openings = [" ".join(s.split()[: rng.randint(1, 4)]).rstrip(",:;-–—«(") for s in sentences]
    third = -(-count // 3)
    mixed = [*distinct(sentences, third), *distinct(clauses, third), *distinct(openings, third)]
    return distinct([text for text in mixed if text], count)


def bare(engine: Any, spans: Sequence[str]) -> Callable[[Sequence[str]], Any]:
    """The spans as subwords, and the one call on them, on the model that the engine has loaded."""
    from translate.engine.argos import BATCH_TOKENS

    model = engine.model()
    subwords = dict(zip(spans, model.tokenizer.encode(spans), strict=True))

    def run(texts: Sequence[str]) -> Any:
        return model.translator.translate_batch(
            [subwords[text] for text in texts],
            beam_size=engine.beam,
            length_penalty=engine.length_penalty,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
        )

    return run


class Argos:
    """Argos Translate in a process of its own; called with lines, gives translations, wall and processor seconds."""

    def __init__(self, python: str, package: Path, beam: int, threads: int) -> None:
        settings = {"ARGOS_BEAM_SIZE": str(beam), "ARGOS_INTER_THREADS": "1", "ARGOS_INTRA_THREADS": str(threads)}
        self.process = subprocess.Popen(
            [python, __file__, "--argos-child", str(package)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | settings | {"ARGOS_COMPUTE_TYPE": "default"},
        )

    def __call__(self, lines: Sequence[str]) -> tuple[list[str], float, float]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(list(lines)) + "\n")
        self.process.stdin.flush()
        answers, wall, cpu = json.loads(self.process.stdout.readline())
        return answers, wall, cpu


def argos_child(folder: Path) -> None:
    """Answer lists of lines, JSON in and out, until standard input ends."""
    for missing in ("stanza", "minisbd"):
        try:
            __import__(missing)
        except ImportError:
            stand_in = types.ModuleType(missing)
            stand_in.SBDetect = None  # type: ignore[attr-defined]
            stand_in.models = types.SimpleNamespace(list_models=lambda: ["en", "ru"])  # type: ignore[attr-defined]
            sys.modules[missing] = stand_in
    # This file's folder is first on the path and its name is that of our package: Argos must not find either.
    from argostranslate import translate
    from argostranslate.package import Package

    package = Package(folder)
    ru, en = translate.Language("ru", "Russian"), translate.Language("en", "English")
    packaged = translate.PackageTranslation(ru, en, package)
    packaged.sentencizer = types.SimpleNamespace(split_sentences=lambda text: [text] if text else [])
    # `translate()` asks for one hypothesis; its beam is max(1, ARGOS_BEAM_SIZE).
    translation = translate.CachedTranslation(packaged)
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        answers = [translation.translate(text) for text in json.loads(line)]
        print(json.dumps([answers, time.perf_counter() - wall, time.process_time() - cpu]), flush=True)


def show_speed(times: dict[str, list[tuple[float, float]]], spans: int, words: int) -> None:
    best = {name: (min(t[0] for t in runs), min(t[1] for t in runs)) for name, runs in times.items()}
    print(
        "| what | wall s | cpu s | spans/s | words/s | × argos | × argos, 1 thread | % of bare (wall) | % of bare (cpu) |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name in ("argos", "argos, 1 thread", "bare", "engine", "translator"):
        wall, cpu = best[name]
        print(
            f"| {name} | {wall:.2f} | {cpu:.2f} | {spans / wall:.0f} | {words / wall:.0f} "
            f"| {best['argos'][0] / wall:.2f} | {best['argos, 1 thread'][0] / wall:.2f} "
            f"| {100 * best['bare'][0] / wall:.0f} | {100 * best['bare'][1] / cpu:.0f} |"
        )


def show_quality(translator: Any, argos: Argos, paragraphs: Sequence[str], references: Sequence[str]) -> None:
    from sacrebleu.metrics import BLEU, CHRF

    from translate import split_spans
    from translate.translator import NO_NAMES

    spans = [[(s.start, s.end) for s in split_spans(line)] for line in paragraphs]
    flat = [line[a:b] for line, cuts in zip(paragraphs, spans, strict=True) for a, b in cuts]
    engine_text = {t: h.text for t, h in zip(flat, translator.engine.translate_batch(flat), strict=True)}
    ours_text = {t: h.text for t, h in zip(flat, translator.translate(flat, names=NO_NAMES), strict=True)}
    argos_text = dict(zip(flat, argos(flat)[0], strict=True))
    print(f"\n{len(paragraphs):,} paragraphs of newstest2020\n\n| what | BLEU | chrF2 |\n|---|--:|--:|")
    bleu, chrf = BLEU(), CHRF()
    for name, found in (("argos", argos_text), ("engine", engine_text), ("translator", ours_text)):
        lines = [" ".join(found[line[a:b]] for a, b in cuts) for line, cuts in zip(paragraphs, spans, strict=True)]
        b, c = bleu.corpus_score(lines, [list(references)]), chrf.corpus_score(lines, [list(references)])
        print(f"| {name} | {b.score:.2f} | {c.score:.2f} |")
    print(f"\nBLEU {bleu.get_signature()}\nchrF2 {chrf.get_signature()}")


if __name__ == "__main__":
    main()
