"""Women and men of one spelling: Александра Петрова is a woman's nominative and a man's genitive. Which does the text say?

    python bench/women.py [--wrong N]

Contexts (written for this project) × given names that have a twin of the other gender × family names; every name stands in
the case its context asks for. Right is the nominative of the person meant. `clear` rows are contexts that leave a reader no
doubt. Sets: women in the nominative; women in other cases; men in the genitive and accusative, dative, and nominative.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from normalize.mentions.find import find_names_batch

# Women's given names whose nominative is a form of a man's name, or of one that somebody might make up (Аделий).
WOMEN = """Александра Валентина Евгения Валерия Виктория Юлия Антонина Августа Марина Карина Кира Яна Руслана Богдана
Владислава Станислава Ярослава Мирослава Серафима Ульяна Клавдия Виталия Паулина Роберта Габриэла Алина Полина Аделия
Анастасия Лидия Наталия Эмилия Корнелия Милана Стефания Юлиана Дана Алия Аполлинария Юлианна"""
MEN = """Александр Валентин Евгений Валерий Юлий Антонин Август Руслан Богдан Владислав Станислав Ярослав Мирослав Серафим
Виталий Роберт Милан Юлиан Иван Павел Георгий Даниил Степан Виктор Максим Роман Константин Михаил Антон Кирилл"""
FAMILIES = ("Петров", "Кузьмин", "Белорецкий", "Соловьёв", "Дягилев")

WOMEN_NOMINATIVE = """
{n} выступила на конференции в Самаре.
Вчера {n} рассказала журналистам о своих планах.
«Мы готовы к переговорам», — сказала {n}.
«Это была трудная зима», — вспоминает {n}.
Директор школы {n} подписала приказ о ремонте.
По этому поводу {n} уже написала заявление.
{n} родилась в 1987 году в Перми.
В списке участников: Ольга Смирнова, {n}, Пётр Сидоров.
Лауреатами стали Игорь Титов, {n} и Мария Зайцева.
{n} — депутат Государственной думы.
{n}, заместитель министра, не согласна с этим решением.
Автор: {n}
Редактор — {n}
Фото: {n} / Известия
{n}: «Мы не ждали такого результата»
Главный врач больницы {n} сообщила о новых случаях.
Заместитель министра {n} заявила, что проверка завершена.
Журналистка {n} написала об этом книгу.
Чемпионкой России стала {n}.
Её зовут {n}, ей тридцать лет.
Как отметила {n}, цены будут расти.
{n} работает в этой школе двадцать лет.
Победу одержала {n} из Омска.
Также на встрече присутствовала {n}.
{n} не смогла приехать на заседание.
Тогда {n} решила уехать в деревню.
На сцену вышла {n}, и зал встал.
Судья {n} удовлетворила иск.
В эфире {n}, здравствуйте!
Первое место заняла {n}, второе — Анна Лебедева.
По данным следствия, {n} вела переговоры с поставщиками.
Корреспондент ТАСС {n} передаёт с места событий.
{n} и Николай Орлов приехали в город вечером.
Сенатор {n} внесла законопроект.
"""
WOMEN_OBLIQUE = """
gen	Суд отклонил жалобу {n}.
gen	По словам {n}, проверка ещё идёт.
gen	У {n} двое детей.
dat	Премию вручили {n} в Москве.
dat	Министр поручил {n} подготовить доклад.
dat	Комиссия выразила благодарность {n}.
acc	Полиция задержала {n} в аэропорту.
acc	На этот пост назначили {n}.
acc	Журналисты спросили {n} о выборах.
ins	Договор подписан {n}.
ins	Мы встретились с {n} в Казани.
ins	Интервью с {n} выйдет завтра.
loc	В статье речь идёт о {n}.
"""
MEN_OBLIQUE = """
gen	Суд отклонил жалобу {n}.
gen	По словам {n}, проверка ещё идёт.
gen	У {n} двое детей.
gen	Адвокат {n} подал апелляцию.
gen	Книга {n} вышла в прошлом году.
gen	Дело {n} передали в суд.
gen	Защита {n} не согласна с приговором.
gen	Против {n} возбуждено уголовное дело.
acc	Полиция задержала {n} в аэропорту.
acc	{n} арестовали на два месяца.
acc	На этот пост назначили {n}.
acc	Губернатор поздравил {n} с юбилеем.
acc	Суд приговорил {n} к трём годам.
acc	{n} обвиняют в мошенничестве.
dat	Премию вручили {n} в Москве.
dat	Министр поручил {n} подготовить доклад.
dat	{n} предъявлено обвинение.
dat	По мнению экспертов, {n} это не поможет.
"""
MEN_NOMINATIVE = """
{n} выступил на конференции в Самаре.
Вчера {n} рассказал журналистам о своих планах.
«Мы готовы к переговорам», — сказал {n}.
В списке участников: Ольга Смирнова, {n}, Пётр Сидоров.
Автор: {n}
Судья {n} удовлетворил иск.
{n} — депутат Государственной думы.
"""


class Case(NamedTuple):
    """A text, the name in it and the nominative that is right."""

    text: str
    surface: str
    nominative: str


def woman_forms(name: str, family: str) -> dict[str, str]:
    """Case forms of a woman's given name in -а or -я and the feminine of a family name in -ов, -ев, -ин or -ский."""
    stem = name[:-1]
    if name.endswith("ия"):
        given = {
            "nom": name,
            "gen": stem + "и",
            "dat": stem + "и",
            "acc": stem + "ю",
            "ins": stem + "ей",
            "loc": stem + "и",
        }
    else:
        gen = "и" if stem[-1] in "гкхжшщч" else "ы"
        given = {
            "nom": name,
            "gen": stem + gen,
            "dat": stem + "е",
            "acc": stem + "у",
            "ins": stem + "ой",
            "loc": stem + "е",
        }
    if family.endswith("ий"):
        root = family[:-2]
        last = dict.fromkeys(("gen", "dat", "ins", "loc"), root + "ой") | {"nom": root + "ая", "acc": root + "ую"}
    else:
        last = dict.fromkeys(("gen", "dat", "ins", "loc"), family + "ой") | {"nom": family + "а", "acc": family + "у"}
    return {case: f"{given[case]} {last[case]}" for case in given}


