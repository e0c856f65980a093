"""Addresses that take no mail: for the administrator, who may try one again."""

from django.contrib import admin, messages

from communication.models import MailTrouble


@admin.register(MailTrouble)
class MailTroubleAdmin(admin.ModelAdmin):
    list_display = ["address", "kind", "count", "since", "last_at", "detail"]
    list_filter = ["kind"]
    search_fields = ["address"]
    actions = ["lift"]

    class Media:
        css = {"all": ["css/back-office.css"]}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """By the action, which says what it does."""
        return False

    @admin.action(description="Stuur weer mail naar deze adressen", permissions=["view"])
    def lift(self, request, queryset):
        lifted = queryset.delete()[0]
        adressen = "adres krijgt" if lifted == 1 else "adressen krijgen"
        self.message_user(request, f"{lifted} {adressen} weer mail.", messages.SUCCESS)
