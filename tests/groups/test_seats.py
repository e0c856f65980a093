"""Chair and secretary add members, give them a place and take them out; each member about the own name."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Person
from communication import outbox
from communication.models import OutreachTask
from groups.models import ActionPoint, Meeting, Membership, Reply
from tests.factories import (
    GroupFactory,
    IssueFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)

TYPED = {"name": "Truus Wolters", "kind": "resident", "consent": "on", "is_named": "on"}
SOON = timezone.now() + timedelta(days=9)
WHEN = {"title": "Bomen planten", "starts_at": SOON, "ends_at": SOON + timedelta(hours=2), "place": "Buurthuis"}
OUTSIDERS = ["member", "resident", "green_resident", "team_member", "koplopers_chair"]
pytestmark = pytest.mark.django_db


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def deliver():
    outbox.process_events()
    outbox.send_due()


def at(group, *parts):
    return "/".join([group.get_absolute_url().rstrip("/"), *map(str, parts), ""])


@pytest.fixture
def seat(group):
    return MembershipFactory(group=group, person=UserFactory(email="jan@voorbeeld.test", name="Jan Drenth").person)


def events(group):
    return list(group.events.order_by("pk").values_list("kind", "person__name", "reason"))


@pytest.mark.parametrize("who", ["chair", "secretary", "administrator"])
def test_who_steers_adds_somebody_without_an_account(client, group, who, request):
    party = OrganisationFactory(slug="corporatie", name="Woonkans")
    client.force_login(request.getfixturevalue(who))

    typed = TYPED | {"kind": "entrepreneur", "organisation": party.slug, "phone": "06 12345678"}
    page = text_of(client.post(at(group, "leden", "nieuw"), typed, follow=True))

    added = group.memberships.get(person__name="Truus Wolters")
    assert "Truus Wolters is nu lid. De balie belt even op." in page
    assert "ondernemer, namens Woonkans" in page
    assert (added.voice, added.organisation, added.is_named) == ("professional", party, True)
    assert (added.person.user, added.person.phone, added.person.channel) == (None, "06 12345678", "phone")
    assert added.person.consent_at
    assert events(group) == [("admitted", "Truus Wolters", "")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_change_nothing_about_who_sits_in_it(client, group, seat, who, request):
    client.force_login(request.getfixturevalue(who))

    for address, typed in (
        (at(group, "leden", "nieuw"), TYPED),
        (at(group, "leden", seat.pk), {"role": "chair", "voice": "resident"}),
        (at(group, "leden", seat.pk, "weghalen"), {"reason": "Weg."}),
        (at(group, "aanpassen"), {"purpose": "Anders."}),
        (at(group, "stoppen"), {"result": "Niets."}),
    ):
        assert client.get(address).status_code == client.post(address, typed).status_code == 403

    seat.refresh_from_db()
    assert (seat.role, seat.until) == ("member", None)
    assert not group.events.exists()


def test_adding_without_consent_keeps_what_was_typed(client, group, chair):
    client.force_login(chair)

    page = text_of(client.post(at(group, "leden", "nieuw"), {"name": "Truus Wolters", "kind": "resident"}))

    assert "Vraag of het goed is en zet dan een vinkje." in page
    assert 'value="Truus Wolters"' in page
    assert not Person.objects.filter(name="Truus Wolters").exists()


def test_sending_twice_adds_one(client, group, chair):
    client.force_login(chair)
    key = client.get(at(group, "leden", "nieuw")).context["form"]["form_key"].value()

    for _ in range(2):
        client.post(at(group, "leden", "nieuw"), TYPED | {"form_key": key})

    assert Person.objects.filter(name="Truus Wolters").count() == group.memberships.count() - 1 == 1


def test_an_address_of_an_account_shows_nothing_of_that_account(client, group, chair, resident):
    client.force_login(chair)

    page = text_of(client.post(at(group, "leden", "nieuw"), TYPED | {"email": resident.email}, follow=True))

    assert "Truus Wolters is nu lid" in page
    assert "Fenna Dijkema" not in page
    assert not group.has_member(resident)


def test_who_was_added_by_address_and_joins_later_keeps_the_place(client, group, chair, resident):
    client.force_login(chair)
    client.post(at(group, "leden", "nieuw"), TYPED | {"email": resident.email})
    client.force_login(resident)

    client.post(at(group, "meedoen"))

    assert group.memberships.exclude(person=chair.person).get().person == resident.person


def test_who_was_added_by_address_and_joins_later_keeps_what_was_agreed_and_answered(client, group, chair, resident):
    truus = PersonFactory(name="Truus Wolters", email=resident.email)
    MembershipFactory(group=group, person=truus)
    here, both, elsewhere = MeetingFactory(group=group), MeetingFactory(group=group), MeetingFactory()
    for meeting in (here, both, elsewhere):
        meeting.take_answer(truus, "yes")
        ActionPoint.objects.create(meeting=meeting, text="Bezems kopen", person=truus)
    ActionPoint.objects.create(meeting=elsewhere, text="Nu hier", person=truus, passed_to=group)
    both.take_answer(resident.person, "no")
    client.force_login(resident)

    client.post(at(group, "meedoen"))

    answers = Reply.objects.filter(person=resident.person).values_list("meeting", "answer")
    assert dict(answers) == {here.pk: "yes", both.pk: "no"}
    assert set(truus.meeting_replies.values_list("meeting", flat=True)) == {elsewhere.pk}
    own = ActionPoint.objects.filter(person=resident.person).values_list("meeting", "passed_to")
    assert set(own) == {(here.pk, None), (both.pk, None), (elsewhere.pk, group.pk)}
    page = text_of(client.get("/mijn/"))
    assert page.count("Bezems kopen") == 2
    assert "Nu hier" in page


def test_who_was_added_with_a_telephone_stands_on_the_bellijst(client, group, chair):
    client.force_login(chair)
    client.post(at(group, "leden", "nieuw"), TYPED | {"phone": "06 12345678"})

    deliver()

    assert OutreachTask.objects.get().person.name == "Truus Wolters"


def test_one_address_typed_with_many_names_gets_few_mails(client, group, chair, resident):
    client.force_login(chair)
    for number in range(14):
        for name, email in ((f"Lid {number}", "Truus@voorbeeld.test"), (f"Jan {number}", f"n{number}@voorbeeld.test")):
            client.post(at(group, "leden", "nieuw"), TYPED | {"name": name, "email": email})

    deliver()
    Meeting.plan(group, by=chair.person, **WHEN)
    deliver()

    told = [message.to[0].lower() for message in mail.outbox]
    assert told.count("truus@voorbeeld.test") == 10
    assert told.count("n3@voorbeeld.test") == 2


def test_one_meeting_is_not_mailed_to_one_typed_address_more_than_ten_times(group, chair):
    for number in range(14):
        MembershipFactory(group=group, person=PersonFactory(name=f"Lid {number}", email="truus@voorbeeld.test"))

    Meeting.plan(group, by=chair.person, **WHEN)
    deliver()

    assert [message.to for message in mail.outbox] == [["truus@voorbeeld.test"]] * 10


def test_the_name_of_who_did_not_agree_is_for_members_only(client, group, chair, resident):
    client.force_login(chair)
    client.post(at(group, "leden", "nieuw"), {**TYPED, "is_named": ""})
    inside = text_of(client.get(group.get_absolute_url()))
    client.logout()
    outside = text_of(client.get(group.get_absolute_url()))

    assert "Truus Wolters" in inside
    assert "Truus Wolters" not in outside
    assert "En 1 lid dat niet met naam op de website staat." in outside
    assert "2 bewoners" in outside


def test_the_name_of_who_did_not_agree_is_not_among_who_were_at_a_meeting(client, group, chair):
    truus = PersonFactory(name="Truus Wolters")
    MembershipFactory(group=group, person=truus, is_named=False)
    past = timezone.localtime() - timedelta(days=2)
    meeting = MeetingFactory(group=group, starts_at=past, state="minutes_published", minutes="We waren het eens.")
    meeting.attendees.add(truus, chair.person)
    outside = text_of(client.get(meeting.get_absolute_url()))
    client.force_login(chair)
    inside = text_of(client.get(meeting.get_absolute_url()))

    assert "Truus Wolters" in inside
    assert "Truus Wolters" not in outside
    assert "Wim Zuidema" in outside
    assert "2 mensen" in outside


@pytest.mark.parametrize("where", ["meeting", "group", "register", "issue", "issues"])
def test_what_somebody_does_who_did_not_agree_to_be_named_is_done_by_a_member(client, group, member, where):
    truus = PersonFactory(name="Truus Wolters")
    MembershipFactory(group=group, person=truus, is_named=False)
    meeting = MeetingFactory(group=group)
    ActionPoint.objects.create(meeting=meeting, text="Vegen", person=truus)
    issue = IssueFactory(group=group, state="taken_up", taken_up_by=truus)
    address = {
        "meeting": meeting.get_absolute_url(),
        "group": group.get_absolute_url(),
        "register": at(group, "actiepunten"),
        "issue": issue.get_absolute_url(),
        "issues": "/vraagstukken/",
    }[where]
    outside = text_of(client.get(address))
    client.force_login(member)
    inside = text_of(client.get(address))

    assert "Truus Wolters" in inside
    assert "Truus Wolters" not in outside
    assert "een lid van de groep" in outside


def test_a_member_chooses_who_reads_the_own_name(client, group, member, chair):
    client.force_login(member)

    page = text_of(client.post(at(group, "mijn-naam"), {"no": ""}, follow=True))
    assert "Alleen de leden van de groep zien nu je naam." in page
    client.logout()
    assert "Gea Postema" not in text_of(client.get(group.get_absolute_url()))
    client.force_login(member)
    client.post(at(group, "mijn-naam"), {"yes": ""})
    client.logout()
    assert "Gea Postema" in text_of(client.get(group.get_absolute_url()))


def test_of_two_who_give_a_place_the_second_is_told_and_may_send_again(client, group, chair, secretary, seat):
    client.force_login(chair)
    seen = client.get(at(group, "leden", seat.pk)).context["form"]["seen"].value()
    seat.give_place(by=secretary.person, voice="professional", organisation=None)

    typed = {"role": "secretary", "voice": "resident"}
    clash = client.post(at(group, "leden", seat.pk), typed | {"seen": seen})

    assert clash.status_code == 409
    assert "Er is net iets veranderd, door een ander of door jou in een ander venster" in clash.text
    assert "Lid, professional" in clash.text
    seat.refresh_from_db()
    assert (seat.role, seat.voice) == ("member", "professional")
    client.post(at(group, "leden", seat.pk), typed | {"seen": clash.context["form"]["seen"].value()})
    seat.refresh_from_db()
    assert (seat.role, seat.voice) == ("secretary", "resident")


def test_the_chair_gives_a_role_a_voice_and_an_organisation(client, group, chair, seat):
    party = OrganisationFactory(slug="corporatie", name="Woonkans")
    client.force_login(chair)

    typed = {"role": "secretary", "voice": "professional", "organisation": party.slug}
    page = text_of(client.post(at(group, "leden", seat.pk), typed, follow=True))

    seat.refresh_from_db()
    assert (seat.role, seat.voice, seat.organisation) == ("secretary", "professional", party)
    assert "De plek van Jan Drenth is bewaard." in page
    assert events(group) == [("role_changed", "Jan Drenth", "notulist")]
    deliver()
    assert "Je bent nu notulist van Werkgroep Julianapark." in mail.outbox[0].body


def test_the_secretary_sets_a_voice_and_gives_no_role(client, group, secretary, seat):
    client.force_login(secretary)
    assert 'name="role"' not in text_of(client.get(at(group, "leden", seat.pk)))

    client.post(at(group, "leden", seat.pk), {"role": "chair", "voice": "professional"})
    removed = client.post(at(group, "leden", seat.pk, "weghalen"), {"reason": "Weg."})

    seat.refresh_from_db()
    assert (seat.role, seat.voice, seat.until) == ("member", "professional", None)
    assert removed.status_code == 403


def test_the_chair_hands_over_on_the_page_of_a_member(client, group, chair, seat):
    client.force_login(chair)

    client.post(at(group, "leden", seat.pk), {"role": "instead", "voice": "resident"})

    assert dict(group.memberships.values_list("person__name", "role")) == {
        "Wim Zuidema": "member",
        "Jan Drenth": "chair",
    }
    assert events(group) == [("chair_changed", "Jan Drenth", "")]


def test_the_only_chair_stays_chair_until_there_is_another(client, group, chair):
    own = group.memberships.get(person=chair.person)
    client.force_login(chair)

    page = text_of(client.post(at(group, "leden", own.pk), {"role": "member", "voice": "resident"}, follow=True))

    own.refresh_from_db()
    assert own.role == "chair"
    assert "Maak eerst een ander lid voorzitter." in page


def test_the_chair_gives_on_what_a_member_does_before_taking_that_one_out(client, group, chair, seat):
    meeting = MeetingFactory(group=group)
    action = ActionPoint.objects.create(meeting=meeting, text="Harken kopen", person=seat.person)
    ActionPoint.objects.create(meeting=meeting, text="Al gedaan", person=seat.person, done_on=timezone.localdate())
    ActionPoint.objects.create(meeting=meeting, text="Van een ander", person=chair.person)
    client.force_login(chair)

    page = text_of(client.get(at(group, "leden", seat.pk, "weghalen")))

    assert "Jan Drenth heeft nog 1 actiepunt. Geef het eerst door aan een ander." in page
    assert "Harken kopen" in page
    assert f'href="{at(group, "actiepunten", action.pk, "doorgeven")}"' in page
    assert "Al gedaan" not in page
    assert "Van een ander" not in page


def test_who_is_taken_out_reads_why_and_nobody_else_does(client, group, chair, member, seat):
    client.force_login(chair)
    assert "Schrijf in één zin waarom." in text_of(client.post(at(group, "leden", seat.pk, "weghalen"), {}))

    page = text_of(client.post(at(group, "leden", seat.pk, "weghalen"), {"reason": "Je komt nooit."}, follow=True))
    deliver()

    seat.refresh_from_db()
    assert seat.until == timezone.localdate()
    assert "Jan Drenth is geen lid meer. Er gaat een mail naartoe met je reden." in page
    (letter,) = mail.outbox
    assert (letter.to, "Je komt nooit." in letter.body) == (["jan@voorbeeld.test"], True)
    client.force_login(member)
    assert "Je komt nooit." not in text_of(client.get(group.get_absolute_url()))


def test_a_chair_is_not_taken_out(client, group, chair):
    other = MembershipFactory(group=group, role="chair")
    client.force_login(chair)

    page = text_of(client.post(at(group, "leden", other.pk, "weghalen"), {"reason": "Weg."}, follow=True))

    assert "Dit kan niet: deze persoon is voorzitter" in page
    assert group.memberships.current().filter(pk=other.pk).exists()


@pytest.mark.parametrize("parts", [(), ("weghalen",)])
def test_who_left_meanwhile_is_not_changed(client, group, chair, seat, parts):
    group.leave(seat.person)
    client.force_login(chair)

    page = text_of(client.post(at(group, "leden", seat.pk, *parts), {"voice": "resident", "reason": "x"}, follow=True))

    assert "Deze persoon is net geen lid meer." in page
    assert not group.events.exists()


def test_a_chair_reaches_no_member_of_another_group(client, group, chair):
    other = MembershipFactory()
    client.force_login(chair)

    assert client.get(at(group, "leden", other.pk)).status_code == 404
    assert client.get(at(other.group, "leden", other.pk)).status_code == 403


def test_a_secretary_who_was_taken_out_while_on_the_page_reads_that(client, group, chair, secretary):
    client.force_login(secretary)
    client.get(at(group, "leden", "nieuw"))
    group.memberships.get(person=secretary.person).remove(by=chair.person, reason="Klaar.")

    page = text_of(client.post(at(group, "leden", "nieuw"), TYPED), 403)

    assert "Je bent geen lid meer van Werkgroep Julianapark. Daarom kan dit niet meer." in page
    assert "Je bent geen lid meer van deze groep, sinds" in text_of(client.get(group.get_absolute_url()))


def test_former_members_stand_on_the_page_for_members_only(client, group, member, resident, administrator):
    since = timezone.localdate() - timedelta(days=400)
    gone = MembershipFactory(group=group, person=PersonFactory(name="Klaas Bult"), since=since)
    gone.group.leave(gone.person)
    asked = PersonFactory(name="Vroeg Alleen")
    MembershipFactory(group=group, person=asked, requested=True, until=timezone.localdate())

    seen = {}
    for user in (None, resident, member, administrator):
        client.force_login(user) if user else client.logout()
        seen[user] = "Klaas Bult" in text_of(client.get(group.get_absolute_url()))

    assert seen == {None: False, resident: False, member: True, administrator: True}
    client.force_login(member)
    page = text_of(client.get(group.get_absolute_url()))
    assert "Wie er eerder in zaten" in page
    assert "Vroeg Alleen" not in page


def test_where_professionals_outnumber_residents_the_page_and_the_list_say_so(client, group, chair):
    words = "Er zijn meer professionals dan bewoners: bewoners zijn extra welkom."
    assert words not in text_of(client.get("/groepen/"))

    for _ in range(2):
        MembershipFactory(group=group, voice="professional")

    assert words in text_of(client.get("/groepen/"))
    assert words in text_of(client.get(group.get_absolute_url()))


def test_the_chair_of_a_fixed_group_adds_members(client, koplopersgroep, koplopers_chair):
    client.force_login(koplopers_chair)

    client.post(at(koplopersgroep, "leden", "nieuw"), TYPED)

    assert Membership.objects.koplopers().filter(person__name="Truus Wolters").exists()


def test_nobody_is_added_to_a_group_that_stopped(client, chair):
    group = GroupFactory(ended_on=timezone.localdate())
    MembershipFactory(group=group, person=chair.person, role="chair")
    client.force_login(chair)

    page = text_of(client.post(at(group, "leden", "nieuw"), TYPED, follow=True))

    assert "Deze groep is gestopt. Er komt niemand meer bij." in page
    assert group.memberships.count() == 1


@pytest.mark.parametrize("role", ["chair", "instead"])
def test_who_has_no_account_is_not_made_chair(client, group, chair, role):
    seat = MembershipFactory(group=group, person=PersonFactory(name="Klaas Test", user=None))
    client.force_login(chair)

    page = text_of(client.get(at(group, "leden", seat.pk)))
    client.post(at(group, "leden", seat.pk), {"role": role, "voice": "resident"})
    handed_over = group.hand_over(by=chair.person, to=seat.person)

    seat.refresh_from_db()
    assert "Voorzitter" not in page[page.index("Wat doet dit lid") : page.index("Telt dit lid")]
    assert (seat.role, handed_over) == ("member", False)
    assert group.memberships.get(role="chair").person == chair.person


def test_the_same_name_twice_is_asked_about(client, group, chair):
    client.force_login(chair)
    address = at(group, "leden", "nieuw")

    first = text_of(client.post(address, TYPED, follow=True))
    second = text_of(client.post(address, TYPED | {"name": "truus wolters"}))

    assert "Vertel het zelf: we hebben geen mailadres en geen telefoonnummer." in first
    assert "Er is al een lid met deze naam." in second
    assert Membership.objects.filter(group=group, person__name__iexact="Truus Wolters").count() == 1
