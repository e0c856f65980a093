"""Days and times as people say them, in Amsterdam."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _


def as_day(moment):
    """The date of a moment on the clock here; a date stays itself."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def today():
    return timezone.localdate()


def day(moment):
    """dinsdag 24 november; the year only when it is another"""
    date = as_day(moment)
    return date_format(date, "l j F" if date.year == today().year else "l j F Y")


def day_time(moment):
    """dinsdag 24 november, 19.30 uur"""
    return f"{day(moment)}, {clock(moment)}"


def clock(moment):
    """19.30 uur"""
    return _("%s uur") % date_format(timezone.localtime(moment), "H.i")


def day_and_hours(begins, ends):
    """("dinsdag 24 november", "19.30 tot 21.00 uur"); of several days ("…", "19.30 uur, tot woensdag …, 21.00 uur")."""
    if as_day(begins) != as_day(ends):
        return day(begins), _("%(begins)s, tot %(ends)s") % {"begins": clock(begins), "ends": day_time(ends)}
    if begins == ends:
        return day(begins), clock(begins)
    begun = date_format(timezone.localtime(begins), "H.i")
    return day(begins), _("%(begins)s tot %(ends)s") % {"begins": begun, "ends": clock(ends)}


def short_day(moment):
    """24 november, or 24 november 2019"""
    date = as_day(moment)
    return date_format(date, "j F" if date.year == today().year else "j F Y")


def short_days(first, last):
    """23 tot en met 29 november, or 30 november tot en met 6 december"""
    is_one_month = (first.year, first.month) == (last.year, last.month)
    begin = first.day if is_one_month else short_day(first)
    return _("%(begin)s tot en met %(end)s") % {"begin": begin, "end": short_day(last)}


def month(moment):
    """november 2026"""
    return date_format(as_day(moment), "F Y")


def heard(moment):
    """How long ago: vandaag, gisteren, 3 dagen geleden, vorige week, 3 weken geleden, then the month."""
    days = (today() - as_day(moment)).days
    if days <= 0:
        return _("vandaag")
    if days == 1:
        return _("gisteren")
    if days < 7:
        return _("%s dagen geleden") % days
    if days < 14:
        return _("vorige week")
    if days < 60:
        return _("%s weken geleden") % (days // 7)
    return _("in %s") % month(moment)


def near_day(moment):
    """Around now in one word: gisteren, vandaag, morgen, the day of the week to come; else the day and month."""
    date = as_day(moment)
    days = (date - today()).days
    if -1 <= days <= 1:
        return [_("gisteren"), _("vandaag"), _("morgen")][days + 1]
    return date_format(date, "l") if 1 < days < 7 else short_day(date)
