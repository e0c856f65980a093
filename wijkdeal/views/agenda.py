"""The shared agenda, its plans, and the round in which a neighbourhood decides one."""

from django.db.models import F, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communication.models import Story
from core.embedding import Embedded, FixedLists
from core.kept_pages import kept
from core.money import euro
from groups.models import Decision
from groups.models.issues import chairs_koplopers
from projects.agenda import picture, plans, still_going, tally
from projects.models import MoneyLine, Pledge, PledgeEvent, Project, ProjectEvent, Status
from projects.models.promises import in_order
from themes.models import Agenda, AgendaItem, AgendaRound, ItemState, Phase, Wish
from wijkdeal.views.counter import may_use_counter

MANY = 100  # of one kind on the page of a plan

_ITS_PROJECTS = Project.objects.published().filter(agenda_items=OuterRef(OuterRef("pk"))).values("pk")
_OF_ITS_PROJECTS = Q(project__in=_ITS_PROJECTS)
_KEPT_LAST = PledgeEvent.objects.filter(pledge=OuterRef("pledge"), kind=PledgeEvent.Kind.KEPT).order_by("-at", "-id")
Kind = ProjectEvent.Kind
STEPS = (
    Kind.TAKEN_UP, Kind.STARTED, Kind.PAUSED, Kind.RESUMED, Kind.REOPENED,
    Kind.COMPLETED, Kind.CONTINUED, Kind.STOPPED, Kind.DECLINED, Kind.REFERRED, Kind.WITHDRAWN, Kind.TURNED_BACK,
)  # fmt: skip
LISTS = FixedLists(
    wishes=Embedded(
        Wish.objects.shown().filter(candidate__item=OuterRef("pk")).order_by("at")[:MANY], "id", "text", "source", "at"
    ),
    pledge_rows=Embedded(
        Pledge.objects.published().filter(Q(agenda_item=OuterRef("pk")) | _OF_ITS_PROJECTS).order_by("due")[:MANY],
        *(
            "id",
            "what",
            "amount",
            "due",
            "first_due",
            "state",
            "reason",
            "organisation__id",
            "organisation__name",
            "organisation__slug",
        ),
        *("project__id", "project__title", "project__slug"),
    ),
    money_rows=Embedded(
        MoneyLine.objects.filter(Q(agenda_item=OuterRef("pk")) | _OF_ITS_PROJECTS).totals(), "kind", "total"
    ),
    steps=Embedded(
        ProjectEvent.objects.filter(_OF_ITS_PROJECTS, kind__in=STEPS).order_by("-at", "-id")[:MANY],
        *("id", "kind", "at", "project__id", "project__title", "project__slug"),
    ),
    kept_pledges=Embedded(
        PledgeEvent.objects.filter(
            Q(pledge__agenda_item=OuterRef("pk")) | Q(pledge__project__in=_ITS_PROJECTS),
            pk=Subquery(_KEPT_LAST.values("pk")[:1]),
            pledge__state=Pledge.State.KEPT,
        ).order_by("-at", "-id")[:MANY],
        *("id", "at", "pledge__id", "pledge__what", "pledge__organisation__name"),
    ),
    paid=Embedded(
        MoneyLine.objects.filter(Q(agenda_item=OuterRef("pk")) | _OF_ITS_PROJECTS)
        .exclude(kind=MoneyLine.Kind.NEEDED)
        .order_by("-on", "-id")[:MANY],
        *("id", "kind", "on", "amount", "what"),
    ),
    decisions=Embedded(
        Decision.objects.public().filter(agenda_round__agenda=OuterRef("agenda")),
        *("id", "text", "meeting__id", "meeting__starts_at", "meeting__group__id", "meeting__group__slug"),
    ),
    stories=Embedded(
        Story.objects.published().filter(_OF_ITS_PROJECTS).order_by("-published_at")[:MANY], "id", "slug", "title"
    ),
)


@kept()
@require_safe
def shared_agenda(request, year=None):
    """The newest, or that of a year."""
    wanted = {"agenda__year": year} if year else {"agenda": _newest()}
    found = plans(_items().filter(**wanted).order_by("theme__order", F("rank").asc(nulls_last=True), "code"))
    if year and not found:
        raise Http404
    agenda = found[0].item.agenda if found else None
    years = range(agenda.year, max(timezone.localdate().year, agenda.year) + 1) if agenda else ()
    context = {
        "agenda": agenda,
        "plans": found,
        "years": years,
        "tally": tally(plan.state for plan in found),
        "picture": picture(found),
        "round": AgendaRound.objects.going().first(),
        "others": Agenda.objects.exclude(pk=agenda and agenda.pk),
        "last_year": timezone.localdate().year - 1,
        "earlier": () if year else still_going(_items()).order_by("-agenda__year", "theme__order", "code"),
    }
    return render(request, "wijkdeal/shared_agenda.html", context)


