"""Work grows with the text and no faster, whatever the text: counted in calls, not in seconds (bench/linear.py times it)."""

import pytest
from work import work

from normalize import find_names, foreign_spellings, spellings
from normalize.text.clean_document import clean_text
from normalize.text.decode import decode_bytes

UNITS = ["НАТО ", "Рогозин, ", "а-", "a@", "а/", "http://a.b/c?d=e&", "И. ", "«", "аЯ", "РџСЂ", "╨╤", "а\u00ad", "щгц Ыр ", "\n", "#т "]  # fmt: skip
FUNCTIONS = {
    "find_names": lambda text: find_names(text, "ru"),
    "clean_text": clean_text,
    "decode_bytes": lambda text: decode_bytes(text.encode("utf-8")),
    "foreign_spellings": foreign_spellings,
    "spellings": spellings,
}
SMALL, TIMES = 1600, 3


@pytest.mark.parametrize("name", FUNCTIONS)
def test_three_times_the_text_is_three_times_the_work(name):
    call = FUNCTIONS[name]
    call("Глава Роскосмоса Дмитрий Рогозин.")  # tables are read
    worse = {}
    for unit in UNITS[:: 3 if name == "find_names" else 1]:
        small, large = ((unit * n)[:n] for n in (SMALL, TIMES * SMALL))
        call(large)  # what is remembered of single words is so for both
        ratio = work(lambda text=large: call(text)) / max(work(lambda text=small: call(text)), 1)
        if ratio > 1.5 * TIMES:
            worse[unit] = round(ratio, 1)
    assert worse == {}


@pytest.mark.parametrize("letters", ["а", "щ", "я-", "кра"])
def test_one_word_of_many_thousand_letters(letters):
    word = letters * (25_000 // len(letters))
    for call in FUNCTIONS.values():
        assert work(lambda call=call: call(word)) < 20 * len(word)
