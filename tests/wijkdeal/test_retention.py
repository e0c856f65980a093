"""Nothing is kept longer than the table on /privacy/ says: each rule just before and just after its term."""

import uuid
from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from accounts.audit import AuditEntry
from accounts.consents import Consent
from accounts.models import Person, Seen
from communication.models import (
    Attachment,
    Enquiry,
    MailTrouble,
    Newsletter,
    NewsletterDelivery,
    NewsletterSubscriber,
    Notification,
    OutreachTask,
    Product,
    Request,
    Wandkrant,
)
from core.retention import RetentionRun, one_by_one
from groups.models import Application, Reply
from projects.models import (
    Activity,
    Attendance,
    HelpOffer,
    Participation,
    Photo,
    Project,
    ProjectEvent,
    Question,
    Report,
    ReportEvent,
    Status,
)
from tests.factories import (
    AgendaFactory,
    EnquiryFactory,
    GroupFactory,
    MeetingFactory,
    PersonFactory,
    ProjectFactory,
    RequestFactory,
)
from themes.models import AgendaRound, Wish
from wijkdeal.retention import BACKUPS_KEPT, RULES
from wijkdeal.tasks import keep_an_hour, keep_no_longer

pytestmark = pytest.mark.django_db
RULE = {rule.key: rule for rule in RULES}
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)


def ago(key, *, margin=AN_HOUR):
    """(just within the term, just past it), as moments."""
    limit = timezone.now() - RULE[key].term
    return limit + margin, limit - margin


def aged(row, **moments):
    type(row)._base_manager.filter(pk=row.pk).update(**moments)
    return row


def left(model, rows):
    return list(model._base_manager.filter(pk__in=[row.pk for row in rows]).order_by("pk").values_list("pk", flat=True))


def goes(key, model, rows):
    """Of two rows, one within its term and one past it, the first alone stays."""
    young, _ = rows
    RULE[key].apply()
    return left(model, rows) == [young.pk]


def project(**fields):
    return ProjectFactory(status=Status.UNDERWAY, **fields)


def test_idea_that_was_not_confirmed(client):
    rows = [ProjectFactory(status=Status.DRAFT, initiator=PersonFactory(name="Truus")) for _ in range(2)]
    for row, at in zip(rows, ago("idea"), strict=True):
        aged(row, created_at=at)

    assert goes("idea", Project, rows)
    assert Person.objects.filter(name="Truus").count() == 1


def test_address_for_the_newsletter_that_was_not_confirmed():
    rows = [
        NewsletterSubscriber.objects.create(email=f"{n}@b.test", key=str(n), mailed_at=at)
        for n, at in enumerate(ago("subscriber"))
    ]

    assert goes("subscriber", NewsletterSubscriber, rows)


def test_counts_against_misuse():
    cache.set("lang", 1, 3600)
    cache.set("kort", 1, 3600)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = now() - interval '1 minute' WHERE cache_key LIKE '%%kort'", [])

    RULE["limits"].apply()

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert [key.split(":")[-1] for (key,) in cursor.fetchall()] == ["lang"]


def test_work_of_the_computer():
    with connection.cursor() as cursor:
        for at in ago("jobs", margin=timedelta(hours=2)):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) "
                "VALUES ('default', 'mail', 'failed', '{}') RETURNING id"
            )
            (job,) = cursor.fetchone()
            cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [at, job])
            cursor.execute("INSERT INTO procrastinate_events (job_id, type, at) SELECT %s, 'failed', %s", [job, at])

        RULE["jobs"].apply()

        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'mail'")
        assert cursor.fetchone() == (1,)


def test_being_signed_in_and_the_device_of_it(resident):
    now = timezone.now()
    rows = [
        Session.objects.create(session_key=f"{n}" * 32, session_data="", expire_date=now + past)
        for n, past in enumerate([AN_HOUR, -AN_HOUR])
    ]
    devices = [
        UserSession.objects.create(user=resident, session_key=row.pk, ip="127.0.0.1", user_agent="x") for row in rows
    ]

    RULE["sessions"].apply()
    RULE["devices"].apply()

    assert left(Session, rows) == [rows[0].pk]
    assert left(UserSession, devices) == [devices[0].pk]


def reported(**fields):
    return Report.objects.create(project=project(), category="other", text="Kijk eens", **fields)


