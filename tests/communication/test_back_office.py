"""The workplace of the communicatieteam: the queue and its buttons."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from communication import outbox
from communication.models import Attachment, InvalidTransition, Message, Notification, Placement, Product, Request
from tests.factories import EnquiryFactory, RequestFactory, ThemeFactory

QUEUE = "/beheer/communication/request/"
pytestmark = pytest.mark.django_db


def page_of(asked):
    return f"{QUEUE}{asked.pk}/change/"


def press(client, asked, action, **fields):
    return client.post(f"{QUEUE}{asked.pk}/{action}/doen/", fields, follow=True)


def products(*, total, **fields):
    """The data of Django's own form on the page of a request."""
    return {"products-TOTAL_FORMS": total, "products-INITIAL_FORMS": 0, "products-MIN_NUM_FORMS": 0} | fields


def test_member_sees_the_queue_with_what_is_due_first(team_client, team_member, django_assert_max_num_queries):
    RequestFactory(subject="Later", due=timezone.localdate() + timedelta(days=9))
    RequestFactory(subject="Gesloten", status="done", closed_at=timezone.now())
    RequestFactory(subject="Vandaag", due=timezone.localdate() - timedelta(days=2))
    RequestFactory(subject="Antwoord", status="in_progress", answered_at=timezone.now())

    with django_assert_max_num_queries(12):
        html = team_client.get(QUEUE).content.decode()

    places = [html.index(f">{subject}</a>") for subject in ("Antwoord", "Vandaag", "Later", "Gesloten")]
    assert places == sorted(places)
    assert '<b class="late">te laat: ' in html
    assert "Truus Wolters" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wie=mij", ["Mijn"]),
        ("wie=niemand", ["Laat", "Klaar"]),
        ("tijd=laat", ["Laat"]),
        ("stand=open", ["Mijn", "Laat"]),
        ("stand=done", ["Klaar"]),
        ("stand=onzin", ["Mijn", "Laat", "Klaar"]),
        ("q=Klaar", ["Klaar"]),
    ],
)
def test_member_narrows_the_queue(team_client, team_member, query, found):
    RequestFactory(subject="Mijn").assign(to=team_member.person, by=team_member.person)
    RequestFactory(subject="Laat", due=timezone.localdate() - timedelta(days=1))
    RequestFactory(subject="Klaar", status="done", closed_at=timezone.now())

    html = team_client.get(f"{QUEUE}?{query}").content.decode()

    assert [subject for subject in ("Mijn", "Laat", "Klaar") if f">{subject}</a>" in html] == found


def test_two_members_take_one_request_and_one_is_told(team_client, team_member, colleague):
    asked = RequestFactory()
    asked.assign(to=colleague.person, by=colleague.person)

    html = press(team_client, asked, "oppakken").content.decode()

    asked.refresh_from_db()
    assert asked.assignee == colleague.person
    assert f"Dit kan nu niet. De aanvraag staat op: toegewezen, bij {colleague.person.name}." in html


def test_member_who_takes_it_twice_reads_to_have_it(team_client, team_member):
    asked = RequestFactory()
    press(team_client, asked, "oppakken")

    html = press(team_client, asked, "oppakken").content.decode()

    assert "Dit kan nu niet. De aanvraag staat op: toegewezen, bij jou." in html
    assert asked.events.count() == 1


def test_member_takes_it_and_begins(team_client, team_member):
    asked = RequestFactory()
    assert "Ik pak dit op" in team_client.get(page_of(asked)).content.decode()

    press(team_client, asked, "oppakken")
    press(team_client, asked, "begin")

    asked.refresh_from_db()
    assert (asked.status, asked.assignee) == ("in_progress", team_member.person)
    assert list(asked.events.values_list("kind", flat=True)) == ["begun", "assigned"]


def test_history_says_to_whom_it_was_given_where_it_was_placed_and_why_not(team_client, team_member, colleague):
    asked = RequestFactory()
    asked.assign(to=colleague.person, by=team_member.person)
    asked.begin(by=colleague.person)
    asked.write(by=colleague.person, text="Welke dag is het?")
    product = Product.objects.create(request=asked, kind="poster", title="Poster", approved_at=timezone.now())
    Placement.objects.create(product=product, channel="facebook").place(by=colleague.person)
    asked.decline(by=team_member.person, reason="Toch niet nodig.")

    history = team_client.get(page_of(asked)).text.partition("Wat er gebeurde")[2]

    assert "toegewezen (aan Daan Mulder), Mirjam Kok</li>" in history
    assert "geplaatst (Facebook), Daan Mulder</li>" in history
    assert "afgewezen (Toch niet nodig.), Mirjam Kok</li>" in history
    assert "bericht van het team, Daan Mulder</li>" in history


