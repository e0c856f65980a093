"""Addresses that take no mail: for the administrator, who may try one again."""

from django.contrib import admin, messages

from communication.models import MailTrouble
from core.admin import ReadOnly


@admin.register(MailTrouble)
class MailTroubleAdmin(ReadOnly, admin.ModelAdmin):
    """Taken away by the action alone, which says what it does."""

    list_display = ["address", "kind", "count", "since", "last_at", "detail"]
    list_filter = ["kind"]
    search_fields = ["address"]
    actions = ["lift"]

    class Media:
        css = {"all": ["css/back-office.css"]}

    @admin.action(description="Stuur weer mail naar deze adressen", permissions=["view"])
    def lift(self, request, queryset):
        lifted = queryset.delete()[0]
        adressen = "adres krijgt" if lifted == 1 else "adressen krijgen"
        self.message_user(request, f"{lifted} {adressen} weer mail.", messages.SUCCESS)
