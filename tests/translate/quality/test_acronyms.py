"""Acronyms held against the English."""

import pytest
from cases import read_cases

from translate import Translator
from translate.prepare.acronyms import find_acronyms
from translate.quality.acronyms import guess_acronym, missing_acronyms, repair_acronyms


@pytest.mark.parametrize(("source", "english", "repaired", "guessed", "missing"), read_cases(__file__, "acronyms.tsv"))
def test_acronyms(source, english, repaired, guessed, missing):
    found = find_acronyms(source)
    fixed = repair_acronyms(found, english)
    assert fixed == (english if repaired == "=" else repaired)
    assert guess_acronym(source, found, fixed) == (fixed if guessed == "=" else guessed)
    assert " ".join(one.surface for one in missing_acronyms(found, fixed)) == missing.replace("-", "", missing == "-")


def test_the_model_is_asked_again():
    translator = Translator.load("ru", "en")
    texts = [
        "ФССП возбудила исполнительное производство против блогера.",
        "Суд взыскал долг с ООО «Ромашка» в пользу ЗАО «Вектор».",
        "По данным Газета.Ru, министр подаст в отставку.",
        "Врачи сделали МРТ и УЗИ, диагноз — ОРВИ.",
    ]
    wanted = [
        ["the Federal Bailiff Service"],
        ["Romashka LLC", "Vektor CJSC"],
        ["Gazeta.Ru"],
        ["MRI", "ultrasound", "acute respiratory"],
    ]
    for answer, phrases in zip(translator.translate(texts), wanted, strict=True):
        assert all(phrase.casefold() in answer.text.casefold() for phrase in phrases), answer.text
