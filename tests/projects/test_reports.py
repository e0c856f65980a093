"""Reports: anybody says that something should not stand here; it hides nothing, and who may hide decides."""

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from communication import outbox
from projects.models import InvalidTransition, Photo, Project, Question, Report, Status
from tests.factories import PersonFactory, ProjectFactory, StoryFactory, UpdateFactory, UserFactory
from wijkdeal.tasks import keep_no_longer

pytestmark = pytest.mark.django_db

SAID = {"category": "personal", "text": "Hier staat mijn nummer."}
REASON = "Er staat een telefoonnummer in."


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, initiator=resident.person)


@pytest.fixture
def things(project, resident, clean_photo):
    """{key: thing} of everything that can be reported."""
    update = UpdateFactory(project=project, title="Bel Truus maar", author=resident.person)
    photo = Photo.add(project, clean_photo(), alt="Truus in de tuin", by=resident.person)
    photo.make_sizes()
    question = Question.ask(project, by=resident.person, text="Wie is Truus?")
    named = {"bericht": update, "foto": photo, "vraag": question}
    return {"project": project} | {f"{word}-{thing.pk}": thing for word, thing in named.items()}


@pytest.fixture(params=["project", "bericht", "foto", "vraag"])
def key(things, request):
    return next(key for key in things if key.startswith(request.param))


def words(response):
    return response.content.decode()


def report(client, project, user=None, **data):
    client.logout()
    if user:
        client.force_login(user)
    return client.post(f"{project.get_absolute_url()}melden/", SAID | {"about": "project"} | data)


def settle(client, row, user, outcome="hidden", reason=REASON, **options):
    client.force_login(user)
    return client.post(f"/begeleiding/meldingen/{row.pk}/", {"outcome": outcome, "reason": reason}, **options)


def deliver():
    mail.outbox.clear()
    outbox.process_events()
    outbox.send_due()
    return {message.to[0]: message for message in mail.outbox}


# -- reporting --------------------------------------------------------------------------------------------------------
def test_neighbour_reports_and_nothing_is_hidden(client, project, things, key, neighbour):
    response = report(client, project, neighbour, about=key)

    row = Report.objects.get()
    assert (row.thing, row.category, row.text) == (things[key], "personal", "Hier staat mijn nummer.")
    assert (row.project, row.reporter) == (project, neighbour.person)
    assert "We hebben je melding." in words(client.get(response.url))
    things[key].refresh_from_db()
    assert things[key].hidden_at is None


def test_many_reports_hide_nothing(client, project, things, key):
    for _ in range(12):
        Report.make(things[key], by=PersonFactory(), **SAID)

    things[key].refresh_from_db()
    assert things[key].hidden_at is None
    assert Report.objects.open().count() == 12


def test_visitor_reports_without_an_address(client, project):
    report(client, project)

    row = Report.objects.get()
    assert (row.reporter, row.email) == (None, "")


def test_one_person_reports_one_thing_once(client, project, things, key, neighbour):
    report(client, project, neighbour, about=key)
    response = report(client, project, neighbour, about=key, text="Nog eens.")

    assert Report.objects.count() == 1
    assert "Dit had je al gemeld." in words(client.get(response.url))
    report(client, project, neighbour, about=next(other for other in things if other != key))
    assert Report.objects.count() == 2


def test_one_address_reports_one_thing_once(client, project):
    for _ in range(2):
        report(client, project, email="truus@voorbeeld.test", text=f"Zie {_}")

    assert Report.objects.count() == 1


def test_a_double_send_of_a_visitor_is_one_report(client, project):
    for _ in range(2):
        response = report(client, project, form_key="8c4df2a2-97a9-4d3b-9d8f-1a5f2a9d0c11")

    assert Report.objects.count() == 1
    assert response.status_code == 302


