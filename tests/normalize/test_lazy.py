import sys

import pytest

import normalize
from normalize.lazy import imported_on_use


def test_a_name_is_imported_once_and_kept(monkeypatch):
    get = imported_on_use("normalize", {"kinds": ["Kind"]})
    monkeypatch.delitem(vars(normalize), "Kind", raising=False)
    assert get("Kind") is sys.modules["normalize.kinds"].Kind
    assert vars(normalize).pop("Kind") is sys.modules["normalize.kinds"].Kind


def test_other_names_are_told():
    with pytest.raises(AttributeError, match="module 'normalize' has no attribute 'nothing'"):
        imported_on_use("normalize", {})("nothing")
