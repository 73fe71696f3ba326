"""What marks will change: corrections and entries of the overrides file, told before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.corrections import Correction, add, load
from flows.report import columns
from flows.review import marks as m
from flows.review.marks import NameMark, Review, TranslationMark
from flows.review.overrides_file import Entry, is_known, with_entries, write_overrides
from flows.tables.snapshots import Output, Snapshot
from normalize.resolution.overrides import name_key, parse_overrides


@dataclass(slots=True)
class Plan:
    """What importing a review will change.

    Attributes:
        corrections: to be stored.
        entries: to be added to the overrides file.
        lines: what will change, one sentence each.
        left_out: marks that change nothing, and why, one sentence each.
        corrections_path, overrides_path: where it goes.
        overrides: the overrides file afterwards.
    """

    corrections_path: Path
    overrides_path: Path
    corrections: list[Correction] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    overrides: str = ""

    def apply(self) -> list[Path]:
        """Do it; returns the files written.

        Raises:
            CorrectionsError: the store of corrections has become unreadable. OSError: the disk refused.
        """
        written = []
        if self.corrections:
            add(self.corrections_path, self.corrections, replace_old=True)
            written.append(self.corrections_path)
        if self.entries:
            write_overrides(self.overrides_path, self.overrides)
            written.append(self.overrides_path)
        return written


def make_plan(review: Review, output: Output, overrides_path: Path, author: str = "") -> Plan:
    """Work out what a review will change; nothing is changed yet.

    Args:
        review: the marks.
        output: the output folder with the snapshot they are about.
        overrides_path: the overrides file, made when absent.
        author: written beside the corrections.

    Raises:
        OverridesError: the overrides file is wrong, or a mark contradicts it.
        CorrectionsError: the stored corrections cannot be read.
        OSError: a file cannot be read.
    """
    plan = Plan(output.corrections_path, overrides_path)
    _plan_corrections(plan, review.translations, author)
    content = _text(overrides_path)
    if review.names:
        _plan_overrides(plan, review.names, _Names(output.current()), content)
    plan.overrides = with_entries(content, plan.entries, str(overrides_path))
    return plan


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        parse_overrides(path.read_bytes(), str(path))  # says where
        raise


def _plan_corrections(plan: Plan, found: Sequence[TranslationMark], author: str) -> None:
    stored = {one.key: one.english for one in load(plan.corrections_path)}
    for mark in found:
        corrected = mark.verdict == m.CORRECTED
        one = Correction(mark.source, mark.corrected if corrected else mark.english, mark.source_lang, author)
        old = stored.get(one.key)
        if old == one.english:
            plan.left_out.append(f"known already: {one.source!r} is {one.english!r}")
            continue
        plan.corrections.append(one)
        instead = f" instead of {mark.english!r}" if corrected and mark.english else "" if corrected else " is right"
        known = f" (replaces the correction {old!r})" if old else ""
        plan.lines.append(f"translation: {one.source!r} → {one.english!r}{instead}{known}")


class _Names:
    """How entities can be named in an overrides file."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        self.names: dict[str, str] = {}
        self.spellings: dict[str, list[str]] = {}
        self.redirects: dict[str, str] = {}
        self.users: dict[str, set[str]] = {}
        self.nominatives: dict[str, dict[str, str]] = {}
        if snapshot is None:
            return
        self.names = dict(columns.read(snapshot, "entities").select("entity_id", "name").iter_rows())
        aliases = columns.read(snapshot, "aliases").sort("n_mentions", "alias", descending=[True, False])
        for entity_id, alias, rule, n in aliases.select("entity_id", "alias", "rule", "n_mentions").iter_rows():
            if rule == "redirect":
                self.redirects[alias] = entity_id
                continue
            self.users.setdefault(name_key(alias), set()).add(entity_id)
            if n:
                self.spellings.setdefault(entity_id, []).append(alias)
        mentions = columns.read(snapshot, "mentions").select("entity_id", "surface", "lemma").drop_nulls()
        for entity_id, surface, lemma in mentions.unique().sort(pl.all()).iter_rows():
            self.users.setdefault(name_key(lemma), set()).add(entity_id)
            self.nominatives.setdefault(entity_id, {})[surface] = lemma

    def now(self, entity_id: str) -> str | None:
        """The id an entity has in the snapshot; None when it is gone."""
        entity_id = self.redirects.get(entity_id, entity_id)
        return entity_id if entity_id in self.names else None

    def own(self, entity_id: str) -> list[str]:
        """Spellings in the documents that mean this entity only, its name first, then the most mentioned."""
        name = self.names[entity_id]
        own = [text for text in self.spellings.get(entity_id, ()) if self.users[name_key(text)] == {entity_id}]
        return sorted(own, key=lambda text: text != name)

    def all_of(self, entity_id: str) -> list[str]:
        """Nominatives, and spellings without one, that together mean every mention of this entity and no other."""
        found: dict[str, str] = {}
        for text in self.own(entity_id):
            lemma = self.nominatives.get(entity_id, {}).get(text, "")
            best = lemma if lemma and self.users[name_key(lemma)] == {entity_id} else text
            found.setdefault(name_key(best), best)
        return sorted(found.values())

    def written(self, entity_id: str) -> str:
        """How to name an entity: as it is written in the documents, where it can be so that nobody else is meant.

        Ids would not do: a run that starts from nothing knows none.
        """
        spellings = self.own(entity_id) or self.spellings.get(entity_id, [])
        return spellings[0] if spellings else entity_id

    def others(self, text: str, *but: str) -> list[str]:
        """Names of further entities that a spelling is of."""
        return sorted(self.names[i] for i in self.users.get(name_key(text), set()) - set(but) if i in self.names)