def test_the_link_at_a_message_chooses_it(client, project, things):
    key = next(key for key in things if key.startswith("bericht"))
    address = f"{project.get_absolute_url()}melden/?over={key}"

    assert f'melden/?over={key}"' in words(client.get(project.get_absolute_url()))
    assert f'value="{key}" selected' in words(client.get(address))


def test_empty_form_says_what_is_missing_and_keeps_the_rest(client, project):
    shown = words(report(client, project, category="", text=""))

    assert "<title>Fout: Meld iets" in shown
    assert "Kies wat er mis is." in shown
    assert "Leg in één of twee zinnen uit wat er mis is." in shown
    assert not Report.objects.exists()


@pytest.mark.parametrize("about", ["bericht-1", "bericht-٣", "foto-999999999999999999999", "niets", "vraag-", "\x00"])
def test_what_is_not_there_cannot_be_reported(client, project, about):
    assert "Kies iets uit de lijst." in words(report(client, project, about=about))
    assert client.get(f"{project.get_absolute_url()}melden/", {"over": about}).status_code == 200
    assert not Report.objects.exists()


def test_what_is_hidden_or_of_another_project_cannot_be_reported(client, project, things):
    hidden = next(key for key in things if key.startswith("bericht"))
    things[hidden].hide(by=None, reason=REASON)
    other = UpdateFactory()

    for about in (hidden, f"bericht-{other.pk}"):
        shown = words(report(client, project, about=about))
        assert "Kies iets uit de lijst." in shown
        assert "Bel Truus" not in shown


def test_the_form_needs_few_queries(client, project, things, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(f"{project.get_absolute_url()}melden/")


# -- deciding ---------------------------------------------------------------------------------------------------------
def test_duo_and_team_hear_of_it_without_what_was_typed(project, green_resident, team_member, neighbour):
    Report.make(project, by=neighbour.person, **SAID)

    letters = deliver()

    assert set(letters) == {green_resident.email, team_member.email}
    assert "persoonsgegevens van iemand" in letters[team_member.email].body
    assert "mijn nummer" not in letters[team_member.email].body


@pytest.mark.parametrize("who", ["green_resident", "team_member", "administrator"])
def test_who_may_hides_what_was_reported_and_everybody_hears(
    client, project, things, key, neighbour, resident, request, who
):
    row = Report.make(things[key], by=neighbour.person, **SAID)
    other = Report.make(things[key], email="truus@voorbeeld.test", **SAID)
    user = request.getfixturevalue(who)
    deliver()
    client.force_login(user)
    assert f"/begeleiding/meldingen/{row.pk}/" in words(client.get("/begeleiding/meldingen/"))

    settle(client, row, user)

    things[key].refresh_from_db()
    assert (things[key].hidden_at is not None, things[key].hidden_reason) == (True, REASON)
    for one in (row, other):
        one.refresh_from_db()
        assert (one.outcome, one.reason, one.settled_by) == ("hidden", REASON, user.person)
    letters = deliver()
    word = key.partition("-")[0]
    about = "het project ‘Plukfruit’" if word == "project" else f"een {word} bij ‘Plukfruit’"
    assert letters[neighbour.email].subject == f"Je melding over {about} is bekeken"
    assert f"Je meldde {about}." in letters[neighbour.email].body
    typed = letters["truus@voorbeeld.test"].body
    assert "Het is verborgen." in typed
    assert (about in typed) == (word != "project")
    assert REASON in letters[resident.email].body
    assert "‘Plukfruit’" in letters[resident.email].body
    assert word in letters[resident.email].body or word == "project"
    assert f"subject=Verborgen%20bij%20{project.short_code}" in letters[resident.email].body


def test_duo_leaves_it_and_says_why(client, project, things, key, green_resident, neighbour):
    row = Report.make(things[key], by=neighbour.person, **SAID)

    settle(client, row, green_resident, outcome="left", reason="Dat is zijn eigen nummer.")

    things[key].refresh_from_db()
    assert things[key].hidden_at is None
    body = deliver()[neighbour.email].body
    assert "Het blijft staan." in body
    assert "Dat is zijn eigen nummer." in body


def test_hiding_at_the_thing_itself_answers_who_reported_it(project, things, key, green_resident, neighbour):
    row = Report.make(things[key], by=neighbour.person, **SAID)

    things[key].hide(by=green_resident.person, reason=REASON)

    row.refresh_from_db()
    assert (row.outcome, row.reason) == ("hidden", REASON)


def test_second_to_decide_is_told_and_loses_nothing(client, project, things, key, green_resident, team_member):
    row = Report.make(things[key], by=PersonFactory(), **SAID)
    settle(client, row, green_resident, outcome="left", reason="Het is goed.")

    shown = words(settle(client, row, team_member, reason="Weg ermee.", follow=True))

    things[key].refresh_from_db()
    row.refresh_from_db()
    assert (things[key].hidden_at, row.outcome) == (None, "left")
    assert "Iemand anders was je voor" in shown
    assert "Jij schreef: ‘Weg ermee.’" in shown


def test_deciding_needs_a_choice_and_a_reason(client, project, green_resident):
    row = Report.make(project, by=PersonFactory(), **SAID)

    shown = words(settle(client, row, green_resident, outcome="", reason=""))

    assert "Kies of het blijft staan." in shown
    assert "Schrijf in één zin waarom." in shown
    row.refresh_from_db()
    assert row.is_open


def test_duo_of_another_theme_does_not_find_it(client, project, social_professional):
    row = Report.make(project, by=PersonFactory(), **SAID)

    client.force_login(social_professional)
    assert "Plukfruit" not in words(client.get("/begeleiding/meldingen/"))
    assert settle(client, row, social_professional).status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "resident", "counter"])
