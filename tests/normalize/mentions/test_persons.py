import pytest

from normalize import find_names


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # a patronymic tells that the word before the given name is the family name
        ("ru", "Миллеру Алексею Борисовичу"),
        ("ru", "Матвиенко Валентиной Ивановной"),
        ("ru", "Долгих Марией Петровной"),
        ("ru", "Шойгу Сергея Кужугетовича"),
        ("ru", "Васильевой Евгении Николаевны"),
        ("ru", "Гордиенко Анной Павловной"),
        ("ru", "Абрамовича Романа Аркадьевича"),
        ("ru", "Соколова-Вишневская Екатерина Андреевна"),
        ("ru", "Белых Никиты Юрьевича"),
        ("ru", "Лысенко Петру Ильичу"),
        ("ru", "ПАТРУШЕВ Николай Платонович"),
        # a comma after the family name
        ("ru", "Патрушев, Николай Платонович"),
        ("en", "GERASIMOV, Valery Vasilyevich"),
        ("en", "VOLODIN, Vyacheslav Viktorovich"),
        ("en", "MILLER, Alexei Borisovich"),
        # initials behind the family name
        ("ru", "Черных О.Ю."),
        ("ru", "Петрова В. Г."),
        ("ru", "Козлов А.А."),
        ("ru", "ЗАЙЦЕВ О.Н."),
    ],
)
def test_one_person_a_line(lang, text):
    assert [(m.surface, m.kind) for m in find_names(text, lang)] == [(text, "person")]


@pytest.mark.parametrize(
    ("lang", "text", "persons"),
    [
        # a preposition is no initial
        ("ru", "О Рогозине, Дмитрии Олеговиче", ["Рогозине, Дмитрии Олеговиче"]),
        ("ru", "Иванов Пётр Сергеевич, Сидорова Анна Ильинична", ["Иванов Пётр Сергеевич", "Сидорова Анна Ильинична"]),
        (
            "en",
            "PUTIN, Vladimir Vladimirovich (Cyrillic: ПУТИН, Владимир Владимирович)",
            ["PUTIN, Vladimir Vladimirovich", "ПУТИН, Владимир Владимирович"],
        ),
        # cells of a table
        ("ru", "Зайцев О.Н.\tдиректор\t12", ["Зайцев О.Н."]),
        ("ru", "| Зайцев О.Н. | директор |", ["Зайцев О.Н."]),
        ("ru", "Подписал Петров В.В.", ["Петров В.В."]),
        # what stands before is no family name
        ("ru", "Председатель Правления Алексей Борисович прибыл.", ["Алексей Борисович"]),
        ("ru", "Из Парижа Анна Павловна уехала.", ["Анна Павловна"]),
        ("ru", "Глава Газпрома Алексей Борисович прибыл.", ["Алексей Борисович"]),
        ("ru", "Памятник А. С. Пушкину открыли.", ["А. С. Пушкину"]),
        # two persons
        ("ru", "Это Иванов, Николай Петрович ждёт его.", ["Иванов", "Николай Петрович"]),
        ("ru", "Приехала вдова Ельцина Наина Иосифовна.", ["Ельцина", "Наина Иосифовна"]),
        ("en", "Deripaska, Roman Abramovich and Usmanov met.", ["Roman Abramovich", "Usmanov"]),
    ],
)
def test_where_a_name_begins_and_ends(lang, text, persons):
    assert [m.surface for m in find_names(text, lang) if m.kind == "person"] == persons
