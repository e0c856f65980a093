"""Rows below a form of the back office: as many as there really are, and no more."""

import pytest

from groups.models import Membership
from tests.factories import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def test_group_with_many_members_is_saved(office):
    group = GroupFactory(name="Koplopersgroep")
    MembershipFactory.create_batch(80, group=group)
    address = f"/beheer/groups/group/{group.pk}/change/"

    response = office.post(address, _as_sent(office.get(address)) | {"purpose": "Samen vooruit."})

    group.refresh_from_db()
    assert response.status_code == 302
    assert group.purpose == "Samen vooruit."
    assert Membership.objects.filter(group=group, until=None).count() == 80


@pytest.mark.parametrize("number", ["501", "9223372036854775808", "٩٩٩٩٩٩"])
def test_form_that_says_to_have_endless_rows_is_refused(office, groen, number):
    response = office.post(f"/beheer/themes/theme/{groen.pk}/change/", {"seats-TOTAL_FORMS": number})

    assert response.status_code == 400


def _as_sent(page):
    """What a browser sends of the form and its rows when nothing is changed."""
    form, formsets = page.context["adminform"].form, page.context["inline_admin_formsets"]
    rows = [row for inline in formsets for row in (inline.formset.management_form, *inline.formset.forms)]
    fields = [field for one in (form, *rows) for field in one]
    hidden = {field.html_initial_name: field.value() for field in fields if field.field.show_hidden_initial}
    return {
        name: "" if value is None else value
        for name, value in ({field.html_name: field.value() for field in fields} | hidden).items()
        if value is not False
    }
