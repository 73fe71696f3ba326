"""More workers and more batches: speed-up over workers, seconds that a batch costs by itself, bytes a span.

    python bench/scale.py                              # threads, threads under Prefect, Dask; 1 and 2 workers
    python bench/scale.py --workers 1 2 4 8 --documents 2000 --runners prefect dask ray

Documents are those of bench/pipeline.py. The engine has one thread in each worker, so that workers are what is compared.
Speed-up is taken of a cold run (every sentence is translated); what a batch costs, of runs whose translations are all
remembered, over the number of batches (least squares). Each run is a process of its own; `total` is the run without its
start-up, but with the models that its workers load. Times are wall seconds; compare them within one run of this script only.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import linear_regression

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

from bench.pipeline import write_documents  # noqa: E402

Figures = dict[str, dict[str, float]]


def child(runner: str, source: str, output: str, options: str) -> None:
    """Run the job in this process and print its figures as JSON."""
    from flows import prefect_settings
    from flows.config import RunConfig

    prefect_settings.keep_quiet()
    if runner == "direct":
        from flows.run.direct import run_direct as run_it
    else:
        from flows.pipeline import run_with_prefect as run_it
    named = {} if runner in {"direct", "prefect"} else {"runner": runner}
    start = time.perf_counter()
    summary = run_it([source], output, RunConfig().with_changes({**json.loads(options), **named}, "bench"))
    print(json.dumps({"wall": time.perf_counter() - start, "seconds": summary.seconds, "counts": summary.counts}))


def run(runner: str, source: Path, output: Path, **options: object) -> Figures:
    command = [sys.executable, __file__, "--child", runner, str(source), str(output), json.dumps(options)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*.parquet"))


def speed_up(runner: str, workers: list[int], source: Path, root: Path, common: dict[str, object], batch: int) -> None:
    alone = 0.0
    for n in workers:
        output = root / f"{runner}-{n}"
        figures = run(runner, source, output, workers=n, batch_documents=batch, **common)
        total, words = figures["seconds"]["total"], figures["counts"]["words"]
        alone = alone or total
        spans, mb = figures["counts"]["spans"], size(output / "latest")
        print(
            f"{runner:8} {n:2} workers {total:8.1f} s {words / total:8.0f} words/s  speed-up {alone / total:5.2f}"
            f"  start-up {figures['wall'] - total:5.1f} s  {mb / spans:5.0f} bytes a span"
        )
        if n != workers[0]:
            shutil.rmtree(output)


def batch_cost(runner: str, workers: int, source: Path, root: Path, common: dict[str, object], documents: int) -> None:
    output = root / f"{runner}-{workers}"
    points = []
    for batches in (2, 10, 40):
        options = {**common, "workers": workers, "batch_documents": -(-documents // batches), "full": True}
        points.append((batches, run(runner, source, output, **options)["seconds"]["total"]))
    slope, base = linear_regression([n for n, _ in points], [seconds for _, seconds in points])
    said = ", ".join(f"{n} batches {seconds:.1f} s" for n, seconds in points)
    print(f"{runner:8} a batch costs {slope * 1000:6.0f} ms beside its documents, a run {base:5.1f} s ({said})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runners", nargs="+", default=["direct", "prefect", "dask"])
    parser.add_argument("--batch", type=int, default=20, help="documents in a batch, for the speed-up")
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--bench", help="not used: this benchmark makes its own documents")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(*args.child)
        return
    common: dict[str, object] = {"beam": args.beam, "threads": 1}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source = root / "feed.jsonl"
        write_documents(source, args.documents, 3 * args.documents)
        for runner in args.runners:
            speed_up(runner, args.workers, source, root, common, args.batch)
        for runner in args.runners:
            batch_cost(runner, args.workers[0], source, root, common, args.documents)


if __name__ == "__main__":
    main()
