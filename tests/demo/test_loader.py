from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person, User
from communication.models import (
    AnswerTemplate,
    BoardVisit,
    Enquiry,
    MailTrouble,
    Newsletter,
    Notification,
    OutreachTask,
    Placement,
    PosterBoard,
    Product,
    Request,
    RequestEvent,
    Story,
    StoryEvent,
)
from core.models import SiteSettings
from groups.models import Application, ApplicationEvent, Decision, Document, Group, Issue, Meeting, MeetingEvent
from projects.drawn_map import the_map
from projects.models import Activity, ProgressCheck, Project, ProjectEvent, Status, Update
from tests.groups.reading import occurrences
from themes.models import Agenda, AgendaItem, AgendaRound, Facilitator, Phase, Theme
from wijkdeal.demo.people import PASSWORD

EXAMPLE_ACCOUNTS = [
    *("bewoner", "buurvrouw", "balie", "corporatie", "groen-pro", "groen-bewoner", "sociaal-pro", "sociaal-bewoner"),
    *("verkeersveilig-pro", "verkeersveilig-bewoner", "duurzaam-pro", "duurzaam-bewoner", "cultureel-pro"),
    *("koploper", "voorzitter", "communicatie", "beheer"),
]


@pytest.mark.parametrize("name", EXAMPLE_ACCOUNTS)
def test_example_account_signs_in_with_the_password_of_the_example(neighbourhood, client, name):
    assert client.login(email=f"{name}@voorbeeld.test", password=PASSWORD)


def test_every_account_is_a_person_with_a_confirmed_address(neighbourhood):
    assert User.objects.filter(person=None).count() == 0
    assert (
        User.objects.filter(emailaddress__verified=True, emailaddress__email=F("email")).count() == User.objects.count()
    )


def test_roles_are_those_of_the_contract(neighbourhood):
    team = User.objects.get(email="communicatie@voorbeeld.test")
    counter = User.objects.get(email="balie@voorbeeld.test")
    administrator = User.objects.get(email="beheer@voorbeeld.test")

    assert (team.is_communicatieteam, team.is_staff, team.is_superuser) == (True, True, False)
    assert (counter.is_counter, counter.is_staff) == (True, False)
    assert (administrator.is_administrator, administrator.is_staff) == (True, True)
    assert User.objects.get(email="corporatie@voorbeeld.test").organisations.count() == 1


def test_neighbour_has_nothing_of_her_own_yet(neighbourhood):
    neighbour = Person.objects.get(user__email="buurvrouw@voorbeeld.test")

    pointing = {
        relation.related_model.__name__
        for relation in Person._meta.related_objects
        if relation.related_model._base_manager.filter(**{relation.field.name: neighbour}).exists()
    }
    assert pointing <= {"Consent"}


def test_resident_is_initiator_of_a_project_and_a_draft(neighbourhood):
    resident = Person.objects.get(user__email="bewoner@voorbeeld.test")

    assert set(Project.objects.of_initiator(resident).values_list("status", flat=True)) == {"underway", "draft"}


def test_themes_have_their_duo_with_one_seat_vacant_and_one_half_away(neighbourhood):
    seats = Facilitator.objects.current().select_related("person")

    assert list(Theme.objects.values_list("slug", flat=True)) == [
        *("groen", "sociaal", "verkeersveilig", "duurzaam", "cultureel")
    ]
    assert Theme.objects.get(takes_unknown=True).slug == "sociaal"
    assert Counter(seat.voice for seat in seats) == {"professional": 5, "resident": 4}
    assert sum(seat.person.is_away for seat in seats) == 1
    assert all(theme.fallback for theme in Theme.objects.all())


def test_agenda_of_2017_has_22_items_and_its_finished_round(neighbourhood):
    top = AgendaItem.objects.filter(rank__lte=10)
    round_2017 = Agenda.objects.get(year=2017).round

    assert AgendaItem.objects.count() == 22
    assert top.filter(theme__slug="groen").count() == 5
    assert top.filter(theme__slug="groen", rank__lte=5).count() == 4
    assert (round_2017.meetings, round_2017.earlier_wishes, round_2017.choose_from.month) == (32, 500, 11)
    assert not AgendaItem.objects.annotate(n=Count("projects")).filter(n=0, own_state="").exists()


