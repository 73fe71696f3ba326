"""Names that the model loses come back, with who did what to whom as in the source."""

import pytest

from flows.config import RunConfig
from flows.one_text import translate_text

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Жмыхова встретила журналистов в Самаре.", ["Zhmykhova"]),
        ("Глава Роскосмоса встретился с Жмыховой в Самаре.", ["Zhmykhova"]),
        ("Веретенников защищал честь завода в 2004 году.", ["Veretennikov"]),
        ("Об этом сообщил Самариддин Раджабов.", ["Radzhabov"]),
        ("Крутицына сменил Зубрицкий.", ["Krutitsyn", "Zubritsky"]),
    ],
)
def test_names_are_in_the_english(text, names):
    (span,) = translate_text(text, RunConfig(beam=2)).spans
    assert all(name in span["text_en"] for name in names), span


def test_a_mended_translation_says_so():
    (span,) = translate_text("Встреча с Жмыховой прошла в Самаре.", RunConfig(beam=2)).spans
    assert (span["status"], span["reason"]) == ("retried", "name_fixed")


def test_a_right_translation_stays_plain():
    (span,) = translate_text("Дмитрий Рогозин посетил космодром.", RunConfig(beam=2)).spans
    assert (span["status"], span["reason"]) == ("ok", None)
