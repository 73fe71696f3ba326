"""What is secret in an address is used to open it and written nowhere: one function takes it out, and everybody calls it."""

from flows.secrets.addresses import hide, keys_apart, redact, redact_all, reveal, secrets_of

__all__ = ["hide", "keys_apart", "redact", "redact_all", "reveal", "secrets_of"]
