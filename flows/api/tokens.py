"""HTML as it stands: tags, comments and text in order, nothing added, nothing lost; in time linear in its length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>\0]*+)(?P<rest>[^\"'>]*+(?:\"[^\"]*+\"[^\"'>]*+|'[^']*+'[^\"'>]*+)*+)>"
)
_RAW: Final = frozenset({"script", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"})
"""Elements whose content is no markup, up to their end tag."""
VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
"""Elements that have no content and no end tag."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of HTML.

    Attributes:
        raw: as it stands.
        kind: `open`, `close`, `void` (a tag without content), `text`, `other` (comments, declarations, scripts, and what
            a browser would not show either).
        name: of a tag, in lower case.
        attributes: of a tag, as they stand.
    """

    raw: str
    kind: Literal["open", "close", "void", "text", "other"]
    name: str = ""
    attributes: str = ""


def tokens(markup: str) -> Iterator[Token]:
    """Yield the pieces; joined, their `raw` is the markup."""
    at = text_from = 0
    while (less := markup.find("<", at)) >= 0:
        following = markup[less + 1 : less + 3]
        if following[:1] in ("!", "?"):
            end = _end_of_other(markup, less)
            token = Token(markup[less:end], "other")
        elif following[:1].isalpha() or (following[:1] == "/" and following[1:].isalpha()):
            match = _TAG.match(markup, less)
            # One that is not closed, or a quote of it: a browser drops the rest.
            token = _tag(match) if match else Token(markup[less:], "other")
            end = less + len(token.raw)
        else:
            at = less + 1
            continue
        if text_from < less:
            yield Token(markup[text_from:less], "text")
        yield token
        at = text_from = end
        if token.kind == "open" and token.name in _RAW:
            closing = re.compile(rf"</{token.name}", re.IGNORECASE).search(markup, at)
            end = closing.start() if closing else len(markup)
            if end > at:
                yield Token(markup[at:end], "other")
            at = text_from = end
    if text_from < len(markup):
        yield Token(markup[text_from:], "text")


def _end_of_other(markup: str, start: int) -> int:
    closing = "-->" if markup.startswith("<!--", start) else ">"
    end = markup.find(closing, start + (4 if closing == "-->" else 2))
    return len(markup) if end < 0 else end + len(closing)


def _tag(match: re.Match[str]) -> Token:
    name = match["name"].lower()
    kind: Literal["open", "close", "void"] = "open"
    if match["close"]:
        kind = "close"
    elif name in VOID or match["rest"].endswith("/"):
        kind = "void"
    return Token(match[0], kind, name, match["rest"])
