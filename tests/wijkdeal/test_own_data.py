"""All that is kept of somebody as one file, and nothing of it left after going away."""

import io
import json
import re
import time
import uuid
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, models
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from accounts.audit import AuditEntry
from accounts.consents import Consent
from accounts.mail import SEND_AGAIN
from accounts.models import Person, User
from communication.making.keeping import OWN
from communication.models import (
    Attachment,
    Enquiry,
    NewsletterSubscriber,
    Notification,
    OutreachTask,
    Placement,
    Request,
    Story,
)
from groups.models import Application, Document, Issue
from projects.models import Participation, Photo, ProjectEvent, Report, Status
from tests.factories import (
    EnquiryFactory,
    FacilitatorFactory,
    GroupFactory,
    IssueFactory,
    MembershipFactory,
    PersonFactory,
    ProjectFactory,
    RequestFactory,
    UserFactory,
)
from tests.rights.world import _photo
from tests.wijkdeal.test_mine import full_life, sign_in
from wijkdeal import own_data

pytestmark = pytest.mark.django_db
HER_NAME, FIRST, EMAIL, PHONE = "Zwaantje Kanariepiët", "Zwaantje", "zwaantje@kanarie.test", "06 98761234"


@pytest.fixture
def zwaantje(client):
    user = UserFactory(email=EMAIL, name=HER_NAME)
    Person.objects.filter(user=user).update(phone=PHONE)
    return sign_in(client, User.objects.get(pk=user.pk))


def stored(folder, content):
    return default_storage.save(f"{folder}/{uuid.uuid4()}.pdf", ContentFile(content))


def request_with_file(person, **fields):
    asked = RequestFactory(requester=person, **fields)
    asked.attachments.create(
        file=stored("attachments", b"brief"), shown_name="Brief van Zwaantje.pdf", content_type="application/pdf"
    )
    return asked


def made_for(asked):
    """A poster of two versions that hangs somewhere, with the requester in all that was typed."""
    fields = {"contact": f"{FIRST}, {PHONE}"}
    poster = asked.products.create(kind="poster", title="Zomerfeest", text=f"Bel {FIRST}", data={"fields": fields})
    poster.versions.create(title="Zomerfeest", text=f"Bel {FIRST}", data={"fields": fields})
    poster.placements.create(
        channel="facebook", placed_on=timezone.localdate(), note=f"Hangt bij {FIRST}", proof=stored("photos", b"foto"),
        link="https://voorbeeld.test/zwaantje",
    )  # fmt: skip
    return poster


def download(client, method="get"):
    response = getattr(client, method)("/mijn/gegevens/")
    return response, ZipFile(io.BytesIO(b"".join(response.streaming_content)))


# -- the file ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_resident_downloads_everything_kept_of_her(client, zwaantje, neighbour, method):
    full_life(zwaantje.person)
    EnquiryFactory(email=EMAIL, subject="Zonder account gevraagd")
    RequestFactory(subject="Van een ander", email="ander@voorbeeld.test", assignee=zwaantje.person)

    response, packed = download(client, method)

    words = packed.read("gegevens.json").decode()
    data = json.loads(words)
    assert response["Content-Disposition"] == 'attachment; filename="mijn-gegevens.zip"'
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    assert packed.testzip() is None
    assert data["account"]["email"] == EMAIL
    assert [row["text"] for row in data["actiepunten"]] == ["Schep meenemen"]
    assert {row["subject"] for row in data["vragen"]} == {"Mag de hond mee?", "Zonder account gevraagd"}
    assert "ander@voorbeeld.test" not in words
    assert "Van een ander" not in words
    assert "gegevens.json" in packed.read("LEESMIJ.txt").decode()


def test_file_holds_every_photo_document_and_attachment_of_her_and_nobody_elses(client, zwaantje, neighbour):
    photos = [_photo(ProjectFactory(), by=zwaantje.person) for _ in range(3)]
    other = _photo(ProjectFactory(), by=neighbour.person)
    document = Document.objects.create(
        group=GroupFactory(), title="Plan", file=stored("attachments", b"plan"), shown_name="../../Plan: één.pdf",
        added_by=zwaantje.person,
    )  # fmt: skip
    attachment = request_with_file(zwaantje.person).attachments.get()

    _, packed = download(client)

    listed = json.loads(packed.read("gegevens.json"))["bestanden"]
    held = {name: packed.read(name) for name in packed.namelist() if "/" in name}
    assert {row["bestand"] for row in listed} == set(held)
    wanted = [Path(default_storage.path(row.file.name)).read_bytes() for row in (*photos, document, attachment)]
    assert sorted(held.values()) == sorted(wanted)
    assert not [name for name in held if name.startswith(f"fotos/{other.pk}-")]
    assert not [name for name in held if ".." in name or name.startswith("/")]


