"""A day and two clock times become moments, also in the nights when the clock is put forward and back."""

from datetime import UTC, date, time, timedelta

import pytest
from django import forms

from core.when import WhenFields


class When(WhenFields, forms.Form):
    pass


def filled(day, starts, ends):
    return When({"day": day, "starts": starts, "ends": ends, "place": "Het Wiekhuis"})


@pytest.mark.parametrize(("starts", "ends", "field"), [("02:30", "03:00", "starts"), ("01:00", "02:30", "ends")])
def test_an_hour_that_the_clock_skips_is_refused_in_words(starts, ends, field):
    form = filled("2027-03-28", starts, ends)

    assert not form.is_valid()
    assert form.errors[field] == ["Die nacht gaat de klok een uur vooruit: deze tijd is er dan niet."]


def test_around_that_hour_a_meeting_is_an_hour_shorter():
    form = filled("2027-03-28", "01:30", "03:30")

    assert form.is_valid()
    begin, end = (form.when[name].astimezone(UTC) for name in ("starts_at", "ends_at"))
    assert end - begin == timedelta(hours=1)


@pytest.mark.parametrize("ends", ["19:30", "19:00"])
def test_the_end_is_later_than_the_beginning(ends):
    form = filled("2027-03-27", "19:30", ends)

    assert form.errors["ends"] == ["Het einde moet later zijn dan het begin."]


def test_in_the_night_of_october_both_hours_are_the_first():
    form = filled("2026-10-25", "02:15", "02:45")

    assert form.is_valid()
    assert form.when["ends_at"] - form.when["starts_at"] == timedelta(minutes=30)
    assert (form.cleaned_data["day"], form.cleaned_data["starts"]) == (date(2026, 10, 25), time(2, 15))


def test_everything_that_is_wrong_is_said_at_once():
    form = When({"day": "2027-03-27", "starts": "19:30", "ends": "19:00", "place": ""})

    assert set(form.errors) == {"ends", "place"}


def test_two_times_that_are_missing_are_told_apart():
    form = filled("2027-03-27", "", "")

    assert list(form.errors["starts"]) != list(form.errors["ends"])
