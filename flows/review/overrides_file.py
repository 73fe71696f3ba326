"""Add entries to an overrides file that a person keeps: everything else in it stays as it was, byte for byte.

The file is parsed for the places of its nodes only; what is new is written into its text. The outcome is parsed again, and
must say what the file said before and the new entries, no more.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from flows.paths import replacing
from normalize.resolution.overrides import Overrides, OverridesError, name_key, parse_overrides

_LISTS: Final = ("same", "different", "ignore")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry to add.

    Attributes:
        section: same, different, rename, alias or ignore.
        names: the group; name and value; or the one name.
        comment: put behind it where the layout has room, "" for none.
    """

    section: str
    names: tuple[str, ...]
    comment: str = ""

    def text(self) -> str:
        """Return it as YAML, without indentation."""
        first, *rest = map(_scalar, self.names)
        if self.section == "ignore":
            return first
        if self.section == "rename":
            return f"{first}: {rest[0]}"
        if self.section == "alias":
            return f"{first}: [{', '.join(rest)}]"
        return f"[{', '.join([first, *rest])}]"


def is_known(found: Overrides, entry: Entry) -> bool:
    """Whether a file says already what an entry says."""
    keys = tuple(map(name_key, entry.names))
    if entry.section == "ignore":
        return keys[0] in found.ignored()
    if entry.section == "rename":
        return any(name_key(s.name) == keys[0] and s.value == entry.names[1] for s in found.rename)
    groups = {"same": (*found.same, *found.alias), "different": found.different, "alias": found.alias}[entry.section]
    return any(set(keys) <= set(map(name_key, group.names)) for group in groups)


def with_entries(content: str, entries: Sequence[Entry], source: str = "overrides") -> str:
    """Return an overrides file's text with entries added.

    Raises:
        OverridesError: the file is wrong, an entry contradicts it, or its layout leaves no room for one.
    """
    before = parse_overrides(content.encode(), source)
    new, added = content, []
    try:
        for entry in entries:
            if not is_known(parse_overrides(new.encode(), source), entry):
                new = _with_entry(new, entry)
                added.append(entry)
        after = parse_overrides(new.encode(), source)
    except OverridesError as error:
        raise OverridesError(f"{error}; nothing was changed") from error
    except yaml.YAMLError:
        after = Overrides()
    if _said(after) != _expected(before, added):
        by_hand = "; ".join(f"{entry.section}: {entry.text()}" for entry in added)
        raise OverridesError(f"{source}:1: its layout leaves no room for new entries; add them by hand: {by_hand}")
    return new


