"""A line of the work list in words: why, the voices, last heard of, and the one button."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from core import dates
from core.dates import as_day
from projects.models import Participation, Pledge, ProgressCheck, Project, Question, Signal, Status
from projects.models.states import WATCHED
from projects.worklist.reasons import Part, Reason

TO_ANSWER = (Reason.ANSWER_LATE, Reason.ANSWER_SOON, Reason.ANSWER)
HOW_ON = (Reason.NOT_GOOD, Reason.PAUSE_LONG_OVER, Reason.PAUSE_OVER, Reason.PAUSED)
SHORT = {Signal.ON_TRACK: "Op koers", Signal.NEEDS_ATTENTION: "Aandacht nodig", Signal.STUCK: "Loopt vast"}
WORST = {Signal.STUCK: "loopt vast", Signal.NEEDS_ATTENTION: "aandacht", Signal.ON_TRACK: "op koers"}


@dataclass
class Row:
    """What `projects/_work_line.html` takes: one button (`href`, `label`), the reader's `signals` to press, or both."""

    project: Project
    why: str
    heard: str
    voices: list = field(default_factory=list)
    worst: str = ""
    href: str = ""
    label: str = ""
    urgent: bool = False
    quiet: bool = False
    own: str | None = None
    then: str = ""

    @property
    def signals(self):
        """[(value, words, whether it is what this reader's voice said last), …]; none where the reader has no voice."""
        return [] if self.own is None else [(value, SHORT[value], value == self.own) for value in Signal.values]


