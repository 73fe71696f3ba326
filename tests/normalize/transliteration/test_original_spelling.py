from normalize.transliteration.original_spelling import foreign_spellings


def test_foreign_names_lean_to_their_original_spelling():
    assert foreign_spellings("Шварценеггер")[0].text == "Schwarzenegger"
    assert "Washington" in [spelling.text for spelling in foreign_spellings("Вашингтон", 3)]
    assert foreign_spellings("Джон")[0].text == "John"


def test_slavic_endings_are_romanised():
    assert foreign_spellings("Замаровский")[0].text == "Zamarovsky"


def test_capitals_and_ranking():
    found = foreign_spellings("ТРАМП", 3)
    assert all(spelling.text.isupper() for spelling in found)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert len(found) == 3


def test_unknown_letters_are_copied():
    assert foreign_spellings("x")[0].text == "x"
    assert foreign_spellings("")[0].text == ""
