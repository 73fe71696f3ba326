"""The whole job on many documents: share of time outside translation, memory from 1,000 to 100,000, rerun.

    python bench/pipeline.py                    # 10,000 documents cold, rerun; 1,000 and 100,000 with a warm memory
    python bench/pipeline.py --documents 1000 --big 10000

Documents are made here from word lists: an English page under a Russian menu, with Russian headlines and comments. Their
Russian sentences are drawn from a pool, so that the translation memory is warm for the larger runs. Each run is a process
of its own; memory is its peak resident size. Times are wall seconds; compare them within one run of this script only.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

WHO = "Роскосмос|Министерство|Центр подготовки|Экипаж станции|Завод в Самаре|Правительство|Институт|Компания|Комиссия|Агентство"
DID = "сообщил о|готовит|обсуждает|отложил|утвердил|завершает|проверил|изменил|представил|остановил"
WHAT = "запуск спутника|новый контракт|строительство причала|испытания двигателя|план полётов|ремонт антенны|поставку оборудования|доклад о погоде|проект закона|программу обучения"
WHERE = "в Москве|на космодроме|в порту|под Самарой|на орбите|в Казани|на заводе|в Сибири|на совещании|у причала"
WHEN = "в понедельник|во вторник|в среду|к концу года|до лета|после проверки|на этой неделе|в марте|завтра|вечером"
WHY = "из-за погоды|по просьбе партнёров|ради экономии|после аварии|по плану|без объяснений|за счёт бюджета|впервые|снова|досрочно"
ENGLISH = [
    "The crew will spend six months aboard the station.",
    "Officials declined to comment on the schedule.",
    "A spokesman said the talks would continue in spring.",
    "The contract is worth 12.5 million dollars.",
    "Engineers checked the second stage twice before the launch.",
    "Roscosmos and NASA agreed on the next flight.",
    "The port handled more cargo than a year ago.",
    "Weather delayed the ship by two days.",
]
MENU = ["Войти", "Регистрация", "Новости", "Компании", "Проекты", "Подписка на новости", "Все новости"]


def sentence(number: int) -> str:
    parts = []
    for column in (WHO, DID, WHAT, WHERE, WHEN, WHY):
        words = column.split("|")
        number, at = divmod(number, len(words))
        parts.append(words[at])
    return " ".join(parts) + "."


def write_documents(path: Path, count: int, pool: int, seed: int = 1) -> None:
    rng = random.Random(seed)
    numbers = rng.sample(range(1_000_000), pool)
    with path.open("w", encoding="utf-8") as file:
        for i in range(count):
            lines = [*rng.sample(MENU, 3), "", *rng.sample(ENGLISH, 4), ""]
            lines += [sentence(numbers[(3 * i + j) % pool]) for j in range(3)]
            record = {"id": str(i), "title": f"Page {i}", "date": "2026-03-01", "text": "\n".join(lines)}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def child(source: str, output: str, options: str) -> None:
    """Run the job in this process and print its figures as JSON."""
    from flows.config import RunConfig
    from flows.run.direct import run_direct

    start = time.perf_counter()
    summary = run_direct([source], output, RunConfig().with_changes(json.loads(options), "bench"))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": seconds, "peak_mb": peak, "seconds": summary.seconds, "counts": summary.counts}))


def run(source: Path, output: Path, options: dict[str, object]) -> dict[str, dict[str, float]]:
    command = [sys.executable, __file__, "--child", str(source), str(output), json.dumps(options)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def show(name: str, r: dict[str, dict[str, float]]) -> None:
    c, wall = r["counts"], r["wall"]
    print(
        f"{name:34} {wall:9.1f} s {r['peak_mb']:8.0f} MB {c['documents']:9,} docs {c['spans']:10,} spans {c['cached']:9,} cached"
        if c.get("cached") is not None
        else f"{name:34} {wall:9.1f} s {r['peak_mb']:8.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--big", type=int, default=100_000)
    parser.add_argument("--pool", type=int, default=0, help="different Russian sentences; 0: three per document")
    parser.add_argument("--beam", type=int, default=None)
    parser.add_argument("--bench", help="not used: this benchmark makes its own documents")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(*args.child)
        return
    pool = args.pool or 3 * args.documents
    beam = {"beam": args.beam} if args.beam else {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        feeds = {n: root / f"feed-{n}.jsonl" for n in (1_000, args.documents, args.big)}
        for n, path in feeds.items():
            write_documents(path, n, pool)
        for names in (False, True):
            output = root / f"out-{names}"
            label = "with names" if names else "without names"
            # one worker: stages do not overlap, so that their seconds add up to the wall time
            cold = run(feeds[args.documents], output, {**beam, "names": names, "workers": 1})
            again = run(feeds[args.documents], output, {**beam, "names": names, "workers": 1})
            show(f"cold, {label}", cold)
            show(f"rerun, {label}", again)
            inside = cold["seconds"]["translate"]
            share = 1 - inside / cold["seconds"]["total"]
            print(
                f"  outside translation {share:6.1%} of the run; rerun {cold['wall'] / again['wall']:.0f}x faster "
                f"({cold['seconds']['total'] / again['seconds']['total']:.0f}x without start-up)"
            )
            print("  stages: " + ", ".join(f"{k} {v:.1f}" for k, v in cold["seconds"].items()))
        memory = root / "out-False"
        for n in (1_000, args.documents, args.big):
            show(f"{n:,} documents, warm memory", run(feeds[n], memory, {**beam, "names": False, "full": True}))


if __name__ == "__main__":
    main()