class Words:
    """Fetches what the words of these projects need, at most four queries; without a `user` they name nobody."""

    def __init__(self, user, projects, *, own_voice):
        self.user = user
        self.own_voice = own_voice
        self.today = timezone.localdate()
        ids = [project.pk for project in projects]
        self.checks = _grouped(ProgressCheck.objects.filter(project__in=ids).select_related("person").latest_a_voice())
        late = [project.pk for project in projects if project.judgement.reason == Reason.PLEDGE_LATE]
        self.pledges = _grouped(Pledge.objects.late().filter(project__in=late).select_related("organisation"), late)
        left = [project.pk for project in projects if project.judgement.reason == Reason.QUESTION]
        self.questions = _grouped(Question.objects.for_its_people().filter(project__in=left).order_by("asked_at"), left)
        asked = [project.pk for project in projects if project.judgement.reason in (Reason.WAITS, Reason.WAITS_LONG)]
        initiators = Participation.objects.initiators().filter(project__in=asked)
        self.initiators = _grouped(initiators.select_related("person"), asked)

    def row(self, project):
        voices = sorted(self._voices(project), key=lambda check: check.voice, reverse=True)
        signals = [check.signal for check in voices]
        worst = next((word for signal, word in WORST.items() if signal in signals), "")
        return Row(
            project=project, why=self._why(project), heard=self._heard(project), voices=voices, worst=worst,
            urgent=project.judgement.reason.part == Part.NOW, own=self._own_signal(project), **self._button(project),
        )  # fmt: skip

    def _voices(self, project):
        return [check for check in self.checks.get(project.pk, []) if check.voice != ProgressCheck.Voice.LEADER]

    def _button(self, project):
        def to(name):
            return reverse(f"projects:{name}", args=[project.slug])

        if project.judgement.reason in TO_ANSWER:
            return {"href": to("answer"), "label": "Geef antwoord"}
        if questions := self.questions.get(project.pk):
            href = reverse("projects:question_answer", args=[project.slug, questions[0].pk])
            return {"href": href, "label": "Geef antwoord"}
        if project.judgement.reason in (Reason.WAITS, Reason.WAITS_LONG):
            return {"href": to("detail"), "label": "Bekijk", "quiet": True}
        if project.judgement.reason in (Reason.SUPPORT_LATE, Reason.SUPPORT):
            return {"href": to("support_answer"), "label": "Geef antwoord"}
        if project.judgement.reason in HOW_ON:
            return {"href": to("move"), "label": "Hoe verder?", "quiet": project.judgement.reason == Reason.PAUSED}
        if project.judgement.lacks_leader:
            return {"href": to("move"), "label": "Kies wie het trekt"}
        if self._own_voice_in(project):
            return {}
        return {"href": to("update"), "label": "Bijwerken", "quiet": project.judgement.reason == Reason.WELL}

    def _own_voice_in(self, project):
        return self.own_voice.get(project.theme_id) if project.status in WATCHED else None

    def _own_signal(self, project):
        """What this reader's voice said last, empty for nothing yet; None where the reader has no voice."""
        if not (own := self._own_voice_in(project)):
            return None
        return next((check.signal for check in self.checks.get(project.pk, []) if check.voice == own), "")

    def _heard(self, project):
        if project.judgement.reason == Reason.ANSWER_LATE:
            return f"{_days((self.today - project.answer_due).days)} te laat"
        if project.status == Status.PROPOSED:
            return dates.near_day(project.proposed_at)
        return dates.near_day(project.heard_at or project.status_since)

    def _why(self, project):
        say = getattr(self, f"_say_{project.judgement.reason.name.lower()}")
        return say(project)

    def _say_answer_late(self, project):
        return f"Antwoord had {dates.short_day(project.answer_due)} moeten komen"

    def _say_stuck(self, project):
        stuck = next((check for check in self.checks.get(project.pk, []) if check.signal == Signal.STUCK), None)
        who = self._who(stuck)
        sees = f"{who} ziet het vastlopen"
        if project.freshness == "stil":
            return f"{self._say_silent(project)}, {sees}"
        return sees[0].upper() + sees[1:]

    def _who(self, check):
        if check is None or check.person is None or self.user is None:
            return check.get_voice_display() if check else "iemand"
        return "jij" if check.person_id == self.user.person.pk else check.person.public_name

    def _say_silent(self, project):
        return f"Al {_days(self._quiet_days(project))} stil{self._unled(project)}"

    def _say_pause_over(self, project):
        return f"De pauze liep tot {dates.short_day(project.paused_until)}"

    _say_pause_long_over = _say_pause_over

    def _say_pledge_late(self, project):
        pledge = next(iter(self.pledges.get(project.pk, [])), None)
        if pledge is None:
            return "Een toezegging is te laat"
        days = (self.today - pledge.due).days
        how = f"{days // 7} weken" if days >= 14 else _days(days)
        return f"Toezegging {pledge.organisation} {how} te laat"

    def _say_question(self, project):
        questions = self.questions.get(project.pk, [])
        if not questions:
            return "Een vraag wacht op antwoord"
        days = (self.today - as_day(questions[0].asked_at)).days
        since = f" al {_days(days)}" if days else ""
        if len(questions) == 1:
            return f"Een vraag wacht{since} op antwoord"
        return f"{len(questions)} vragen wachten{since} op antwoord"

    def _say_late(self, project):
        return f"Al {_days(self._quiet_days(project))} niets gehoord{self._unled(project)}"

    def _say_no_leader(self, project):
        return "Nog niemand trekt het"

    def _unled(self, project):
        unled = "niemand trekt het nu" if project.status == Status.PAUSED else "nog niemand trekt het"
        return f", {unled}" if project.judgement.lacks_leader else ""

    def _say_own_late(self, project):
        return f"Jouw blik had {dates.short_day(project.judgement.own_due)} moeten komen"

    def _say_voices_differ(self, project):
        return "Stemmen verschillen"

    def _say_answer_soon(self, project):
        return f"Nieuw, antwoord uiterlijk {dates.day(project.answer_due)}" if project.answer_due else "Nieuw"

    _say_answer = _say_answer_soon

    def _say_support(self, project):
        return "Vraagt om ondersteuning"

    def _say_support_late(self, project):
        return "Vraagt om ondersteuning, het antwoord is te laat"

    def _say_not_good(self, project):
        return "Was klaar, maar is niet goed meer"

    def _say_waits_long(self, project):
        days = (self.today - as_day(project.clarification_asked_at)).days
        return f"Wacht al {_days(days)} op uitleg{self._from_whom(project)}"

    def _say_own_soon(self, project):
        days = (project.judgement.own_due - self.today).days
        when = {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")
        return f"Jouw blik is {when} nodig"

    def _say_soon(self, project):
        return f"Laat uiterlijk {dates.day(project.judgement.due)} iets horen"

    def _say_attention(self, project):
        return self._note(project) or "Er is aandacht nodig"

    def _say_well(self, project):
        return self._note(project) or "Geen bijzonderheden"

    def _say_waits(self, project):
        return f"Wacht op uitleg{self._from_whom(project)}"

    def _say_paused(self, project):
        return f"Gepauzeerd tot {dates.short_day(project.paused_until)}{self._unled(project)}"

    def _quiet_days(self, project):
        return (self.today - as_day(project.heard_at or project.status_since)).days

    def _from_whom(self, project):
        names = [role.person.public_name for role in self.initiators.get(project.pk, [])]
        return f" van {names[0]}" if names else ""

    def _note(self, project):
        """The newest words that somebody gave with a check."""
        newest = sorted(self.checks.get(project.pk, []), key=lambda check: check.at, reverse=True)
        return next((check.note.rstrip(".") for check in newest if check.note), "")


def _grouped(rows, ids=True):
    """{project: rows}; nothing is asked for no projects."""
    found = {}
    for row in rows if ids else ():
        found.setdefault(row.project_id, []).append(row)
    return found


def _days(count):
    return "1 dag" if count == 1 else f"{count} dagen"
