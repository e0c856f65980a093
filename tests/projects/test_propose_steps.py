"""Proposing one question a page, signed in: each answer is kept at once, back and forth loses nothing."""

from uuid import uuid4

import pytest

from projects.models import Project, Status
from tests.factories import ProjectFactory
from tests.projects.writing import ANSWERS, FIRST, answer, answer_all, begin, press, version_at

pytestmark = pytest.mark.django_db

STRANGE = ["a\x00b", "x" * 3000, "🌳 één ’t", "<b>vet</b>", "   ", "مرحبا"]


@pytest.fixture
def writer(client, resident, groen):
    client.force_login(resident)
    return client


def test_resident_answers_question_by_question_and_sends(writer, groen, green_resident, resident):
    address = begin(writer)
    last = answer_all(writer, address)
    done = press(writer, address, "send")

    project = Project.objects.get()
    page = writer.get(done.url).content.decode()
    assert last == f"{address}controleren/"
    assert done.url == f"/projecten/{project.slug}/voorgesteld/"
    assert project.status == Status.PROPOSED
    assert (project.title, project.summary, project.description, project.theme, project.place) == (
        "Bankjes langs de singel", "Vier banken om uit te rusten.", "Mijn moeder loopt slecht.", groen,
        "Hora Siccamasingel",
    )  # fmt: skip
    assert project.participations.get().person == resident.person
    assert project.events.get().actor == resident.person
    for words in (project.short_code, "Ineke Wiersema", "050"):
        assert words in page


def test_each_question_says_which_one_it_is(writer):
    address = begin(writer)

    assert "Vraag 1 van 6" in writer.get(FIRST).content.decode()
    for number, question in enumerate(["titel", *ANSWERS], start=1):
        assert f"Vraag {number} van 6" in writer.get(f"{address}{question}/").content.decode()
    assert writer.get(f"{address}onzin/").status_code == 404
    assert writer.get(f"{address}wie/").url == f"{address}controleren/"


def test_title_alone_is_asked_first(writer):
    response = writer.post(FIRST, {"title": "", "next": "1"})

    page = response.content.decode()
    assert "<title>Fout: Wat is je idee?" in page
    assert '<a href="#id_title">Geef je idee een titel.</a>' in page
    assert "Wat wil je, in één zin?" not in page
    assert not Project.objects.exists()


def test_title_with_send_is_the_whole_form(writer):
    response = writer.post(FIRST, {"title": "Bank", "next": "1", "send": "1"})

    assert "Schrijf in één zin wat je wilt." in response.content.decode()
    assert not Project.objects.exists()


@pytest.mark.parametrize("key", ["0e1d8d1c-7f4e-4f5e-9b1e-3c1f5a7e2b11", ""])
def test_double_press_begins_one_draft(writer, key):
    first, second = (begin(writer, form_key=key) for _ in range(2))

    assert first == second
    assert Project.objects.count() == 1


def test_the_address_of_a_draft_is_not_the_key_of_the_form(writer):
    key = str(uuid4())

    assert key not in begin(writer, form_key=key)


def test_back_keeps_what_was_typed_and_asks_nothing(writer):
    address = begin(writer)
    answer(writer, address, "zin", summary="Vier banken.")

    response = answer(writer, address, "verhaal", button="back", description="Half verhaal")

    assert response.url == f"{address}zin/"
    assert answer(writer, address, "zin", button="back", summary="").url == f"{address}titel/"
    assert (Project.objects.get().summary, Project.objects.get().description) == ("", "Half verhaal")
    assert "Half verhaal" in writer.get(f"{address}verhaal/").content.decode()


def test_back_without_a_title_keeps_the_one_there_was(writer):
    address = begin(writer)

    page = answer(writer, address, "titel", button="back", title=" ").content.decode()

    assert "Geef je idee een titel." in page
    assert Project.objects.get().title == "Bankjes langs de singel"


