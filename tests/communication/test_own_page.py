"""The requester's own page: nothing changes by reading it, and an answer is never lost."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from communication import outbox
from communication.models import Message, Notification, Product, Request, RequestEvent
from tests.factories import RequestFactory

SCANNER = json.loads((Path(__file__).parents[1] / "accounts" / "cases.json").read_text())["14"]["before_the_reader"]
ANSWER = "Toch nog een fout in de flyer zoekmerk32qx"
pytestmark = pytest.mark.django_db


def answered(client, asked):
    return client.post(asked.secret_url, {"text": ANSWER})


def test_unknown_address_is_not_found(client):
    asked = RequestFactory()

    assert client.get("/communicatie/aanvraag/onbekend/").status_code == 404
    assert client.get(f"/communicatie/aanvraag/{asked.token_hash}/").status_code == 404
    assert client.get(f"/communicatie/aanvraag/{asked.token[:-1]}/").status_code == 404
    assert client.post("/communicatie/aanvraag/onbekend/", {"text": "hoi"}).status_code == 404


def test_page_is_kept_nowhere_and_its_address_goes_to_no_other_site(client):
    response = client.get(RequestFactory().secret_url)

    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer, same-origin"
    assert "sessionid" not in response.cookies


def test_requester_reads_beside_the_telephone_which_number_to_name(client):
    asked = RequestFactory()

    assert f"Noem het nummer <b>{asked.pk}</b>. Dan weten we meteen welke aanvraag" in client.get(asked.secret_url).text


def test_scanner_that_opens_every_link_changes_nothing(client, for_approval):
    before, product = Request.objects.values().get(), for_approval.products.get().pk
    links = ["", "bonnetje/", f"uiting/{product}/", "akkoord/", f"akkoord/{product}/", "niet-akkoord/"]

    for link in links:
        for method, headers in SCANNER:
            Client().generic(method, for_approval.secret_url + link, headers=headers)

    assert Request.objects.values().get() == before
    assert "Dit is goed zo" in client.get(for_approval.secret_url).text
    assert client.post(for_approval.secret_url + "akkoord/", {"seen": for_approval.seen}).status_code == 302
    assert Request.objects.get().status == "approved"


@pytest.mark.parametrize("state", ["waiting", "done"])
def test_answer_brings_it_back_on_top_of_the_queue(client, in_progress, team_member, state):
    RequestFactory(subject="Heel lang geleden", due=timezone.localdate() - timedelta(days=90))
    if state == "waiting":
        in_progress.write(by=team_member.person, text="Welke datum?", wait=True)
    else:
        in_progress.finish(by=team_member.person, reason="Klaar.")

    response = answered(client, in_progress)

    in_progress.refresh_from_db()
    assert response.url == f"{in_progress.secret_url}?verstuurd=bericht#gesprek"
    assert (in_progress.status, in_progress.closed_at) == ("in_progress", None)
    assert not in_progress.is_late
    assert Request.objects.order_by(*Request.objects.queue_order()).first() == in_progress
    assert in_progress.events.first().kind == RequestEvent.Kind.ANSWERED
    page = client.get(response.url).content.decode()
    assert ANSWER in page
    assert "Je bericht is verstuurd." in page
    outbox.process_events()
    answer = in_progress.events.first().uuid
    assert Notification.objects.get(event_uuid=answer, kind="request-answer").person == team_member.person


def test_answer_to_what_nobody_has_any_more_is_new_again(client, in_progress, team_member):
    in_progress.finish(by=team_member.person, reason="Klaar.")
    Request.objects.update(assignee=None)

    answered(client, in_progress)

    in_progress.refresh_from_db()
    assert in_progress.status == "new"


def test_requester_of_what_was_handed_back_reads_that_another_goes_on(client, in_progress):
    asked = RequestFactory()
    in_progress.hand_back()

    page = client.get(in_progress.secret_url).text

    assert in_progress.status == "new"
    assert "<h1>Iemand anders van het team gaat verder</h1>" in page
    assert "iemand anders" in page
    assert "Je aanvraag is binnen" not in page
    assert "nog niemand" not in page
    assert "<h1>Je aanvraag is binnen</h1>" in client.get(asked.secret_url).text


def test_answer_on_day_31_is_not_taken_and_a_new_request_is_offered(client, in_progress, team_member, time_machine):
    in_progress.finish(by=team_member.person, reason="Klaar.")
    time_machine.move_to(timezone.now() + timedelta(days=31))

    page = client.get(in_progress.secret_url).content.decode()
    refused = answered(client, in_progress).content.decode()

    in_progress.refresh_from_db()
    assert in_progress.status == "done"
    assert in_progress.messages.count() == 0
    assert "langer dan 30 dagen geleden" in page
    assert 'href="/communicatie/aanvragen/?kind=poster"' in page
    assert "Je bericht is niet verstuurd" in refused
    assert ANSWER in refused


def test_declined_says_why_and_offers_a_new_request(client, in_progress, team_member):
    in_progress.decline(by=team_member.person, reason="Dit is reclame voor een winkel.")

    page = client.get(in_progress.secret_url).content.decode()
    refused = answered(client, in_progress).text

    in_progress.refresh_from_db()
    assert "Je bericht is niet verstuurd" in refused
    assert ANSWER in refused
    assert in_progress.status == "declined"
    assert in_progress.messages.count() == 0
    assert "Dit is reclame voor een winkel." in page
    assert "Doe een nieuwe aanvraag" in page
    assert "<textarea" not in page


@pytest.mark.parametrize(("text", "kept"), [("Hierbij", "Hierbij"), (" ", "Bijlage: Ons logo.pdf")])
def test_requester_sends_the_file_that_was_asked_for(client, team_client, in_progress, team_member, text, kept):
    in_progress.write(by=team_member.person, text="Stuur je ons het logo?", wait=True)
    client.logout()

    for _ in range(2):  # pressed twice
        file = SimpleUploadedFile("Ons logo.pdf", b"%PDF-1.4 logo")
        sent = {"text": text, "attachment": file, "form_key": "5f1c2c52-6a8e-4f3c-9d0a-0d3ed3f4b3aa"}
        client.post(in_progress.secret_url, sent)

    in_progress.refresh_from_db()
    assert in_progress.status == "in_progress"
    assert in_progress.messages.filter(kind="from_requester").values_list("text", flat=True).get() == kept
    assert in_progress.attachments.get().shown_name == "Ons logo.pdf"
    shown = client.get(in_progress.secret_url).text
    assert shown.count("Ons logo.pdf</a>") == 1
    assert shown.index("Stuur je ons het logo?") < shown.index("Ons logo.pdf</a>")
    client.force_login(team_member)
    desk = client.get(f"/beheer/communication/request/{in_progress.pk}/change/").text
    assert desk.index("Stuur je ons het logo?") < desk.index("Ons logo.pdf</a></li></ul></li>")


def test_file_that_came_with_the_request_stands_with_what_was_asked(client, team_member):
    asked = RequestFactory()
    asked.attachments.create(file="attachments/plan.txt", shown_name="Plan.txt", content_type="text/plain")
    asked.assign(to=team_member.person, by=team_member.person)
    asked.write(by=team_member.person, text="Dank voor je plan.")

    shown = client.get(asked.secret_url).text

    assert shown.count("Plan.txt</a>") == 1
    assert shown.index("Plan.txt</a>") < shown.index("Dank voor je plan.")


def test_file_that_is_no_document_is_refused_and_nothing_is_sent(client, in_progress):
    page = client.post(
        in_progress.secret_url, {"text": "", "attachment": SimpleUploadedFile("a.exe", b"MZ\x00\xff")}
    ).text

    assert "<title>Fout: " in page
    assert '<h2 id="fout">Dit klopt nog niet</h2>' in page
    assert (in_progress.messages.count(), in_progress.attachments.count()) == (0, 0)


@pytest.mark.parametrize("role", ["team_member", "counter", "administrator"])
def test_who_handles_requests_or_works_at_the_counter_reads_along_and_cannot_answer_for_the_requester(
    client, for_approval, role, request
):
    client.force_login(request.getfixturevalue(role))
    product, page = for_approval.products.get(), for_approval.secret_url
    before = Request.objects.values().get()

    shown = client.get(page).text
    posts = [
        client.post(page, {"text": "Hoi"}),
        client.post(f"{page}akkoord/", {"seen": for_approval.seen}),
        client.post(f"{page}akkoord/{product.pk}/", {"seen": product.seen}),
        client.post(f"{page}niet-akkoord/", {"reason": "Nee"}),
        client.post(f"{page}niet-akkoord/{product.pk}/", {"reason": "Nee", "seen": product.seen}),
    ]

    assert "Je leest mee." in shown
    assert f'<form method="post" action="{page}' not in shown
    assert "<textarea" not in shown
    assert [response.status_code for response in posts] == [403] * 5
    assert Request.objects.values().get() == before


@pytest.mark.parametrize(("email", "leads"), [("", True), ("truus@voorbeeld.test", False)])
def test_balie_goes_from_the_own_page_to_writing_down_what_it_hears(client, counter, email, leads):
    asked = RequestFactory(email=email, phone="050 1234567")
    client.force_login(counter)

    page = client.get(asked.secret_url).text

    assert "Je leest mee." in page
    assert "/beheer/" not in page
    assert (
        f'<a href="/balie/antwoord/{asked.pk}/">Schrijf aan de balie op wat Truus Wolters zegt</a>' in page
    ) == leads


@pytest.mark.parametrize("signed_in", [True, False])
def test_who_handles_requests_answers_what_was_their_own(client, team_member, for_approval, signed_in):
    own = {"requester": team_member.person} if signed_in else {"email": team_member.email.upper()}
    Request.objects.update(**own)
    client.force_login(team_member)

    client.post(f"{for_approval.secret_url}akkoord/", {"seen": for_approval.seen})

    assert Request.objects.get().status == "approved"


def test_requester_who_refused_still_sees_what_it_was_about_and_has_nothing_to_press(client, for_approval, team_member):
    product = for_approval.products.get()
    for_approval.refuse(reason="De dag klopt niet", product=product, seen=product.seen)

    page = client.get(for_approval.secret_url).text

    assert "<h3>Poster opschoondag" in page
    assert "Dit heb je gezien. We werken eraan verder." in page
    assert "Dit is goed zo" not in page
    product.refresh_from_db()
    product.text = "Zondag om drie uur"
    product.revise(["text"], by=team_member.person)
    assert "Zondag om drie uur" not in client.get(for_approval.secret_url).text


def test_requester_reads_what_a_question_does_while_a_yes_is_asked(client, for_approval):
    words = "Stel je een vraag? Dan wachten we met je ja of nee."

    before = client.get(for_approval.secret_url).text
    client.post(for_approval.secret_url, {"text": "Mag het ook blauw?"})

    assert words in before
    assert words not in client.get(for_approval.secret_url).text


def test_two_identical_answers_make_one(client, in_progress):
    for _ in range(2):
        client.post(in_progress.secret_url, {"text": ANSWER, "form_key": "5f1c2c52-6a8e-4f3c-9d0a-0d3ed3f4b3aa"})

    assert in_progress.messages.count() == 1
    assert in_progress.events.filter(kind="answered").count() == 1


def test_empty_answer_is_told_what_is_wrong(client, in_progress):
    html = client.post(in_progress.secret_url, {"text": " "}).content.decode()

    assert "<title>Fout: " in html
    assert '<a href="#id_text">' in html
    assert in_progress.messages.count() == 0


def test_requester_never_sees_a_note_of_the_team(client, in_progress, team_member):
    in_progress.note(by=team_member.person, text="Lastig, even overleggen")
    in_progress.write(by=team_member.person, text="We beginnen maandag")

    html = client.get(in_progress.secret_url).content.decode()

    assert "We beginnen maandag" in html
    assert "Mirjam Kok" in html
    assert "even overleggen" not in html


def test_requester_does_not_see_what_is_still_being_made(client, in_progress):
    product = Product.objects.create(request=in_progress, kind="poster", title="Probeersel")

    assert "Probeersel" not in client.get(in_progress.secret_url).content.decode()
    assert client.get(f"{in_progress.secret_url}uiting/{product.pk}/").status_code == 404


def test_requester_agrees_with_one_product_after_another(client, in_progress, team_member):
    poster = Product.objects.create(request=in_progress, kind="poster", title="Poster")
    flyer = Product.objects.create(request=in_progress, kind="flyer", title="Flyer")
    in_progress.ask_approval(by=team_member.person)

    client.post(f"{in_progress.secret_url}akkoord/{poster.pk}/", {"seen": poster.seen})
    in_progress.refresh_from_db()
    half = in_progress.status
    client.post(f"{in_progress.secret_url}akkoord/{flyer.pk}/", {"seen": flyer.seen})

    in_progress.refresh_from_db()
    assert (half, in_progress.status) == ("for_approval", "approved")
    assert in_progress.events.filter(kind="approved").count() == 1


def test_requester_cannot_agree_with_what_changed_meanwhile(client, for_approval):
    product = for_approval.products.get()
    seen = product.seen
    product.text = "Zondag om drie uur"
    product.revise(["text"])

    response = client.post(f"{for_approval.secret_url}akkoord/{product.pk}/", {"seen": seen}, follow=True)

    for_approval.refresh_from_db()
    assert for_approval.status == "for_approval"
    assert "Er is net iets opgeschreven of veranderd." in response.content.decode()


def test_requester_who_agrees_after_another_product_was_refused_is_told_that_something_changed(client, for_approval):
    poster = for_approval.products.get()
    flyer = Product.objects.create(request=for_approval, kind="flyer", title="Flyer", shown_at=timezone.now())
    for_approval.refuse(reason="De dag klopt niet", product=flyer, seen=flyer.seen)

    response = client.post(f"{for_approval.secret_url}akkoord/{poster.pk}/", {"seen": poster.seen}, follow=True)

    poster.refresh_from_db()
    assert (response.status_code, poster.approved_at) == (200, None)
    assert "Er is net iets opgeschreven of veranderd." in response.text


def test_requester_cannot_agree_unseen(client, for_approval):
    product = for_approval.products.get()

    response = client.post(f"{for_approval.secret_url}akkoord/{product.pk}/", follow=True)

    product.refresh_from_db()
    assert product.approved_at is None
    assert "Er is net iets opgeschreven of veranderd." in response.text


def test_requester_agrees_with_all_of_what_was_seen_and_with_nothing_that_was_added(client):
    asked = RequestFactory(status="for_approval")
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(asked.secret_url).text)[1]
    poster = Product.objects.create(request=asked, kind="poster", title="Poster")

    response = client.post(asked.secret_url + "akkoord/", {"seen": seen}, follow=True)

    asked.refresh_from_db()
    poster.refresh_from_db()
    assert (asked.status, poster.approved_at) == ("for_approval", None)
    assert "Er is net iets opgeschreven of veranderd." in response.text

    client.post(asked.secret_url + "akkoord/", {"seen": asked.seen})

    asked.refresh_from_db()
    assert asked.status == "approved"


def test_requester_cannot_agree_with_all_when_one_changed_meanwhile(client, for_approval):
    seen = for_approval.seen
    product = for_approval.products.get()
    product.text = "Zondag om drie uur"
    product.revise(["text"])

    response = client.post(for_approval.secret_url + "akkoord/", {"seen": seen}, follow=True)

    product.refresh_from_db()
    assert product.approved_at is None
    assert "Er is net iets opgeschreven of veranderd." in response.text


def test_requester_refuses_what_is_proposed_in_the_conversation(client, team_member):
    asked = RequestFactory(status="for_approval", assignee=team_member.person)

    page = client.get(asked.secret_url).text
    client.post(f"{asked.secret_url}niet-akkoord/", {"reason": "De dag klopt niet"})

    asked.refresh_from_db()
    assert 'id="id_weiger_reason"' in page
    assert asked.status == "in_progress"
    assert (asked.messages.get().kind, asked.messages.get().product) == (Message.Kind.FROM_REQUESTER, None)
    assert asked.events.first().reason == "De dag klopt niet"
    assert Request.objects.order_by(*Request.objects.queue_order()).first() == asked


@pytest.mark.parametrize("action", ["akkoord/", "niet-akkoord/"])
def test_agreeing_in_a_wrong_state_changes_nothing(client, in_progress, action):
    response = client.post(in_progress.secret_url + action, {"reason": "Nee"}, follow=True)

    in_progress.refresh_from_db()
    assert in_progress.status == "in_progress"
    assert "Er is net iets opgeschreven of veranderd." in response.content.decode()


def test_signed_in_requester_is_named_as_author_and_another_reader_is_not(client, resident, neighbour, team_member):
    asked = RequestFactory(requester=resident.person, name="")

    client.force_login(resident)
    client.post(asked.secret_url, {"text": "Van mij"})
    client.force_login(neighbour)
    client.post(asked.secret_url, {"text": "Van mijn buurvrouw"})

    assert list(asked.messages.values_list("text", "author")) == [
        ("Van mij", resident.person.pk),
        ("Van mijn buurvrouw", None),
    ]


@pytest.mark.parametrize("status", Request.Status)
def test_every_state_has_its_words(client, status, django_assert_max_num_queries):
    closed = timezone.now() if status in Request.CLOSED else None
    asked = RequestFactory(status=status, closed_at=closed)

    with django_assert_max_num_queries(6):
        response = client.get(asked.secret_url)

    assert response.status_code == 200
    assert "{" not in response.content.decode().split("<main")[1].split("</main>")[0]


def test_late_request_says_so_with_whom_to_call(client):
    asked = RequestFactory(due=timezone.localdate() - timedelta(days=3))

    assert "Dit duurt langer dan we hadden beloofd" in client.get(asked.secret_url).content.decode()


def test_requester_agrees_with_words_alone(client):
    asked = RequestFactory(status="for_approval")

    html = client.get(asked.secret_url).content.decode()
    client.post(asked.secret_url + "akkoord/")

    asked.refresh_from_db()
    assert f'action="{asked.secret_url}akkoord/"' in html
    assert asked.status == "approved"


def test_that_the_request_was_sent_is_not_said_any_more_once_it_is_taken_up(client, in_progress):
    page = client.get(f"{in_progress.secret_url}?verstuurd=aanvraag").text

    assert "Je aanvraag is verstuurd." not in page
    assert "We mailen het adres" not in page


def test_requester_sees_in_the_subject_whether_it_is_a_proof_or_the_end(for_approval, team_member):
    outbox.process_events()
    outbox.send_due()
    for_approval.approve(seen=for_approval.seen)
    for_approval.finish(by=team_member.person)
    outbox.process_events()
    outbox.send_due()

    subjects = [letter.subject for letter in mail.outbox if letter.to == [for_approval.requester_email]]
    assert [subject for subject in subjects if subject.endswith(for_approval.subject)] == [
        f"Kijk of het goed is: {for_approval.subject}",
        f"Klaar: {for_approval.subject}",
    ]
