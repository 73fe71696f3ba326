import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.verbatim import find_entities, mask_entities, romanize_hashtags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Смотри https://site.example/a_b?x=1, там всё.", ["https://site.example/a_b?x=1"]),
        ("Пишите: red.aktor+1@site.example.", ["red.aktor+1@site.example"]),
        ("Канал @porty_rossii и #ПортДня", ["@porty_rossii", "#ПортДня"]),
        ("Звоните +7 (000) 123-45-67!", ["+7 (000) 123-45-67"]),
        ("На site.ru/a пишут", ["site.ru/a"]),
        ("Счёт 3:1 (1:0, 2:1) по периодам", ["(1:0, 2:1"]),  # the score by periods
        ("Счёт 3:1.", []),
        ("Он сказал.Потом ушёл", []),
    ],
)
def test_what_has_to_stay_letter_by_letter(text, found):
    assert [text[start:end] for start, end in find_entities(text)] == found


@given(st.text(max_size=60))
def test_stretches_are_in_order_and_do_not_overlap(text):
    places = find_entities(text)
    assert all(start < end for start, end in places)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))


def test_masked_and_romanised():
    assert mask_entities("Канал @porty закрыт", "_") == "Канал _ закрыт"
    assert romanize_hashtags("Пишут #порт и порт", lambda text: "#port") == "Пишут #port и порт"
