"""Vraagstukken: raised, taken up, answered, and the chain to what became of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import AgendaPoint, Issue
from tests.factories import GroupFactory, IssueFactory, MeetingFactory, PersonFactory, ProjectFactory
from themes.models import Phase

pytestmark = pytest.mark.django_db


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def issue(groen):
    return IssueFactory(theme=groen, raised_by=PersonFactory(name="Trijntje Bos", show_name="first"))


def test_a_visitor_sees_vraagstukken_by_state(client, koplopersgroep, groen):
    IssueFactory(title="Nog open vraag")
    taken = IssueFactory(title="Opgepakte vraag", theme=groen)
    taken.take_up(by=PersonFactory(name="Mehmet Kaya"))
    answered = IssueFactory(title="Beantwoorde vraag")
    answered.settle(
        by=PersonFactory(), answer="Ja", project=ProjectFactory(title="Plukfruit"), group=GroupFactory(name="Bladploeg")
    )

    response = client.get("/vraagstukken/")

    page = text_of(response)
    places = [page.index(words) for words in ("Nog open vraag", "Opgepakte vraag", "Beantwoorde vraag")]
    assert places == sorted(places)
    assert "opgepakt door Mehmet Kaya" in page
    assert "werd het project Plukfruit" in page
    assert "Bladploeg" in page
    assert "/vraagstukken/nieuw/" in page
    assert not response.cookies


def test_an_empty_list_says_so(client, db):
    page = text_of(client.get("/vraagstukken/"))

    assert "Er is nog geen vraagstuk beantwoord." in page


def test_a_visitor_follows_the_chain_of_one(client, issue):
    project = ProjectFactory(title="Plukfruit")
    group = GroupFactory(name="Bladploeg")
    public = MeetingFactory(group=group, title="Open overleg", starts_at=timezone.localtime() - timedelta(days=9))
    secret = MeetingFactory(group=group, title="Gesloten overleg", is_public=False)
    for meeting in (public, secret):
        AgendaPoint.objects.create(meeting=meeting, title="Bladeren", issue=issue)
    issue.take_up(by=PersonFactory(name="Mehmet Kaya"))
    issue.settle(by=PersonFactory(), answer="We vegen samen.", project=project, group=group)

    page = text_of(client.get(issue.get_absolute_url()))

    for words in ("Trijntje", "Mehmet Kaya", "Plukfruit", "Bladploeg", "Open overleg", "We vegen samen.", "beantwoord"):
        assert words in page
    for words in ("Bos", "Gesloten overleg", "<form"):
        assert words not in page
    assert "Wie ruimt de bladeren op?" in text_of(client.get(group.get_absolute_url()))


def test_a_hidden_project_is_not_named(client, issue):
    issue.settle(by=PersonFactory(), project=ProjectFactory(title="Verstopt plan", hidden_at=timezone.now()))

    for address in (issue.get_absolute_url(), "/vraagstukken/"):
        assert "Verstopt plan" not in text_of(client.get(address))


def test_an_unknown_vraagstuk_is_404(client, db):
    assert client.get("/vraagstukken/99/").status_code == 404
    assert client.get("/vraagstukken/99999999999999999999/").status_code == 404


@pytest.mark.parametrize("times", [2, 30])
def test_vraagstukken_cost_few_queries(client, groen, koploper, times, django_assert_max_num_queries):
    for n in range(times):
        IssueFactory(theme=groen)
        IssueFactory(theme=groen).take_up(by=PersonFactory())
        IssueFactory(title=f"Klaar {n}").settle(
            by=PersonFactory(), answer="Ja", project=ProjectFactory(), group=GroupFactory()
        )
    one = Issue.objects.first()

    for address in ("/vraagstukken/", one.get_absolute_url()):
        with django_assert_max_num_queries(6):
            client.get(address)
    client.force_login(koploper)
    for address in ("/vraagstukken/", one.get_absolute_url()):
        with django_assert_max_num_queries(12):
            client.get(address)
    assert text_of(client.get("/vraagstukken/?pagina=2")).count("Klaar ") == (10 if times == 30 else 2)


# -- raising -----------------------------------------------------------------------------------------------------------

QUESTION = {"title": "Wie ruimt de bladeren op?", "text": "Ze liggen overal.", "theme": "groen"}


@pytest.mark.parametrize("who", ["koploper", "koplopers_chair", "administrator"])
def test_a_koploper_raises_one_and_two_sends_make_one(client, groen, who, request):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert "Breng een vraagstuk in" in text_of(client.get("/vraagstukken/"))

    responses = [client.post("/vraagstukken/nieuw/", QUESTION) for _ in range(2)]

    issue = Issue.objects.get()
    assert {response.url for response in responses} == {issue.get_absolute_url()}
    assert (issue.title, issue.text, issue.theme, issue.raised_by, issue.state) == (
        QUESTION["title"], QUESTION["text"], groen, user.person, "open",
    )  # fmt: skip


def test_a_visitor_is_sent_to_sign_in(client, issue):
    address = f"{issue.get_absolute_url()}beantwoorden/"

    assert client.get(address).url == f"/account/login/?next={address}"


def test_a_question_without_words_is_not_kept(client, koploper):
    client.force_login(koploper)

    page = text_of(client.post("/vraagstukken/nieuw/", {"title": " ", "text": "Blijft staan."}))

    assert "Vul de vraag in." in page
    assert "Blijft staan." in page


# -- taking up and answering -------------------------------------------------------------------------------------------


def test_a_koploper_takes_one_up_and_the_second_is_told(client, issue, koploper, koplopers_chair):
    client.force_login(koploper)
    assert "Ik pak dit op" in text_of(client.get(issue.get_absolute_url()))
    client.post(f"{issue.get_absolute_url()}oppakken/")
    client.force_login(koplopers_chair)
    response = client.post(f"{issue.get_absolute_url()}oppakken/")

    issue.refresh_from_db()
    assert (issue.state, issue.taken_up_by) == ("taken_up", koploper.person)
    page = text_of(client.get(response.url))
    assert "Dit kan nu niet: het vraagstuk is opgepakt." in page
    assert "Ik pak dit op" not in page


def test_the_chair_answers_with_a_project_a_group_and_words(client, issue, koplopers_chair):
    project, group = ProjectFactory(), GroupFactory(slug="bladploeg")
    client.force_login(koplopers_chair)
    address = f"{issue.get_absolute_url()}beantwoorden/"
    assert "Zeg wat ervan kwam" in text_of(client.get(issue.get_absolute_url()))
    assert "Sluit het vraagstuk af" in text_of(client.get(address))

    client.post(address, {"answer": "We vegen.", "project": project.short_code, "group": "bladploeg"})

    issue.refresh_from_db()
    assert (issue.state, issue.answer, issue.project, issue.group) == ("answered", "We vegen.", project, group)
    assert issue.answered_on == timezone.localdate()


@pytest.mark.parametrize(
    "typed", ["{title}", "{title} ({code})", "{code}", "{site}{path}", "{site}/p/{code}/", "{path}"]
)
def test_the_chair_names_the_project_by_its_title_its_code_or_its_address(client, issue, koplopers_chair, typed):
    project = ProjectFactory(title="Een bezem voor elke straat")
    client.force_login(koplopers_chair)
    parts = {"title": project.title.upper(), "code": project.short_code.lower(), "path": project.get_absolute_url()}

    said = typed.format(site="https://www.voorbeeld.test", **parts)
    client.post(f"{issue.get_absolute_url()}beantwoorden/", {"project": said})

    issue.refresh_from_db()
    assert (issue.state, issue.project) == ("answered", project)


def test_the_address_of_what_was_merged_leads_to_where_it_went_and_two_of_one_title_are_asked_back(
    client, issue, koplopers_chair
):
    heir = ProjectFactory(title="Bezems")
    merged = ProjectFactory(title="Vegers", status="merged", merged_into=heir)
    for _ in "12":
        ProjectFactory(title="Bladkorven")
    client.force_login(koplopers_chair)
    address = f"{issue.get_absolute_url()}beantwoorden/"

    asked_back = text_of(client.post(address, {"project": "bladkorven"}))
    client.post(address, {"project": f"https://www.voorbeeld.test{merged.get_absolute_url()}"})

    issue.refresh_from_db()
    assert "Er zijn meer projecten met deze titel. Typ de code van het project." in asked_back
    assert issue.project == heir


def test_an_answer_needs_something_and_comes_once(client, issue, koplopers_chair):
    client.force_login(koplopers_chair)
    address = f"{issue.get_absolute_url()}beantwoorden/"
    assert "Schrijf een antwoord, of noem" in text_of(client.post(address, {}))
    assert "We vinden geen project" in text_of(client.post(address, {"project": "nee"}))
    issue.pass_on(by=PersonFactory(), group=GroupFactory(slug="bladploeg"))
    untouched = client.post(address, {"answer": "", "project": "", "group": "bladploeg"})
    page = text_of(untouched)
    assert "Er is nog niets veranderd. Schrijf een antwoord, of noem een ander project of een andere groep." in page
    assert "(mag leeg als je hieronder een project of een groep noemt)" in page
    issue.refresh_from_db()
    assert issue.state == "open"
    issue.settle(by=PersonFactory(), answer="Al gezegd.")

    assert client.get(address).url == client.post(address, {"answer": "Anders"}).url == issue.get_absolute_url()

    issue.refresh_from_db()
    assert issue.answer == "Al gezegd."


@pytest.mark.parametrize(
    ("who", "action"),
    [
        ("koploper", "beantwoorden"),
        *[(who, action) for who in ("resident", "chair", "team_member") for action in ("beantwoorden", "oppakken")],
    ],
)
def test_others_neither_take_up_nor_answer(client, koplopersgroep, issue, who, action, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"{issue.get_absolute_url()}{action}/", {"answer": "Ja"}).status_code == 403

    issue.refresh_from_db()
    assert issue.state == "open"


def test_a_resident_follows_and_unfollows_one(client, issue, resident):
    client.force_login(resident)

    assert "Volg dit vraagstuk" in text_of(client.get(f"{issue.get_absolute_url()}volgen/"))
    for _ in range(2):
        client.post(f"{issue.get_absolute_url()}volgen/")
    assert issue.follows.get().person == resident.person
    assert "Volg niet meer" in text_of(client.get(issue.get_absolute_url()))
    client.post(f"{issue.get_absolute_url()}niet-volgen/")
    assert not issue.follows.exists()


def test_a_visitor_leafs_through_more_than_a_hundred_open_ones(client, django_assert_max_num_queries):
    for n in range(130):
        IssueFactory(title=f"Vraag-{n}.", state="taken_up" if n % 2 else "open")
    IssueFactory(title="Klaar.", state="answered", answered_on=timezone.localdate(), answer="Ja.")

    first = text_of(client.get("/vraagstukken/"))
    assert 'href="?stand=lopend&amp;pagina=2"' in first
    with django_assert_max_num_queries(6):
        second = text_of(client.get("/vraagstukken/?stand=lopend&pagina=2"))

    pages = [{n for n in range(130) if f"Vraag-{n}." in page} for page in (first, second)]
    assert [len(page) for page in pages] == [100, 30]
    assert len(set.union(*pages)) == 130
    assert ("Klaar." in first, "Klaar." in second) == (True, False)
    assert 'rel="next"' not in second


def test_a_hundred_or_less_have_no_second_page(client):
    IssueFactory(title="Nog open vraag")

    assert "stand=lopend" not in text_of(client.get("/vraagstukken/"))
    assert "Nog open vraag" in text_of(client.get("/vraagstukken/?stand=lopend&pagina=7"))


def test_koploper_makes_a_wish_of_a_vraagstuk_once(client, koploper, round_in, resident):
    agenda_round = round_in(Phase.COLLECT)
    issue = IssueFactory(title="Wie ruimt de bladeren op?", raised_by=resident.person)
    client.force_login(koploper)
    assert "Maak er een wens van" in client.get(issue.get_absolute_url()).text

    for _ in range(2):
        page = client.post(f"{issue.get_absolute_url()}wens/", follow=True).text

    wish = agenda_round.wishes.get()
    assert (wish.text, wish.source, wish.person, wish.issue) == (issue.title, "issue", resident.person, issue)
    assert "Werd een wens voor de gedeelde agenda" in page
    assert "Maak er een wens van" not in page


@pytest.mark.parametrize("phase", [None, Phase.GROUP])
def test_vraagstuk_becomes_no_wish_outside_its_time(client, koploper, round_in, phase):
    if phase:
        round_in(phase)
    issue = IssueFactory()
    client.force_login(koploper)

    page = client.post(f"{issue.get_absolute_url()}wens/", follow=True).text

    issue.refresh_from_db()
    assert issue.wish is None
    assert "Dat kan nu niet" in page


def test_resident_makes_no_wish_of_a_vraagstuk(client, round_in, resident):
    round_in(Phase.COLLECT)
    issue = IssueFactory()
    client.force_login(resident)

    assert client.post(f"{issue.get_absolute_url()}wens/").status_code == 403