@kept()
@require_safe
def agenda_item(request, year, code):
    """One plan: the wishes it came from, its projects, what was promised and paid, and how it went from then to now."""
    items = _items().select_related("candidate").filter(agenda__year=year, code__iexact=code)
    plan = next(iter(plans(LISTS.beside(items))), None)
    if plan is None:
        raise Http404
    item = plan.item
    found = LISTS.of(item)
    context = found | {
        "pledges": found["pledge_rows"],
        "plan": plan,
        "item": item,
        "money": [(line.get_kind_display(), line.total) for line in in_order(found["money_rows"])],
        "timeline": _timeline(plan, found),
        "years": range(item.agenda.year, max(timezone.localdate().year, item.agenda.year) + 1),
        "projects": Project.objects.published().filter(agenda_items=item).with_card_data()[:MANY],
    }
    return render(request, "wijkdeal/agenda_item.html", context)


@kept()
@require_safe
def agenda_round(request, year=None):
    """The round that is going on, else the newest; by the year of its agenda an earlier one."""
    rounds = list(AgendaRound.objects.select_related("agenda"))
    going = next((one for one in rounds if not one.adopted_on), None)
    of_year = next((one for one in rounds if one.agenda and one.agenda.year == year), None)
    if year and not of_year:
        raise Http404
    latest = of_year or going or next(iter(rounds), None)
    is_over = latest and latest.agenda_id
    chosen = plans(_items().filter(agenda=latest.agenda, rank__isnull=False).order_by("rank")) if is_over else []
    context = {
        "round": latest,
        "plans": chosen,
        "candidates": _candidates(latest) if latest else [],
        "earlier": [one for one in rounds if one.agenda and one != latest],
        "going": going if year else None,
        "has_wishes": bool(latest) and latest.wishes.shown().exists(),
    } | _may(request.user)
    if context.get("may_sort") and latest and latest.phase == Phase.GROUP:
        context["waiting"] = latest.wishes.waiting().count()
    return render(request, "wijkdeal/agenda_round.html", context)


def _may(user):
    """What is offered to whom; the pages themselves ask again."""
    if user.is_anonymous:
        return {}
    return {
        "may_write": may_use_counter(user),
        "may_enter": user.is_counter,
        "may_sort": user.is_administrator or user.is_facilitator,
        "may_adopt": chairs_koplopers(user),
    }


def _timeline(plan, found):
    """[(date, what happened, address or "")] from its agenda to now, the oldest first."""
    item, moments = plan.item, []
    with_steps = {step.project_id for step in found["steps"]}
    ranked = f", op plaats {item.rank} in de stemweek" if item.rank else ""
    moments.append((item.agenda.adopted_on, f"Op de {item.agenda.title}{ranked}", ""))
    for project in plan.projects:
        address = project.get_absolute_url()
        if project.proposed_at:
            moments.append((timezone.localdate(project.proposed_at), f"Voorgesteld: {project.title}", address))
        if project.status != Status.PROPOSED and project.pk not in with_steps:
            now = f"{project.get_status_display().capitalize()}: {project.title}"
            moments.append((timezone.localdate(project.ended_at or project.status_since), now, address))
    moments += _what_happened(found)
    if item.own_state_since and not plan.project_count:
        moments.append((item.own_state_since, ItemState(item.own_state).label.capitalize(), ""))
    if item.successor:
        on = item.successor.agenda.adopted_on
        moments.append((on, f"Ging verder als: {item.successor.title}", item.successor.get_absolute_url()))
    return sorted(moments, key=lambda moment: moment[0])


def _what_happened(found):
    """The steps of its projects, what was promised and came, the money, and what was decided, as `_timeline`."""
    for step in found["steps"]:
        words = f"{step.get_kind_display()}: {step.project.title}"
        yield timezone.localdate(step.at), words, step.project.get_absolute_url()
    for event in found["kept_pledges"]:
        pledge = event.pledge
        yield timezone.localdate(event.at), f"Nagekomen door {pledge.organisation.name}: {pledge.what}", ""
    for line in found["paid"]:
        yield line.on, f"{euro(line.amount)} {line.get_kind_display()}: {line.what}", ""
    for decision in found["decisions"]:
        day = timezone.localdate(decision.meeting.starts_at)
        yield day, f"Besluit: {decision.text}", decision.meeting.get_absolute_url()


def _candidates(agenda_round):
    """In the order of the vote once that is known, else by theme."""
    if agenda_round.phase not in (Phase.GROUP, Phase.CHOOSE, Phase.ADOPT, Phase.ADOPTED):
        return []
    rows = agenda_round.candidates.with_wishes().select_related("theme", "item__agenda")
    return rows.order_by(F("rank").asc(nulls_last=True), "theme__order", "title")


def _items():
    return AgendaItem.objects.select_related("agenda", "theme", "responsible", "successor__agenda")


def _newest():
    return Agenda.objects.order_by("-year").values("pk")[:1]