def _plan_overrides(plan: Plan, found: Sequence[NameMark], names: _Names, content: str) -> None:
    known = parse_overrides(content.encode(), str(plan.overrides_path))
    for mark in found:
        entity_id, other_id = names.now(mark.entity_id), names.now(mark.other_id)
        missing = [name for i, name in ((entity_id, mark.name), (other_id, mark.other_name)) if i is None and name]
        if entity_id is None or (mark.verdict in {m.SAME, m.DIFFERENT} and other_id is None):
            plan.left_out.append(f"no longer in the tables: {', '.join(missing) or mark.entity_id}")
            continue
        if entity_id == other_id:
            what = "are one already" if mark.verdict == m.SAME else "have become one since: mark them again"
            plan.left_out.append(f"{mark.name} and {mark.other_name} {what}")
            continue
        entries = _entries(mark, entity_id, other_id or "", names)
        if not entries:
            plan.left_out.append(f"{mark.name}: all its spellings are names of others as well, so none can be ignored")
        new = [entry for entry in entries if not is_known(known, entry)]
        if entries and not new:
            plan.left_out.append(f"known already: {_sentence(mark, names.names[entity_id])}")
        if new:
            plan.entries += new
            added = "; ".join(f"{entry.section}: {entry.text()}" for entry in new)
            plan.lines.append(f"name: {_sentence(mark, names.names[entity_id])}  ({added})")
            plan.lines += _warnings(new, names, entity_id, other_id or "")


def _entries(mark: NameMark, entity_id: str, other_id: str, names: _Names) -> list[Entry]:
    if mark.verdict == m.NOT_A_NAME:
        return [Entry("ignore", (text,)) for text in names.all_of(entity_id)]
    one = names.written(entity_id)
    if mark.verdict == m.RENAMED:
        return [Entry("rename", (one, mark.to))]
    return [Entry(mark.verdict, (one, names.written(other_id)))]


def _warnings(entries: Sequence[Entry], names: _Names, entity_id: str, other_id: str) -> list[str]:
    """Tell where a decision about a name touches others who are written the same way."""
    written = [text for entry in entries for text in (entry.names[:1] if entry.section == "rename" else entry.names)]
    touched = [(text, names.others(text, entity_id, other_id)) for text in written]
    return [
        f"  careful: {text!r} is also written for {', '.join(others)}; this holds for every {text!r} in the documents"
        for text, others in touched
        if others
    ]


def _sentence(mark: NameMark, name: str) -> str:
    return {
        m.SAME: f"{name} is {mark.other_name or mark.other_id}",
        m.DIFFERENT: f"{name} is not {mark.other_name or mark.other_id}",
        m.RENAMED: f"{name} is called {mark.to}",
        m.NOT_A_NAME: f"{name} is not a name",
    }[mark.verdict]
