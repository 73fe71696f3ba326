"""What a person has decided about names: `overrides.yaml`, which always wins.

    same:                     # one entity, whatever the names say
      - [Рогозин, Dmitry Rogozin]
    different:                # never one entity
      - [Dmitry Rogozin, Alexei Rogozin]
    rename:                   # the canonical name: English, or Russian in Cyrillic letters
      Dmitry Rogosin: Dmitry Rogozin
    kind:                     # person, organisation or place
      Ангара: organisation
    alias:                    # further spellings, in the documents or not; never the canonical name
      Dmitry Rogozin: [Рог, Rogozine]
    ignore:                   # not names
      - Сети

Names stand as written in the documents or in the nominative, in any letter case; ids of entities may stand for names.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from normalize.kinds import KINDS, Kind
from normalize.resolution.disjoint_sets import DisjointSets
from normalize.text.clean_name import clean_name
from normalize.text.script import has_cyrillic
from normalize.user_files import odd_character, read_given

_TAGS = (None, "!", "tag:yaml.org,2002:str")
_DEEPEST = 8
SECTIONS = ("same", "different", "rename", "kind", "alias", "ignore")


class OverridesError(ValueError):
    """An overrides file that cannot be followed; the message says where and why, in one line."""


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """Names that are, or are not, one entity, with their line in the file."""

    names: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A value a person has set for a name: its canonical name, or its kind."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Overrides:
    """A valid overrides file.

    Attributes:
        same: groups of names that are one entity.
        different: groups of names no two of which are one entity.
        rename: canonical names.
        kind: kinds.
        alias: a name with further spellings of it, which need not occur and are never its canonical name.
        ignore: what is not a name; one in each group.
        source: where it was read, for messages.
        sha256: hash of the content, part of what rows depend on; "" for none.
    """

    same: tuple[NamedGroup, ...] = ()
    different: tuple[NamedGroup, ...] = ()
    rename: tuple[Setting, ...] = ()
    kind: tuple[Setting, ...] = ()
    alias: tuple[NamedGroup, ...] = ()
    ignore: tuple[NamedGroup, ...] = ()
    source: str = "overrides"
    sha256: str = ""

    def names(self) -> Iterator[tuple[str, int]]:
        """Every name that must be one of the corpus, with its line, in the order of the file's sections."""
        for group in (*self.same, *self.different):
            yield from ((name, group.line) for name in group.names)
        for setting in (*self.rename, *self.kind):
            yield setting.name, setting.line
        yield from ((group.names[0], group.line) for group in self.alias)

    def spellings(self) -> frozenset[str]:
        """`name_key` of every further spelling that `alias` gives."""
        return frozenset(name_key(text) for group in self.alias for text in group.names[1:])

    def ignored(self) -> frozenset[str]:
        """`name_key` of everything that is not a name."""
        return frozenset(name_key(text) for group in self.ignore for text in group.names)

    def kind_of(self) -> dict[str, Kind]:
        """Kinds set, by `name_key`."""
        return {name_key(setting.name): Kind(setting.value) for setting in self.kind}


def name_key(text: str) -> str:
    """Names with one key are the same for overrides: letter case, white space and look-alike letters do not matter."""
    return (clean_name(text).text or " ".join(text.split())).casefold()


def load_overrides(path: Path) -> Overrides:
    """Read and check an overrides file.

    Raises:
        OverridesError: it cannot be read, is no valid YAML, has unknown keys or contradicts itself; ``file:line: what and
            what to do``.
    """
    try:
        content = read_given(path)
    except OSError as error:
        raise OverridesError(f"{path}: the overrides cannot be read: {error.strerror or error}") from error
    return parse_overrides(content, str(path))


