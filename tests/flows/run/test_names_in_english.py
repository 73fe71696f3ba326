"""Names that the model loses come back, with who did what to whom as in the source."""

import pytest

from flows.config import RunConfig
from flows.run.one_text import translate_text

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Жмыхова встретила журналистов в Самаре.", ["Zhmykhova"]),
        ("Глава Роскосмоса встретился с Жмыховой в Самаре.", ["Zhmykhova"]),
        ("Веретенников защищал честь завода в 2004 году.", ["Veretennikov"]),
        ("Об этом сообщил Самариддин Раджабов.", ["Radzhabov"]),
        ("Крутицына сменил Зубрицкий.", ["Krutitsyn", "Zubritsky"]),
        ("Жители Вешняков ждут ремонта.", ["Veshnyaki"]),
        ("Мэр Элисты подал в отставку.", ["Elista"]),
        ("Футболист ЦСКА забил гол.", ["CSKA"]),
        ("Роспотребнадзор проверит рынок в Зернограде.", ["Rospotrebnadzor", "Zernograd"]),
        ("Делегации Лихтенштейна и Мальты приехали в Загреб.", ["Liechtenstein", "Malta", "Zagreb"]),
    ],
)
def test_names_are_in_the_english(text, names):
    (span,) = translate_text(text, RunConfig(beam=2)).spans
    assert all(name in span["text_en"] for name in names), span


def test_a_mended_translation_says_so():
    (span,) = translate_text("Встреча с Жмыховой прошла в Самаре.", RunConfig(beam=2)).spans
    assert (span["status"], span["reason"]) == ("mended", "name_fixed")


def test_the_acronym_of_a_state_is_brought_back():
    (span,) = translate_text("Суд ЦАР отложил заседание.", RunConfig(beam=4)).spans
    assert "CAR" in span["text_en"]
    assert span["status"] == "mended"


def test_a_right_translation_stays_plain():
    (span,) = translate_text("Дмитрий Рогозин посетил космодром.", RunConfig(beam=2)).spans
    assert (span["status"], span["reason"]) == ("ok", None)
