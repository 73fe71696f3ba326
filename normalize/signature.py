"""One string for everything that decides which names are found and how they are written."""

import functools

from normalize.resources import content_digest, versions_of

_PACKAGES = ("natasha", "navec", "pymorphy3", "pymorphy3-dicts-ru", "rapidfuzz", "razdel", "slovnet")


@functools.cache
def names_signature() -> str:
    """Identity of the name rules, such as "names-1.0f3a…+natasha-1.6.0+…"; the same string gives the same rows.

    Covers code and data files of `normalize` (mentions, lemmas, romanisation, comparison, gazetteer) and the versions of
    the packages whose models and dictionaries are read. 30 ms on first use, then kept.
    """
    return f"names-{content_digest('normalize')}+{versions_of(*_PACKAGES)}"