def test_what_may_be_skipped_says_so_and_leads_on(writer):
    address = begin(writer)
    answer(writer, address, "zin", summary="Vier banken.")

    for question, following in (("verhaal", "thema"), ("plek", "fotos"), ("fotos", "controleren")):
        assert 'name="skip" value="1">Sla over</button>' in writer.get(f"{address}{question}/").content.decode()
        assert answer(writer, address, question, button="skip").url == f"{address}{following}/"


@pytest.mark.parametrize(("button", "following"), [("skip", "thema"), ("check", "controleren")])
def test_skipping_keeps_what_was_typed(writer, button, following):
    address = begin(writer)

    response = answer(writer, address, "verhaal", button=button, description="Half verhaal")

    assert response.url == f"{address}{following}/"
    assert Project.objects.get().description == "Half verhaal"


def test_looking_at_all_answers_keeps_half_an_answer_and_asks_nothing(writer):
    address = begin(writer)
    page = writer.get(f"{address}zin/").content.decode()

    assert 'form="vraag" name="check" value="1">Bekijk alle antwoorden</button>' in page
    assert answer(writer, address, "zin", button="check", summary="").url == f"{address}controleren/"
    assert answer(writer, address, "zin", button="check", summary="Vier banken.").url == f"{address}controleren/"
    assert Project.objects.get().summary == "Vier banken."


@pytest.mark.parametrize("button", ["skip", "check"])
def test_skipping_what_is_too_long_says_so(writer, button):
    address = begin(writer)

    page = answer(writer, address, "plek", button=button, place="x" * 161).content.decode()

    assert "<title>Fout: " in page
    assert "x" * 161 in page
    assert Project.objects.get().place == ""


def test_looking_at_all_answers_without_a_title_keeps_the_one_there_was(writer):
    address = begin(writer)

    page = answer(writer, address, "titel", button="check", title=" ").content.decode()

    assert "Geef je idee een titel." in page
    assert Project.objects.get().title == "Bankjes langs de singel"


def test_sentence_is_needed_to_go_on(writer):
    address = begin(writer)

    page = answer(writer, address, "zin", summary=" ").content.decode()

    assert "<title>Fout: Wat wil je, in één zin?" in page
    assert '<a href="#id_summary">Schrijf in één zin wat je wilt.</a>' in page


def test_changing_an_answer_leads_back_to_all_answers(writer):
    address = begin(writer)
    answer_all(writer, address)
    page = f"{address}plek/?wijzig=1"

    assert page in writer.get(f"{address}controleren/").content.decode()
    response = writer.post(page, {"version": version_at(writer, page), "place": "Elders", "next": "1"})

    assert response.url == f"{address}controleren/"
    assert "Elders" in writer.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("title", "slug"), [("Banken aan de singel!", "banken-aan-de-singel"), ("Bankjes, langs de singel", None)]
)
def test_address_of_a_draft_follows_its_title(writer, title, slug):
    address = begin(writer)

    answer(writer, address, "titel", title=title)

    assert Project.objects.get().slug == (slug or "bankjes-langs-de-singel")


def test_title_that_is_taken_gets_an_address_of_its_own(writer, groen):
    ProjectFactory(slug="bank", title="Bank", theme=groen)
    address = begin(writer)

    answer(writer, address, "titel", title="Bank")

    project = Project.objects.get(title="Bank", status=Status.DRAFT)
    assert project.slug == f"bank-{project.short_code.lower()}"


def test_theme_need_not_be_known_and_others_are_touched(writer, groen, sociaal):
    address = begin(writer)

    answer(writer, address, "thema", theme="", other_themes=["sociaal", "groen"])
    project = Project.objects.get()
    assert (project.theme, set(project.other_themes.all())) == (None, {groen, sociaal})

    answer(writer, address, "thema", theme="groen", other_themes=["sociaal", "groen"])
    project = Project.objects.get()
    assert (project.theme, list(project.other_themes.all())) == (groen, [sociaal])


