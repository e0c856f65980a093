"""Questions of the contact form that the team answers; those to a duo or a group are answered on the site."""

from django.contrib import admin
from django.db.models import F
from django.utils.html import format_html

from communication.admin.filters import AnsweredFilter
from communication.forms.enquiries import ReplyForm
from communication.models import Enquiry
from core import dates
from core.text import plain


@admin.register(Enquiry)
class EnquiryAdmin(admin.ModelAdmin):
    list_display = ["subject", "sender_name", "recipient", "when_due"]
    list_select_related = ["person", "theme", "group"]
    list_filter = [AnsweredFilter]
    search_fields = ["subject", "text", "name", "person__name"]
    actions = None
    change_form_template = "admin/communication/enquiry/change_form.html"
    facts = ["subject", "whole_text", "sender_name", "how_to_reach", "recipient", "when_due", "whole_answer"]
    fieldsets = [(None, {"fields": facts})]
    readonly_fields = facts

    class Media:
        css = {"all": ["css/back-office.css"]}

    def get_queryset(self, request):
        queryset = super().get_queryset(request).addressed_to(request.user)
        return queryset.select_related("person__user", "theme", "group")

    def get_ordering(self, request):
        """What is open first, then what was answered last."""
        return [F("answered_at").desc(nulls_first=True), "answer_due", "id"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Vragen"} | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        """It is answered by its own form."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        enquiry = self.get_object(request, object_id)
        may = enquiry and not enquiry.is_answered and self.has_change_permission(request, enquiry)
        context = {"reply": ReplyForm() if may else None, "title": "Vraag", "subtitle": None}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    @admin.display(description="van")
    def sender_name(self, enquiry):
        return enquiry.sender_name

    @admin.display(description="aan")
    def recipient(self, enquiry):
        return enquiry.recipient

    @admin.display(description="vraag")
    def whole_text(self, enquiry):
        return plain(enquiry.text)

    @admin.display(description="antwoord")
    def whole_answer(self, enquiry):
        return plain(enquiry.answer) or "nog niet"

    @admin.display(description="bereikbaar")
    def how_to_reach(self, enquiry):
        return ", ".join(filter(None, [enquiry.sender_email, enquiry.sender_phone]))

    @admin.display(description="antwoord uiterlijk", ordering="answer_due")
    def when_due(self, enquiry):
        if enquiry.is_answered:
            return f"beantwoord op {dates.day(enquiry.answered_at)}"
        if enquiry.is_late:
            return format_html('<b class="late">te laat: {}</b>', dates.day(enquiry.answer_due))
        return dates.day(enquiry.answer_due)
