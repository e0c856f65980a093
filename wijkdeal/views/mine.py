"""What is mine, in all apps: projects, groups, action points, requests, what I follow, my settings and data."""

from functools import lru_cache
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit import AuditEntry
from accounts.consents import Consent
from accounts.forms import RemoveForm, SettingsForm
from accounts.models import Organisation, Person
from accounts.signin import recently_shown
from communication.models import Enquiry, MailTrouble, Request, StoryFollow
from core.counting import count_of
from core.dates import day, month
from core.embedding import Embedded, FixedLists
from groups.models import ActionPoint, Application, Briefing, GroupFollow, Issue, IssueFollow, Membership
from projects.models import Activity, HelpOffer, Participation, Pledge, Project, ProjectFollow, Question, Report, Status
from projects.models.states import EDITABLE, ENDED, WAITS_FOR_LEADER, WATCHED
from themes.models import AgendaRound, Phase, ThemeFollow, Wish
from wijkdeal import consenting, erasing, own_files

MOST = 100
MOST_WAITING = 3
ROLE_WORDS = {
    "initiator": "jij stelde het voor",
    "leader": "jij trekt het",
    "supporter": "jij ondersteunt",
    "helper": "je doet mee",
}
ROLE_WORDS_AFTERWARDS = ROLE_WORDS | {
    "leader": "jij trok het",
    "supporter": "jij ondersteunde",
    "helper": "je deed mee",
}


class Task(NamedTuple):
    """Something that is asked of me, where I do it, and the words of the link to it."""

    what: str
    address: str
    link: str


@never_cache
@login_required
@require_safe
def mine(request):
    """Three queries beside those of every page: the projects, the questions to me, and one for everything else.

    One more for who looks at reports of all themes (a duo has theirs on its work list) or answers applications. Two for
    who chairs the koplopers.
    """
    lists = _lists_of(request.user)
    follows = [follow.theme for follow in lists["themes"]] + [follow.project for follow in lists["followed"]]
    follows += [follow.group for follow in lists["followed_groups"]] + [follow.issue for follow in lists["issues"]]
    follows += [follow.story for follow in lists["stories"]]
    context = lists | {"projects": _projects_of(request.user), "follows": follows, "today": timezone.localdate()}
    context |= _questions_to(request.user, lists["memberships"]) | _applications_to(request.user, lists["memberships"])
    context["late"] = context["late_questions"] + context["late_applications"]
    if any(seat.group.is_koplopersgroep and seat.is_chair for seat in lists["memberships"]):
        context["chairs"] = list(_tasks_of_chair())
    if request.user.is_communicatieteam or request.user.is_administrator:
        context |= {"minds": True, "reports": Report.objects.open().to_settle_by(request.user).count()}
    return render(request, "wijkdeal/mine.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_settings(request):
    form = SettingsForm(request.POST or None, instance=request.user.person)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "Je keuzes zijn bewaard.")
        return redirect("mine")
    consents = Consent.objects.of(request.user)
    context = {"form": form, "consents": consents.current(), "taken_back": consents.exclude(withdrawn_at=None)[:MOST]}
    return render(request, "wijkdeal/mine_settings.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request, pk):
    """What happens when I take it back, and the press that does it."""
    given = get_object_or_404(Consent.objects.of(request.user), pk=pk)
    if request.method == "POST":
        if consenting.take_back(given, request.user):
            messages.success(request, "Dat is ingetrokken.")
        return redirect("my_settings")
    if given.withdrawn_at:
        return redirect("my_settings")
    return render(request, "wijkdeal/mine_consent.html", {"consent": given, "effect": consenting.EFFECTS[given.about]})


@never_cache
@login_required
@recently_shown
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request):
    """All that is kept of me, as a file, sent while it is read from the disk."""
    person = request.user.person
    AuditEntry.record(AuditEntry.Kind.EXPORT, actor=person, person=person)
    return own_files.response_for(request.user)