def test_address_with_a_report_that_was_answered():
    waiting, told = reported(email="a@b.test"), reported(email="c@d.test")
    for row, at in ((waiting, None), (told, timezone.now())):
        ReportEvent.objects.create(report=row, kind=ReportEvent.Kind.SETTLED, processed_at=at)

    RULE["report-address"].apply()

    assert list(Report.objects.order_by("pk").values_list("email", flat=True)) == ["a@b.test", ""]


def test_report_that_was_looked_at():
    rows = [reported(settled_at=at, outcome="left", reason="Goed zo") for at in ago("report")]
    still_open = aged(reported(), at=timezone.now() - timedelta(days=4000))

    assert goes("report", Report, rows)
    assert left(Report, [still_open])


@pytest.mark.parametrize("became", ["sent_at", "dropped_at", "failed_at"])
def test_mail_that_was_sent(resident, became):
    rows = [
        Notification.objects.create(
            event_uuid=uuid.uuid4(), event_model="x", kind="x", person=resident.person, due_at=at, **{became: at}
        )
        for at in ago("mail")
    ]
    waiting = Notification.objects.create(
        event_uuid=uuid.uuid4(), event_model="x", kind="x", person=resident.person, due_at=ago("mail")[1]
    )

    assert goes("mail", Notification, rows)
    assert left(Notification, [waiting])


def test_which_newsletter_somebody_got():
    newsletter = Newsletter.objects.create(month="2020-01-01", title="Januari")
    readers = [
        NewsletterSubscriber.objects.create(email=f"{n}@b.test", key=str(n), mailed_at=timezone.now()) for n in range(2)
    ]
    for reader, at in zip(readers, ago("newsletter"), strict=True):
        NewsletterDelivery.objects.create(newsletter=newsletter, subscriber=reader, due_at=at, sent_at=at)

    RULE["newsletter"].apply()

    assert list(newsletter.deliveries.order_by("pk").values_list("subscriber", flat=True)) == [readers[0].pk, None]


def test_what_was_told_by_telephone(resident):
    rows = [
        OutreachTask.objects.create(person=resident.person, event_uuid=uuid.uuid4(), kind="x", what="x", done_at=at)
        for at in ago("calls")
    ]
    still_open = OutreachTask.objects.create(person=resident.person, event_uuid=uuid.uuid4(), kind="x", what="x")

    assert goes("calls", OutreachTask, rows)
    assert left(OutreachTask, [still_open])


def test_question_by_the_contact_form():
    rows = [aged(EnquiryFactory(), answered_at=at, answer="Ja") for at in ago("enquiry")]
    unanswered = aged(EnquiryFactory(), created_at=timezone.now() - timedelta(days=4000))

    assert goes("enquiry", Enquiry, rows)
    assert left(Enquiry, [unanswered])


def test_wandkrant_of_before(django_capture_on_commit_callbacks):
    rows = []
    for number, at in enumerate(ago("wandkrant"), start=1):
        Wandkrant.keep(date(2020, number, 1), lambda: b"%PDF")
        rows.append(aged(Wandkrant.objects.get(month__month=number), made_at=at))

    with django_capture_on_commit_callbacks(execute=True):
        assert goes("wandkrant", Wandkrant, rows)

    assert [default_storage.exists(row.file.name) for row in rows] == [True, False]


def test_page_that_somebody_saw(resident):
    rows = [Seen.objects.create(person=resident.person, page=f"/{n}/", at=at) for n, at in enumerate(ago("seen"))]

    assert goes("seen", Seen, rows)


def test_address_that_takes_no_mail():
    rows = [
        MailTrouble.objects.create(address=f"{n}@b.test", kind="bounce", last_at=at, since=ago("trouble")[1])
        for n, at in enumerate(ago("trouble"))
    ]

    assert goes("trouble", MailTrouble, rows)


def test_who_called_our_mail_unwanted_gets_none_after_a_year_either():
    rows = [MailTrouble.objects.create(address="a@b.test", kind="complaint", last_at=ago("trouble")[1])]

    RULE["trouble"].apply()

    assert left(MailTrouble, rows) == [rows[0].pk]


