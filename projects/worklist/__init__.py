"""The work list of a duo: what each open project asks of whoever reads it, the most urgent first.

One query fetches the facts of the open projects, `reasons` judges each, and only what is shown is fetched whole and
gets its `words`: eight queries, however many projects.
"""

from django.db.models import Exists, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from projects.models import Participation, Pledge, ProgressCheck, Project, Question, Report, Status, SupportRequest
from projects.models.looking_back import GUIDED_FIRST
from projects.worklist.critical import critical_parts, critical_rows
from projects.worklist.reasons import VOICES, Kind, Part, Reason, judge
from projects.worklist.words import Words
from themes.models import AgendaRound

__all__ = ["Kind", "Part", "Reason", "WorkList", "critical_look", "critical_lines"]
NUMBERS = ["geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]
PER_PART = 50
MOST = 1000  # that are judged: first the proposals, then what is silent for longest
COLUMNS = ("pk", "theme_id", "status", "answer_due", "check_in_days", "paused_until", "clarification_question")


class WorkList:
    """The open projects of this user's themes, or of one of them; an administrator sees all.

    `kind` and `is_mine` narrow what is shown, to one kind of reason and to what waits for this reader.
    """

    def __init__(self, user, *, theme=None, kind=None, is_mine=False, page=1):
        self.user = user
        self.page = page
        self.own_voice = {seat.theme_id: seat.voice for seat in user.seats if seat.voice}
        everything = Project.objects.all() if user.is_administrator else Project.objects.guided_by(user)
        projects = _of_theme(everything, theme)
        judged = self._judged(projects.to_guide(), projects.not_good())
        self.is_cut = len(judged) >= MOST
        mine = [one for one in judged if one.waits_for_reader]
        self.waiting = len(mine)
        self.kinds = _counted(mine if is_mine else judged)
        of_kind = [one for one in judged if kind is None or one.is_of(kind)]
        self.mine = sum(one.waits_for_reader for one in of_kind)
        shown = _by_part(one for one in of_kind if one.waits_for_reader or not is_mine)
        self.counts = {part: len(found) for part, found in shown.items()}
        self.parts = self._rows(shown)

    @property
    def number(self):
        return self.page

    @property
    def has_previous(self):
        return self.page > 1

    @property
    def has_next(self):
        return max(self.counts.values()) > self.page * PER_PART

    @property
    def greeting(self):
        """Dag Ineke, vijf projecten wachten op jou"""
        count = self.waiting
        how_many = NUMBERS[count] if count < len(NUMBERS) else str(count)
        waits = "project wacht" if count == 1 else "projecten wachten"
        return f"Dag {self.user.person.first_name}, {how_many} {waits} op jou"

    def _judged(self, *projects):
        """In the order of the page."""
        today = timezone.localdate()
        judged = [judge(one, own_voice=self.own_voice.get(one.theme_id), today=today) for one in facts_of(*projects)]
        return sorted(judged, key=lambda judgement: judgement.order)

    def _rows(self, judged):
        """{part: rows of this page}."""
        first = (self.page - 1) * PER_PART
        shown = {part: found[first : first + PER_PART] for part, found in judged.items()}
        ids = [judgement.pk for found in shown.values() for judgement in found]
        projects = self._fetched(ids)
        for judgement in (judgement for found in shown.values() for judgement in found):
            if project := projects.get(judgement.pk):
                project.judgement = judgement
        words = Words(self.user, list(projects.values()), own_voice=self.own_voice)
        return {
            part: _in_a_row([words.row(projects[one.pk]) for one in found if one.pk in projects])
            for part, found in shown.items()
        }

    def _fetched(self, ids):
        """{id: project}; what else the page says is read along, which spares it two queries."""
        reports = Report.objects.open().to_settle_by(self.user).order_by()
        counted = Subquery(reports.annotate(count=Func("pk", function="COUNT")).values("count"))
        grouping = AgendaRound.objects.grouping()
        rows = Project.objects.select_related("theme").annotate(open_reports=counted, groups_wishes=Exists(grouping))
        projects = rows.in_bulk(ids)
        first = next(iter(projects.values()), None)
        self.open_reports = first.open_reports if first else reports.count()
        self.groups_wishes = first.groups_wishes if first else grouping.exists()
        return projects


def critical_look(user):
    """[(heading, how many, rows), …] over all projects: what the koplopers look at."""
    return critical_parts(user, _critical_facts())


def critical_lines():
    """Every row of that list, in words for everybody."""
    return critical_rows(_critical_facts())


def _critical_facts():
    """Late answers are fetched apart: however many there are, they push nothing else off the list."""
    guided = Project.objects.to_guide()
    late = guided.filter(status=Status.PROPOSED, answer_due__lt=timezone.localdate())
    others = facts_of(guided.exclude(status=Status.PROPOSED), Project.objects.not_good())
    return [*facts_of(late), *others]


def _counted(judged):
    """[(kind, how many), …] of those that there are."""
    counts = [(kind, sum(one.is_of(kind) for one in judged)) for kind in Kind]
    return [(kind, count) for kind, count in counts if count]


def _by_part(judged):
    parts = {part: [] for part in Part}
    for one in judged:
        parts[one.reason.part].append(one)
    return parts


def _in_a_row(rows):
    """Each says where to go on after its button was pressed: at the next line."""
    for row, following in zip(rows, rows[1:], strict=False):
        row.then = f"#project-{following.project.pk}"
    return rows


def facts_of(*querysets):
    """Of the first of each: `COLUMNS`, the days of what happened, the last signal of each voice, what waits."""
    late = Pledge.objects.late().filter(project=OuterRef("pk")).order_by()
    leaders = Participation.objects.current().filter(project=OuterRef("pk"), role=Participation.Role.LEADER)
    questions = Question.objects.for_its_people().filter(project=OuterRef("pk")).order_by("asked_at")
    computed = {
        "has_late_pledge": Exists(late),
        # Asked of each of them: an Exists is answered by reading the leaders of all projects.
        "has_leader": Coalesce(Subquery(leaders.values(there=Value(True))[:1]), Value(False)),
        "question_on": Subquery(questions.annotate(day=TruncDate("asked_at")).values("day")[:1]),
        "support_due": Subquery(SupportRequest.objects.open().filter(project=OuterRef("pk")).values("due")[:1]),
        "moved_on": TruncDate("status_since"),
        "heard_on": TruncDate(Coalesce("heard_at", "status_since")),
        "asked_on": TruncDate("clarification_asked_at"),
    }
    for voice in VOICES:
        latest = ProgressCheck.objects.filter(project=OuterRef("pk"), voice=voice).order_by("-at", "-id")
        computed[f"{voice}_signal"] = Subquery(latest.values("signal")[:1])
        computed[f"{voice}_on"] = Subquery(latest.annotate(day=TruncDate("at")).values("day")[:1])
    first, *rest = (rows.order_by(*GUIDED_FIRST).values("pk")[:MOST] for rows in querysets)
    return (
        Project.objects.filter(pk__in=first.union(*rest, all=True) if rest else first)
        .annotate(**computed)
        .values_list(*COLUMNS, *computed, named=True)
    )


def _of_theme(projects, theme):
    if theme is None:
        return projects
    return projects.filter(Q(theme=theme) | Q(theme=None) if theme.takes_unknown else Q(theme=theme))
