r"""Placeholders and tags of the strings of programs and pages: they come through a translation letter by letter.

Conventions known: printf (`%1$s`, `%d`, `%@`, `%(name)s`), braces (`{0}`, `{name}`, `{{count}}`, `${name}`, `#{name}`, `%{name}`,
`{% if %}`), `%name%`, `[[name]]`, `:name`, `$name`, `__name__`, HTML and XML tags and character references, BBCode, `\n`, and
code between backticks.
"""

import re
from collections import Counter
from typing import Final

TAG: Final = r"(?:</?[A-Za-z][\w:-]*(?:\s[^<>]{0,300})?/?>|<!--.{0,300}?-->)"
"""A tag of HTML or XML; the limits keep a lone < cheap."""
BREAK: Final = r"(?:<(?:br|hr)\b[^<>]{0,100}>|</?(?:p|div|li|ul|ol|tr|td|th|table|h[1-6])\b[^<>]{0,200}>|(?<!\\)(?:\\r)?\\[nt](?![a-z]))"
"""A tag or a sign that ends a line: what stands before it and after it are texts of their own."""

_PATTERN: Final = re.compile(
    rf"""
    {TAG} | <%[^<>]{{0,200}}%>
  | &(?:[A-Za-z][A-Za-z0-9]{{1,8}}|\#\d{{1,6}}|\#x[0-9A-Fa-f]{{1,6}});
  | \{{\{{[^{{}}\n]{{0,80}}\}}\}} | \{{%[^{{}}\n]{{0,80}}%\}} | [$\#%@]?\{{[^{{}}\n]{{0,60}}\}}
  | %\(\w{{1,40}}\)[#0+-]*\d*(?:\.\d+)?[sdifuxg]
  | (?<!\d)%(?:\d{{1,2}}\$)?[#0+-]?\d*(?:\.\d+)?(?:hh?|ll?|z)?[sdiufFeEgGxXoc@](?![A-Za-z])
  | %[A-Za-z_]\w{{0,40}}%
  | \[\[[^\[\]\n]{{1,60}}\]\] | \[/?(?:b|i|u|s|url|img|quote|code|color|size|list|spoiler|center)(?:=[^\]\n]{{0,200}})?\]
  | (?<![\w:/.]):[a-z][a-z_]{{1,30}}(?::|(?![\w:/])) | (?<![\w$])\$[A-Za-z_]\w{{0,40}} | (?<!\w)__\w{{1,40}}?__(?!\w)
  | (?<!\\)\\(?:[ntr](?![A-Za-z])|u[0-9A-Fa-f]{{4}}) | `[^`\u0400-\u04ff\n]{{1,80}}`
    """,
    re.VERBOSE,
)
_ANY_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?:\s[^<>]*)?/?>")
_SINGLE: Final = frozenset({"br", "hr", "img", "input", "wbr", "p", "li"})
_EMPTY: Final = re.compile(r"<([A-Za-z]\w*)\b[^<>]*>\s*</\1>")
_HINT: Final = re.compile(r"[<{%$&`\\]|\[[\[/a-z]|(?<![\w:/.]):[a-z]|__")


def find_markup(text: str) -> list[tuple[int, int]]:
    """Offsets of the placeholders and tags of a text, in order."""
    return [match.span() for match in _PATTERN.finditer(text)] if _HINT.search(text) else []


def without_markup(text: str) -> str:
    """`text` with a space for every placeholder and tag."""
    return _PATTERN.sub(" ", text) if _HINT.search(text) else text


def tags_are_closed(text: str) -> bool:
    """Whether every tag that is closed in a text is opened in it, and the other way round; single ones (<br>) may stand alone."""
    open_: list[str] = []
    for match in _ANY_TAG.finditer(text):
        name = match["name"].lower()
        if name in _SINGLE or match.group().endswith("/>"):
            continue
        if not match["close"]:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return False
    return not open_


def same_markup(source: str, target: str) -> bool:
    """Whether the placeholders and tags of both are the same, each as often, every tag closed where it was opened, and not before."""
    ours = [source[a:b] for a, b in find_markup(source)]
    theirs = [target[a:b] for a, b in find_markup(target)]
    if not ours:
        return True
    emptied = len(_EMPTY.findall(target)) > len(_EMPTY.findall(source))
    return Counter(ours) == Counter(theirs) and _tags(ours) == _tags(theirs) and not emptied


def _tags(found: list[str]) -> list[str]:
    """The tags alone, in order: placeholders may change places, `</b>` does not come before `<b>`."""
    return [one for one in found if one[0] in "<[" and not one.startswith(("[[", "<!"))]