def man_forms(name: str, family: str) -> dict[str, str]:
    """Case forms of a man's given name and family name."""
    stem = {"Павел": "Павл"}.get(name, name.removesuffix("ий") + "и" if name.endswith("ий") else name)
    soft = name.endswith("ий")
    given = {
        "nom": name,
        "gen": stem + ("я" if soft else "а"),
        "dat": stem + ("ю" if soft else "у"),
        "ins": stem + ("ем" if soft else "ом"),
        "loc": stem + ("и" if soft else "е"),
    }
    if family.endswith("ий"):
        root = family[:-2]
        last = {"nom": family, "gen": root + "ого", "dat": root + "ому", "ins": root + "им", "loc": root + "ом"}
    else:
        last = {"nom": family, "gen": family + "а", "dat": family + "у", "ins": family + "ым", "loc": family + "е"}
    forms = {case: f"{given[case]} {last[case]}" for case in given}
    return forms | {"acc": forms["gen"]}


def _rows(block: str) -> Iterator[tuple[str, str]]:
    for line in block.strip().splitlines():
        case, tab, text = line.partition("\t")
        yield (case, text) if tab else ("nom", line)


def _cases(block: str, names: str, *, women: bool) -> Iterator[Case]:
    for case, text in _rows(block):
        for name in names.split():
            for family in FAMILIES[:3]:
                forms = woman_forms(name, family) if women else man_forms(name, family)
                yield Case(text.replace("{n}", forms[case]), forms[case], forms["nom"])


SETS = {
    "women, nominative": lambda: _cases(WOMEN_NOMINATIVE, WOMEN, women=True),
    "women, other cases": lambda: _cases(WOMEN_OBLIQUE, WOMEN, women=True),
    "men, other cases": lambda: _cases(MEN_OBLIQUE, MEN, women=False),
    "men, nominative": lambda: _cases(MEN_NOMINATIVE, MEN, women=False),
}


def main() -> None:
    """Print one line per set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", help=argparse.SUPPRESS)  # not needed: `make bench` gives it to every script
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong contexts of each set")
    parser.add_argument("--sample", type=int, default=600, help="cases of each set, drawn at random (0: all)")
    arguments = parser.parse_args()
    for label, build in SETS.items():
        cases = list(build())
        if arguments.sample:
            cases = random.Random(1).sample(cases, min(arguments.sample, len(cases)))
        found = find_names_batch([case.text for case in cases], ["ru"] * len(cases))
        wrong: Counter[str] = Counter()
        names: Counter[str] = Counter()
        right = 0
        for case, mentions in zip(cases, found, strict=True):
            lemmas = [m.lemma for m in mentions if m.surface == case.surface]
            if any(lemma.replace("ё", "е") == case.nominative.replace("ё", "е") for lemma in lemmas):
                right += 1
            else:
                wrong[case.text.replace(case.surface, "{n}")] += 1
                names[f"{case.surface} > {lemmas or [(m.surface, m.lemma) for m in mentions]}"] += 1
        print(f"{label:22s} {right / len(cases):.3f}  ({right} of {len(cases)})")
        for text, n in wrong.most_common(arguments.wrong):
            print(f"    {n:4d}  {text}")
        for text, n in names.most_common(arguments.wrong):
            print(f"    {n:4d}  {text}")


if __name__ == "__main__":
    main()
