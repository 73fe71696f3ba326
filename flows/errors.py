"""Errors a user can act on: their text is one line that says what is wrong, where, and what to do."""


class UserError(Exception):
    """Something outside the program is wrong: a setting, a file, a folder, a server."""


class ConfigError(UserError, ValueError):
    """A setting is wrong; the message names it, where it stands and what is allowed."""


class OutputError(UserError, RuntimeError):
    """The output folder cannot be used."""


class StoreError(OSError):
    """An object store refused while a result was written; the message says which and why, without secrets."""


class ServerError(UserError, ValueError):
    """Prefect's server cannot be reached; the message says where it was looked for and what to do."""


class ReviewError(UserError, ValueError):
    """A review cannot be read; the message says where and what to do."""


class CorrectionsError(UserError, ValueError):
    """Corrections cannot be read, or contradict each other."""


class ListError(UserError, ValueError):
    """A list to screen against cannot be read; the message says which line and what to do."""


class ExportError(UserError, ValueError):
    """An export cannot be made: a wrong query, a format that needs what is not installed."""
