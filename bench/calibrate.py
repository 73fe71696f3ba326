"""Fit and test the estimate of quality: `python bench/calibrate.py [--write]`.

Logistic regression (Newton's method with a ridge) on the labelled rows of the half `fit`; what is printed is measured on the
half `unseen` only: the calibration table, and the precision and recall of `doubtful`. `--write` puts the coefficients
into translate/quality/data/quality.tsv. A second model without the score serves engines that give none.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

from translate.quality.estimate import DOUBTFUL_BELOW  # noqa: E402
from translate.quality.features import features  # noqa: E402
from translate.types import Translation  # noqa: E402

Floats = npt.NDArray[np.float64]

LABELS = Path(__file__).with_name("quality_labels.tsv")
TABLE = Path(__file__).parents[1] / "translate" / "quality" / "data" / "quality.tsv"
SCORES = ("score", "score_words")
RIDGE = 10.0  # chosen by leave-one-fold-out likelihood on the half `fit` (printed)
FOLDS = 10


def rows(half: str) -> Iterator[tuple[str, Translation, int]]:
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        which, label, source, english, status, reason, score = line.split("\t")
        if which == half:
            yield source, Translation(english, status, reason or None, float(score), cached=False), int(label)


def matrix(half: str, names: Sequence[str]) -> tuple[Floats, Floats]:
    found = [(features(source, translation), label) for source, translation, label in rows(half)]
    return np.array([[f[n] for n in names] for f, _ in found]), np.array([label for _, label in found], float)


def fit(x: Floats, y: Floats, ridge: float) -> Floats:
    x1 = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(x1.shape[1])
    penalty = np.diag([ridge] * x.shape[1] + [1e-6])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x1 @ w))
        step = np.linalg.solve(x1.T @ (x1 * (p * (1 - p))[:, None]) + penalty, x1.T @ (y - p) - penalty @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def predict(x: Floats, w: Floats) -> Floats:
    return 1 / (1 + np.exp(-(x @ w[:-1] + w[-1])))


def likelihood(y: Floats, p: Floats) -> float:
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return float(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def cross(x: Floats, y: Floats, ridge: float) -> Floats:
    p = np.empty(len(y))
    for k in range(FOLDS):
        test = np.arange(len(y)) % FOLDS == k
        p[test] = predict(x[test], fit(x[~test], y[~test], ridge))
    return p


def auc(y: Floats, p: Floats) -> float:
    order = np.argsort(p)
    ranks = np.empty(len(p))
    ranks[order] = np.arange(1, len(p) + 1)
    n1 = y.sum()
    return float((ranks[y == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * (len(y) - n1)))


def report(name: str, y: Floats, p: Floats, threshold: float) -> None:
    print(
        f"\n{name}: {len(y)} unseen rows, AUC {auc(y, p):.3f}, Brier {np.mean((p - y) ** 2):.3f}, log-likelihood {likelihood(y, p):.3f}"
    )
    print("| quality | rows | mean quality | share that does not mislead |\n|---|---:|---:|---:|")
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8):
        high = {0.4: 0.6, 0.6: 0.8, 0.8: 1.01}.get(low, low + 0.1)
        at = (p >= low) & (p < high)
        if at.any():
            print(f"| {low:.1f}–{min(high, 1):.1f} | {at.sum()} | {p[at].mean():.2f} | {y[at].mean():.2f} |")
    flagged = p < threshold
    print(
        f"doubtful below {threshold}: {flagged.sum()} rows, precision {1 - y[flagged].mean():.3f}, "
        f"finds {np.sum(flagged & (y == 0)) / np.sum(y == 0):.3f} of the misleading ones, "
        f"wrongly doubts {np.mean(flagged[y == 1]):.3f} of the good ones"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", help=argparse.SUPPRESS)  # not needed: `make bench` gives it to every script
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    names = sorted(features("Да", Translation("Yes", "ok", None, -0.1, cached=False)))
    models = {}
    for title, used in (("with the score", names), ("without", [n for n in names if n not in SCORES])):
        x, y = matrix("fit", used)
        mean, scale = x.mean(0), np.maximum(x.std(0), 1e-9)
        scale[x.std(0) < 1e-9] = 1.0
        z = (x - mean) / scale
        for ridge in (0.3, 1.0, 3.0, 10.0, 30.0):
            p = cross(z, y, ridge)
            print(
                f"{title}: ridge {ridge}: log-likelihood {likelihood(y, p):.3f}, AUC {auc(y, p):.3f} over {FOLDS} folds of the half `fit`"
            )
        w = fit(z, y, RIDGE)
        models[title] = {n: v / s for n, v, s in zip(used, w[:-1], scale, strict=True)}
        models[title]["(intercept)"] = w[-1] - float(np.sum(w[:-1] * mean / scale))
        x2, y2 = matrix("unseen", used)
        report(title, y2, predict((x2 - mean) / scale, w), DOUBTFUL_BELOW)
        for n, v in sorted(zip(used, w[:-1], strict=True), key=lambda pair: -abs(pair[1])):
            print(f"   {n:15} {v:+.2f} per standard deviation")
    if arguments.write:
        head = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        lines = [
            f"{n}\t{models['with the score'][n]:.4f}\t{models['without'].get(n, 0.0):.4f}"
            for n in ["(intercept)", *names]
        ]
        TABLE.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")
        print(f"\nwritten to {TABLE}")


if __name__ == "__main__":
    main()
