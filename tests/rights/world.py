"""One of everything, with somebody in every role, for the walk over all addresses."""

from datetime import time, timedelta
from io import BytesIO
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.consents import Consent
from accounts.models import Role
from communication.models import Enquiry, Newsletter, NewsletterSubscriber, Request, Story
from core.photos import clean_photo
from core.repeating import Rule
from groups.models import ActionPoint, Application, Decision, Group, Issue, Meeting, OwnCalendar
from projects.models import Milestone, Photo, Pledge, Question, Report, Status, SupportRequest
from tests.conftest import with_role
from tests.factories import (
    AgendaFactory,
    AgendaItemFactory,
    FacilitatorFactory,
    GroupFactory,
    IssueFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
    RequestFactory,
    StoryFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
)
from tests.pdfs import EMPTY_PDF
from tests.rounds import round_dates
from themes.models import AgendaRound, Candidate, Phase, Wish

ROLES = [
    "visitor", "resident", "initiator", "leader", "duo", "other_duo", "member", "chair", "koploper", "team", "counter",
    "contact", "administrator",
]  # fmt: skip


class World:
    def __init__(self):
        self.groen = ThemeFactory(slug="groen", takes_unknown=True)
        self.sociaal = ThemeFactory(slug="sociaal", name="Meedoen & Samenzijn", order=1)
        self.people = self._people()
        self._seats_and_groups()
        self._projects()
        self._meetings()
        self._communication()
        self._agenda_round()

    def person(self, role):
        return self.people[role].person

    def _people(self):
        people = {role: UserFactory(email=f"{role}@voorbeeld.test", name=f"Mens {role}") for role in ROLES[1:9]}
        people["team"] = with_role(Role.COMMUNICATIETEAM, email="team@voorbeeld.test", is_staff=True)
        people["counter"] = with_role(Role.BALIE, email="counter@voorbeeld.test")
        people["contact"] = UserFactory(email="contact@voorbeeld.test")
        people["administrator"] = with_role(
            Role.ADMINISTRATOR, email="admin@voorbeeld.test", is_staff=True, is_superuser=True
        )
        self.consent = Consent.give(Consent.About.MAIL, person=people["resident"].person)
        for user in people.values():
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return people

    def _seats_and_groups(self):
        FacilitatorFactory(theme=self.groen, person=self.person("duo"), voice="resident")
        FacilitatorFactory(theme=self.sociaal, person=self.person("other_duo"), voice="professional")
        self.group = GroupFactory(slug="werkgroep", is_open=False)
        self.seat = MembershipFactory(group=self.group, person=self.person("member"))
        MembershipFactory(group=self.group, person=self.person("chair"), role="chair")
        self.asked = MembershipFactory(group=self.group, requested=True)
        self.application = Application.make(
            person=self.person("resident"), why="Ik kijk graag mee.", theme=self.sociaal, voice="resident"
        )
        self.document = self.group.documents.create(
            title="Plan", file=ContentFile(b"tekst", "plan.txt"), shown_name="plan.txt"
        )
        self.open_group = GroupFactory(slug="open-groep")
        self.koplopers = GroupFactory(slug="koplopersgroep", kind=Group.Kind.KOPLOPERSGROEP, is_open=False)
        MembershipFactory(group=self.koplopers, person=self.person("koploper"))
        self.party = OrganisationFactory(slug="corporatie")
        self.party.contacts.add(self.people["contact"])
        self.pledge = Pledge(organisation=self.party, what="Twintig bomen", due="2030-01-01")

    def _projects(self):
        def project(slug, status, **fields):
            own = {"initiator": self.person("initiator")}
            if status not in (Status.DRAFT, Status.PROPOSED):
                own["leader"] = self.person("leader")
            return ProjectFactory(slug=slug, title=slug, theme=self.groen, status=status, **own, **fields)

        self.draft = project("concept", Status.DRAFT, form_key=uuid4())
        self.proposed = project("voorstel", Status.PROPOSED, source="counter")
        self.proposed.other_themes.add(self.sociaal)
        self.questioned = project("vraag", Status.PROPOSED, clarification_question="Hoe groot?",
                                  clarification_asked_at=timezone.now())  # fmt: skip
        self.underway = project("bezig", Status.UNDERWAY)
        self.done = project("klaar", Status.COMPLETED, asked_back_at=timezone.now())
        self.pledge.project = self.underway
        self.pledge.save()
        self.milestone = Milestone.objects.create(project=self.underway, title="De bomen staan")
        self.update = UpdateFactory(project=self.underway, author=self.person("leader"))
        self.hidden = UpdateFactory(project=self.underway, hidden_at=timezone.now())
        begin = timezone.now() + timedelta(days=3)
        self.wanted = self.underway.help_wanted.create(kind="hands", what="Mensen met een schop")
        self.offer = self.wanted.offers.create(person=self.person("resident"), text="Zaterdag kan ik.")
        self.supported = project("steun", Status.UNDERWAY)
        SupportRequest.ask(self.supported, by=self.person("leader"), text="Wie weet hoe een vergunning werkt?")
        self.activity = self.underway.activities.create(title="Planten", place="Park", starts_at=begin, ends_at=begin)
        self.photo = _photo(self.underway, by=self.person("leader"))
        self.photo.make_sizes()
        self.question = Question.ask(self.underway, by=self.person("resident"), text="Mag mijn hond mee?")
        self.answered = Question.ask(self.underway, by=PersonFactory(), text="Hoe laat?")
        self.answered.give_answer(by=self.person("leader"), text="Om tien uur.")
        self.report = Report.make(self.underway, category="other", text="Kijk eens.")

    def _meetings(self):
        self.meeting = MeetingFactory(group=self.group)
        self.private = MeetingFactory(group=self.group, is_public=False)
        self.series = Meeting.plan_series(
            self.group, by=self.person("chair"), rule=Rule("week", timezone.localdate() + timedelta(days=7)),
            turns=(0, 2), starts=time(20), ends=time(21), title="Overleg", place="De Wiardt",
        ).series  # fmt: skip
        past = timezone.localtime() - timedelta(days=2)
        self.held_among_members = MeetingFactory(group=self.group, is_public=False, starts_at=past)
        self.held_among_members.hold(by=self.person("chair"))
        self.held = MeetingFactory(
            group=self.group, state=Meeting.State.MINUTES_DRAFT, starts_at=past, minutes="We waren het eens."
        )
        self.koplopers_meeting = MeetingFactory(group=self.koplopers, state=Meeting.State.AGENDA_OPEN)
        self.briefing_line = self.koplopers_meeting.briefing_lines.create(kind="overig", title="Tien jaar Wijkdeal")
        self.own_calendar = OwnCalendar.objects.renew(self.person("member"))
        self.point = self.meeting.points.create(title="De bomen")
        self.action = ActionPoint.objects.create(meeting=self.held, person=self.person("member"), text="Schop lenen")
        self.decision = Decision.objects.create(meeting=self.held, text="We planten in november")
        self.unclaimed = ActionPoint.objects.create(meeting=self.held, text="Koffie halen")
        self.issue = IssueFactory()
        self.waiting = IssueFactory(state=Issue.State.WAITING, raised_by=self.person("resident"))
        self.taken_up = IssueFactory(state=Issue.State.TAKEN_UP, taken_up_by=self.person("koploper"))

    def _communication(self):
        team = self.person("team")
        self.request = RequestFactory(status=Request.Status.FOR_APPROVAL, assignee=team)
        self.request_by_phone = RequestFactory(
            status=Request.Status.FOR_APPROVAL, assignee=team, email="", phone="0501234567"
        )
        self.product = self.request.products.create(
            kind="poster", title="Poster", file=ContentFile(EMPTY_PDF, "poster.pdf"), data={}
        )
        self.product_by_phone = self.request_by_phone.products.create(
            kind="poster", title="Poster", file=ContentFile(EMPTY_PDF, "poster.pdf"), data={}
        )
        self.attachment = self.request.attachments.create(
            file=ContentFile(b"tekst", "brief.txt"), shown_name="brief.txt", content_type="text/plain"
        )
        self.called = PersonFactory(user=None, email="")
        self.called.outreach_tasks.create(event_uuid=uuid4(), kind="project-answer", what="Antwoord op je idee")
        self.story = StoryFactory(slug="verhaal")
        self.newsletter = Newsletter.objects.create(month="2026-01-01", title="Nieuws", sent_at=timezone.now())
        self.newsletter.refresh_from_db()
        self.reader = NewsletterSubscriber.objects.create(email="lezer@b.test", key="k", mailed_at=timezone.now())
        self.unpublished = StoryFactory(slug="nog-niet", published_at=None)
        self.enquiry = Enquiry.ask(theme=self.groen, subject="Vraag", text="Mag dit?", name="Truus", email="t@b.test")
        self.asked_idea = Enquiry.ask(by=self.person("resident"), theme=self.groen, subject="Bank", text="Kan dat?")
        self.linked_idea = Enquiry.ask(theme=self.groen, subject="Hek", text="Kan dat?", name="Truus", email="t@b.test")
        self.linked_idea.become_idea(by=self.person("duo"))
        assert Story.objects.published().count() == 1

    def _agenda_round(self):
        """While the wishes are grouped: that is when most of its pages do something."""
        self.round = AgendaRound.objects.create(title="Ronde", **round_dates(Phase.GROUP))
        fields = {"round": self.round, "theme": self.groen}
        self.candidate = Candidate.objects.create(title="Bomen", goal="Meer schaduw.", aim="mooier", **fields)
        self.wish = Wish.objects.create(text="Een beuk", person=self.person("resident"), **fields)
        agenda = AgendaFactory()
        self.item = AgendaItemFactory(agenda=agenda, theme=self.groen, code="G1")
        dates = {name: "2017-11-20" for name in ("collect_from", "group_from", "choose_from", "choose_until")}
        AgendaRound.objects.create(title="Ronde 2017", agenda=agenda, adopted_on="2017-12-14", ballot_key="", **dates)


def _photo(project, by):
    drawn = BytesIO()
    Image.new("RGB", (640, 480), "#7a9").save(drawn, "PNG")
    file = ContentFile(drawn.getvalue(), "foto.png")
    return Photo.add(project, clean_photo(file), alt="Een veld", by=by)
