"""What the places of the persons in a list ask for."""

from normalize.kinds import PERSON, Found
from normalize.mentions.agreement import Odds, nominative_odds
from normalize.mentions.asked import cases_asked
from normalize.mentions.rules import Context
from normalize.ner.russian import words

NAMES = ("Петрова А.С.", "Сидорова П.П.", "Кузнецова Е.В.")


def test_a_name_on_a_line_of_its_own_takes_nothing_from_the_others_of_its_list():
    text = "{}\n{}, {} подписали протокол.".format(*NAMES)
    context = Context(text, words(text))
    found = [Found(text.index(name), text.index(name) + len(name), PERSON, 1.0, "test") for name in NAMES]
    (asked,) = cases_asked([context], [found], ["ru"])
    odds = nominative_odds(context.words, found[0].start, found[-1].end, several=True)
    assert odds != Odds()
    alone, *others = (Odds(*asked[name.start][2:4]) for name in found)
    assert alone == Odds()
    assert others == [odds, odds]
