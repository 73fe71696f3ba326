from normalize.morphology.paradigms import CASES
from normalize.ner.cases import case_shares
from normalize.ner.russian import words


def shares(text, name):
    start = text.index(name)
    (found,) = case_shares([(words(text), start, start + len(name))])
    return dict(zip((*CASES, "plural"), found, strict=True))


def test_neighbours_tell_the_case_of_a_hidden_name():
    by_preposition = shares("Вчера мы долго говорили с Мыркиным о погоде.", "Мыркиным")
    assert max(by_preposition, key=by_preposition.get) == "ins"
    subject = shares("Мыркин заявил, что завтра будет дождь.", "Мыркин")
    assert max(subject, key=subject.get) == "nom"


def test_shares_sum_to_one():
    assert abs(sum(shares("Премьер встретил Мыркина в порту.", "Мыркина").values()) - 1) < 1e-3
