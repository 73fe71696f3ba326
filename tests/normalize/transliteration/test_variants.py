from normalize.transliteration.romanize import romanize
from normalize.transliteration.variants import spellings, word_spellings


def test_press_spelling_leads():
    for name in ("Дмитрий Олегович Рогозин", "Юлия Васильева", "РЫЖИКОВ"):
        assert spellings(name)[0] == romanize(name)


def test_usual_variants_are_among_the_first():
    assert {"Dmitry Rogozin", "Dmitriy Rogozin", "Dmitri Rogozin"} <= set(spellings("Дмитрий Рогозин", 5))
    assert "yuryevich" in word_spellings("Юрьевич")
    assert "vasiliev" in word_spellings("Васильев")
    assert "nikolayevich" in word_spellings("Николаевич")
    assert "zubritskiy" in word_spellings("Зубрицкий")


def test_a_different_name_is_no_variant():
    assert "rogozhin" not in word_spellings("Рогозин")
    assert "alexei" not in word_spellings("Александр")


def test_number_and_uniqueness():
    found = spellings("Сергей Александрович Андреев", 7)
    assert len(found) == len(set(found)) == 7
    assert spellings("") == [""]
