"""The answers that the team gives often."""

from django.contrib import admin

from communication.forms.back_office import AnswerTemplateForm
from communication.models import AnswerTemplate
from core.admin import OwnFieldsAdmin


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(OwnFieldsAdmin):
    form = AnswerTemplateForm
    list_display = ["title"]
    search_fields = ["title", "text"]
