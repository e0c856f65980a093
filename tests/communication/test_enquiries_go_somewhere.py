"""A question by the contact form: taken up, forwarded, answered by telephone, become something else, late."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from communication import outbox, work_mail
from communication.models import Enquiry, Notification, OutreachTask, Request
from core import dates
from groups.models import Issue
from projects.models import Project
from tests.factories import EnquiryFactory, GroupFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def at(enquiry, *parts):
    return "/".join([f"/contact/vragen/{enquiry.pk}", *parts, ""])


def deliver():
    outbox.process_events()
    outbox.send_due()
    return {(message.to[0], message.subject) for message in mail.outbox}


def bodies_to(address):
    return "\n".join(message.body for message in mail.outbox if message.to == [address])


def kinds(enquiry):
    return list(enquiry.events.order_by("pk").values_list("kind", "reason"))


@pytest.fixture
def asked(groen, resident):
    """By somebody with an account."""
    return EnquiryFactory(theme=groen, person=resident.person, name="", email="", subject="Een bankje")


@pytest.fixture
def asked_by_visitor(groen):
    return EnquiryFactory(theme=groen, subject="Een bankje", phone="06 12345678")


@pytest.fixture
def asked_by_telephone(groen):
    return EnquiryFactory(theme=groen, subject="Een bankje", name="Truus Wolters", email="", phone="06 12345678")


@pytest.fixture
def late(asked):
    Enquiry.objects.filter(pk=asked.pk).update(answer_due=timezone.localdate() - timedelta(days=1))
    return asked


# -- an owner ----------------------------------------------------------------------------------------------------------
def test_one_of_the_duo_takes_it_up_and_the_other_sees_that(client, asked, green_resident, green_professional):
    client.force_login(green_resident)
    assert "Nog niemand pakt dit op." in text_of(client.get(at(asked)))

    page = text_of(client.post(at(asked, "oppakken"), {"seen": ""}, follow=True))

    asked.refresh_from_db()
    assert asked.owner == green_resident.person
    assert kinds(asked) == [("taken", "")]
    assert "Fijn dat je dit oppakt." in page
    client.force_login(green_professional)
    assert "Ineke Wiersema pakt dit op." in text_of(client.get("/contact/vragen/"))


def test_who_comes_second_is_told_and_may_take_it_over_from_who_stands_there(
    client, asked, green_resident, green_professional
):
    asked.take(by=green_professional.person)
    client.force_login(green_resident)

    page = text_of(client.post(at(asked, "oppakken"), {"seen": ""}, follow=True))
    assert "Iemand anders was je net voor." in page
    client.post(at(asked, "oppakken"), {"seen": green_professional.person.pk})

    asked.refresh_from_db()
    assert asked.owner == green_resident.person


@pytest.mark.parametrize("parts", ["oppakken", "doorsturen", "aanvraag", "idee", "vraagstuk"])
@pytest.mark.parametrize("who", ["social_professional", "resident", "team_member"])
def test_who_is_not_asked_does_nothing_with_it(client, asked, who, parts, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(at(asked, parts), {"to": "communicatieteam", "note": "x", "title": "x"}).status_code == 404
    asked.refresh_from_db()
    assert (asked.owner, asked.is_answered, asked.events.count()) == (None, False, 0)


# -- by telephone ------------------------------------------------------------------------------------------------------
def test_a_visitor_asks_to_be_called_and_needs_a_number_for_it(client, groen, green_resident):
    typed = {"to": "thema-groen", "subject": "Bank", "text": "Kan dat?", "name": "Truus", "email": "t@voorbeeld.test"}
    typed |= {"wants_call": "on"}
    assert "Vul je telefoonnummer in. Dan kunnen we je bellen." in text_of(client.post("/contact/", typed))

    page = text_of(client.post("/contact/", typed | {"phone": "06 12345678"}, follow=True))

    enquiry = Enquiry.objects.get()
    assert (enquiry.wants_call, enquiry.phone) == (True, "06 12345678")
    assert "We bellen je." in page
    deliver()
    assert "Truus wil graag gebeld worden." in bodies_to(green_resident.email)
    client.force_login(green_resident)
    assert "Wil gebeld worden." in text_of(client.get("/contact/vragen/"))


def test_who_is_signed_in_gives_the_number_with_the_question(client, groen, resident):
    client.force_login(resident)

    typed = {"to": "thema-groen", "subject": "Bank", "text": "Kan dat?", "wants_call": "on", "phone": "06 12345678"}
    client.post("/contact/", typed)

    enquiry = Enquiry.objects.get()
    assert (enquiry.person, enquiry.wants_call, enquiry.sender_phone) == (resident.person, True, "06 12345678")


def test_what_was_said_on_the_telephone_is_kept_and_not_mailed(client, asked_by_visitor, green_resident):
    client.force_login(green_resident)
    assert "Ik heb gebeld" in text_of(client.get(at(asked_by_visitor)))

    client.post(at(asked_by_visitor), {"answer": "Kom zaterdag.", "called": ""})

    asked_by_visitor.refresh_from_db()
    assert (asked_by_visitor.answer, asked_by_visitor.was_called) == ("Kom zaterdag.", True)
    assert deliver() == set()
    assert "Gebeld" in text_of(client.get(at(asked_by_visitor)))


def test_nobody_stands_on_the_bellijst_who_was_called(groen, green_resident):
    enquiry = EnquiryFactory(theme=groen, person=PersonFactory(phone="06 12345678"), name="", email="")
    enquiry.reply(by=green_resident.person, text="Kom zaterdag.", was_called=True)

    deliver()

    assert not OutreachTask.objects.exists()


# -- to somebody else --------------------------------------------------------------------------------------------------
def test_a_question_goes_to_another_group_and_everybody_hears(client, asked_by_visitor, green_resident):
    group = GroupFactory(name="Werkgroep Bankjes")
    chair = UserFactory(email="wim@voorbeeld.test")
    MembershipFactory(group=group, person=chair.person, role="chair")
    asked_by_visitor.take(by=green_resident.person)
    client.force_login(green_resident)
    empty = text_of(client.post(at(asked_by_visitor, "doorsturen"), {}))
    assert "Kies voor wie de vraag is." in empty
    assert "Schrijf in één zin waarom." in empty

    typed = {"to": f"groep-{group.slug}", "note": "Jullie weten dit beter."}
    page = text_of(client.post(at(asked_by_visitor, "doorsturen"), typed, follow=True))

    due, enquiry = asked_by_visitor.answer_due, Enquiry.objects.get()
    assert (enquiry.group, enquiry.theme, enquiry.owner, enquiry.answer_due) == (group, None, None, due)
    assert kinds(enquiry)[-1] == ("forwarded", "Jullie weten dit beter.")
    assert "De vraag is nu voor: Werkgroep Bankjes." in page
    assert client.get(at(enquiry)).status_code == 404
    letters = deliver()
    assert ("truus@voorbeeld.test", "Je vraag is doorgestuurd") in letters
    assert "Hij is nu voor: Werkgroep Bankjes." in bodies_to("truus@voorbeeld.test")
    assert "Jullie weten dit beter." not in bodies_to("truus@voorbeeld.test")
    assert "Jullie weten dit beter." in bodies_to("wim@voorbeeld.test")
    client.force_login(chair)
    assert "Jullie weten dit beter." in text_of(client.get(at(enquiry)))


def test_who_asked_by_telephone_is_not_read_the_note_to_a_colleague(client, groen, green_resident, counter):
    enquiry = EnquiryFactory(theme=groen, person=PersonFactory(phone="06 12345678"), name="", email="")
    client.force_login(green_resident)

    client.post(at(enquiry, "doorsturen"), {"to": "communicatieteam", "note": "Lastig mens, pas op."})
    deliver()

    assert kinds(enquiry) == [("forwarded", "Lastig mens, pas op.")]
    task = OutreachTask.objects.get(person=enquiry.person)
    assert (task.kind, task.text) == ("enquiry-forwarded", "De vraag is nu voor: communicatieteam.")
    client.force_login(counter)
    page = text_of(client.get("/balie/"))
    assert "De vraag is nu voor: communicatieteam." in page
    assert "Lastig mens" not in page


def test_a_question_is_not_forwarded_to_who_has_it(client, asked, green_resident):
    client.force_login(green_resident)

    page = text_of(client.post(at(asked, "doorsturen"), {"to": "thema-groen", "note": "Aan ons."}, follow=True))

    assert "De vraag is al voor: duo van Groen" in page
    assert not asked.events.exists()


def test_a_question_that_was_answered_meanwhile_is_not_forwarded(client, asked, green_resident, green_professional):
    asked.reply(by=green_professional.person, text="Ja.")
    client.force_login(green_resident)

    page = text_of(
        client.post(at(asked, "doorsturen"), {"to": "communicatieteam", "note": "Voor jullie."}, follow=True)
    )

    asked.refresh_from_db()
    assert "al beantwoord of doorgestuurd" in page
    assert asked.theme is not None


# -- something else ----------------------------------------------------------------------------------------------------
def test_it_becomes_a_request_of_whoever_asked(client, asked_by_visitor, green_resident, team_member):
    client.force_login(green_resident)

    page = text_of(client.post(at(asked_by_visitor, "aanvraag"), follow=True))

    made, enquiry = Request.objects.get(), Enquiry.objects.get()
    assert (made.subject, made.name, made.email, made.status) == (
        "Een bankje",
        "Truus Wolters",
        "truus@voorbeeld.test",
        "new",
    )
    assert (enquiry.request, enquiry.is_answered) == (made, True)
    assert "Wie het vroeg, krijgt bericht met een link." in page
    assert made.token not in page
    letters = deliver()
    assert (team_member.email, "Nieuwe aanvraag: Een bankje") in letters
    assert [subject for to, subject in letters if to == "truus@voorbeeld.test"] == ["Antwoord op je vraag: Een bankje"]
    assert f"Hier vind je het:\nhttp://127.0.0.1:8000{made.secret_url}" in bodies_to("truus@voorbeeld.test")


def test_it_becomes_a_draft_of_whoever_asked_and_of_nobody_else(client, asked, green_resident, resident):
    client.force_login(green_resident)

    client.post(at(asked, "idee"))

    project, enquiry = Project.objects.get(), Enquiry.objects.get()
    assert (project.status, project.title, project.description) == ("draft", "Een bankje", "Ik woon hier pas.")
    assert project.initiator == resident.person
    assert enquiry.project == project
    assert client.get(project.get_absolute_url()).status_code == 404
    deliver()
    assert project.steps_url in bodies_to(resident.email)
    client.force_login(resident)
    assert f'href="{project.steps_url}"' in text_of(client.get("/mijn/"))
    assert client.get(project.steps_url, follow=True).status_code == 200


def test_who_has_no_account_gets_a_link_to_begin_the_idea(client, asked_by_visitor, green_resident):
    client.force_login(green_resident)
    assert "Stuur een link om er een idee van te maken" in text_of(client.get(at(asked_by_visitor)))
    client.post(at(asked_by_visitor, "idee"))
    deliver()
    client.logout()
    asked_by_visitor.refresh_from_db()
    until = dates.day(asked_by_visitor.answered_at + timedelta(days=60))
    told = rf"Begin je idee hier\. Dat kan tot en met {until}:\nhttp://127\.0\.0\.1:8000(/contact/idee/[^/\s]+/)"
    address = re.search(told, bodies_to("truus@voorbeeld.test"))[1]
    kept = [asked_by_visitor.answer, *asked_by_visitor.events.values_list("reason", flat=True)]
    assert not [words for words in kept if "/contact/idee/" in words]

    page = client.get(address)
    assert not Project.objects.exists()
    begun = [client.post(address).url for _ in range(2)]

    assert "Een bankje" in text_of(page)
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-store", "noindex")
    project = Project.objects.get()
    assert begun == [project.steps_url] * 2
    assert (project.status, project.title, project.theme, project.initiator) == (
        "draft", "Een bankje", asked_by_visitor.theme, None,
    )  # fmt: skip
    assert client.get(project.steps_url, follow=True).status_code == 200
    assert Client().get(project.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("days", "status"), [(60, 200), (61, 404)])
def test_the_link_works_until_the_end_of_the_day_that_the_mail_names(
    client, asked_by_visitor, green_resident, days, status
):
    asked_by_visitor.become_idea(by=green_resident.person)
    begin_of_today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Enquiry.objects.update(answered_at=begin_of_today - timedelta(days=days))

    assert client.get(asked_by_visitor.idea_address).status_code == status


@pytest.mark.parametrize("spoil", ["token", "time"])
def test_a_link_that_is_not_ours_or_too_old_begins_nothing(client, asked_by_visitor, green_resident, spoil):
    asked_by_visitor.become_idea(by=green_resident.person)
    address = asked_by_visitor.idea_address
    if spoil == "time":
        Enquiry.objects.update(answered_at=timezone.localtime() - timedelta(days=61))
    else:
        address = address[:-3] + "xx/"

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert not Project.objects.exists()


def test_who_comes_to_the_button_by_its_address_goes_back_to_the_question(client, asked_by_visitor, green_resident):
    client.force_login(green_resident)

    response = client.get(at(asked_by_visitor, "idee"))

    assert (response.status_code, response.url) == (302, at(asked_by_visitor))
    assert not Project.objects.exists()


def test_no_draft_for_who_has_no_account_and_no_mail(client, asked_by_visitor, green_resident):
    Enquiry.objects.update(email="", phone="06 12345678")
    client.force_login(green_resident)
    assert "Deze persoon heeft geen e-mail." in text_of(client.get(at(asked_by_visitor)))

    assert client.post(at(asked_by_visitor, "idee")).status_code == 403
    assert not Project.objects.exists()


def test_the_chair_of_the_koplopers_makes_a_vraagstuk_of_it_without_the_name(client, resident):
    group = GroupFactory(kind="koplopersgroep", slug="koplopersgroep")
    chair = UserFactory(email="lies@voorbeeld.test", name="Lies Hamminga")
    MembershipFactory(group=group, person=chair.person, role="chair")
    enquiry = EnquiryFactory(group=group, person=resident.person, name="", email="", text="Bel mij op 06 12345678.")
    client.force_login(chair)
    assert "Bel mij op" in text_of(client.get(at(enquiry, "vraagstuk")))

    client.post(at(enquiry, "vraagstuk"), {"title": "Waar komen bankjes?", "text": "Ouderen willen rusten."})

    issue = Issue.objects.get()
    enquiry.refresh_from_db()
    assert (issue.title, issue.text, issue.raised_by) == ("Waar komen bankjes?", "Ouderen willen rusten.", chair.person)
    assert enquiry.issue == issue
    assert issue.follows.get().person == resident.person
    client.logout()
    page = text_of(client.get(issue.get_absolute_url()))
    assert "Fenna Dijkema" not in page
    assert "06 12345678" not in page
    deliver()
    assert issue.get_absolute_url() in bodies_to(resident.email)


AGREED = {"title": "Waar komen bankjes?", "text": "Ouderen willen rusten.", "agreed": "on"}
CALLED = "Dat is gelukt. Wie het vroeg, heeft geen e-mail. De balie belt en vertelt het."


# -- of who left a telephone number only -------------------------------------------------------------------------------
def told_by_telephone(enquiry):
    deliver()
    enquiry.refresh_from_db()
    assert (enquiry.person.name, enquiry.person.phone, enquiry.person.address_on_file) == (
        "Truus Wolters", "06 12345678", "",
    )  # fmt: skip
    return list(OutreachTask.objects.filter(person=enquiry.person).values_list("what", "text", "href"))


def test_the_counter_calls_who_left_a_number_when_the_question_became_a_vraagstuk(client, asked_by_telephone, counter):
    group = GroupFactory(kind="koplopersgroep", slug="koplopersgroep")
    chair = UserFactory(email="lies@voorbeeld.test", name="Lies Hamminga")
    MembershipFactory(group=group, person=chair.person, role="chair")
    Enquiry.objects.update(group=group, theme=None)
    client.force_login(chair)
    assert "de balie belt en vertelt wat ervan komt" in text_of(client.get(at(asked_by_telephone)))

    page = text_of(client.post(at(asked_by_telephone, "vraagstuk"), AGREED, follow=True))

    assert CALLED in page
    issue = Issue.objects.get()
    words = "De vraag is nu een vraagstuk van de koplopers: ‘Waar komen bankjes?’. Het staat op de website."
    assert told_by_telephone(asked_by_telephone) == [
        ("Antwoord op je vraag: Een bankje", words, issue.get_absolute_url())
    ]
    client.force_login(counter)
    assert words in text_of(client.get("/balie/"))


def test_the_counter_calls_who_left_a_number_about_a_vraagstuk_that_waits(
    client, asked_by_telephone, green_resident, administrator
):
    client.force_login(green_resident)

    page = text_of(client.post(at(asked_by_telephone, "vraagstuk"), AGREED, follow=True))

    assert CALLED in page
    issue = Issue.objects.get()
    [(_, words, href)] = told_by_telephone(asked_by_telephone)
    assert (issue.raised_by, href) == (asked_by_telephone.person, "")
    assert words == (
        "De vraag is nu een vraagstuk. De voorzitter van de koplopers kijkt ernaar. "
        "Wat ervan komt, vertellen we per telefoon."
    )
    assert issue.raised_by.consents.filter(about="name", written_by=green_resident.person).exists()
    issue.accept(by=administrator.person)
    assert len(told_by_telephone(asked_by_telephone)) == 2


def test_the_counter_calls_who_left_a_number_when_the_question_became_a_request(
    client, asked_by_telephone, green_resident
):
    client.force_login(green_resident)

    page = text_of(client.post(at(asked_by_telephone, "aanvraag"), follow=True))

    assert CALLED in page
    [(_, words, href)] = told_by_telephone(asked_by_telephone)
    made = Request.objects.get()
    assert (made.requester, href) == (asked_by_telephone.person, "")
    assert words.startswith("De vraag is nu een aanvraag bij het communicatieteam, klaar uiterlijk ")
    assert words.endswith(". Wat ervan komt, vertellen we per telefoon.")


def test_the_counter_calls_who_left_a_number_when_the_question_is_forwarded(client, asked_by_telephone, green_resident):
    client.force_login(green_resident)

    typed = {"to": "communicatieteam", "note": "Voor jullie."}
    page = text_of(client.post(at(asked_by_telephone, "doorsturen"), typed, follow=True))

    assert "Wie het vroeg, krijgt bericht." in page
    assert told_by_telephone(asked_by_telephone) == [
        ("Je vraag is doorgestuurd", "De vraag is nu voor: communicatieteam.", "")
    ]


def test_who_comes_too_late_puts_nobody_on_the_bellijst(client, asked_by_telephone, green_resident, green_professional):
    asked_by_telephone.reply(by=green_professional.person, text="Ja.", was_called=True)
    client.force_login(green_resident)

    client.post(at(asked_by_telephone, "aanvraag"))
    deliver()

    asked_by_telephone.refresh_from_db()
    assert asked_by_telephone.person is None
    assert not OutreachTask.objects.exists()


# -- a vraagstuk of somebody else --------------------------------------------------------------------------------------


def test_a_duo_makes_a_vraagstuk_of_whoever_asked_that_waits_for_the_chair(client, asked, green_resident, resident):
    koplopers = GroupFactory(kind="koplopersgroep", slug="koplopersgroep")
    chair = UserFactory(email="lies@voorbeeld.test", name="Lies Hamminga")
    MembershipFactory(group=koplopers, person=chair.person, role="chair")
    client.force_login(green_resident)
    assert "Maak er een vraagstuk van" in text_of(client.get(at(asked)))
    assert "De voorzitter van de koplopers kijkt ernaar." in text_of(client.get(at(asked, "vraagstuk")))
    assert "Vraag of de naam erbij mag staan" in text_of(client.post(at(asked, "vraagstuk"), AGREED | {"agreed": ""}))
    assert not Issue.objects.exists()

    client.post(at(asked, "vraagstuk"), AGREED)

    issue = Issue.objects.get()
    asked.refresh_from_db()
    assert (issue.state, issue.raised_by, issue.title) == ("waiting", resident.person, "Waar komen bankjes?")
    assert (asked.issue, asked.is_answered) == (issue, True)
    letters = deliver()
    assert issue.get_absolute_url() in bodies_to(chair.email)
    by_signing_in = f"/account/login/?next={issue.get_absolute_url()}"
    assert f"Hier vind je het:\nhttp://127.0.0.1:8000{by_signing_in}\n" in bodies_to(resident.email)
    assert [subject for to, subject in letters if to == resident.email] == [f"Antwoord op je vraag: {asked.subject}"]
    client.force_login(resident)
    assert "Waar komen bankjes?" in text_of(client.get(issue.get_absolute_url()))
    mail.outbox.clear()
    issue.accept(by=chair.person)
    deliver()
    assert "is opgenomen door de koplopers" in bodies_to(resident.email)


def test_who_has_no_account_hears_what_becomes_of_the_vraagstuk(
    client, asked_by_visitor, green_resident, administrator
):
    client.force_login(green_resident)

    page = text_of(client.post(at(asked_by_visitor, "vraagstuk"), AGREED, follow=True))

    assert "Dat is gelukt. Wie het vroeg, krijgt bericht." in page
    issue = Issue.objects.get()
    assert (issue.raised_by.name, issue.raised_by.email, issue.raised_by.user) == (
        "Truus Wolters", "truus@voorbeeld.test", None,
    )  # fmt: skip
    said = set(issue.raised_by.consents.values_list("about", "how", "written_by"))
    assert said == {(about, "web", green_resident.person.pk) for about in ("calls", "mail", "name")}
    letters = deliver()
    assert [subject for to, subject in letters if to == "truus@voorbeeld.test"] == [
        f"Antwoord op je vraag: {asked_by_visitor.subject}"
    ]
    assert issue.get_absolute_url() not in bodies_to("truus@voorbeeld.test")
    mail.outbox.clear()
    issue.accept(by=administrator.person)
    deliver()
    assert issue.get_absolute_url() in bodies_to("truus@voorbeeld.test")


def test_a_fourth_vraagstuk_of_one_person_does_not_wait(client, asked, green_resident, resident):
    for _ in range(3):
        Issue.bring_in(by=resident.person, at_once=False, title="Nog een")
    client.force_login(green_resident)

    page = text_of(client.post(at(asked, "vraagstuk"), AGREED))

    asked.refresh_from_db()
    assert "Er wachten al drie vraagstukken van deze persoon" in page
    assert (Issue.objects.count(), asked.is_answered) == (3, False)


@pytest.mark.parametrize("parts", ["aanvraag", "idee"])
def test_of_an_answered_question_nothing_is_made(client, asked, green_resident, parts):
    asked.reply(by=green_resident.person, text="Ja.")
    client.force_login(green_resident)

    page = text_of(client.post(at(asked, parts), follow=True))

    assert "Iemand anders was je net voor" in page
    assert not Request.objects.exists()
    assert not Project.objects.exists()


# -- late --------------------------------------------------------------------------------------------------------------
def test_what_is_late_rises_on_the_own_page_and_in_the_list(client, late, groen, green_resident, resident):
    EnquiryFactory(theme=groen, subject="Op tijd")
    client.force_login(green_resident)

    page, listed = text_of(client.get("/mijn/")), text_of(client.get("/contact/vragen/"))

    assert "Te laat: iemand wacht op jou" in page
    assert f'href="{at(late)}"' in page
    assert listed.index("Een bankje") < listed.index("Op tijd")
    client.force_login(resident)
    assert "iemand wacht op jou" not in text_of(client.get("/mijn/"))


def test_the_mail_of_monday_says_what_is_late_to_who_was_to_answer(asked, neighbour):
    group = GroupFactory()
    MembershipFactory(group=group, person=neighbour.person, role="chair")
    Enquiry.objects.update(group=group, theme=None, answer_due=timezone.localdate() - timedelta(days=1))

    work_mail.plan_week()
    work_mail.plan_week()
    outbox.send_due()

    assert Notification.objects.filter(person=neighbour.person).count() == 1
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([neighbour.email], "Iemand wacht op jouw antwoord")
    assert at(asked) in letter.body
    assert "/begeleiding/" not in letter.body


def test_the_mail_of_monday_is_not_sent_for_what_was_answered_meanwhile(late, green_resident):
    work_mail.plan_week()
    late.reply(by=green_resident.person, text="Ja.")
    mail.outbox.clear()

    outbox.send_due()

    assert not mail.outbox
