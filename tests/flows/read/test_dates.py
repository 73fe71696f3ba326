"""Dates of feeds and pages, in UTC."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.read.dates import in_utc, parse_moment


def parse_date(value):
    return in_utc(parse_moment(value), "UTC")


DAY = datetime(2021, 3, 4, tzinfo=UTC)
TIME = datetime(2021, 3, 4, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-03-04", DAY),
        ("04.03.2021", DAY),
        ("2021/03/04", DAY),
        ("20210304", DAY),
        ("4 марта 2021", DAY),
        ("4 марта 2021 г.", DAY),
        ("4 мар. 2021", DAY),
        ("4 березня 2021 року", DAY),
        ("4 March 2021", DAY),
        ("March 4, 2021", DAY),
        ("Опубликовано: 4 марта 2021 года", DAY),
        (date(2021, 3, 4), DAY),
        ("2021-03-04T10:05:00+03:00", TIME),
        ("2021-03-04T07:05:00Z", TIME),
        ("2021-03-04 07:05", TIME),
        ("04.03.2021 07:05", TIME),
        ("07:05 04.03.2021", TIME),
        ("4 марта 2021, 07:05", TIME),
        ("4 марта 2021 года в 07:05", TIME),
        ("Thu, 04 Mar 2021 10:05:00 +0300", TIME),
        ("Thu Mar 04 07:05:00 +0000 2021", TIME),
        ("202103040705", TIME),
        ("20210304070500", TIME),
        (202103040705, TIME),
        (202103040705.0, TIME),
        (20210304070500, TIME),
        ("04.03.2021 10:05 МСК", TIME),
        ("04.03.2021 в 10:05 (мск)", TIME),
        ("10:05 МСК, 4 марта 2021", TIME),
        ("4 марта 2021, 12:05 МСК+2", TIME),
        ("2021-03-04 10:05 GMT+3", TIME),
        ("2021-03-04 10:05 UTC+03:00", TIME),
        ("2021-03-04 10:05 +0300", TIME),
        ("04-03-2021 10:05:00 +03:00", TIME),
        ("March 4, 2021 7:05 AM", TIME),
        ("4 Mar 2021, 2:05 a.m. EST", TIME),
        ("04.03.2021 10:05 по московскому времени", TIME),
        ("4-е марта 2021", None),  # nobody writes so
        ("04.03.21", DAY),
        ("04-03-2021", DAY),
        ("03/13/2021", datetime(2021, 3, 13, tzinfo=UTC)),  # there is no 13th month
        ("13-08-2021", datetime(2021, 8, 13, tzinfo=UTC)),
        ("04.03.69", datetime(1969, 3, 4, tzinfo=UTC)),
        ("07:05:30 04.03.2021", TIME.replace(second=30)),
        ("4 Mar 21", DAY),
        ("25:99 04.03.2021", None),
        ("202113040705", None),  # no 13th month, and no epoch in 1976
        (20211304070500, None),
        (1614841500, TIME),
        (1614841500000, TIME),
        ("1614841500", TIME),
        (1614841500.0, TIME),
        (datetime(2021, 3, 4, 10, 5, tzinfo=timezone(timedelta(hours=3))), TIME),
        (datetime(2021, 3, 4, 7, 5), TIME),  # noqa: DTZ001  (no zone: taken as UTC)
        (None, None),
        ("", None),
        ("вчера", None),
        ("32.13.2021", None),
        (True, None),
        (7, None),
        (float("nan"), None),
        (float("inf"), None),
        ("9" * 30, None),
        ("0001-01-01T00:00:00+14:00", None),
        ([2021], None),
        ("2021-03-04 " * 20, None),
    ],
)
def test_dates(value, expected):
    assert parse_date(value) == expected


def test_every_russian_month():
    names = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    for number, name in enumerate(names.split(), 1):
        assert parse_date(f"1 {name} 2020") == datetime(2020, number, 1, tzinfo=UTC)


@given(st.one_of(st.text(max_size=70), st.integers(), st.floats(), st.none()))
def test_never_raises_and_is_utc(value):
    found = parse_date(value)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(min_value=datetime(1000, 1, 2), max_value=datetime(2999, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_iso_there_and_back(moment):
    assert parse_date(moment.isoformat()) == moment


def test_a_time_without_a_zone_is_of_the_source():
    assert in_utc(parse_moment("04.03.2021 10:05"), "Europe/Moscow") == TIME
    assert in_utc(parse_moment("04.03.2021 10:05 GMT+3"), "Asia/Tokyo") == TIME  # it says its zone
    assert in_utc(parse_moment("04.03.2021"), "Europe/Moscow") == DAY  # a day stays that day
