"""Random histories of an inbox with real kills: does the last run end where one full run over what is there ends?

    python bench/sequences.py                       # 5 histories of 30 steps
    python bench/sequences.py --histories 50 --steps 100

Each step changes the inbox (new, changed, renamed and removed files) and calls the command: a run, a forgetting, a prune. Every
second call is killed (SIGKILL) at a random moment. After each step every snapshot is verified byte by byte, at the end the
tables are compared with those of one full run. The first difference or damage ends the benchmark with 1.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # not this folder: bench/translate.py is not the package
sys.path.append(str(ROOT / "tests" / "support"))

from sequences import Inbox, differing, gone  # noqa: E402

from flows.tables.integrity import problems  # noqa: E402
from flows.tables.snapshots import Output  # noqa: E402

TOLMACH = [sys.executable, "-c", "from flows.cli.app import main; main()"]


def call(root: Path, *arguments: str, until: float | None = None) -> float:
    """Call the command, killed after so many seconds; return how long it took."""
    start = time.perf_counter()
    command = [*TOLMACH, *arguments, "-o", str(root / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            _, errors = process.communicate(timeout=until)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        else:
            if process.returncode not in {0, 1, 2}:  # 2: there was nothing to forget
                sys.exit(f"{' '.join(arguments)} ended with {process.returncode}: {errors}")
    return time.perf_counter() - start


def history(root: Path, seed: int, steps: int) -> tuple[int, int]:
    """One history; returns how many calls there were and how many were killed."""
    chance = random.Random(seed)
    inbox, output = Inbox(root / "in", seed), Output(root / "out")
    run = ["run", str(inbox.folder), "--direct", "--quiet"]
    longest, killed = call(root, *run), 0
    for number in range(steps):
        what, removed = inbox.change()
        until = chance.uniform(0.3, 1) * longest if chance.random() < 0.5 else None
        if removed:
            took = call(
                root, "forget", str(removed), "--yes", *(["--older"] if chance.random() < 0.3 else []), until=until
            )
        elif chance.random() < 0.8:
            took = call(root, *run, until=until)
        else:
            took = call(root, "snapshots", "prune", "--keep", "1", "--now", until=until)
        killed += until is not None and took >= until
        for snapshot in output.snapshots():
            if damage := list(problems(snapshot.path, thorough=True)):
                sys.exit(f"seed {seed}, step {number} ({what}): {snapshot.run_id}: {damage}")
    if left := gone(output.current()):
        call(root, "forget", *left, "--yes")
    call(root, *run)
    shutil.copytree(output.path / ".cache", root / "full" / ".cache")
    subprocess.run([*TOLMACH, *run, "-o", str(root / "full")], cwd=ROOT, check=False, capture_output=True)
    if found := differing(output.current(), Output(root / "full").current()):
        sys.exit(f"seed {seed}: " + "\n".join(found))
    return steps, killed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histories", type=int, default=5)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--bench", help="not used: this benchmark makes its own documents")
    args = parser.parse_args()
    for seed in range(args.histories):
        with tempfile.TemporaryDirectory() as folder:
            steps, killed = history(Path(folder).resolve(), seed, args.steps)
        print(f"history {seed}: {steps} steps, {killed} killed: no damage, no difference", flush=True)


if __name__ == "__main__":
    main()
