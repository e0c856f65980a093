"""The bellijst: whom no mail reaches is called, once, by name, and ticked off with who and when."""

from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import Notification, OutreachTask, Product
from projects.models import Project, Status
from tests.factories import PersonFactory, ProjectFactory, RequestFactory, UserFactory
from tests.wijkdeal.test_counter import TYPED

pytestmark = pytest.mark.django_db
EMPTY = "Er hoeft nu niemand gebeld te worden."


@pytest.fixture
def truus():
    """Somebody who was written down at the counter, with a telephone and no address."""
    return PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email="")


@pytest.fixture
def bench(truus, groen, green_resident):
    """Her idea, that the duo took up."""
    project = ProjectFactory(theme=groen, status=Status.PROPOSED, initiator=truus, title="Bankje bij de bushalte")
    project.take_up(by=green_resident.person, reason="Goed idee, we zoeken een plek.")
    outbox.process_events()
    return project


def page(client, user):
    client.force_login(user)
    return client.get("/balie/").text


def test_what_changes_for_somebody_without_an_address_is_a_task_and_no_mail(client, counter, truus, bench):
    task = OutreachTask.objects.get()

    shown = page(client, counter)

    assert (task.person, task.what, task.done_at) == (truus, "Antwoord op je idee: Bankje bij de bushalte", None)
    assert not Notification.objects.filter(person=truus).exists()
    assert 'href="tel:0698765432"' in shown
    assert "Goed idee, we zoeken een plek." in shown
    assert "Nog niemand trekt het. Het begint als iemand dat doet. Wil jij dat? Zeg het tegen het duo." in shown
    assert f'href="{bench.get_absolute_url()}"' in shown


@pytest.mark.parametrize(("others", "said"), [(0, "1 persoon om te spreken"), (2, "3 mensen om te spreken")])
def test_counter_reads_first_how_many_wait_to_be_called(client, counter, bench, others, said):
    for number in range(others):
        person = PersonFactory(user=None, name=f"Piet {number}", phone="06 12345678", email="")
        OutreachTask.objects.create(person=person, event_uuid=uuid4(), kind="x", what="Iets nieuws")

    assert f'<a href="#bellijst">Naar de bellijst: {said}</a>' in page(client, counter)


def test_who_is_called_about_a_hidden_project_hears_which_and_the_counter_gets_no_address_of_it(
    client, counter, green_resident, bench
):
    OutreachTask.objects.all().delete()
    bench.hide(by=green_resident.person, reason="Reclame")
    outbox.process_events()

    shown = page(client, counter)

    task = OutreachTask.objects.get()
    assert (task.what, task.href) == ("Je project staat niet meer op de website", "")
    assert "Het gaat om ‘Bankje bij de bushalte’. De reden: Reclame" in shown
    assert client.get(bench.get_absolute_url()).status_code == 404
    assert bench.get_absolute_url() not in shown.partition('id="bellijst"')[2].partition("Bonnetjes")[0]


def called_about_a_question(truus, team_member):
    asked = RequestFactory(requester=truus, name="", email="", phone="")
    asked.assign(to=team_member.person, by=team_member.person)
    asked.write(by=team_member.person, text="Welke kleur moet hij hebben?", wait=True)
    outbox.process_events()
    return asked


def test_counter_writes_down_what_is_answered_to_a_question_about_a_request(client, counter, truus, team_member):
    asked = called_about_a_question(truus, team_member)
    address = f"/balie/antwoord/{asked.pk}/"

    assert f'href="{address}"' in page(client, counter)
    assert "Welke kleur moet hij hebben?" in client.get(address).text
    done = client.post(address, {"text": "Blauw graag.", "how": "phone"}, follow=True)

    asked.refresh_from_db()
    said = asked.messages.get(kind="from_requester")
    assert "Wat Truus Wolters zegt, staat bij de aanvraag." in done.text
    assert (asked.status, said.text, said.author) == ("in_progress", "Blauw graag.", truus)
    assert (said.heard_by, said.heard_how, said.heard_on) == (counter.person, "phone", timezone.localdate())
    assert asked.events.filter(kind="answered").get().actor == counter.person
    assert EMPTY in page(client, counter)
    client.logout()
    assert "Jij zei aan de telefoon op" in client.get(asked.secret_url).text
    outbox.process_events()
    assert Notification.objects.filter(kind="request-answer").get().person == team_member.person


def test_answer_to_what_is_no_longer_asked_is_kept_on_the_page(client, counter, truus, team_member):
    asked = called_about_a_question(truus, team_member)
    asked.decline(by=team_member.person, reason="Het is reclame.")
    client.force_login(counter)

    refused = client.post(f"/balie/antwoord/{asked.pk}/", {"text": "Blauw graag.", "how": "phone"}).text

    assert "Dit kan nu niet." in refused
    assert "Blauw graag." in refused
    assert not asked.messages.filter(kind="from_requester").exists()


