"""Stable ids: the same thing gets the same id in every run."""

import hashlib

ID_BYTES = 12  # 96 bits: a clash among 10^10 rows has a chance of about 10^-9


def stable_id(*parts: object) -> str:
    """Return 24 hexadecimal digits that depend on the parts and their order only."""
    text = "\x1f".join(str(p) for p in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()
