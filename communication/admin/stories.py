"""Stories: writing, looking at them, publishing now or later, and taking down."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import Person
from communication.admin.filters import PublishedFilter
from communication.admin.products import in_lower_case
from communication.forms.stories import PublishLaterForm, StoryForm, StoryPersonForm, StoryPhotoForm
from communication.models import Product, Story, StoryPerson, StoryPhoto
from communication.models.stories import MOST_FEATURED, NoPlace
from communication.story_page import read_of
from core import dates
from core.admin import PlainWords
from core.looking import LookFirst
from projects.models import Photo

State = Story.State
NO_YES = "nog geen akkoord. Wie het vroeg, zei nog niet dat dit goed is."
NO_PLACE = f"Er staan al {MOST_FEATURED} verhalen bovenaan op de voorpagina. Haal er eerst een weg: "


class StateFilter(admin.SimpleListFilter):
    title = "stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() in State.values else queryset


class OfTheStory:
    """Mix in before an inline: `field` offers `choices(project)` of the story's project."""

    field = ""
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        self.project = obj.project if obj else None
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == self.field:
            kwargs["queryset"] = self.choices(self.project)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class StoryPhotoInline(OfTheStory, admin.StackedInline):
    model = StoryPhoto
    form = StoryPhotoForm
    field = "photo"

    @staticmethod
    def choices(project):
        return Photo.objects.filter(project=project)


class StoryPersonInline(OfTheStory, admin.StackedInline):
    model = StoryPerson
    form = StoryPersonForm
    field = "person"

    @staticmethod
    def choices(project):
        """Of a story about no project nobody: a filter on None would give all who take part in none."""
        people = Person.objects.filter(participations__project=project) if project else Person.objects.none()
        return people.distinct().order_by("name")