@pytest.mark.parametrize("key", ["offer", "question"])
def test_term_counts_from_when_it_was_taken_back_and_not_from_when_it_was_asked(key):
    by, asked, rows = PersonFactory(), timezone.now() - timedelta(days=4000), []
    for at in ago(key):
        if key == "offer":
            wanted = project().help_wanted.create(kind="hands", what="Een hand")
            row = aged(HelpOffer.objects.create(wanted=wanted, person=by), at=asked)
        else:
            row = Question.objects.create(project=project(), asker=by, text="Wanneer?", asked_at=asked)
        assert row.withdraw(by=by)
        row.events.update(at=at)
        rows.append(row)

    assert goes(key, type(rows[0]), rows)


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_help_that_was_not_needed(state):
    wanted = project().help_wanted.create(kind="hands", what="Een hand")
    rows = [HelpOffer.objects.create(wanted=wanted, person=PersonFactory()) for _ in range(2)]
    for row, at in zip(rows, ago("offer"), strict=True):
        answered = {"answered_at": at, "answer": "Er is er al een"} if state == "declined" else {}
        aged(row, state=state, at=at, **answered)
    accepted = aged(HelpOffer.objects.create(wanted=wanted, person=PersonFactory()), state="accepted",
                    at=ago("offer")[1], answered_at=ago("offer")[1])  # fmt: skip

    assert goes("offer", HelpOffer, rows)
    assert left(HelpOffer, [accepted])


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_question_that_was_not_placed(state):
    refusal = "Reclame" if state == "refused" else ""
    rows = [
        Question.objects.create(
            project=project(), asker=PersonFactory(), text="Koop!", state=state, refusal=refusal, asked_at=at
        )  # fmt: skip
        for at in ago("question")
    ]
    placed = Question.objects.create(
        project=project(), asker=PersonFactory(), text="Mag het?", state="placed", asked_at=ago("question")[1]
    )

    assert goes("question", Question, rows)
    assert left(Question, [placed])


def test_what_somebody_could_do_for_a_project():
    for at in ago("can", margin=A_DAY * 2):
        Participation.objects.create(
            project=project(),
            person=PersonFactory(),
            role="helper",
            can="Timmeren",
            since="2000-01-01",
            until=at.date(),
        )
    current = Participation.objects.create(project=project(), person=PersonFactory(), role="helper", can="Koken")

    RULE["can"].apply()

    ended = Participation.objects.exclude(pk=current.pk).order_by("pk")
    assert list(ended.values_list("can", flat=True)) == ["Timmeren", ""]
    current.refresh_from_db()
    assert current.can == "Koken"


def stored_photo(**fields):
    name = default_storage.save(f"photos/{uuid.uuid4()}.webp", ContentFile(b"foto"))
    return Photo.objects.create(project=project(), file=name, width=1, height=1, alt="Een foto", **fields)


def test_photo_that_was_hidden(django_capture_on_commit_callbacks):
    rows = [stored_photo(hidden_at=at, hidden_reason="Gevraagd") for at in ago("photo")]
    shown = stored_photo(added_at=timezone.now() - timedelta(days=4000))

    with django_capture_on_commit_callbacks(execute=True):
        assert goes("photo", Photo, rows)

    assert [default_storage.exists(row.file.name) for row in (*rows, shown)] == [True, False, True]


def test_application_that_was_answered():
    asked = timezone.now() - timedelta(days=4000)
    rows = [
        Application.objects.create(group=GroupFactory(), person=PersonFactory(), why="Ik wil graag", asked_at=asked)
        for _ in range(3)
    ]
    for row, at in zip(rows, ago("application"), strict=False):
        aged(row, state="declined", answer="Nu niet", answered_at=at)

    RULE["application"].apply()

    assert left(Application, rows) == [rows[0].pk, rows[2].pk]


def test_application_that_was_taken_back_lately_stays_however_long_ago_it_was_made():
    asked = timezone.now() - timedelta(days=4000)
    rows = [
        Application.objects.create(group=GroupFactory(), person=PersonFactory(), why="Ik wil graag", asked_at=asked)
        for _ in range(3)
    ]
    assert all(row.withdraw() for row in rows[:2])
    aged(rows[1], answered_at=ago("application")[1])
    aged(rows[2], state="withdrawn")

    RULE["application"].apply()

    assert left(Application, rows) == [rows[0].pk]


def test_who_would_come():
    rows, coming = [], []
    for at in ago("coming"):
        meeting = MeetingFactory(starts_at=at - AN_HOUR / 4, ends_at=at)
        rows.append(Reply.objects.create(meeting=meeting, person=PersonFactory(), answer="yes", sequence=0))
        activity = Activity.objects.create(
            project=project(), title="Opschoondag", starts_at=at - AN_HOUR / 4, ends_at=at, place="Park"
        )
        coming.append(Attendance.objects.create(activity=activity, person=PersonFactory()))

    assert goes("coming", Reply, rows)
    assert goes("attendance", Attendance, coming)