def test_colleague_takes_it_over(client, in_progress, colleague):
    client.force_login(colleague)

    html = press(client, in_progress, "overnemen").content.decode()

    in_progress.refresh_from_db()
    assert (in_progress.status, in_progress.assignee) == ("in_progress", colleague.person)
    assert "Ik neem dit over" not in html


def test_member_writes_and_waits_for_an_answer(team_client, in_progress):
    html = press(team_client, in_progress, "bericht", text="Welke datum is het?", wait="on").content.decode()

    in_progress.refresh_from_db()
    assert in_progress.status == "waiting"
    assert in_progress.messages.get().kind == Message.Kind.TO_REQUESTER
    assert "Welke datum is het?" in html


def test_member_answers_a_question_and_is_done(team_client, in_progress):
    press(team_client, in_progress, "bericht", text="Dat kan bij de balie.", finish="1")

    in_progress.refresh_from_db()
    assert in_progress.status == "done"
    assert in_progress.messages.get().text == "Dat kan bij de balie."
    assert in_progress.events.first().kind == "finished"


def test_member_who_said_nothing_yet_is_asked_for_words_before_it_is_done(team_client, in_progress):
    page = team_client.get(page_of(in_progress)).text

    refused = press(team_client, in_progress, "afronden").text

    in_progress.refresh_from_db()
    assert (in_progress.status, in_progress.closed_at) == ("in_progress", None)
    assert ">Rond af</button>" not in page
    assert ">Verstuur en rond af</button>" in page
    assert "Schrijf de aanvrager eerst wat eruit kwam. Druk dan op ‘Verstuur en rond af’." in refused


def test_member_finishes_with_one_press_what_was_answered(team_client, team_member, in_progress):
    in_progress.write(by=team_member.person, text="Hij hangt.")
    page = team_client.get(page_of(in_progress)).text

    press(team_client, in_progress, "afronden")

    in_progress.refresh_from_db()
    assert ">Rond af</button>" in page
    assert in_progress.status == "done"


def test_member_goes_on_with_what_was_done_too_early(team_client, team_member, colleague, in_progress):
    in_progress.finish(by=team_member.person, reason="Klaar.")
    Request.objects.update(assignee=colleague.person)
    page = team_client.get(page_of(in_progress)).text

    again = press(team_client, in_progress, "heropenen").text

    in_progress.refresh_from_db()
    assert ">Ga er toch mee verder</button>" in page
    assert "De aanvraag is weer open. Jij gaat ermee verder." in again
    assert (in_progress.status, in_progress.closed_at) == ("in_progress", None)
    assert in_progress.assignee == team_member.person
    assert (in_progress.events.first().kind, in_progress.events.first().detail) == ("begun", "weer geopend")


def test_what_was_done_long_ago_is_not_opened_again(team_client, team_member, in_progress):
    in_progress.finish(by=team_member.person, reason="Klaar.")
    Request.objects.update(closed_at=timezone.now() - timedelta(days=31))
    page = team_client.get(page_of(in_progress)).text

    press(team_client, in_progress, "heropenen")

    in_progress.refresh_from_db()
    assert "Ga er toch mee verder" not in page
    assert in_progress.status == "done"


def test_member_reads_that_no_mail_goes_of_what_one_asked_oneself(team_client, team_member):
    asked = RequestFactory(requester=team_member.person, name="", email="")
    asked.assign(to=team_member.person, by=team_member.person)
    asked.begin(by=team_member.person)
    Product.objects.create(request=asked, kind="poster", title="Poster A3")

    page = team_client.get(page_of(asked)).text
    sent = press(team_client, asked, "bericht", text="Voor later.").text
    preview = press(team_client, asked, "bericht", text="Voor later.", preview="1").text
    proof = press(team_client, asked, "akkoord-vragen").text
    done = press(team_client, asked, "bericht", text="Hij hangt.", finish="1")

    assert "Je vroeg dit zelf. Er gaat geen mail uit." in page
    assert "Er gaat een mail uit." not in page
    assert "Bekijk de mail eerst" not in page
    assert "Je bericht is bewaard. Je vroeg dit zelf: er gaat geen mail uit." in sent
    assert "Er gaat geen mail: je vroeg dit zelf." in preview
    assert "De aanvrager krijgt de vraag" not in proof
    assert "Je vroeg dit zelf. Zeg zelf of het goed is" in proof
    assert "Zei de aanvrager het" not in proof
    assert "leest dat" not in done.text
    outbox.process_events()
    assert not Notification.objects.filter(person=team_member.person, kind="request-news").exists()