@admin.register(Story)
class StoryAdmin(LookFirst, PlainWords, admin.ModelAdmin):
    form = StoryForm
    list_display = ["title", "on_website", "theme", "author"]
    list_select_related = ["theme", "author"]
    list_filter = [StateFilter, PublishedFilter, "theme"]
    search_fields = ["title", "lead", "text"]
    actions = None
    inlines = [StoryPhotoInline, StoryPersonInline]
    change_form_template = "admin/communication/story/change_form.html"
    look_template = "communication/story_look.html"
    fieldsets = [
        (None, {"fields": ["read", "on_website", "title", "slug", "lead", "text", "film_url"]}),
        ("Waar het over gaat", {"fields": ["theme", "project"]}),
        ("Foto", {"fields": ["photo", "new_photo", "new_photo_alt", "new_photo_consent"]}),
    ]

    class Media:
        css = {"all": ["css/back-office.css"]}

    def looked_at(self, request, form):
        if not form.instance.slug:
            form.instance.name_address()
        return read_of(form.instance) | {"thing": form.instance}

    def view_on_site(self, story):
        return story.get_absolute_url() if story.slug else None  # emptied in a form that was refused

    def has_delete_permission(self, request, obj=None):
        """Taken down is enough."""
        return False

    def get_inlines(self, request, obj):
        """Photos and people of its project can be chosen once that is known."""
        return self.inlines if obj else []

    def get_inline_formsets(self, *args, **kwargs):
        return [in_lower_case(shown) for shown in super().get_inline_formsets(*args, **kwargs)]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Verhalen"} | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"title": "Schrijf een verhaal"} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        story = self.get_object(request, object_id)
        context = {"title": "Verhaal"}
        if story:
            context |= {"state": story.state, "later": PublishLaterForm(auto_id="id_later_%s", initial=_planned(story))}
            context |= {"history": story.events.select_related("actor"), "most_featured": MOST_FEATURED}
            context["no_yes"] = NO_YES if not story.is_published and _lacks_yes(story) else ""
            context["address"] = story.get_absolute_url()  # that of a form that was refused may be empty
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_fieldsets(self, request, obj=None):
        """What is new is said of what readers know."""
        first, *rest = self.fieldsets
        return (
            [(None, {"fields": [*first[1]["fields"], "news"]}), *rest] if obj and obj.is_published else self.fieldsets
        )

    def get_readonly_fields(self, request, obj=None):
        return ["on_website", "slug"] if obj and obj.is_published else ["on_website"]

    @admin.display(description="stand", ordering="published_at")
    def on_website(self, story):
        said = {
            State.DRAFT: "concept",
            State.READY: f"klaar om te bekijken, volgens {story.ready_by.name if story.ready_by else 'het team'}",
            State.PLANNED: f"komt op {dates.day_time(story.published_at)}" if story.published_at else "",
            State.PUBLISHED: f"sinds {dates.day(story.published_at)}" if story.published_at else "",
        }
        return said[story.state] + (", bovenaan op de voorpagina" if story.featured else "")

    def save_model(self, request, obj, form, change):
        if not obj.slug:
            obj.name_address()
        if not change:
            obj.author = request.user.person
        others = form.keep_photos(by=request.user.person)
        if change:
            told = {"changed": form.changed_data, "by": request.user.person, "news": form.cleaned_data["news"]}
            obj.edit({*form.own_fields, "photo", "slug"}, **told)
        else:
            obj.save()
        for photo in others:
            StoryPhoto.append(obj, photo)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.time_photos()
        request.has_typed = any(one.has_changed() for one in [form, *formsets])

    # -- buttons -------------------------------------------------------------------------------------------------------
    def get_urls(self):
        act = self.admin_site.admin_view(require_POST(self.act))
        return [path("<int:pk>/<slug:action>/doen/", act, name="communication_story_act"), *super().get_urls()]

    def act(self, request, pk, action):
        story = get_object_or_404(Story, pk=pk)
        if not self.has_change_permission(request, story):
            raise PermissionDenied
        if action == "plannen":
            return self._plan(request, story)
        if action not in ACTS:
            raise Http404
        self._press(request, story, action)
        return self._back(story)

    def response_change(self, request, obj):
        """Also of a button that was pressed with what was typed, which is saved by now."""
        pressed = [action for action in SAVED_FIRST if f"_{action}" in request.POST]
        if not pressed:
            return super().response_change(request, obj)
        if not self._press(request, obj, pressed[0]) and request.has_typed:
            self._tell(request, "Wat je typte, is bewaard.", is_done=True)
        return self._back(obj)

    def _press(self, request, story, action):
        """Returns whether it did something."""
        method, done, not_done = ACTS[action]
        try:
            is_done = getattr(story, method)(by=request.user.person)
        except NoPlace:
            messages.warning(request, NO_PLACE + _featured())
            return False
        self._tell(request, done if is_done else not_done, is_done=is_done)
        if is_done and action == "publiceren":
            self._warn(request, story)
        return is_done

    def _plan(self, request, story):
        form = PublishLaterForm(request.POST)
        if not form.is_valid():
            context = {**self.admin_site.each_context(request), "title": story.title, "opts": self.opts}
            context |= {"story": story, "form": form, "back": self._back(story).url}
            return TemplateResponse(request, "admin/communication/story/later.html", context)
        is_done = story.plan(form.at, by=request.user.person)
        said = f"Het verhaal komt op de website op {dates.day_time(form.at)}." if is_done else ALREADY_OUT
        self._tell(request, said, is_done=is_done)
        if is_done:
            self._warn(request, story)
        return self._back(story)

    @staticmethod
    def _warn(request, story):
        if _lacks_yes(story):
            messages.warning(request, f"Let op: {NO_YES}")

    @staticmethod
    def _tell(request, said, *, is_done):
        messages.add_message(request, messages.SUCCESS if is_done else messages.WARNING, said)

    @staticmethod
    def _back(story):
        return redirect(reverse("admin:communication_story_change", args=[story.pk]))


def _lacks_yes(story):
    return Product.objects.not_agreed().filter(data__story=story.pk).exists()


def _planned(story):
    """What the form to plan begins with."""
    if story.state != State.PLANNED:
        return {}
    at = timezone.localtime(story.published_at)
    return {"day": at.date(), "clock": at.time()}


def _featured():
    titles = Story.objects.exclude(featured=None).order_by("featured").values_list("title", flat=True)
    return ", ".join(f"‘{title}’" for title in titles) + "."


ALREADY_OUT = "Het verhaal stond al op de website."
SAVED_FIRST = ("klaar", "publiceren")  # of what stands in the form, which is saved first
# The method, what is said when it did something, and when somebody else was first.
ACTS = {
    "klaar": ("mark_ready", "Het verhaal is klaar om te bekijken. Een ander kan het lezen en op de website zetten.",
              "Het verhaal was geen concept meer."),
    "concept": ("back_to_draft", "Het verhaal is weer een concept.", "Het verhaal was al een concept, of staat op de "
                "website."),
    "publiceren": ("publish", "Het verhaal staat op de website.", ALREADY_OUT),
    "weghalen": ("take_down", "Het verhaal is van de website gehaald. Het staat hier nog.",
                 "Het verhaal stond al niet meer op de website."),
    "voorpagina": ("feature", "Het verhaal staat bovenaan op de voorpagina, of komt daar zodra het uitkomt.",
                   "Het verhaal stond al op de voorpagina, "
                   "of komt niet op de website."),
    "niet-voorpagina": ("unfeature", "Het verhaal staat niet meer bovenaan op de voorpagina.",
                        "Het verhaal stond al niet meer bovenaan."),
}  # fmt: skip