def test_name_with_a_wish():
    for number, at in enumerate(ago("wish", margin=A_DAY * 2)):
        day = at.date()
        names = ("collect_from", "group_from", "choose_from", "choose_until")
        dates = {name: day - timedelta(days=40 - 10 * turn) for turn, name in enumerate(names)}
        agenda = AgendaFactory(year=2000 + number)
        agenda_round = AgendaRound.objects.create(
            title="Ronde", agenda=agenda, adopted_on=day, counted_at=at, ballot_key="", **dates
        )
        Wish.objects.create(round=agenda_round, text="Bankjes", person=PersonFactory())

    RULE["wish"].apply()

    assert [wish.person is None for wish in Wish.objects.order_by("pk")] == [False, True]


def test_consent_that_was_taken_back(resident):
    rows = [Consent.give("photo", person=resident.person, ref=str(number)) for number in range(3)]
    for row, at in zip(rows, ago("consent"), strict=False):
        aged(row, given_at=timezone.now() - timedelta(days=4000), withdrawn_at=at)

    RULE["consent"].apply()

    assert left(Consent, rows) == [rows[0].pk, rows[2].pk]


def done_request(at, **fields):
    asked = RequestFactory(**{"subject": "Poster", "text": "Voor het feest"} | fields)
    asked.messages.create(kind="from_requester", text="Bel me op 06 12345678")
    name = default_storage.save("attachments/x.pdf", ContentFile(b"pdf"))
    asked.attachments.create(file=name, shown_name="Truus.pdf", content_type="application/pdf")
    made = default_storage.save("attachments/y.pdf", ContentFile(b"pdf"))
    product = asked.products.create(
        kind="poster", title="Zomerfeest", text="Bel Truus", file=made, data={"fields": {"contact": "Truus"}}
    )
    product.versions.create(title="Zomerfeest", data={"fields": {"contact": "Truus"}})
    proof = default_storage.save("photos/y.webp", ContentFile(b"webp"))
    product.placements.create(channel="facebook", note="Hangt bij Truus", link="https://b.test/truus", proof=proof)
    asked.events.create(kind="written", reason="Dag Truus")
    return aged(asked, status=Request.Status.DONE, closed_at=at)


def test_request_that_is_done(django_capture_on_commit_callbacks):
    young, old = [
        done_request(at, requester=None, name="Truus de Vries", email="truus@b.test", phone="06 12345678")
        for at in ago("request")
    ]
    products = [row.products.get() for row in (young, old)]
    placements = [product.placements.get() for product in products]
    files = [
        [asked.attachments.get().file.name, product.file.name, placement.proof.name]
        for asked, product, placement in zip((young, old), products, placements, strict=True)
    ]

    with django_capture_on_commit_callbacks(execute=True):
        RULE["request"].apply()

    young.refresh_from_db()
    old.refresh_from_db()
    assert (young.name, young.text, young.messages.count()) == ("Truus de Vries", "Voor het feest", 1)
    assert (old.name, old.email, old.phone, old.text) == ("Iemand uit de buurt", "", "", "")
    assert (old.kind, old.status, old.closed_at is not None) == (young.kind, "done", True)
    assert not old.messages.exists()
    assert not Attachment.objects.filter(request=old).exists()
    product = Product.objects.get(request=old)
    assert (product.title, product.text, product.file.name, product.data) == ("Zomerfeest", "", "", None)
    assert product.versions.get().data is None
    placement = product.placements.get()
    assert (placement.channel, placement.note, placement.link, placement.proof.name) == ("facebook", "", "", "")
    assert old.events.get().reason == ""
    assert [[default_storage.exists(name) for name in names] for names in files] == [[True] * 3, [False] * 3]
    assert RetentionRun.objects.get(key="request").rows == 1
    assert RULE["request"].apply() == 0


def test_request_that_goes_on_is_kept_however_old():
    asked = RequestFactory(text="Voor het feest", created_at=timezone.now() - timedelta(days=4000))

    RULE["request"].apply()

    asked.refresh_from_db()
    assert asked.text == "Voor het feest"


def counter_person(at, name):
    return PersonFactory(name=name, phone="06 12345678", channel="phone", consent_at=at, created_at=at)