def test_nobody_else_reads_reports(client, project, request, who):
    row = Report.make(project, by=PersonFactory(), **SAID)
    user = request.getfixturevalue(who)

    client.force_login(user)
    assert client.get("/begeleiding/meldingen/").status_code == 403
    assert settle(client, row, user).status_code == 403


def test_the_work_list_leads_to_the_reports(client, green_resident):
    client.force_login(green_resident)

    assert 'href="/begeleiding/meldingen/"' in words(client.get("/begeleiding/"))
    assert "Er is niets gemeld dat op jou wacht." in words(client.get("/begeleiding/meldingen/"))


def test_a_report_moves_along_with_what_it_is_about(project, things, groen, green_resident):
    key = next(key for key in things if key.startswith("bericht"))
    row = Report.make(things[key], by=PersonFactory(), **SAID)
    other = ProjectFactory(theme=groen)

    project.merge_into(other, by=green_resident.person, reason="Hetzelfde.")

    row.refresh_from_db()
    assert row.project == other


# -- what is hidden, and putting it back -------------------------------------------------------------------------------
def test_who_may_hide_finds_where_something_is_hidden(client, project, things, key, groen, sociaal, green_resident):
    ProjectFactory(title="Niets verborgen", theme=groen)
    hidden_elsewhere = ProjectFactory(title="Ander thema", theme=sociaal)
    hidden_elsewhere.hide(by=None, reason=REASON)
    things[key].hide(by=None, reason=REASON)
    client.force_login(green_resident)

    shown = words(client.get("/begeleiding/meldingen/"))

    assert f'<a href="{project.get_absolute_url()}verborgen/">Plukfruit</a>' in shown
    assert "Niets verborgen" not in shown
    assert "Ander thema" not in shown


def test_what_is_hidden_is_found_by_its_own_indexes(project):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table this small is read whole otherwise

        plan = Project.objects.with_hidden_things().explain()

    assert {name for name in ("project", "update", "photo", "question") if f"{name}_hidden" in plan} == {
        "project", "update", "photo", "question",
    }  # fmt: skip