def write_overrides(path: Path, content: str) -> None:
    """Write an overrides file: whole or not at all.

    Raises:
        OSError: the disk refused.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        temporary.write_text(content, encoding="utf-8", newline="")


def _said(found: Overrides) -> set[tuple[str, ...]]:
    """Everything that a file says, for comparison."""
    said = {("same", *g.names) for g in found.same} | {("different", *g.names) for g in found.different}
    said |= {("rename", name_key(s.name), s.value) for s in found.rename}
    said |= {("kind", s.name, s.value) for s in found.kind} | {("ignore", *g.names) for g in found.ignore}
    return said | {("alias", name_key(g.names[0]), text) for g in found.alias for text in g.names[1:]}


def _expected(before: Overrides, added: Sequence[Entry]) -> set[tuple[str, ...]]:
    """What a file must say after entries were added; a new canonical name takes the place of the former."""
    said = _said(before)
    for entry in added:
        name, *rest = entry.names
        if entry.section == "rename":
            said = {row for row in said if row[:2] != ("rename", name_key(name))}
            said.add(("rename", name_key(name), *rest))
        elif entry.section == "alias":
            said |= {("alias", name_key(name), text) for text in rest}
        else:
            said.add((entry.section, *entry.names))
    return said


def _with_entry(content: str, entry: Entry) -> str:
    newline = "\r\n" if "\r\n" in content else "\n"
    root = yaml.compose(content, Loader=yaml.SafeLoader)
    printable = "".join(sign for sign in " ".join(entry.comment.split()) if sign.isprintable())
    comment = f"  # {printable}" if printable else ""
    item = f"- {entry.text()}" if entry.section in _LISTS else entry.text()
    if not isinstance(root, yaml.MappingNode) or (not root.value and not root.flow_style):
        start = content if not content or content.endswith("\n") else content + newline
        return f"{start}{entry.section}:{newline}  {item}{comment}{newline}"
    if root.flow_style and not root.value:
        at = root.start_mark.index
        return f"{content[:at]}{entry.section}:{newline}  {item}{comment}{content[root.end_mark.index :]}"
    found = next(((key, node) for key, node in root.value if key.value == entry.section), None)
    if found is None:
        if root.flow_style:
            value = f"{{{entry.text()}}}" if entry.section not in _LISTS else f"[{entry.text()}]"
            return _inserted(content, _last_end(root), f", {entry.section}: {value}")
        indent = " " * root.start_mark.column
        start = content if content.endswith("\n") else content + newline
        return f"{start}{indent}{entry.section}:{newline}{indent}  {item}{comment}{newline}"
    key, node = found
    if not isinstance(node, yaml.MappingNode | yaml.SequenceNode):  # null: the section is there, but empty
        content = content[: node.start_mark.index] + content[node.end_mark.index :]
        at = _line_end(content, key.end_mark.index)
        return _inserted(content, at, f"{newline}{' ' * key.start_mark.column}  {item}{comment}")
    if isinstance(node, yaml.MappingNode):
        same = next((value for name, value in node.value if name_key(name.value) == name_key(entry.names[0])), None)
        if same is not None:
            return _with_value(content, same, entry, newline)
    return _with_item(content, node, entry.text(), item + comment, newline)


def _with_value(content: str, value: yaml.Node, entry: Entry, newline: str) -> str:
    """Change what a name is mapped to: another name in the place of the former, or one more spelling."""
    start, end = value.start_mark.index, value.end_mark.index
    if entry.section == "rename":
        return content[:start] + _scalar(entry.names[1]) + content[end:]
    more = ", ".join(map(_scalar, entry.names[1:]))
    if not isinstance(value, yaml.MappingNode | yaml.SequenceNode):
        return f"{content[:start]}[{content[start:end]}, {more}]{content[end:]}"
    return _with_item(content, value, more, f"- {more}", newline)


def _with_item(content: str, node: yaml.MappingNode | yaml.SequenceNode, inline: str, line: str, newline: str) -> str:
    """Add an item behind the last one of a list or mapping."""
    if not node.value:  # {} or []
        return _inserted(content, node.start_mark.index + 1, inline)
    if node.flow_style:
        return _inserted(content, _last_end(node), f", {inline}")
    return _inserted(content, _line_end(content, _end(node)), f"{newline}{' ' * node.start_mark.column}{line}")


def _end(node: yaml.Node) -> int:
    """Where the last scalar or bracket of a node ends: a block collection itself ends behind the comments after it."""
    while isinstance(node, yaml.MappingNode | yaml.SequenceNode) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return int(node.end_mark.index)


def _last_end(node: yaml.MappingNode | yaml.SequenceNode) -> int:
    """Where the last item between brackets ends."""
    last = node.value[-1]
    return int((last[1] if isinstance(node, yaml.MappingNode) else last).end_mark.index)


def _line_end(content: str, at: int) -> int:
    end = content.find("\n", at)
    end = len(content) if end < 0 else end
    return end - 1 if content[at:end].endswith("\r") else end


def _inserted(content: str, at: int, text: str) -> str:
    return content[:at] + text + content[at:]


def _scalar(text: str) -> str:
    """Write a name as YAML, without quotes where it can be read so."""
    plain = text.replace(" ", "").replace("-", "").replace(".", "")
    if plain.isalnum() and text[0].isalpha() and not text.endswith("."):
        try:
            if yaml.safe_load(f"[{text}]") == [text]:
                return text
        except yaml.YAMLError:
            pass  # needs quotes
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in quoted)
