"""The days on which the groups of the example meet."""

from datetime import UTC, date, datetime

import pytest

from wijkdeal.demo.days import Days

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(("value", "found"), [(4, 4), (5, 6), (6, 6), (-2, -1), (-9, -8), (-3, -3)])
def test_what_falls_on_a_sunday_moves_to_the_monday_after(value, found):
    assert Days(TUESDAY).no_sunday(value) == found


def test_a_sunday_that_is_given_as_a_date_is_kept():
    assert Days(TUESDAY).no_sunday(date(2018, 3, 11)) == date(2018, 3, 11)