def test_round_is_in_its_voting_week_with_wishes_plans_and_ballots(neighbourhood):
    agenda_round = AgendaRound.objects.going().get()

    assert agenda_round.phase == Phase.CHOOSE
    assert agenda_round.candidates.count() >= 12
    assert not agenda_round.wishes.waiting().exists()
    assert agenda_round.turnout == 143
    assert max(ballot.choices.count() for ballot in agenda_round.ballots.all()) == agenda_round.votes
    assert not agenda_round.announce()


def test_projects_are_in_every_state(neighbourhood):
    assert Project.objects.count() >= 40
    assert set(Project.objects.values_list("status", flat=True)) == set(Status.values)


def test_projects_stand_on_the_map_where_their_words_name_a_street_of_it(neighbourhood):
    drawn = the_map()
    named = {project.slug for project in Project.objects.all() if drawn.place_in(project.place)[0]}

    assert set(Project.objects.within(drawn.bounds).values_list("slug", flat=True)) == named
    assert "plukfruit-van-lenneplaan" in named
    assert Project.objects.published().outside(drawn.bounds).exists()


def test_projects_in_hand_were_answered_and_have_the_people_they_need(neighbourhood):
    in_hand = Project.objects.filter(status__in=[Status.UNDERWAY, Status.ONGOING])

    assert in_hand.filter(answered_at=None).count() == 0
    assert in_hand.exclude(participations__role="leader", participations__until=None).count() == 0
    assert Project.objects.exclude(participations__role="initiator").count() == 0


def test_every_history_ends_in_the_state_of_its_project(neighbourhood):
    for project in Project.objects.exclude(status=Status.DRAFT):
        silent = ["update_posted", "asked_back", "looked_back", "support_asked"]
        events = project.events.exclude(kind__in=silent).order_by("at")

        assert events.first().kind == "proposed"
        assert events.last().at == project.status_since


def test_project_was_last_heard_of_at_its_last_update_or_check(neighbourhood):
    project = Project.objects.get(slug="plukfruit-van-lenneplaan")

    assert project.heard_at == max(project.updates.latest("at").at, project.checks.latest("at").at)
    assert project.freshness == "op tijd"


def test_the_two_voices_sometimes_differ(neighbourhood):
    latest = ProgressCheck.objects.latest_a_voice().exclude(voice="leader")
    signals = {}
    for check in latest:
        signals.setdefault(check.project_id, set()).add(check.signal)

    assert sum(len(found) > 1 for found in signals.values()) >= 3


def test_projects_have_all_that_belongs_to_them(neighbourhood):
    for relation in ("milestones", "help_wanted", "activities", "pledges", "money_lines", "partners", "agenda_items"):
        assert Project.objects.filter(**{f"{relation}__isnull": False}).distinct().count() >= 10, relation
    assert Activity.objects.upcoming().count() >= 5
    assert not Activity.objects.annotate(n=Count("attendances")).filter(room__lt=F("n")).exists()


def test_koplopersgroep_has_27_members_eight_meetings_behind_it_and_one_ahead(neighbourhood):
    koplopers = Group.objects.with_balance().get(kind=Group.Kind.KOPLOPERSGROEP)

    assert koplopers.residents + koplopers.professionals == 27
    assert koplopers.meetings.filter(ends_at__lt=timezone.now()).count() == 8
    assert koplopers.meetings.upcoming().count() == 1


def test_there_are_eight_groups_that_come_and_go_and_the_three_fixed_ones(neighbourhood):
    kinds = Counter(Group.objects.values_list("kind", flat=True))

    assert kinds["werkgroep"] + kinds["projectgroep"] == 8
    assert [kinds[kind] for kind in Group.FIXED] == [1, 1, 1]


def test_meetings_in_the_past_were_held_and_those_ahead_were_not(neighbourhood):
    ahead = Q(state__in=Meeting.BEFORE)

    assert not Meeting.objects.filter(ahead, ends_at__lt=timezone.now()).exists()
    assert not Meeting.objects.upcoming().exclude(ahead | Q(state="cancelled")).exists()


