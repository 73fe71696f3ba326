import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalize.mentions.headlines import recase_headlines
from normalize.mentions.readable import readable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ПУТИН ПРИБЫЛ В СОЧИ", "Путин прибыл в Сочи"),
        ("МИД И США ОБСУДИЛИ УКРАИНУ", "МИД и США обсудили Украину"),
        ("НОВОСТИ ДНЯ: «ВОСТОК» ГОТОВ", "Новости дня: «Восток» готов"),
        ("RUSSIA LEAVES SPACE STATION, NASA SAYS", "Russia leaves space station, NASA says"),
        ("PRESIDENT BIDEN'S TRIP TO NEW YORK", "President Biden's trip to New York"),
        ("Russia To Launch New Rocket Next Year", "Russia to launch new rocket next year"),
        (
            "Will Farrell And Theresa May Meet To Talk About Money",
            "Will Farrell and Theresa May meet to talk about money",
        ),
        ("Обычный текст про НАТО и США.", "Обычный текст про НАТО и США."),
        ("Иван Петров, Сергей Сидоров, Анна Орлова", "Иван Петров, Сергей Сидоров, Анна Орлова"),
        ("Examples are the Line Islands in the Pacific Ocean.", "Examples are the Line Islands in the Pacific Ocean."),
        ("MINSK (Reuters) - Belarus said no.", "Minsk (Reuters) - Belarus said no."),
        ("ST. PETERSBURG, May 3. /TASS/. It rains.", "St. Petersburg, May 3. /TASS/. It rains."),
        ("TBILISI/YEREVAN (AFP) — It rains.", "Tbilisi/Yerevan (AFP) — It rains."),
        ("МИНСК, 5 ноя — БЕЛТА. Дождь.", "Минск, 5 ноя — БЕЛТА. Дождь."),
        ("NASA (Houston) - it flies.", "NASA (Houston) - it flies."),
        ("NASA", "NASA"),
        ("МКС", "МКС"),
        ("ПАТРУШЕВ Николай Платонович", "Патрушев Николай Платонович"),
        ("Завод «АНТОНОВ» и ЛУКОЙЛ", "Завод «АНТОНОВ» и ЛУКОЙЛ"),
        ("Текст.\nСРОЧНЫЕ НОВОСТИ\nТекст.", "Текст.\nСрочные новости\nТекст."),
    ],
)
def test_recase(text, expected):
    assert recase_headlines(text) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
@example("İSTANBUL İZMİR İKİ ÜÇ")
@example("STRAẞE UND GROẞE ﬁnﬁn")
@example("Рoгoзин 🚀 \ud800 \x00")
def test_length_never_changes(text):
    assert len(readable(text)) == len(text)


def test_readable():
    assert readable("Рoгoзин 🚀 Маск\x00") == "Рогозин , Маск "
    assert readable("Trump'а и Bushем") == "Trump'а и Bushем"
    assert readable("بن سلمان 習近平") == "بن سلمان 習近平"
