"""How often a client may ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.api.errors import ApiError
from flows.api.limits import Limits, RateLimiter


class Clock:
    now = 1_000.0

    def __call__(self):
        return self.now


def allowed(limiter, client="a"):
    try:
        limiter.check(client)
    except ApiError:
        return False
    return True


def test_a_burst_then_evenly():
    clock = Clock()
    limiter = RateLimiter(6, clock)
    assert [allowed(limiter) for _ in range(7)] == [True] * 6 + [False]
    assert allowed(limiter, "b")
    with pytest.raises(ApiError, match="Slowdown: 6 per 1 minute") as refused:
        limiter.check("a")
    assert (refused.value.status, refused.value.retry_after) == (429, 10)
    clock.now += 10
    assert [allowed(limiter) for _ in range(2)] == [True, False]


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 20))
def test_never_more_than_twice_the_rate_in_any_minute(waits, rate):
    clock = Clock()
    limiter = RateLimiter(rate, clock)
    times = []
    for wait in waits:
        clock.now += wait
        if allowed(limiter):
            times.append(clock.now)
    for start in times:
        assert sum(start <= t < start + 60 for t in times) <= 2 * rate


def test_clients_that_may_ask_again_are_forgotten():
    clock = Clock()
    limiter = RateLimiter(6, clock)
    for i in range(25_000):
        clock.now += 1
        limiter.check(str(i))
    assert len(limiter._paid_until) <= 10_001


def test_a_body_may_hold_the_longest_text_in_any_writing():
    limits = Limits(characters=10)
    assert limits.body_bytes >= len(r"\ud83d\ude00") * 10
    with pytest.raises(AttributeError):
        limits.characters = 11