def test_member_who_finishes_reads_of_what_nobody_agreed_with(team_client, team_member, in_progress):
    Product.objects.create(request=in_progress, kind="poster", title="Poster A3")

    page = press(team_client, in_progress, "afronden").text

    assert "Niemand zei akkoord: Poster A3. Plaats het niet zonder dat." in page


def test_requester_of_what_was_answered_and_finished_gets_one_mail(team_client, in_progress, mailoutbox):
    outbox.process_events()
    outbox.send_due()
    mailoutbox.clear()

    for _ in range(2):  # pressed twice
        key = {"form_key": "5f1c2c52-6a8e-4f3c-9d0a-0d3ed3f4b3aa"}
        page = press(team_client, in_progress, "bericht", text="Dat kan bij de balie.", finish="1", **key)
    outbox.process_events()
    outbox.send_due()

    [letter] = mailoutbox
    assert "De aanvraag is afgerond." in page.text
    assert "Je aanvraag is klaar." in letter.body
    assert "Dat kan bij de balie." in letter.body


def test_member_who_would_finish_what_waits_for_a_yes_sends_nothing_and_is_not_offered_it(team_client, for_approval):
    page = team_client.get(page_of(for_approval)).text

    again = press(team_client, for_approval, "bericht", text="Klaar!", finish="1").text

    for_approval.refresh_from_db()
    assert "Verstuur en rond af" not in page
    assert "Dit kan nu niet. De aanvraag staat op: ter goedkeuring." in again
    assert "Verstuur en rond af" not in again
    assert (for_approval.status, for_approval.messages.count()) == ("for_approval", 0)


def test_member_who_would_finish_without_words_is_offered_that_button_again(team_client, in_progress):
    page = press(team_client, in_progress, "bericht", text="", finish="1").text

    in_progress.refresh_from_db()
    finish = page.index('name="finish" value="1">Verstuur en rond af</button>')
    assert "Vul je bericht in." in page
    assert finish < page.index(">Stuur naar aanvrager</button>")
    assert (in_progress.status, in_progress.messages.count()) == ("in_progress", 0)


def test_member_who_sends_without_words_is_offered_sending_first(team_client, in_progress):
    page = press(team_client, in_progress, "bericht", text="").text

    assert page.index(">Stuur naar aanvrager</button>") < page.index(">Verstuur en rond af</button>")


def test_member_who_finishes_after_a_colleague_goes_on_with_what_was_typed(
    team_client, team_member, colleague, in_progress
):
    in_progress.finish(by=colleague.person, reason="Klaar.")
    refused = press(team_client, in_progress, "bericht", text="Hij hangt.", finish="1").text

    reopened = press(team_client, in_progress, "bericht", text="Hij hangt.", first="heropenen").text
    in_progress.refresh_from_db()
    after = (in_progress.status, in_progress.assignee, in_progress.messages.count())
    press(team_client, in_progress, "bericht", text="Hij hangt.", finish="1")

    in_progress.refresh_from_db()
    assert "Dit kan nu niet. De aanvraag staat op: afgerond." in refused
    assert "Hij hangt.</textarea>" in refused
    assert 'name="first" value="heropenen">Ga er toch mee verder</button>' in refused
    assert ">Bewaar als interne notitie</button>" in refused
    assert [words for words in (">Stuur naar aanvrager</button>", "Verstuur en rond af") if words in refused] == []
    assert "De aanvraag is weer open. Jij gaat ermee verder." in reopened
    assert "Hij hangt.</textarea>" in reopened
    assert ">Verstuur en rond af</button>" in reopened
    assert after == ("in_progress", team_member.person, 0)
    assert (in_progress.status, in_progress.messages.get().text) == ("done", "Hij hangt.")


def test_member_who_writes_what_was_declined_can_keep_it_as_a_note_only(team_client, colleague, in_progress):
    in_progress.decline(by=colleague.person, reason="Te laat.")

    page = press(team_client, in_progress, "bericht", text="Hij hangt.").text
    press(team_client, in_progress, "bericht", text="Hij hangt.", first="heropenen")

    in_progress.refresh_from_db()
    assert "Hij hangt.</textarea>" in page
    assert 'name="first"' not in page
    assert f'formaction="{QUEUE}{in_progress.pk}/notitie/doen/"' in page
    assert (in_progress.status, in_progress.messages.count()) == ("declined", 0)


