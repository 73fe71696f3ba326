"""Thousands of generated hostile documents of every format: each is read or told, and the tables keep all their promises.

Usage: python bench/hostile.py [--documents N] [--seed N] [--read-only]

--read-only reads without translating: every file has to give a document or a reject, and no reject may be a defect of tolmach.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # not this folder: bench/translate.py is not the package
sys.path.append(str(ROOT / "tests" / "support"))

from hostile_documents import Maker  # noqa: E402
from invariants import broken  # noqa: E402

from flows.config import RunConfig, SourceOptions  # noqa: E402
from flows.read.sources import read_sources  # noqa: E402
from flows.run.direct import run_direct  # noqa: E402
from flows.tables.snapshots import Snapshot  # noqa: E402


def read_only(maker: Maker, n: int, folder: Path) -> int:
    """Read files one by one; return how many were silent or a defect."""
    outcomes: Counter[str] = Counter()
    bad, slowest = 0, (0.0, "")
    for number in range(n):
        name, content = maker.document()
        path = folder / f"{number}-{name}"
        path.write_bytes(content)
        start = time.process_time()
        results = list(read_sources([str(path)], SourceOptions()))
        slowest = max(slowest, (time.process_time() - start, name))
        outcomes.update(getattr(result, "error", "document") for result in results)
        defects = [result for result in results if getattr(result, "error", "") == "internal_error"]
        if defects or not results:
            bad += 1
            print(f"{path.name}: {defects or 'nothing came of it'}")
        path.unlink()
    print(dict(outcomes.most_common()), f"slowest {slowest[0]:.2f} s: {slowest[1]}")
    return bad


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--bench", help="taken like the other scripts'; the texts are made here")
    arguments = parser.parse_args()
    maker = Maker(arguments.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if arguments.read_only:
            bad = read_only(maker, arguments.documents, folder)
        else:
            (folder / "in").mkdir()
            for number in range(arguments.documents):
                name, content = maker.document()
                (folder / "in" / f"{number}-{name}").write_bytes(content)
            summary = run_direct([str(folder / "in")], str(folder / "out"), RunConfig(beam=1))
            found = broken(Snapshot(summary.snapshot))
            print(summary.counts, *found[:50], sep="\n")
            bad = len(found)
    print(f"{arguments.documents:,} documents, {bad} faults")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