def test_photo_that_is_gone_from_the_disk_is_named_and_breaks_nothing(client, zwaantje):
    photo = _photo(ProjectFactory(), by=zwaantje.person)
    default_storage.delete(photo.file.name)

    _, packed = download(client)

    assert packed.testzip() is None
    assert f"fotos/{photo.pk}-" in packed.read("LEESMIJ.txt").decode()


@pytest.mark.parametrize("words", ["🌻", "???", "—.pdf", ".", " "])
def test_words_that_no_file_can_be_called_break_nothing(client, zwaantje, words):
    photo = _photo(ProjectFactory(), by=zwaantje.person)
    Photo.objects.filter(pk=photo.pk).update(alt=words)
    document = Document.objects.create(
        group=GroupFactory(), title="Plan", file=stored("attachments", b"plan"), shown_name=words,
        added_by=zwaantje.person,
    )  # fmt: skip

    _, packed = download(client)

    listed = {row["bestand"]: row["wat"] for row in json.loads(packed.read("gegevens.json"))["bestanden"]}
    assert packed.testzip() is None
    assert listed == {
        f"fotos/{photo.pk}-bestand{Path(photo.file.name).suffix}": words,
        f"documenten/{document.pk}-bestand.pdf": words,
    }


def test_big_files_are_sent_piece_by_piece(client, zwaantje):
    content = b"x" * 1_000_000
    Document.objects.create(
        group=GroupFactory(), title="Groot", shown_name="groot.pdf", added_by=zwaantje.person,
        file=stored("attachments", content),
    )  # fmt: skip

    pieces = list(client.get("/mijn/gegevens/").streaming_content)

    assert max(len(piece) for piece in pieces) < 200_000


def test_hundred_projects_and_photos_are_in_the_file_within_a_minute(client, zwaantje):
    full_life(zwaantje.person, 25)
    project = ProjectFactory()
    for _ in range(100):
        name = default_storage.save(f"photos/{uuid.uuid4()}.webp", ContentFile(b"x" * 200_000))
        Photo.objects.create(project=project, file=name, width=1, height=1, alt="Foto", added_by=zwaantje.person)
    begun = time.monotonic()

    _, packed = download(client)

    assert time.monotonic() - begun < 60
    assert len([name for name in packed.namelist() if name.startswith("fotos/")]) == 100


def test_download_stands_in_the_log(client, zwaantje):
    download(client)

    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.actor) == ("export", zwaantje.person)


def test_every_relation_to_a_person_is_in_the_file_or_left_out_with_a_reason():
    where = [str(find(_anybody()).query).partition(" WHERE ")[2] for find, _ in own_data.SECTIONS.values()]
    found, in_file = set(), set()

    for model in (Person, User):
        for relation in model._meta.get_fields(include_hidden=True):
            field = getattr(relation, "field", None)
            if not relation.auto_created or relation.concrete or field.model._meta.auto_created:
                continue
            label = f"{field.model._meta.label}.{field.name}"
            found.add(label)
            if any(f'"{_column(field)}' in condition for condition in where):
                in_file.add(label)

    assert found - in_file - set(own_data.LEFT_OUT) == set()
    assert set(own_data.LEFT_OUT) - found == set()
    assert all(own_data.LEFT_OUT.values())


def _column(field):
    if isinstance(field, models.ManyToManyField):
        return f'{field.m2m_db_table()}"."{field.m2m_reverse_name()}"'
    return f'{field.model._meta.db_table}"."{field.column}"'


def _anybody():
    person = Person(pk=1, name="Iemand")
    person.user = User(pk=1, email="iemand@voorbeeld.test")
    return person


# -- going away --------------------------------------------------------------------------------------------------------