@never_cache
@login_required
@recently_shown
@require_http_methods(["GET", "HEAD", "POST"])
def remove_me(request):
    if erasing.is_last_administrator(request.user):
        return render(request, "wijkdeal/mine_last.html", status=403)
    form = RemoveForm(request.POST or None, own=request.user.email)
    if form.is_bound and form.is_valid():
        erasing.erase(request.user)
        logout(request)
        return redirect("removed")
    return render(request, "wijkdeal/mine_remove.html", {"form": form})


@require_safe
def removed(request):
    return render(request, "wijkdeal/mine_removed.html")


def _questions_to(user, memberships):
    """How many questions wait for this user, and whether this is somebody who is asked any."""
    waiting = Enquiry.objects.addressed_to(user).open().only("subject", "answer_due", "answered_at")[:MOST]
    asked = len(waiting)
    steers = any(one.role != Membership.Role.MEMBER and not one.requested for one in memberships)
    has_role = user.is_facilitator or user.is_communicatieteam or user.is_administrator
    late = [_late(one.subject, "communication:enquiry", one) for one in waiting if one.is_late]
    return {"asked": asked, "late_questions": late, "answers": bool(asked) or steers or has_role}


def _late(what, page, one):
    had = f"Had beantwoord moeten zijn op {day(one.answer_due)}"
    return Task(what, reverse(page, args=[one.pk]), had)


def _applications_to(user, memberships):
    """Who offers to sit somewhere and waits for the word of this user; None where that is never asked."""
    chairs = any(one.role == Membership.Role.CHAIR and one.group.is_koplopersgroep for one in memberships)
    if not (chairs or user.is_administrator):
        return {"applications_to_me": None, "late_applications": []}
    waiting = list(Application.objects.answerable_by(user).open().about()[:MOST])
    late = [_late(f"Aanmelding: {one}", "groups:application", one) for one in waiting if one.is_late]
    return {"applications_to_me": waiting, "late_applications": late}


def _tasks_of_chair():
    """What waits for the chair of the koplopers: an agenda to adopt, vraagstukken, the longest first, a briefing."""
    agenda_round = AgendaRound.objects.going().first()
    if agenda_round and agenda_round.phase == Phase.ADOPT:
        what = "De stemweek is voorbij. De koplopers stellen de nieuwe gedeelde agenda vast."
        yield Task(what, reverse("groups:adopt_agenda"), "Stel de agenda vast")
    for issue in Issue.objects.waiting()[:MOST]:
        late = " Dat is langer dan 14 dagen." if issue.waits_long else ""
        what = f"Vraagstuk ‘{issue.title}’ wacht sinds {day(issue.raised_on)}.{late}"
        yield Task(what, issue.get_absolute_url(), "Kijk ernaar")
    for meeting in Briefing.meetings_to_fill().filter(briefing_lines__isnull=False).distinct():
        what = f"De briefing voor {day(meeting.starts_at)} is gevuld. Kijk hem na en zet hem vast."
        yield Task(what, f"{meeting.get_absolute_url()}briefing/", "Bekijk de briefing")


def _projects_of(user):
    """My current projects with my roles in them and what is asked of me; drafts first, then what waits for me.

    What was merged is not among them: its people came along to where it went. What was hidden, for who may open it.
    """
    roles = Participation.objects.current().filter(project=OuterRef("pk"), person__user=user)
    led = Participation.objects.filter(role=Participation.Role.LEADER, person__user=user)
    found = Project.objects.with_card_data().annotate(my_roles=Embedded(roles, "role").subquery())
    found = found.annotate(
        offered=_number_of(HelpOffer.objects.open(), "wanted__project"),
        asked=_number_of(Question.objects.for_its_people(), "project"),
        has_leader=Exists(Participation.objects.leaders().filter(project=OuterRef("pk"))),
        led_before=Exists(led.filter(project=OuterRef("pk"))),
    )
    found = found.filter(participations__person__user=user, participations__until=None)
    found = found.visible_to(user).exclude(status=Status.MERGED).distinct()
    projects = list(found.order_by("-status_since")[:MOST])
    for project in projects:
        project.roles = {row["role"] for row in project.my_roles}
        in_words = ROLE_WORDS_AFTERWARDS if project.status in ENDED else ROLE_WORDS
        project.role_words = ", ".join(words for role, words in in_words.items() if role in project.roles)
        project.tasks = list(_tasks_in(project))
    return sorted(projects, key=lambda project: (not project.is_draft, not project.tasks))


