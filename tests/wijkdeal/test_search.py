import html
import re
from datetime import timedelta
from math import inf

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.text import slugify

from core.dates import day_time
from core.models import PageText, TimelineMoment
from groups.models import AgendaPoint, Decision, Meeting
from projects.models import Activity, HelpWanted, Project, Question, SearchWord, Signpost, Status
from projects.models.searching import Asked
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    IssueFactory,
    MeetingFactory,
    OrganisationFactory,
    ProjectFactory,
    StoryFactory,
    ThemeFactory,
    UpdateFactory,
)
from wijkdeal.searching import recount_words
from wijkdeal.views import search


def without_marks(response):
    return re.sub("</?mark>", "", response.text)


def plan_activity(project, title, **fields):
    now = timezone.now()
    return Activity.objects.create(
        project=project, title=title, starts_at=now, ends_at=now, place="Bij de poort", **fields
    )


def ask(project, text, **fields):
    return Question.objects.create(project=project, text=text, **({"state": "placed"} | fields))


def hold(title, *, state=Meeting.State.MINUTES_PUBLISHED, **fields):
    """A meeting that everybody may read about, unless said otherwise."""
    return MeetingFactory(title=title, state=state, **fields)


def say(meeting, title, minutes="", **fields):
    return AgendaPoint.objects.create(meeting=meeting, title=title, minutes=minutes, **fields)


def decide(meeting, text, **fields):
    return Decision.objects.create(meeting=meeting, text=text, **fields)


def everything_about(word):
    ThemeFactory(slug="groen", name=f"{word} en buiten")
    ProjectFactory(title=f"{word} in het park")
    group = GroupFactory(name=f"Werkgroep {word}")
    MeetingFactory(group=group, title=f"Overleg {word}")
    StoryFactory(title=f"Verhaal {word}")
    IssueFactory(title=f"Wie zorgt voor {word}?")
    AgendaItemFactory(code="G7", title=f"Plan {word}")
    OrganisationFactory(name=f"Stichting {word}")
    project = ProjectFactory(title="De tuin", status=Status.UNDERWAY)
    plan_activity(project, f"Samen {word}")
    UpdateFactory(project=project, title=f"Nieuws over {word}")
    ask(project, f"Waar is {word}?")
    HelpWanted.objects.create(project=project, kind="hands", what=f"Handen voor {word}")
    meeting = hold("Overleg", minutes=f"Iedereen was blij met {word}.")
    say(meeting, "Rondvraag", f"Iemand begon over {word}.")
    decide(meeting, f"Het geld gaat naar {word}.")
    Signpost.objects.create(title=f"{word} is stuk", whose="Het meldpunt", telephone="14 050")
    PageText.objects.create(slug="over-hoe", title="Hoe het werkt", text=f"Met **{word}**, [zie hier](/over/).")
    TimelineMoment.objects.create(when="2017", sort="2017-06-01", title=f"Het begon met {word}", text="Zo was het.")


def hide_everything_about(word):
    """Of a project that nobody sees, taken out of sight itself, not placed yet, or for members only."""
    now, shown = timezone.now(), ProjectFactory(status=Status.UNDERWAY)
    for project in (ProjectFactory(status=Status.UNDERWAY, hidden_at=now), ProjectFactory(status=Status.DRAFT)):
        plan_activity(project, f"Samen {word}")
        UpdateFactory(project=project, title=f"Nieuws over {word}")
        ask(project, f"Waar is {word}?")
    UpdateFactory(project=shown, title=f"Nieuws over {word}", hidden_at=now)
    plan_activity(shown, "Samen", happened=f"Wat er over {word} in dat bericht stond")
    ask(shown, f"Waar is {word}?", hidden_at=now)
    ask(shown, f"Waar is {word}?", state="waiting")
    HelpWanted.objects.create(project=shown, kind="hands", what=f"Handen voor {word}", fulfilled_at=now)
    HelpWanted.objects.create(project=shown, kind="hands", what=word, by=timezone.localdate() - timedelta(days=1))
    hidden = ProjectFactory(status=Status.UNDERWAY, hidden_at=now)
    HelpWanted.objects.create(project=hidden, kind="hands", what=f"Handen voor {word}")
    among_members = hold("Overleg", is_public=False, minutes=f"Over {word}.")
    say(among_members, f"Over {word}", f"Iemand begon over {word}.")
    decide(among_members, f"Het geld gaat naar {word}.")
    draft = hold("Overleg", state=Meeting.State.MINUTES_DRAFT, minutes=f"Over {word}.")
    say(draft, "Rondvraag", f"Iemand begon over {word}.")
    say(draft, f"Over {word}", came_up=True)
    say(hold("Overleg"), "Rondvraag", members_minutes=f"Iemand begon over {word}.")
    decide(hold("Overleg"), f"Het geld gaat naar {word}.", members_only=True)
    PageText.objects.create(slug="nergens", title=f"Staat nog nergens: {word}", text=word)


