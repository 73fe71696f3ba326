import pytest

from normalize.mentions.find import find_names, find_names_batch


def names(text: str, lang: str) -> list[tuple[str, str]]:
    return [(m.surface, m.kind[:3]) for m in find_names(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        pytest.param("uk", "Учора Петро Порошенко приїхав до Харкова.", [("Петро Порошенко", "per"), ("Харкова", "pla")], id="uk"),
        pytest.param("be", "Міхаіл Мясніковіч выступіў у Мінску.", [("Міхаіл Мясніковіч", "per"), ("Мінску", "pla")], id="be"),
        pytest.param("bg", "Според Николай Денков цените ще паднат.", [("Николай Денков", "per")], id="bg: a preposition begins the sentence"),
        pytest.param("sr", "Министар Небојша Стефановић отпутовао је у Москву.", [("Небојша Стефановић", "per")], id="sr: a post before the name"),
        pytest.param("mk", "Премиерот Никола Груевски замина за Будимпешта.", [("Никола Груевски", "per"), ("Будимпешта", "pla")], id="mk"),
        pytest.param("de", "Außenminister Sergej Lawrow traf Angela Merkel in Berlin.", [("Sergej Lawrow", "per"), ("Angela Merkel", "per"), ("Berlin", "pla")], id="de"),
        pytest.param("de", "Die neue Regierung will den Preis für Strom und Wasser senken.", [], id="de: nouns have capitals"),
        pytest.param("de", "Gute Nachrichten für den Mittelstand.", [], id="de: an adjective begins the sentence"),
        pytest.param("fr", "Selon Sergueï Choïgou, la France a tort.", [("Sergueï Choïgou", "per"), ("France", "pla")], id="fr"),
        pytest.param("pl", "Premier Mateusz Morawiecki poleciał do Brukseli z Jewgienijem Szewczukiem.", [("Mateusz Morawiecki", "per"), ("Jewgienijem Szewczukiem", "per")], id="pl: known by its sound"),
        pytest.param("es", "La Semana Santa terminó ayer.", [], id="es: a thing behind an article"),
        pytest.param("it", "Ieri Silvio Berlusconi ha incontrato Vladimir Putin a Roma.", [("Silvio Berlusconi", "per"), ("Vladimir Putin", "per"), ("Roma", "pla")], id="it"),
        pytest.param("tr", "Recep Tayyip Erdoğan Ankara'da konuştu.", [("Recep Tayyip Erdoğan", "per"), ("Ankara", "pla")], id="tr: a place without its ending"),
        pytest.param("hu", "Orbán Viktor beszédet mondott.", [("Orbán Viktor", "per")], id="hu: family name first"),
    ],
)  # fmt: skip
def test_names_without_a_tagger(lang, text, expected):
    assert [name for name in names(text, lang) if name[1] == "per"] == [n for n in expected if n[1] == "per"]
    assert {name for name in names(text, lang) if name[1] == "pla"} >= {n for n in expected if n[1] == "pla"}
    assert len(names(text, lang)) <= len(expected) + 1


def test_a_family_name_is_found_again_in_the_document():
    texts = ["Gestern sprach Jewgeni Prigoschin in Rostow.", "Später dementierte Prigoschin alles."]
    found = find_names_batch(texts, ["de", "de"], ["d", "d"])
    assert [m.surface for m in found[1]] == ["Prigoschin"]


def test_regions_of_the_language_tag_do_not_matter():
    assert names("Heute sprach Olaf Scholz.", "de-AT") == [("Olaf Scholz", "per")]
