"""What was mailed to whom and what failed: to look at, for the administrator."""

from django.contrib import admin

from communication.models import Notification


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
class NotificationAdmin(admin.ModelAdmin):
    list_display = ["kind", "person", "due_at", "attempts", "sent_at", "failed_at", "last_error"]
    list_filter = [StateFilter, "kind"]
    list_select_related = ["person"]
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
