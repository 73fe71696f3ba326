"""Entries added to a hand-kept overrides file: comments, order, quotes and layout of what was there stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.review.overrides_file import Entry, is_known, with_entries
from normalize.resolution.overrides import OverridesError, name_key, parse_overrides
from normalize.user_files import odd_character

SAME = Entry("same", ("Анна Косарева", "A. Kosarewa"))
IGNORE = Entry("ignore", ("Сети",))
RENAME = Entry("rename", ("Белов", "Igor Belov"))
ALIAS = Entry("alias", ("Igor Belov", "Боцман"))
ALL = [SAME, Entry("different", ("Белов", "Белова")), RENAME, ALIAS, IGNORE]

KEPT = """# People of the harbour desk.   Ask Vera before you change anything here.

same:            # one person each
    - [Рогозин, "Dmitry  Rogozin"]   # since 2018

    # the two Petrovs
    - - Петров
      - 'Petrov'
different: [[Ivanov, Иванова]]
rename: {Rogosin: Rogozin,   # as the desk writes
         Кот: Kot}
kind:
  "Ангара": organisation
# the end
"""


def test_a_hand_kept_file_keeps_every_line():
    new = with_entries(KEPT, ALL)
    assert (
        new
        == """# People of the harbour desk.   Ask Vera before you change anything here.

same:            # one person each
    - [Рогозин, "Dmitry  Rogozin"]   # since 2018

    # the two Petrovs
    - - Петров
      - 'Petrov'
    - [Анна Косарева, A. Kosarewa]
different: [[Ivanov, Иванова], [Белов, Белова]]
rename: {Rogosin: Rogozin,   # as the desk writes
         Кот: Kot, Белов: Igor Belov}
kind:
  "Ангара": organisation
# the end
alias:
  Igor Belov: [Боцман]
ignore:
  - Сети
"""
    )


@pytest.mark.parametrize(
    ("content", "entry", "expected"),
    [
        ("", IGNORE, "ignore:\n  - Сети\n"),
        ("# only a comment", IGNORE, "# only a comment\nignore:\n  - Сети\n"),
        ("{}\n", IGNORE, "ignore:\n  - Сети\n"),
        ("ignore:\n", IGNORE, "ignore:\n  - Сети\n"),
        ("ignore:  # none yet\nkind: {A: place}\n", IGNORE, "ignore:  # none yet\n  - Сети\nkind: {A: place}\n"),
        ("ignore: null\n", IGNORE, "ignore: \n  - Сети\n"),
        ("ignore: ~ # none\n", IGNORE, "ignore:  # none\n  - Сети\n"),
        ("ignore: []\n", IGNORE, "ignore: [Сети]\n"),
        ("ignore: [ ]\n", IGNORE, "ignore: [Сети ]\n"),
        ("ignore:\n- Кот\n", IGNORE, "ignore:\n- Кот\n- Сети\n"),
        ("ignore:\n- Кот  # a cat\n# end", IGNORE, "ignore:\n- Кот  # a cat\n- Сети\n# end"),
        ("ignore:\n  - Кот", IGNORE, "ignore:\n  - Кот\n  - Сети"),
        ("ignore:\r\n  - Кот\r\n", IGNORE, "ignore:\r\n  - Кот\r\n  - Сети\r\n"),
        ("ignore: [Кот,\n  # and\n  Пёс,\n]\n", IGNORE, "ignore: [Кот,\n  # and\n  Пёс, Сети,\n]\n"),
        ("{ignore: [Кот]}\n", IGNORE, "{ignore: [Кот, Сети]}\n"),
        ("{kind: {A: place}}\n", IGNORE, "{kind: {A: place}, ignore: [Сети]}\n"),
        ("  kind:\n    A: place\n", IGNORE, "  kind:\n    A: place\n  ignore:\n    - Сети\n"),
        ("rename:\n  Белов: Belov  # wrong\n", RENAME, "rename:\n  Белов: Igor Belov  # wrong\n"),
        ("rename:\n  'БЕЛОВ': \"Belov\"\n", RENAME, "rename:\n  'БЕЛОВ': Igor Belov\n"),
        ("rename: {}\n", RENAME, "rename: {Белов: Igor Belov}\n"),
        ("alias:\n  Igor Belov: Кот\n", ALIAS, "alias:\n  Igor Belov: [Кот, Боцман]\n"),
        ("alias:\n  Igor Belov: [Кот]\n", ALIAS, "alias:\n  Igor Belov: [Кот, Боцман]\n"),
        (
            "alias:\n  Igor Belov:\n    - Кот\n  B: C\n",
            ALIAS,
            "alias:\n  Igor Belov:\n    - Кот\n    - Боцман\n  B: C\n",
        ),
        ("---\nkind:\n  A: place\n", IGNORE, "---\nkind:\n  A: place\nignore:\n  - Сети\n"),
    ],
)
def test_every_layout_takes_an_entry(content, entry, expected):
    assert with_entries(content, [entry]) == expected


@pytest.mark.parametrize("entry", ALL)
def test_what_is_known_is_not_said_twice(entry):
    once = with_entries(KEPT, [entry])
    assert is_known(parse_overrides(once.encode()), entry)
    assert with_entries(once, [entry, entry]) == once


@pytest.mark.parametrize(
    ("content", "entry", "message"),
    [
        ("different:\n  - [Анна Косарева, A. Kosarewa]\n", SAME, "cannot be different.*nothing was changed"),
        ("rename:\n  Сети: Seti\n", IGNORE, "is not a name after line"),
        ("kinds: {}\n", IGNORE, "unknown key 'kinds'"),
        ("kind:\n  A: place\n...\n", IGNORE, "no valid YAML|leaves no room"),
    ],
)
def test_contradictions_and_odd_layouts_change_nothing(content, entry, message):
    with pytest.raises(OverridesError, match=message):
        with_entries(content, [entry])


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20).map(
    lambda s: " ".join(s.split())
)
ODD = st.sampled_from(
    [
        "no",
        "null",
        "1e3",
        "a: b",
        "# x",
        "- x",
        "[a]",
        "'q'",
        '"',
        "\\",
        "@x",
        "%x",
        "!x",
        "&x",
        "*x",
        "a, b",
        "x #y",
        "\x85",
        "\ufeff",
        "😀",
    ]
)


@given(st.lists(NAMES.filter(name_key) | ODD, min_size=3, max_size=6, unique_by=name_key))
def test_any_name_can_be_written(names):
    names = [" ".join(name.split()) for name in names if not odd_character(name)]  # those are refused
    if len(names) < 3 or not all(map(name_key, names)) or len({name_key(name) for name in names}) < len(names):
        return
    first, second, third, *rest = names
    entries = [
        Entry("same", (first, second)),
        Entry("alias", (first, third)),
        *(Entry("ignore", (name,)) for name in rest),
    ]
    found = parse_overrides(with_entries(KEPT, entries).encode())
    assert (first, second) in [group.names for group in found.same]
    assert (first, third) in [group.names for group in found.alias]
    assert found.ignored() == {name_key(name) for name in rest}
