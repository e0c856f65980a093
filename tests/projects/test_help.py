"""Help that a project asks for: written down by its people, offered by anybody, answered."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from communication.models import Notification, OutreachTask
from communication.outbox import process_events, send_due
from projects.models import HelpOffer, HelpWanted, InvalidTransition, Status
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db
TYPED = {"kind": "hands", "what": "Mensen met een schop", "count": "3", "detail": "Een uur op zaterdag", "by": ""}


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(title="Geveltuinen", theme=groen, status=Status.UNDERWAY, leader=resident.person)


@pytest.fixture
def wanted(project):
    return project.help_wanted.create(kind="things", what="Een aanhanger")


def here(project, rest=""):
    return f"{project.get_absolute_url()}hulp/{rest}"


def offered(wanted, person=None, text="Die van mij is groot."):
    return wanted.offer(person or PersonFactory(name="Trijntje Bos"), text=text)


@pytest.mark.parametrize("who", ["resident", "green_resident"])
def test_its_people_ask_for_help_and_everybody_reads_it(client, project, who, request):
    client.force_login(request.getfixturevalue(who))

    response = client.post(here(project), TYPED)
    client.post(here(project), TYPED)
    client.logout()
    page = client.get(project.get_absolute_url()).text

    wanted = HelpWanted.objects.get()
    assert response.url == here(project)
    assert (wanted.kind, wanted.what, wanted.count, wanted.by) == ("hands", "Mensen met een schop", 3, None)
    assert "Mensen met een schop" in page
    assert f'href="{here(project, f"{wanted.pk}/aanbieden/")}"' in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("kind", "", "Kies wat voor hulp het is."),
        ("what", "", "Vul jullie vraag in."),
        ("what", "x" * 121, "hoogstens 120 tekens"),
        ("count", "0", "Vul een getal van 1 tot en met 500 in."),
        ("count", "veel", "Vul een getal in, bijvoorbeeld 3."),
        ("by", "31-2-2027", "Vul een dag in"),
        ("by", "1-1-2020", "Kies vandaag of een dag die nog komt."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, project, resident, field, typed, said):
    client.force_login(resident)

    page = client.post(here(project), TYPED | {field: typed}).text

    assert said in page
    assert "Een uur op zaterdag" in page
    assert not HelpWanted.objects.exists()


def test_what_is_found_leaves_the_page_and_comes_back(client, project, wanted, resident):
    client.force_login(resident)

    client.post(here(project, f"{wanted.pk}/gevonden/"))
    found = client.get(project.get_absolute_url()).text
    client.post(here(project, f"{wanted.pk}/gevonden/"), {"again": "1"})

    assert "Een aanhanger" not in found
    assert "Een aanhanger" in client.get(project.get_absolute_url()).text


def test_what_is_asked_again_after_its_day_has_no_day(project):
    past = timezone.localdate() - timedelta(days=3)
    wanted = project.help_wanted.create(kind="place", what="Een zaal", by=past)

    assert wanted.ask_again()
    assert not wanted.ask_again()

    wanted.refresh_from_db()
    assert wanted.is_open
    assert wanted.by is None


def test_leader_changes_what_is_asked(client, project, wanted, resident):
    client.force_login(resident)

    client.post(here(project, f"{wanted.pk}/"), TYPED | {"what": "Een bakfiets"})

    wanted.refresh_from_db()
    assert (wanted.what, wanted.count) == ("Een bakfiets", 3)


def test_help_of_another_project_is_not_there(client, groen, project, wanted, resident):
    other = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)
    client.force_login(resident)

    for rest in (f"{wanted.pk}/", f"{wanted.pk}/aanbieden/"):
        assert client.get(here(other, rest)).status_code == 404
    assert client.post(here(other, f"{wanted.pk}/gevonden/")).status_code == 404


def test_neighbour_offers_and_the_leader_hears_it(client, project, wanted, neighbour, resident, mailoutbox):
    client.force_login(neighbour)

    response = client.post(here(project, f"{wanted.pk}/aanbieden/"), {"text": "Zaterdag kan ik."})
    client.post(here(project, f"{wanted.pk}/aanbieden/"), {"text": "Zaterdag kan ik."})
    process_events()
    send_due()

    offer = HelpOffer.objects.get()
    assert response.url == project.get_absolute_url()
    assert (offer.person, offer.text, offer.state) == (neighbour.person, "Zaterdag kan ik.", "open")
    assert list(Notification.objects.values_list("kind", "person")) == [("help-offered", resident.person.pk)]
    assert "Gevraagd: Een aanhanger" in mailoutbox[-1].body
    assert "Zaterdag kan ik." not in client.get(project.get_absolute_url()).text


def test_visitor_offers_in_two_fields_with_a_code(client, project, wanted, last_code):
    address = here(project, f"{wanted.pk}/aanbieden/")

    sent = client.post(address, {"name": "Trijntje", "email": "trijntje@voorbeeld.test", "text": "Graag!"})
    arrived = client.post(sent.url, {"code": last_code()})
    look = client.get(arrived.url).text
    before = HelpOffer.objects.count()
    client.post(address, {"text": "Graag!"})

    assert arrived.url == address
    assert "Nog één druk op de knop." in look
    assert 'value="Graag!"' in look
    assert before == 0
    assert HelpOffer.objects.get().person.user.email == "trijntje@voorbeeld.test"


def test_visitor_reads_what_is_missing(client, project, wanted):
    page = client.post(here(project, f"{wanted.pk}/aanbieden/"), {"text": "Ik help"}).text

    assert "Vul je naam in." in page
    assert 'value="Ik help"' in page


@pytest.mark.parametrize("change", [{"fulfilled_at": timezone.now()}, {"by": timezone.localdate() - timedelta(days=1)}])
def test_what_is_not_needed_takes_no_offers(client, project, wanted, neighbour, change):
    HelpWanted.objects.filter(pk=wanted.pk).update(**change)
    client.force_login(neighbour)

    response = client.post(here(project, f"{wanted.pk}/aanbieden/"), {"text": "Ik"}, follow=True)

    assert "Dit is al gevonden, of het is niet meer nodig." in response.text
    assert not HelpOffer.objects.exists()


def test_who_comes_just_too_late_is_told(project, wanted):
    HelpWanted.objects.filter(pk=wanted.pk).update(fulfilled_at=timezone.now())

    with pytest.raises(InvalidTransition, match="al gevonden"):
        offered(wanted)


def test_accepted_help_takes_part_and_hears_it(client, project, wanted, resident, mailoutbox):
    person = PersonFactory(name="Trijntje Bos", email="trijntje@voorbeeld.test")
    offer = offered(wanted, person)
    client.force_login(resident)

    client.post(here(project, f"aanbod/{offer.pk}/"), {"accept": "1", "answer": "Kom zaterdag om tien uur."})
    process_events()
    send_due()

    offer.refresh_from_db()
    helper = project.participations.helpers().get()
    assert (offer.state, offer.answer) == ("accepted", "Kom zaterdag om tien uur.")
    assert (helper.person, helper.can) == (person, "Een aanhanger: Die van mij is groot.")
    body = next(mail.body for mail in mailoutbox if mail.to == ["trijntje@voorbeeld.test"])
    assert "Graag!" in body
    assert "Kom zaterdag om tien uur." in body


def test_declining_asks_for_a_reason_and_keeps_what_was_typed(client, project, wanted, resident):
    offer = offered(wanted)
    client.force_login(resident)

    page = client.post(here(project, f"aanbod/{offer.pk}/"), {"decline": "1", "answer": ""}).text
    too_long = client.post(here(project, f"aanbod/{offer.pk}/"), {"accept": "1", "answer": "x" * 301}).text
    client.post(here(project, f"aanbod/{offer.pk}/"), {"decline": "1", "answer": "Er is er al een."})

    offer.refresh_from_db()
    assert f'<a href="#aanbod-{offer.pk}-answer">Schrijf in één zin waarom het niet nodig is.</a>' in page
    assert "x" * 301 in too_long
    assert (offer.state, offer.answer) == ("declined", "Er is er al een.")
    assert not project.participations.helpers().exists()


def test_of_two_answers_the_first_counts(client, project, wanted, resident):
    offer = offered(wanted)
    offer.decline(by=resident.person, answer="Er is er al een.")
    client.force_login(resident)

    response = client.post(here(project, f"aanbod/{offer.pk}/"), {"accept": "1"}, follow=True)

    assert "Hier is al antwoord op gegeven, of het is ingetrokken." in response.text
    assert not project.participations.helpers().exists()


def test_whom_no_mail_reaches_is_called(project, wanted, resident):
    offer = offered(wanted, PersonFactory(name="Opa Dijk", user=None, email=""))
    process_events()
    offer.accept(by=resident.person)

    process_events()

    assert OutreachTask.objects.get().kind == "help-answer"


def test_who_offered_takes_it_back_and_the_leader_hears_it(client, project, wanted, neighbour, resident, mailoutbox):
    offer = offered(wanted, neighbour.person)
    process_events()
    send_due()
    client.force_login(neighbour)
    address = here(project, f"aanbod/{offer.pk}/intrekken/")
    pages = ["/mijn/", here(project, f"{wanted.pk}/aanbieden/")]
    assert [f'action="{address}"' in client.get(page).text for page in pages] == [True, True]

    shown = client.post(address, follow=True).text
    process_events()
    send_due()

    offer.refresh_from_db()
    assert (offer.state, offer.answered_at) == ("withdrawn", None)
    assert offer.events.get(kind="withdrawn").actor == neighbour.person
    assert "Je aanbod is ingetrokken." in shown
    assert [f'action="{address}"' in client.get(page).text for page in pages] == [False, False]
    assert [one.subject for one in mailoutbox if one.to == [resident.email]] == [
        "Hulp aangeboden bij Geveltuinen",
        "Toch geen hulp: Een aanhanger",
    ]
    assert "kan toch niet helpen" in mailoutbox[-1].body


def test_what_was_taken_back_before_it_was_mailed_is_not_asked_of_anybody(wanted, neighbour, mailoutbox):
    offered(wanted, neighbour.person).withdraw(by=neighbour.person)

    process_events()
    send_due()

    assert [one.subject for one in mailoutbox] == ["Toch geen hulp: Een aanhanger"]


@pytest.mark.parametrize("who", ["resident", "green_resident", "administrator"])
def test_nobody_else_takes_an_offer_back(client, project, wanted, neighbour, who, request):
    offer = offered(wanted, neighbour.person)
    client.force_login(request.getfixturevalue(who))

    assert client.post(here(project, f"aanbod/{offer.pk}/intrekken/")).status_code == 404

    assert HelpOffer.objects.get().state == "open"


@pytest.mark.parametrize("first", ["accept", "decline", "withdraw"])
def test_an_offer_that_was_settled_is_not_taken_back(client, project, wanted, neighbour, resident, first):
    offer = offered(wanted, neighbour.person)
    getattr(offer, first)(by=resident.person, **({} if first == "withdraw" else {"answer": "Dank."}))
    state = offer.state
    client.force_login(neighbour)

    shown = client.post(here(project, f"aanbod/{offer.pk}/intrekken/"), follow=True).text

    offer.refresh_from_db()
    assert "Hier is al antwoord op gegeven" in shown
    assert offer.state == state


def test_leader_who_answers_what_was_taken_back_is_told(client, project, wanted, neighbour, resident):
    offer = offered(wanted, neighbour.person)
    offer.withdraw(by=neighbour.person)
    client.force_login(resident)

    shown = client.post(here(project, f"aanbod/{offer.pk}/"), {"accept": "1"}, follow=True).text

    assert "al antwoord op gegeven, of het is ingetrokken." in shown
    assert "<b>Ingetrokken.</b>" in shown
    assert not project.participations.helpers().exists()


def test_who_took_an_offer_back_may_offer_again(wanted, neighbour):
    offered(wanted, neighbour.person).withdraw(by=neighbour.person)

    again = offered(wanted, neighbour.person, text="Toch wel.")

    assert (again.state, HelpOffer.objects.count()) == ("open", 2)


@pytest.mark.parametrize(("who", "status"), [("neighbour", 403), ("social_professional", 403), ("team_member", 403)])
def test_others_neither_ask_nor_answer(client, project, wanted, who, status, request):
    offer = offered(wanted)
    client.force_login(request.getfixturevalue(who))

    for rest in ("", f"{wanted.pk}/", f"{wanted.pk}/gevonden/", f"aanbod/{offer.pk}/"):
        assert client.post(here(project, rest), TYPED | {"accept": "1"}).status_code == status
    assert HelpWanted.objects.count() == 1
    assert HelpOffer.objects.get().state == "open"


def test_what_is_hidden_or_a_draft_takes_no_offers(client, groen, neighbour):
    client.force_login(neighbour)
    for state in ({"status": Status.DRAFT}, {"hidden_at": timezone.now()}):
        wanted = ProjectFactory(theme=groen, **state).help_wanted.create(kind="hands", what="Een hand")

        assert client.get(here(wanted.project, f"{wanted.pk}/aanbieden/")).status_code == 404


def test_offer_stands_on_the_own_page_of_the_leader(client, project, wanted, resident):
    offered(wanted)
    client.force_login(resident)

    page = client.get("/mijn/").text

    assert "Iemand biedt hulp aan." in page
    assert f'href="{here(project)}"' in page


def test_the_database_holds_one_open_offer_of_a_person(wanted):
    offer = offered(wanted)

    with pytest.raises(IntegrityError):
        HelpOffer.objects.create(wanted=wanted, person=offer.person)


def test_of_two_who_edit_the_second_reads_both(client, project, wanted, resident, green_resident):
    wanted.edit(version=1, what="Een bakfiets")
    client.force_login(resident)

    clash = client.post(here(project, f"{wanted.pk}/"), TYPED | {"version": "1"})
    again = client.post(here(project, f"{wanted.pk}/"), TYPED | {"version": "2"})

    wanted.refresh_from_db()
    assert clash.status_code == 409
    assert "door een ander of door jou in een ander venster" in clash.text
    assert "Een bakfiets" in clash.text
    assert 'value="Mensen met een schop"' in clash.text
    assert 'name="version" value="2"' in clash.text
    assert again.status_code == 302
    assert wanted.what == "Mensen met een schop"


def test_asking_something_new_beside_a_wrong_answer_answers_nothing(client, project, wanted, resident):
    offer = offered(wanted)
    client.force_login(resident)

    wrong = client.post(here(project, f"aanbod/{offer.pk}/"), {"decline": "1", "answer": ""}).text
    client.post(here(project, f"aanbod/{offer.pk}/"), TYPED)

    offer.refresh_from_db()
    assert f'action="{here(project)}"' in wrong
    assert offer.state == "open"


def test_who_offered_hears_that_the_project_stops(project, wanted, green_resident):
    offer = offered(wanted, PersonFactory(email="trijntje@voorbeeld.test"))

    project.stop(by=green_resident.person, reason="Niemand heeft tijd.")
    process_events()

    offer.refresh_from_db()
    assert (offer.state, offer.answer) == ("declined", "Het project is gestopt.")
    assert Notification.objects.filter(kind="help-answer", person=offer.person).exists()


def test_help_accepted_after_a_merge_is_for_where_the_project_went(groen, project, wanted, green_resident, resident):
    offer = HelpOffer.objects.select_related("wanted__project").get(pk=offered(wanted).pk)
    other = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)
    project.merge_into(other, by=green_resident.person, reason="Hetzelfde")

    offer.accept(by=resident.person)

    assert other.participations.helpers().get().person == offer.person
    assert not project.participations.helpers().exists()


def test_visitor_who_offers_in_two_windows_loses_neither(client, project, wanted, last_code):
    other = project.help_wanted.create(kind="hands", what="Een hand")
    who = {"name": "Trijntje", "email": "trijntje@voorbeeld.test"}
    client.post(here(project, f"{wanted.pk}/aanbieden/"), who | {"text": "De aanhanger"})
    sent = client.post(here(project, f"{other.pk}/aanbieden/"), who | {"text": "De hand"})
    client.post(sent.url, {"code": last_code()})

    first, second = (client.get(here(project, f"{one.pk}/aanbieden/")).text for one in (wanted, other))

    assert 'value="De aanhanger"' in first
    assert 'value="De hand"' in second


def test_help_of_a_merged_project_is_offered_where_it_went(client, groen, project, wanted, green_resident):
    other = ProjectFactory(theme=groen)
    project.merge_into(other, by=green_resident.person, reason="Hetzelfde")
    address = here(project, f"{wanted.pk}/aanbieden/")

    response = client.get(address)
    sent = client.post(address, {"text": "Die van mij is groot."}, follow=True)

    assert response.url == here(other, f"{wanted.pk}/aanbieden/")
    assert "Jij schreef: ‘Die van mij is groot.’" in sent.text
    assert not HelpOffer.objects.exists()


def test_who_offered_reads_that_the_project_ended_and_why_and_its_people_that_nothing_can_be_asked(
    client, project, wanted, resident, green_resident, mailoutbox
):
    helper = PersonFactory(email="trijntje@voorbeeld.test")
    offered(wanted, helper)

    project.stop(by=green_resident.person, reason="De grond is verkocht.")
    process_events()
    send_due()
    client.force_login(resident)
    page = client.get(here(project), follow=True).text

    body = next(message.body for message in mailoutbox if message.to == [helper.email])
    assert "\nHet project is gestopt. De grond is verkocht.\n" in body
    assert "schrijft" not in body
    assert "Dit kan nu niet: het project is gestopt." in page