class _Loader(yaml.SafeLoader):
    """Composes what an overrides file may hold: few levels, no anchors, no tags."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        problem = ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = "anchors (&) and aliases (*) are not read; write the names out, in quotes if they begin with such a sign"
        elif getattr(event, "tag", None) not in _TAGS:
            problem = f"the tag {event.tag!r} is not read; write plain or quoted text"
        elif self.depth >= _DEEPEST:
            problem = f"nested deeper than {_DEEPEST} levels; an entry has three at most"
        if problem:
            raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def parse_overrides(content: bytes, source: str = "overrides") -> Overrides:
    """Check the content of an overrides file; see `load_overrides`."""
    try:
        text = content.decode("utf-8")
        root = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OverridesError(f"{source}:{line}: not UTF-8 text; save the file as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise OverridesError(f"{source}:{line}: no valid YAML: {problem}") from error
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode, for one
        raise OverridesError(f"{source}:1: no valid YAML: {error}") from error
    reader = _Reader(source)
    if root is not None and root.tag != "tag:yaml.org,2002:null":
        for key, node in reader.mapping(root, f"the file must map {', '.join(SECTIONS)} to entries"):
            reader.section(key, node)
    sections = {name: tuple(entries) for name, entries in reader.found.items()}
    found = Overrides(**sections, source=source, sha256=hashlib.sha256(content).hexdigest())
    _check_contradictions(found)
    return found


class _Reader:
    """Turns YAML nodes into entries, with the line of each."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: dict[str, list[Any]] = {name: [] for name in SECTIONS}

    def fail(self, node: yaml.Node, message: str) -> NoReturn:
        raise OverridesError(f"{self.source}:{node.start_mark.line + 1}: {message}")

    def mapping(self, node: yaml.Node, message: str) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, message)
        seen: dict[str, int] = {}
        for key, value in node.value:
            text = self.text(key)
            if name_key(text) in seen:
                self.fail(key, f"{text!r} is given twice, first in line {seen[name_key(text)]}; keep one of them")
            seen[name_key(text)] = key.start_mark.line + 1
            yield key, value

    def text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null" or not node.value.strip():
            self.fail(node, "a name is expected here, as plain or quoted text")
        if odd := odd_character(node.value):
            self.fail(node, f"the name holds the invisible character {odd}; remove it")
        return " ".join(node.value.split())

    def section(self, key: yaml.ScalarNode, node: yaml.Node) -> None:
        name = key.value
        if name not in SECTIONS:
            self.fail(key, f"unknown key {name!r}; use {', '.join(SECTIONS)}")
        if node.tag == "tag:yaml.org,2002:null":
            return
        if name in {"same", "different"}:
            self.groups(name, node)
            return
        if name == "ignore":
            self.found[name] += [NamedGroup((text,), line) for text, line in self.texts(node, "'ignore'", "- Сети")]
            return
        if name == "alias":
            self.aliases(node)
            return
        example = "Rogosin: Rogozin" if name == "rename" else "Ангара: organisation"
        for entry, value in self.mapping(node, f"{name!r} must map names to values, as in {example}"):
            text = self.text(value)
            if name == "kind" and text not in KINDS:
                self.fail(value, f"unknown kind {text!r}; use {', '.join(KINDS)}")
            self.found[name].append(Setting(self.text(entry), text, entry.start_mark.line + 1))

    def groups(self, name: str, node: yaml.Node) -> None:
        if not isinstance(node, yaml.SequenceNode):
            self.fail(node, f"{name!r} must be a list of lists of names, as in - [Рогозин, Dmitry Rogozin]")
        for group in node.value:
            if not isinstance(group, yaml.SequenceNode):
                self.fail(group, f"an entry of {name!r} must be a list of names, as in - [Рогозин, Dmitry Rogozin]")
            names = tuple(self.text(item) for item in group.value)
            if len({name_key(text) for text in names}) < (len(names) if name == "different" else 2) or len(names) < 2:
                self.fail(group, f"an entry of {name!r} needs two names or more that differ")
            self.found[name].append(NamedGroup(names, group.start_mark.line + 1))

    def texts(self, node: yaml.Node, what: str, example: str) -> Iterator[tuple[str, int]]:
        if not isinstance(node, yaml.SequenceNode):
            self.fail(node, f"{what} must be a list of names, as in {example}")
        for item in node.value:
            yield self.text(item), item.start_mark.line + 1

    def aliases(self, node: yaml.Node) -> None:
        example = "Dmitry Rogozin: [Рог, Rogozine]"
        for entry, value in self.mapping(node, f"'alias' must map names to spellings, as in {example}"):
            name, line = self.text(entry), entry.start_mark.line + 1
            if isinstance(value, yaml.ScalarNode):
                spellings = [self.text(value)]
            else:
                spellings = [text for text, _ in self.texts(value, "the spellings of a name", example)]
            if not spellings:
                self.fail(value, f"{name!r} has no spelling here; give one or remove the entry")
            self.found["alias"].append(NamedGroup((name, *spellings), line))