def test_a_werkgroep_meets_every_second_tuesday_with_one_left_out_and_one_moved(neighbourhood, client):
    series = Group.objects.get(slug="werkgroep-julianapark").series.get()
    meetings = list(series.meetings.order_by("turn"))
    by_rule = series.when([meeting.turn for meeting in meetings])
    moved = [meeting for meeting in meetings if meeting.starts_at != by_rule[meeting.turn]["starts_at"]]

    page = client.get(series.get_absolute_url()).content.decode()
    left_out = set(range(8)) - {meeting.turn for meeting in meetings}

    assert series.in_words == "elke twee weken op dinsdag"
    assert 2 in left_out
    assert [timezone.localtime(meeting.starts_at).isoweekday() for meeting in moved] == [4]
    assert [event.kind for event in moved[0].events.all()] == ["moved"]
    assert all(meeting.get_absolute_url() in page for meeting in meetings)
    in_file = occurrences(client.get("/groepen/werkgroep-julianapark/agenda.ics").content)
    assert {begin for begin, _, title, *_ in in_file if title == "Parkochtend"} == {row.starts_at for row in meetings}


def test_agenda_of_the_koplopers_has_its_times_and_a_vote_its_counts(neighbourhood, client):
    koplopers = Group.objects.get(kind=Group.Kind.KOPLOPERSGROEP)
    following = koplopers.meetings.upcoming().get()
    (vote,) = Decision.objects.filter(how="vote")

    agenda = client.get(following.get_absolute_url()).content.decode()
    agreed = client.get(vote.meeting.get_absolute_url()).content.decode()

    lasts = (following.ends_at - following.starts_at).total_seconds() / 60
    assert 0 < sum(point.minutes_planned for point in following.points.filter(came_up=False)) <= lasts
    assert "19.35 uur" in agenda
    assert "Met stemmen: 17 voor, 3 tegen, 1 onthouding" in agreed


def test_somebody_waits_to_hear_whether_she_may_be_a_koploper(neighbourhood, client):
    offer = Application.objects.open().get()

    client.login(email="voorzitter@voorbeeld.test", password=PASSWORD)
    page = client.get("/aanmeldingen/").content.decode()

    assert offer.group.is_koplopersgroep
    assert offer.answer_due > timezone.localdate()
    assert offer.person.public_name in page


def test_a_group_has_a_document_for_everybody_and_one_for_its_members(neighbourhood, client):
    address, shown = "/groepen/werkgroep-julianapark/", ("Poster van de parkochtend", "Wie wat doet op een parkochtend")
    documents = Document.objects.filter(group__slug="werkgroep-julianapark")

    public = client.get(address).content.decode()
    client.login(email="koploper@voorbeeld.test", password=PASSWORD)
    for_members = client.get(address).content.decode()

    assert [title in public for title in shown] == [True, False]
    assert [title in for_members for title in shown] == [True, True]
    assert {document.file.name for document in documents} <= set(neighbourhood.album.names)


def test_vraagstukken_are_in_every_state(neighbourhood):
    assert set(Issue.objects.values_list("state", flat=True)) == set(Issue.State.values)


def test_questions_wait_for_a_duo_and_a_group_and_one_is_answered(neighbourhood):
    waiting = Enquiry.objects.open()
    assert waiting.filter(theme__slug="groen", wants_call=True).exists()
    assert waiting.filter(group__slug="koplopersgroep", answer_due__lt=timezone.localdate()).exists()
    assert Enquiry.objects.exclude(answered_at=None).count() == 1


def test_queue_has_25_requests_in_every_state_each_found_by_its_token(neighbourhood):
    requests = list(Request.objects.all())

    assert len(requests) == 25
    assert {request.status for request in requests} == set(Request.Status.values)
    assert all(Request.objects.by_token(request.token).get() == request for request in requests)
    assert all((request.closed_at is not None) == request.is_closed for request in requests)


def test_what_waits_for_approval_or_has_it_was_made(neighbourhood):
    waiting = Request.objects.filter(status=Request.Status.FOR_APPROVAL)
    approved = Request.objects.filter(status=Request.Status.APPROVED)

    assert all(request.products.filter(approved_at=None).exists() for request in waiting)
    assert all(request.products.exists() and not request.products.filter(approved_at=None) for request in approved)


def test_pictures_that_were_made_here_can_be_made_again_and_one_flyer_has_a_version_before(neighbourhood):
    made = Product.objects.filter(data__isnull=False).order_by("pk")
    flyer = Product.objects.get(number=2)

    shapes = {(product.data["fields"]["shape"], product.file.name[-4:]) for product in made}
    assert shapes == {("square", ".png"), ("story", ".png")}
    assert all(product.request.status == Request.Status.APPROVED for product in made)
    assert [len(remarks) for _, remarks in flyer.past] == [1]
    assert flyer.changes == ["text"]


