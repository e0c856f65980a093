from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories import AgendaFactory, AgendaItemFactory, FacilitatorFactory, PersonFactory
from themes.models import AgendaItem, AgendaRound, Facilitator, Phase

PAGES = ("theme", "agenda", "agendaitem", "agendaround")


@pytest.fixture
def rows(groen):
    item = AgendaItemFactory(theme=groen)
    AgendaRound.objects.create(
        agenda=item.agenda, title="Ronde", collect_from="2017-02-01", group_from="2017-09-01",
        choose_from="2017-11-20", choose_until="2017-11-26",
    )  # fmt: skip
    return {"theme": groen, "agenda": item.agenda, "agendaitem": item, "agendaround": item.agenda.round}


@pytest.mark.parametrize("page", PAGES)
def test_administrator_opens_every_list_and_form(client, administrator, rows, page):
    client.force_login(administrator)

    assert client.get(f"/beheer/themes/{page}/").status_code == 200
    assert client.get(f"/beheer/themes/{page}/?q=a").status_code in (200, 302)
    assert client.get(f"/beheer/themes/{page}/add/").status_code == 200
    assert client.get(f"/beheer/themes/{page}/{rows[page].pk}/change/").status_code == 200
    assert client.get(f"/beheer/themes/{page}/{rows[page].pk}/delete/").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_team_cannot_touch_themes_or_the_agenda(client, team_member, rows, page):
    client.force_login(team_member)

    assert client.get(f"/beheer/themes/{page}/").status_code == 403
    assert client.post(f"/beheer/themes/{page}/{rows[page].pk}/change/", {}).status_code == 403


def change_theme(client, theme, seats, **fields):
    management = {"seats-TOTAL_FORMS": len(seats), "seats-INITIAL_FORMS": sum("id" in seat for seat in seats)}
    lines = {f"seats-{n}-{name}": value for n, seat in enumerate(seats) for name, value in seat.items()}
    content = {"name": theme.name, "introduction": "Bomen en bankjes.", "order": 0} | fields
    return client.post(f"/beheer/themes/theme/{theme.pk}/change/", content | management | lines)


def test_administrator_ends_a_seat_and_gives_it_to_somebody_else(client, administrator, groen):
    seat = FacilitatorFactory(theme=groen, since="2020-01-01")
    heir = PersonFactory()
    today = timezone.localdate().isoformat()
    line = {"id": seat.pk, "theme": groen.pk, "voice": "resident", "person": seat.person_id, "since": "2020-01-01"}
    client.force_login(administrator)

    new = {"theme": groen.pk, "voice": "resident", "person": heir.pk, "since": today}
    response = change_theme(client, groen, [line | {"until": today, "handover_note": "De sleutel ligt bij Bas."}, new])

    assert response.status_code == 302
    assert Facilitator.objects.current().get(theme=groen).person == heir
    assert Facilitator.objects.filter(theme=groen).count() == 2


def test_second_holder_of_a_seat_is_refused(client, administrator, groen):
    seat = FacilitatorFactory(theme=groen, since="2020-01-01")
    line = {"id": seat.pk, "theme": groen.pk, "voice": "resident", "person": seat.person_id, "since": "2020-01-01"}
    new = {"theme": groen.pk, "voice": "resident", "person": PersonFactory().pk, "since": "2024-01-01"}
    client.force_login(administrator)

    response = change_theme(client, groen, [line, new])

    assert "Elke stem van het duo is van één mens." in response.text
    assert Facilitator.objects.filter(theme=groen).count() == 1


def test_seat_that_was_given_away_meanwhile_is_said(client, administrator, groen):
    new = {"theme": groen.pk, "voice": "resident", "person": PersonFactory().pk, "since": "2024-01-01"}
    FacilitatorFactory(theme=groen, voice="resident", person=PersonFactory(name="Truus Vos"), since="2024-01-01")
    client.force_login(administrator)

    response = change_theme(client, groen, [new])

    assert "De plek van de bewoner is net van Truus Vos geworden. Open de pagina opnieuw." in response.text
    assert Facilitator.objects.get(theme=groen).person.name == "Truus Vos"


def test_seat_without_a_person_is_refused_in_words(client, administrator, groen):
    client.force_login(administrator)

    response = change_theme(client, groen, [{"theme": groen.pk, "voice": "resident", "since": "2024-01-01"}])

    assert response.status_code == 200
    assert not Facilitator.objects.exists()


def test_dropped_plan_has_to_say_why(client, administrator, groen):
    agenda = AgendaFactory()
    content = {"agenda": agenda.pk, "code": "G1", "theme": groen.pk, "title": "Windmolen", "goal": "Eigen stroom."}
    content |= {"aim": "schoner", "own_state": "dropped"}
    client.force_login(administrator)

    refused = client.post("/beheer/themes/agendaitem/add/", content)
    taken = client.post("/beheer/themes/agendaitem/add/", content | {"reason": "Te dicht bij de huizen."})

    assert refused.status_code == 200
    assert taken.status_code == 302
    assert AgendaItem.objects.get().reason == "Te dicht bij de huizen."


def test_seat_cannot_end_in_the_future(groen):
    seat = FacilitatorFactory(theme=groen, until=timezone.localdate() + timedelta(days=1))

    with pytest.raises(ValidationError, match="op de dag zelf"):
        seat.clean()


def test_voting_week_that_runs_is_made_longer_with_a_warning_but_not_shorter(client, administrator, round_in):
    agenda_round = round_in(Phase.CHOOSE)
    client.force_login(administrator)
    address = f"/beheer/themes/agendaround/{agenda_round.pk}/change/"
    until = agenda_round.choose_until
    typed = {"title": "Ronde", "meetings": "0", "earlier_wishes": "0"}

    shorter = client.post(address, typed | {"choose_until": (until - timedelta(days=2)).isoformat()}).text
    agenda_round.refresh_from_db()
    after_shorter = agenda_round.choose_until
    longer = client.post(address, typed | {"choose_until": (until + timedelta(days=2)).isoformat()}, follow=True).text
    agenda_round.refresh_from_db()

    assert "Langer kan wel, korter niet." in shorter
    assert after_shorter == until
    assert "die al gedrukt zijn" in longer
    assert agenda_round.choose_until == until + timedelta(days=2)


def test_what_people_voted_by_is_not_changed_any_more(client, administrator, round_in):
    agenda_round = round_in(Phase.CHOOSE)
    client.force_login(administrator)
    address = f"/beheer/themes/agendaround/{agenda_round.pk}/change/"
    later = (agenda_round.choose_until + timedelta(days=2)).isoformat()
    typed = {
        "title": "Ronde",
        "votes": "1",
        "choose_from": later,
        "choose_until": later,
        "meetings": "0",
        "earlier_wishes": "0",
    }

    client.post(address, typed)
    agenda_round.refresh_from_db()
    during = (agenda_round.votes, agenda_round.choose_until.isoformat(), agenda_round.phase)
    round_in(Phase.ADOPT)
    agenda_round.count()
    client.post(address, typed)
    agenda_round.refresh_from_db()

    assert during == (5, later, Phase.CHOOSE)
    assert agenda_round.phase == Phase.ADOPT
