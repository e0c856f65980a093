"""Who is told of what changed in a group: a row with the change, a letter to whom it is about, and to nobody else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from communication import outbox
from communication.models import OutreachTask
from groups.models import Group, GroupEvent
from tests.factories import MembershipFactory, PersonFactory, UserFactory
from wijkdeal import erasing, own_data

pytestmark = pytest.mark.django_db
IN_A_MONTH = (timezone.localdate() + timedelta(days=30)).isoformat()


def deliver():
    outbox.process_events()
    outbox.send_due()


def letters():
    """{(to, subject), …}"""
    return {(message.to[0], message.subject) for message in mail.outbox}


def body_to(address):
    (body,) = [message.body for message in mail.outbox if message.to == [address]]
    return body


def rows(group):
    return list(group.events.order_by("pk").values_list("kind", "person__name", "actor__name", "reason"))


@pytest.fixture
def asked(group, resident):
    Group.objects.filter(pk=group.pk).update(is_open=False)
    group.refresh_from_db()
    return MembershipFactory(group=group, person=resident.person, requested=True)


def at(asked, action):
    return f"{asked.group.get_absolute_url()}aanmeldingen/{asked.pk}/{action}/"


@pytest.mark.parametrize(
    ("is_open", "kind", "what", "words"),
    [
        (False, "join_asked", "Iemand wil lid worden", "Laat Fenna Dijkema toe, of schrijf waarom het nu niet kan."),
        (True, "joined", "Iemand is lid geworden", "Fenna Dijkema is lid geworden van Werkgroep Julianapark."),
    ],
)
def test_chair_and_secretary_hear_who_comes(
    client, group, chair, secretary, member, resident, is_open, kind, what, words
):
    Group.objects.filter(pk=group.pk).update(is_open=is_open)
    client.force_login(resident)
    for _ in range(2):
        client.post(f"{group.get_absolute_url()}meedoen/")

    deliver()

    assert rows(group) == [(kind, "Fenna Dijkema", "Fenna Dijkema", "")]
    assert letters() == {(user.email, f"{what}: Werkgroep Julianapark") for user in (chair, secretary)}
    assert words in body_to(chair.email)
    assert group.get_absolute_url() in body_to(chair.email)


def test_who_comes_and_goes_all_day_fills_no_mailbox(client, group, chair, resident, settings):
    settings.LIMITS = {"join_group": "2/h"}
    client.force_login(resident)

    answers = []
    for _ in range(3):
        answers.append(client.post(f"{group.get_absolute_url()}meedoen/").status_code)
        client.post(f"{group.get_absolute_url()}weggaan/")

    assert answers == [302, 302, 429]
    assert group.events.count() == 2


def test_where_nobody_is_in_the_group_the_administrator_hears_who_asks(group, resident, administrator):
    Group.objects.filter(pk=group.pk).update(is_open=False)
    group.refresh_from_db()
    group.join(resident.person)

    deliver()

    assert letters() == {(administrator.email, "Iemand wil lid worden: Werkgroep Julianapark")}


@pytest.mark.parametrize("is_active", [None, False, True])
def test_who_asks_is_told_to_nobody_who_may_not_answer(client, group, member, resident, administrator, is_active):
    """The chair has no account, one that was closed, one that works."""
    person = PersonFactory() if is_active is None else UserFactory(email="wim@voorbeeld.test").person
    MembershipFactory(group=group, person=person, role="chair")
    User.objects.filter(person=person).update(is_active=is_active)
    Group.objects.filter(pk=group.pk).update(is_open=False)
    client.force_login(resident)
    client.post(f"{group.get_absolute_url()}meedoen/")

    deliver()

    told = "wim@voorbeeld.test" if is_active else administrator.email
    assert letters() == {(told, "Iemand wil lid worden: Werkgroep Julianapark")}
    assert not OutreachTask.objects.exists()


def test_nobody_hears_of_a_request_that_was_taken_back_before_the_mail_went(group, chair, asked, resident):
    GroupEvent.record(group=group, kind="join_asked", person=resident.person, actor=resident.person)
    outbox.process_events()
    group.leave(resident.person)

    deliver()

    assert not mail.outbox


def test_who_is_let_in_hears_it_once(client, asked, chair, resident, member):
    client.force_login(chair)
    for _ in range(2):
        client.post(at(asked, "toelaten"))

    deliver()

    assert rows(asked.group) == [("admitted", "Fenna Dijkema", "Wim Zuidema", "")]
    assert letters() == {(resident.email, "Toegelaten als lid: Werkgroep Julianapark")}
    assert "Je bent nu lid van Werkgroep Julianapark." in body_to(resident.email)


def test_who_is_refused_reads_why_and_nobody_else_does(client, asked, chair, secretary, resident):
    client.force_login(chair)
    client.post(at(asked, "afwijzen"), {"reason": "We zijn al met twaalf."})

    deliver()

    assert rows(asked.group) == [("refused", "Fenna Dijkema", "Wim Zuidema", "We zijn al met twaalf.")]
    assert letters() == {(resident.email, "Niet toegelaten als lid: Werkgroep Julianapark")}
    assert "De reden: We zijn al met twaalf." in body_to(resident.email)
    assert "twaalf" not in client.get(asked.group.get_absolute_url()).text


def test_who_removes_the_account_takes_along_why_it_was_no(asked, chair, resident):
    asked.refuse(by=chair.person, reason="Fenna is er nooit.")

    in_file = own_data.collect(resident)["gebeurtenissen_van_groepen"]
    erasing.erase(resident)

    assert [row["reason"] for row in in_file] == ["Fenna is er nooit."]
    assert GroupEvent.objects.get().reason == ""


@pytest.mark.parametrize("who", ["member", "resident", "green_resident"])
def test_who_may_not_answer_leaves_no_event(client, asked, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(at(asked, "afwijzen"), {"reason": "Nee."}).status_code == 403

    assert not GroupEvent.objects.exists()


def test_nothing_is_told_of_what_was_rolled_back(asked, chair):
    try:
        with transaction.atomic():
            asked.admit(by=chair.person)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass

    deliver()

    assert not mail.outbox
    assert not GroupEvent.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_whom_no_mail_reaches_stands_on_the_bellijst(group, chair):
    unreached = MembershipFactory(group=group, person=PersonFactory(name="Truus Bolt"), requested=True)
    unreached.refuse(by=chair.person, reason="We zijn al met twaalf.")

    deliver()

    task = OutreachTask.objects.get()
    assert (task.person.name, task.what) == ("Truus Bolt", "Niet toegelaten als lid: Werkgroep Julianapark")
    why = "De reden staat hier niet. Vraagt Truus Bolt ernaar? Wim Zuidema vertelt het zelf."
    assert (task.text, task.href) == (why, group.get_absolute_url())
    assert not mail.outbox


def test_the_counter_does_not_read_why_somebody_was_taken_out(client, group, chair, counter):
    seat = MembershipFactory(group=group, person=PersonFactory(name="Truus Bolt"))
    client.force_login(chair)
    address = f"{group.get_absolute_url()}leden/{seat.pk}/weghalen/"
    asked = client.get(address).text

    told = client.post(address, {"reason": "Zij schold mensen uit."}, follow=True).text
    deliver()
    client.force_login(counter)
    page = client.get("/balie/").text

    assert "De balie vertelt dat het lidmaatschap stopt, maar niet waarom. Vertel jouw reden zelf." in asked
    assert "Truus Bolt is geen lid meer. De balie vertelt dat, zonder je reden: die vertel je zelf." in told
    assert group.events.get().reason == "Zij schold mensen uit."  # for Truus, who may ask what is kept of her
    assert "Geen lid meer: Werkgroep Julianapark" in page
    assert "Vraagt Truus Bolt ernaar? Wim Zuidema vertelt het zelf." in page
    assert "schold" not in page


def test_who_is_taken_out_in_the_back_office_without_a_word_has_no_reason_to_ask_for(group, administrator):
    seat = MembershipFactory(group=group, person=PersonFactory(name="Truus Bolt"))
    seat.tell_of_removal(by=administrator.person)
    seat.delete()

    deliver()

    assert OutreachTask.objects.get().text == ""


def test_the_new_chair_and_the_members_hear_who_took_over(client, group, chair, secretary, member):
    client.force_login(chair)
    client.post(f"{group.get_absolute_url()}weggaan/", {"heir": group.memberships.get(person=member.person).pk})

    deliver()

    assert rows(group) == [("chair_changed", "Gea Postema", "Wim Zuidema", "")]
    assert letters() == {(user.email, "Nieuwe voorzitter: Werkgroep Julianapark") for user in (member, secretary)}
    assert "Je bent nu voorzitter van Werkgroep Julianapark." in body_to(member.email)
    assert "Gea Postema is nu voorzitter van Werkgroep Julianapark." in body_to(secretary.email)


def test_members_and_followers_hear_that_a_group_stopped(group, chair, member):
    eager, weekly, quiet = (
        PersonFactory(email=f"{often}@voorbeeld.test", mail_frequency=often) for often in ("at_once", "weekly", "never")
    )
    for person in (eager, weekly, quiet):
        group.follows.create(person=person)
    for _ in range(2):
        group.end(by=chair.person)

    deliver()

    assert rows(group) == [("ended", None, "Wim Zuidema", "")]
    assert letters() == {(address, "Gestopt: Werkgroep Julianapark") for address in (member.email, eager.email)}
    mail.outbox.clear()
    outbox.Notification.objects.update(due_at=timezone.now())
    deliver()
    assert [message.to for message in mail.outbox] == [[weekly.email]]
    assert "Werkgroep Julianapark: gestopt." in body_to(weekly.email)


@pytest.mark.parametrize(
    ("before", "typed", "event", "words"),
    [
        ({}, {"until": IN_A_MONTH}, ("removed", ""), "Je bent geen lid meer van Werkgroep Julianapark."),
        ({}, {"DELETE": "on"}, ("removed", ""), "Je bent geen lid meer"),
        ({}, {"role": "chair"}, ("chair_changed", ""), "Je bent nu voorzitter"),
        ({}, {"role": "secretary"}, ("role_changed", "notulist"), "Je bent nu notulist van Werkgroep Julianapark."),
        ({"requested": True}, {"requested": ""}, ("admitted", ""), "Je bent nu lid"),
        ({"requested": True}, {"until": IN_A_MONTH}, ("refused", ""), "Lid worden kan nu niet."),
        ({"requested": True}, {"DELETE": "on"}, ("refused", ""), "Lid worden kan nu niet."),
        ({}, {}, None, ""),
        ({}, {"voice": "professional"}, None, ""),
    ],
)
def test_who_is_changed_in_the_back_office_hears_it(
    client, group, administrator, resident, before, typed, event, words
):
    seat = MembershipFactory(group=group, person=resident.person, **before)
    client.force_login(administrator)

    answer = send(client, group, {"id": seat.pk} | fields_of(seat) | typed)
    deliver()

    assert answer.status_code == 302
    assert list(group.events.values_list("kind", "reason")) == ([event] if event else [])
    assert [message.to for message in mail.outbox] == ([[resident.email]] if event else [])
    if event:
        assert words in body_to(resident.email)


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        (["secretary", "member"], ["Andere rol"]),
        (["chair", "secretary"], ["Andere rol"]),
        (["secretary", "chair"], ["Nieuwe voorzitter"]),
    ],
)
def test_of_two_changes_before_the_mail_only_the_last_is_told(client, group, administrator, resident, roles, told):
    seat = MembershipFactory(group=group, person=resident.person)
    client.force_login(administrator)
    for role in roles:
        send(client, group, {"id": seat.pk} | fields_of(seat) | {"role": role})

    deliver()

    seat.refresh_from_db()
    assert seat.role == roles[-1]
    assert group.events.count() == 2
    assert [message.subject for message in mail.outbox] == [f"{what}: Werkgroep Julianapark" for what in told]
    assert f"Je bent nu {seat.get_role_display()} van" in body_to(resident.email)


def test_who_is_put_in_a_group_in_the_back_office_hears_it(client, group, administrator):
    newcomer = UserFactory(email="nieuw@voorbeeld.test")
    client.force_login(administrator)

    send(client, group, fields_of(MembershipFactory.build(group=group, person=newcomer.person)), initial=0)
    deliver()

    assert list(group.events.values_list("kind", "actor")) == [("admitted", administrator.person.pk)]
    assert "Je bent nu lid" in body_to("nieuw@voorbeeld.test")


def fields_of(seat):
    return {
        "person": seat.person.pk, "role": seat.role, "voice": seat.voice, "organisation": "", "until": "",
        "since": seat.since, "requested": "on" if seat.requested else "", "group": seat.group.pk,
    }  # fmt: skip


def send(client, group, fields, *, initial=1):
    data = {
        "name": group.name, "slug": group.slug, "kind": group.kind, "theme": group.theme_id, "purpose": "Het park.",
        "started_on": group.started_on, "is_open": "on",
        "memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": initial,
    }  # fmt: skip
    data |= {f"memberships-0-{name}": value for name, value in fields.items() if value != ""}
    return client.post(f"/beheer/groups/group/{group.pk}/change/", data)
