"""Lines, paragraphs that were wrapped, pieces of a line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.segment.paragraphs import blocks, pieces

LETTER = """\
The harbour office has told all owners that the new ice rules come into force
on 1 December and that no ship without a pilot will be let in after that day.
Owners who do not agree may write to the office; those who have no pilot should
ask the union for one.

Контора порта сообщила владельцам, что новые правила вступают в силу с первого
декабря и что суда без лоцмана после этого дня впускать не будут. Несогласные
могут написать в контору.
"""
MENU = "Войти\nРегистрация\nновости порта\nрасписание\nСамые читаемые новости этой недели в порту\nконтакты"


def lines_of(text: str) -> list[str]:
    return [text[start:end] for start, end in blocks(text)]


def pieces_of(text: str) -> list[str]:
    return [text[start:end] for start, end in pieces(text, 0, len(text))]


def test_a_letter_has_paragraphs():
    assert lines_of(LETTER) == [paragraph.strip() for paragraph in LETTER.split("\n\n")]


def test_two_lines_of_a_page_whose_width_is_known():
    """The next line begins with a name: it is the paragraphs around it that tell."""
    paragraph = "The first to write was the master of the tug, whose name is Captain Sergei\nOrlov."
    assert len(lines_of(paragraph)) == 2
    assert lines_of(f"{LETTER}\n{paragraph}")[-1] == paragraph


def test_headlines_of_a_list_stay_apart():
    headlines = (
        "Порт Мурманска принял первый в этом году караван судов\nЛедокол прошёл северным путём за восемнадцать суток"
    )
    assert lines_of(f"{LETTER}\n{headlines}")[-2:] == headlines.split("\n")


def test_menu_items_stay_apart():
    assert lines_of(MENU) == MENU.split("\n")


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\n\n", " \n\t\n "]
)
def test_line_ends(end):
    assert lines_of(f"Порт{end}Port{end}") == ["Порт", "Port"]


@pytest.mark.parametrize("width", [60, 72, 78])
@pytest.mark.parametrize(
    "paragraph",
    [
        (
            "the captain wrote that he had waited for three days at the mouth of the river and had seen neither a pilot nor any "
            "light on the shore so that he had to turn back and look for another harbour before the storm came in from the sea"
        ),
        (
            "капитан писал, что три дня ждал в устье реки и не видел ни лоцмана, ни огня на берегу, так что ему пришлось повернуть "
            "назад и искать другую гавань, пока с моря не пришёл шторм, о котором предупреждали все станции побережья"
        ),
    ],
)
def test_wrapped_at_any_width(paragraph, width):
    import textwrap

    assert lines_of(textwrap.fill(paragraph, width)) == [textwrap.fill(paragraph, width)]


@pytest.mark.parametrize(
    "line",
    [
        "Фирма « Орбита » и завод",
        "8 800 000-00-00    7 495 000-00-00",
        "C:\\порт\\новости",
        "ул.  Мира и  порт",
        "|---|",
    ],
)
def test_one_piece(line):
    assert pieces_of(line) == [line]


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("абX.,-•|*#>»«/ \t\u00a0\u3000")))
def test_pieces_cover_the_line(line):
    line = line.strip()
    position = 0
    for start, end in pieces(line, 0, len(line)) if line else ():
        assert start < end
        assert not line[position:start].strip()
        assert line[start:end] == line[start:end].strip()
        position = end
    assert position == len(line)
