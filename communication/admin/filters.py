"""What the queue and the other lists can be narrowed to."""

from django.contrib import admin

from communication.models import Request


class WhoseFilter(admin.SimpleListFilter):
    title = "wie"
    parameter_name = "wie"

    def lookups(self, request, model_admin):
        return [("mij", "ik"), ("niemand", "nog niemand"), ("niemand-meer", "niemand meer")]

    def queryset(self, request, queryset):
        if self.value() == "mij":
            return queryset.filter(assignee=request.user.person)
        if self.value() == "niemand-meer":
            return queryset.ownerless()
        return queryset.filter(assignee=None) if self.value() == "niemand" else queryset


class LateFilter(admin.SimpleListFilter):
    title = "tijd"
    parameter_name = "tijd"

    def lookups(self, request, model_admin):
        return [
            ("laat", "te laat"),
            ("vandaag", "vandaag klaar"),
            ("week", "deze week klaar"),
            ("antwoord", "antwoord binnen"),
        ]

    def queryset(self, request, queryset):
        narrowed = {
            "laat": queryset.late,
            "vandaag": queryset.due_today,
            "week": queryset.due_this_week,
            "antwoord": lambda: queryset.open().filter(answered_at__isnull=False),
        }
        return narrowed.get(self.value(), lambda: queryset)()


class StateFilter(admin.SimpleListFilter):
    title = "stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [("open", "alles wat open is"), *Request.Status.choices]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.open()
        return queryset.filter(status=self.value()) if self.value() in Request.Status.values else queryset


class HasFilter(admin.SimpleListFilter):
    """Whether `field` is filled in: `words` says so for what is not, and for what is."""

    field = ""
    words = ("", "")

    def lookups(self, request, model_admin):
        return list(zip(("nee", "ja"), self.words, strict=True))

    def queryset(self, request, queryset):
        if self.value() not in ("nee", "ja"):
            return queryset
        return queryset.filter(**{f"{self.field}__isnull": self.value() == "nee"})


class AnsweredFilter(HasFilter):
    title = "antwoord"
    parameter_name = "antwoord"
    field = "answered_at"
    words = ("nog open", "beantwoord")


class PublishedFilter(HasFilter):
    title = "website"
    parameter_name = "website"
    field = "published_at"
    words = ("nog een concept", "op de website")