def test_visitor_finds_everything_public_by_kind(client, db, django_assert_max_num_queries):
    everything_about("Vlierbes")

    with django_assert_max_num_queries(6):
        response = client.get("/zoeken/", {"q": "vlierbes"})

    page = response.text
    assert not response.cookies
    for heading in ("Projecten", "Thema’s", "Groepen", "Bijeenkomsten", "Verhalen", "Vraagstukken", "Partijen"):
        assert f">{heading}</h2>" in page
        assert f'href="#{slugify(heading)}">{heading}</a>' in page
        assert f'<h2 id="{slugify(heading)}">' in page
    assert 'href="/gedeelde-agenda/2017/g7/"' in page
    assert "Gevonden over ‘vlierbes’" in page


def test_what_is_not_public_is_not_found(client, groen):
    ProjectFactory(title="Vlierbes geheim", status=Status.DRAFT)
    MeetingFactory(title="Vlierbes besloten", is_public=False)
    StoryFactory(title="Vlierbes later", published_at=None)
    hide_everything_about("vlierbes")

    page = client.get("/zoeken/", {"q": "vlierbes"}).text

    assert "Niets over ‘vlierbes’" in page


@pytest.mark.parametrize("typed", ["cafe de groet", "café de groet", "ideeen", "foto's", "foto’s", "CAFÉ"])
def test_accents_and_apostrophes_do_not_keep_things_from_being_found(client, db, typed):
    title = "Café de Groet: ideeën en foto’s"
    ProjectFactory(title=title)
    StoryFactory(title=f"Verhaal van {title}")

    page = without_marks(client.get("/zoeken/", {"q": typed}))

    assert page.count(title) == 2


def test_code_of_a_poster_finds_its_project(client, db):
    project = ProjectFactory(title="Bankjes langs de singel")

    page = client.get("/zoeken/", {"q": f" {project.short_code.lower()} "}).text

    assert "Bankjes langs de singel" in page


def test_code_of_a_merged_project_finds_what_it_leads_on_to(client, db):
    last = ProjectFactory(title="Bankjes langs de singel")
    middle = ProjectFactory(title="Een bank erbij", status=Status.MERGED, merged_into=last)
    first = ProjectFactory(title="Zitje bij de flat", short_code="HVY66", status=Status.MERGED, merged_into=middle)

    page = client.get("/zoeken/", {"q": "hvy 66"}).text
    Project.objects.filter(pk=last.pk).update(hidden_at=timezone.now())

    assert page.count('<li class="card">') == 1
    assert last.get_absolute_url() in page
    assert first.title not in page
    assert last.title not in client.get("/zoeken/", {"q": "hvy66"}).text


def test_words_that_are_no_code_are_not_looked_up_as_one(client, db):
    ProjectFactory(title="Vlierbes")
    with CaptureQueriesContext(connection) as asked:
        client.get("/zoeken/", {"q": "vlierbes"})

    assert not [query for query in asked if '"short_code" =' in query["sql"]]


def test_many_projects_lead_on_to_the_list(client, db):
    for number in range(8):
        ProjectFactory(title=f"Vlierbes {number}")

    page = client.get("/zoeken/", {"q": "vlierbes"}).text

    assert page.count('<li class="card">') == 6
    assert 'href="/projecten/?q=vlierbes"' in page


@pytest.mark.parametrize(
    "typed", ["", "  ", "\x00", "'", '"', ":*", "a" * 3000, "<script>", "👩‍👩‍👧", "%", "\u202e", "&|!"]
)
def test_whatever_is_typed_gives_a_page(client, db, typed):
    response = client.get("/zoeken/", {"q": typed})

    assert response.status_code == 200
    assert "<script>" not in response.text


