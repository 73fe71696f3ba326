import threading

import pytest
from cases import read_cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalize.mentions.find import Mention, find_names, find_names_batch


@pytest.mark.parametrize(("lang", "text", "expected"), read_cases(__file__, "mentions.tsv"))
def test_cases(lang, text, expected):
    names = [] if expected == "-" else [tuple(name.split("=")) for name in expected.split("; ")]
    assert [(m.surface, m.kind[:3], m.lemma) for m in find_names(text, lang)] == names


TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf", "So", "Lu", "Ll", "Po", "Zs"]), max_size=30),
    st.lists(
        st.sampled_from(
            [
                "Дмитрий",
                "Рогозин",
                "МОСКВА",
                "Elon Musk",
                "«Роскосмос»",
                "(NASA)",
                "Рoгозин",
                "🚀",
                "\n",
                "\x00",
                "\ud800",
                ",",
                ". ",
                " ",
                "«",
                '"',
                "д.",
                "А.",
                "İ",
                "ﬁ",
                "е́",
                "to",
                "заявил",
            ]
        ),
        max_size=14,
    ).map(" ".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["ru", "en", "uk", "bg", "und", "zxx", "zh"]))
@example("Рогозин\ud800 и \udfffМаск", "ru")
@example("\x00Dmitry Rogozin\x00", "en")
@example("İSTANBUL VE ANKARA HABERLERİ", "en")
def test_offsets_are_exact_for_any_text(text, lang):
    end = 0
    for mention in find_names(text, lang):
        assert text[mention.start : mention.end] == mention.surface
        assert end <= mention.start < mention.end <= len(text)
        assert mention.kind in {"person", "organisation", "place"}
        assert mention.lemma
        assert 0 <= mention.score <= 1
        assert 0 <= mention.lemma_score <= 1
        end = mention.end


@pytest.mark.parametrize(
    "text",
    [
        "А" * 10_000,
        "Rogozin" * 1_500,
        "Иванов-" * 1_500,
        "x@" * 5_000,
        "a.b-c." * 2_000,
        "«" * 5_000,
        "Д. О. " * 2_000,
        "\x00" * 9_000,
    ],
    ids=lambda text: repr(text[:7]),
)
@pytest.mark.timeout(20)
def test_ten_thousand_characters_that_are_no_name(text):
    assert find_names(text, "ru") == []
    assert find_names(text, "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "НАТО " * 12_000,
        "The Putin " * 6_000,
        "Иван Петров " * 5_000,
        "а." * 30_000,
        "(" * 60_000,
        "МИД РОССИИ ЗАЯВИЛ\n" * 3_000,
        "«Ы» " * 15_000,
        "щ" * 60_000,
        "a.b/" * 15_000,
    ],
    ids=lambda text: repr(text[:7]),
)
@pytest.mark.timeout(20)
def test_time_grows_with_length_only(text):
    for lang in ("ru", "en"):
        assert all(text[m.start : m.end] == m.surface for m in find_names(text, lang))


def test_names_of_a_long_text_keep_their_places():
    text = "Вчера Дмитрий Рогозин прилетел в Москву, где его ждали. " * 100
    found = find_names(text)
    assert all(text[m.start : m.end] == m.surface for m in found)
    assert [m.surface for m in found] == ["Дмитрий Рогозин", "Москву"] * 100


@pytest.mark.parametrize("text", ["Jose \u0301 Garcia met Putin", "\u0300\u0301", "Tom \u0327, \u0301"])
def test_a_mark_without_its_letter(text):
    assert {m.surface for m in find_names(text, "en")} <= {"Jose", "Garcia", "Putin", "Tom"}


def test_empty_input():
    assert find_names("") == []
    assert find_names_batch([], []) == []
    assert find_names_batch(["", " \n", "Москва"], ["ru", "en", "ru"])[:2] == [[], []]


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="2 texts, 1 languages"):
        find_names_batch(["Москва", "Киев"], ["ru"])
    with pytest.raises(ValueError, match="1 documents"):
        find_names_batch(["Москва", "Киев"], ["ru", "ru"], documents=["a"])


