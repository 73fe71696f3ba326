"""`tolmach serve-api` under load: requests a second and waiting times, one client against many; hostile requests.

    python bench/serve_api.py --hostile 10000    # 3 × 100 requests, then hostile ones

Each request is one sentence that was not asked before, made here from word lists; the server is a process of its own. One at a
time: the next request when the answer has come. Many: so many clients, each one at a time; what they ask while the engine
works goes to it in one call. Waiting times are what a client sees, from sending to the whole answer.
"""

import argparse
import asyncio
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package
sys.path.append(str(Path(__file__).parents[1] / "tests" / "support"))

import httpx  # noqa: E402
from api_server import hostile, serving  # noqa: E402

WHO = ["порт", "завод", "экипаж", "комитет", "институт", "музей", "флот", "совет"]
DID = ["принял", "отложил", "проверил", "начал", "закончил", "показал"]
WHAT = ["новый проект", "ремонт судна", "запуск спутника", "отчёт за год", "строительство причала", "выставку карт"]
WHEN = ["в среду", "утром", "на прошлой неделе", "летом", "после проверки", "в Мурманске", "раньше срока"]


def sentences(seed: int) -> list[str]:
    every = [f"{a.capitalize()} {b} {c} {d}." for a, b, c, d in itertools.product(WHO, DID, WHAT, WHEN)]
    random.Random(seed).shuffle(every)
    return every


async def ask(client: httpx.AsyncClient, text: str) -> float:
    began = time.perf_counter()
    answer = await client.post("/translate", json={"q": text, "source": "ru", "target": "en"})
    assert answer.status_code == 200, answer.text
    return time.perf_counter() - began


async def load(url: str, texts: list[str], clients: int) -> tuple[float, list[float]]:
    """Requests a second and the waiting times in seconds."""
    left = iter(texts)
    waits: list[float] = []
    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(base_url=url, timeout=300, limits=limits) as client:

        async def one() -> None:
            waits.extend([await ask(client, text) for text in left])

        began = time.perf_counter()
        await asyncio.gather(*(one() for _ in range(clients)))
        return len(texts) / (time.perf_counter() - began), waits


async def attack(url: str, number: int, clients: int) -> Counter[int]:
    """Send hostile requests; how many got which status."""
    seeds = iter(range(number))
    found: Counter[int] = Counter()
    async with httpx.AsyncClient(base_url=url, timeout=300) as client:

        async def one() -> None:
            for seed in seeds:
                r = hostile(seed)
                answer = await client.request(
                    r.method, r.path, content=r.body, headers={"content-type": r.content_type}
                )
                found[answer.status_code] += 1

        await asyncio.gather(*(one() for _ in range(clients)))
        assert (await client.get("/health")).json() == {"status": "ok"}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", help="not needed: the texts are made here")
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8, 32])
    parser.add_argument("--hostile", type=int, default=1_000)
    parser.add_argument("--beam", default="4")
    options = parser.parse_args()

    texts = sentences(7)
    with tempfile.TemporaryDirectory() as folder, serving("--beam", options.beam, cwd=Path(folder)) as server:
        print("| clients | requests/s | median ms | p95 ms |\n|---:|---:|---:|---:|")
        first = 0.0
        for i, clients in enumerate(options.clients):
            own = texts[i * options.requests : (i + 1) * options.requests]
            rate, waits = asyncio.run(load(server.url, own, clients))
            first = first or rate
            p95 = statistics.quantiles(waits, n=20)[-1]
            print(
                f"| {clients} | {rate:.1f} (×{rate / first:.1f}) | {1000 * statistics.median(waits):.0f} | {1000 * p95:.0f} |"
            )
        began = time.perf_counter()
        found = asyncio.run(attack(server.url, options.hostile, 16))
        seconds = time.perf_counter() - began
        faults = sum(n for status, n in found.items() if status >= 500)
        print(
            f"\n{options.hostile:,} hostile requests in {seconds:.0f} s: {dict(sorted(found.items()))}; {faults} faults, still answering"
        )
        assert server.process.poll() is None


if __name__ == "__main__":
    main()