def test_number_of_somebody_whom_the_counter_wrote_down():
    young, old = (counter_person(at, "Truus") for at in ago("contact"))
    Consent.give("calls", person=young)
    Consent.give("calls", person=old)
    Consent.give("mail", person=old)
    Consent.give("name", person=old)
    taking_part, just_done, registered = (counter_person(ago("contact")[1], name) for name in ("Piet", "An", "Bo"))
    Participation.objects.create(project=project(), person=taking_part, role="helper")
    for person, at in ((just_done, ago("contact")[0]), (old, ago("contact")[1])):
        ended = ProjectFactory(status=Status.COMPLETED, ended_at=at)
        Participation.objects.create(project=ended, person=person, role="helper")
    EnquiryFactory(person=registered)

    RULE["contact"].apply()

    phones = dict(Person.objects.filter(channel="phone").values_list("pk", "phone"))
    assert phones.keys() == {young.pk, taking_part.pk, just_done.pk, registered.pk}
    old.refresh_from_db()
    assert (old.name, old.phone, old.channel, old.consent_at) == ("Truus", "", "none", None)
    still = Consent.objects.current().order_by("pk").values_list("person", "about")
    assert list(still) == [(young.pk, "calls"), (old.pk, "name")]


def test_who_did_what_in_the_back_office(administrator):
    rows = [
        LogEntry.objects.create(user=administrator, action_flag=2, object_repr="x", action_time=at)
        for at in ago("work")
    ]

    assert goes("work", LogEntry, rows)


def test_who_signed_in_with_a_wrong_code_or_got_a_role(resident):
    rows = [aged(AuditEntry.record("locked", person=resident.person), at=at) for at in ago("log")]

    assert goes("log", AuditEntry, rows)


def test_who_did_something_at_a_project():
    row = project()
    events = [
        ProjectEvent.objects.create(
            project=row, kind="started", reason="Er is geld", actor=PersonFactory(), at=at, processed_at=at
        )
        for at in ago("events")
    ]

    RULE["events"].apply()

    for event in events:
        event.refresh_from_db()
    assert [event.actor is None for event in events] == [False, True]
    assert events[1].reason == "Er is geld"


def test_more_than_one_batch_goes_in_one_night(resident, settings, monkeypatch):
    monkeypatch.setattr("core.retention.BATCH", 2)
    for _ in range(5):
        OutreachTask.objects.create(
            person=resident.person, event_uuid=uuid.uuid4(), kind="x", what="x", done_at=ago("calls")[1]
        )

    assert RULE["calls"].apply() == 5
    assert not OutreachTask.objects.exists()


class StillInUse(Exception):
    pass


@pytest.mark.parametrize("wrong", [ValueError, StillInUse])
def test_what_goes_wrong_with_one_holds_up_none_behind_it(caplog, wrong):
    rows = [EnquiryFactory() for _ in range(6)]
    bad = [row.pk for row in rows[:3]]

    def remove(row):
        pk = row.pk
        row.delete()
        if pk in bad:
            raise wrong

    step = one_by_one(lambda before: Enquiry.objects.all(), remove, unless=(StillInUse,))

    assert step(timezone.now(), 2) == 3
    assert sorted(Enquiry.objects.values_list("pk", flat=True)) == bad
    assert len(caplog.records) == (3 if wrong is ValueError else 0)


def test_every_rule_is_tried_and_what_ends_otherwise_needs_no_task():
    with open(__file__) as file:
        tested = file.read()

    untested = {rule.key for rule in RULES if rule.needs_task and f'"{rule.key}"' not in tested}

    assert untested == set()
    assert [rule.key for rule in RULES if not rule.needs_task] == ["votes", "complaint"]


def test_the_night_goes_through_the_whole_table_and_writes_down_what_it_did():
    EnquiryFactory()
    aged(EnquiryFactory(), answered_at=ago("enquiry")[1], answer="Ja")

    keep_no_longer(0)
    keep_no_longer(0)

    assert set(RetentionRun.objects.values_list("key", flat=True)) == {rule.key for rule in RULES if rule.needs_task}
    run = RetentionRun.objects.get(key="enquiry")
    assert (run.rows, run.total) == (0, 1)


def test_every_hour_only_what_is_kept_for_a_day():
    aged(EnquiryFactory(), answered_at=ago("enquiry")[1], answer="Ja")

    keep_an_hour(0)

    assert set(RetentionRun.objects.values_list("key", flat=True)) == {"idea", "sessions", "subscriber"}
    assert Enquiry.objects.exists()


def test_privacy_page_shows_the_table_that_the_task_runs_on(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.get("/privacy/").text

    for rule in RULES:
        assert rule.what in page
        assert rule.how_long in page
        assert rule.outcome in page
    assert "2 jaar nadat hij klaar is" in page
    assert f"In een reservekopie staat het hoogstens {BACKUPS_KEPT.days} dagen langer." in page
