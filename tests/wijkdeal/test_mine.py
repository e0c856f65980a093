"""What is mine: the page, my settings, my data as a file, and going away."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Person, Role, User
from communication.models import Enquiry, Request
from core.dates import short_day
from groups.models import ActionPoint, GroupFollow
from projects.models import Activity, Attendance, Participation, Pledge, ProjectFollow, Question, Status
from tests.conftest import with_role
from tests.factories import (
    EnquiryFactory,
    GroupFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
    RequestFactory,
    UpdateFactory,
)
from themes.models import Candidate, Phase, Wish

pytestmark = pytest.mark.django_db
MINE = ["/mijn/", "/mijn/instellingen/", "/mijn/gegevens/", "/mijn/verwijderen/"]


def words(response):
    return response.content.decode()


@pytest.fixture
def signed_in(client, resident):
    """The resident, who showed who she is just now."""
    return sign_in(client, resident)


def sign_in(client, user):
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return user


def full_life(person, number=1):
    """`number` of everything somebody can have."""
    for _ in range(number):
        project = ProjectFactory(status=Status.UNDERWAY, initiator=person)
        group = GroupFactory()
        MembershipFactory(group=group, person=person)
        ActionPoint.objects.create(meeting=MeetingFactory(group=group), person=person, text="Schep meenemen")
        RequestFactory(requester=person, subject="Poster voor de opschoondag")
        EnquiryFactory(person=person, subject="Mag de hond mee?")
        ProjectFollow.objects.create(project=project, person=person)
        GroupFollow.objects.create(group=group, person=person)
        starts = timezone.now() + timedelta(days=2)
        activity = Activity.objects.create(
            project=project, title="Opschoondag", starts_at=starts, ends_at=starts + timedelta(hours=2), place="Park"
        )
        Attendance.objects.create(activity=activity, person=person)
        Question.objects.create(project=ProjectFactory(), asker=person, text="Mag de kat mee?")
        ProjectFactory().help_wanted.create(kind="hands", what="Een hand").offer(person, text="Die van mij")
        UpdateFactory(project=project, author=person)
    return project


@pytest.mark.parametrize("address", MINE)
def test_visitor_is_sent_to_sign_in_and_back(client, address):
    response = client.get(address)

    assert response.url == f"/account/login/?next={address}"


def test_resident_with_nothing_reads_what_to_do(client, signed_in):
    page = words(client.get("/mijn/"))

    assert "Dag Fenna Dijkema" in page
    assert "Stel je idee voor" in page
    assert "Je zit nog niet in een groep" in page
    assert "Je volgt nog niets" in page


def test_resident_finds_everything_that_is_hers(client, signed_in):
    project = full_life(signed_in.person)

    page = words(client.get("/mijn/"))

    for expected in (project.title, "jij stelde het voor", "Schep meenemen", "Opschoondag", "Mag de hond mee?"):
        assert expected in page
    asked = Request.objects.get()
    assert f'href="{asked.secret_url}"' in page
    assert f"Aan het communicatieteam: nieuw, klaar uiterlijk {short_day(asked.due)}" in page


def test_page_shows_nothing_of_somebody_else(client, neighbour, resident):
    project = full_life(resident.person)
    ProjectFactory(title="Geheim concept", status=Status.DRAFT, initiator=resident.person)
    client.force_login(neighbour)

    page = words(client.get("/mijn/"))

    assert project.title not in page
    assert "Geheim concept" not in page
    assert "Schep meenemen" not in page


def test_drafts_and_questions_of_the_duo_stand_first(client, signed_in):
    person = signed_in.person
    ProjectFactory(title="Loopt gewoon", status=Status.UNDERWAY, initiator=person, heard_at=timezone.now())
    ProjectFactory(title="Vraag erbij", initiator=person, clarification_question="Waar komt het?",
                   clarification_asked_at=timezone.now())  # fmt: skip
    ProjectFactory(title="Nog niet af", status=Status.DRAFT, initiator=person)

    page = words(client.get("/mijn/"))

    assert page.index("Nog niet af") < page.index("Vraag erbij") < page.index("Loopt gewoon")
    assert "Het duo vraagt: Waar komt het?" in page


def test_every_thing_that_waits_in_one_project_is_shown(client, signed_in):
    project = ProjectFactory(status=Status.UNDERWAY, leader=signed_in.person, heard_at=timezone.now() - timedelta(100))
    wanted = project.help_wanted.create(kind="hands", what="Een hand")
    for number in range(2):
        wanted.offer(PersonFactory(), text="Graag")
        Question.ask(project, by=PersonFactory(), text=f"Vraag {number}")

    page = words(client.get("/mijn/"))

    here = project.get_absolute_url()
    for what, address in (
        ("Er is 2 keer hulp aangeboden.", f"{here}hulp/"),
        ("Er zijn 2 vragen.", f"{here}vragen/"),
        ("Het is een tijd stil. Hoe gaat het?", f"{here}bijwerken/"),
    ):
        assert what in page
        assert f'<a class="button slim" href="{address}">' in page


def test_who_proposed_what_nobody_pulls_yet_is_led_to_the_duo(client, signed_in):
    project = ProjectFactory(status=Status.PREPARING, initiator=signed_in.person, heard_at=timezone.now())
    ask = "Nog niemand trekt het. Wil jij dat?"

    before = words(client.get("/mijn/"))
    project.participations.create(person=PersonFactory(), role="leader")

    assert f'{ask} <a class="button slim" href="/contact/?to=thema-{project.theme.slug}&amp;subject=' in before
    assert ask not in words(client.get("/mijn/"))


def test_who_proposed_it_and_just_stopped_pulling_it_is_not_asked_to(client, signed_in):
    project = ProjectFactory(status=Status.PREPARING, initiator=signed_in.person, leader=signed_in.person)

    project.step_down(by=signed_in.person, reason="Geen tijd meer.")

    page = words(client.get("/mijn/"))
    assert project.title in page
    assert "Wil jij dat?" not in page


def test_who_takes_part_finds_no_tasks_of_others(client, signed_in):
    project = ProjectFactory(status=Status.UNDERWAY)
    project.join(signed_in.person)
    Question.ask(project, by=PersonFactory(), text="Mag het?")

    page = words(client.get("/mijn/"))

    assert project.title in page
    assert "Iemand heeft een vraag." not in page


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("waiting", "de mensen van het project kijken er eerst naar"),
        ("placed", "nog geen antwoord"),
        ("answered", "Ja, graag zelfs."),
        ("refused", "De reden: Reclame."),
        ("hidden", "De reden: Een adres."),
    ],
)
def test_who_asked_under_a_project_reads_how_the_question_stands(client, signed_in, what, said):
    project, by = ProjectFactory(title="Plukfruit", status=Status.UNDERWAY), PersonFactory()
    question = Question.ask(project, by=signed_in.person, text="Mag het?")
    if what in ("placed", "hidden"):
        question.place(by=by)
    if what == "hidden":
        question.hide(by=by, reason="Een adres.")
    if what == "answered":
        question.give_answer(by=by, text="Ja, graag zelfs.")
    if what == "refused":
        question.refuse(by=by, reason="Reclame.")

    page = words(client.get("/mijn/"))

    assert "Wat ik vroeg" in page
    assert f'<a href="{question.get_absolute_url()}">Mag het?</a>' in page
    assert "Bij ‘Plukfruit’" in page
    assert said in page


def test_who_offered_help_reads_what_became_of_it(client, signed_in):
    project = ProjectFactory(title="Plukfruit", status=Status.UNDERWAY)
    for what, act in (("Een ladder", None), ("Een hand", "decline"), ("Een schop", "accept")):
        offer = project.help_wanted.create(kind="hands", what=what).offer(signed_in.person, text="Graag")
        if act:
            getattr(offer, act)(by=PersonFactory(), answer="Er is er al een.")

    page = words(client.get("/mijn/"))

    offers = page[page.index("Wat ik aanbood") : page.index("Wat ik volg")]
    assert "Een ladder" in offers
    assert "wacht op antwoord" in offers
    assert "Een hand" in offers
    assert "niet nodig" in offers
    assert "Er is er al een." in offers
    assert "Een schop" not in offers
    assert "je doet mee" in page


def test_what_was_asked_and_offered_at_a_hidden_project_is_not_shown(client, signed_in):
    project = ProjectFactory(title="Plukfruit", status=Status.UNDERWAY)
    Question.ask(project, by=signed_in.person, text="Mag het?")
    project.help_wanted.create(kind="hands", what="Een hand").offer(signed_in.person, text="Graag")
    project.hide(by=PersonFactory(), reason="Reclame.")

    page = words(client.get("/mijn/"))

    assert "Mag het?" not in page
    assert "Een hand" not in page


def test_who_proposed_it_finds_a_hidden_project_without_its_tasks_and_a_helper_does_not(client, signed_in, neighbour):
    project = ProjectFactory(title="Plukfruit", status=Status.UNDERWAY, initiator=signed_in.person)
    project.join(neighbour.person)
    Question.ask(project, by=PersonFactory(), text="Mag het?")
    project.hide(by=PersonFactory(), reason="Er staat een nummer in.")

    own = words(client.get("/mijn/")).partition("Mijn projecten")[2].partition("Mijn groepen")[0]
    client.force_login(neighbour)
    of_helper = words(client.get("/mijn/"))

    assert f'<a href="{project.get_absolute_url()}">Plukfruit</a>' in own
    assert "<b>Verborgen</b>, jij stelde het voor. Op de pagina lees je waarom, en wat je kunt doen." in own
    assert "Iemand heeft een vraag." not in own
    assert "Plukfruit" not in of_helper


def test_queries_do_not_grow_with_what_one_has(client, signed_in, django_assert_max_num_queries):
    full_life(signed_in.person, 2)
    with django_assert_max_num_queries(12) as few:
        client.get("/mijn/")

    full_life(signed_in.person, 10)
    with django_assert_max_num_queries(12) as many:
        client.get("/mijn/")

    assert len(many) == len(few)


def test_resident_changes_her_settings(client, signed_in):
    fields = {"name": "Fenna D.", "show_name": "first", "phone": "06 12345678", "mail_frequency": "never"}

    response = client.post("/mijn/instellingen/", fields | {"away_until": "2027-01-10"})

    person = Person.objects.get(user=signed_in)
    assert response.url == "/mijn/"
    assert (person.name, person.public_name, person.phone) == ("Fenna D.", "Fenna", "06 12345678")
    assert (person.mail_frequency, str(person.away_until)) == ("never", "2027-01-10")


def test_mistake_in_settings_is_said_and_kept(client, signed_in):
    fields = {"name": "Fenna", "show_name": "first", "phone": "bel maar", "mail_frequency": "elk uur"}

    page = words(client.post("/mijn/instellingen/", fields))

    assert "<title>Fout: " in page
    assert 'value="bel maar"' in page
    assert Person.objects.get(user=signed_in).phone == ""


def test_settings_change_nothing_of_the_role_or_the_account(client, signed_in):
    fields = {"name": "Fenna", "show_name": "full", "mail_frequency": "weekly"}

    client.post("/mijn/instellingen/", fields | {"kind": "professional", "user": "1", "email": "x@voorbeeld.test"})

    person = Person.objects.get(user=signed_in)
    assert (person.kind, person.email) == ("resident", "")


@pytest.mark.parametrize("address", ["/mijn/gegevens/", "/mijn/verwijderen/"])
def test_who_signed_in_long_ago_shows_first_who_they_are(client, resident, last_code, address):
    client.force_login(resident)

    asked = client.get(address)
    sent = client.post("/account/bevestigen/", {"next": address})
    confirmed = client.post(sent.url, {"code": last_code()})

    assert asked.url == f"/account/bevestigen/?next={address.replace('/', '%2F')}"
    assert confirmed.url == address
    assert client.get(address).status_code == 200


def test_resident_goes_away_and_what_others_need_stays_without_a_name(client, signed_in):
    person = signed_in.person
    project = full_life(person)
    ProjectFactory(title="Nog niet af", status=Status.DRAFT, initiator=person)
    Person.objects.filter(pk=person.pk).update(phone="06 12345678")

    response = client.post("/mijn/verwijderen/", {"email": "Fenna@voorbeeld.test"}, follow=True)

    person.refresh_from_db()
    signed_in.refresh_from_db()
    assert "Je account is verwijderd" in words(response)
    assert "_auth_user_id" not in client.session
    assert (person.name, person.phone, person.user) == ("Iemand uit de buurt", "", None)
    assert not signed_in.is_active
    assert "fenna" not in signed_in.email
    assert not Person.objects.filter(name__icontains="fenna").exists()
    assert project.updates.get().author == person
    assert not Participation.objects.current().filter(person=person).exists()
    assert not ProjectFollow.objects.filter(person=person).exists()
    assert not person.participations.filter(project__title="Nog niet af").exists()


def test_other_sessions_end_with_the_account(client, signed_in, django_user_model):
    other = type(client)()
    other.force_login(signed_in)

    client.post("/mijn/verwijderen/", {"email": signed_in.email})

    assert other.get("/mijn/").status_code == 302


def test_wrong_address_removes_nothing(client, signed_in):
    page = words(client.post("/mijn/verwijderen/", {"email": "anders@voorbeeld.test"}))

    assert "Dit is niet het e-mailadres van je account" in page
    assert User.objects.get(pk=signed_in.pk).is_active


def test_reading_the_page_removes_nothing(client, signed_in):
    client.get("/mijn/verwijderen/")

    assert User.objects.get(pk=signed_in.pk).is_active


def test_last_administrator_cannot_go(client, administrator):
    sign_in(client, administrator)

    response = client.post("/mijn/verwijderen/", {"email": administrator.email})

    assert response.status_code == 403
    assert User.objects.get(pk=administrator.pk).is_active


def test_one_of_two_administrators_can_go(client, administrator):
    with_role(Role.ADMINISTRATOR, email="tweede@voorbeeld.test", is_staff=True)
    sign_in(client, administrator)

    client.post("/mijn/verwijderen/", {"email": administrator.email})

    gone = User.objects.get(pk=administrator.pk)
    assert (gone.is_active, gone.is_staff, gone.roles) == (False, False, frozenset())


def test_who_can_be_asked_finds_the_questions(client, green_resident, groen):
    sign_in(client, green_resident)
    assert "Vragen aan mij" in words(client.get("/mijn/"))

    Enquiry.ask(theme=groen, subject="Mag dit?", text="Een boom.", name="Truus", email="t@b.test")

    page = client.get("/mijn/")
    assert "1 vraag aan mij" in words(page)
    assert 'href="/contact/vragen/"' in page.content.decode()


def test_chair_finds_the_questions_and_a_member_does_not(client, resident, neighbour):
    group = GroupFactory()
    MembershipFactory(group=group, person=resident.person, role="chair")
    MembershipFactory(group=group, person=neighbour.person)

    sign_in(client, resident)
    assert "Vragen aan mij" in words(client.get("/mijn/"))
    sign_in(client, neighbour)
    assert "Vragen aan mij" not in words(client.get("/mijn/"))


def test_administrator_finds_the_work_list_and_the_questions(client, administrator):
    sign_in(client, administrator)

    page = client.get("/mijn/").content.decode()

    assert 'href="/begeleiding/"' in page
    assert 'href="/contact/vragen/"' in page


def test_contact_of_a_party_reads_what_waits_for_its_word(client, signed_in):
    party = OrganisationFactory(name="De Stempel", slug="de-stempel")
    party.contacts.add(signed_in)
    project = ProjectFactory(status=Status.UNDERWAY)
    for state, due in (("offered", "2030-01-01"), ("confirmed", "2020-01-01"), ("kept", "2020-01-01")):
        Pledge.objects.create(project=project, organisation=party, what="Hout", due=due, state=state)

    page = words(client.get("/mijn/"))

    assert "1 toezegging wacht op jullie woord." in page
    assert "1 toezegging is te laat." in page
    assert 'href="/partijen/de-stempel/toezeggingen/"' in page


def test_who_gave_a_wish_reads_where_it_is(client, signed_in, round_in, groen):
    agenda_round = round_in(Phase.GROUP)
    plan = Candidate.objects.create(round=agenda_round, theme=groen, title="Zitplekken", goal="Zitten.", aim="mooier")
    for text, fields in (("Bankjes", {"candidate": plan}), ("Zon", {}), ("Weg", {"withdrawn_at": timezone.now()})):
        Wish.objects.create(round=agenda_round, text=text, person=signed_in.person, **fields)

    page = words(client.get("/mijn/"))

    assert "Hoort bij het plan Zitplekken" in page
    assert "Nog niet bij een plan gezet." in page
    assert ">Weg<" not in page


def test_what_somebody_asked_before_signing_in_stands_on_the_own_page_and_nobody_elses(client, resident, neighbour):
    asked = RequestFactory(subject="Poster van toen", email=resident.email.upper())
    RequestFactory(subject="Van een ander", email="iemand@voorbeeld.test")
    RequestFactory(subject="Voor een ander", email=resident.email, requester=neighbour.person)
    client.force_login(resident)

    page = client.get("/mijn/").text

    assert f'href="{asked.secret_url}"' in page
    assert "Poster van toen" in page
    assert "Van een ander" not in page
    assert "Voor een ander" not in page
