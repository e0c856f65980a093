"""A yes or a no by telephone or at the counter: who heard it and when, as the requester reads it back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import Heard, InvalidTransition, Message, OutreachTask, Product, Request
from core.dates import day
from tests.factories import RequestFactory
from wijkdeal.own_data import collect

QUEUE = "/beheer/communication/request/"
REMARK = "Het is zondag om drie uur."
pytestmark = pytest.mark.django_db


@pytest.fixture
def poster(for_approval):
    return for_approval.products.get()


@pytest.fixture
def yesterday(for_approval):
    """The day after it was shown."""
    Product.objects.update(shown_at=timezone.now() - timedelta(days=3))
    return timezone.localdate() - timedelta(days=1)


def say(client, product, action, **fields):
    sent = {"product": product.pk, "seen": product.seen, "how": "phone", "on": timezone.localdate().isoformat()}
    return client.post(f"{QUEUE}{product.request_id}/{action}/doen/", sent | fields, follow=True)


def agree(client, product, **fields):
    return say(client, product, "akkoord-gezegd", **fields)


def disagree(client, product, **fields):
    return say(client, product, "anders-gezegd", **({"reason": REMARK} | fields))


def deliver():
    mail.outbox.clear()
    outbox.process_events()
    outbox.send_due()
    return {message.to[0]: message for message in mail.outbox}


# -- a yes -------------------------------------------------------------------------------------------------------------
def test_member_writes_down_a_yes_by_telephone_and_the_requester_reads_it_back(
    client, team_client, team_member, poster, yesterday
):
    page = agree(team_client, poster, on=yesterday.isoformat())

    poster.refresh_from_db()
    asked = Request.objects.get()
    assert "Opgeschreven: de aanvrager vindt het goed." in page.text
    assert (asked.status, asked.answered_at) == ("approved", None)
    assert (poster.heard_how, poster.heard_on, poster.heard_by) == ("phone", yesterday, team_member.person)
    assert timezone.localdate(poster.approved_at) == timezone.localdate()
    event = asked.events.first()
    assert (event.kind, event.actor) == ("approval_heard", team_member.person)
    assert event.reason == f"Je zei akkoord aan de telefoon op {day(yesterday)}: Poster opschoondag."
    own = client.get(asked.secret_url).text
    assert f"Je zei akkoord aan de telefoon op {day(yesterday)}." in own
    assert f"{team_member.person.public_name} van het communicatieteam schreef dat op." in own
    assert f"akkoord aan de telefoon op {day(yesterday)}, gehoord door {team_member.person.name}" in page.text


def test_desk_tells_of_what_was_heard_in_words_for_the_desk(team_client, poster):
    today = day(timezone.localdate())
    before = team_client.get(f"{QUEUE}{poster.request_id}/change/").text
    agreed = agree(team_client, poster, how="counter").text

    assert "alleen deze versie" in before
    assert "alleen deze versie" in agreed
    assert f"akkoord gezegd (aan de balie op {today}: Poster opschoondag)" in agreed
    assert "Je zei akkoord" not in agreed


def test_desk_says_of_a_remark_whether_it_was_heard_or_written(team_client, poster):
    heard = disagree(team_client, poster, how="phone").text

    assert f"De aanvrager zei hierover aan de telefoon op {day(timezone.localdate())}:" in heard
    assert "De aanvrager schreef hierover" not in heard


def test_requester_who_presses_too_late_reads_that_something_was_written_down(client, team_client, poster):
    disagree(team_client, poster)
    team_client.logout()

    address = f"{poster.request.secret_url}akkoord/{poster.pk}/"
    page = client.post(address, {"seen": poster.seen}, follow=True).text

    assert "Er is net iets opgeschreven of veranderd. Lees hieronder wat, en druk dan nog een keer." in page
    assert REMARK in page


def test_requester_gets_a_mail_of_what_was_said_and_can_say_that_it_is_not_so(team_client, poster):
    deliver()

    agree(team_client, poster, how="counter")

    letters = deliver()
    assert list(letters) == ["truus@voorbeeld.test"]
    letter = letters["truus@voorbeeld.test"]
    assert letter.subject == "Wat je zei over je aanvraag: Poster voor de opschoondag"
    assert f"Je zei akkoord aan de balie op {day(timezone.localdate())}: Poster opschoondag." in letter.body
    assert letter.body.startswith("Dag Truus,")
    assert "Klopt het niet?" in letter.body
    assert poster.request.secret_url in letter.body


def test_who_handles_the_request_hears_what_a_colleague_heard(client, colleague, team_member, poster):
    client.force_login(colleague)
    deliver()

    agree(client, poster)

    letter = deliver()[team_member.email]
    assert "akkoord gezegd" in letter.body
    assert f"{colleague.person.name} schreef dat op." in letter.body
    assert Request.objects.get().answered_at is not None


def test_nobody_is_called_about_what_was_said_on_the_telephone(team_client, team_member, poster):
    person = Request.submit(kind="poster", subject="Bel", text="Graag", name="Koba", phone="050 123 00 00").requester
    Request.objects.filter(pk=poster.request_id).update(requester=person, email="")
    deliver()
    OutreachTask.objects.all().delete()

    agree(team_client, poster)

    assert deliver() == {}
    assert not OutreachTask.objects.exists()


def test_yes_to_one_of_two_leaves_the_other_to_be_asked(client, team_client, for_approval, poster):
    flyer = Product.objects.create(request=for_approval, kind="flyer", title="Flyer", shown_at=timezone.now())

    agree(team_client, poster)
    page = team_client.get(f"{QUEUE}{for_approval.pk}/change/").text

    for_approval.refresh_from_db()
    assert for_approval.status == "for_approval"
    assert for_approval.events.first().kind == "approval_heard"
    assert "Het is goed: Flyer" in page
    assert "Het is goed: Poster opschoondag" not in page
    agree(team_client, flyer)
    assert Request.objects.get().status == "approved"


# -- a no --------------------------------------------------------------------------------------------------------------
def test_member_writes_down_what_has_to_change_and_it_stands_in_the_conversation_as_said(
    client, team_client, team_member, poster
):
    deliver()
    disagree(team_client, poster, how="counter")

    asked, remark = Request.objects.get(), Message.objects.get()
    today = day(timezone.localdate())
    assert asked.status == "in_progress"
    assert (remark.kind, remark.text, remark.product, remark.version) == ("from_requester", REMARK, poster, 1)
    assert (remark.heard_how, remark.heard_by, remark.author) == ("counter", team_member.person, None)
    assert asked.events.first().kind == "refusal_heard"
    own = client.get(asked.secret_url).text
    assert f"Jij zei aan de balie op {today} over Poster opschoondag, versie 1" in own
    assert "Jij schreef" not in own
    office = team_client.get(f"{QUEUE}{asked.pk}/change/").text
    assert f"gezegd aan de balie op {today}, gehoord door {team_member.person.name}" in office
    letter = deliver()["truus@voorbeeld.test"]
    assert f"Je zei aan de balie op {today} dat dit nog niet goed is: Poster opschoondag." in letter.body
    assert REMARK in letter.body


def test_next_version_says_what_was_said_at_the_one_before_and_asks_anew(client, team_client, team_member, poster):
    disagree(team_client, poster)
    poster.refresh_from_db()
    poster.text = "Zondag om drie uur"
    poster.revise(["text"], by=team_member.person)
    poster.request.refresh_from_db()
    poster.request.ask_approval(by=team_member.person)

    client.logout()
    own = client.get(poster.request.secret_url).text

    assert f"Je zei aan de telefoon op {day(timezone.localdate())}, bij versie 1:" in own
    assert "Dit is goed zo" in own


def test_what_was_agreed_aloud_stays_with_the_version_it_was_said_of(team_client, team_member, for_approval, poster):
    Product.objects.create(request=for_approval, kind="flyer", title="Flyer", shown_at=timezone.now())
    agree(team_client, poster)
    poster.refresh_from_db()

    poster.text = "Zondag om drie uur"
    poster.revise(["text"], by=team_member.person)

    poster.refresh_from_db()
    version = poster.versions.get()
    assert (poster.approved_at, poster.heard) == (None, None)
    assert (version.heard_how, version.heard_by) == ("phone", team_member.person)


def test_refusal_that_is_sent_twice_is_one_remark(team_client, poster):
    key = {"form_key": "7d8a3a52-4a3e-4f6b-9a0f-0d3f6f1f6f10"}

    disagree(team_client, poster, **key)
    disagree(team_client, poster, **key)

    assert Message.objects.count() == 1


# -- what is refused ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "Kies vandaag of een dag die al geweest is."),
        ({"on": (timezone.localdate() - timedelta(days=2)).isoformat()}, "Toen had de aanvrager dit nog niet gezien."),
        ({"on": ""}, "Kies een dag."),
        ({"reason": " "}, "Schrijf op wat er anders moet."),
    ],
)
def test_member_who_forgets_or_mistypes_reads_what_is_wrong(team_client, poster, fields, words):
    response = disagree(team_client, poster, **fields)

    assert words in response.text
    assert Request.objects.get().status == "for_approval"
    assert not Message.objects.exists()


@pytest.mark.parametrize("act", [agree, disagree])
@pytest.mark.parametrize("state", ["in_progress", "waiting", "approved", "done", "declined"])
def test_nothing_said_counts_in_another_state(team_client, poster, act, state):
    Request.objects.update(status=state)

    response = act(team_client, poster)

    poster.refresh_from_db()
    assert "Dit kan nu niet." in response.text
    assert (Request.objects.get().status, poster.approved_at, Message.objects.count()) == (state, None, 0)
    assert "Zei de aanvrager het" not in team_client.get(f"{QUEUE}{poster.request_id}/change/").text


@pytest.mark.parametrize("act", [agree, disagree])
def test_what_a_colleague_changed_meanwhile_was_not_agreed_with(team_client, team_member, poster, act):
    seen = poster.seen
    poster.text = "Zondag om drie uur"
    poster.revise(["text"], by=team_member.person)

    act(team_client, poster, seen=seen)

    assert Request.objects.get().status == "for_approval"
    assert Product.objects.get().approved_at is None


def test_yes_to_what_was_agreed_with_already_is_refused(team_member, for_approval, poster):
    Product.objects.create(request=for_approval, kind="flyer", title="Flyer", shown_at=timezone.now())
    for_approval.approve(product=poster, seen=poster.seen)

    with pytest.raises(InvalidTransition):
        for_approval.hear_approval(
            heard=Heard(team_member.person, "phone", timezone.localdate()), product=poster, seen=poster.seen
        )


def test_product_of_another_request_is_agreed_with_nowhere(team_client, poster):
    other = RequestFactory(status="for_approval")

    team_client.post(
        f"{QUEUE}{other.pk}/akkoord-gezegd/doen/",
        {"product": poster.pk, "seen": poster.seen, "how": "phone", "on": timezone.localdate().isoformat()},
    )

    assert set(Request.objects.values_list("status", flat=True)) == {"for_approval"}


@pytest.mark.parametrize("act", [agree, disagree])
def test_resident_writes_down_nothing(client, resident, poster, act):
    client.force_login(resident)

    response = act(client, poster)

    assert response.status_code == 403
    assert Request.objects.get().status == "for_approval"


def test_member_finds_in_the_own_data_what_was_heard(team_client, team_member, poster):
    agree(team_client, poster)

    heard = collect(team_member)["akkoord_gehoord"]

    assert [row["title"] for row in heard] == ["Poster opschoondag"]
