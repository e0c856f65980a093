"""The parts of the work list, and why a project stands in one of them."""

from django.db import models


class Part(models.IntegerChoices):
    NOW = 1, "nu doen"
    WEEK = 2, "deze week"
    WELL = 3, "gaan goed"


class Reason(models.IntegerChoices):
    """Why a project stands where it stands; the first that holds. Up to 10: now, up to 20: this week."""

    ANSWER_LATE = 1
    STUCK = 2
    SILENT = 3
    PAUSE_OVER = 4
    PLEDGE_LATE = 5
    LATE = 6
    OWN_LATE = 7
    VOICES_DIFFER = 8
    ANSWER_SOON = 9
    ANSWER = 11
    WAITS_LONG = 12
    OWN_SOON = 13
    SOON = 14
    ATTENTION = 15
    WELL = 21
    WAITS = 22
    PAUSED = 23
