"""Projects in the back office: read by the team, corrected by the administrator, moved on the site only."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from projects.models import MoneyLine, Pledge, Project, Status, Update
from tests.factories import OrganisationFactory, PersonFactory, ProjectFactory, UpdateFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, settings):
    """The administrator, signed in; the second factor of production has its own tests."""
    user = UserFactory(email="beheer@voorbeeld.test", name="Anja Veen", is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


def address(name, *args):
    return reverse(f"admin:projects_{name}", args=args)


def form_of(response):
    """What a browser would send back from the page of one object, inlines included."""
    adminform = response.context["adminform"].form
    data = {name: value for name in adminform.fields if (value := adminform[name].value()) is not None}
    for inline in response.context["inline_admin_formsets"]:
        data |= {field.html_name: field.value() for field in inline.formset.management_form}
        for form in inline.formset.forms:
            data |= {field.html_name: field.value() for field in form if field.value() is not None}
    return data


LISTS = {"project": 200, "update": 200, "photo": 200, "pledge": 403, "projectevent": 403}


@pytest.mark.parametrize("model", ["project", "update", "photo", "pledge", "moneyline", "projectevent"])
def test_administrator_opens_every_list(admin, model):
    project = ProjectFactory(answer_due="2020-01-01", initiator=PersonFactory(), heard_at=timezone.now())
    UpdateFactory(project=project)
    organisation = OrganisationFactory()
    Pledge.objects.create(project=project, organisation=organisation, what="Grond", due="2020-01-01", state="confirmed")
    MoneyLine.objects.create(project=project, kind="needed", amount=5, what="thee")
    project.events.create(kind="proposed")

    response = admin.get(address(f"{model}_changelist"), {"q": "a"})

    assert response.status_code == 200
    assert "delete_selected" not in response.content.decode()


def test_list_finds_what_is_answered_late_or_hidden(admin):
    late = ProjectFactory(answer_due="2020-01-01")
    hidden = ProjectFactory(hidden_at=timezone.now())

    found = {
        value: list(admin.get(address("project_changelist"), {"aandacht": value}).context["cl"].queryset)
        for value in ("laat", "verborgen")
    }

    assert found == {"laat": [late], "verborgen": [hidden]}


def test_correcting_a_title_leaves_alone_the_state_that_changed_meanwhile(admin):
    project = ProjectFactory(status=Status.PREPARING, initiator=PersonFactory())
    page = admin.get(address("project_change", project.pk))
    sent = form_of(page) | {"title": "Plukfruit voor iedereen"}
    original = Project.from_db

    def read_then_stopped(*args, **kwargs):
        """Somebody stops it between reading and saving."""
        instance = original(*args, **kwargs)
        Project.objects.filter(pk=project.pk).update(status=Status.STOPPED)
        return instance

    Project.from_db = classmethod(lambda cls, *args, **kwargs: read_then_stopped(*args, **kwargs))
    try:
        response = admin.post(address("project_change", project.pk), sent)
    finally:
        Project.from_db = original

    project.refresh_from_db()
    assert response.status_code == 302
    assert (project.title, project.status) == ("Plukfruit voor iedereen", Status.STOPPED)


def test_saving_over_what_somebody_else_changed_is_refused_and_keeps_what_was_typed(admin):
    project = ProjectFactory(status=Status.PREPARING)
    sent = form_of(admin.get(address("project_change", project.pk)))
    project.edit(version=project.version, title="Van de initiatiefnemer")

    response = admin.post(address("project_change", project.pk), sent | {"title": "Van de beheerder"})

    project.refresh_from_db()
    assert project.title == "Van de initiatiefnemer"
    assert "Iemand anders heeft dit project net aangepast" in response.content.decode()
    assert "Van de beheerder" in response.content.decode()


def test_a_correction_counts_as_a_new_version(admin):
    project = ProjectFactory(status=Status.PREPARING)
    sent = form_of(admin.get(address("project_change", project.pk)))

    admin.post(address("project_change", project.pk), sent | {"title": "Van de beheerder"})

    before = project.version
    project.refresh_from_db()
    assert (project.title, project.version) == ("Van de beheerder", before + 1)


def test_of_two_who_correct_a_message_the_second_is_told_and_loses_nothing(admin):
    update = UpdateFactory(text="Er staan bomen.")
    sent = form_of(admin.get(address("update_change", update.pk)))
    Update.objects.filter(pk=update.pk).update(text="Er staan tien bomen.")

    clash = admin.post(address("update_change", update.pk), sent | {"text": "Er staan veel bomen."})
    again = admin.post(address("update_change", update.pk), form_of(clash) | {"text": "Er staan veel bomen."})

    update.refresh_from_db()
    assert "Iemand anders heeft dit net veranderd." in clash.text
    assert "Er staan veel bomen." in clash.text
    assert again.status_code == 302
    assert update.text == "Er staan veel bomen."


def belonging(project, kind):
    """(the row, its text, the name of that text in the form, the name of its version)."""
    if kind == "help":
        return project.help_wanted.create(kind="hands", what="Spitters"), "what", "help_wanted-0-what", "version"
    now = timezone.now()
    row = project.activities.create(title="Plantdag", starts_at=now, ends_at=now + timedelta(days=1), place="Het veld")
    return row, "title", "activities-0-title", "sequence"


@pytest.mark.parametrize("kind", ["help", "activity"])
def test_of_two_who_correct_what_belongs_to_a_project_the_second_is_told(admin, kind):
    project = ProjectFactory(status=Status.PREPARING)
    row, field, name, _ = belonging(project, kind)
    sent = form_of(admin.get(address("project_change", project.pk)))
    type(row).objects.filter(pk=row.pk).update(**{field: "Van de trekker"})

    page = admin.post(address("project_change", project.pk), sent | {name: "Van de beheerder"}).text

    row.refresh_from_db()
    assert "Iemand anders heeft dit net veranderd." in page
    assert getattr(row, field) == "Van de trekker"


@pytest.mark.parametrize("kind", ["help", "activity"])
def test_a_correction_of_what_belongs_to_a_project_counts_as_a_new_version(admin, kind):
    project = ProjectFactory(status=Status.PREPARING)
    row, field, name, version = belonging(project, kind)
    before = getattr(row, version)
    sent = form_of(admin.get(address("project_change", project.pk)))

    admin.post(address("project_change", project.pk), sent | {name: "Van de beheerder"})

    row.refresh_from_db()
    assert (getattr(row, field), getattr(row, version)) == ("Van de beheerder", before + 1)


def test_who_only_reads_sees_no_field_that_says_nothing(client, team_member):
    update = UpdateFactory()
    client.force_login(team_member)

    page = client.get(address("update_change", update.pk))

    assert page.status_code == 200
    assert "Read" not in page.text


def test_state_sent_along_is_not_taken(admin):
    project = ProjectFactory(status=Status.PREPARING)
    sent = form_of(admin.get(address("project_change", project.pk)))

    admin.post(
        address("project_change", project.pk), sent | {"status": "completed", "result": "Klaar", "hidden_at": ""}
    )

    project.refresh_from_db()
    assert (project.status, project.result) == (Status.PREPARING, "Klaar")
    assert not project.events.exists()


def test_theme_of_a_proposal_is_moved_on_the_site(admin, sociaal):
    project = ProjectFactory()

    assert "theme" not in admin.get(address("project_change", project.pk)).context["adminform"].form.fields
    project.take_up(by=PersonFactory(), reason="Ja.")
    assert "theme" in admin.get(address("project_change", project.pk)).context["adminform"].form.fields


def test_a_theme_chosen_twice_is_chosen_once(admin, groen, sociaal):
    project = ProjectFactory(theme=groen, status=Status.PREPARING)
    sent = form_of(admin.get(address("project_change", project.pk)))

    admin.post(address("project_change", project.pk), sent | {"theme": sociaal.pk, "other_themes": [sociaal.pk]})

    project.refresh_from_db()
    assert (project.theme, list(project.other_themes.all())) == (sociaal, [])


def test_nobody_adds_or_deletes_a_project_in_the_back_office(admin):
    project = ProjectFactory()

    assert admin.get(address("project_add")).status_code == 403
    assert admin.post(address("project_delete", project.pk), {"post": "yes"}).status_code == 403
    assert Project.objects.filter(pk=project.pk).exists()


def test_administrator_hides_messages(admin):
    update = UpdateFactory()

    admin.post(address("update_changelist"), {"action": "hide", "_selected_action": [update.pk]})

    update.refresh_from_db()
    assert update.hidden_at is not None


def test_administrator_adds_a_pledge_that_waits_for_its_organisation(admin):
    project, organisation = ProjectFactory(), OrganisationFactory()
    sent = {
        "project": project.pk,
        "organisation": organisation.pk,
        "what": "Grond",
        "due": "2027-01-01",
        "made_on": "2026-01-01",
    }

    response = admin.post(address("pledge_add"), sent | {"state": "kept"})

    assert response.status_code == 302
    assert Pledge.objects.get().state == "offered"


def test_an_amount_is_never_changed(admin):
    line = MoneyLine.objects.create(project=ProjectFactory(), kind="needed", amount=5, what="thee")

    response = admin.post(address("moneyline_change", line.pk), {"amount": "500"})

    line.refresh_from_db()
    assert (response.status_code, line.amount) == (403, 5)


@pytest.mark.parametrize(("model", "allowed"), LISTS.items())
def test_team_reads_projects_and_nothing_beside_them(client, team_member, model, allowed):
    client.force_login(team_member)

    assert client.get(address(f"{model}_changelist")).status_code == allowed


def test_team_changes_nothing(client, team_member):
    update = UpdateFactory()
    client.force_login(team_member)

    change = client.post(address("update_change", update.pk), {"title": "Anders"})
    hide = client.post(address("update_changelist"), {"action": "hide", "_selected_action": [update.pk]})

    update.refresh_from_db()
    assert change.status_code == 403
    assert hide.status_code in (302, 403, 200)
    assert update.hidden_at is None
    assert Update.objects.get().title == update.title


def test_resident_and_visitor_stay_out_of_the_back_office(client, resident):
    assert client.get(address("project_changelist")).status_code == 302
    client.force_login(resident)
    assert client.get(address("project_changelist")).status_code in (302, 403)


@pytest.mark.parametrize("missing", ["result", "caretaker"])
def test_the_database_keeps_of_what_is_completed_what_it_brought_and_who_looks_after_it(groen, missing):
    with pytest.raises(IntegrityError, match="completed_project_has_result"):
        ProjectFactory(theme=groen, status=Status.COMPLETED, **{missing: ""})


@pytest.mark.parametrize("missing", ["result", "caretaker"])
def test_a_constraint_over_a_column_that_is_read_only_is_said_in_words(client, administrator, groen, missing):
    project = ProjectFactory(theme=groen, status=Status.COMPLETED, result="Het staat er.", caretaker="Bas")
    client.force_login(administrator)
    address = f"/beheer/projects/project/{project.pk}/change/"
    form = client.get(address).context["adminform"].form
    typed = {name: form.initial[name] for name in form.fields if form.initial.get(name)}
    typed[missing] = ""
    for formset in client.get(address).context["inline_admin_formsets"]:
        management = formset.formset.management_form
        typed |= {management.add_prefix(name): value for name, value in management.initial.items()}

    response = client.post(address, typed | {"theme": groen.pk})

    project.refresh_from_db()
    assert "Dit past niet bij hoe het er nu voor staat." in response.text
    assert (project.result, project.caretaker) == ("Het staat er.", "Bas")


def test_the_team_reads_no_drafts(client, team_member, groen):
    draft = ProjectFactory(theme=groen, status=Status.DRAFT, title="Nog geheim")
    ProjectFactory(theme=groen, title="Openbaar")
    client.force_login(team_member)

    page = client.get("/beheer/projects/project/").text

    assert "Openbaar" in page
    assert "Nog geheim" not in page
    assert client.get(f"/beheer/projects/project/{draft.pk}/change/").status_code == 302


def test_a_pledge_that_was_moved_keeps_its_date_and_its_reason(admin, groen):
    pledge = Pledge.objects.create(
        project=ProjectFactory(theme=groen), organisation=OrganisationFactory(), what="Grond", due="2026-12-01",
        first_due="2026-11-01", state="moved", reason="De grond was te nat.",
    )  # fmt: skip

    page = address("pledge_change", pledge.pk)
    typed = {"what": "Zwarte grond", "due": "2027-06-01", "reason": "", "made_on": "2026-10-01"}
    answer = admin.post(page, typed)

    pledge.refresh_from_db()
    assert answer.status_code == 302
    assert (pledge.what, str(pledge.due), pledge.reason) == ("Zwarte grond", "2026-12-01", "De grond was te nat.")