def test_without_words_the_page_says_where_to_begin(client, db):
    page = client.get("/zoeken/").text

    assert "Of begin hier" in page


@pytest.mark.parametrize(
    "typed", ["hondespeeltuin", "hondenspeeltuinen", "honden speeltuin", "hondenspeel", "HONDENSPEELTUIN"]
)
def test_visitor_finds_every_kind_however_it_is_typed(client, db, typed):
    everything_about("Hondenspeeltuin")
    recount_words()

    response = client.get("/zoeken/", {"q": typed})

    assert [heading for heading, _ in response.context["found"]] == [
        "Wie je hiervoor belt", "Thema’s", "Groepen", "Hier is iemand nodig", "Activiteiten", "Bijeenkomsten",
        "Verhalen", "Vraagstukken", "Plannen van de gedeelde agenda", "Partijen", "Besluiten",
        "Agendapunten en verslagen", "Berichten", "Vragen", "Over de Wijkdeal", "Sinds het begin",
    ]  # fmt: skip
    assert len(response.context["projects"]) == 1
    assert "Werkgroep <mark>Hondenspeeltuin</mark>" in response.text


@pytest.mark.parametrize("newest", [3, 6])
def test_common_word_is_found_however_long_ago_a_message_was(client, db, monkeypatch, newest):
    monkeypatch.setattr(Asked, "rows_expected", inf)
    monkeypatch.setattr(search, "NEWEST", 6)
    project = ProjectFactory(title="De tuin", status=Status.UNDERWAY)
    for number in range(4):
        UpdateFactory(project=project, title=f"Opruimdag {number}")
    UpdateFactory.create_batch(6 - newest, project=project, title="Iets anders")
    for number in range(4, 4 + newest):
        UpdateFactory(project=project, title=f"Opruimdag {number}")

    response = client.get("/zoeken/", {"q": "opruimdag"})

    [(heading, rows)] = response.context["found"]
    last = 4 + newest
    assert heading == "Berichten"
    assert [re.sub("</?mark>", "", row["title"]) for row in rows] == [
        f"Opruimdag {number}" for number in range(last - 1, last - 6, -1)
    ]


def test_common_word_that_one_kind_has_too_little_of_is_found(client, db, monkeypatch):
    monkeypatch.setattr(Asked, "rows_expected", inf)
    monkeypatch.setattr(search, "OF_EACH_KIND", 1)
    everything_about("Vlierbes")
    Question.objects.all().delete()

    response = client.get("/zoeken/", {"q": "vlierbes"})

    headings = [heading for heading, _ in response.context["found"]]
    assert "Berichten" in headings
    assert "Vragen" not in headings


def test_visitor_comes_from_what_was_found_to_where_it_stands(client, db):
    project = ProjectFactory(title="De tuin", status=Status.UNDERWAY)
    activity = plan_activity(project, "Opruimdag in de singel")
    update = UpdateFactory(project=project, title="Na de opruimdag")
    question = ask(project, "Wanneer is de opruimdag?", answer="Op zaterdag.", answered_at=timezone.now())

    response = client.get("/zoeken/", {"q": "opruimdag"})

    found = {heading: [(row["href"], row["title"]) for row in rows] for heading, rows in response.context["found"]}
    assert found == {
        "Activiteiten": [(activity.get_absolute_url(), "<mark>Opruimdag</mark> in de singel")],
        "Berichten": [(f"{project.get_absolute_url()}berichten/{update.pk}/", "Na de <mark>opruimdag</mark>")],
        "Vragen": [(question.get_absolute_url(), "De tuin")],
    }
    assert client.get(found["Berichten"][0][0]).url == f"{project.get_absolute_url()}#bericht-{update.pk}"
    assert client.get(found["Vragen"][0][0]).url == f"{project.get_absolute_url()}vragen/#vraag-{question.pk}"
    assert f'id="bericht-{update.pk}"' in client.get(project.get_absolute_url()).text
    assert "Wanneer is de <mark>opruimdag</mark>?" in response.text