def test_counter_speaks_only_for_whom_no_mail_reaches(client, counter, resident, truus, team_member):
    asked = RequestFactory(status="waiting")
    client.force_login(counter)
    assert client.get(f"/balie/antwoord/{asked.pk}/").status_code == 404

    client.force_login(resident)
    assert client.get(f"/balie/antwoord/{called_about_a_question(truus, team_member).pk}/").status_code == 403


@pytest.fixture
def garden(groen):
    return ProjectFactory(theme=groen, status=Status.UNDERWAY, title="De zithoek")


def test_counter_tells_into_which_project_it_was_merged(client, counter, bench, garden, green_resident):
    OutreachTask.objects.all().delete()
    bench.merge_into(garden, by=green_resident.person, reason="Past hierbij.")
    outbox.process_events()

    assert OutreachTask.objects.get().text == "Het gaat verder als ‘De zithoek’.\nPast hierbij."
    assert "Het gaat verder als ‘De zithoek’." in page(client, counter)


def test_what_was_hidden_after_a_merge_is_named_to_nobody(bench, garden, resident, green_resident):
    bench.participations.create(person=resident.person, role="helper")
    bench.merge_into(garden, by=green_resident.person, reason="Past hierbij.")
    Project.objects.filter(pk=garden.pk).update(hidden_at=timezone.now())
    outbox.process_events()
    outbox.send_due()

    assert OutreachTask.objects.latest("pk").text == "Past hierbij."
    assert "zithoek" not in "".join(letter.body for letter in mail.outbox)


def test_looking_at_an_event_again_makes_no_second_task(bench):
    bench.events.update(processed_at=None)

    outbox.process_events()

    assert OutreachTask.objects.count() == 1


def test_the_receipt_of_the_counter_is_no_task(client, counter, groen):
    client.force_login(counter)
    client.post("/balie/", TYPED)

    outbox.process_events()

    assert Project.objects.count() == 1
    assert EMPTY in client.get("/balie/").text


@pytest.fixture
def poster(truus, team_member):
    """Asked by telephone; it waits for a yes."""
    asked = RequestFactory(requester=truus, name="", email="")
    asked.assign(to=team_member.person, by=team_member.person)
    asked.begin(by=team_member.person)
    Product.objects.create(request=asked, kind="poster", title="Poster opschoondag")
    asked.ask_approval(by=team_member.person)
    outbox.process_events()
    return asked


def test_counter_reads_what_to_ask_about_a_poster_and_goes_from_there_to_writing_down_the_answer(
    client, counter, poster
):
    shown = page(client, counter)

    assert "Vraag of het goed is: Poster voor de opschoondag" in shown
    assert "Dit is gemaakt: Poster opschoondag. Is het zo goed, ja of nee?" in shown
    assert f'href="/balie/antwoord/{poster.pk}/">Bekijk het en schrijf op: ja of nee' in shown
    assert "/beheer/communication/request/" not in shown


def test_counter_finds_from_what_was_told_where_to_write_down_what_is_said(client, counter, truus, poster):
    client.force_login(counter)

    told = client.post(f"/balie/gebeld/{truus.pk}/", {"task": OutreachTask.objects.get().pk}, follow=True).text

    assert EMPTY in told
    link = f'<a href="/balie/antwoord/{poster.pk}/">Bekijk het en schrijf op: ja of nee'
    assert link in told.partition("Gesproken deze week")[2]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            lambda asked, by: asked.finish(by=by, reason="Hij hangt."),
            ["De aanvraag is klaar: Poster", "De aanvraag is klaar."],
        ),
        (lambda asked, by: asked.write(by=by, text="Welke dag?"), ["Bericht over de aanvraag: Poster", "Welke dag?"]),
        (
            lambda asked, by: asked.decline(by=by, reason="Het is reclame."),
            ["De aanvraag kan niet: Poster", "Het communicatieteam kan dit niet doen.", "Het is reclame."],
        ),
    ],
)
def test_counter_reads_what_came_of_a_request(client, counter, truus, team_member, act, said):
    asked = RequestFactory(requester=truus, name="", email="")
    asked.assign(to=team_member.person, by=team_member.person)

    act(asked, team_member.person)
    outbox.process_events()

    shown = page(client, counter)
    assert [words for words in said if words not in shown] == []


def test_who_gets_mail_is_not_called(client, counter, groen, green_resident):
    asked = PersonFactory(user=None, email="truus@voorbeeld.test")
    project = ProjectFactory(theme=groen, status=Status.PROPOSED, initiator=asked)
    project.take_up(by=green_resident.person, reason="Goed idee.")
    outbox.process_events()

    assert Notification.objects.filter(person=asked).exists()
    assert EMPTY in page(client, counter)


def test_ticked_off_with_who_and_when_and_gone_from_the_list(client, counter, truus, bench):
    client.force_login(counter)

    response = client.post(f"/balie/gebeld/{truus.pk}/", {"task": OutreachTask.objects.get().pk}, follow=True)

    task = OutreachTask.objects.get()
    assert task.done_by == counter
    assert task.done_at is not None
    assert "Truus Wolters weet het nu." in response.text
    assert EMPTY in response.text
    assert "06 98765432" not in response.text
    assert "Antwoord op je idee: Bankje bij de bushalte" in response.text


