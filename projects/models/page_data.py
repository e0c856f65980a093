"""Everything a project's page shows, in the query that fetches the project: small lists as JSON beside it.

Groups, meetings and stories belong to apps further right; they are reached through their reverse relations only.
"""

from functools import lru_cache

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now

from accounts.models import Organisation
from core.embedding import Embedded, FixedLists
from projects.models.activities import Activity
from projects.models.events import ProjectEvent
from projects.models.help import HelpWanted
from projects.models.photos import Photo
from projects.models.progress import Milestone, ProgressCheck, Update
from projects.models.promises import MoneyLine, Pledge
from projects.models.questions import Question
from projects.models.taking_part import Participation
from themes.models import AgendaItem, Facilitator, Theme

MOMENTS = 40  # on its page; one more is fetched, to know whether there are older ones
PHOTOS = 60
QUESTIONS = 5
Kind = ProjectEvent.Kind
SILENT_KINDS = (  # the page shows them elsewhere, or they are for some
    Kind.UPDATE_POSTED, Kind.HIDDEN, Kind.UPDATE_HIDDEN, Kind.PHOTO_HIDDEN, Kind.SHOWN_AGAIN, Kind.HELPER_JOINED,
    Kind.ACTIVITY_PLANNED, Kind.ACTIVITY_MOVED, Kind.ACTIVITY_CORRECTED, Kind.ACTIVITY_CANCELLED,
    Kind.ACTIVITY_REMINDER, Kind.ACTIVITY_JOINED, Kind.ASKED_BACK, Kind.REMINDED,
)  # fmt: skip
PERSON = ("person__name", "person__show_name")


@lru_cache(maxsize=1)
def page_rows(today):
    """A queryset of projects, each with its lists; made once a day, for building it takes longer than running it."""
    rows = _project().objects.select_related("theme", "cover", "merged_into", "split_from").defer("search")
    return embedded(today).beside(rows.annotate(taking_part=helper_count()))


def _project():
    """`Project`, which is made of what stands here."""
    return Participation._meta.get_field("project").related_model


@lru_cache(maxsize=1)
def embedded(today):
    """The lists beside a query of projects. What is still open, is so on `today`."""
    own = {"project": OuterRef("pk")}
    return FixedLists(
        people=_people(own),
        seats=_seats(),
        voices=Embedded(
            ProgressCheck.objects.filter(**own).latest_a_voice(),
            *("id", "voice", "signal", "note", "progress", "at", "person__id", *PERSON),
        ),
        said=Embedded(
            ProgressCheck.objects.filter(**own).of_own().latest_a_voice(),
            *("id", "voice", "note", "at", "person__id", *PERSON),
        ),
        posts=Embedded(
            Update.objects.filter(**own).published().order_by("-at", "-id")[: MOMENTS + 1],
            *("id", "title", "text", "at", "corrected_at", "is_before_and_after", "author__id"),
            *("author__name", "author__show_name"),
        ),
        pictures=Embedded(
            Photo.objects.published().filter(**own).order_by("-added_at")[:PHOTOS],
            *("id", "update_post_id", "sizes", "width", "height", "alt", "caption"),
        ),
        history=Embedded(
            ProjectEvent.objects.filter(**own).exclude(kind__in=SILENT_KINDS).order_by("-at", "-id")[: MOMENTS + 1],
            *("id", "kind", "at", "reason", "actor__name", "actor__show_name", "person__name", "person__show_name"),
        ),
        absorbed=Embedded(
            _project().objects.including_merged().filter(merged_into=OuterRef("pk")).order_by("id"),
            *("id", "title", "summary", "description"),
        ),
        came_in=Embedded(
            ProjectEvent.objects.of_what_came_in(OuterRef("pk")).order_by("-at", "-id"),
            *("id", "kind", "at", "reason", "actor__name", "actor__show_name", "project__title"),
        ),
        steps=Embedded(Milestone.objects.filter(**own), "id", "title", "due", "reached_on"),
        wanted=Embedded(HelpWanted.objects.filter(**own).open(), "id", "what", "count", "detail", "by"),
        promises=Embedded(
            Pledge.objects.filter(**own).published().order_by("due"),
            *("id", "what", "due", "first_due", "state", "reason", "organisation__name", "organisation__slug"),
        ),
        money=Embedded(MoneyLine.objects.filter(**own).totals(), "kind", "total"),
        dates=Embedded(
            Activity.objects.filter(ends_at__gte=Now(), **own).order_by("starts_at")[:10],
            *("id", "title", "starts_at", "ends_at", "place", "text", "cancelled_at", "cancel_reason"),
        ),
        questions=Embedded(
            Question.objects.filter(**own).published().order_by("-asked_at", "-id")[: QUESTIONS + 1],
            *(
                "id",
                "state",
                "text",
                "asked_at",
                "answer",
                "answered_at",
                "corrected_at",
                "asker__name",
                "asker__show_name",
            ),
            *("answered_by__name", "answered_by__show_name"),
        ),
        parts=Embedded(
            _project().objects.published().filter(split_from=OuterRef("pk")).order_by("id"), "id", "title", "slug"
        ),
        plans=Embedded(
            AgendaItem.objects.filter(projects=OuterRef("pk")), "id", "code", "title", "agenda__id", "agenda__year"
        ),
        parties=Embedded(Organisation.objects.filter(projects=OuterRef("pk")), "id", "name", "slug"),
        themes_beside=Embedded(Theme.objects.filter(touching_projects=OuterRef("pk")), "id", "name", "slug"),
        **_from_further_right(),
    )


def helper_count():
    """How many people take part now, each counted once."""
    current = Participation.objects.current().filter(project=OuterRef("pk")).order_by().values("project")
    return Coalesce(Subquery(current.annotate(n=Count("person", distinct=True)).values("n")), 0)


def _people(own):
    rows = Participation.objects.current().filter(**own).exclude(role=Participation.Role.HELPER)
    return Embedded(rows.order_by("since", "id"), "id", "role", "person_id", *PERSON)


def _seats():
    """The duo of its theme, and of the theme that takes what has none yet; the page picks."""
    rows = Facilitator.objects.current().filter(Q(theme=OuterRef("theme")) | Q(theme__takes_unknown=True))
    return Embedded(
        rows, "id", "voice", "theme_id", "person__id", *PERSON, "person__away_until", "person__user__is_active"
    )


def _from_further_right():
    """What points at this project, or at one that was merged into it: those rows stay where they are."""
    project = Participation._meta.get_field("project").related_model
    group = project._meta.get_field("groups").related_model
    story = project._meta.get_field("stories").related_model
    meeting = group._meta.get_field("meetings").related_model
    issue = project._meta.get_field("issues").related_model
    this = OuterRef(OuterRef("pk"))
    own = project.objects.filter(Q(pk=this) | Q(merged_into=this)).order_by().values("pk")
    meetings = meeting.objects.filter(group__project__in=own, is_public=True, ends_at__gte=Now())
    return {
        "circles": Embedded(group.objects.filter(project__in=own).active(), "id", "name", "slug", "kind", "purpose"),
        "came_from": Embedded(issue.objects.accepted().filter(project__in=own).order_by("pk"), "id", "title"),
        "gatherings": Embedded(
            meetings.exclude(state="cancelled").order_by("starts_at")[:3],
            *("id", "title", "starts_at", "ends_at", "place", "group__name", "group__slug"),
        ),
        "told": Embedded(
            story.objects.filter(published_at__lte=Now(), project__in=own).order_by("-published_at")[:5],
            *("id", "title", "slug", "lead", "published_at"),
        ),
    }
