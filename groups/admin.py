"""The back office of groups. States, times and places change on the site, where people are told of it."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import F

from core.admin import OwnFieldsAdmin
from core.editing import ReadBefore
from groups.models import ActionPoint, AgendaPoint, Decision, Group, Issue, Meeting, Membership
from groups.models.series import note_change

FOR_MEMBERS = ("minutes", "online_url")


class GroupForm(ReadBefore):
    class Meta:
        model = Group
        fields = [
            *("name", "slug", "kind", "theme", "project", "purpose"),
            *("started_on", "ended_on", "is_open", "result"),
        ]


class MeetingForm(ReadBefore):
    class Meta:
        model = Meeting
        fields = [
            *("group", "title", "starts_at", "ends_at", "place", "online_url"),
            *("is_public", "agenda_text", "minutes"),
        ]

    def clean_minutes(self):
        is_emptied = self.instance.minutes and not self.cleaned_data["minutes"]
        if self.instance.shows_minutes and is_emptied:
            raise ValidationError("Dit verslag staat op de website. Het kan niet leeg worden.")
        return self.cleaned_data["minutes"]


class IssueForm(ReadBefore):
    class Meta:
        model = Issue
        fields = ["title", "text", "theme", "raised_by", "raised_on", "project", "group", "answer"]


class MembershipInline(admin.StackedInline):
    """In lines that wrap: as one row it is wider than a screen."""

    model = Membership
    extra = 0
    fields = [("person", "role", "voice"), ("organisation", "since", "until"), ("requested", "is_named")]
    autocomplete_fields = ["person"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "organisation", "group")


@admin.register(Group)
class GroupAdmin(OwnFieldsAdmin):
    form = GroupForm
    list_display = ["name", "kind", "theme", "started_on", "ended_on", "is_open"]
    list_filter = ["kind", "theme", ("ended_on", admin.EmptyFieldListFilter)]
    list_select_related = ["theme"]
    search_fields = ["name", "purpose"]
    search_help_text = "Zoek in de naam en waarvoor de groep is."
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["project"]
    inlines = [MembershipInline]

    def get_readonly_fields(self, request, obj=None):
        """A group stops on its page: its open work goes somewhere, and its people hear of it."""
        return ["ended_on", "result"] if obj else ["ended_on"]

    def save_model(self, request, obj, form, change):
        """Whoever edits it on the site is told."""
        super().save_model(request, obj, form, change)
        Group.objects.filter(pk=obj.pk).update(version=F("version") + 1)

    def save_formset(self, request, form, formset, change):
        """Whoever is let in, taken out or given another role hears of it, as by the site."""
        super().save_formset(request, form, formset, change)
        by = request.user.person
        for seat in formset.new_objects:
            seat.tell_of(["requested", "role"], by=by)
        for seat, changed in formset.changed_objects:
            seat.tell_of(changed, by=by)
        for seat in formset.deleted_objects:
            seat.tell_of_removal(by=by)


class UntilAdopted:
    """Mix in before an inline: what stands in adopted minutes stays as it is."""

    def has_add_permission(self, request, obj=None):
        return not (obj and obj.is_adopted) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return not (obj and obj.is_adopted) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not (obj and obj.is_adopted) and super().has_delete_permission(request, obj)


class PointInline(UntilAdopted, admin.TabularInline):
    model = AgendaPoint
    extra = 0
    fields = ["order", "kind", "title", "minutes_planned", "project", "issue"]
    autocomplete_fields = ["project", "issue"]


class AgreedInline(admin.TabularInline):
    extra = 0

    def get_queryset(self, request):
        """Without what only the members may read; what a decision replaces is chosen on the site, for that reason."""
        return super().get_queryset(request).visible_to(request.user)


class DecisionInline(UntilAdopted, AgreedInline):
    model = Decision
    fields = ["text", "look_again_on", "members_only"]


class ActionInline(AgreedInline):
    model = ActionPoint
    fk_name = "meeting"
    fields = ["text", "person", "due", "done_on", "dropped_reason", "moved_reason", "members_only"]
    readonly_fields = ["done_on", "dropped_reason", "moved_reason"]  # on the site, where its people hear of it
    autocomplete_fields = ["person"]


@admin.register(Meeting)
class MeetingAdmin(OwnFieldsAdmin):
    form = MeetingForm
    list_display = ["title", "group", "starts_at", "place", "state", "is_public"]
    list_filter = ["state", "is_public", "group__kind"]
    list_select_related = ["group"]
    search_fields = ["title", "place", "group__name"]
    search_help_text = "Zoek in de titel, de plek en de naam van de groep."
    date_hierarchy = "starts_at"
    fields = [
        *("group", "title", "starts_at", "ends_at", "place", "online_url", "is_public"),
        *("agenda_text", "minutes", "state", "cancel_reason", "changed_at", "read"),
    ]
    readonly_fields = ["state", "cancel_reason", "changed_at"]
    autocomplete_fields = ["group"]
    inlines = [PointInline, DecisionInline, ActionInline]

    def get_queryset(self, request):
        """What the site shows this reader: the team sees no meetings of members only."""
        return super().get_queryset(request).visible_to(request.user)

    def get_fields(self, request, obj=None):
        """As on the site: a draft of the minutes, and where to take part online, are for the members."""
        fields = super().get_fields(request, obj)
        return fields if request.user.is_administrator else [name for name in fields if name not in FOR_MEMBERS]

    def get_readonly_fields(self, request, obj=None):
        """Moving goes by the page of the meeting: the members get word of it, and calendars a higher number.

        So does opening it to everybody, which takes what is for members off its agenda.
        """
        fixed = ["group", "starts_at", "ends_at", "place"] if obj else []
        fixed += ["is_public"] if obj and not obj.is_public else []
        return [*self.readonly_fields, *fixed, *(["minutes"] if obj and obj.is_adopted else [])]

    def save_formset(self, request, form, formset, change):
        """Whoever edits one of these on the site is told; what was agreed is put right as on the site."""
        rows = formset.model.objects
        before = {row.pk: row for row in rows.filter(meeting=form.instance).select_related("meeting")}
        if formset.model is not AgendaPoint:
            for gone in formset.deleted_forms:
                if gone.instance.pk:
                    AgendaPoint.leave_agendas(gone.instance.points_about.all())
        super().save_formset(request, form, formset, change)
        rows.filter(pk__in=[row.pk for row, _ in formset.changed_objects]).update(version=F("version") + 1)
        if formset.model is not AgendaPoint:
            for row, _ in formset.changed_objects:
                AgendaPoint.retitle(row, before=before[row.pk])
        if formset.model is ActionPoint:
            self._tell_who_does_it(formset, before, by=request.user.person)

    def _tell_who_does_it(self, formset, before, *, by):
        for action in formset.new_objects:
            action.give(by=by)
        for action, fields in formset.changed_objects:
            if "person" in fields:
                action.give(by=by, was_of=before[action.pk].person_id)

    def save_model(self, request, obj, form, change):
        before = Meeting.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before:
            obj.touch(before, by=request.user.person)
        else:
            obj.announce(by=request.user.person)

    def delete_model(self, request, obj):
        note_change([obj])
        super().delete_model(request, obj)


@admin.register(Issue)
class IssueAdmin(OwnFieldsAdmin):
    form = IssueForm
    list_display = ["title", "state", "theme", "raised_on", "raised_by", "taken_up_by"]
    list_filter = ["state", "theme"]
    list_select_related = ["theme", "raised_by", "taken_up_by"]
    search_fields = ["title", "text"]
    search_help_text = "Zoek in de vraag en de toelichting."
    autocomplete_fields = ["raised_by", "taken_up_by", "project", "group"]
    fields = [
        *("title", "text", "theme", "raised_by", "raised_on", "state"),
        *("taken_up_by", "taken_up_on", "project", "group", "answer", "answered_on", "read"),
    ]
    readonly_fields = ["state", "taken_up_by", "taken_up_on", "answered_on"]