def test_a_hidden_photo_is_in_no_page_and_its_address_is_gone(client, project, things, green_resident, neighbour):
    photo = next(thing for key, thing in things.items() if key.startswith("foto"))
    project.choose_cover()
    assert photo.src in words(client.get("/projecten/"))
    client.force_login(green_resident)

    client.post(f"{project.get_absolute_url()}fotos/{photo.pk}/verbergen/", {"reason": REASON})

    client.logout()
    for address in ("/projecten/", project.get_absolute_url(), "/", "/themas/groen/"):
        assert photo.src not in words(client.get(address))
    assert client.get(photo.src).status_code == 404
    client.force_login(neighbour)
    assert client.get(photo.src).status_code == 404


@pytest.mark.parametrize("who", ["green_resident", "team_member", "administrator"])
def test_who_may_puts_it_back_with_a_reason(client, project, things, key, resident, request, who):
    things[key].hide(by=None, reason=REASON)
    user = request.getfixturevalue(who)
    deliver()
    client.force_login(user)
    address = f"{project.get_absolute_url()}terugzetten/{key}/"
    assert address in words(client.get(f"{project.get_absolute_url()}verborgen/"))
    assert REASON in words(client.get(address))

    response = client.post(address, {"reason": "Het klopt toch."}, follow=True)

    things[key].refresh_from_db()
    assert (things[key].hidden_at, things[key].hidden_reason) == (None, "")
    assert "Het staat weer op de website." in words(response)
    assert "Het klopt toch." in deliver()[resident.email].body
    again = client.post(address, {"reason": "Ook goed."}, follow=True)
    assert "Dit was niet verborgen" in words(again)


def test_nothing_is_put_back_without_a_reason(client, project, things, green_resident):
    key = next(key for key in things if key.startswith("bericht"))
    things[key].hide(by=None, reason=REASON)
    client.force_login(green_resident)

    response = client.post(f"{project.get_absolute_url()}terugzetten/{key}/", {"reason": " "})

    assert "Fout: " in words(response)
    things[key].refresh_from_db()
    assert things[key].hidden_at is not None


@pytest.mark.parametrize("who", ["neighbour", "resident", "social_professional", "counter"])
def test_nobody_else_puts_it_back(client, project, things, request, who):
    key = next(key for key in things if key.startswith("bericht"))
    things[key].hide(by=None, reason=REASON)
    client.force_login(request.getfixturevalue(who))

    said = {"reason": "Ik wil het."}
    assert client.post(f"{project.get_absolute_url()}terugzetten/{key}/", said).status_code == 403
    things[key].refresh_from_db()
    assert things[key].hidden_at is not None


@pytest.mark.parametrize(
    ("who", "to"), [("team_member", "beheerder"), ("administrator", "communicatieteam"), (None, "beheerder")]
)
def test_an_objection_goes_to_the_administrator_and_never_only_to_who_hid_it(
    client, project, things, key, resident, administrator, request, who, to
):
    things[key].hide(by=who and request.getfixturevalue(who).person, reason=REASON)
    client.force_login(resident)

    shown = words(client.get(f"{project.get_absolute_url()}verborgen/"))

    link = f"/contact/?to={to}&amp;subject=Verborgen%20bij%20{project.short_code}"
    assert link in shown
    if key != "project":
        assert f"{link.replace('&amp;', '&')}" in deliver()[resident.email].body


def test_of_two_administrators_the_other_one_reads_the_objection(project, administrator):
    other = UserFactory(name="Ook beheerder")
    other.groups.add(*administrator.groups.all())

    assert not administrator.person.is_only_administrator


