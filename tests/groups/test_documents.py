"""Documents of a group: who puts them there, who reads them, and that nobody else knows of them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from groups.models import Document
from groups.models import documents as documents_module
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory

PDF = b"%PDF-1.7 plan"
pytestmark = pytest.mark.django_db


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def typed(content=PDF, name="plan.pdf", **fields):
    return {"title": "Geheim plan", "file": SimpleUploadedFile(name, content)} | fields


def add_to(group, *, is_public=False):
    file = documents_module.default_storage.save("attachments/plan.pdf", SimpleUploadedFile("plan.pdf", PDF))
    return Document.objects.create(
        group=group, title="Geheim plan", file=file, shown_name="plan.pdf", is_public=is_public
    )


def at(document, *parts):
    return "/".join([f"{document.group.get_absolute_url()}documenten/{document.pk}", *parts, ""])


@pytest.mark.parametrize("who", ["chair", "secretary", "administrator"])
def test_who_steers_puts_a_document_there(client, group, who, request):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert "Hoogstens 20 MB" in text_of(client.get(f"{group.get_absolute_url()}documenten/nieuw/"))

    page = text_of(client.post(f"{group.get_absolute_url()}documenten/nieuw/", typed(), follow=True))

    document = Document.objects.get()
    assert (document.title, document.shown_name, document.is_public) == ("Geheim plan", "plan.pdf", False)
    assert document.added_by == user.person
    assert "Geheim plan" in page
    assert "Alleen voor leden." in page


@pytest.mark.parametrize("who", ["member", "resident", "green_resident", "team_member"])
def test_others_put_none_there(client, group, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"{group.get_absolute_url()}documenten/nieuw/", typed()).status_code == 403
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"), [(b"MZ\x90\x00\x00", "plan.pdf"), (b"<svg onload=x>", "plan.svg"), (b"", "leeg.pdf")]
)
def test_what_is_no_document_is_refused_and_leaves_no_file(client, group, chair, content, name, settings):
    client.force_login(chair)

    page = text_of(client.post(f"{group.get_absolute_url()}documenten/nieuw/", typed(content, name)))

    assert 'class="error"' in page
    assert not Document.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_a_mistake_elsewhere_asks_for_the_file_again(client, group, chair):
    client.force_login(chair)

    page = text_of(client.post(f"{group.get_absolute_url()}documenten/nieuw/", typed(title="")))

    assert "Kies je bestand nog een keer." in page


def test_sending_twice_keeps_one_row_and_one_file(client, group, chair, settings):
    client.force_login(chair)
    key = client.get(f"{group.get_absolute_url()}documenten/nieuw/").context["form"]["form_key"].value()

    for _ in range(2):
        client.post(f"{group.get_absolute_url()}documenten/nieuw/", typed(form_key=key))

    assert Document.objects.count() == 1
    assert len(list(settings.MEDIA_ROOT.rglob("*.pdf"))) == 1


def test_a_group_has_a_limit(client, group, chair, monkeypatch, settings):
    monkeypatch.setattr(documents_module, "MOST", 0)
    client.force_login(chair)

    page = text_of(client.post(f"{group.get_absolute_url()}documenten/nieuw/", typed(), follow=True))

    assert "Haal er eerst een weg." in page
    assert not list(settings.MEDIA_ROOT.rglob("*.pdf"))


@pytest.mark.parametrize("is_public", [False, True])
def test_members_read_what_is_theirs_and_everybody_what_is_public(
    client, group, member, resident, administrator, koplopers_chair, is_public
):
    document = add_to(group, is_public=is_public)

    found = {}
    for user in (None, resident, koplopers_chair, member, administrator):
        client.force_login(user) if user else client.logout()
        in_page = "Geheim plan" in text_of(client.get(group.get_absolute_url()))
        response = client.get(at(document))
        b"".join(response)  # so that the file is closed
        found[user] = (in_page, response.status_code)

    shut = (True, 200) if is_public else (False, 404)
    open_to = (True, 200)
    assert found == {None: shut, resident: shut, koplopers_chair: shut, member: open_to, administrator: open_to}


@pytest.mark.parametrize(
    "address", ["/groepen/", "/zoeken/?q=geheim", "/themas/groen/", "/", "/agenda/", "/sitemap.xml"]
)
def test_no_list_names_a_document_of_members(client, group, resident, address):
    add_to(group)
    client.force_login(resident)

    assert "Geheim plan" not in client.get(address).content.decode()


def test_it_is_served_as_a_download_that_nothing_runs_or_keeps(client, group, member):
    document = add_to(group)
    client.force_login(member)

    response = client.get(at(document))

    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content) == PDF


def test_who_left_reads_it_no_more(client, group, member):
    document = add_to(group)
    group.leave(member.person)
    client.force_login(member)

    assert client.get(at(document)).status_code == 404


def test_a_document_is_reached_by_its_own_group_only(client, group, member):
    document = add_to(group)
    other = GroupFactory()
    MembershipFactory(group=other, person=member.person)
    client.force_login(member)

    assert client.get(f"{other.get_absolute_url()}documenten/{document.pk}/").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, group, member):
    document = add_to(group)
    document.file.storage.delete(document.file.name)
    client.force_login(member)

    assert client.get(at(document)).status_code == 404


@pytest.mark.parametrize("who", ["chair", "secretary"])
def test_who_steers_takes_it_away_and_the_file_with_it(
    client, group, who, request, settings, django_capture_on_commit_callbacks
):
    document = add_to(group)
    client.force_login(request.getfixturevalue(who))
    assert at(document, "weghalen") in text_of(client.get(group.get_absolute_url()))
    assert "Haal je ‘Geheim plan’ weg?" in text_of(client.get(at(document, "weghalen")))

    with django_capture_on_commit_callbacks(execute=True):
        page = text_of(client.post(at(document, "weghalen"), follow=True))

    assert "‘Geheim plan’ is weg." in page
    assert not Document.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.pdf"))


def test_a_document_that_is_gone_already_is_said_to_be(client, group, chair, member):
    address = at(add_to(group), "weghalen")
    client.force_login(chair)
    client.post(address)

    second = client.post(address, follow=True)

    assert second.redirect_chain[-1][0] == group.get_absolute_url()
    assert "Dit was al weggehaald." in text_of(second)
    assert client.get(address).status_code == 404
    client.force_login(member)
    assert client.post(address).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("resident", 404)])
def test_others_take_nothing_away(client, group, who, status, request):
    document = add_to(group)
    client.force_login(request.getfixturevalue(who))

    assert client.post(at(document, "weghalen")).status_code == status
    assert Document.objects.exists()


def test_members_find_the_minutes_to_look_over_and_others_do_not(client, group, member, resident):
    past = timezone.localtime() - timedelta(days=2)
    MeetingFactory(group=group, state="minutes_draft", starts_at=past, minutes="We waren het eens.")
    words = "Verslag om na te kijken"

    client.force_login(resident)
    outside = text_of(client.get(group.get_absolute_url()))
    client.force_login(member)

    assert words not in outside
    assert words in text_of(client.get(group.get_absolute_url()))


@pytest.mark.parametrize("kind", ["procesbegeleiders", "communicatieteam"])
def test_the_chair_of_a_fixed_group_plans_a_meeting_like_any_other(client, resident, kind):
    group = GroupFactory(kind=kind, slug=kind, is_open=False)
    MembershipFactory(group=group, person=resident.person, role="chair")
    client.force_login(resident)
    assert "Plan een bijeenkomst" in text_of(client.get(group.get_absolute_url()))

    day = timezone.localdate() + timedelta(days=9)
    when = {"day": day.isoformat(), "starts": "19:30", "ends": "21:00", "place": "Wijkdealwerkplaats"}
    client.post(f"{group.get_absolute_url()}bijeenkomsten/nieuw/", {"title": "Overleg"} | when)

    assert group.meetings.get().title == "Overleg"
