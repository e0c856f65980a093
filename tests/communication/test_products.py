"""Making something for a request, in the back office."""

import json

import pytest

from communication.models import Product
from tests.factories import RequestFactory

QUEUE = "/beheer/communication/request/"
EMPTY = {"products-INITIAL_FORMS": 0, "products-MIN_NUM_FORMS": 0, "products-TOTAL_FORMS": 1}
pytestmark = pytest.mark.django_db


def inline_of(response):
    return response.context["inline_admin_formsets"][0]


@pytest.mark.parametrize(("asked_for", "offered"), [("flyer", "flyer"), ("question", None)])
def test_a_new_product_is_of_the_kind_that_was_asked_for(team_client, asked_for, offered):
    asked = RequestFactory(kind=asked_for)

    response = team_client.get(f"{QUEUE}{asked.pk}/change/")

    assert inline_of(response).formset.empty_form["kind"].value() == offered


def test_the_kind_that_is_offered_alone_makes_no_product(team_client, in_progress):
    team_client.post(f"{QUEUE}{in_progress.pk}/change/", EMPTY | {"products-0-kind": in_progress.kind})

    assert not Product.objects.exists()


def test_the_back_office_says_what_was_saved_in_plain_words(team_client, in_progress):
    typed = {"products-0-kind": "poster", "products-0-title": "Poster A3", "products-0-text": "Zaterdag"}

    response = team_client.post(f"{QUEUE}{in_progress.pk}/change/", EMPTY | typed | {"_continue": "1"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["Het is bewaard."]
    assert Product.objects.get().title == "Poster A3"


def test_the_button_that_adds_a_product_is_a_sentence(team_client, in_progress):
    response = team_client.get(f"{QUEUE}{in_progress.pk}/change/")

    data = json.loads(inline_of(response).inline_formset_data)
    assert data["options"]["addText"] == "Voeg toe: uiting"


@pytest.mark.parametrize("is_made", [False, True])
def test_there_is_a_button_to_save_where_something_can_be_saved(team_client, in_progress, team_member, is_made):
    product = Product.objects.create(request=in_progress, kind="poster", title="Poster A3")
    if is_made:
        in_progress.finish(by=team_member.person)

    for address in (f"{QUEUE}{in_progress.pk}/change/", f"/beheer/communication/product/{product.pk}/change/"):
        html = team_client.get(address).text
        assert ('name="_save"' not in html) == is_made
        assert ('name="_continue"' not in html) == is_made


def test_no_file_is_asked_for_what_is_ready(team_client, in_progress, team_member):
    Product.objects.create(request=in_progress, kind="poster", title="Poster A3")
    busy = team_client.get(f"{QUEUE}{in_progress.pk}/change/")
    in_progress.finish(by=team_member.person)

    ready = team_client.get(f"{QUEUE}{in_progress.pk}/change/")

    assert "new_file" in inline_of(busy).fieldsets[0][1]["fields"]
    assert "new_file" not in inline_of(ready).fieldsets[0][1]["fields"]
    assert "New file" not in ready.content.decode()