def test_initiator_reads_what_was_hidden_why_and_where_to_object(client, project, things, resident):
    key = next(key for key in things if key.startswith("bericht"))
    things[key].hide(by=None, reason=REASON)
    client.force_login(resident)

    assert f"{project.get_absolute_url()}verborgen/" in words(client.get(project.get_absolute_url()))
    shown = words(client.get(f"{project.get_absolute_url()}verborgen/"))
    assert "Bel Truus maar" in shown
    assert REASON in shown
    contact = client.get("/contact/", {"to": "beheerder", "subject": f"Verborgen bij {project.short_code}"})
    assert f'value="Verborgen bij {project.short_code}"' in words(contact)


@pytest.mark.parametrize("is_project_hidden", [False, True])
def test_writer_reads_what_of_hers_was_hidden_and_nothing_else(client, project, things, neighbour, is_project_hidden):
    own = UpdateFactory(project=project, title="Van Grietje", author=neighbour.person)
    own.hide(by=None, reason="Dit is reclame.")
    next(thing for key, thing in things.items() if key.startswith("bericht")).hide(by=None, reason=REASON)
    if is_project_hidden:
        project.hide(by=None, reason="Alles weg.")
    client.force_login(neighbour)

    shown = words(client.get(f"{project.get_absolute_url()}verborgen/"))

    assert "Van Grietje" in shown
    assert "Dit is reclame." in shown
    assert "Bel Truus maar" not in shown
    assert "Alles weg." not in shown


def test_leader_who_did_not_begin_it_reads_why_the_project_is_hidden(client, project, neighbour):
    project.participations.create(person=neighbour.person, role="leader")
    project.hide(by=None, reason=REASON)
    client.force_login(neighbour)

    assert REASON in words(client.get(f"{project.get_absolute_url()}verborgen/"))


def test_another_photo_is_the_cover_where_the_first_is_hidden(project, clean_photo):
    first, second = (Photo.add(project, clean_photo(), alt=alt, by=None) for alt in ("Een", "Twee"))
    project.choose_cover()

    first.hide(by=None, reason=REASON)

    project.refresh_from_db()
    assert project.cover == second


@pytest.mark.parametrize("what", ["project", "photo", "bericht"])
def test_a_story_does_not_show_a_photo_that_went_out_of_sight(client, project, clean_photo, what):
    update = UpdateFactory(project=project)
    photo = Photo.add(project, clean_photo(), alt="Truus in de tuin", by=None, update_post=update)
    photo.make_sizes()
    story = StoryFactory(photo=photo)
    assert "Truus in de tuin" in words(client.get(story.get_absolute_url()))

    {"project": project, "photo": photo, "bericht": update}[what].hide(by=None, reason=REASON)

    for address in (story.get_absolute_url(), "/verhalen/", "/"):
        assert "Truus in de tuin" not in words(client.get(address))


def test_initiator_reads_on_the_hidden_project_why(client, project, resident):
    project.hide(by=None, reason=REASON)
    client.force_login(resident)

    shown = words(client.get(project.get_absolute_url()))

    assert REASON in shown
    assert "Laat het weten" in shown


@pytest.mark.parametrize(("who", "status"), [("neighbour", 403), ("counter", 403)])
def test_what_was_hidden_is_read_by_nobody_else(client, project, things, request, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"{project.get_absolute_url()}verborgen/").status_code == status
    type(project).objects.update(hidden_at=timezone.now())
    assert client.get(f"{project.get_absolute_url()}verborgen/").status_code == 404


@pytest.mark.parametrize("who", ["green_resident", "administrator"])
def test_who_made_what_was_reported_does_not_settle_it(client, project, request, who):
    user = request.getfixturevalue(who)
    row = Report.make(UpdateFactory(project=project, author=user.person), **SAID)

    client.force_login(user)
    shown = words(client.get(f"/begeleiding/meldingen/{row.pk}/"))
    refused = settle(client, row, user, outcome="left")

    row.refresh_from_db()
    assert "Dit gaat over iets van jou." in shown
    assert "Leg het vast" not in shown
    assert (refused.status_code, row.is_open) == (403, True)