def test_member_who_writes_what_was_handed_back_takes_it_up_first(team_client, team_member):
    asked = RequestFactory()

    page = press(team_client, asked, "bericht", text="Welke datum?").text
    taken = press(team_client, asked, "bericht", text="Welke datum?", first="oppakken").text

    asked.refresh_from_db()
    assert 'name="first" value="oppakken">Ik pak dit op</button>' in page
    assert ">Stuur naar aanvrager</button>" in taken
    assert (asked.status, asked.assignee, asked.messages.count()) == ("assigned", team_member.person, 0)


def test_member_who_declines_what_is_done_already_reads_that_and_is_offered_no_such_button(
    team_client, team_member, in_progress
):
    in_progress.finish(by=team_member.person, reason="Klaar.")

    page = press(team_client, in_progress, "afwijzen", reason="Toch niet.").text

    in_progress.refresh_from_db()
    assert "Toch niet.</textarea>" in page
    assert "Wijs af, met deze reden" not in page
    assert in_progress.status == "done"


def test_page_says_which_buttons_leave_behind_what_was_typed_and_asks_where_there_is_script(team_client, in_progress):
    page = team_client.get(page_of(in_progress)).text

    assert "Deze knoppen nemen niet mee wat je hieronder typte. Verstuur of bewaar dat eerst." in page
    assert re.search(r'<script type="module" src="/static/js/unsaved[^"]*\.js"></script>', page)


def test_second_press_on_send_writes_once(team_client, in_progress):
    for _ in range(2):
        press(team_client, in_progress, "bericht", text="Hoi", form_key="5f1c2c52-6a8e-4f3c-9d0a-0d3ed3f4b3aa")

    assert in_progress.messages.count() == 1


def test_member_who_sends_an_empty_note_reads_what_is_wrong_first(team_client, in_progress):
    page = press(team_client, in_progress, "notitie", text="").text

    assert "<title>Fout: " in page
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert '<a href="#id_text">Vul de notitie in.</a>' in page


def test_member_writes_a_note_that_leaves_the_state_alone(team_client, in_progress):
    press(team_client, in_progress, "notitie", text="Even overleggen")

    in_progress.refresh_from_db()
    assert in_progress.status == "in_progress"
    assert in_progress.messages.get().kind == Message.Kind.INTERNAL


def test_message_to_a_closed_request_is_not_sent_and_not_lost(team_client, in_progress, team_member):
    in_progress.finish(by=team_member.person, reason="Klaar.")

    html = press(team_client, in_progress, "bericht", text="Nog één ding").content.decode()

    assert in_progress.messages.count() == 0
    assert "Dit kan nu niet. De aanvraag staat op: afgerond." in html
    assert "Nog één ding</textarea>" in html


@pytest.mark.parametrize(
    ("action", "field", "shown", "elsewhere"),
    [
        ("notitie", "text", ["Alleen het team leest dit.", "Bewaar de interne notitie"], "Truus Wolters leest"),
        ("afwijzen", "reason", ["Truus Wolters leest waarom.", "Wijs af, met deze reden"], "Alleen het team"),
        ("bericht", "text", ["Truus Wolters leest dit.", "Stuur naar aanvrager</button>"], "Alleen het team"),
    ],
)
def test_form_that_comes_back_says_again_who_reads_it_and_what_its_button_does(
    team_client, in_progress, action, field, shown, elsewhere
):
    page = press(team_client, in_progress, action, **{field: ""}).text

    assert [words for words in shown if words not in page] == []
    assert elsewhere not in page
    assert ">Verstuur</button>" not in page


def test_declining_needs_a_reason(team_client, in_progress):
    html = press(team_client, in_progress, "afwijzen", reason="").content.decode()
    press(team_client, in_progress, "afwijzen", reason="Dit is reclame.")

    in_progress.refresh_from_db()
    assert "Vul de reden in." in html
    assert in_progress.status == "declined"
    assert in_progress.events.first().reason == "Dit is reclame."


def test_title_of_a_page_that_is_refused_says_so_in_dutch(team_client, in_progress):
    page = team_client.post(page_of(in_progress), products(total=1, **{"products-0-text": "Zonder titel"})).text

    assert "<title>Fout: " in page
    assert "Error:" not in page


