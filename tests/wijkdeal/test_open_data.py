import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import MoneyLine, Pledge, ProgressCheck, Project, Status
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
    UpdateFactory,
)
from themes.models import Candidate, Phase, Wish
from wijkdeal.open_data import DATASETS


def rows_of(client, name="projecten"):
    content = client.get(f"/open-data/{name}.csv").getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def problems(rows, schema):
    """What a row has that the schema does not allow; only of what our schemas say."""
    known, types = schema["items"]["properties"], {"integer": int, "string": str}
    wrong = [f"names: {sorted(row)}" for row in rows if sorted(row) != sorted(schema["items"]["required"])]
    for row in rows:
        for name, value in row.items():
            allowed = known[name]["type"]
            allowed = [allowed] if isinstance(allowed, str) else allowed
            wrong += [f"{name}: {value!r}"] * (type(value) not in [types[one] for one in allowed])
    return wrong


def test_names_with_accents_survive_a_double_click(client, db):
    """Case 27."""
    ProjectFactory(title="Fruitcafé, ideeën & groenvoorziening – één")

    (row,) = rows_of(client)

    assert row["titel"] == "Fruitcafé, ideeën & groenvoorziening – één"


def test_quotes_separators_and_line_ends_stay_in_one_cell(client, db):
    """Case 28."""
    text = 'Regel één\n"Regel twee"; einde,'
    ProjectFactory(title='Bankje "De Wijert"; 3 stuks, groen', description=text)
    ProjectFactory()

    first, _second = rows_of(client)

    assert first["titel"] == 'Bankje "De Wijert"; 3 stuks, groen'
    assert first["omschrijving"] == text


@pytest.mark.parametrize("title", ["=1+1", "+31", "-2", "@som", "=HYPERLINK('x')"])
def test_formula_in_a_title_is_made_text(client, db, title):
    ProjectFactory(title=title)

    assert rows_of(client)[0]["titel"] == f"'{title}"


def test_only_what_is_public_is_handed_out(client, db):
    person = PersonFactory(name="Truus Wolters", email="truus@voorbeeld.test", phone="06 12345678")
    project = ProjectFactory(title="Openbaar", initiator=person)
    hidden = ProjectFactory(title="Verborgen", hidden_at=timezone.now())
    ProjectFactory(title="Concept", status=Status.DRAFT, initiator=person)
    party = OrganisationFactory()
    UpdateFactory(project=hidden, title="Verborgen project")
    UpdateFactory(project=project, title="Verborgen bericht", hidden_at=timezone.now())
    ProgressCheck.objects.create(
        project=project, voice="resident", signal="stuck", person=person, private_note="Verborgen voor anderen"
    )
    Pledge.objects.create(project=project, organisation=party, what="Niet bevestigd", due="2030-01-01", state="offered")
    Pledge.objects.create(
        project=hidden, organisation=party, what="Bij iets verborgens", due="2030-01-01", state="kept"
    )
    MoneyLine.objects.create(project=hidden, kind="spent", amount=5, what="Verborgen hout")
    MeetingFactory(title="Besloten", is_public=False)

    everything = "".join(client.get(f"/open-data/{name}.csv").getvalue().decode() for name in DATASETS)

    assert "Openbaar" in everything
    for secret in ("Verborgen", "Concept", "Niet bevestigd", "verborgens", "Besloten", "Truus", "0612", "truus@"):
        assert secret not in everything


@pytest.mark.parametrize("name", DATASETS)
def test_both_files_say_the_same_in_few_queries(client, groen, round_in, name, django_assert_max_num_queries):
    agenda_round = round_in(Phase.CHOOSE)
    plan = Candidate.objects.create(round=agenda_round, theme=groen, title="Bomen", goal="Meer.", aim="mooier")
    for _ in range(3):
        Wish.objects.create(round=agenda_round, text="Een beuk", candidate=plan)
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    for progress in (None, 40):
        UpdateFactory(project=project)
        ProgressCheck.objects.create(project=project, voice="resident", signal="on_track", progress=progress)
    item = AgendaItemFactory(theme=groen)
    item.projects.add(project)
    party = OrganisationFactory()
    for _ in range(3):
        Pledge.objects.create(project=project, organisation=party, what="Hout", due="2030-01-01", state="confirmed")
        MoneyLine.objects.create(project=project, organisation=party, kind="needed", amount="12.50", what="hout")
        MeetingFactory()
        Pledge.objects.create(agenda_item=item, organisation=party, what="Uren", due="2030-01-01", state="kept")

    with django_assert_max_num_queries(6):
        rows = rows_of(client, name)
    objects = json.loads(client.get(f"/open-data/{name}.json").getvalue())

    assert rows
    assert problems(objects, client.get(f"/open-data/{name}.schema.json").json()) == []
    assert [{key: str(value) for key, value in row.items()} for row in objects] == rows


@pytest.mark.parametrize("name", DATASETS)
def test_version_looks_at_every_table_that_the_file_is_made_of(client, db, name):
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/open-data/{name}.json").getvalue()

    watched = {model._meta.db_table for model in DATASETS[name].models}
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(query["sql"] for query in queries)))
    assert read == watched


@pytest.mark.django_db(transaction=True)
def test_who_comes_back_for_the_same_file_gets_it_only_when_something_changed(client):
    project = ProjectFactory(status=Status.UNDERWAY)
    first = client.get("/open-data/projecten.csv")

    again = client.get("/open-data/projecten.csv", headers={"If-None-Match": first["ETag"]})
    Project.objects.filter(pk=project.pk).update(summary="Anders.")
    changed = client.get("/open-data/projecten.csv", headers={"If-None-Match": first["ETag"]})
    text = changed.getvalue().decode()
    project.delete()
    gone = client.get("/open-data/projecten.csv", headers={"If-None-Match": changed["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, gone.status_code) == (200, 200)
    assert "Anders." in text


def test_amount_below_zero_stays_a_number(client, db):
    MoneyLine.objects.create(project=ProjectFactory(), kind="promised", amount="-12.50", what="=1+1")

    row = rows_of(client, "geld")[0]

    assert (row["bedrag"], row["waarvoor"]) == ("-12.50", "'=1+1")


def test_page_explains_every_column(client, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.get("/open-data/").text

    for name, dataset in DATASETS.items():
        assert f"/open-data/{name}.csv" in page
        for column in dataset.columns:
            assert f"<dt>{column.name}</dt>" in page


def test_unknown_file_is_not_found(client, db):
    assert client.get("/open-data/onzin.csv").status_code == 404
    assert client.get("/open-data/onzin.json").status_code == 404


def test_files_set_no_cookie(client, db):
    assert not client.get("/open-data/projecten.csv").cookies


def test_merged_project_keeps_its_row_and_says_into_which(client, green_resident, groen):
    old, new = ProjectFactory(theme=groen), ProjectFactory(theme=groen)
    old.merge_into(new, by=green_resident.person, reason="Samen.")

    rows = {row["nummer"]: (row["stand"], row["groep"], row["samengevoegd_met"]) for row in rows_of(client)}

    assert rows == {str(old.pk): ("samengevoegd", "", str(new.pk)), str(new.pk): ("voorgesteld", "Idee", "")}


def test_page_names_the_licence_and_every_file(client, db):
    page = client.get("/open-data/").text

    assert "CC BY 4.0" in page
    for name, dataset in DATASETS.items():
        assert f'<a href="#{name}">{dataset.title}</a>' in page
