"""Who said yes to what is written down where it is said, read at /mijn/, and taken back there."""

import pytest
from django.db import IntegrityError, transaction

from accounts.consents import Consent
from accounts.models import Person
from communication.models import NewsletterSubscriber
from projects.models import Photo, Project
from tests.factories import GroupFactory, MembershipFactory, ProjectFactory
from tests.rights.world import _photo
from tests.wijkdeal.test_counter import TYPED
from tests.wijkdeal.test_counter_for_others import ASKS

pytestmark = pytest.mark.django_db
About = Consent.About
SETTINGS = {"name": "Fenna Dijkema", "show_name": "full", "mail_frequency": "weekly"}


def given(person):
    return set(Consent.objects.current().filter(person=person).values_list("about", "how"))


def test_who_signs_up_is_not_written_down_as_saying_yes_to_what_was_not_asked(client, last_code):
    client.post("/account/signup/", {"name": "Truus", "email": "truus@voorbeeld.test"})

    client.post("/account/login/code/confirm/", {"code": last_code()})

    assert given(Person.objects.get(user__email="truus@voorbeeld.test")) == set()


def test_settings_are_written_down_as_yes_and_no(client, resident):
    client.force_login(resident)

    client.post("/mijn/instellingen/", SETTINGS | {"phone": "06 12345678"})
    assert given(resident.person) == {("name", "web"), ("mail", "web"), ("calls", "web")}
    client.post("/mijn/instellingen/", SETTINGS | {"show_name": "first", "mail_frequency": "never"})

    assert given(resident.person) == set()
    assert Consent.objects.filter(person=resident.person, withdrawn_at__isnull=False).count() == 3


def test_the_same_yes_is_written_down_once(client, resident):
    client.force_login(resident)

    client.post("/mijn/instellingen/", SETTINGS)
    first = Consent.objects.get(about="name").given_at
    client.post("/mijn/instellingen/", SETTINGS)

    assert Consent.objects.get(about="name").given_at == first


def test_the_database_holds_one_current_consent_about_one_thing(resident):
    Consent.give(About.NAME, person=resident.person)

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(about=About.NAME, person=resident.person)


def test_who_follows_agrees_to_mail_and_who_wants_none_does_not(client, resident, neighbour, groen):
    project = ProjectFactory(theme=groen)
    Person.objects.filter(user=neighbour).update(mail_frequency="never")

    for user in (resident, neighbour):
        client.force_login(user)
        client.post(f"{project.get_absolute_url()}volgen/")

    assert given(resident.person) == {("mail", "web")}
    assert given(neighbour.person) == set()


@pytest.mark.parametrize(("source", "how"), [("counter", "counter"), ("meeting", "paper")])
def test_counter_writes_down_who_asked_and_how(client, counter, groen, source, how):
    client.force_login(counter)

    client.post("/balie/", TYPED | {"source": source})

    person = Project.objects.get().initiator
    assert given(person) == {("name", how), ("calls", how)}
    assert set(Consent.objects.values_list("written_by", flat=True)) == {counter.person.pk}


def test_counter_that_shows_no_name_writes_down_none(client, counter, groen):
    client.force_login(counter)

    client.post("/balie/vraag/", ASKS | {"email": "t@b.test"})

    assert given(Person.objects.get(name="Truus Wolters")) == {("mail", "counter"), ("calls", "counter")}


@pytest.mark.parametrize("is_named", [True, False])
def test_chair_who_adds_somebody_writes_down_what_was_agreed(client, resident, is_named):
    group = GroupFactory()
    MembershipFactory(group=group, person=resident.person, role="chair")
    client.force_login(resident)
    fields = {"name": "Piet Smid", "kind": "resident", "phone": "06 12345678", "consent": "on"}

    client.post(f"{group.get_absolute_url()}leden/nieuw/", fields | ({"is_named": "on"} if is_named else {}))

    said = given(Person.objects.get(name="Piet Smid"))
    assert said == {("calls", "paper")} | ({("name", "paper")} if is_named else set())


