from normalize.kinds import ORGANISATION, PERSON
from normalize.resolution.ids import assign, new_id


def test_an_id_depends_on_kind_and_seed_alone():
    assert new_id(PERSON, "ладыгин") == new_id(PERSON, "ладыгин")
    assert new_id(PERSON, "ладыгин").startswith("person-")
    assert len({new_id(PERSON, "а"), new_id(ORGANISATION, "а"), new_id(PERSON, "б")}) == 3


def test_known_ids_stay_and_nobody_gets_an_id_twice():
    seeds = {0: "один", 1: "два", 2: "два"}
    kinds = dict.fromkeys(seeds, PERSON)
    ids = assign(kinds, seeds, {}, {0: "person-known"}, {new_id(PERSON, "два")})
    assert ids[0] == "person-known"
    assert len(set(ids.values())) == 3
    assert new_id(PERSON, "два") not in ids.values()  # an earlier entity's
