import pytest

from normalize.kinds import ORGANISATION, PERSON
from normalize.resolution.blocking import profile
from normalize.resolution.judge import judge


@pytest.mark.parametrize(
    ("one", "other", "same", "contradict"),
    [
        ("Дмитрий Ладыгин", "Dmitry Ladygin", True, False),
        ("Дмитрий Ладыгин", "Олег Ладыгин", False, True),
        ("Дмитрий Ладыгин", "Ладыгин", False, False),  # no contradiction, and not enough
    ],
)
def test_persons(one, other, same, contradict):
    verdict = judge(profile(one, PERSON), profile(other, PERSON))
    assert verdict[:2] == (same, contradict)
    assert judge(profile(other, PERSON), profile(one, PERSON)) == verdict


def test_two_kinds_contradict_each_other():
    assert judge(profile("Заря", ORGANISATION), profile("Заря", PERSON)) == (False, True, 0.0)
