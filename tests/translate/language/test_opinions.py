import pytest

from translate.language.opinions import ask, lead


def test_the_lead_is_that_of_the_best_over_the_next():
    assert lead({"ru": 5.0, "uk": 2.0, "bg": 4.5}) == pytest.approx(0.5)


def test_a_single_letter_is_no_business_of_detectors():
    scores = {"ru": 1.0, "bg": 0.9}
    found = ask(scores, "я", ("ru", "bg"), 1, 0, "Cyrl")
    assert (found.langs, found.rule) == (scores, "words")


def test_a_detector_moves_what_words_leave_open_and_no_further_than_it_is_believed():
    undecided = {"ru": 0.0, "bg": 0.0}
    text = "Вчера вечером в город приехали новые учителя"
    found = ask(undecided, text, ("ru", "bg"), 7, 0, "Cyrl")
    assert found.langs["ru"] > found.langs["bg"]
    alone = ask(undecided, "Вчера", ("ru", "bg"), 1, 0, "Cyrl")
    assert lead(alone.langs) < lead(found.langs)
