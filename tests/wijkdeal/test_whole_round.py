"""A whole round through the pages, from the first wish to the adopted agenda; counted a second way."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from groups.models import Decision, Group, Meeting
from projects.models import Status
from tests.factories import (
    AgendaFactory,
    AgendaItemFactory,
    GroupFactory,
    MeetingFactory,
    MembershipFactory,
    ProjectFactory,
    UserFactory,
)
from themes import ballot_codes
from themes.models import Agenda, Ballot, Candidate, Phase, Wish

pytestmark = pytest.mark.django_db
ROUND = "/gedeelde-agenda/ronde/"
ADOPT = f"{ROUND}vaststellen/"


@pytest.fixture
def chair(db):
    user = UserFactory(email="voorzitter@voorbeeld.test", name="Jan Wind")
    group = GroupFactory(slug="koplopersgroep", kind=Group.Kind.KOPLOPERSGROEP, is_open=False)
    MembershipFactory(group=group, person=user.person, role="chair")
    user.meeting = MeetingFactory(group=group, state=Meeting.State.HELD, starts_at=timezone.now())
    return user


def post(client, user, address, **data):
    client.logout()
    if user:
        client.force_login(user)
    return client.post(address, data, follow=True)


def test_neighbourhood_decides_its_agenda(
    client, round_in, groen, resident, neighbour, green_resident, counter, chair, mailoutbox
):
    old = AgendaFactory(year=2017)
    carried = AgendaItemFactory(agenda=old, theme=groen, title="Bankjes", code="G1")
    ended = AgendaItemFactory(agenda=old, theme=groen, title="Kiosk", code="G2")
    going = AgendaItemFactory(agenda=old, theme=groen, title="Soep", code="G3", own_state="underway")
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)
    carried.projects.add(project)
    agenda_round = round_in(Phase.COLLECT, votes=2)

    # Wishes: online, at the counter, from cards.
    post(client, resident, f"{ROUND}wens/", text="Meer bankjes", theme="groen")
    post(
        client, counter, "/balie/wens/", text="Een boom", theme="groen", name="Truus", phone="06 98765432", consent="on"
    )
    post(client, counter, "/balie/wensen/", cards="Licht op het pad\nBankje bij de halte", theme="groen")
    assert Wish.objects.count() == 4

    # The duo groups them.
    round_in(Phase.GROUP)
    sort = f"{ROUND}bundelen/groen/"
    plan = {"goal": "Voor iedereen.", "aim": "mooier"}
    post(client, green_resident, f"{sort}plan/", title="Zitplekken", predecessor=carried.pk, **plan)
    post(client, green_resident, f"{sort}plan/", title="Bomen", **plan)
    post(client, green_resident, f"{sort}plan/", title="Licht", **plan)
    benches, trees, light = (Candidate.objects.get(title=title) for title in ("Zitplekken", "Bomen", "Licht"))
    for candidate, word in ((benches, "ank"), (trees, "boom"), (light, "Licht")):
        chosen = list(Wish.objects.filter(text__contains=word).values_list("pk", flat=True))
        post(client, green_resident, sort, wishes=chosen, plan=candidate.pk, put="1")
    assert [one.wishes.count() for one in (benches, trees, light)] == [2, 1, 1]

    # The voting week: by mail and on paper.
    round_in(Phase.CHOOSE)
    votes = [(benches, trees), (benches,), (benches, trees), (light, trees), (benches,)]
    for number, chosen in enumerate(votes):
        picked = [one.pk for one in chosen]
        if number < 3:
            post(client, None, f"{ROUND}stemcode/", email=f"kiezer{number}@voorbeeld.test", postcode="9721")
            code = next(line for line in mailoutbox[-1].body.splitlines() if ballot_codes.normalise(line))
            post(client, None, f"{ROUND}stemmen/", code=code, choices=picked)
        else:
            code = ballot_codes.for_paper(agenda_round)
            post(client, counter, "/balie/stembriefje/", code=code, choices=picked)
    assert Ballot.objects.count() == 5

    # The koplopers adopt.
    round_in(Phase.ADOPT)
    assert post(client, resident, ADOPT).status_code == 403
    client.force_login(chair)
    assert "De koplopers stellen de nieuwe gedeelde agenda vast." in client.get("/mijn/").text
    assert "Tel de stemmen nu" in client.get(ADOPT).text
    assert Candidate.objects.filter(rank=None).count() == 3
    page = client.post(ADOPT, follow=True).text
    assert "1. Zitplekken (stemmen: 4)" in page
    typed = {
        "title": "Gedeelde agenda 2027", "year": "2027", "on": timezone.localdate().isoformat(),
        "meeting": chair.meeting.pk, "chosen": [benches.pk, trees.pk],
    }  # fmt: skip
    refused = client.post(ADOPT, typed).text
    assert "Schrijf op wat er met ‘Kiosk’ gebeurt." in refused
    assert "Schrijf op waarom ‘Licht’ er niet op komt." in refused
    assert not Agenda.objects.filter(year=2027).exists()
    said = {
        f"why_not_{light.pk}": "Te weinig stemmen.", f"reason_{ended.pk}": "Er is geen plek voor.",
        f"reason_{going.pk}": "Elke week, ook volgend jaar.",
    }  # fmt: skip
    client.post(ADOPT, typed | said | {f"goes_on_{going.pk}": "on"})

    agenda = Agenda.objects.get(year=2027)
    assert list(agenda.items.order_by("rank").values_list("title", flat=True)) == ["Zitplekken", "Bomen"]
    carried.refresh_from_db()
    ended.refresh_from_db()
    assert carried.successor.title == "Zitplekken"
    assert set(project.agenda_items.values_list("title", flat=True)) == {"Bankjes", "Zitplekken"}
    assert (ended.own_state, ended.reason) == ("dropped", "Er is geen plek voor.")
    going.refresh_from_db()
    assert (going.own_state, going.note, going.reason) == ("underway", "Elke week, ook volgend jaar.", "")
    decision = Decision.objects.get()
    assert (decision.agenda_round, decision.meeting) == (agenda_round, chair.meeting)

    # Counted a second way: on our own paper, and by the command.
    by_hand = Counter(one.title for chosen in votes for one in chosen)
    assert dict(Candidate.objects.values_list("title", "votes")) == dict(by_hand)
    said = StringIO()
    call_command("recount", stdout=said)
    assert "Alle tellingen kloppen" in said.getvalue()
    result = client.get(ROUND).text
    assert "4 stemmen" in result
    assert "niet op de agenda" in result
    assert "Waarom niet: Te weinig stemmen." in client.get(light.get_absolute_url()).text
    assert "Van 2017 loopt nog 1 plan." in client.get("/").text
    assert "loopt nog van 2017" in client.get("/themas/groen/").text
    still = client.get("/gedeelde-agenda/").text
    assert "Loopt nog van eerder" in still
    assert "Soep" in still
    assert 'href="/gedeelde-agenda/2017/"' in client.get("/gedeelde-agenda/").text
    assert "Kiosk" in client.get("/gedeelde-agenda/2017/").text
    assert "Zitplekken" in client.get("/gedeelde-agenda/").text


def test_recount_says_what_does_not_add_up(round_in, groen):
    agenda_round = round_in(Phase.CHOOSE)
    plan = Candidate.objects.create(round=agenda_round, theme=groen, title="Bomen", goal="Meer.", aim="mooier")
    Ballot.cast(agenda_round, ballot_codes.for_paper(agenda_round), [plan])
    round_in(Phase.ADOPT)
    agenda_round.count()
    Candidate.objects.update(votes=2)
    said = StringIO()

    with pytest.raises(SystemExit):
        call_command("recount", stdout=said)

    assert "Bomen: bewaard 2, in de biljetten 1" in said.getvalue()


def test_what_the_neighbourhood_put_first_is_not_left_out_without_a_word(client, round_in, groen, chair):
    agenda_round = round_in(Phase.CHOOSE)
    fields = {"round": agenda_round, "theme": groen, "goal": "Meer.", "aim": "mooier"}
    trees, bench = (Candidate.objects.create(title=title, **fields) for title in ("Bomen", "Bankjes"))
    for chosen in ([trees, bench], [trees]):
        Ballot.cast(agenda_round, ballot_codes.for_paper(agenda_round), chosen)
    round_in(Phase.ADOPT)
    agenda_round.count()
    typed = {
        "title": "Agenda", "year": "2027", "on": timezone.localdate().isoformat(), "meeting": chair.meeting.pk,
        "chosen": [bench.pk],
    }  # fmt: skip
    client.force_login(chair)

    refused = client.post(ADOPT, typed).text
    client.post(ADOPT, typed | {f"why_not_{trees.pk}": "De gemeente plant ze al."})

    assert "Schrijf op waarom ‘Bomen’ er niet op komt." in refused
    assert "niet op de agenda: De gemeente plant ze al." in client.get(ROUND).text
    assert Agenda.objects.get().items.get().rank == 2  # as in the voting week


def test_without_a_meeting_that_was_held_the_chair_is_led_to_the_group(client, round_in, groen, chair):
    round_in(Phase.ADOPT).count()
    Meeting.objects.update(state=Meeting.State.FROZEN)
    client.force_login(chair)

    page = client.get(ADOPT).text

    assert "Er is nog geen bijeenkomst van de koplopers om uit te kiezen." in page
    assert 'href="/groepen/koplopersgroep/"' in page


def test_adopting_twice_makes_one_agenda(client, round_in, groen, chair):
    agenda_round = round_in(Phase.ADOPT)
    Candidate.objects.create(round=agenda_round, theme=groen, title="Bomen", goal="Meer.", aim="mooier")
    agenda_round.count()
    typed = {
        "title": "Agenda", "year": "2027", "on": timezone.localdate().isoformat(), "meeting": chair.meeting.pk,
        "chosen": [Candidate.objects.get().pk],
    }  # fmt: skip
    client.force_login(chair)

    client.post(ADOPT, typed)
    page = client.post(ADOPT, typed | {"year": "2028"}, follow=True)

    assert Agenda.objects.count() == 1
    assert "Dat kan nu niet" in page.text
