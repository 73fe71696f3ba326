"""The published snapshot, which most commands read."""

from flows.cli.errors import EXIT_USAGE, fail
from flows.tables.snapshots import Output, Snapshot


def published(folder: Output) -> Snapshot:
    """Return the snapshot that an output shows; where it shows none, the command ends with 2.

    Raises:
        OutputError: `latest` is something that somebody else has put there, or the store cannot be read.
    """
    snapshot = folder.current()
    if snapshot is None:
        fail(f"nothing published in {folder.path}: run `tolmach run SOURCE... -o {folder.path}` first", EXIT_USAGE)
    return snapshot
