"""A visitor writes first and confirms last; what nobody confirmed is seen, changed and kept by nobody else."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from projects.models import Photo, Project, Status
from projects.tasks import make_photo_sizes
from tests.factories import UserFactory
from tests.projects.writing import ANSWERS, FIRST, WHO, answer, answer_all, begin, press, version_at
from wijkdeal.tasks import keep_an_hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groen")]


@pytest.fixture
def truus(db):
    return UserFactory(email="truus@voorbeeld.test", name="Truus Wolters")


def write(client, **more):
    """Everything but the code; the address of the draft."""
    address = begin(client)
    answer_all(client, address, wie=WHO, **more)
    return address


def type_the_code(client, sent, mailoutbox):
    code = re.search(r"\b\d{6}\b", mailoutbox[-1].subject + mailoutbox[-1].body)[0]
    return client.post(sent.url, {"code": code})


@pytest.mark.parametrize("known", [True, False])
def test_visitor_writes_confirms_with_a_code_and_reads_what_happens_next(client, green_resident, mailoutbox, known):
    if known:
        UserFactory(email="truus@voorbeeld.test", name="Truus Wolters")

    address = write(client)
    arrived = type_the_code(client, press(client, address, "send"), mailoutbox)
    look = client.get(arrived.url).content.decode()
    assert Project.objects.get().status == Status.DRAFT
    page = client.post(arrived.url, {"send": "1"}, follow=True).content.decode()

    project = Project.objects.get()
    person = project.participations.get().person
    assert arrived.url == f"{FIRST}bevestigen/"
    assert f'href="{address}plek/?wijzig=1"' in look
    assert project.status == Status.PROPOSED
    assert (person.name, person.user.email, person.phone) == ("Truus Wolters", "truus@voorbeeld.test", "050 123 45 67")
    assert Person.objects.filter(user=None).count() == 0
    assert project.short_code in page
    assert "Ineke Wiersema" in page
    assert not any(project.title in mail.body for mail in mailoutbox)


def test_visitor_counts_one_question_more(client):
    address = begin(client)

    assert "Vraag 1 van 7" in client.get(FIRST).content.decode()
    assert "Vraag 7 van 7" in client.get(f"{address}wie/").content.decode()
    assert 'autocomplete="email"' in client.get(f"{address}wie/").content.decode()


def test_visitor_has_no_cookie_before_the_first_answer(client):
    assert set(client.get(FIRST).cookies) == {"csrftoken"}

    begin(client)

    assert "sessionid" in client.cookies


def test_visitor_comes_back_to_where_he_was(client):
    address = begin(client)
    answer(client, address, "zin", **ANSWERS["zin"])

    assert f'href="{address}"' in client.get(FIRST).content.decode()
    assert client.get(address).url == f"{address}verhaal/"


def test_draft_of_a_visitor_is_in_nobodys_sight(client, resident, administrator, photo):
    address = write(client, fotos={"photo": [photo()], "photo_consent": "on"})
    make_photo_sizes(photo_id=Photo.objects.get().pk)
    src, others = Photo.objects.get().src, Client()

    assert client.get(src).status_code == 200
    for user in (None, resident, administrator):
        if user:
            others.force_login(user)
        wanted = 404 if user else 302
        assert others.get(f"{address}controleren/").status_code == wanted
        assert others.post(f"{address}zin/", {"version": "1", "summary": "Van mij", "next": "1"}).status_code == wanted
        assert "Bankjes" not in others.get(FIRST).content.decode()
    assert Client().get(src).status_code == 404
    assert Client().get(Project.objects.get().get_absolute_url()).status_code == 404
    assert Project.objects.get().summary == ANSWERS["zin"]["summary"]


def test_two_visitors_who_send_the_same_without_a_key_have_a_draft_each(client):
    other = Client()
    for one, token in ((client, "a" * 32), (other, "b" * 32)):
        one.cookies["csrftoken"] = token

    assert begin(client) != begin(other)
    assert Project.objects.count() == 2


@pytest.mark.parametrize("button", ["send", "save"])
def test_without_name_and_address_nothing_is_sent(client, mailoutbox, button):
    address = begin(client)
    answer_all(client, address)

    page = press(client, address, button).content.decode()

    assert f'<a href="{address}wie/?wijzig=1">Vul in wie je bent.' in page
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "Vul je naam in."),
        ("email", "geen adres", "Controleer je e-mailadres."),
        ("phone", "bel maar", "Controleer je telefoonnummer."),
        ("tweede_regel", "robot", "Laat het veld"),
    ],
)
def test_visitor_reads_what_is_wrong_and_keeps_the_rest(client, field, typed, message):
    address = begin(client)

    page = answer(client, address, "wie", **WHO | {field: typed}).content.decode()

    assert message in page
    assert (WHO["email"] if field == "name" else WHO["name"]) in page
    assert not Person.objects.filter(user=None).exists()


def test_visitor_mends_his_address_and_stays_one_person(client, mailoutbox):
    address = write(client)

    answer(client, address, "wie", **WHO | {"email": "wolters@voorbeeld.test"})
    press(client, address, "send")

    assert Project.objects.get().initiator.email == "wolters@voorbeeld.test"
    assert Person.objects.filter(user=None).count() == 1
    assert mailoutbox[-1].to == ["wolters@voorbeeld.test"]


def test_visitor_goes_back_with_half_a_name_and_loses_nothing(client):
    address = begin(client)

    response = answer(client, address, "wie", button="back", name="Truus", email="", phone="")

    assert response.url == f"{address}fotos/"
    assert 'value="Truus"' in client.get(f"{address}wie/").content.decode()
    assert "Vul in wie je bent." in press(client, address, "save").content.decode()


def test_visitor_goes_back_as_fast_as_he_likes(client, settings):
    settings.FORM_MIN_SECONDS = 2
    address = begin(client)
    shown = client.get(f"{address}wie/").context["form"]
    sent = WHO | {"version": shown["version"].value(), "form_time": shown["form_time"].value()}

    back = client.post(f"{address}wie/", sent | {"back": "1", "tweede_regel": "vult de browser in"})
    on = client.post(f"{address}wie/", sent | {"next": "1"})

    assert back.url == f"{address}fotos/"
    assert "Dat ging wel heel snel." in on.content.decode()


def test_double_press_to_send_is_one_mail(client, mailoutbox):
    address = write(client)

    for _ in range(2):
        assert press(client, address, "send").status_code == 302

    assert len(mailoutbox) == 1


def test_visitor_begins_no_more_drafts_than_are_allowed(client, settings):
    settings.LIMITS = {"propose-visitor": "2/h"}
    cache.clear()
    for title in ("Een", "Twee"):
        begin(client, title=title)

    assert client.post(FIRST, {"title": "Drie", "next": "1"}).status_code == 429
    assert Project.objects.count() == 2


# -- who never confirms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_name", [True, False])
def test_what_nobody_confirmed_is_gone_after_a_day(
    client, photo, settings, has_name, django_capture_on_commit_callbacks
):
    address = begin(client)
    answer_all(client, address, fotos={"photo": [photo()], "photo_consent": "on"}, **({"wie": WHO} if has_name else {}))
    make_photo_sizes(photo_id=Photo.objects.get().pk)
    keep_an_hour(0)
    assert Project.objects.exists()

    Project.objects.update(created_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        keep_an_hour(0)

    assert not Project.objects.exists()
    assert not Photo.objects.exists()
    assert not Person.objects.filter(user=None).exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.webp"))
    page = client.get(f"{address}zin/", follow=True).content.decode()
    assert "Dit idee is er niet meer." in page


# -- who signs in ------------------------------------------------------------------------------------------------------


def test_draft_waits_for_who_signs_in_with_its_address_on_another_device(client, truus):
    address = write(client)
    other = Client()
    other.force_login(truus)

    mine = other.get("/mijn/").content.decode()
    look = other.get(f"{address}controleren/").content.decode()
    assert Project.objects.get().initiator.user is None  # looking changes nothing
    done = press(other, address, "send")

    project = Project.objects.get()
    assert "Iemand schreef met jouw e-mailadres een idee op" in mine
    assert "Bankjes" not in mine
    assert f'href="{address}controleren/"' in mine
    assert "geschreven met jouw e-mailadres" in look
    assert done.url == f"/projecten/{project.slug}/voorgesteld/"
    assert project.participations.get().person == truus.person
    assert not Person.objects.filter(user=None).exists()
    assert client.get(f"{address}zin/").url.startswith("/account/login/")


def test_who_goes_on_with_a_waiting_draft_makes_it_his(client, truus):
    address = write(client)
    client.force_login(truus)

    answer(client, address, "plek", place="Elders")

    project = Project.objects.get()
    assert (project.place, project.initiator, project.status) == ("Elders", truus.person, Status.DRAFT)


def test_who_does_not_know_a_waiting_draft_throws_it_away(client, truus):
    address = write(client)
    client.force_login(truus)

    press(client, address, "discard")

    assert not Project.objects.exists()
    assert Person.objects.get() == truus.person


def test_what_a_stranger_changes_after_it_was_looked_over_is_not_sent(client, truus):
    address = write(client)
    other = Client()
    other.force_login(truus)
    read = version_at(other, f"{address}controleren/")

    answer(client, address, "zin", summary="Iets lelijks.")
    response = other.post(f"{address}controleren/", {"version": read, "send": "1"})

    assert response.status_code == 409
    assert Project.objects.get().status == Status.DRAFT


def test_nothing_waits_for_another(client, neighbour):
    write(client)
    other = Client()
    other.force_login(neighbour)

    assert "Iemand schreef met jouw e-mailadres" not in other.get("/mijn/").content.decode()


def test_page_of_whose_address_is_typed_by_others_is_not_filled(client, truus):
    for number in range(5):
        answer(client, begin(client, title=f"Onzin {number}"), "wie", **WHO)
    other = Client()
    other.force_login(truus)

    address = begin(client, title="Onzin 6")
    refused = answer(client, address, "wie", **WHO).content.decode()
    whole = client.post(FIRST, {"title": "Onzin 7", "summary": "Onzin", "send": "1"} | WHO).content.decode()
    mine = other.get("/mijn/").content.decode()

    assert "Er wachten al vijf ideeën op dit e-mailadres." in refused
    assert "Er wachten al vijf ideeën op dit e-mailadres." in whole
    assert mine.count("Iemand schreef met jouw e-mailadres een idee op") == 3
    assert "Onzin" not in mine + other.get(FIRST).content.decode()
    assert Project.objects.count() == 6


def test_fifth_idea_of_one_address_can_be_mended_and_sent_twice(client, truus, mailoutbox):
    addresses = [begin(client, title=f"Idee {number}") for number in range(4)]
    for address in addresses:
        answer(client, address, "wie", **WHO)
    sent = {"title": "Vijfde", "summary": "Bankjes.", "send": "1", "form_key": "5a0b1f0e-6b42-4a70-9a55-0c5f6f0d7f99"}

    whole = [client.post(FIRST, sent | WHO).status_code for _ in range(2)]
    mended = answer(client, addresses[0], "wie", **WHO | {"phone": "06 12345678"})

    assert whole == [302, 302]
    assert mended.url == f"{addresses[0]}controleren/"
    assert Project.objects.typed_with(truus.email).count() == 5


def sign_in_here(client, user):
    """As the code page does: the session goes on, with an account."""
    kept = client.session["drafts"]
    client.force_login(user)
    session = client.session
    session["drafts"] = kept
    session.save()


def test_who_signs_in_halfway_says_it_is_hers_and_goes_on(client, truus):
    address = begin(client)
    sign_in_here(client, truus)

    page = client.get(f"{address}zin/").content.decode()
    assert Project.objects.get().initiator is None
    assert client.post(f"{address}zin/", {"mine": "1"}).url == f"{address}zin/"

    assert "Is dit idee van jou?" in page
    assert Project.objects.get().initiator == truus.person
    assert answer(client, address, "zin", **ANSWERS["zin"]).url == f"{address}verhaal/"
    assert client.get(f"{address}wie/").url == f"{address}controleren/"


def test_what_was_typed_before_it_was_asked_whose_it_is_comes_along(client, truus):
    address = begin(client)
    sent = {"version": version_at(client, f"{address}zin/"), "summary": "Vier <banken>.", "next": "1"}
    sign_in_here(client, truus)

    asked = client.post(f"{address}zin/", sent)
    assert Project.objects.get().summary == ""
    response = client.post(f"{address}zin/", dict(asked.context["carried"]) | {"mine": "1"})

    assert 'name="summary" value="Vier &lt;banken&gt;."' in asked.content.decode()
    assert response.url == f"{address}verhaal/"
    assert (Project.objects.get().summary, Project.objects.get().initiator) == ("Vier <banken>.", truus.person)


@pytest.mark.parametrize("button", ["send", "save", "discard"])
def test_nothing_happens_to_a_draft_before_it_was_said_whose_it_is(client, truus, button):
    address = begin(client)
    answer(client, address, "zin", **ANSWERS["zin"])
    sign_in_here(client, truus)

    page = press(client, address, button).content.decode()

    assert "Is dit idee van jou?" in page
    assert (Project.objects.get().status, Project.objects.get().initiator) == (Status.DRAFT, None)


def test_draft_of_another_on_this_computer_is_put_away_and_becomes_nobodys(client, truus):
    address = begin(client)
    sign_in_here(client, truus)

    page = client.post(f"{address}zin/", {"forget": "1"}, follow=True).content.decode()

    assert "Het idee staat niet meer op dit apparaat." in page
    assert "Bankjes" not in page
    assert client.get(address).status_code == 404
    assert Project.objects.get().initiator is None


def test_who_signs_in_with_another_address_is_told_without_the_whole_of_it(client, neighbour):
    address = write(client)
    sign_in_here(client, neighbour)

    response = client.get(f"{address}zin/")

    assert response.status_code == 403
    assert "Je bent ingelogd met een ander adres" in response.content.decode()
    assert "t…@voorbeeld.test" in response.content.decode()
    assert "truus@" not in response.content.decode()


# -- a computer that others use too ------------------------------------------------------------------------------------


def test_session_of_a_visitor_ends_with_the_browser(client):
    begin(client)

    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize("page", ["wie", "controleren"])
@pytest.mark.parametrize("has_address", [True, False])
def test_visitor_takes_his_idea_away_from_a_shared_computer(client, page, has_address):
    address = write(client) if has_address else begin(client)
    if has_address:
        press(client, address, "send")
    look = client.get(f"{address}{page}/").content.decode()

    response = client.post(f"{address}{page}/", {"forget": "1"}, follow=True).content.decode()

    assert "Dit is niet mijn computer: haal het hier weg" in look
    assert "Het idee staat niet meer op dit apparaat." in response
    assert ("Log binnen een dag in" in response) == has_address
    assert "Bankjes" not in client.get(FIRST).content.decode()
    assert client.get(f"{address}controleren/").url.startswith("/account/login/")
    assert not {"proposal", "signin"} & set(client.session.keys())
    assert Project.objects.exists()


def test_waiting_draft_goes_with_whoever_removes_the_account(client, truus):
    from wijkdeal import erasing, own_data

    write(client)
    assert own_data.collect(truus)["concepten"][0]["title"] == "Bankjes langs de singel"

    erasing.erase(truus)

    assert not Project.objects.exists()


def test_visitor_who_keeps_it_on_the_page_about_himself_needs_the_code_and_no_other_press(client, mailoutbox):
    address = begin(client)
    answer_all(client, address)
    asked = client.get(f"{address}wie/").text

    sent = answer(client, address, "wie", button="save", **WHO)
    arrived = type_the_code(client, sent, mailoutbox)
    page = client.get(arrived.url, follow=True).text

    project = Project.objects.get()
    assert 'name="save"' in asked
    assert (project.status, project.initiator.user.email) == (Status.DRAFT, WHO["email"].lower())
    assert "<h2>Je idee is bewaard</h2>" in page
    assert '<button class="button plain">Stuur mijn idee in</button>' in page
    assert client.get(arrived.url).url == FIRST
