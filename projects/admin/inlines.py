"""What belongs to a project, on its own page in the back office."""

from django.contrib import admin
from django.db.models import F

from core.admin import ReadOnly
from projects.admin.saving import TellsWhoIsSecond, VersionedForm
from projects.models import Activity, HelpWanted, Milestone, MoneyLine, Participation, Pledge
from projects.models.activities import next_version


class HelpWantedForm(VersionedForm):
    next_version = staticmethod(lambda: {"version": F("version") + 1})


class ActivityForm(VersionedForm):
    next_version = staticmethod(next_version)


class ParticipationInline(ReadOnly, admin.TabularInline):
    """The leader is chosen on the site: what is underway never is without one."""

    model = Participation
    extra = 0
    fields = ["person", "role", "can", "since", "until"]
    readonly_fields = ["since", "until"]


class MilestoneInline(admin.TabularInline):
    model = Milestone
    extra = 0


class HelpWantedInline(TellsWhoIsSecond, admin.StackedInline):
    """In lines that wrap: as one row it is wider than a screen."""

    model = HelpWanted
    form = HelpWantedForm
    extra = 0
    fields = [("kind", "count", "by"), "what", "detail", "fulfilled_at", "read"]


class ActivityInline(TellsWhoIsSecond, admin.StackedInline):
    """Planned, moved and cancelled on the site, where who comes gets word of it."""

    model = Activity
    form = ActivityForm
    extra = 0
    readonly_fields = ["starts_at", "ends_at", "place", "cancel_reason"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class PledgeInline(admin.StackedInline):
    """In lines that wrap: as one row it is wider than a screen. What stands is changed on its own page."""

    model = Pledge
    extra = 0
    fields = [("organisation", "due", "state"), "what"]
    readonly_fields = ["state"]
    can_delete = False
    show_change_link = True

    def has_change_permission(self, request, obj=None):
        return False


class MoneyLineInline(admin.TabularInline):
    """A mistake is put right by a new line."""

    model = MoneyLine
    extra = 0
    can_delete = False

    def has_change_permission(self, request, obj=None):
        return False
