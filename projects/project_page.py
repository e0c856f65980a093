"""What the page of a project says, worked out of the lists that `with_page_data` fetched: no query is made here."""

from decimal import Decimal
from functools import cached_property
from types import SimpleNamespace

from django.utils import timezone

from core import dates
from core.dates import as_day
from projects.drawn_map import the_map
from projects.models import MoneyLine, Participation, ProjectEvent, Status
from projects.models.looking_back import StillGood
from projects.models.page_data import MOMENTS, QUESTIONS
from projects.models.states import FAMILIES, WAITS_FOR_LEADER, Family
from projects.timeline import moments
from themes.models import Voice
from themes.stamps import phase_of

Kind = ProjectEvent.Kind
Role = Participation.Role
PHASES = (
    ("Voorgesteld", (Kind.PROPOSED,)),
    ("In voorbereiding", (Kind.TAKEN_UP, Kind.REOPENED)),
    ("In uitvoering", (Kind.STARTED,)),
    ("Afgerond", (Kind.COMPLETED, Kind.CONTINUED)),
    ("Nagekeken", (Kind.LOOKED_BACK,)),
)
# In these states the page says why, in the words of the last event of that kind.
EXPLAINED = {
    Status.PAUSED: (Kind.PAUSED,),
    Status.STOPPED: (Kind.STOPPED,),
    Status.DECLINED: (Kind.DECLINED, Kind.REFERRED),
    Status.WITHDRAWN: (Kind.WITHDRAWN,),
}
CLOSED = FAMILIES[Family.GESTOPT]
VOICED = (Status.PREPARING, Status.UNDERWAY, Status.PAUSED, Status.ONGOING)