def test_member_adds_a_product_with_a_file_and_asks_whether_it_is_good(team_client, in_progress, client):
    file = SimpleUploadedFile("Poster versie 3.pdf", b"%PDF-1.4 poster")
    fields = {"products-0-kind": "poster", "products-0-title": "Poster A3", "products-0-new_file": file}

    response = team_client.post(page_of(in_progress), products(total=1, **fields))
    press(team_client, in_progress, "akkoord-vragen")

    in_progress.refresh_from_db()
    product = in_progress.products.get()
    assert response.status_code == 302
    assert in_progress.status == "for_approval"
    assert product.file.name.startswith("attachments/")
    download = team_client.get(f"{QUEUE}{in_progress.pk}/uiting/{product.pk}/")
    assert b"".join(download.streaming_content) == b"%PDF-1.4 poster"
    assert 'filename="poster-a3.pdf"' in download["Content-Disposition"]
    shown = client.get(f"{in_progress.secret_url}uiting/{product.pk}/")
    assert b"".join(shown.streaming_content) == b"%PDF-1.4 poster"


def test_asking_without_a_product_is_told_what_to_do(team_client, in_progress):
    html = press(team_client, in_progress, "akkoord-vragen").content.decode()

    in_progress.refresh_from_db()
    assert in_progress.status == "in_progress"
    assert "Zet er eerst een uiting bij" in html


def test_saving_products_never_puts_an_old_state_back(team_client, in_progress):
    Request.objects.update(status="waiting")

    team_client.post(page_of(in_progress), products(total=0, status="new", subject="Gekaapt"))

    in_progress.refresh_from_db()
    assert (in_progress.status, in_progress.subject) == ("waiting", "Poster voor de opschoondag")


def test_product_that_is_changed_has_to_be_agreed_with_again(team_client, for_approval):
    product = for_approval.products.get()
    Product.objects.update(approved_at=timezone.now())
    fields = {
        "products-INITIAL_FORMS": 1, "products-0-id": product.pk, "products-0-request": for_approval.pk,
        "products-0-kind": "poster", "products-0-title": "Poster", "products-0-text": "Zondag",
    }  # fmt: skip

    team_client.post(page_of(for_approval), products(total=1) | fields)

    product.refresh_from_db()
    assert (product.text, product.approved_at) == ("Zondag", None)


def test_product_that_was_agreed_with_stays_as_it_is(team_client, for_approval):
    for_approval.approve(seen=for_approval.seen)
    product = for_approval.products.get()
    fields = {"products-INITIAL_FORMS": 1, "products-0-id": product.pk, "products-0-title": "Anders"}

    team_client.post(page_of(for_approval), products(total=1) | fields)

    assert Product.objects.get().title == "Poster opschoondag"


def test_attachment_is_for_the_team_only(client, team_client, resident):
    asked = RequestFactory()
    attachment = Attachment.objects.create(
        request=asked, file=SimpleUploadedFile("a.txt", b"hoi"), shown_name="Plan.txt", content_type="text/plain"
    )
    address = f"{QUEUE}{asked.pk}/bijlage/{attachment.pk}/"

    assert f"../bijlage/{attachment.pk}/" in team_client.get(page_of(asked)).content.decode()
    download = team_client.get(address)
    assert b"".join(download.streaming_content) == b"hoi"
    assert download["Content-Disposition"] == 'attachment; filename="Plan.txt"'
    client.force_login(resident)
    assert client.get(address).status_code in (302, 403)


def test_page_of_a_request_shows_text_as_it_was_typed(team_client):
    asked = RequestFactory(subject="<b>Vet</b>", text="<script>alert(1)</script>")

    html = team_client.get(page_of(asked)).content.decode()

    assert "<script>alert" not in html
    assert "&lt;b&gt;Vet&lt;/b&gt;" in html
    assert " onclick=" not in html
    assert ' style="' not in html


@pytest.mark.parametrize("action", ["oppakken", "begin", "bericht", "afronden", "heropenen", "afwijzen", "onzin"])
def test_reading_an_address_of_a_button_changes_nothing(team_client, action):
    asked = RequestFactory()

    assert team_client.get(f"{QUEUE}{asked.pk}/{action}/doen/").status_code == 405
    asked.refresh_from_db()
    assert asked.status == "new"


def test_unknown_button_is_not_found(team_client):
    assert team_client.post(f"{QUEUE}{RequestFactory().pk}/onzin/doen/").status_code == 404