class _SameNames:
    """What `same` and `alias` make one, by name key."""

    def __init__(self, overrides: Overrides) -> None:
        self._numbers: dict[str, int] = {}
        self._keys: list[str] = []
        self._sets = DisjointSets(0)
        for group in (*overrides.same, *overrides.alias):
            first, *others = (self._number(name_key(name)) for name in group.names)
            for other in others:
                self._sets.union(first, other)

    def _number(self, key: str) -> int:
        if key not in self._numbers:
            self._numbers[key] = self._sets.add()
            self._keys.append(key)
        return self._numbers[key]

    def find(self, key: str) -> str:
        """The key that stands for all that are the same as this one."""
        return self._keys[self._sets.find(self._numbers[key])] if key in self._numbers else key


def _check_contradictions(overrides: Overrides) -> None:
    same = _SameNames(overrides)
    for group in overrides.different:
        seen: dict[str, str] = {}
        for name in group.names:
            root = same.find(name_key(name))
            if root in seen:
                lines = [g.line for g in (*overrides.same, *overrides.alias) if same.find(name_key(g.names[0])) == root]
                raise OverridesError(
                    f"{overrides.source}:{group.line}: {seen[root]!r} and {name!r} cannot be different, "
                    f"line {', '.join(map(str, lines))} makes them the same; remove one of the two"
                )
            seen[root] = name
    _check_ignored(overrides)
    for what, settings in (("name", overrides.rename), ("kind", overrides.kind)):
        values: dict[tuple[str, bool], Setting] = {}
        for setting in settings:
            key = same.find(name_key(setting.name)), has_cyrillic(setting.value)
            other = values.setdefault(key, setting)
            if other.value != setting.value:
                raise OverridesError(
                    f"{overrides.source}:{setting.line}: {setting.name!r} is the same as {other.name!r} and gets "
                    f"another {what} in line {other.line}; keep one of them"
                )


def _check_ignored(overrides: Overrides) -> None:
    """Nothing can be no name and something else as well."""
    ignored = {name_key(group.names[0]): group.line for group in reversed(overrides.ignore)}
    aliases = ((text, group.line) for group in overrides.alias for text in group.names[1:])
    for name, line in (*overrides.names(), *aliases):
        if name_key(name) in ignored:
            raise OverridesError(
                f"{overrides.source}:{line}: {name!r} is not a name after line {ignored[name_key(name)]} ('ignore'); "
                "remove one of the two"
            )


def check_names(overrides: Overrides, kinds: Mapping[str, Iterable[str]], ids: Mapping[str, str]) -> None:
    """Check that every name of an overrides file is a name of the corpus or the id of an entity.

    Args:
        overrides: the file.
        kinds: `name_key` of every name of the corpus and of earlier runs → its kinds, after `Overrides.kind_of`.
        ids: entity ids of earlier runs → their kinds.

    Raises:
        OverridesError: a name is unknown, or names that must be the same are of different kinds.
    """
    for name, line in overrides.names():
        if name_key(name) not in kinds and name not in ids:
            raise OverridesError(
                f"{overrides.source}:{line}: {name!r} is neither a name in the documents nor the id of an entity; "
                "write it as it stands there or remove the entry"
            )
    same = _SameNames(overrides)
    shared: dict[str, set[str]] = {}
    for group in (*overrides.same, *overrides.alias):
        for name in group.names:
            if name_key(name) not in kinds and name not in ids:
                continue  # a spelling that does not occur
            own = {ids[name]} if name in ids else set(kinds[name_key(name)])
            root = same.find(name_key(name))
            shared[root] = shared.get(root, own) & own
            if not shared[root]:
                raise OverridesError(
                    f"{overrides.source}:{group.line}: {name!r} is of another kind ({', '.join(sorted(own))}) than the "
                    "names it must be the same as; give it their kind under 'kind' or remove the entry"
                )