def a_life_with_traces(user, groen, django_admin):
    """Everything that holds a name, an address or a number, as the portal writes it."""
    person = user.person
    full_life(person)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    for status in ("new", "done"):
        asked = request_with_file(person, name=HER_NAME, email=EMAIL, phone=PHONE)
        Request.objects.filter(pk=asked.pk).update(
            status=status, closed_at=timezone.now() if status == "done" else None
        )
        asked.messages.create(kind="from_requester", author=person, text="Graag voor zondag")
        if status == "done":
            made_for(asked)
    RequestFactory(requester=None, name=HER_NAME, email=EMAIL.upper(), phone=PHONE)
    EnquiryFactory(person=None, name=HER_NAME, email=EMAIL, phone=PHONE)
    Report.objects.create(project=ProjectFactory(), category="other", text="Kijk", email=EMAIL)
    NewsletterSubscriber.objects.create(email=EMAIL, key="k", mailed_at=timezone.now()).confirm()
    for about in (Consent.About.NAME, Consent.About.CALLS):
        Consent.give(about, person=person)
    Notification.objects.create(event_uuid=uuid.uuid4(), event_model="x", kind="x", email=EMAIL)
    OutreachTask.objects.create(
        person=PersonFactory(), event_uuid=uuid.uuid4(), kind="project-news", what="Nieuws",
        text=f"{HER_NAME} trekt het project nu.",
    )  # fmt: skip
    PersonFactory(name=HER_NAME, email=EMAIL, phone=PHONE, consent_at=timezone.now())  # by the counter
    seat = FacilitatorFactory(theme=groen, person=person)
    membership = MembershipFactory(group=GroupFactory(), person=person)
    led = ProjectFactory(status=Status.UNDERWAY)
    Participation.objects.create(project=led, person=person, role="helper")
    led.appoint_leader(by=PersonFactory(), person=person)
    Application.make(person=person, why="Ik kijk graag mee.", theme=groen, voice="resident")
    IssueFactory(raised_by=person, state=Issue.State.WAITING)
    for row in (user, person, seat, membership):
        LogEntry.objects.create(
            user=django_admin, action_flag=2, content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk), object_repr=str(row),
        )  # fmt: skip
    for about, change in (
        (groen, {"changed": {"name": "procesbegeleider", "object": str(seat), "fields": ["until"]}}),
        (person, {"changed": {"fields": ["Telefoon"], "values": [["Telefoon", "06 55555555", PHONE]]}}),
        (led, {"changed": {"fields": ["tekst"], "values": [["tekst", f"Bel {PHONE}", f"Mail {EMAIL}"]]}}),
    ):
        LogEntry.objects.create(
            user=django_admin, action_flag=2, content_type=ContentType.objects.get_for_model(about),
            object_id=str(about.pk), object_repr=str(about), change_message=json.dumps([change]),
        )  # fmt: skip
    for model, shown, message in (
        (Story, "Zomerfeest", [{"added": {"name": "iemand die erin staat", "object": HER_NAME}}]),
        (Notification, f"project-news aan {HER_NAME}", [{"changed": {"fields": ["Adres"]}}]),
        (
            NewsletterSubscriber,
            EMAIL.upper(),
            [{"changed": {"name": "mail", "object": f"aan {EMAIL}", "fields": ["adres"]}}],
        ),
    ):
        LogEntry.objects.create(
            user=django_admin, action_flag=2, content_type=ContentType.objects.get_for_model(model), object_id="1",
            object_repr=shown, change_message=json.dumps(message),
        )  # fmt: skip
    AuditEntry.record(AuditEntry.Kind.SECOND_FACTOR, person=person, words=f"Weggehaald: {FIRST} belde vanaf {PHONE}")
    jobs.configure_task(SEND_AGAIN).defer(subject="Je code", body=f"Dag {HER_NAME}", to=[EMAIL])
    ProjectFactory(status=Status.DRAFT, initiator=person)


def traces():
    """["table.column: value"] of everything in the database with one of the four in it, any spelling."""
    wanted = re.compile("|".join(map(re.escape, (HER_NAME, FIRST, EMAIL, PHONE))), re.IGNORECASE)
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor)]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - a name from the database itself
            found += [f"{table}: {row}" for (row,) in cursor.fetchall() if wanted.search(row)]
    return found


def test_after_going_away_no_name_address_or_number_stands_in_any_table(client, zwaantje, groen, administrator):
    a_life_with_traces(zwaantje, groen, administrator)
    tables = {trace.split(":")[0] for trace in traces()}
    assert len(tables) > 10, tables  # the canary sings where it should

    response = client.post("/mijn/verwijderen/", {"email": EMAIL})

    assert response.url == "/mijn/verwijderd/"
    assert traces() == []
    assert all(entry.get_change_message() is not None for entry in LogEntry.objects.all())
    assert not LogEntry.objects.filter(change_message__contains="06 55555555").exists()