def test_visitor_comes_from_what_was_said_and_decided_to_where_it_stands(client, db):
    meeting = hold("Juni-overleg", minutes="Iedereen kwam lopend, om het zwerfvuil te zien.")
    point = say(meeting, "Zwerfvuil in de singel", "De grijpers liggen klaar voor wie zwerfvuil prikt.")
    planned = say(hold("Juli-overleg", state=Meeting.State.PLANNED), "Zwerfvuil, deel twee")
    decision = decide(meeting, "Er komen twintig grijpers voor zwerfvuil.")

    response = client.get("/zoeken/", {"q": "zwerfvuil"})

    found = {heading: [(row["href"], row["title"]) for row in rows] for heading, rows in response.context["found"]}
    address = meeting.get_absolute_url()
    assert found == {
        "Besluiten": [(f"{address}#besluit-{decision.pk}", "Juni-overleg")],
        "Agendapunten en verslagen": [
            (f"{planned.meeting.get_absolute_url()}#punt-{planned.pk}", "<mark>Zwerfvuil</mark>, deel twee"),
            (f"{address}#punt-{point.pk}", "<mark>Zwerfvuil</mark> in de singel"),
            (f"{address}#verslag", "Juni-overleg"),
        ],
    }
    page = client.get(address).text
    assert f'id="besluit-{decision.pk}"' in page
    assert f'id="punt-{point.pk}"' in page
    assert 'id="verslag"' in page
    assert "De grijpers liggen klaar voor wie <mark>zwerfvuil</mark> prikt." in response.text


def test_who_looks_for_what_is_no_project_is_told_whom_to_call(client, db):
    Signpost.objects.create(title="Losse stoeptegel", whose="Het meldpunt van de gemeente", telephone="14 050")

    response = client.get("/zoeken/", {"q": "stoeptegels"})

    [(heading, [row])] = response.context["found"]
    assert (heading, row["text"]) == ("Wie je hiervoor belt", "Het meldpunt van de gemeente 14 050")
    Signpost.objects.create(title="Tegels voor een geveltuin", whose="De gemeente", telephone="14 050")
    recount_words()
    [(_, rows)] = client.get("/zoeken/", {"q": "tegel"}).context["found"]
    assert [one["text"] for one in rows] == ["De gemeente 14 050", "Het meldpunt van de gemeente 14 050"]
    assert 'id="wegwijzers"' in client.get(row["href"]).text


def test_help_that_is_asked_leads_to_offering_it(client, db):
    project = ProjectFactory(title="De tuin", status=Status.UNDERWAY)
    wanted = HelpWanted.objects.create(project=project, kind="things", what="Een kruiwagen", detail="Mag oud zijn.")
    recount_words()

    response = client.get("/zoeken/", {"q": "kruiwagens"})

    [(heading, [row])] = response.context["found"]
    assert heading == "Hier is iemand nodig"
    assert row["href"] == f"{project.get_absolute_url()}hulp/{wanted.pk}/aanbieden/"
    assert "kruiwagen" in client.get(row["href"]).text


def test_what_was_cut_shows_that_it_goes_on(client, db):
    text = "Het is hier mooi. " + "en dan nog wat meer " * 9 + "een boomgaard " + "en ook nog wat anders " * 9
    StoryFactory(title="Kort", lead="De boomgaard bloeit", text="Zo is het.")
    PageText.objects.create(slug="privacy", title="Lang", text=text)

    found = dict(client.get("/zoeken/", {"q": "boomgaard"}).context["found"])

    assert found["Verhalen"][0]["text"] == "De <mark>boomgaard</mark> bloeit … Zo is het."
    assert found["Over de Wijkdeal"][0]["text"].startswith("… ")
    assert found["Over de Wijkdeal"][0]["text"].endswith(" …")


def test_what_was_found_stands_in_what_is_shown(client, db):
    StoryFactory(title="Het plein", lead="Iedereen kwam.", text="Er stond een **draaimolen** in de zon.")
    IssueFactory(title="Wat doen we in mei?", text="Zeg het maar.", answer="Er komt een draaimolen.")
    plan_activity(ProjectFactory(status=Status.UNDERWAY), "Feest")
    Activity.objects.update(place="Bij de draaimolen")
    ProjectFactory(title="Een bank", summary="Om op te zitten.", description="Van hout.", place="Naast de draaimolen")

    response = client.get("/zoeken/", {"q": "draaimolen"})

    found = {heading: rows[0]["text"] for heading, rows in response.context["found"]}
    assert all("<mark>draaimolen</mark>" in text for text in found.values())
    assert found.keys() == {"Activiteiten", "Verhalen", "Vraagstukken"}
    assert found["Activiteiten"] == "Bij de <mark>draaimolen</mark>"
    assert "**" not in found["Verhalen"]
    [project] = response.context["projects"]
    assert project.found.text == "Naast de <mark>draaimolen</mark>. Om op te zitten."