def test_administrators_hear_of_a_report_where_only_its_maker_would(project, green_resident, administrator):
    project.theme.seats.exclude(person=green_resident.person).update(until=timezone.localdate())
    Report.make(UpdateFactory(project=project, author=green_resident.person), by=PersonFactory(), **SAID)

    assert list(deliver()) == [administrator.email]


def test_address_of_a_visitor_is_forgotten_once_the_outcome_was_told(project, green_resident):
    row = Report.make(project, email="truus@voorbeeld.test", **SAID)
    waiting = Report.make(project, email="piet@voorbeeld.test", **SAID)
    other = Report.make(UpdateFactory(project=project), email="truus@voorbeeld.test", **SAID)
    other.answer(by=green_resident.person, outcome="left", reason="Het is goed.")
    keep_no_longer(0)
    other.refresh_from_db()
    assert other.email == "truus@voorbeeld.test"

    assert "truus@voorbeeld.test" in deliver()
    keep_no_longer(0)

    assert {one.email for one in Report.objects.filter(pk__in=[row.pk, waiting.pk])} == {row.email, waiting.email}
    other.refresh_from_db()
    assert other.email == ""


@pytest.mark.parametrize(("who", "address"), [("green_resident", "/begeleiding/"), ("team_member", "/mijn/")])
def test_who_looks_at_reports_sees_how_many_wait(client, project, request, who, address):
    client.force_login(request.getfixturevalue(who))
    assert "1 melding" not in words(client.get(address))

    Report.make(project, **SAID)

    assert "1 melding" in words(client.get(address))


# -- merging ----------------------------------------------------------------------------------------------------------
def test_a_report_on_a_project_waits_where_it_was_merged_into(client, project, groen, green_resident):
    row = Report.make(project, by=PersonFactory(), **SAID)
    other = ProjectFactory(title="Pluktuin", theme=groen)

    project.merge_into(other, by=green_resident.person, reason="Hetzelfde.")
    settle(client, row, green_resident)

    other.refresh_from_db()
    project.refresh_from_db()
    row.refresh_from_db()
    assert (row.project, row.outcome) == (other, "hidden")
    assert (project.hidden_at, other.hidden_reason) == (None, REASON)


def test_who_reported_both_of_two_merged_projects_is_answered_once_for_the_old(
    project, groen, green_resident, neighbour
):
    other = ProjectFactory(title="Pluktuin", theme=groen)
    by_account = [Report.make(one, by=neighbour.person, **SAID) for one in (project, other)]
    by_mail = [Report.make(one, email="truus@voorbeeld.test", **SAID) for one in (project, other)]

    project.merge_into(other, by=green_resident.person, reason="Hetzelfde.")

    for old, new in (by_account, by_mail):
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.project, old.outcome, "al iets meldde" in old.reason) == (project, "left", True)
        assert (new.project, new.is_open) == (other, True)


def test_what_is_merged_or_hidden_meanwhile_takes_no_report(project, things, key, groen, green_resident):
    read_before = type(things[key]).objects.get(pk=things[key].pk)
    things[key].hide(by=green_resident.person, reason=REASON)

    with pytest.raises(InvalidTransition):
        Report.make(read_before, **SAID)

    assert not Report.objects.exists()


def test_who_reports_a_merged_project_is_told_and_loses_nothing(client, project, groen, green_resident, neighbour):
    other = ProjectFactory(title="Pluktuin", theme=groen)
    project.merge_into(other, by=green_resident.person, reason="Hetzelfde.")

    client.force_login(neighbour)
    response = client.post(f"{project.get_absolute_url()}melden/", SAID | {"about": "project"}, follow=True)

    assert response.redirect_chain[-1][0] == other.get_absolute_url()
    assert "Dit project is samengevoegd met ‘Pluktuin’." in words(response)
    assert "Jij schreef: ‘Hier staat mijn nummer.’" in words(response)
    assert not Report.objects.exists()
