"""Bodies that a document names side by side: one by its legal form, another of the same name by what it is.

In another document ООО «Атлас» and the bank «Атлас» might be one; where both are named, they are two. A bare name goes
with the legal form, which says no more than it does; with bodies of two sorts it goes with neither.
"""

import functools
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, product

from normalize.kinds import ORGANISATION
from normalize.parse.organisation import parse_organisation
from normalize.parse.organisation_words import GENERIC, HEAD, KIND, LEGAL
from normalize.resolution.clusters import Clusters
from normalize.resolution.distinct_names import Pool
from normalize.resolution.types import NameInContext


@functools.lru_cache(maxsize=100_000)
def _taken_apart(text: str) -> tuple[str, str]:
    """(proper name, what stands beside it: "head", "legal", "bare" for nothing)."""
    words = parse_organisation(text).words
    kinds = {word.kind for word in words}
    core = " ".join(word.folded for word in words if word.kind not in {LEGAL, HEAD, KIND, GENERIC})
    return core, "head" if kinds & {HEAD, KIND} else "legal" if LEGAL in kinds else "bare"


def tell_apart(rows: Sequence[NameInContext], pool: Pool, clusters: Clusters) -> None:
    """Label the forms of such names, so that they never become one entity.

    What the gazetteer, the lists or overrides have made one stays one.
    """
    found: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row, number in zip(rows, pool.of_row, strict=True):
        name = pool.names[number]
        if name.kind == ORGANISATION and row.document_id:
            core, beside = _taken_apart(name.text)
            if core:
                found[row.document_id, core][beside].add(name.form)
    pairs: set[tuple[int, int]] = set()
    for forms in found.values():
        heads = sorted(forms["head"])
        several = any(clusters.verdict(one, other)[1] for one, other in combinations(heads, 2))
        plain = forms["legal"] | (forms["bare"] if several else set())
        pairs.update(product(plain, heads))
    for one, other in sorted(pairs):
        if clusters.entity(one) != clusters.entity(other):
            key = f"namesakes-{one}-{other}"
            clusters.label(one, key, "plain")
            clusters.label(other, key, "head")
