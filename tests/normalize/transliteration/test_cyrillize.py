import pytest

from normalize.transliteration.cyrillize import cyrillize

BEST = {
    "Rogozin": "Рогозин",
    "Rogosin": "Рогозин",  # German
    "Rogozine": "Рогозин",  # French
    "ROGOZIN": "РОГОЗИН",
    "Dmitry Rogozin": "Дмитрий Рогозин",
    "Dmitri Rogosin": "Дмитрий Рогозин",
    "D. O. Rogozin": "Д. О. Рогозин",
    "Yu. Borisov": "Ю. Борисов",
    "Yevgeny Zubritsky": "Евгений Зубрицкий",
    "Poutine": "Путин",
    "Wassiljew": "Васильев",
    "Tchaïkovski": "Чайковский",
    "Zelenskyy": "Зеленский",
    "Ŝedrin": "Щедрин",  # ISO 9
    "Il’ina": "Ильина",  # BGN/PCGN
    "Donald Trump": "Дональд Трамп",
    "Рогозин": "Рогозин",  # already Cyrillic
}


@pytest.mark.parametrize(("latin", "expected"), BEST.items(), ids=list(BEST))
def test_best_candidate(latin, expected):
    assert cyrillize(latin)[0].text == expected


def test_ranked_and_limited():
    found = cyrillize("Krikalev", n=3)
    assert len(found) == 3
    assert {"Крикалев", "Крикалёв"} <= {candidate.text for candidate in found}
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_bad_input():
    assert cyrillize("") == []
    assert cyrillize("!!!") == []
    assert cyrillize("a" * 10_000)


@pytest.mark.xfail(strict=True, reason="Belarusian spellings of Russian names are not undone (Siarhei is Сергей)")
def test_belarusian_spelling():
    assert cyrillize("Siarhei")[0].text == "Сергей"