def test_what_came_in_meanwhile_stays_on_the_list(client, counter, truus, bench, green_resident):
    seen = OutreachTask.objects.get()
    bench.stop(by=green_resident.person, reason="De grond is verkocht.")
    outbox.process_events()
    client.force_login(counter)

    response = client.post(f"/balie/gebeld/{truus.pk}/", {"task": seen.pk}, follow=True)

    assert "De grond is verkocht." in response.text
    assert OutreachTask.objects.open().count() == 1


def test_of_two_who_call_the_second_is_told(client, counter, truus, bench, administrator):
    task = OutreachTask.objects.get()
    client.force_login(administrator)
    client.post(f"/balie/gebeld/{truus.pk}/", {"task": task.pk})
    client.force_login(counter)

    response = client.post(f"/balie/gebeld/{truus.pk}/", {"task": task.pk}, follow=True)

    task.refresh_from_db()
    assert task.done_by == administrator
    assert "Een collega heeft Truus Wolters net al gesproken." in response.text


def test_a_slip_is_put_back_by_who_made_it_only(client, counter, truus, bench, administrator):
    task = OutreachTask.objects.get()
    OutreachTask.tick_off(truus, [task.pk], by=counter)
    address = f"/balie/gebeld/{truus.pk}/"

    client.force_login(administrator)
    client.post(address, {"task": task.pk, "back": "1"})
    assert not OutreachTask.objects.open().exists()
    client.force_login(counter)
    response = client.post(address, {"task": task.pk, "back": "1"}, follow=True)

    assert OutreachTask.objects.open().get() == task
    assert "Truus Wolters staat weer op de lijst." in response.text


@pytest.mark.parametrize("typed", ["", "abc", "9" * 400, "-1", "٣", "1 OR 1=1"])
def test_no_garbage_ticks_anything_off(client, counter, truus, bench, typed):
    client.force_login(counter)

    assert client.post(f"/balie/gebeld/{truus.pk}/", {"task": typed}).status_code == 302
    assert OutreachTask.objects.open().count() == 1


def test_the_task_of_another_person_is_not_ticked_off(client, counter, truus, bench):
    other = PersonFactory(user=None, email="", name="Roel Smit")
    other.outreach_tasks.create(event_uuid="5b2c9a52-0000-4000-8000-000000000001", kind="project-news", what="Iets")
    client.force_login(counter)

    client.post(f"/balie/gebeld/{other.pk}/", {"task": OutreachTask.objects.get(person=truus).pk})

    assert OutreachTask.objects.open().count() == 2


@pytest.mark.parametrize("who", ["team_member", "green_professional"])
def test_who_writes_down_for_others_sees_no_number_of_the_list(client, truus, bench, who, request):
    client.force_login(request.getfixturevalue(who))

    page, other = client.get("/balie/").text, client.get("/balie/meedoen/").text
    answer = client.post(f"/balie/gebeld/{truus.pk}/", {"task": OutreachTask.objects.get().pk})

    assert "Bellijst" not in page
    assert "#bellijst" not in other
    assert truus.phone not in page
    assert answer.status_code == 403
    assert OutreachTask.objects.open().count() == 1


def test_residents_and_who_is_not_on_the_list(client, resident, counter, truus, bench):
    somebody = UserFactory()
    client.force_login(resident)
    assert client.post(f"/balie/gebeld/{truus.pk}/").status_code == 403
    client.force_login(counter)
    assert client.post(f"/balie/gebeld/{somebody.person.pk}/").status_code == 404


@pytest.mark.parametrize("number", [2, 12])
def test_the_list_costs_twelve_queries_however_many_wait(client, counter, number, django_assert_max_num_queries):
    for n in range(number):
        person = PersonFactory(user=None, email="")
        for m in range(2):
            person.outreach_tasks.create(
                event_uuid=f"5b2c9a52-0000-4000-8000-{n:06}{m:06}", kind="project-news", what=f"Iets {m}"
            )
    client.force_login(counter)

    with django_assert_max_num_queries(12):
        shown = client.get("/balie/").text

    assert f'<span class="seat">{number}</span>' in shown


def test_question_about_a_proposal_leads_to_where_its_answer_is_written_down(
    client, counter, truus, groen, green_resident
):
    project = ProjectFactory(theme=groen, initiator=truus, title="Bankje bij de bushalte")
    project.ask_clarification(by=green_resident.person, question="Welke halte?")
    outbox.process_events()
    link = f'href="/projecten/{project.slug}/uitleg/"'

    before = page(client, counter)
    project.clarify(by=counter.person, answer="Die bij de school.", on_behalf_of=truus)

    outbox.process_events()

    assert link in before
    after = page(client, counter)
    assert link not in after
    assert "Welke halte?" not in after


def test_the_balie_finds_its_list_from_every_page_of_the_counter(client, counter):
    client.force_login(counter)

    assert '<a href="/balie/#bellijst">De bellijst</a>' in client.get("/balie/vraagstuk/").text
