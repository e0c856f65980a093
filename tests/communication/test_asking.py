"""Asking the communicatieteam for help, with an account or without."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from communication import outbox
from communication.models import Notification, OutreachTask, Request
from core.dates import day
from core.printing import qr_svg
from tests.factories import GroupFactory, ProjectFactory, RequestFactory

PAGE = "/communicatie/aanvragen/"
VISITOR = {
    "kind": "poster",
    "subject": "Poster voor de opschoondag",
    "text": "Zaterdag om tien uur bij het Julianapark.",
    "name": "Truus Wolters",
    "email": "truus@voorbeeld.test",
}
SIGNED_IN = {name: VISITOR[name] for name in ("kind", "subject", "text")}
pytestmark = pytest.mark.django_db


def test_visitor_reads_how_long_each_kind_takes_before_sending(client):
    html = client.get(PAGE).content.decode()

    assert "Poster: 10 werkdagen" in html
    assert "Een vraag: 3 werkdagen" in html


def test_visitor_asks_and_lands_on_an_own_page_that_says_what_happens_now(client, django_assert_max_num_queries):
    response = client.post(PAGE, VISITOR)

    asked = Request.objects.get()
    assert (asked.requester, asked.name, asked.email, asked.status) == (None, "Truus Wolters", VISITOR["email"], "new")
    assert response.url == f"{asked.secret_url}?verstuurd=aanvraag"
    with django_assert_max_num_queries(6):
        html = client.get(response.url).content.decode()
    assert "Je aanvraag is verstuurd." in html
    assert "Je aanvraag is binnen" in html
    assert "Het is klaar uiterlijk" in html
    assert "050 123 45 67" in html
    assert list(asked.events.values_list("kind", flat=True)) == ["submitted"]


def test_visitor_who_only_has_a_telephone_is_told_to_keep_the_address(client):
    response = client.post(PAGE, VISITOR | {"email": "", "phone": "050 1234567"}, follow=True)

    assert Request.objects.get().phone == "050 1234567"
    assert "Bewaar het adres van deze pagina" in response.content.decode()


def test_visitor_without_address_and_telephone_is_asked_for_one_of_them(client):
    response = client.post(PAGE, VISITOR | {"email": ""})

    html = response.content.decode()
    assert response.status_code == 200
    assert Request.objects.count() == 0
    assert "<title>Fout: " in html
    assert '<a href="#id_email">Vul je e-mailadres of je telefoonnummer in.' in html
    assert "Zaterdag om tien uur bij het Julianapark." in html


def test_empty_post_leads_from_the_summary_to_every_field(client):
    html = client.post(PAGE, {}).content.decode()

    targets = re.findall(r'<li><a href="#([^"]+)">', html)
    assert targets == ["id_kind_0", "id_subject", "id_text", "id_name", "id_email"]
    assert all(f'id="{target}"' in html for target in targets)


def test_signed_in_resident_asks_without_saying_who_it_is(client, resident, django_assert_max_num_queries):
    client.force_login(resident)

    with django_assert_max_num_queries(12):
        form = client.get(PAGE).content.decode()
    client.post(PAGE, SIGNED_IN)

    assert 'name="email"' not in form
    assert Request.objects.get().requester == resident.person


def test_two_identical_sends_make_one_request(client):
    key = re.search(r'name="form_key" value="([^"]+)"', client.get(PAGE).content.decode())[1]

    first = client.post(PAGE, VISITOR | {"form_key": key})
    second = client.post(PAGE, VISITOR | {"form_key": key})

    secret_url = Request.objects.get().secret_url
    assert first.url == f"{secret_url}?verstuurd=aanvraag"
    assert second.url == f"{secret_url}?verstuurd=al"
    assert "Dit had je net al verstuurd. Het staat er één keer." in client.get(second.url).text


def test_two_identical_sends_without_a_key_make_one_request(client, time_machine):
    time_machine.move_to(timezone.now().replace(minute=2))

    client.post(PAGE, VISITOR)
    client.post(PAGE, VISITOR)

    assert Request.objects.count() == 1


def test_same_key_with_other_words_is_another_request(client):
    key = "5f1c2c52-6a8e-4f3c-9d0a-0d3ed3f4b3aa"

    client.post(PAGE, VISITOR | {"form_key": key})
    client.post(PAGE, VISITOR | {"form_key": key, "subject": "Flyer"})

    assert Request.objects.count() == 2


@pytest.mark.parametrize("typed", ["{title}", "{code}", "{title} ({code})", "{slug}", "  {title}  "])
def test_project_is_found_by_title_code_both_or_address(client, typed):
    project = ProjectFactory(title="Plukfruit (fase 2)")
    words = typed.format(title=project.title, code=project.short_code.lower(), slug=project.slug)

    client.post(PAGE, VISITOR | {"project": words})

    assert Request.objects.get().project == project


def test_draft_of_somebody_else_is_no_project_to_name(client):
    project = ProjectFactory(title="Geheim plan", status="draft")

    response = client.post(PAGE, VISITOR | {"project": project.title})

    assert Request.objects.count() == 0
    assert "We vinden geen project met deze titel, deze code of dit adres" in response.content.decode()


def test_link_from_a_project_fills_in_project_and_kind(client):
    project = ProjectFactory(title="Elf banken")

    html = client.get(f"{PAGE}?project={project.slug}&kind=flyer").content.decode()

    assert f'value="Elf banken ({project.short_code})"' in html
    assert re.search(r'value="flyer"[^>]* checked', html)


def test_wish_later_than_the_lead_time_is_the_day_it_is_due(client):
    later = timezone.localdate() + timedelta(days=90)

    client.post(PAGE, VISITOR | {"wanted_by": later.strftime("%d-%m-%Y"), "channels": ["posters", "facebook"]})

    asked = Request.objects.get()
    assert (asked.due, asked.wanted_by, asked.channels) == (later, later, ["posters", "facebook"])


def test_wish_sooner_than_the_lead_time_is_no_promise(client):
    soon = timezone.localdate() + timedelta(days=1)

    response = client.post(PAGE, VISITOR | {"wanted_by": soon.isoformat(), "sure": "on"}, follow=True)

    assert Request.objects.get().due > soon
    assert "we laten je weten of dat lukt" in response.content.decode()


def test_wish_sooner_than_the_lead_time_is_said_before_sending_and_sent_the_second_time(client, team_member):
    soon = timezone.localdate() + timedelta(days=1)
    typed = VISITOR | {"wanted_by": soon.isoformat(), "channels": ["posters"]}

    html = client.post(PAGE, typed).text

    assert not Request.objects.exists()
    assert "<title>Let op: Hulp bij een poster of bericht" in html
    assert '<a href="#id_wanted_by">Dat is sneller dan 10 werkdagen. We doen ons best.' in html
    assert "Dit klopt nog niet" not in html
    assert "aria-invalid" not in html
    assert VISITOR["text"] in html
    assert f'value="{soon.isoformat()}"' in html
    assert re.search(r'value="posters"[^>]* checked', html)
    sure = re.search(r'<input type="hidden" name="sure" value="(\w+)"', html)[1]
    client.post(PAGE, typed | {"sure": sure})
    assert Request.objects.get().wanted_by == soon
    outbox.process_events()
    outbox.send_due()
    to_team = next(message for message in mail.outbox if message.to == [team_member.email])
    assert f"De aanvrager wil het graag op {day(soon)}." in to_team.body


def test_who_wishes_it_soon_is_asked_to_choose_the_attachment_again(client):
    soon = timezone.localdate() + timedelta(days=1)
    note = SimpleUploadedFile("tekst.txt", b"Zaterdag om twee uur.")

    html = client.post(PAGE, VISITOR | {"wanted_by": soon.isoformat(), "attachment": note}).text

    assert not Request.objects.exists()
    assert "Dit klopt nog niet" not in html
    assert '<a href="#id_attachment">Kies je bijlage nog een keer. Je browser onthoudt die niet.</a>' in html
    assert re.search(r'id="id_attachment-h"[^>]*>Kies je bijlage nog een keer\.', html)


def test_who_wishes_it_soon_and_forgets_something_reads_both_at_once(client):
    soon = timezone.localdate() + timedelta(days=1)

    html = client.post(PAGE, VISITOR | {"wanted_by": soon.isoformat(), "subject": ""}).text

    assert "<title>Fout: Hulp bij een poster of bericht" in html
    assert "Dat is sneller dan 10 werkdagen." in html
    assert html.count("autofocus") == 1
    assert 'name="sure" value="on"' in html


def test_wish_on_the_first_day_that_is_promised_is_sent_at_once(client):
    client.post(PAGE, VISITOR | {"wanted_by": Request.first_day_of("poster").isoformat()})

    assert Request.objects.count() == 1


@pytest.mark.parametrize("role", ["member", "chair"])
def test_member_asks_for_the_group_by_the_link_on_its_page(client, resident, role):
    group = GroupFactory(name="Groencommissie")
    group.memberships.create(person=resident.person, role=role, voice="resident")
    client.force_login(resident)
    link = f"{PAGE}?group={group.slug}"

    assert f'href="{link}"' in client.get(group.get_absolute_url()).text
    assert "Groencommissie" in client.get(link).text
    client.post(link, SIGNED_IN)

    assert Request.objects.get().group == group


def test_who_is_not_in_the_group_asks_for_no_group(client, resident, neighbour):
    group = GroupFactory(name="Groencommissie")
    group.memberships.create(person=neighbour.person, voice="resident", requested=True)
    link = f"{PAGE}?group={group.slug}"

    for user, typed in [(None, VISITOR), (resident, SIGNED_IN), (neighbour, SIGNED_IN)]:
        if user:
            client.force_login(user)
        assert "Groencommissie" not in client.get(link).text
        assert f'href="{link}"' not in client.get(group.get_absolute_url()).text
        client.post(link, typed)

    assert list(Request.objects.values_list("group", flat=True)) == [None] * 3


def test_people_of_a_project_find_help_on_its_page(client, resident, neighbour):
    project = ProjectFactory(title="Elf banken", initiator=resident.person, status="underway")
    link = f'href="{PAGE}?project={project.slug}"'

    client.force_login(resident)
    assert link in client.get(project.get_absolute_url()).text
    client.force_login(neighbour)
    assert link not in client.get(project.get_absolute_url()).text


def test_who_only_has_a_telephone_is_on_the_bellijst_for_what_comes_of_it(client, counter, team_member):
    client.post(PAGE, VISITOR | {"email": "", "phone": "050 1234567"})
    client.post(PAGE, VISITOR | {"email": "", "phone": "050 1234567", "subject": "Nog een poster"})
    asked = Request.objects.order_by("pk").first()
    person = asked.requester
    outbox.process_events()
    assert not OutreachTask.objects.exists()

    asked.assign(to=team_member.person, by=team_member.person)
    asked.write(by=team_member.person, text="Welke datum wordt het?")
    asked.finish(by=team_member.person)
    outbox.process_events()

    assert (person.name, person.phone, person.channel, person.user) == (
        "Truus Wolters", "050 1234567", "phone", None,
    )  # fmt: skip
    assert person.consents.get().how == "web"
    assert set(Request.objects.values_list("requester", flat=True)) == {person.pk}
    assert list(asked.events.filter(kind="submitted").values_list("actor", flat=True)) == [None]
    assert OutreachTask.objects.filter(person=person).count() == 2
    client.force_login(counter)
    page = client.get("/balie/").text
    assert "Welke datum wordt het?" in page
    assert 'href="tel:0501234567"' in page


@pytest.mark.parametrize("who", ["counter", "team_member"])
def test_who_asks_for_somebody_without_an_address_lands_on_the_receipt(client, who, request):
    client.force_login(request.getfixturevalue(who))
    made = client.post(PAGE, VISITOR | {"email": "", "phone": "050 1234567"}, follow=True)
    asked = Request.objects.get()

    receipt = made.text

    assert made.redirect_chain == [(f"{asked.secret_url}bonnetje/", 302)]
    assert "De aanvraag van Truus Wolters ligt bij het communicatieteam." in receipt
    assert 'href="/balie/"' in receipt.partition('class="back"')[2][:80]
    assert f'<p class="code">{asked.pk}</p>' in receipt
    assert f'src="{asked.secret_url}bonnetje/qr.svg"' in receipt
    assert asked.token not in re.sub(r'(?:src|href)="[^"]*"', "", receipt)
    assert f"Gevraagd door Truus Wolters op {day(asked.created_at)}: poster." in receipt
    assert f"Het is klaar uiterlijk <b>{day(asked.due)}</b>." in receipt
    assert "We bellen je." in receipt
    assert "050 123 45 67" in receipt
    assert 'class="wrap flow read receipt"' in receipt
    assert client.get("/communicatie/aanvraag/onbekend/bonnetje/").status_code == 404


def test_code_on_the_receipt_is_of_the_own_page_and_kept_nowhere(client, settings):
    asked = RequestFactory()

    code = client.get(f"{asked.secret_url}bonnetje/qr.svg")

    assert (code["Content-Type"], code["Cache-Control"]) == ("image/svg+xml", "private, no-store")
    assert code.text == qr_svg(settings.SITE_URL + asked.secret_url)
    assert client.get("/communicatie/aanvraag/onbekend/bonnetje/qr.svg").status_code == 404


def test_counter_that_asks_something_itself_lands_on_its_own_page(client, counter):
    client.force_login(counter)

    own = client.post(PAGE, SIGNED_IN, follow=True).text

    assert "Je aanvraag is verstuurd." in own
    assert 'href="/communicatie/' in client.get(f"{Request.objects.get().secret_url}bonnetje/").text


@pytest.mark.parametrize("is_known", [False, True])
def test_who_asked_is_offered_it_on_paper_in_words_for_oneself(client, request, is_known):
    if is_known:
        client.force_login(request.getfixturevalue("resident"))

    made = client.post(PAGE, VISITOR, follow=True).text

    assert ">Print dit, dan heb je het op papier</a>" in made
    assert "om mee te geven" not in made


def test_counter_finds_the_form_for_somebody_else_in_its_menu(client, counter):
    client.force_login(counter)

    menu = client.get("/balie/").text.partition('aria-label="Balie"')[2].partition("</nav>")[0]
    assert f'<a href="{PAGE}">Hulp bij een poster of bericht</a>' in menu
    assert 'name="phone"' in client.get(PAGE).text


@pytest.mark.parametrize(("who", "receipts"), [("team_member", 0), ("resident", 1)])
def test_receipt_is_for_who_is_not_of_the_team(client, request, who, receipts, team_member):
    user = request.getfixturevalue(who)
    client.force_login(user)

    client.post(PAGE, SIGNED_IN)
    outbox.process_events()

    assert Notification.objects.filter(kind="request-receipt", person=user.person).count() == receipts


def test_day_in_the_past_is_refused(client):
    response = client.post(PAGE, VISITOR | {"wanted_by": "2020-01-01"})

    assert Request.objects.count() == 0
    assert "Deze dag is al voorbij" in response.content.decode()


def test_attachment_is_a_download_behind_the_secret_address_only(client):
    file = SimpleUploadedFile("idee \r\n<b>.pdf", b"%PDF-1.4 een idee")

    client.post(PAGE, VISITOR | {"attachment": file})

    asked = Request.objects.get()
    attachment = asked.attachments.get()
    response = client.get(f"{asked.secret_url}bijlage/{attachment.pk}/")
    assert b"".join(response.streaming_content) == b"%PDF-1.4 een idee"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/communicatie/aanvraag/x/bijlage/{attachment.pk}/").status_code == 404


def test_attachment_of_another_request_is_not_found(client):
    client.post(PAGE, VISITOR | {"attachment": SimpleUploadedFile("a.txt", b"van iemand anders")})
    client.post(PAGE, VISITOR | {"subject": "Iets anders"})

    theirs = Request.objects.exclude(attachments=None).get()
    mine = Request.objects.get(attachments=None)

    assert client.get(f"{mine.secret_url}bijlage/{theirs.attachments.get().pk}/").status_code == 404


def test_program_as_attachment_is_refused_and_leaves_nothing(client, settings):
    response = client.post(PAGE, VISITOR | {"attachment": SimpleUploadedFile("foto.pdf", b"MZ\x90\x00\x03")})

    assert Request.objects.count() == 0
    assert "Dit soort bestand kunnen we niet aannemen" in response.content.decode()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_robot_that_fills_in_the_trap_is_refused(client):
    client.post(PAGE, VISITOR | {"tweede_regel": "koop dit"})

    assert Request.objects.count() == 0


def test_too_many_requests_of_one_address_are_held_off(client, settings):
    settings.LIMITS = {"communication-request": "2/h"}

    statuses = [client.post(PAGE, VISITOR | {"subject": str(n)}).status_code for n in range(3)]

    assert statuses == [302, 302, 429]


def test_who_left_no_way_to_be_reached_is_promised_no_call(client, team_member):
    client.force_login(team_member)

    page = client.post(PAGE, SIGNED_IN | {"name": "Oom Jan", "email": "", "phone": ""}, follow=True).text

    assert Request.objects.get().requester_name == "Oom Jan"
    assert "Loop binnen of bel, dan vertellen we hoe het staat." in page
    assert "We bellen je" not in page


def test_team_member_asks_on_behalf_of_somebody_who_called(client, team_member):
    client.force_login(team_member)

    client.post(PAGE, SIGNED_IN | {"name": "Henk van Dam", "phone": "050 7654321"})

    asked = Request.objects.get()
    assert (asked.requester.name, asked.requester.phone, asked.name) == (
        "Henk van Dam", "050 7654321", "Henk van Dam",
    )  # fmt: skip
    assert asked.requester.consents.get().written_by == team_member.person
    assert asked.events.get().actor == team_member.person


def test_team_member_asks_for_herself(client, team_member):
    client.force_login(team_member)

    client.post(PAGE, SIGNED_IN)

    assert Request.objects.get().requester == team_member.person
