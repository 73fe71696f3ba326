"""Attempts are compared by how much is wrong and how much is lost."""

from translate.quality.checks import CHECKS, Context
from translate.quality.damage import SEVERITY, content, damage, lost_content

RU_EN = Context("ru", "en")


def test_every_check_has_a_severity():
    assert set(CHECKS) <= set(SEVERITY)  # codes of names and acronyms have one, too


def test_two_wrong_numbers_are_worse_than_one():
    source = "В 2019 году 35 школ и 78 садов"
    one = damage(source, "In 2019, 35 schools and 87 kindergartens", ("numbers",), RU_EN)
    two = damage(source, "In 2019, 53 schools and 87 kindergartens", ("numbers",), RU_EN)
    assert 0 < one < two


def test_content_is_told_from_grammar():
    assert content("The head of the city said that it was the city") == 3


def test_what_is_lost_outweighs_a_number():
    source = "Глава города рассказал о планах строительства 5 новых школ"
    full = content("The head of the city spoke about plans to build several new schools")
    short = content("Five 5 schools")
    assert lost_content(short, full, source) > SEVERITY["numbers"]
    assert lost_content(full, full, source) == 0


def test_a_hallucination_is_no_content():
    assert lost_content(1, 40, "Нет") == 0