def test_reader_of_the_newsletter_agrees_by_pressing_and_goes_without_an_address(client):
    NewsletterSubscriber.objects.ask("truus@voorbeeld.test")
    subscriber = NewsletterSubscriber.objects.get()
    assert not Consent.objects.exists()

    client.post(subscriber.confirm_url)
    assert Consent.objects.get().email == "truus@voorbeeld.test"
    client.post(subscriber.leave_url)

    said = Consent.objects.get()
    assert (said.about, said.email, said.withdrawn_at is None) == ("newsletter", "", False)


def test_photo_of_a_visitor_is_agreed_to_by_who_turns_out_to_have_added_it(resident):
    project = ProjectFactory(status="draft")
    photo = _photo(project, by=None)
    assert not Consent.objects.exists()

    project.claim(by=resident.person)

    said = Consent.objects.get()
    assert (said.person, said.about, said.ref) == (resident.person, "photo", f"photo:{photo.pk}")


def test_photo_that_is_taken_away_is_no_longer_agreed_to(resident):
    photo = _photo(ProjectFactory(), by=resident.person)

    photo.remove()

    assert not Consent.objects.current().exists()


def test_resident_reads_what_she_agreed_to_and_nobody_elses(client, resident, neighbour):
    Consent.give(About.NAME, person=resident.person)
    Consent.give(About.NEWSLETTER, email=resident.email)
    other = Consent.give(About.CALLS, person=neighbour.person)
    client.force_login(resident)

    page = client.get("/mijn/instellingen/").text

    assert "Waar je ja op zei" in page
    assert "Je hele naam staat bij wat je doet." in page
    assert "Je krijgt de nieuwsbrief." in page
    assert "bellen je als" not in page
    assert client.get(f"/mijn/toestemming/{other.pk}/").status_code == 404
    assert client.post(f"/mijn/toestemming/{other.pk}/").status_code == 404
    assert Consent.objects.current().filter(pk=other.pk).exists()


def take_back(client, user, consent):
    client.force_login(user)
    shown = client.get(f"/mijn/toestemming/{consent.pk}/").text
    page = client.post(f"/mijn/toestemming/{consent.pk}/", follow=True).text
    return shown, page


def test_name_that_is_taken_back_is_a_first_name_from_then_on(client, resident):
    shown, page = take_back(client, resident, Consent.give(About.NAME, person=resident.person))

    assert "Anderen zien dan alleen nog je voornaam." in shown
    assert "Dat is ingetrokken." in page
    assert "Wat je introk" in page
    assert Person.objects.get(user=resident).public_name == "Fenna"


def test_mail_and_number_that_are_taken_back_stop(client, resident):
    Person.objects.filter(user=resident).update(phone="06 12345678", channel="phone")

    for about in (About.MAIL, About.CALLS):
        take_back(client, resident, Consent.give(about, person=resident.person))

    person = Person.objects.get(user=resident)
    assert (person.mail_frequency, person.phone, person.channel) == ("never", "", "email")


def test_newsletter_that_is_taken_back_is_not_sent(client, resident):
    NewsletterSubscriber.objects.ask(resident.email)
    NewsletterSubscriber.objects.get().confirm()

    take_back(client, resident, Consent.objects.get())

    assert not NewsletterSubscriber.objects.exists()
    assert not Consent.objects.current().exists()


def test_photo_that_is_taken_back_goes(client, resident):
    photo = _photo(ProjectFactory(), by=resident.person)

    shown, _ = take_back(client, resident, Consent.objects.get())

    assert "Dat kan niemand terugdraaien." in shown
    assert not Photo.objects.filter(pk=photo.pk).exists()


def test_what_was_taken_back_is_taken_back_once(client, resident):
    consent = Consent.give(About.NAME, person=resident.person)
    take_back(client, resident, consent)
    Person.objects.filter(user=resident).update(show_name="full")

    again = client.post(f"/mijn/toestemming/{consent.pk}/", follow=True)

    assert "Dat is ingetrokken." not in again.text
    assert client.get(f"/mijn/toestemming/{consent.pk}/").url == "/mijn/instellingen/"
    assert Person.objects.get(user=resident).show_name == "full"
