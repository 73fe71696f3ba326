import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.phonetics.readings import FAR, consonant_frames, fold, readings, sound_distance, sound_keys, sure_sounds

WORDS = st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnoprstuvwxyzčžśß'-", min_size=1, max_size=16)


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Рогозин", "Rogosin"),  # German
        ("Рогозин", "Rogozine"),  # French
        ("Хрущёв", "Chruschtschow"),
        ("Ельцин", "Jelzin"),
        ("Примаков", "Primakoff"),
        ("Чубайс", "Czubajs"),  # Polish
        ("Жемчужный", "Zjemtsjuzjnyj"),  # Dutch, Scandinavian
        ("Щербаков", "Ščerbakov"),
    ],
)
def test_schemes_meet_at_distance_nought(cyrillic, latin):
    assert sound_distance(cyrillic, latin) == 0
    assert sound_keys(cyrillic) & sound_keys(latin)


@pytest.mark.parametrize(
    ("one", "other"), [("Рогозин", "Рогожин"), ("Rogozin", "Rogozhin"), ("Путин", "Пулин"), ("Попов", "Попков")]
)
def test_another_consonant_is_another_frame(one, other):
    assert sound_distance(one, other) >= 4
    assert not consonant_frames(fold(one)) & consonant_frames(fold(other))


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS)
def test_distance_is_a_symmetric_measure(one, other):
    assert sound_distance(one, other) == sound_distance(other, one)
    assert 0 <= sound_distance(one, other) <= FAR
    assert sound_distance(one, one) == 0


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_at_most_eight_readings(text):
    assert len(readings(text)) <= 8


@settings(max_examples=100, deadline=None)
@given(WORDS)
def test_sure_sounds_are_the_readings_that_cost_nothing(word):
    assert list(sure_sounds(word)) == [sounds for sounds, cost in readings(word) if cost == 0]
    assert set(sure_sounds(word)) <= sound_keys(word)
