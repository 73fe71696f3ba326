"""Ids of entities: kept from earlier runs, made from the entity's fullest name otherwise."""

import hashlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from normalize.kinds import Kind
from normalize.resolution.blocking import FULL
from normalize.resolution.distinct_names import Pool
from normalize.resolution.linking import Target
from normalize.resolution.types import KnownEntity

_DIGEST = 8


def new_id(kind: Kind, seed: str) -> str:
    """An id that depends on the kind and the seed only: ``person-`` and 16 hexadecimal digits."""
    digest = hashlib.blake2b(f"{kind}\x1f{seed}".encode("utf-8", "surrogatepass"), digest_size=_DIGEST)
    return f"{kind}-{digest.hexdigest()}"


def known_ids(
    pool: Pool, targets: Sequence[Target], known: Sequence[KnownEntity], apart: AbstractSet[str]
) -> dict[int, str]:
    """Entity → id of the earliest known entity whose fullest name it holds; those with a full name first.

    Args:
        pool: all names.
        targets: where each name goes by itself.
        known: entities of earlier runs, oldest first.
        apart: ids of entities that documents have for themselves, which are made anew from the document.
    """
    found: dict[int, str] = {}
    levels = [max((pool.forms[pool.names[i].form].level for i in numbers), default=0) for numbers in pool.of_known]
    order = sorted(range(len(known)), key=lambda i: -min(levels[i], FULL))
    for entity, numbers in ((known[i], pool.of_known[i]) for i in order):
        home = _home(pool, numbers, targets)
        if home is not None and entity.entity_id not in apart:
            found.setdefault(home, entity.entity_id)
    return found


def _home(pool: Pool, numbers: Sequence[int], targets: Sequence[Target]) -> int | None:
    if not numbers:
        return None
    best = max(numbers, key=lambda i: (pool.forms[pool.names[i].form].level, pool.names[i].n, pool.names[i].text))
    return targets[best].entity


def redirects(
    pool: Pool, targets: Sequence[Target], known: Sequence[KnownEntity], ids: Mapping[int, str]
) -> dict[str, str]:
    """Ids of earlier runs → the ids that took their place, those of runs before them included."""
    found: dict[str, str] = {}
    current_ids = set(ids.values())
    for entity, numbers in zip(known, pool.of_known, strict=True):
        home = _home(pool, numbers, targets) if entity.entity_id not in current_ids else None
        current = ids[home] if home is not None and home in ids else entity.entity_id
        for alias in entity.aliases:
            if alias.rule == "redirect" and alias.alias != current:
                found[alias.alias] = current
        if current != entity.entity_id:
            found[entity.entity_id] = current
    return found


def assign(
    kinds: Mapping[int, Kind],
    seeds: Mapping[int, str],
    wanted: Mapping[int, str],
    known: Mapping[int, str],
    taken: AbstractSet[str],
) -> dict[int, str]:
    """Ids for all entities.

    Args:
        kinds: kind of every entity.
        seeds: what a new id is made from: the form of the fullest name.
        wanted: ids that the gazetteer gives.
        known: ids to keep.
        taken: ids of earlier runs, none of which is given to another entity.
    """
    ids = dict(known)
    used = set(taken) | set(known.values())
    for entity in sorted((e for e in kinds if e not in ids), key=lambda e: (kinds[e], seeds[e])):
        seed = seeds[entity]
        candidate = wanted.get(entity) or new_id(kinds[entity], seed)
        number = 1
        while candidate in used:
            number += 1
            candidate = new_id(kinds[entity], f"{seed}\x1f{number}")
        used.add(candidate)
        ids[entity] = candidate
    return ids
