from hypothesis import given
from hypothesis import strategies as st

from normalize.resolution.disjoint_sets import DisjointSets

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


@given(PAIRS)
def test_a_set_is_known_by_its_smallest_member(pairs):
    sets = DisjointSets(10)
    for one, other in pairs:
        sets.union(one, other)
    members = [sorted(n for n in range(10) if sets.find(n) == sets.find(m)) for m in range(10)]
    assert all(sets.find(m) == group[0] for m, group in enumerate(members))
    assert all(sets.find(one) == sets.find(other) for one, other in pairs)


@given(PAIRS)
def test_the_order_of_joining_does_not_matter(pairs):
    forward, backward = DisjointSets(10), DisjointSets(10)
    for one, other in pairs:
        forward.union(one, other)
    for one, other in reversed(pairs):
        backward.union(other, one)
    assert [forward.find(n) for n in range(10)] == [backward.find(n) for n in range(10)]
