"""What is asked of the engine: fields of a request, checked, as a job."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, Literal

from flows.api.bodies import Fields
from flows.api.errors import ApiError, invalid
from flows.api.limits import Limits
from flows.read.types import one_line
from normalize.kinds import KINDS

AUTO: Final = "auto"
Format = Literal["text", "html"]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a request: one, or a list, which the answer then is, too."""

    texts: tuple[str, ...]
    many: bool

    @property
    def cost(self) -> int:
        """Characters to be read."""
        return sum(map(len, self.texts))


@dataclass(frozen=True, slots=True)
class Translate:
    """Texts to translate.

    Attributes:
        q: the texts.
        source: the language they are said to be in; `auto` for none.
        target: the language wanted.
        form: plain text or HTML.
        alternatives: whether a list of other translations is expected.
        spans: whether to tell what became of each span.
    """

    q: Texts
    source: str
    target: str
    form: Format
    alternatives: bool
    spans: bool

    @property
    def cost(self) -> int:
        """Characters to be read."""
        return self.q.cost


@dataclass(frozen=True, slots=True)
class Detect:
    """Texts to tell the language of."""

    q: Texts

    @property
    def cost(self) -> int:
        """Characters to be read."""
        return self.q.cost


@dataclass(frozen=True, slots=True)
class FindNames:
    """Texts to find names in."""

    q: Texts

    @property
    def cost(self) -> int:
        """Characters to be read."""
        return self.q.cost


@dataclass(frozen=True, slots=True)
class Explain:
    """Two names to compare; kind None: a known name tells, else person."""

    first: str
    second: str
    kind: str | None

    @property
    def cost(self) -> int:
        """Characters to be read."""
        return len(self.first) + len(self.second)


Job = Translate | Detect | FindNames | Explain

_LONGEST_NAME: Final = 500  # characters; a name is compared letter by letter


def translate_job(fields: Fields, limits: Limits, sources: Collection[str], target: str) -> Translate:
    """Return what `/translate` is to do.

    Args:
        fields: of the request.
        limits: what it may ask for.
        sources: languages that are translated.
        target: the language they are translated to.

    Raises:
        ApiError: 400, with what is missing or wrong.
    """
    q = _texts(fields, limits)
    source, wanted = _word(fields, "source"), _word(fields, "target")
    if source not in {AUTO, target, *sources}:
        raise ApiError(400, f"{_shown(source)} is not supported")
    if wanted not in {target, *sources}:
        raise ApiError(400, f"{_shown(wanted)} is not supported")
    if wanted not in (target, source):
        raise ApiError(400, f"{wanted} is not available as a target language from {source}; the target is {target}")
    return Translate(
        q, source, wanted, _format(fields), _number(fields, "alternatives") > 0, _flag(fields, "spans", default=True)
    )


def detect_job(fields: Fields, limits: Limits) -> Detect:
    """Return what `/detect` is to do.

    Raises:
        ApiError: 400, with what is missing or wrong.
    """
    return Detect(_texts(fields, limits))


def names_job(fields: Fields, limits: Limits) -> FindNames:
    """Return what `/names` is to do.

    Raises:
        ApiError: 400, with what is missing or wrong.
    """
    return FindNames(_texts(fields, limits))


def explain_job(fields: Fields, limits: Limits) -> Explain:
    """Return what `/explain` is to do.

    Raises:
        ApiError: 400, with what is missing or wrong.
    """
    longest = min(_LONGEST_NAME, limits.characters)
    names = [_word(fields, name) for name in ("first", "second")]
    if any(len(name) > longest for name in names):
        raise invalid(f"a name has more than {longest} characters")
    kind = fields.get("kind") or None
    if kind is not None and kind not in KINDS:
        raise invalid(f"kind must be one of {', '.join(KINDS)}")
    return Explain(names[0], names[1], kind)


def _texts(fields: Fields, limits: Limits) -> Texts:
    q = fields.get("q")
    if not q and q != 0:
        raise invalid("missing q parameter")
    many = isinstance(q, list)
    texts = q if many else [q]
    if len(texts) > limits.texts:
        raise invalid(f"request ({len(texts)}) exceeds text limit ({limits.texts})")
    for i, text in enumerate(texts):
        _check_text(text, f"q[{i}]" if many else "q")
    found = Texts(tuple(texts), many)
    if found.cost > limits.characters:
        raise invalid(f"request ({found.cost}) exceeds text limit ({limits.characters})")
    return found


def _word(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if not value:
        raise invalid(f"missing {name} parameter")
    _check_text(value, name)
    return str(value)


def _check_text(value: Any, name: str) -> None:
    """Hold that a value is text that can be written down again.

    Raises:
        ApiError: 400, it is not.
    """
    if not isinstance(value, str):
        raise invalid(f"{name} must be a string{' or a list of strings' if name == 'q' else ''}")
    if "\0" in value:
        raise invalid(f"{name} holds a NUL character (at {value.index(chr(0))})")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise invalid(f"{name} holds half of a character, a lone surrogate (at {error.start})") from None


def _format(fields: Fields) -> Format:
    form = fields.get("format") or "text"
    if form == "html":
        return "html"
    if form == "text":
        return "text"
    raise ApiError(400, f"{_shown(form)} format is not supported")


def _number(fields: Fields, name: str) -> int:
    value = fields.get(name) or 0
    if isinstance(value, str) and value.isascii() and value.strip().isdigit() and len(value) <= 9:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise invalid(f"{name} parameter is not a number")
    return max(0, value)


def _flag(fields: Fields, name: str, *, default: bool) -> bool:
    value = fields.get(name, default)
    said = {"true": True, "1": True, "false": False, "0": False}
    if isinstance(value, str) and value.casefold() in said:
        return said[value.casefold()]
    if not isinstance(value, bool):
        raise invalid(f"{name} must be true or false")
    return value


def _shown(value: Any) -> str:
    return one_line(str(value), 40)[:150] if isinstance(value, str) else "a value that is no string"
