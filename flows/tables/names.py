"""What a snapshot knows of its entities beside their rows: spellings in the nominative, ids in public registers."""

from collections.abc import Mapping, Sequence

import polars as pl

from flows.tables.snapshots import Snapshot
from normalize.resolution.distinct_names import NOT_NAMES


def spellings(snapshot: Snapshot) -> Mapping[str, Sequence[str]]:
    """Return the aliases of each `entity_id`, the commonest first; what is inflected or redirected is none."""
    rows = (
        snapshot.read("aliases", ["entity_id", "alias", "n_mentions", "rule"])
        .filter(~pl.col("rule").is_in(sorted(NOT_NAMES)))
        .sort("entity_id", "n_mentions", "alias", descending=[False, True, False])
    )
    return dict(rows.group_by("entity_id", maintain_order=True).agg("alias").iter_rows())


def public_ids(snapshot: Snapshot) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return (scheme, value) of each `entity_id` that a public register knows."""
    return snapshot.read("entity_ids").rows_by_key("entity_id")