def test_text_of_the_page_about_the_neighbourhood_leads_to_its_part(client, db):
    PageText.objects.create(slug="over-wie", title="Wie er meedoen", text="De muziekschool doet mee.")

    response = client.get("/zoeken/", {"q": "muziekschool"})

    [(_, [row])] = response.context["found"]
    assert row["href"] == "/over/#wie"
    assert 'id="wie"' in client.get("/over/").text


def test_signs_of_layout_do_not_stand_among_what_was_found(client, db):
    PageText.objects.create(slug="privacy", title="Privacy", text="## Foto’s\n\nJe **naam**, zie [hier](/over/).")

    response = client.get("/zoeken/", {"q": "naam"})

    [(_, [row])] = response.context["found"]
    assert row == {"title": "Privacy", "text": " Foto’s\n\nJe <mark>naam</mark>, zie hier.", "href": "/privacy/"} | {
        "at": None, "off": False,
    }  # fmt: skip


def test_visitor_who_makes_a_slip_is_asked_what_was_meant(client, db):
    GroupFactory(name="Werkgroep Julianapark")
    recount_words()

    page = client.get("/zoeken/", {"q": "Julianaprk"}).text

    assert 'Bedoelde je <a href="/zoeken/?q=julianapark">julianapark</a>?' in page


def test_of_two_words_both_are_in_what_is_found(client, db):
    OrganisationFactory(name="Stichting Bankje")
    ThemeFactory(name="Plantsoen", introduction="Ook voor een bankje.")

    response = client.get("/zoeken/", {"q": "plantsoen bankje"})

    assert [heading for heading, _ in response.context["found"]] == ["Thema’s"]


def test_group_named_with_a_stop_word_is_found(client, db):
    GroupFactory(name="Ons", purpose="Samen.")
    GroupFactory(name="Anders", purpose="Van ons allemaal.")

    response = client.get("/zoeken/", {"q": "ons"})

    assert [row["title"] for _, rows in response.context["found"] for row in rows] == ["<mark>Ons</mark>"]


def test_words_of_what_is_not_public_do_not_come_in(client, db):
    MeetingFactory(title="Vlierbes besloten", is_public=False)
    StoryFactory(title="Vlierbes later", published_at=None)
    hide_everything_about("vlierbes")

    recount_words()

    assert not SearchWord.objects.filter(word="vlierbes").exists()


def test_nothing_found_says_what_to_do_next(client, db):
    page = client.get("/zoeken/", {"q": "moestuin trapezium"}).text

    assert "Niets over ‘moestuin trapezium’" in page
    assert '<a href="/zoeken/?q=moestuin">moestuin</a>' in page
    assert "Bel ons" in page
    assert "Stel je idee voor" in page


@pytest.mark.parametrize("typed", ["&|!():*<->", "''", "\\", "a:*", "((", "- -", ".", "a.b.", "ab " * 1000])
def test_signs_give_a_page(client, db, typed):
    everything_about("Vlierbes")

    assert client.get("/zoeken/", {"q": typed}).status_code == 200


def test_what_one_goes_to_is_found_with_its_day_and_whether_it_goes_on(client, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    begins = timezone.now() + timedelta(days=9)
    for title, at, off in (("Zwerfvuildag", begins, None), ("Zwerfvuilochtend", begins, timezone.now())):
        project.activities.create(
            title=title, starts_at=at, ends_at=at + timedelta(hours=2), place="Park", cancelled_at=off,
            cancel_reason="Regen." if off else "",
        )  # fmt: skip
    MeetingFactory(title="Zwerfvuiloverleg", starts_at=begins, ends_at=begins + timedelta(hours=1), is_public=True)

    going, off, meeting = (
        html.unescape(client.get(f"/zoeken/?q={word}").text)
        for word in ("zwerfvuildag", "zwerfvuilochtend", "zwerfvuiloverleg")
    )

    assert f'<p class="meta">{day_time(begins)}</p>' in going
    assert f'<p class="meta">gaat niet door: {day_time(begins)}</p>' in off
    assert f'<p class="meta">{day_time(begins)}</p>' in meeting
