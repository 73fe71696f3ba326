from normalize.transliteration.romanize import romanize
from normalize.transliteration.variants import spellings


def test_press_spelling_leads():
    for name in ("Дмитрий Олегович Рогозин", "Юлия Васильева", "РЫЖИКОВ"):
        assert spellings(name)[0] == romanize(name)


def test_usual_variants_are_among_the_first():
    assert {"Dmitry Rogozin", "Dmitriy Rogozin", "Dmitri Rogozin"} <= set(spellings("Дмитрий Рогозин", 5))
    assert "yuryevich" in spellings("юрьевич", 50)
    assert "vasiliev" in spellings("васильев", 50)
    assert "nikolayevich" in spellings("николаевич", 50)
    assert "zubritskiy" in spellings("зубрицкий", 50)


def test_a_different_name_is_no_variant():
    assert "rogozhin" not in spellings("рогозин", 50)
    assert "alexei" not in spellings("александр", 50)


def test_number_and_uniqueness():
    found = spellings("Сергей Александрович Андреев", 7)
    assert len(found) == len(set(found)) == 7
    assert spellings("") == [""]
