"""What was mailed to whom and what failed: to look at, for the administrator."""

from django.contrib import admin

from communication.letter_kinds import words_of
from communication.models import Notification
from communication.post_room import why_not
from core.admin import ReadOnly


class KindFilter(admin.AllValuesFieldListFilter):
    """The kinds that there are, in words."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield choice | {"display": words_of(choice["display"])}


class StateFilter(admin.SimpleListFilter):
    title = "stand"
    parameter_name = "stand"
    states = {
        "mislukt": {"failed_at__isnull": False},
        "verstuurd": {"sent_at__isnull": False},
        "vervallen": {"dropped_at__isnull": False},
        "wacht": {"failed_at": None, "sent_at": None, "dropped_at": None},
    }

    def lookups(self, request, model_admin):
        return [(state, state) for state in self.states]

    def queryset(self, request, queryset):
        return queryset.filter(**self.states.get(self.value(), {}))


@admin.register(Notification)
class NotificationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["what", "person", "due_at", "attempts", "sent_at", "failed_at", "why"]
    list_filter = [StateFilter, ("kind", KindFilter)]
    list_select_related = ["person"]
    actions = None

    @admin.display(description="soort", ordering="kind")
    def what(self, notification):
        return words_of(notification.kind)

    @admin.display(description="laatste fout", ordering="last_error")
    def why(self, notification):
        return why_not(notification.last_error)