@pytest.mark.parametrize("typed", STRANGE)
@pytest.mark.parametrize("question", ["titel", "zin", "verhaal", "plek"])
def test_whatever_is_typed_is_kept_or_said_to_be_too_long(writer, question, typed):
    address = begin(writer)
    name = {"titel": "title", "zin": "summary", "verhaal": "description", "plek": "place"}[question]

    response = answer(writer, address, question, **{name: typed})

    if response.status_code == 302:
        assert getattr(Project.objects.get(), name) in (typed.strip(), "ab")
    else:
        page = response.content.decode()
        assert response.status_code == 200
        assert "<title>Fout: " in page
        assert "x" * 3000 in page or not typed.strip()


def test_half_a_character_is_kept_without_it(writer):
    address = begin(writer)
    sent = f"version={version_at(writer, f'{address}zin/')}&summary=half%ED%A0%80teken&next=1"

    writer.post(f"{address}zin/", sent, content_type="application/x-www-form-urlencoded")

    assert Project.objects.get().summary.startswith("half")


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000, "²"])
def test_version_that_nobody_read_changes_nothing(writer, version):
    address = begin(writer)

    response = writer.post(f"{address}zin/", {"version": version, "summary": "Van niemand", "next": "1"})

    assert response.status_code == 409
    assert Project.objects.get().summary == ""


