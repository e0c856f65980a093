"""Organisations: what each promised, does and pays for."""

from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from core.counting import count_of
from core.embedding import Embedded, FixedLists
from core.kept_pages import kept
from groups.models import Membership
from projects.agenda import with_state
from projects.models import MoneyLine, Pledge, Project
from projects.models.promises import in_order
from themes.models import Agenda, AgendaItem, ItemState

MANY = 200  # of one kind on one page


@kept()
@require_safe
def party_list(request):
    """By kind; with how many projects and promises each has."""
    kinds = {kind: [] for kind in Organisation.Kind}
    for organisation in _with_numbers(Organisation.objects.all()):
        kinds[organisation.kind].append(organisation)
    filled = [(kind.label, found) for kind, found in kinds.items() if found]
    return render(request, "wijkdeal/party_list.html", {"kinds": filled})


@kept()
@require_safe
def party_detail(request, slug):
    waiting = Count("pledges", filter=Q(pledges__state=Pledge.State.OFFERED), distinct=True)
    since = Min("pledges__made_on", filter=Q(pledges__state=Pledge.State.OFFERED))
    rows = Organisation.objects.annotate(waiting_count=waiting, waiting_since=since)
    party = get_object_or_404(LISTS.beside(rows), slug=slug)
    found = LISTS.of(party)
    projects = Project.objects.published().filter(partners=party).with_card_data()[:MANY]
    context = {
        "party": party,
        "pledges": found["pledge_rows"],
        "plans": [(plan, ItemState(plan.state)) for plan in found["plan_rows"]],
        "projects": projects,
        "people": found["seats"],
        "money": _money(found["money_rows"]),
        "may_speak": party.is_spoken_for_by(request.user),
    }
    return render(request, "wijkdeal/party_detail.html", context)


_newest = Agenda.objects.order_by("-year").values("pk")[:1]
_involved = AgendaItem.others.through.objects.filter(organisation=OuterRef(OuterRef("pk"))).values("agendaitem")
_plans = AgendaItem.objects.filter(
    Q(responsible=OuterRef("pk")) | Q(pk__in=_involved), agenda=Subquery(_newest)
).order_by(F("rank").asc(nulls_last=True), "code")

LISTS = FixedLists(
    pledge_rows=Embedded(
        Pledge.objects.listed().filter(organisation=OuterRef("pk")).order_by("-due")[:MANY],
        *("id", "what", "amount", "due", "first_due", "state", "reason", "made_on"),
        *(
            "project__id",
            "project__title",
            "project__slug",
            "agenda_item__id",
            "agenda_item__title",
            "agenda_item__code",
            "agenda_item__agenda__id",
            "agenda_item__agenda__year",
        ),
    ),
    plan_rows=Embedded(
        with_state(_plans), "id", "code", "title", "note", "responsible_id", "state", "agenda__id", "agenda__year"
    ),
    seats=Embedded(
        Membership.objects.current()
        .filter(organisation=OuterRef("pk"), group__ended_on=None, is_named=True)
        .order_by("group__name", "role", "person__name")[:MANY],
        *("id", "role", "person__id", "person__name", "person__show_name", "person__kind"),
        *("group__id", "group__name", "group__slug"),
    ),
    money_rows=Embedded(MoneyLine.objects.listed().filter(organisation=OuterRef("pk")).totals(), "kind", "total"),
)


def _with_numbers(organisations):
    pledges = Pledge.objects.listed().filter(organisation=OuterRef("pk"))
    return organisations.annotate(
        project_count=count_of(Project.objects.published().filter(partners=OuterRef("pk"))),
        pledge_count=count_of(pledges),
    )


# Money stands with a party when it is its own.
MONEY_WORDS = {
    MoneyLine.Kind.NEEDED: "Nodig",
    MoneyLine.Kind.PROMISED: "Zegde deze partij toe",
    MoneyLine.Kind.RECEIVED: "Gaf deze partij aan projecten",
    MoneyLine.Kind.SPENT: "Betaalde deze partij zelf",
}


def _money(lines):
    return [(MONEY_WORDS[line.kind], line.total) for line in in_order(lines)]
