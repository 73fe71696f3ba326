"""Which snapshots stay: all of the last hours, one a day for some weeks, and what a reader may still hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from flows.config import RunConfig

if TYPE_CHECKING:
    from flows.tables.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Retention:
    """What is kept; a snapshot that any of these names stays.

    Attributes:
        newest: so many of the newest.
        hours: all that are younger.
        days: of each of the last so many days (UTC) the last one.
        grace_minutes: those that readers were led to so recently.
    """

    newest: int
    hours: float = 0
    days: int = 0
    grace_minutes: float = 0

    @classmethod
    def of(cls, config: RunConfig) -> Self:
        """Return what the settings say."""
        return cls(config.keep_snapshots, config.keep_hours, config.keep_days, config.grace_minutes)

    def only(self, newest: int) -> "Retention":
        """Return the same without regard to age."""
        return replace(self, newest=newest, hours=0, days=0)

    def without_grace(self) -> "Retention":
        """Return the same without regard to readers."""
        return replace(self, grace_minutes=0)


def outdated(snapshots: Sequence["Snapshot"], retention: Retention, now: datetime) -> list["Snapshot"]:
    """Return those that may go.

    Args:
        snapshots: all, oldest first.
        retention: what is kept.
        now: UTC.
    """
    last_of_day = {snapshot.started_at.date(): snapshot.run_id for snapshot in snapshots}
    first_day = (now - timedelta(days=retention.days)).date()
    return [
        snapshot
        for snapshot in snapshots[: -retention.newest if retention.newest else None]
        if now - snapshot.started_at > timedelta(hours=retention.hours)
        and not (snapshot.started_at.date() > first_day and last_of_day[snapshot.started_at.date()] == snapshot.run_id)
        and not in_grace(snapshot, retention, now)
    ]


def in_grace(snapshot: "Snapshot", retention: Retention, now: datetime) -> bool:
    """Whether a reader who was led to it may still be reading: going out of view touches its folder."""
    try:
        touched = datetime.fromtimestamp(snapshot.path.stat().st_mtime, UTC)
    except FileNotFoundError:  # of an object store, never shown on this machine
        return False
    return now - touched < timedelta(minutes=retention.grace_minutes)