def test_after_going_away_what_others_need_is_there_without_a_name(client, zwaantje, groen, administrator):
    a_life_with_traces(zwaantje, groen, administrator)
    before = Participation.objects.count()

    client.post("/mijn/verwijderen/", {"email": EMAIL})

    said = ProjectEvent.objects.filter(kind="leader_changed").values_list("reason", flat=True)
    assert list(said) == ["Iemand uit de buurt gaat het project trekken."]
    assert Participation.objects.count() == before - 1  # the draft
    assert not Request.objects.open().exists()
    done = Request.objects.get(status="done")
    assert (done.text, done.messages.count(), Attachment.objects.filter(request=done).count()) == ("", 0, 0)
    entry = AuditEntry.objects.get(kind="removed")
    assert entry.person.name == "Iemand uit de buurt"


def test_after_going_away_what_was_asked_and_not_done_is_closed_and_forgotten(
    client, zwaantje, team_member, django_capture_on_commit_callbacks
):
    asked = request_with_file(zwaantje.person, text="Graag een poster")
    asked.messages.create(text="Welke datum?", kind="to_requester", author=team_member.person)
    poster, letter = made_for(asked), asked.attachments.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/mijn/verwijderen/", {"email": EMAIL})

    asked.refresh_from_db()
    poster.refresh_from_db()
    assert (asked.status, asked.name, asked.text, asked.messages.count()) == ("declined", "Iemand uit de buurt", "", 0)
    assert list(asked.events.values_list("kind", "actor", "reason")) == [("declined", None, "De aanvrager is weg.")]
    assert (poster.text, asked.attachments.count()) == ("", 0)
    assert not default_storage.exists(letter)


def test_after_going_away_the_log_says_the_rest_of_what_it_said(client, zwaantje, groen, administrator):
    Person.objects.filter(pk=zwaantje.person.pk).update(name="Zoë Bos")
    message = [{"added": {"name": "iemand die erin staat", "object": "Zoë Bos"}}]
    for shown in ("Verhaal van zoë bos", "Zoë Bosma", f"x{EMAIL}"):
        LogEntry.objects.create(
            user=administrator, action_flag=2, content_type=ContentType.objects.get_for_model(Story), object_id="1",
            object_repr=shown, change_message=json.dumps(message),
        )  # fmt: skip

    client.post("/mijn/verwijderen/", {"email": EMAIL})

    log = LogEntry.objects.order_by("pk")
    assert [entry.object_repr for entry in log] == ["Verhaal van Iemand uit de buurt", "Zoë Bosma", f"x{EMAIL}"]
    message[0]["added"]["object"] = "Iemand uit de buurt"
    assert [json.loads(entry.change_message) for entry in log] == [message] * 3


def test_after_going_away_the_photo_of_where_the_poster_hung_is_gone(
    client, zwaantje, django_capture_on_commit_callbacks
):
    asked = request_with_file(zwaantje.person, status="done", closed_at=timezone.now())
    proof = made_for(asked).placements.get().proof.name

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/mijn/verwijderen/", {"email": EMAIL})

    placement = Placement.objects.get()
    assert (placement.channel, placement.placed_on) == ("facebook", timezone.localdate())
    assert not default_storage.exists(proof)


def test_going_away_leaves_others_alone(client, zwaantje, neighbour, groen, administrator):
    other = request_with_file(neighbour.person, status="done", closed_at=timezone.now(), text="Van de buurvrouw")
    EnquiryFactory(person=neighbour.person, subject="Van de buurvrouw")
    LogEntry.objects.create(
        user=administrator, action_flag=2, content_type=ContentType.objects.get_for_model(Person),
        object_id=str(neighbour.person.pk), object_repr="Grietje Bos",
    )  # fmt: skip

    client.post("/mijn/verwijderen/", {"email": EMAIL})

    other.refresh_from_db()
    assert (other.text, other.attachments.count()) == ("Van de buurvrouw", 1)
    assert Enquiry.objects.filter(person=neighbour.person).count() == 1
    assert LogEntry.objects.get().object_repr == "Grietje Bos"


def test_what_the_team_made_by_itself_goes_on_when_a_member_goes_away(client, zwaantje):
    asked = RequestFactory(requester=zwaantje.person, text=OWN)

    client.post("/mijn/verwijderen/", {"email": EMAIL})

    asked.refresh_from_db()
    assert (asked.status, asked.name) == ("new", "Iemand uit de buurt")


def test_who_goes_away_reads_what_stays(client, zwaantje):
    page = client.get("/mijn/verwijderen/").text

    assert "Wat je aan het communicatieteam vroeg, gooien we weg, ook de bijlagen." in page
    assert "Was het nog niet klaar? Dan werkt het team er niet meer aan." in page
    assert "Dat geldt ook voor je foto’s." in page
    assert "Download ze eerst" in page


