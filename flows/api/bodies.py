"""The body of a request as named values: JSON, or a form of either kind, as LibreTranslate takes them."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn
from urllib.parse import parse_qsl

from flows.api.errors import ApiError, invalid

Fields = Mapping[str, Any]

_FIELDS: Final = 2_000  # of a form: texts of one request and a few more
_NAME: Final = re.compile(r'(?i)^content-disposition:[^\r\n]*?;\s*name="([^"\r\n]*)"', re.MULTILINE)
_FILE: Final = re.compile(r"(?i)^content-disposition:[^\r\n]*?;\s*filename", re.MULTILINE)
_BOUNDARY: Final = re.compile(r'(?i);\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))')


def read_fields(content_type: str, body: bytes) -> Fields:
    """Return what a body says. A name that a form gives several times has a list of values.

    Raises:
        ApiError: 400 for a body that is not what its content type says, 415 for another content type.
    """
    kind = content_type.partition(";")[0].strip().casefold()
    if kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json")):
        return _json(body)
    if kind == "application/x-www-form-urlencoded":
        return _form(body)
    if kind == "multipart/form-data":
        return _multipart(content_type, body)
    raise ApiError(
        415,
        "Unsupported content type: send application/json, application/x-www-form-urlencoded or multipart/form-data",
    )


def _json(body: bytes) -> Fields:
    try:
        found = json.loads(_text(body), parse_constant=_no_constant)
    except RecursionError:
        raise invalid("JSON nested too deeply") from None
    except ValueError as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise invalid(f"not valid JSON{where}") from None
    if not isinstance(found, dict):
        raise ApiError(400, "Invalid JSON format: send an object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _form(body: bytes) -> Fields:
    try:
        pairs = parse_qsl(
            _text(body), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_FIELDS
        )
    except UnicodeDecodeError:
        raise invalid("the form is not UTF-8 text") from None
    except ValueError:
        raise invalid(f"more than {_FIELDS} fields in the form") from None
    return _gathered(pairs)


def _multipart(content_type: str, body: bytes) -> Fields:
    found = _BOUNDARY.search(content_type)
    if not found:
        raise invalid("multipart/form-data without a boundary")
    mark = b"--" + (found[1] or found[2]).encode("latin-1", "replace")
    parts = body.split(mark, _FIELDS + 2)
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise invalid("multipart/form-data without its last boundary")
    pairs = []
    for part in parts[1:-1]:
        head, blank, value = part.partition(b"\r\n\r\n")
        headers = head.decode("utf-8", "replace").strip()
        name = _NAME.search(headers)
        if not blank or not name:
            raise invalid("a part of multipart/form-data without a name")
        if _FILE.search(headers):
            raise invalid("files are not translated here: use `tolmach run`")
        pairs.append((name[1], _text(value.removesuffix(b"\r\n"))))
    return _gathered(pairs)


def _gathered(pairs: list[tuple[str, str]]) -> Fields:
    """Values by name; a line of a form ends with CR LF and becomes one that ends with LF."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        text = value.replace("\r\n", "\n")
        if name not in fields:
            fields[name] = text
        elif isinstance(fields[name], list):
            fields[name].append(text)
        else:
            fields[name] = [fields[name], text]
    return fields


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise invalid(f"the body is not UTF-8 text (byte {error.start})") from None
