"""Questions and reports in the back office: to read. They are placed, answered, hidden and settled on the site."""

from django.contrib import admin

from core.admin import ReadOnly
from projects.admin.projects import OfVisibleProjects
from projects.models import Question, Report


@admin.register(Question)
class QuestionAdmin(OfVisibleProjects, ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "project", "asker", "asked_at", "state", "answered_at", "hidden_at"]
    list_filter = ["state", "asked_at"]
    list_select_related = ["project", "asker"]
    search_fields = ["text", "project__title"]
    fields = [
        *("project", "asker", "asked_at", "text", "state", "refusal"),
        *("answer", "answered_by", "answered_at", "corrected_at", "hidden_at", "hidden_reason"),
    ]


@admin.register(Report)
class ReportAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["thing", "category", "project", "at", "outcome", "settled_at"]
    list_filter = ["category", "outcome", "at"]
    list_select_related = ["project", "update_post", "photo", "question"]
    search_fields = ["text", "project__title"]
    fields = ["project", "thing", "category", "text", "reporter", "at", "outcome", "reason", "settled_by", "settled_at"]

    @admin.display(description="waar het over gaat")
    def thing(self, report):
        return report.thing
