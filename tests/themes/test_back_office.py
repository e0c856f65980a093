from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core import dates
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


ROUND = {"title": "Ronde", "votes": "5", "meetings": "0", "earlier_wishes": "0"}


def change_round(client, agenda_round, **fields):
    typed = {name: str(value) for name, value in fields.items()}
    return client.post(f"/beheer/themes/agendaround/{agenda_round.pk}/change/", ROUND | typed, follow=True)


def test_voting_week_that_runs_is_made_longer_after_a_question_but_not_shorter(client, administrator, round_in):
    agenda_round = round_in(Phase.CHOOSE)
    client.force_login(administrator)
    until = agenda_round.choose_until
    later = until + timedelta(days=2)

    shorter = change_round(client, agenda_round, choose_until=until - timedelta(days=2)).text
    asked = change_round(client, agenda_round, choose_until=later)
    agenda_round.refresh_from_db()
    not_yet = agenda_round.choose_until
    agreed = asked.context["adminform"].form["agreed"].value()
    other = change_round(client, agenda_round, choose_until=later + timedelta(days=1), agreed=agreed).text
    longer = change_round(client, agenda_round, choose_until=later, agreed=agreed).text
    agenda_round.refresh_from_db()

    assert "Langer kan wel, korter niet." in shorter
    assert f"Klopt het dat de wijk tot en met {dates.day(later)} kan stemmen?" in asked.text
    assert f"tot en met {dates.day(later + timedelta(days=1))} kan stemmen?" in other
    assert not_yet == until
    assert "die al gedrukt zijn" in longer
    assert agenda_round.choose_until == later


def test_voting_week_of_years_is_refused_with_the_last_day_that_can_be(client, administrator, round_in):
    agenda_round = round_in(Phase.CHOOSE)
    client.force_login(administrator)
    page = client.get(f"/beheer/themes/agendaround/{agenda_round.pk}/change/").text
    until, last = agenda_round.choose_until, agenda_round.choose_from + timedelta(days=27)

    refused = change_round(client, agenda_round, choose_until="2100-01-01", agreed="2100-01-01").text
    agenda_round.refresh_from_db()
    after = agenda_round.choose_until
    change_round(client, agenda_round, choose_until=last, agreed=last)

    agenda_round.refresh_from_db()
    assert "Stemmen duurt hoogstens vier weken." in page
    assert f"Dat is te lang. Kies een dag tot en met {dates.day(last)}." in refused
    assert after == until
    assert agenda_round.choose_until == last


def test_voting_week_that_was_made_far_too_long_is_put_right(client, administrator, round_in):
    agenda_round = round_in(Phase.CHOOSE)
    last = agenda_round.choose_from + timedelta(days=27)
    AgendaRound.objects.update(choose_until="2100-01-01")
    client.force_login(administrator)

    renamed = change_round(client, agenda_round, title="Ronde 2027", choose_until="2100-01-01")
    change_round(client, agenda_round, choose_until=last - timedelta(days=1))
    change_round(client, agenda_round, choose_until=last)

    agenda_round.refresh_from_db()
    assert "Het is bewaard." in renamed.text
    assert agenda_round.choose_until == last


@pytest.mark.parametrize(
    ("end", "begin", "most"),
    [
        ("group_from", "collect_from", 366),
        ("choose_from", "group_from", 183),
        ("choose_until", "choose_from", 27),
    ],
)
def test_each_phase_of_a_round_to_come_has_an_end(client, administrator, round_in, end, begin, most):
    agenda_round = round_in(Phase.PLANNED)
    client.force_login(administrator)
    names = ["collect_from", "group_from", "choose_from", "choose_until"]
    days = {name: getattr(agenda_round, name) for name in names}
    moved = names[names.index(end) :]
    longest = days | dict.fromkeys(moved, days[begin] + timedelta(days=most))
    too_long = longest | dict.fromkeys(moved, longest[end] + timedelta(days=1))

    refused = change_round(client, agenda_round, **too_long).text
    before = getattr(AgendaRound.objects.get(), end)
    change_round(client, agenda_round, **longest)

    assert f"Dat is te lang. Kies een dag tot en met {dates.day(longest[end])}." in refused
    assert before == days[end]
    assert getattr(AgendaRound.objects.get(), end) == longest[end]


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
        "agreed": later,
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
