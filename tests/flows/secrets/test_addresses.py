"""Secrets of addresses: what is shown, what children of the process can open, and what is not touched."""

import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from flows.secrets import hide, redact, redact_all, reveal, secrets_of

CASES = read_cases(__file__, "addresses.tsv")


@pytest.mark.parametrize(("address", "shown"), CASES)
def test_what_is_shown(address, shown):
    assert redact(address) == shown
    assert redact(shown) == shown


@pytest.mark.parametrize(("address", "_shown"), CASES)
def test_a_hidden_address_can_be_opened_and_is_the_same(address, _shown):
    hidden = hide(address)
    assert hide(hidden) == hidden
    assert reveal(hidden) == address
    assert redact(reveal(hidden)) == redact(hidden) == redact(address)
    if "://" in address:
        assert not any(secret in hidden for secret in secrets_of(address))


def test_a_variable_that_is_missing_is_named():
    with pytest.raises(LookupError, match="TOLMACH_NOT_THERE"):
        reveal("https://${TOLMACH_NOT_THERE}@host/")
    assert reveal("https://${HOME}@host/") == "https://${HOME}@host/"  # only variables that are meant for it


def test_a_secret_alone_in_a_message():
    assert (
        redact("wrong password p@ssword for host", "http://user:p%40ssword@host/") == "wrong password REDACTED for host"
    )


def test_json_values():
    assert redact_all({"a": ["http://u:p@h/", 1], "b": None}) == {"a": ["http://h/", 1], "b": None}


@given(st.text(st.sampled_from("a1:/?#@&;=% \"'[]$\u044f"), max_size=40))
def test_nothing_is_left_for_a_second_look(rest):
    once = redact(f"http://{rest}")
    assert redact(once) == once


@given(st.text(max_size=60))
def test_texts_without_addresses_are_kept(text):
    if not any(mark in text for mark in ("://", "=")):
        assert redact(text) == text
