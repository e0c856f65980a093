"""The koplopers briefing: fills itself with what happened, is put in order, frozen, sent, and looked back on."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from groups.models import ActionPoint, AgendaPoint, Briefing, BriefingLine, InvalidTransition, Issue, Meeting
from projects.models import Milestone, Pledge, Project, ProjectEvent, Status
from tests.factories import (
    AgendaItemFactory,
    IssueFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressCheckFactory,
    ProjectFactory,
    RequestFactory,
)
from wijkdeal.briefing import fill_agenda
from wijkdeal.tasks import fill_agendas

pytestmark = pytest.mark.django_db
Kind = BriefingLine.Kind


def ago(days):
    return timezone.localtime() - timedelta(days=days)


def day(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def last(koplopersgroep):
    """The meeting of a month ago."""
    return MeetingFactory(group=koplopersgroep, title="Overleg van toen", starts_at=ago(28), state="held")


@pytest.fixture
def meeting(koplopersgroep, last):
    return MeetingFactory(group=koplopersgroep, title="Koplopersoverleg", starts_at=ago(-6))


def lines(meeting):
    rows = meeting.briefing_lines.filter(removed_at=None)
    return [(line.kind, line.title, line.reason) for line in rows]


def page(meeting):
    return f"{meeting.get_absolute_url()}briefing/"


def underway(title, groen, **fields):
    fields = {"heard_at": timezone.now(), "status_since": ago(100)} | fields
    return ProjectFactory(title=title, theme=groen, status=Status.UNDERWAY, **fields)


def frozen(meeting, chair):
    fill_agenda(meeting)
    Briefing.freeze(meeting, by=chair.person)
    return meeting.briefing


# -- what comes on it -------------------------------------------------------------------------------------------------
def test_developments_and_successes_since_the_last_meeting_come_on_it(meeting, groen):
    started, done, earlier = (underway(title, groen) for title in ("Bankjes", "Plukfruit", "Vroeger"))
    Project.objects.filter(pk=done.pk).update(status=Status.COMPLETED, result="Achttien bomen.", caretaker="wij")
    ProjectEvent.objects.create(project=started, kind="taken_up", at=ago(9))
    ProjectEvent.objects.create(project=started, kind="started", at=ago(3))
    ProjectEvent.objects.create(project=done, kind="completed", at=ago(2))
    ProjectEvent.objects.create(project=earlier, kind="started", at=ago(40))
    Milestone.objects.create(project=started, title="Het zand ligt er", reached_on=day(1))

    fill_agenda(meeting)

    found = {(kind, title): reason for kind, title, reason in lines(meeting)}
    assert set(found) == {
        ("ontwikkeling", "Bankjes"), ("succes", "Plukfruit"), ("succes", "Bankjes"),
        ("communicatie", "Aanvragen bij het communicatieteam"),
    }  # fmt: skip
    assert found["ontwikkeling", "Bankjes"].startswith("Begonnen op ")
    assert found["succes", "Plukfruit"].endswith(": Achttien bomen.")
    assert found["succes", "Bankjes"].endswith(": Het zand ligt er")


def test_critical_look_comes_on_it_in_words_that_name_nobody(meeting, groen):
    underway("Stil", groen, heard_at=ago(74), status_since=ago(90))
    stuck = underway("Vast", groen)
    ProgressCheckFactory(project=stuck, signal="stuck", person=PersonFactory(name="Roelof Buitenhuis"))
    ProjectFactory(title="Zonder antwoord", theme=groen, answer_due=day(3))
    late = {"organisation": OrganisationFactory(name="De Stempel"), "state": "confirmed", "due": day(12)}
    Pledge.objects.create(project=underway("Beloofd", groen), what="Hout", **late)
    Pledge.objects.create(agenda_item=AgendaItemFactory(theme=groen), what="Twintig bomen", **late)

    fill_agenda(meeting)

    critical = {title: reason for kind, title, reason in lines(meeting) if kind == Kind.KRITISCHE_BLIK}
    assert set(critical) == {"Stil", "Vast", "Zonder antwoord", "Beloofd", "Twintig bomen"}
    assert critical["Stil"] == "Al 74 dagen stil"
    assert critical["Twintig bomen"] == "Toezegging van De Stempel is 12 dagen te laat"
    assert "Roelof" not in critical["Vast"]
    assert "ziet het vastlopen" in critical["Vast"]


def test_issues_actions_and_the_queue_come_on_it(meeting, last):
    IssueFactory(title="Wie veegt?", raised_on=day(3))
    IssueFactory(title="Wie snoeit?", raised_on=day(60))
    IssueFactory(title="Wat werd het?", state="answered", answer="Dit.")
    ActionPoint.objects.create(meeting=last, text="Bel de gemeente", due=day(2))
    ActionPoint.objects.create(meeting=last, text="Gedaan", done_on=day(2))
    RequestFactory(due=day(1))
    RequestFactory(status="in_progress")

    fill_agenda(meeting)

    found = [(kind, title, reason.split(" ")[0]) for kind, title, reason in lines(meeting)]
    assert found == [
        ("vraagstuk", "Wie snoeit?", "Open"),
        ("vraagstuk", "Wie veegt?", "Nieuw,"),
        ("actiepunt", "Bel de gemeente", "Te"),
        ("communicatie", "Aanvragen bij het communicatieteam", "1"),
    ]
    assert lines(meeting)[-1][2] == "1 nieuw, 1 mee bezig, 1 te laat"


def test_public_briefing_tells_nothing_of_a_meeting_of_members(meeting, last):
    Meeting.objects.filter(pk=last.pk).update(is_public=False)
    ActionPoint.objects.create(meeting=last, text="Onder ons")
    ActionPoint.objects.create(meeting=meeting, text="Ook onder ons", members_only=True)

    fill_agenda(meeting)

    assert [title for kind, title, _ in lines(meeting) if kind == Kind.ACTIEPUNT] == []


def test_who_did_not_agree_to_be_named_is_named_to_members_only(client, meeting, last, koploper, koplopers_chair):
    truus = PersonFactory(name="Truus Wolters")
    MembershipFactory(group=meeting.group, person=truus, is_named=False)
    ActionPoint.objects.create(meeting=last, text="Vegen", person=truus)
    frozen(meeting, koplopers_chair)

    outside, paper = client.get(page(meeting)).text, client.get(f"{page(meeting)[:-1]}.pdf")
    client.force_login(koploper)
    inside, own_paper = client.get(page(meeting)).text, client.get(f"{page(meeting)[:-1]}.pdf")

    assert ("Truus Wolters" in outside, "een lid van de groep" in outside) == (False, True)
    assert ("Truus Wolters" in inside, "een lid van de groep" in inside) == (True, False)
    assert [one["Cache-Control"] for one in (paper, own_paper)] == ["public, max-age=300", "private, no-store"]
    assert paper.content != own_paper.content


def test_what_was_put_on_among_members_is_not_frozen_for_everybody(client, meeting, koplopers_chair):
    ActionPoint.objects.create(meeting=meeting, text="Onder ons")
    Meeting.objects.filter(pk=meeting.pk).update(is_public=False)
    meeting.refresh_from_db()
    fill_agenda(meeting)
    ActionPoint.objects.update(members_only=True)
    Meeting.objects.filter(pk=meeting.pk).update(is_public=True)
    meeting.refresh_from_db()

    Briefing.freeze(meeting, by=koplopers_chair.person)

    assert meeting.briefing_lines.filter(title="Onder ons").exists()
    assert "Onder ons" not in client.get(page(meeting)).text


def test_filling_again_adds_only_what_is_new_and_what_was_taken_off_stays_off(meeting):
    first, second = IssueFactory(title="Wie veegt?"), IssueFactory(title="Wie snoeit?")
    fill_agenda(meeting)
    meeting.briefing_lines.get(issue=first).take_off()
    IssueFactory(title="Wie harkt?")
    Issue.objects.filter(pk=second.pk).update(state="taken_up")

    counts = [fill_agenda(meeting) for _ in range(3)]

    assert counts == [1, 0, 0]
    issues = [(title, reason) for kind, title, reason in lines(meeting) if kind == Kind.VRAAGSTUK]
    assert [title for title, _ in issues] == ["Wie snoeit?", "Wie harkt?"]
    assert issues[0][1] == "Opgepakt"


def test_worker_fills_the_agenda_a_week_before_and_opens_it(koplopersgroep, meeting):
    far = MeetingFactory(group=koplopersgroep, starts_at=ago(-8))
    other = MeetingFactory(starts_at=ago(-6))
    over = MeetingFactory(group=koplopersgroep, starts_at=ago(-5), state="frozen")

    fill_agendas(0)

    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.AGENDA_OPEN
    assert meeting.briefing_lines.exists()
    assert not BriefingLine.objects.filter(meeting__in=[far, other, over]).exists()


# -- the chair puts it in order ---------------------------------------------------------------------------------------
def test_chair_fills_it_with_a_press(client, meeting, koplopers_chair):
    IssueFactory(title="Wie veegt?")
    client.force_login(koplopers_chair)

    response = client.post(f"{meeting.get_absolute_url()}agenda-vullen/", follow=True)

    assert response.request["PATH_INFO"] == page(meeting)
    assert "Er kwamen 2 regels bij." in response.text
    assert "Wie veegt?" in response.text
    assert "Zet vast en verstuur" in response.text
    again = client.post(f"{meeting.get_absolute_url()}agenda-vullen/", follow=True).text
    assert "Er is niets nieuws." in again


def test_chair_moves_takes_off_and_puts_back(client, meeting, koplopers_chair):
    for number in range(3):
        IssueFactory(title=f"Vraag {number}", raised_on=day(9 - number))
    fill_agenda(meeting)
    client.force_login(koplopers_chair)
    last_line = meeting.briefing_lines.get(title="Vraag 2")

    client.post(f"{page(meeting)}{last_line.pk}/omhoog/")
    assert [title for _, title, _ in lines(meeting)][:3] == ["Vraag 0", "Vraag 2", "Vraag 1"]
    client.post(f"{page(meeting)}{last_line.pk}/omhoog/", {"to": "top"})
    assert [title for _, title, _ in lines(meeting)][:3] == ["Vraag 2", "Vraag 0", "Vraag 1"]
    off = client.post(f"{page(meeting)}{last_line.pk}/weghalen/", follow=True).text
    assert [title for _, title, _ in lines(meeting)][:2] == ["Vraag 0", "Vraag 1"]
    assert "Dit komt niet vanzelf terug." in off
    client.post(f"{page(meeting)}{last_line.pk}/terugzetten/")
    assert [title for _, title, _ in lines(meeting)][0] == "Vraag 2"


def test_chair_adds_a_line_once(client, meeting, koplopers_chair, groen):
    project = underway("Bankjes", groen)
    client.force_login(koplopers_chair)
    sent = {"kind": "succes", "title": "Wij vieren feest", "reason": "Tien jaar!", "project": project.short_code}

    for _ in range(2):
        response = client.post(f"{page(meeting)}nieuw/", sent, follow=True)

    assert "Wij vieren feest" in response.text
    line = BriefingLine.objects.get()
    assert (line.kind, line.reason, line.project) == ("succes", "Tien jaar!", project)
    wrong = client.post(f"{page(meeting)}nieuw/", {"kind": "succes", "title": ""})
    assert "Vul het onderwerp in" in wrong.text


def test_line_becomes_a_point_on_the_agenda_once(client, meeting, koplopers_chair):
    issue = IssueFactory(title="Wie veegt?")
    fill_agenda(meeting)
    client.force_login(koplopers_chair)

    for _ in range(2):
        client.post(f"{page(meeting)}{meeting.briefing_lines.get(issue=issue).pk}/agendapunt/")

    point = AgendaPoint.objects.get()
    assert (point.meeting, point.kind, point.title, point.issue) == (meeting, "vraagstuk", "Wie veegt?", issue)


@pytest.mark.parametrize("who", ["koploper", "resident", "team_member"])
@pytest.mark.parametrize("what", ["briefing/nieuw/", "agenda-vullen/", "agenda-vastzetten/", "briefing/{}/weghalen/"])
def test_nobody_else_changes_it(request, client, meeting, koploper, who, what):
    line = BriefingLine.add(meeting, kind="overig", title="Blijft staan")
    client.force_login(request.getfixturevalue(who))

    response = client.post(f"{meeting.get_absolute_url()}{what.format(line.pk)}", {"title": "x", "kind": "overig"})

    assert response.status_code == 403
    assert [title for _, title, _ in lines(meeting)] == ["Blijft staan"]


def test_another_group_has_no_briefing(client, chair, group):
    meeting = MeetingFactory(group=group)
    client.force_login(chair)

    assert client.get(page(meeting)).status_code == 404
    assert client.post(f"{meeting.get_absolute_url()}agenda-vullen/").status_code == 404
    assert client.post(f"{page(meeting)}nieuw/").status_code == 404


# -- frozen -----------------------------------------------------------------------------------------------------------
def test_until_it_is_frozen_only_koplopers_read_it(client, meeting, koploper, koplopers_chair, resident):
    IssueFactory(title="Wie veegt?")
    fill_agenda(meeting)
    before = client.get(page(meeting)).status_code
    client.force_login(resident)
    of_resident = client.get(page(meeting)).status_code
    client.force_login(koploper)
    of_koploper = client.get(page(meeting))
    client.force_login(koplopers_chair)

    client.post(f"{meeting.get_absolute_url()}agenda-vastzetten/", follow=True)

    client.logout()
    assert (before, of_resident, of_koploper.status_code) == (404, 404, 200)
    assert "Haal weg" not in of_koploper.text
    assert "Wie veegt?" in client.get(page(meeting)).text
    assert page(meeting) in client.get(meeting.get_absolute_url()).text


def test_briefing_of_members_stays_of_members(client, meeting, koploper, koplopers_chair):
    Meeting.objects.filter(pk=meeting.pk).update(is_public=False)
    meeting.refresh_from_db()
    frozen(meeting, koplopers_chair)
    hidden = [client.get(address).status_code for address in (page(meeting), f"{page(meeting)[:-1]}.pdf")]
    Meeting.objects.filter(pk=meeting.pk).update(is_public=True)
    opened = [client.get(address).status_code for address in (page(meeting), f"{page(meeting)[:-1]}.pdf")]
    client.force_login(koploper)

    assert hidden == opened == [404, 404]
    assert client.get(page(meeting)).status_code == 200
    assert client.get(f"{page(meeting)[:-1]}.pdf")["Cache-Control"] == "private, no-store"


def test_frozen_it_never_changes(client, meeting, koplopers_chair, groen):
    project = underway("Stil", groen, heard_at=ago(74), status_since=ago(90))
    frozen(meeting, koplopers_chair)
    client.force_login(koplopers_chair)
    line = meeting.briefing_lines.get(project=project)
    Project.objects.filter(pk=project.pk).update(title="Anders", heard_at=timezone.now())

    told = client.post(f"{page(meeting)}{line.pk}/weghalen/", follow=True).text
    filled = client.post(f"{meeting.get_absolute_url()}agenda-vullen/", follow=True).text
    again = client.post(f"{meeting.get_absolute_url()}agenda-vastzetten/", follow=True).text
    shown = client.get(page(meeting)).text

    assert "Al 74 dagen stil" in shown
    assert "Anders" not in shown
    assert Briefing.objects.count() == 1
    assert all("Dit kan nu niet: de agenda staat vast" in text for text in (told, filled, again))
    assert meeting.briefing_lines.get(project=project).removed_at is None


def test_hidden_project_is_not_named_any_more(client, meeting, koplopers_chair, groen):
    project = underway("Scheldwoorden", groen, heard_at=ago(74), status_since=ago(90))
    frozen(meeting, koplopers_chair)
    Project.objects.filter(pk=project.pk).update(hidden_at=timezone.now())

    shown = client.get(page(meeting)).text

    assert "Scheldwoorden" not in shown
    assert "Een project dat niet meer op de website staat" in shown


def test_freezing_tells_members_with_the_paper_and_calls_who_has_no_mail(
    meeting, koploper, koplopers_chair, koplopersgroep, resident, mailoutbox
):
    on_paper = PersonFactory(name="Trijntje Mulder")
    MembershipFactory(group=koplopersgroep, person=on_paper)
    frozen(meeting, koplopers_chair)

    outbox.process_events()
    outbox.send_due()

    assert [mail.to for mail in mailoutbox] == [[koploper.email]]
    assert mailoutbox[0].subject == "Briefing: Koplopersoverleg"
    assert page(meeting) in mailoutbox[0].body
    assert [(name, content[:5]) for name, content, _ in mailoutbox[0].attachments] == [("briefing.pdf", b"%PDF-")]
    task = OutreachTask.objects.get()
    assert (task.person, task.what, task.href) == (on_paper, "Briefing: Koplopersoverleg", page(meeting))


def test_who_left_before_the_mail_went_gets_no_briefing_with_what_is_for_members(
    meeting, koploper, koplopers_chair, koplopersgroep, mailoutbox
):
    frozen(meeting, koplopers_chair)
    outbox.process_events()
    koplopersgroep.memberships.filter(person=koploper.person).update(until=timezone.localdate())

    outbox.send_due()

    assert mailoutbox == []


def test_month_with_nothing_in_it_is_a_friendly_page(client, meeting, koplopers_chair):
    meeting.open_agenda(by=koplopers_chair.person)
    Briefing.freeze(meeting, by=koplopers_chair.person)

    shown = client.get(page(meeting))
    paper = client.get(f"{page(meeting)[:-1]}.pdf")

    assert "Er was deze keer niets te melden." in shown.text
    assert paper.content.startswith(b"%PDF-")
    assert paper["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("count", [3, 300])
def test_paper_has_two_sides_however_long_the_month(client, meeting, koplopers_chair, count):
    BriefingLine.objects.bulk_create(
        BriefingLine(
            meeting=meeting, kind=Kind.values[number % 7], title=f"Regel {number} " + "lang verhaal " * (number % 15),
            reason="Hierom. " * (number % 40), order=number,
        )
        for number in range(count)
    )  # fmt: skip
    frozen(meeting, koplopers_chair)

    paper = client.get(f"{page(meeting)[:-1]}.pdf").content

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) in (1, 2)
    assert f"Regel {count - 1} " in client.get(page(meeting)).text


def test_long_month_costs_few_queries(client, meeting, koplopers_chair, groen, django_assert_max_num_queries):
    for number in range(40):
        underway(f"Stil {number}", groen, heard_at=ago(74), status_since=ago(90))
        IssueFactory(title=f"Vraag {number}")
    fill_agenda(meeting)
    client.force_login(koplopers_chair)

    with django_assert_max_num_queries(20):
        client.get(page(meeting))
    with django_assert_max_num_queries(60):
        fill_agenda(meeting)


def test_briefing_that_is_frozen_before_it_was_filled_tells_what_there_is(client, meeting, koplopers_chair, groen):
    IssueFactory(title="Wie zorgt voor het blad?")
    meeting.open_agenda(by=koplopers_chair.person)
    client.force_login(koplopers_chair)

    client.post(f"{meeting.get_absolute_url()}agenda-vastzetten/")

    shown = client.get(page(meeting)).text
    assert "Wie zorgt voor het blad?" in shown
    assert "Er was deze keer niets te melden." not in shown


def test_two_who_freeze_have_one_outcome(meeting, koplopers_chair):
    fill_agenda(meeting)
    same = Meeting.objects.get(pk=meeting.pk)
    Briefing.freeze(meeting, by=koplopers_chair.person)

    with pytest.raises(InvalidTransition):
        Briefing.freeze(same, by=koplopers_chair.person)
    with pytest.raises(InvalidTransition):
        BriefingLine.add(same, kind="overig", title="Te laat")

    assert Briefing.objects.count() == 1


# -- what became of it ------------------------------------------------------------------------------------------------
def test_next_month_tells_what_became_of_the_lines(client, meeting, koplopersgroep, koplopers_chair, groen):
    silent, stuck, same = (
        underway(title, groen, heard_at=ago(74), status_since=ago(90)) for title in ("Stil", "Vast", "Zo")
    )
    issue = IssueFactory(title="Wie veegt?")
    action = ActionPoint.objects.create(meeting=meeting, text="Bel de gemeente")
    frozen(meeting, koplopers_chair)
    Briefing.objects.update(frozen_at=ago(30))
    Project.objects.filter(pk=silent.pk).update(heard_at=timezone.now())
    Project.objects.filter(pk=stuck.pk).update(status=Status.COMPLETED, result="Klaar.", caretaker="de buren")
    issue.settle(by=koplopers_chair.person, answer="De buren.", project=same)
    action.tick_off(by=None)
    following = MeetingFactory(group=koplopersgroep, title="Een maand later", starts_at=ago(-34))
    fill_agenda(following)
    client.force_login(koplopers_chair)

    shown = client.get(page(following))

    found = {line.title: line.now.split(" op ")[0] for line in shown.context["page"].before}
    assert found == {
        "Stil": "Weer iets gehoord",
        "Vast": "Nu afgerond",
        "Wie veegt?": "Nu beantwoord: het hoort bij het project Zo",
        "Bel de gemeente": "Gedaan",
    }
    assert "1 regel van toen staat er nog net zo voor" in shown.text


def test_public_briefing_does_not_look_back_on_one_of_members(meeting, koplopersgroep, koplopers_chair, groen):
    Meeting.objects.filter(pk=meeting.pk).update(is_public=False)
    meeting.refresh_from_db()
    project = underway("Stil", groen, heard_at=ago(74), status_since=ago(90))
    frozen(meeting, koplopers_chair)
    Project.objects.filter(pk=project.pk).update(status=Status.COMPLETED, result="Klaar.", caretaker="de buren")
    following = MeetingFactory(group=koplopersgroep, starts_at=ago(-34))

    kept = frozen(following, koplopers_chair)

    assert kept.data["before"] == []


def test_the_chair_is_asked_before_it_is_frozen(client, meeting, koplopers_chair):
    fill_agenda(meeting)
    client.force_login(koplopers_chair)

    page = client.get(f"{meeting.get_absolute_url()}agenda-vastzetten/").text

    assert "Dit kun je niet terugdraaien." in page
    assert not Briefing.objects.exists()


def test_what_is_over_by_now_is_not_frozen_as_it_was(client, meeting, koplopers_chair):
    issue = IssueFactory(title="Wie ruimt op?")
    fill_agenda(meeting)
    assert meeting.briefing_lines.filter(issue=issue).exists()
    issue.settle(by=koplopers_chair.person, answer="De buren.")
    meeting.points.create(title="Kwam zomaar op", came_up=True)
    client.force_login(koplopers_chair)

    client.post(f"{meeting.get_absolute_url()}agenda-vastzetten/")

    data = Briefing.objects.get().data
    assert "Wie ruimt op?" not in [line["title"] for line in data["lines"]]
    assert "Kwam zomaar op" not in [point["title"] for point in data["points"]]


def test_a_line_that_stands_on_the_agenda_says_so_and_offers_nothing(client, meeting, koplopers_chair):
    issue = IssueFactory(title="Wie ruimt op?")
    fill_agenda(meeting)
    line = meeting.briefing_lines.get(issue=issue)
    client.force_login(koplopers_chair)

    client.post(f"{meeting.get_absolute_url()}briefing/{line.pk}/agendapunt/")
    page = client.get(f"{meeting.get_absolute_url()}briefing/").text

    assert meeting.points.filter(issue=issue).count() == 1
    assert "Staat op de agenda" in page
    assert f"briefing/{line.pk}/agendapunt/" not in page


def test_a_project_that_is_hidden_since_is_not_named_where_a_vraagstuk_led_to_it(
    client, meeting, koplopersgroep, koplopers_chair, groen
):
    issue, project = IssueFactory(title="Wie veegt?"), underway("Geheim plan", groen)
    frozen(meeting, koplopers_chair)
    Briefing.objects.update(frozen_at=ago(30))
    issue.settle(by=koplopers_chair.person, answer="De buren.", project=project)
    following = MeetingFactory(group=koplopersgroep, starts_at=ago(-34))
    frozen(following, koplopers_chair)
    assert "Nu beantwoord: het hoort bij het project Geheim plan" in client.get(page(following)).text

    Project.objects.filter(pk=project.pk).update(hidden_at=timezone.now())

    shown = client.get(page(following)).text
    assert "Nu beantwoord" in shown
    assert "Geheim plan" not in shown


def test_a_meeting_that_was_cancelled_takes_no_month_along(client, meeting, koplopersgroep, koplopers_chair, groen):
    cancelled = MeetingFactory(group=koplopersgroep, title="Gaat niet door", starts_at=ago(2), state="agenda_open")
    BriefingLine.add(cancelled, kind="overig", title="Van de vorige keer")
    Briefing.freeze(cancelled, by=koplopers_chair.person)
    Meeting.objects.filter(pk=cancelled.pk).update(state="cancelled", cancel_reason="Griep.")
    project = underway("De geveltuin", groen)
    ProjectEvent.objects.create(project=project, kind="started", at=ago(14))

    fill_agenda(meeting)

    assert ("ontwikkeling", "De geveltuin") in [line[:2] for line in lines(meeting)]
    assert Briefing.before(meeting) is None


def test_work_that_was_passed_on_to_the_koplopers_stands_on_it(meeting, koplopersgroep, group, last):
    then = MeetingFactory(group=group, starts_at=ago(40))
    ActionPoint.objects.create(meeting=then, text="Schop lenen", passed_to=koplopersgroep)
    ActionPoint.objects.create(meeting=last, text="Bank verven", passed_to=group)

    fill_agenda(meeting)

    assert [line[1] for line in lines(meeting) if line[0] == "actiepunt"] == ["Schop lenen"]


def test_a_vraagstuk_of_a_resident_is_new_once_it_was_accepted(meeting, last):
    IssueFactory(title="Wie ruimt op?", raised_on=day(60), accepted_on=day(3))
    IssueFactory(title="Waar is de sleutel?", raised_on=day(80), accepted_on=day(60))

    fill_agenda(meeting)

    said = {title: reason for kind, title, reason in lines(meeting) if kind == "vraagstuk"}
    assert said["Wie ruimt op?"].startswith("Nieuw, ingebracht op ")
    assert said["Waar is de sleutel?"].startswith("Open sinds ")