def test_twelve_stories_are_published_and_the_last_is_of_this_month(neighbourhood):
    assert Story.objects.published().count() == 12
    assert Story.objects.published().latest("published_at").published_at > timezone.localtime() - timedelta(days=31)


def test_stories_in_every_state_but_concept_one_on_top_and_nothing_left_to_tell(neighbourhood):
    found = {state: Story.objects.in_state(state).count() for state in Story.State}
    on_top = Story.objects.get(featured=1)
    assert found == {Story.State.DRAFT: 0, Story.State.READY: 1, Story.State.PLANNED: 1, Story.State.PUBLISHED: 12}
    assert on_top.updated_at
    assert on_top.portrayed.count() == 3
    assert not Story.objects.published().filter(announced_at=None).exists()


def test_something_was_placed_with_a_link_and_hangs_on_the_boards(neighbourhood):
    assert PosterBoard.objects.count() == 8
    assert AnswerTemplate.objects.count() == 3
    assert Placement.objects.placed().exclude(link="").exists()
    assert BoardVisit.objects.count() == 7


def test_newsletter_of_last_month_was_sent_with_stories_and_projects(neighbourhood, client):
    newsletter = Newsletter.objects.get()

    page = client.get(newsletter.get_absolute_url()).content.decode()
    assert newsletter.month < timezone.localdate().replace(day=1)
    assert "Verhalen uit de wijk" in page
    assert "Projecten</h2>" in page


def test_site_says_that_it_is_an_example(neighbourhood):
    assert SiteSettings.load().is_example


def test_nobody_gets_mail_of_what_was_loaded(neighbourhood):
    assert not ProcrastinateJob.objects.exists()
    for model in (ProjectEvent, MeetingEvent, ApplicationEvent, RequestEvent, StoryEvent):
        assert model.objects.exists()
        assert not model.objects.unprocessed().exists()


def test_nothing_that_happened_lies_in_the_future(neighbourhood):
    now = timezone.now()

    for model in (ProjectEvent, MeetingEvent, ApplicationEvent, RequestEvent, StoryEvent, Update, ProgressCheck):
        assert not model.objects.filter(at__gt=now).exists(), model


def test_no_paragraph_stands_in_two_descriptions_or_updates(neighbourhood):
    texts = [*Project.objects.values_list("description", flat=True), *Update.objects.values_list("text", flat=True)]
    paragraphs = Counter(paragraph.strip() for text in texts for paragraph in text.split("\n\n"))

    assert [paragraph for paragraph, times in paragraphs.items() if times > 1] == []


def test_the_bellijst_has_people_to_call(neighbourhood):
    tasks = OutreachTask.objects.open().select_related("person")

    assert 2 <= len({task.person_id for task in tasks}) <= 6
    assert OutreachTask.objects.filter(done_by__email="balie@voorbeeld.test").count() > 5
    assert all(not task.person.address_on_file for task in tasks)


def test_words_of_the_example_are_counted_and_a_slip_finds_what_was_meant(neighbourhood, client):
    response = client.get("/projecten/", {"q": "Julianaprk"})

    assert response.context["meant"] == ("julianapark", "/projecten/?q=julianapark")
    assert response.context["page"].count > 0


def test_last_briefing_of_the_koplopers_is_frozen_and_the_next_one_fills(neighbourhood):
    koplopers = Group.objects.get(kind=Group.Kind.KOPLOPERSGROEP)
    last = koplopers.meetings.filter(ends_at__lt=timezone.now()).first()
    following = koplopers.meetings.upcoming().get()

    assert len(last.briefing.data["lines"]) == 6
    assert set(following.briefing_lines.values_list("kind", flat=True)) >= {
        "vraagstuk", "succes", "kritische_blik", "actiepunt", "communicatie",
    }  # fmt: skip


def test_administrator_finds_mail_that_came_back_and_one_that_failed(neighbourhood):
    addresses = set(MailTrouble.objects.values_list("address", flat=True))

    assert User.objects.filter(email__in=addresses).count() == len(addresses) == 2
    assert Notification.objects.failed().count() == 1