def lemmas_of(texts: list[str], documents: list[str] | None = None) -> list[list[Mention]]:
    return find_names_batch(texts, ["ru"] * len(texts), documents)


def test_the_document_decides_whose_name_it_is():
    asked = "Пескова ждёт ответ."
    alone, his, hers = (
        lemmas_of([asked])[0][0],
        lemmas_of([asked, "Дмитрий Песков ответил."], ["d", "d"])[0][0],
        lemmas_of(["Вчера выступила Татьяна Пескова.", asked], ["d", "d"])[1][0],
    )
    assert (alone.lemma, his.lemma, hers.lemma) == ("Песков", "Песков", "Пескова")
    assert alone.lemma_score < 0.8 < his.lemma_score
    assert hers.lemma_score < 0.95  # the husband may still be meant


def test_documents_do_not_mix():
    texts = ["Вчера выступила Татьяна Пескова.", "Пескова ждёт ответ.", "Пескова ждёт ответ."]
    found = lemmas_of(texts, ["a", "a", "b"])
    assert [m.lemma for m in found[1] + found[2]] == ["Пескова", "Песков"]
    assert found[2] == lemmas_of(["Пескова ждёт ответ."])[0]


def test_texts_of_one_document_need_not_stand_together():
    texts = ["Вчера выступила Татьяна Пескова.", "Москва слезам не верит.", "Пескова ждёт ответ."]
    assert lemmas_of(texts, ["a", "b", "a"])[2][0].lemma == "Пескова"


def test_a_name_found_once_is_found_wherever_it_stands_in_its_document():
    texts = ["Yevgeny Prigozhin founded the company.", "Prigozhin, 62, is dead"]
    assert find_names(texts[1], "en") == []
    found = find_names_batch(texts, ["en", "en"], ["d", "d"])[1]
    assert [(m.surface, m.kind, m.detector) for m in found] == [("Prigozhin", "person", "repeated")]


def test_a_family_name_is_a_person_in_all_of_the_document():
    texts = ["Yevgeny Prigozhin founded the company.", "Prigozhin flew to Minsk.", "The plane of Prigozhin crashed."]
    found = find_names_batch(texts, ["en"] * 3, ["d"] * 3)
    assert {m.kind for mentions in found for m in mentions if m.surface.endswith("Prigozhin")} == {"person"}


def test_batches_give_what_single_texts_give():
    texts = [
        "Рогозин прибыл в Москву.",
        "Elon Musk lives in Texas.",
        "",
        "НАТО И ЕВРОСОЮЗ ОБСУДИЛИ УКРАИНУ",
        "Рогозин и Musk",
    ]
    langs = ["ru", "en", "und", "ru", "ru"]
    together = [[(m.start, m.end, m.kind, m.lemma) for m in mentions] for mentions in find_names_batch(texts, langs)]
    single = [
        [(m.start, m.end, m.kind, m.lemma) for m in find_names(t, lang)] for t, lang in zip(texts, langs, strict=True)
    ]
    assert together == single


def test_scores_tell_the_sure_from_the_doubtful():
    sure = find_names("Президент России Владимир Путин прилетел в Пекин.", "ru")
    assert all(m.score > 0.9 for m in sure)
    assert find_names("Гриф", "und") == [] or find_names("Гриф", "und")[0].score < 0.9


def test_romanized_follows_the_language():
    assert find_names("Володимир Зеленський прибув до Харкова.", "uk")[0].romanized == "Volodymyr Zelensky"
    assert find_names("Сергей Рыжиков прибыл на МКС.", "ru")[0].romanized == "Sergey Ryzhikov"


def test_threads_agree():
    text = "Глава «Роскосмоса» Дмитрий Рогозин прибыл в Москву. Elon Musk is in Texas."
    answers: list[list[Mention]] = []
    threads = [threading.Thread(target=lambda: answers.append(find_names(text, "ru"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)
