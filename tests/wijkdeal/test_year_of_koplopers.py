"""A year of the koplopers through the pages: twelve times briefing, meeting, minutes, actions, and what came of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from groups.models import ActionPoint, Briefing, Decision, Issue, Meeting
from projects.models import Project, Status
from tests.factories import GroupFactory, MembershipFactory, ProjectFactory, UserFactory
from wijkdeal.tasks import fill_agendas

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Amsterdam")
FIRST = datetime(2027, 1, 12, 19, 30, tzinfo=HERE)
GROUP = "/groepen/koplopersgroep/"
MONTHS = 12


@pytest.fixture
def people(db, groen):
    group = GroupFactory(slug="koplopersgroep", name="Koplopersgroep", kind="koplopersgroep", is_open=False)
    users = {
        name: UserFactory(email=f"{name}@voorbeeld.test", name=name.title()) for name in ("lies", "mehmet", "truus")
    }
    MembershipFactory(group=group, person=users["lies"].person, role="chair")
    MembershipFactory(group=group, person=users["mehmet"].person)
    return users


class Year:
    def __init__(self, client, people, time_machine, groen):
        self.client, self.people, self.clock, self.theme = client, people, time_machine, groen

    def on(self, moment):
        self.clock.move_to(moment, tick=False)
        self.who = None

    def post(self, who, address, **data):
        """What is taken leads on to another page; what is not, stays."""
        if self.who != who:
            self.client.force_login(self.people[who])
            self.who = who
        assert self.client.post(address, data).status_code == 302, address

    def month(self, number):
        """One cycle; the meeting is on the second Tuesday or so of that month."""
        begins = FIRST + timedelta(days=28 * number)
        self._before(number, begins)
        meeting = Meeting.objects.get(title=f"Overleg {number}")
        self._gather(number, begins, meeting)
        self._meet(number, begins, meeting)
        return meeting

    def _before(self, number, begins):
        self.on(begins - timedelta(days=20))
        self.post(
            "lies", f"{GROUP}bijeenkomsten/nieuw/", title=f"Overleg {number}", day=f"{begins:%Y-%m-%d}",
            starts="19:30", ends="21:30", place="De werkplaats",
        )  # fmt: skip
        self.post("truus", "/vraagstukken/nieuw/", title=f"Vraag {number}?", text="Wie weet het?", theme="groen")
        self.issue = Issue.objects.get(title=f"Vraag {number}?")
        self.post("lies", f"{self.issue.get_absolute_url()}opnemen/")
        self.post("mehmet", f"{self.issue.get_absolute_url()}oppakken/")

    def _gather(self, number, begins, meeting):
        """A week before: the agenda fills itself, the chair puts the vraagstuk on it and freezes."""
        self.on(begins - timedelta(days=6))
        fill_agendas(0)
        line = meeting.briefing_lines.get(issue=self.issue)
        self.post("lies", f"{meeting.get_absolute_url()}briefing/{line.pk}/agendapunt/")
        self.post("lies", f"{meeting.get_absolute_url()}agenda-vastzetten/")

    def _meet(self, number, begins, meeting):
        here = meeting.get_absolute_url()
        self.on(begins + timedelta(hours=2, minutes=5))
        self.post("lies", f"{here}geweest/")
        point = meeting.points.get(issue=self.issue)
        self.post("lies", f"{here}verslag/", part="text", point=point.pk, minutes=f"Over vraag {number}.")
        self.post("lies", f"{here}verslag/", part="decision", point=point.pk, text=f"Besluit {number}")
        action = {"text": f"Actie {number}", "person": self.people["mehmet"].person.pk}
        due = begins + timedelta(days=14)
        self.post("lies", f"{here}verslag/", part="action", point=point.pk, due=f"{due:%Y-%m-%d}", **action)
        if number:
            self._look_back(number - 1)
        project = ProjectFactory(title=f"Project {number}", theme=self.theme, status=Status.UNDERWAY)
        self.post("lies", f"{self.issue.get_absolute_url()}beantwoorden/", project=project.short_code)

    def _look_back(self, number):
        """At the next meeting: the minutes are adopted, the action is done, the project of last month is finished."""
        last = Meeting.objects.get(title=f"Overleg {number}")
        self.post("lies", f"{last.get_absolute_url()}verslag-vaststellen/")
        action = ActionPoint.objects.get(text=f"Actie {number}")
        self.post("mehmet", f"{GROUP}actiepunten/{action.pk}/afvinken/")
        done = Project.objects.get(title=f"Project {number}")
        done.complete(by=None, result=f"Uitkomst {number}.", caretaker="de buren")


def test_koplopers_go_through_a_year(client, people, time_machine, groen):
    year = Year(client, people, time_machine, groen)

    meetings = [year.month(number) for number in range(MONTHS)]

    client.logout()
    states = [Meeting.objects.get(pk=meeting.pk).state for meeting in meetings]
    assert states == ["minutes_adopted"] * (MONTHS - 1) + ["minutes_draft"]
    assert Briefing.objects.count() == Decision.objects.count() == MONTHS
    assert set(Issue.objects.values_list("state", flat=True)) == {"answered"}
    assert ActionPoint.objects.open().count() == 1
    for number, meeting in enumerate(meetings):
        told = {(line["kind"], line["title"]) for line in meeting.briefing.data["lines"]}
        assert ("vraagstuk", f"Vraag {number}?") in told
        if number > 1:
            assert ("succes", f"Project {number - 2}") in told
        before = {line["title"]: line["now"] for line in meeting.briefing.data["before"]}
        assert (f"Vraag {number - 1}?" in before) == (number > 0)
        assert client.get(f"{meeting.get_absolute_url()}briefing/").status_code == 200
    page = client.get(Issue.objects.get(title="Vraag 3?").get_absolute_url()).text
    for words in ("Overleg 3", "Besluit 3", "Project 3", "Uitkomst 3.", "Opgenomen door de koplopers"):
        assert words in page
    assert "Vraag 3?" in client.get(Project.objects.get(title="Project 3").get_absolute_url()).text
    assert timezone.now() > FIRST + timedelta(days=28 * (MONTHS - 1))