def test_freshness_is_asked_again_after_a_quarter_of_an_hour(client, zwaantje):
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "code", "at": time.time() - timedelta(minutes=16).total_seconds()}
    ]
    session.save()

    answers = [client.get("/mijn/gegevens/"), client.post("/mijn/verwijderen/", {"email": EMAIL})]

    assert {answer.url.split("?")[0] for answer in answers} == {"/account/bevestigen/"}
    assert User.objects.get(pk=zwaantje.pk).is_active
    assert not AuditEntry.objects.exists()


# -- who has no account ------------------------------------------------------------------------------------------------


@pytest.fixture
def truus():
    """Written down by the counter, with all of the canary."""
    person = PersonFactory(name=HER_NAME, phone=PHONE, email=EMAIL, channel="phone", consent_at=timezone.now())
    full_life(person)
    Consent.give(Consent.About.CALLS, person=person, how="counter")
    request_with_file(person, text="Graag een poster")
    OutreachTask.objects.create(person=person, event_uuid=uuid.uuid4(), kind="x", what=f"Bel {HER_NAME}")
    return person


@pytest.fixture
def office(client, administrator):
    sign_in(client, administrator)
    return client


def test_administrator_hands_out_what_is_kept_of_who_has_no_account(office, administrator, truus):
    address = f"/beheer/personen/{truus.pk}/"

    page = office.get(address).text
    response = office.post(address, {"why": "Stond aan de balie met een paspoort"})

    packed = ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    data = json.loads(packed.read("gegevens.json"))
    assert f"{HER_NAME} heeft geen account." in page
    assert data["persoon"]["phone"] == PHONE
    assert [row["text"] for row in data["actiepunten"]] == ["Schep meenemen"]
    assert data["apparaten"] == data["werk_in_het_beheer"] == []
    assert [name for name in packed.namelist() if name.startswith("bijlagen/")]
    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.actor, entry.person) == ("export", administrator.person, truus)
    assert entry.words == "Stond aan de balie met een paspoort"
    truus.refresh_from_db()
    assert truus.user is None


def test_administrator_takes_out_who_has_no_account_and_nothing_is_left(office, administrator, truus):
    office.post(f"/beheer/personen/{truus.pk}/", {"why": f"{FIRST} stond aan de balie"})

    answer = office.post(f"/beheer/personen/{truus.pk}/", {"why": "Weer aan de balie", "remove": "1"}, follow=True)

    assert "De naam en de gegevens zijn overal weggehaald." in answer.text
    assert traces() == []
    assert AuditEntry.objects.filter(kind="removed", actor=administrator.person, person=truus).count() == 1
    again = office.post(f"/beheer/personen/{truus.pk}/", {"why": "Nog eens", "remove": "1"}, follow=True)
    assert "was al alles weggehaald" in again.text


def test_taking_out_who_has_no_address_leaves_others_without_one_alone(office, truus):
    Person.objects.filter(pk=truus.pk).update(email="")
    other = PersonFactory(name="Piet Smid", email="", phone="06 11111111")
    anonymous = RequestFactory(requester=None, name="Iemand anders", email="")

    office.post(f"/beheer/personen/{truus.pk}/", {"why": "Stond aan de balie", "remove": "1"})

    other.refresh_from_db()
    anonymous.refresh_from_db()
    assert (other.name, other.phone, anonymous.name) == ("Piet Smid", "06 11111111", "Iemand anders")


def test_without_a_reason_nothing_is_handed_out_or_taken_out(office, truus):
    page = office.post(f"/beheer/personen/{truus.pk}/", {"why": "", "remove": "1"})

    truus.refresh_from_db()
    assert 'class="errornote"' in page.text
    assert truus.name == HER_NAME
    assert not AuditEntry.objects.exists()


def test_who_has_an_account_does_it_alone(office, neighbour):
    assert office.get(f"/beheer/personen/{neighbour.person.pk}/").status_code == 404
    page = office.get(f"/beheer/accounts/person/{neighbour.person.pk}/change/").text
    assert f"/beheer/personen/{neighbour.person.pk}/" not in page


@pytest.mark.parametrize("who", ["team_member", "counter"])
def test_nobody_else_hands_out_or_takes_out(client, truus, who, request):
    sign_in(client, request.getfixturevalue(who))

    answer = client.post(f"/beheer/personen/{truus.pk}/", {"why": "Zomaar", "remove": "1"})

    truus.refresh_from_db()
    assert answer.status_code == 403
    assert truus.name == HER_NAME