def _number_of(rows, project):
    """How many of these there are in each project; `project` is the path to it."""
    rows = rows.filter(**{project: OuterRef("pk")}).order_by().values(project)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def _tasks_in(project):
    """Every `Task` in a project, what is most urgent first; none in what is hidden, until it is put back."""
    here = project.get_absolute_url()
    if project.hidden_at:
        return
    if project.is_draft:
        yield Task("Dit is nog een concept. Alleen jij ziet het.", project.steps_url, "Ga verder")
    if project.is_draft or not project.roles & {"initiator", "leader"}:
        return
    if project.clarification_question:
        yield Task(f"Het duo vraagt: {project.clarification_question}", here, "Geef antwoord")
    if project.status in WAITS_FOR_LEADER and not project.has_leader and not project.led_before:
        nobody = "Niemand trekt het nu" if project.status == Status.PAUSED else "Nog niemand trekt het"
        yield Task(f"{nobody}. Wil jij dat?", project.offer_to_lead_address, "Zeg het tegen het duo")
    if project.offered and project.status in EDITABLE:
        what = "Iemand biedt hulp aan." if project.offered == 1 else f"Er is {project.offered} keer hulp aangeboden."
        yield Task(what, f"{here}hulp/", "Geef antwoord")
    if project.asked:
        what = "Iemand heeft een vraag." if project.asked == 1 else f"Er zijn {project.asked} vragen."
        yield Task(what, f"{here}vragen/", "Geef antwoord")
    if project.asks_back:
        since = month(project.ended_at)
        yield Task(f"Dit kwam klaar in {since}. Is het nog goed?", f"{here}nog-goed/", "Geef antwoord")
    if project.status in WATCHED and project.freshness in ("te laat", "stil"):
        yield Task("Het is een tijd stil. Hoe gaat het?", f"{here}bijwerken/", "Schrijf een bericht")
    if project.status == Status.PAUSED and project.paused_until <= timezone.localdate():
        yield Task(f"De pauze duurde tot {day(project.paused_until)}.", here, "Ga verder")


def _lists_of(user):
    """{name: instances} of everything else, and what is wrong with mail to this person, in one query."""
    lists = _embedded_lists(timezone.localdate())
    # It joins the account too, whose address the lists look at.
    trouble = MailTrouble.objects.filter(address=OuterRef("user__email")).values("kind")
    person = lists.beside(Person.objects.annotate(mail_trouble=Subquery(trouble))).get(user=user)
    return lists.of(person) | {"mail_trouble": person.mail_trouble}