class ProjectPage:
    def __init__(self, project):
        self.project = project
        self.lists = SimpleNamespace(**project.page_lists())

    # -- who ---------------------------------------------------------------------------------------------------------
    @cached_property
    def leader(self):
        return next((role.person for role in self.lists.people if role.role == Role.LEADER), None)

    @property
    def lacks_leader(self):
        """As `Project.lacks_leader`."""
        return self.project.status in WAITS_FOR_LEADER and self.leader is None

    @cached_property
    def initiators(self):
        return [role.person for role in self.lists.people if role.role == Role.INITIATOR]

    @cached_property
    def supporters(self):
        return [role.person for role in self.lists.people if role.role == Role.SUPPORTER]

    @cached_property
    def duo(self):
        """The current seats of the theme, or of the theme that takes what has none."""
        own = [seat for seat in self.lists.seats if seat.theme_id == self.project.theme_id]
        return own if self.project.theme_id else self.lists.seats

    @property
    def answering(self):
        """The names of the halves that are there; empty where another answers for them."""
        return names_of(seat.person for seat in self.duo if seat.person.is_there)

    @property
    def answering_words(self):
        return in_words(self.answering)

    @property
    def others(self):
        """How many take part beside whoever is named."""
        named = 1 if self.leader else len(self.initiators[:2])
        return max(self.project.taking_part - named, 0)

    # -- the four facts ------------------------------------------------------------------------------------------------
    @property
    def facts(self):
        return self._facts(self.heard_words)

    @property
    def facts_on_paper(self):
        """What hangs on a wall says of which day it is."""
        return self._facts(f"Stand van {dates.day(timezone.localdate())}")

    def _facts(self, since):
        return [
            ("Wie", *self._who()),
            ("Waar", self.project.place, ""),
            ("Hoe ver", self.step_words, since),
            ("Wat nu", *self._what_now()),
        ]

    @property
    def on_map(self):
        """The address of the piece of the map where it is, or empty."""
        project, drawn = self.project, the_map()
        if not drawn or not drawn.holds(project.latitude, project.longitude):
            return ""
        column, row = drawn.cell_of(project.latitude, project.longitude)
        return f"/projecten/kaart/?vak={column}-{row}#projecten"

    def _who(self):
        beside = f", met {self.others} {'ander' if self.others == 1 else 'anderen'}" if self.others else ""
        if self.leader:
            return self.leader.public_name, f"{'trok' if self.has_ended else 'trekt'} het{beside}"
        if self.initiators:
            did = "bedachten" if len(self.initiators) > 1 else "bedacht"
            return in_words(names_of(self.initiators[:2])), f"{did} het{beside}"
        nobody = "" if self.is_stopped else "Nog niemand trekt dit."
        return "", f"{nobody} {self.others} mensen doen mee.".strip() if self.others > 1 else nobody

    @property
    def step(self):
        """1 to 5, or 0 for what came to an end on the way."""
        before = self.project.paused_from if self.project.status == Status.PAUSED else self.project.status
        return phase_of(before, self.project.is_checked)

    @property
    def step_words(self):
        label = "nagekeken" if self.project.is_checked else self.project.get_status_display()
        if self.project.status == Status.PAUSED:
            until = dates.short_day(self.project.paused_until)
            label = "gepauzeerd, de pauze is voorbij" if self._is_pause_over else f"gepauzeerd tot {until}"
        return f"Stap {self.step} van 5: {label}" if self.step else label.capitalize()

    @property
    def _is_pause_over(self):
        return self.project.paused_until <= timezone.localdate()

    @property
    def heard_words(self):
        heard, fresh = self.project.heard_at, self.project.freshness
        if fresh in ("te laat", "stil"):
            days = (timezone.localdate() - as_day(heard or self.project.status_since)).days
            return f"Al {days} dagen niets gehoord."
        return f"{dates.heard(heard).capitalize()} nog iets gehoord." if heard and self.project.status in VOICED else ""

    def _what_now(self):
        project = self.project
        if project.status == Status.PROPOSED:
            return self._answer_words()
        if project.status == Status.PAUSED:
            until = dates.short_day(project.paused_until)
            if self._is_pause_over:
                return f"De pauze liep tot {until}", "Wie het trekt, zegt binnenkort hoe het verdergaat."
            return f"Ligt stil tot {until}", self._goes_on_words()
        if project.status == Status.COMPLETED and project.still_good == StillGood.NO:
            return "Het is niet goed meer", "Het duo kan het weer oppakken."
        if project.status == Status.COMPLETED:
            return project.caretaker and "Er wordt voor gezorgd", project.caretaker
        if project.status in CLOSED:
            return "", ""
        return self._next_date() or self._nobody_pulls() or ("", "Er staat nog geen datum vast.")

    def _nobody_pulls(self):
        return self.lacks_leader and ("Nog niemand trekt het", "Wil jij dat? Zeg het tegen het duo, of bel ons.")

    def _goes_on_words(self):
        """What is in the calendar while the project lies still."""
        during = [row for row in self.coming if self.project.lies_still_on(row.starts_at)]
        return f"Dit gaat wel door: {during[0].title}, {dates.day_time(during[0].starts_at)}." if during else ""

    def _answer_words(self):
        project = self.project
        if project.clarification_question:
            return "Eerst is er uitleg nodig", f"van {in_words(names_of(self.initiators))}" if self.initiators else ""
        who = f"van {self.answering_words}" if self.answering else ""
        if project.is_answer_late:
            return "Het antwoord is te laat", f"Het had er {dates.short_day(project.answer_due)} moeten zijn."
        return f"Antwoord uiterlijk {dates.day(project.answer_due)}", who

    def _next_date(self):
        """The first of the activities, meetings and milestones that are still to come, in words."""
        coming = [(as_day(row.starts_at), dates.day_time(row.starts_at), row.title) for row in self.coming]
        coming += [(step.due, f"Uiterlijk {dates.day(step.due)}", step.title) for step in self._open_steps()]
        return min(coming)[1:] if coming else None

    def _open_steps(self):
        today = timezone.localdate()
        return [step for step in self.lists.steps if step.due and not step.reached_on and step.due >= today]

    @cached_property
    def late_steps(self):
        today = timezone.localdate()
        return [step for step in self.lists.steps if step.due and not step.reached_on and step.due < today]

    @property
    def coming(self):
        """Activities that were not cancelled, and meetings of the project's group."""
        rows = [row for row in self.lists.dates if not row.cancelled_at] + self.lists.gatherings
        return sorted(rows, key=lambda row: row.starts_at)

    # -- how far -------------------------------------------------------------------------------------------------------
    @property
    def phases(self):
        return [self._phase(*numbered) for numbered in enumerate(self._phase_names(), start=1)]

    def _phase(self, place, phase):
        label, kinds = phase
        reached = place <= self._reached
        return {"label": label, "note": self._note(place, kinds), "reached": reached, "now": place == self.step}

    def _phase_names(self):
        names = list(PHASES)
        stays = self._happened(Kind.CONTINUED) and not self._happened(Kind.COMPLETED)
        if stays or self.project.status == Status.ONGOING:
            names[3] = ("Blijvend", names[3][1])
        return names

    def _happened(self, kind):
        return any(event.kind == kind for event in self.lists.history)

    @cached_property
    def _reached(self):
        """What was stopped keeps the steps it took."""
        if self.step:
            return self.step
        kinds = {event.kind for event in self.lists.history}
        taken = [place for place, (_, ours) in enumerate(PHASES, start=1) if kinds & set(ours)]
        return max(taken, default=1)

    def _note(self, place, kinds):
        if place > self._reached:
            return "half jaar later" if place == 5 and self.step == 4 and not self.project.still_good else ""
        if place == 1:
            return dates.month(self.project.proposed_at)
        found = next((event.at for event in self.lists.history if event.kind in kinds), None)
        return dates.month(found) if found else ""

    @property
    def is_stopped(self):
        return self.project.status in CLOSED

    @property
    def has_ended(self):
        return self.is_stopped or self.project.status == Status.COMPLETED

    @property
    def why(self):
        """The event that says why it is paused, stopped, declined or withdrawn."""
        kinds = EXPLAINED.get(self.project.status, ())
        return next((event for event in self.lists.history if event.kind in kinds and event.reason), None)

    # -- two voices and the leader's own -------------------------------------------------------------------------------
    @property
    def has_voices(self):
        return self.project.status in VOICED or bool(self.lists.voices)

    @property
    def voices(self):
        return [self._voice(Voice.RESIDENT, "bewoner"), self._voice(Voice.PROFESSIONAL, "gemeente")]

    def _voice(self, voice, role):
        check = self._check(voice)
        seat = next((seat for seat in self.duo if seat.voice == voice), None)
        person = (check and check.person) or (seat and seat.person)
        return {
            "check": check,
            "said": self._said(check),
            "name": person.public_name if person else "",
            "role": role,
            "pro": voice == Voice.PROFESSIONAL,
            "vacant": not check and not seat,
        }

    def _check(self, voice):
        return next((check for check in self.lists.voices if check.voice == voice), None)

    def _said(self, check):
        """The check of which the words still stand, where this one says in one press that they do; else None."""
        own = (row for row in self.lists.said if check and row.voice == check.voice)
        return next((row for row in own if check.repeats(row)), None)

    @property
    def leader_check(self):
        return self._check("leader")

    @property
    def leader_said(self):
        return self._said(self.leader_check)

    @property
    def voices_differ(self):
        return len({check.signal for check in self.lists.voices if check.voice != "leader"}) == 2

    # -- what happened -------------------------------------------------------------------------------------------------
    @cached_property
    def _told(self):
        return moments(self.lists.posts, self.lists.history + self.lists.came_in, self.lists.pictures)

    @property
    def moments(self):
        return self._told[:MOMENTS]

    @property
    def has_older(self):
        return len(self._told) > MOMENTS

    @property
    def photos(self):
        """Those of the project itself, but for the one at the top."""
        own = [photo for photo in self.lists.pictures if photo.update_post_id is None and photo.has_sizes]
        return [photo for photo in own if photo.pk != self.project.cover_id]

    @property
    def photos_of_draft(self):
        """Those that the worker still makes sizes of too; the cover among them only while that is so."""
        at_top = self.project.cover_id if self.project.cover and self.project.cover.has_sizes else None
        return [photo for photo in self.lists.pictures if photo.pk != at_top]

    # -- questions -----------------------------------------------------------------------------------------------------
    @property
    def questions(self):
        return self.lists.questions[:QUESTIONS]

    @property
    def has_more_questions(self):
        return len(self.lists.questions) > QUESTIONS

    @property
    def who_answers(self):
        own = names_of([self.leader] if self.leader else self.initiators[:2])
        return f"{in_words(own)} of het duo geeft antwoord" if own else "Het duo van het thema geeft antwoord"

    # -- money and promises ---------------------------------------------------------------------------------------
    @property
    def money(self):
        """[("nodig", amount), …] of the kinds that something was entered for."""
        totals = {line.kind: Decimal(str(line.total)) for line in self.lists.money}
        return [(kind.label, totals[kind.value]) for kind in MoneyLine.Kind if kind.value in totals]


def names_of(people):
    return [person.public_name for person in people]


def in_words(names):
    """Fenna, Ineke en Bas"""
    return " en ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
