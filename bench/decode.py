"""How often bytes and damaged text come out right: encodings by length, mojibake, and damage to correct text.

Usage: python bench/decode.py [--bench FOLDER] [--per-cell N]

Text: bench/data/decode_ru.txt (written for this project) and, where FOLDER (default ../shared/bench) has it,
mt/newstest2020.ru; correct text in nine languages from langid/short_spans.tsv. Right means the text is equal, not that
the name of the encoding is. Baselines: charset-normalizer alone, ftfy alone, chardet if it is installed.
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

import ftfy
import ftfy.bad_codecs
from charset_normalizer import from_bytes

from normalize.text.clean_document import clean_text
from normalize.text.decode import decode_raw
from normalize.text.mojibake import fix_mojibake

ENCODINGS = ("utf-8", "utf-16-le", "cp1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic")
LENGTHS = (20, 50, 100, 500, 2000)
DAMAGES = (
    *(("utf-8", read) for read in ("sloppy-windows-1252", "latin-1", "sloppy-windows-1251", "koi8-r", "cp866")),
    *(("cp1251", read) for read in ("sloppy-windows-1252", "koi8-r", "cp866", "mac-cyrillic", "iso-8859-5")),
    *(("koi8-r", read) for read in ("sloppy-windows-1252", "sloppy-windows-1251", "cp866")),
    *(("cp866", read) for read in ("sloppy-windows-1252", "sloppy-windows-1251")),
)
_REPLACE = str.maketrans({"«": '"', "»": '"', "—": "-", "–": "-", "…": "...", "№": "N", "“": '"', "„": '"', "’": "'"})


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def samples(text: str, length: int, n: int, seed: int) -> list[str]:
    """Pieces of running text that begin at a word."""
    rng = random.Random(f"{seed} {length}")
    starts = [0, *(i + 1 for i, char in enumerate(text[: -length - 1]) if char == " ")]
    return [text[s : s + length].strip() for s in rng.choices(starts, k=n)]


def normalizer(data: bytes) -> str:
    best = from_bytes(data).best()
    return str(best) if best is not None else ""


def with_chardet() -> Callable[[bytes], str] | None:
    try:
        import chardet
    except ImportError:
        return None
    return lambda data: data.decode(chardet.detect(data)["encoding"] or "utf-8", "replace")


def encodable(text: str, encoding: str) -> str:
    """The text with what an old encoding lacks replaced as people did then."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_REPLACE)
    return text.encode(encoding, "ignore").decode(encoding)


def table(name: str, rows: list[tuple[str, list[float]]], columns: list[str]) -> None:
    print(f"\n{name}")
    print(f"{'':34}" + "".join(f"{column:>9}" for column in columns))
    for label, values in rows:
        print(f"{label:34}" + "".join(f"{value:9.1f}" for value in values))


def bench_bytes(corpora: dict[str, str], n: int) -> None:
    readers: dict[str, Callable[[bytes], str]] = {
        "tolmach": lambda data: decode_raw(data).text,
        "charset-normalizer": normalizer,
        "ftfy.guess_bytes": lambda data: ftfy.guess_bytes(data)[0],
    }
    if chardet := with_chardet():
        readers["chardet"] = chardet
    for corpus, text in corpora.items():
        for reader, read in readers.items():
            few = n if reader == "tolmach" else max(10, n // 5)
            rows = []
            for encoding in ENCODINGS:
                values = []
                for length in LENGTHS:
                    cases = [encodable(piece, encoding) for piece in samples(text, length, few, seed=1)]
                    right = 0
                    for case in cases:
                        try:
                            right += read(case.encode(encoding)) == case
                        except (UnicodeError, LookupError):
                            continue
                    values.append(100 * right / len(cases))
                rows.append((encoding, values))
            rows.append(("mean", [sum(v[i] for _, v in rows) / len(rows) for i in range(len(LENGTHS))]))
            table(f"% decoded right: {reader}, {corpus}, {few} pieces a cell", rows, [str(x) for x in LENGTHS])


def bench_mojibake(corpora: dict[str, str], n: int) -> None:
    fixers: dict[str, Callable[[str], str]] = {"tolmach": fix_mojibake, "ftfy": ftfy.fix_encoding}
    for corpus, text in corpora.items():
        for fixer, fix in fixers.items():
            rows = []
            for written, read in DAMAGES:
                values = []
                for length in LENGTHS[:4]:
                    cases = [encodable(piece, written) for piece in samples(text, length, n // 4, seed=2)]
                    damaged = [case.encode(written).decode(read, "replace") for case in cases]
                    kept = [(c, d) for c, d in zip(cases, damaged, strict=True) if "\ufffd" not in d and c != d]
                    values.append(100 * sum(fix(d) == c for c, d in kept) / max(1, len(kept)))
                rows.append((f"{written} read as {read}", values))
            rows.append(("mean", [sum(v[i] for _, v in rows) / len(rows) for i in range(len(LENGTHS) - 1)]))
            table(f"% repaired exactly: {fixer}, {corpus}", rows, [str(x) for x in LENGTHS[:4]])


def bench_clean(spans: list[str], corpora: dict[str, str]) -> None:
    """Correct text must come out as it went in."""
    by_language: dict[str, list[str]] = {}
    for line in spans:
        language, _, text = line.partition("\t")
        by_language.setdefault(language, []).append(text)
    for corpus, text in corpora.items():
        by_language[corpus] = text.splitlines()
    print("\ncorrect text altered by mojibake repair (lines)")
    print(f"{'':34}{'lines':>9}{'tolmach':>9}{'upper':>9}{'ftfy':>9}")
    for language, lines in by_language.items():
        ours = [line for line in lines if fix_mojibake(line) != line]
        upper = [line.upper() for line in lines if fix_mojibake(line.upper()) != line.upper()]
        theirs = [line for line in lines if ftfy.fix_encoding(line) != line]
        print(f"{language:34}{len(lines):9}{len(ours):9}{len(upper):9}{len(theirs):9}")
        for line in [*ours, *upper][:5]:
            print(f"    {line!r} -> {fix_mojibake(line)!r}")


def bench_speed(corpora: dict[str, str]) -> None:
    print("\nspeed, million characters a second")
    for corpus, text in corpora.items():
        data = text.encode()
        started = time.perf_counter()
        decode_raw(data)
        decoded = time.perf_counter()
        clean_text(text)
        cleaned = time.perf_counter()
        rates = [len(text) / 1e6 / max(1e-9, seconds) for seconds in (decoded - started, cleaned - decoded)]
        print(f"{corpus:34} decode {rates[0]:8.1f}   clean {rates[1]:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "bench")
    parser.add_argument("--per-cell", type=int, default=200)
    args = parser.parse_args()
    corpora = {"own text": "\n".join(read_lines(Path(__file__).parent / "data" / "decode_ru.txt"))}
    if news := read_lines(args.bench / "mt" / "newstest2020.ru"):
        corpora["news (newstest2020)"] = "\n".join(news)
    else:
        print(f"{args.bench}/mt is absent: own text only")
    bench_bytes(corpora, args.per_cell)
    bench_mojibake(corpora, args.per_cell)
    bench_clean(read_lines(args.bench / "langid" / "short_spans.tsv"), corpora)
    bench_speed(corpora)


if __name__ == "__main__":
    main()
