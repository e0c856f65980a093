"""Stories: writing, looking at them, publishing and taking down."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from communication.admin.filters import PublishedFilter
from communication.admin.words import PlainWords
from communication.forms.back_office import StoryForm
from communication.models import Story
from core import dates


@admin.register(Story)
class StoryAdmin(PlainWords, admin.ModelAdmin):
    form = StoryForm
    list_display = ["title", "theme", "author", "on_website"]
    list_select_related = ["theme", "author"]
    list_filter = ["theme", PublishedFilter]
    search_fields = ["title", "lead", "text"]
    actions = None
    change_form_template = "admin/communication/story/change_form.html"
    fieldsets = [
        (None, {"fields": ["read", "on_website", "title", "slug", "lead", "text", "film_url"]}),
        ("Waar het over gaat", {"fields": ["theme", "project"]}),
        ("Foto", {"fields": ["photo", "new_photo", "new_photo_alt", "new_photo_consent"]}),
    ]

    class Media:
        css = {"all": ["css/back-office.css"]}

    def view_on_site(self, story):
        return story.get_absolute_url() if story.slug else None  # emptied in a form that was refused

    def has_delete_permission(self, request, obj=None):
        """Taken down is enough."""
        return False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Verhalen"} | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"title": "Schrijf een verhaal"} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"title": "Verhaal"} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def get_readonly_fields(self, request, obj=None):
        return ["on_website", "slug"] if obj and obj.published_at else ["on_website"]

    @admin.display(description="op de website", ordering="published_at")
    def on_website(self, story):
        return f"sinds {dates.day(story.published_at)}" if story.published_at else "nog niet"

    def save_model(self, request, obj, form, change):
        if not obj.slug:
            obj.name_address()
        if not change:
            obj.author = request.user.person
        form.keep_photo(by=request.user.person)
        obj.save(update_fields={*form.own_fields, "photo", "slug"} if change else None)

    def get_urls(self):
        act = self.admin_site.admin_view(require_POST(self.act))
        return [path("<int:pk>/<slug:action>/doen/", act, name="communication_story_act"), *super().get_urls()]

    def act(self, request, pk, action):
        story = get_object_or_404(Story, pk=pk)
        if not self.has_change_permission(request, story):
            raise PermissionDenied
        if action not in ("publiceren", "weghalen"):
            raise Http404
        self._publish(request, story) if action == "publiceren" else self._take_down(request, story)
        return redirect(reverse("admin:communication_story_change", args=[story.pk]))

    def _publish(self, request, story):
        if story.publish(by=request.user.person):
            messages.success(request, "Het verhaal staat op de website.")
        else:
            messages.warning(request, "Het verhaal stond al op de website.")

    def _take_down(self, request, story):
        if story.take_down(by=request.user.person):
            messages.success(request, "Het verhaal is van de website gehaald. Het staat hier nog.")
        else:
            messages.warning(request, "Het verhaal stond al niet meer op de website.")
