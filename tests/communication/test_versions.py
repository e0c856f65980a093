"""What was made for a request, changed after the requester saw it: versions, remarks and who agreed with which."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from communication.models import InvalidTransition, Message, Product, ProductVersion, Request
from tests.at_once import at_once
from tests.factories import RequestFactory
from wijkdeal.erasing import erase
from wijkdeal.own_data import collect

QUEUE = "/beheer/communication/request/"
REMARK = "Het is zondag om drie uur."
pytestmark = pytest.mark.django_db


@pytest.fixture
def poster(for_approval):
    """The poster that the requester was asked about, with a file."""
    product = for_approval.products.get()
    product.file.save("poster.pdf", ContentFile(b"%PDF-een"))
    return product


def management(product=None):
    count = int(product is not None)
    return {"products-TOTAL_FORMS": count, "products-INITIAL_FORMS": count, "products-MIN_NUM_FORMS": 0}


def typed(product, **fields):
    """What the back office sends of one product that is changed."""
    sent = {"id": product.pk, "request": product.request_id, "kind": product.kind, "title": product.title}
    sent |= {"text": product.text} | fields
    return management(product) | {f"products-0-{name}": value for name, value in sent.items()}


def change(client, product, **fields):
    return client.post(f"{QUEUE}{product.request_id}/change/", typed(product, **fields), follow=True)


def refuse(product, **fields):
    """The requester, wherever the test itself is signed in as the team."""
    sent = {"reason": REMARK, "seen": product.seen} | fields
    return Client().post(f"{product.request.secret_url}niet-akkoord/{product.pk}/", sent, follow=True)


# -- the team ----------------------------------------------------------------------------------------------------------
def test_what_the_requester_saw_is_kept_as_a_version_when_it_is_changed(team_client, poster, team_member):
    first = poster.file.name

    new_file = SimpleUploadedFile("poster.txt", b"Zondag om drie uur")
    change(team_client, poster, text="Zondag om drie uur", new_file=new_file)

    poster.refresh_from_db()
    version = ProductVersion.objects.get()
    assert (poster.number, poster.text, poster.made_by) == (2, "Zondag om drie uur", team_member.person)
    assert (version.number, version.text, version.file.name) == (1, "Zaterdag om tien uur", first)
    assert default_storage.exists(first)
    assert default_storage.exists(poster.file.name)


def test_what_nobody_saw_yet_is_changed_as_it_is_and_its_file_goes(team_client, in_progress):
    product = Product.objects.create(request=in_progress, kind="poster", title="Probeersel")
    product.file.save("poster.pdf", ContentFile(b"%PDF-een"))
    first = product.file.name

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda act, **options: act())
        change(team_client, product, title="Poster", new_file=SimpleUploadedFile("poster.txt", b"twee"))

    product.refresh_from_db()
    assert (product.number, product.title) == (1, "Poster")
    assert not ProductVersion.objects.exists()
    assert not default_storage.exists(first)


def test_saving_without_a_change_makes_no_version(team_client, poster):
    Product.objects.update(approved_at=timezone.now())

    change(team_client, poster)

    poster.refresh_from_db()
    assert (poster.number, poster.approved_at is None) == (1, False)


def test_second_change_before_it_is_shown_stays_the_same_version(team_client, poster):
    refuse(poster)

    change(team_client, poster, text="Zondag")
    poster.refresh_from_db()
    change(team_client, poster, text="Zondag om drie uur")

    poster.refresh_from_db()
    assert (poster.number, list(poster.versions.values_list("text", flat=True))) == (2, ["Zaterdag om tien uur"])


def test_file_that_an_earlier_version_has_too_stays_when_it_is_replaced(team_client, poster):
    first = poster.file.name
    refuse(poster)
    change(team_client, poster, text="Zondag")
    poster.refresh_from_db()

    change(team_client, poster, text="Zondag", new_file=SimpleUploadedFile("poster.txt", b"twee"))

    assert default_storage.exists(first)
    assert ProductVersion.objects.get().file.name == first


def test_earlier_version_is_downloaded_by_the_team_and_by_nobody_else(client, team_client, poster, resident):
    change(team_client, poster, new_file=SimpleUploadedFile("poster.txt", b"twee"))
    address = f"{QUEUE}{poster.request_id}/uiting/{poster.pk}/versie/1/"

    page = team_client.get(f"{QUEUE}{poster.request_id}/change/").text
    download = team_client.get(address)

    assert f'href="{address}"' in page
    assert "Versie 1, " in page
    assert b"".join(download.streaming_content) == b"%PDF-een"
    assert download["Content-Disposition"] == 'attachment; filename="poster-opschoondag.pdf"'
    assert team_client.get(address.replace("versie/1", "versie/2")).status_code == 404
    assert team_client.get(f"{QUEUE}{RequestFactory().pk}/uiting/{poster.pk}/versie/1/").status_code == 404
    client.force_login(resident)
    assert client.get(address).status_code == 403


def test_it_is_on_record_which_version_was_agreed_with(team_client, for_approval, poster):
    Product.objects.create(request=for_approval, kind="flyer", title="Flyer", shown_at=timezone.now())
    for_approval.approve(product=poster, seen=poster.seen)

    change(team_client, poster, text="Zondag")

    poster.refresh_from_db()
    assert poster.approved_at is None
    assert poster.versions.get().approved_at is not None
    assert ": akkoord op " in team_client.get(f"{QUEUE}{for_approval.pk}/change/").text


def test_two_of_the_team_change_one_product_and_the_second_is_told(team_client, poster):
    page = team_client.get(f"{QUEUE}{poster.request_id}/change/")
    read = page.context["inline_admin_formsets"][0].formset.forms[0]["read"].value()
    change(team_client, poster, text="Zondag", read=read)

    told = change(team_client, poster, text="Maandag", read=read)

    poster.refresh_from_db()
    assert poster.text == "Zondag"
    assert "Iemand anders heeft dit net veranderd" in told.text
    assert "Maandag</textarea>" in told.text


def test_product_that_is_taken_away_leaves_no_file(team_client, poster):
    change(team_client, poster, new_file=SimpleUploadedFile("poster.txt", b"twee"))
    poster.refresh_from_db()
    names = [poster.file.name, poster.versions.get().file.name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda act, **options: act())
        change(team_client, poster, DELETE="on")

    assert not Product.objects.exists()
    assert [default_storage.exists(name) for name in names] == [False, False]


# -- the requester -----------------------------------------------------------------------------------------------------
def test_remark_stands_beside_the_product_and_the_version_that_it_is_about(client, poster, team_member):
    flyer = Product.objects.create(request=poster.request, kind="flyer", title="Flyer")

    refuse(poster)

    asked, remark = Request.objects.get(), Message.objects.get()
    assert asked.status == "in_progress"
    assert (remark.product, remark.version, remark.text) == (poster, 1, REMARK)
    client.force_login(team_member)
    page = client.get(f"{QUEUE}{asked.pk}/change/").text
    assert page.count(REMARK) == 2
    assert "over <b>Poster opschoondag, versie 1</b>" in page
    assert not flyer.remarks.exists()


def test_requester_reads_what_changed_since_the_version_before(client, poster, team_member):
    refuse(poster)
    poster.refresh_from_db()
    poster.text = "Zondag om drie uur"
    poster.revise(["text"], by=team_member.person)
    poster.request.ask_approval(by=team_member.person)

    page = client.get(poster.request.secret_url).text

    assert "poster, versie 2" in page
    assert "Anders sinds versie 1 (" in page
    assert "): de tekst." in page
    assert "Zaterdag om tien uur" in page
    assert page.count(REMARK) == 2


def test_first_version_is_not_numbered_for_the_requester(client, for_approval):
    page = client.get(for_approval.secret_url).text

    assert "versie" not in page


def test_each_product_has_its_own_form_and_a_refusal_without_words_is_asked_for_them(client, poster):
    Product.objects.create(request=poster.request, kind="flyer", title="Flyer", shown_at=timezone.now())

    page = refuse(poster, reason="").text

    assert Request.objects.get().status == "for_approval"
    assert f'<a href="#id_weiger_{poster.pk}_reason">' in page
    assert page.count("niet-akkoord/") == 2
    assert page.count("<details open>") == 1


def test_refusal_of_what_changed_meanwhile_is_told_and_keeps_the_words(client, poster, team_member):
    seen = poster.seen
    poster.text = "Zondag om drie uur"
    poster.revise(["text"], by=team_member.person)

    page = refuse(poster, seen=seen).text

    assert Request.objects.get().status == "for_approval"
    assert "Er is net iets opgeschreven of veranderd." in page
    assert f"{REMARK}</textarea>" in page
    assert not Message.objects.exists()


def test_refusal_that_is_sent_twice_is_one_remark(client, poster):
    key = {"form_key": "7d8a3a52-4a3e-4f6b-9a0f-0d3f6f1f6f10"}

    refuse(poster, **key)
    page = refuse(poster, **key).text

    assert Message.objects.count() == 1
    assert "Je bericht is verstuurd." in page


def test_product_of_another_request_is_refused_nowhere(client, poster):
    other = RequestFactory(status="for_approval")

    response = client.post(f"{other.secret_url}niet-akkoord/{poster.pk}/", {"reason": "Nee", "seen": poster.seen})

    assert response.status_code == 404
    assert set(Request.objects.values_list("status", flat=True)) == {"for_approval"}


def test_what_is_agreed_with_is_not_refused_too(client, poster):
    Product.objects.create(request=poster.request, kind="flyer", title="Flyer", shown_at=timezone.now())
    poster.request.approve(product=poster, seen=poster.seen)

    page = refuse(poster).text

    assert Request.objects.get().status == "for_approval"
    assert "Er is net iets opgeschreven of veranderd." in page


# -- at the same moment ------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_akkoord_with_one_version_while_the_next_is_saved_is_for_what_was_seen_or_told(for_approval, team_member):
    for turn in range(8):
        Product.objects.all().delete()
        Request.objects.update(status="for_approval")
        product = Product.objects.create(
            request=for_approval, kind="poster", title="Poster", text=f"Om {turn}", shown_at=timezone.now()
        )
        changed = Product.objects.get(pk=product.pk)
        changed.text = "Om drie uur"

        told = at_once(
            lambda seen=product.seen: for_approval.approve(seen=seen),
            lambda changed=changed: changed.revise(["text"], by=team_member.person),
            told=InvalidTransition,
        )

        agreed, kept = Request.objects.get().status == "approved", ProductVersion.objects.count()
        assert [isinstance(answer, InvalidTransition) for answer in told] == [not agreed, agreed]
        product.refresh_from_db()
        assert (product.text, kept) == ((f"Om {turn}", 0) if agreed else ("Om drie uur", 1))


@pytest.mark.django_db(transaction=True)
def test_changes_of_two_at_once_are_both_kept(for_approval, team_member):
    product = for_approval.products.get()
    rows = [Product.objects.get(pk=product.pk) for _ in range(4)]
    for place, row in enumerate(rows):
        row.text = f"Om {place} uur"

    at_once(*(lambda row=row: row.revise(["text"], by=team_member.person) for row in rows))

    product.refresh_from_db()
    texts = {product.text, *product.versions.values_list("text", flat=True)}
    assert texts == {"Zaterdag om tien uur", *(f"Om {place} uur" for place in range(4))}
    assert sorted(product.versions.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_what_a_forgotten_member_made_stays_without_a_name(poster, team_member):
    poster.text = "Zondag"
    poster.revise(["text"], by=team_member.person)
    poster.text = "Maandag"
    poster.revise(["text"], by=team_member.person)

    told = collect(team_member)
    erase(team_member)

    assert [row["text"] for row in told["uitingen_gemaakt"]] == ["Maandag"]
    assert [row["text"] for row in told["eerdere_versies_van_uitingen"]] == ["Zondag"]
    poster.refresh_from_db()
    assert poster.made_by.name == "Iemand uit de buurt"
    assert timezone.now() - poster.made_at < timedelta(minutes=1)