def test_second_window_is_told_and_loses_nothing(writer):
    address = begin(writer)
    read = version_at(writer, f"{address}zin/")
    answer(writer, address, "zin", summary="Uit het eerste venster.")

    response = writer.post(f"{address}zin/", {"version": read, "summary": "Uit het tweede venster.", "next": "1"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "<title>Fout: " in page
    assert "In een ander venster is net iets veranderd" in page
    assert "Uit het eerste venster." in page
    assert "Uit het tweede venster." in page
    again = {"version": response.context["project"].version, "summary": "Uit het tweede venster.", "next": "1"}
    assert writer.post(f"{address}zin/", again).status_code == 302
    assert Project.objects.get().summary == "Uit het tweede venster."


def test_same_answer_twice_is_one(writer):
    address = begin(writer)
    sent = {"version": version_at(writer, f"{address}zin/"), "summary": "Vier banken.", "next": "1"}

    urls = [writer.post(f"{address}zin/", sent).url for _ in range(2)]

    assert urls == [f"{address}verhaal/"] * 2
    assert Project.objects.get().version == 2


def test_what_was_changed_since_it_was_looked_over_is_not_sent(writer):
    address = begin(writer)
    answer_all(writer, address)
    read = version_at(writer, f"{address}controleren/")
    answer(writer, address, "zin", summary="Heel iets anders.")

    response = writer.post(f"{address}controleren/", {"version": read, "send": "1"})

    assert response.status_code == 409
    assert "Heel iets anders." in response.content.decode()
    assert Project.objects.get().status == Status.DRAFT


def test_sending_twice_proposes_once(writer):
    address = begin(writer)
    answer_all(writer, address)
    sent = {"version": version_at(writer, f"{address}controleren/"), "send": "1"}

    first = writer.post(f"{address}controleren/", sent)
    second = writer.post(f"{address}controleren/", sent)

    project = Project.objects.get()
    assert first.url == second.url == f"/projecten/{project.slug}/voorgesteld/"
    assert project.events.count() == 1
    assert writer.post(f"{address}zin/", {"summary": "Te laat", "next": "1"}).url == first.url
    assert Project.objects.get().summary == ANSWERS["zin"]["summary"]


def test_what_is_missing_is_said_with_a_link_and_not_sent(writer):
    address = begin(writer)

    page = press(writer, address, "send").content.decode()

    assert "<title>Fout: Klopt alles?" in page
    assert f'<a href="{address}zin/?wijzig=1">Schrijf in één zin wat je wilt.</a>' in page
    assert Project.objects.get().status == Status.DRAFT


def test_draft_is_kept_for_later_with_only_a_title(writer):
    address = begin(writer)

    response = press(writer, address, "save")

    project = Project.objects.get()
    assert response.url == project.get_absolute_url()
    assert "Je idee is bewaard." in writer.get(response.url).content.decode()


def test_draft_is_thrown_away_from_all_answers(writer):
    address = begin(writer)

    press(writer, address, "discard")

    assert not Project.objects.exists()
    assert writer.get(address).status_code == 404


def test_similar_projects_stand_beside_all_answers_and_never_block(writer, groen):
    ProjectFactory(title="Een bankje bij de vijver", theme=groen)
    address = begin(writer)
    answer_all(writer, address)

    assert "Een bankje bij de vijver" in writer.get(f"{address}controleren/").content.decode()
    assert press(writer, address, "send").status_code == 302


# -- going on later, somewhere else ------------------------------------------------------------------------------------


def test_draft_comes_back_on_another_device(writer, resident, django_user_model):
    address = begin(writer)
    other = type(writer)()
    other.force_login(django_user_model.objects.get(pk=resident.pk))

    mine = other.get("/mijn/").content.decode()
    first = other.get(FIRST).content.decode()
    own_page = other.get(Project.objects.get().get_absolute_url()).content.decode()

    for page in (mine, first, own_page):
        assert f'href="{address}"' in page
    assert other.get(address).url == f"{address}zin/"


@pytest.mark.parametrize(
    ("answered", "following"),
    [
        (["verhaal"], "zin"), (["zin"], "verhaal"), (["zin", "thema"], "plek"), (["zin", "plek"], "fotos"),
    ],
)  # fmt: skip
def test_writer_goes_on_after_the_last_answer(writer, answered, following):
    address = begin(writer)
    for question in answered:
        answer(writer, address, question, **ANSWERS[question])

    assert writer.get(address).url == f"{address}{following}/"


def test_writer_with_photos_goes_on_with_all_answers(writer, photo):
    address = begin(writer)
    answer(writer, address, "zin", **ANSWERS["zin"])
    answer(writer, address, "fotos", photo=[photo()], photo_consent="on")

    assert writer.get(address).url == f"{address}controleren/"


@pytest.mark.parametrize("who", ["neighbour", "administrator", "green_resident"])
@pytest.mark.parametrize("page", ["", "zin/", "controleren/"])
def test_draft_of_another_is_not_there(writer, request, who, page):
    address = begin(writer)
    writer.force_login(request.getfixturevalue(who))

    assert writer.get(f"{address}{page}").status_code == 404
    assert writer.post(f"{address}zin/", {"version": "1", "summary": "Van mij", "next": "1"}).status_code == 404
    assert writer.post(f"{address}controleren/", {"version": "1", "discard": "1"}).status_code == 404
    assert Project.objects.get().summary == ""


def test_visitor_is_sent_to_sign_in_and_back_whether_there_is_a_draft_or_not(writer):
    address = begin(writer)
    visitor = type(writer)()

    for there in (address, f"{FIRST}{uuid4()}/"):
        for page in ("", "zin/", "controleren/"):
            assert visitor.get(f"{there}{page}").url == f"/account/login/?next={there}{page}"
            response = visitor.post(f"{there}{page}", {"summary": "Van mij", "next": "1"})
            assert response.status_code == (405 if page == "" else 302)


def test_draft_that_was_made_in_one_go_is_gone_on_with_in_steps(writer):
    writer.post(FIRST, {"title": "Nog vaag", "save": "1"})

    address = Project.objects.get().steps_url

    assert writer.get(address).url == f"{address}zin/"


def test_pages_of_a_draft_are_kept_by_nobody_and_not_found(writer):
    address = begin(writer)

    for page in ("", "zin/", "controleren/", "onzin/"):
        response = writer.get(f"{address}{page}")
        if response.status_code != 404:
            assert response["Cache-Control"] == "private, no-store"
            assert response["Referrer-Policy"] == "no-referrer, same-origin"
            assert response["X-Robots-Tag"] == "noindex"


def test_questions_cost_few_queries(writer, groen, photo, django_assert_max_num_queries):
    address = begin(writer)
    answer_all(writer, address, fotos={"photo": [photo(), photo("b.jpg")], "photo_consent": "on"})

    for page in ("titel/", "zin/", "thema/", "fotos/", "controleren/"):
        with django_assert_max_num_queries(12):
            assert writer.get(f"{address}{page}").status_code == 200