@lru_cache(maxsize=1)
def _embedded_lists(today):
    """Of whoever asks; what is late, is so on `today`."""
    own = {"person": OuterRef("pk")}
    requests = Request.objects.asked_by(OuterRef("pk"), OuterRef("user__email")).order_by("-created_at")[:MOST]
    enquiries = Enquiry.objects.filter(**own).order_by("-created_at")[:MOST]
    coming = Activity.objects.published().filter(attendances__person=OuterRef("pk"), ends_at__gte=Now())
    coming = coming.order_by("starts_at")[:MOST]
    # What was typed with this address before signing in; the address stands two queries further out. By anybody: so
    # the newest few, and no word of it before it is opened.
    waiting = Project.objects.typed_with(OuterRef(OuterRef("user__email"))).filter(form_key__isnull=False)
    actions = ActionPoint.objects.open_to_its_doer().filter(**own).open()
    actions = actions.order_by(F("due").asc(nulls_last=True), "id")[:MOST]
    questions = Question.objects.filter(asker=OuterRef("pk"), project__hidden_at=None)
    questions = questions.exclude(state=Question.State.WITHDRAWN)
    # What was accepted is not among them: that makes somebody take part, and stands among the projects.
    offers = HelpOffer.objects.filter(wanted__project__hidden_at=None, **own)
    offers = offers.exclude(state__in=[HelpOffer.State.ACCEPTED, HelpOffer.State.WITHDRAWN])
    followed = ProjectFollow.objects.filter(Q(project__hidden_at=None), **own)
    followed = followed.exclude(project__status__in=(Status.DRAFT, Status.MERGED))
    # The person is two queries further out here too.
    pledges = Pledge.objects.filter(organisation=OuterRef("pk"))
    parties = Organisation.objects.filter(contacts=OuterRef("user")).annotate(
        to_confirm=count_of(pledges.waiting()), late=count_of(pledges.late(today))
    )
    wishes = Wish.objects.shown().filter(round__adopted_on=None, **own).order_by("-at")[:MOST]
    return FixedLists(
        parties=Embedded(parties.order_by("name")[:MOST], "id", "name", "slug", "to_confirm", "late"),
        wishes=Embedded(wishes, "id", "text", "set_aside", "candidate__id", "candidate__title"),
        waiting=Embedded(waiting.order_by("-created_at")[:MOST_WAITING], "id", "form_key", "created_at"),
        memberships=Embedded(
            Membership.objects.filter(until=None, group__ended_on=None, **own).order_by("group__name")[:MOST],
            *("id", "role", "requested", "group__name", "group__slug", "group__kind"),
        ),
        actions=Embedded(actions, "id", "person_id", "text", "due", "meeting__title"),
        requests=Embedded(requests, "id", "uuid", "subject", "status", "due", "created_at"),
        enquiries=Embedded(
            enquiries,
            *("id", "subject", "answer", "answered_at", "answer_due", "created_at", "was_called"),
            *("issue__id", "request__uuid", "project__form_key", "project__slug", "project__status"),
        ),
        applications=Embedded(
            Application.objects.filter(**own).exclude(state=Application.State.WITHDRAWN).order_by("-asked_at")[:MOST],
            *("id", "state", "voice", "asked_at", "answer_due", "answer"),
            *("group__id", "group__name", "group__slug", "theme__id", "theme__name", "theme__slug"),
        ),
        questions=Embedded(
            questions.order_by("-asked_at")[:MOST],
            *("id", "text", "asked_at", "state", "refusal", "answer", "answered_at", "hidden_at", "hidden_reason"),
            *("project__title", "project__slug"),
        ),
        offers=Embedded(
            offers.order_by("-at")[:MOST],
            *("id", "at", "state", "answer", "wanted__what", "wanted__project__title", "wanted__project__slug"),
        ),
        coming=Embedded(
            coming, "id", "title", "starts_at", "ends_at", "place", "cancelled_at", "cancel_reason", "project__slug"
        ),
        raised=Embedded(
            Issue.objects.filter(raised_by=OuterRef("pk")).order_by("-raised_on", "-pk")[:MOST],
            *("id", "title", "state", "decline_reason"),
        ),
        themes=Embedded(ThemeFollow.objects.filter(**own), "id", "theme__name", "theme__slug"),
        followed=Embedded(followed.order_by("-since")[:MOST], "id", "project__title", "project__slug"),
        followed_groups=Embedded(GroupFollow.objects.filter(**own), "id", "group__name", "group__slug"),
        issues=Embedded(IssueFollow.objects.filter(**own), "id", "issue__id", "issue__title"),
        stories=Embedded(
            StoryFollow.objects.filter(story__published_at__lte=Now(), **own), "id", "story__slug", "story__title"
        ),
    )
