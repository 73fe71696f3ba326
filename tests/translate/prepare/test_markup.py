"""Placeholders and tags are found, and none is lost."""

import pytest

from translate.prepare.markup import find_markup, same_markup, without_markup


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("%s и %1$s, %d, %.2f, %@", ["%s", "%1$s", "%d", "%.2f", "%@"]),
        ("%(name)s, %name%, {0}, {name}", ["%(name)s", "%name%", "{0}", "{name}"]),
        ("${a} #{b} %{c} {{ d }} {% if %}", ["${a}", "#{b}", "%{c}", "{{ d }}", "{% if %}"]),
        ("[[x]] [b]да[/b] :count файлов :smile:", ["[[x]]", "[b]", "[/b]", ":count", ":smile:"]),
        ('<b>да</b> <a href="/x">', ["<b>", "</b>", '<a href="/x">']),
        ("да&nbsp;нет &#39; \\n $name __x__ `code`", ["&nbsp;", "&#39;", "\\n", "$name", "__x__", "`code`"]),
        ("рост на 50 % за год", []),
        ("5 < 7 и 9 > 3", []),
        ("$200, в 10:30, http://x.example/a:b", []),
        ("[5] и [да]", []),
    ],
)
def test_found(text, found):
    assert [text[start:end] for start, end in find_markup(text)] == found


@pytest.mark.parametrize(
    ("source", "target", "same"),
    [
        ("%1$s и %2$s", "%2$s and %1$s", True),  # words change places
        ("%s файлов", "s files", False),
        ("<b>Да</b> нет", "<b>Yes</b> no", True),
        ("<b>Да</b> нет", "</b>Yes<b> no", False),
        ("<b>Да</b> нет", "<b></b> Yes no", False),  # the words have left the tag
        ("Да", "Yes <b>", True),  # the source decides whether it is asked
    ],
)
def test_same(source, target, same):
    assert same_markup(source, target) == same


def test_without():
    assert without_markup("У вас {n} писем").split() == ["У", "вас", "писем"]