@pytest.mark.parametrize("who", ["resident", "counter", "green_resident"])
def test_others_do_not_come_into_the_back_office(client, request, who):
    client.force_login(request.getfixturevalue(who))
    asked = RequestFactory()

    assert client.get(page_of(asked)).status_code in (302, 403)
    assert client.post(f"{QUEUE}{asked.pk}/oppakken/doen/").status_code in (302, 403)
    asked.refresh_from_db()
    assert asked.status == "new"


@pytest.mark.parametrize("path", ["/beheer/accounts/user/", "/beheer/accounts/person/", "/beheer/auth/group/"])
def test_member_has_no_access_to_accounts_and_roles(team_client, path):
    assert team_client.get(path).status_code in (403, 404)


@pytest.mark.parametrize("name", ["request", "product", "enquiry", "story"])
def test_member_deletes_nothing_of_the_queue(team_client, name):
    assert team_client.post(f"/beheer/communication/{name}/", {"action": "delete_selected"}).status_code in (200, 302)
    assert team_client.post(f"/beheer/communication/{name}/1/delete/", {"post": "yes"}).status_code in (302, 403, 404)


def test_request_is_never_added_in_the_back_office(team_client):
    assert team_client.get(f"{QUEUE}add/").status_code == 403
    assert 'href="/communicatie/aanvragen/"' in team_client.get(QUEUE).content.decode()


def test_member_answers_a_question_to_the_team(team_client, team_member):
    enquiry = EnquiryFactory()
    to_others = EnquiryFactory(theme=ThemeFactory(), subject="Voor het duo")

    listed = team_client.get("/beheer/communication/enquiry/").content.decode()
    page = team_client.get(f"/beheer/communication/enquiry/{enquiry.pk}/change/").content.decode()
    team_client.post(f"/contact/vragen/{enquiry.pk}/", {"answer": "Ja, kom maar."})

    enquiry.refresh_from_db()
    assert to_others.subject not in listed
    assert f'action="/contact/vragen/{enquiry.pk}/"' in page
    assert (enquiry.answer, enquiry.answered_by) == ("Ja, kom maar.", team_member.person)


def test_writing_with_an_old_reading_does_not_undo_an_answer(in_progress, team_member):
    in_progress.write(by=team_member.person, text="Welke dag?", wait=True)
    stale = Request.objects.get()
    Request.objects.get().answer(text="Zaterdag")

    stale.write(by=team_member.person, text="Dank je")

    assert Request.objects.get().status == "in_progress"


def test_declined_cannot_be_finished(in_progress, team_member):
    in_progress.decline(by=team_member.person, reason="Nee")

    with pytest.raises(InvalidTransition, match="afgewezen"):
        in_progress.finish(by=team_member.person, reason="Klaar.")


def test_migrating_gives_the_team_its_rights_and_no_others(team_member):
    assert team_member.has_perms(["communication.change_request", "core.change_pagetext", "projects.view_project"])
    assert not any(team_member.has_module_perms(app) for app in ("accounts", "auth", "admin", "themes"))


def test_administrator_sees_which_mails_failed_and_the_team_does_not(client, administrator, team_member):
    Notification.objects.create(
        event_uuid=uuid4(), event_model="x", kind="mislukte-soort", email="t@b.test", failed_at=timezone.now()
    )

    client.force_login(administrator)
    assert "mislukte-soort" in client.get("/beheer/communication/notification/?stand=mislukt").content.decode()
    assert client.get("/beheer/communication/notification/?stand=wacht").status_code == 200
    client.force_login(team_member)
    assert client.get("/beheer/communication/notification/").status_code == 403


@pytest.mark.parametrize(
    "path", ["", "request/", "story/", "story/add/", "enquiry/", "../core/pagetext/", "../core/timelinemoment/"]
)
def test_pages_of_the_back_office_have_nothing_inline(team_client, path):
    html = team_client.get(f"/beheer/communication/{path}").content.decode()

    assert " onclick=" not in html
    assert ' style="' not in html


@pytest.mark.parametrize(("email", "warned"), [("", True), ("truus@voorbeeld.test", False)])
def test_member_reads_that_a_requester_without_an_address_has_to_be_called(team_client, email, warned):
    asked = RequestFactory(email=email, phone="050 123 47 10")

    assert ("De balie belt Truus Wolters" in team_client.get(page_of(asked)).content.decode()) == warned
