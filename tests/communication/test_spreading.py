"""Where what was made goes: planned, placed once by somebody, with proof; on the desk, in a calendar, on the boards."""

import os
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from communication.models import BoardVisit, NotAgreed, Placement, PosterBoard, Product, Request
from core.dates import day
from tests.at_once import at_once
from tests.factories import RequestFactory, StoryFactory
from wijkdeal.tasks import remove_unnamed

ACT = "/beheer/communication/placement/uiting/"
CALENDAR = "/beheer/communication/placement/kalender/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def product(team_member):
    asked = RequestFactory(
        status="approved",
        assignee=team_member.person,
        channels=["posters", "facebook"],
        created_at=timezone.now() - timedelta(days=30),
    )
    return Product.objects.create(request=asked, kind="poster", title="Poster opschoondag", approved_at=timezone.now())


@pytest.fixture
def board(db):
    return PosterBoard.objects.create(name="Bij de bakker", place="Van Lenneplaan", order=1, note="Hek dicht na zes.")


def page_of(product):
    return f"/beheer/communication/product/{product.pk}/change/"


def act(client, product, action, fields=None, channel="facebook"):
    return client.post(f"{ACT}{product.pk}/{channel}/{action}/doen/", fields or {}, follow=True)


def photo(name="bord.jpg"):
    drawn = BytesIO()
    Image.new("RGB", (640, 480), "#7a9").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def test_the_page_of_a_request_says_where_each_piece_went_and_leads_on(team_client, product, team_member):
    Placement.of(product, "facebook").place(by=team_member.person, on=date(2026, 3, 2))
    Placement.of(product, "posters").plan(date(2026, 3, 9))

    html = team_client.get(f"/beheer/communication/request/{product.request_id}/change/").text

    assert f'<a href="{page_of(product)}#verspreiden">Plan of plaats: Poster opschoondag</a>' in html
    assert "Facebook: geplaatst op maandag 2 maart" in html
    assert "Posterborden: gepland voor maandag 9 maart" in html


def test_member_sees_all_six_channels_those_that_were_asked_for_first(team_client, product):
    html = team_client.get(page_of(product)).text

    places = [html.index(f"<h3>{label}</h3>") for label in (
        "Facebook", "Posterborden", "Deze website", "Nieuwsbrief", "Wijkkrant", "De pers",
    )]  # fmt: skip
    assert places == sorted(places)
    assert html.count("Nog niet gepland. De aanvrager vroeg erom.") == 2
    assert "De aanvrager zei nog niet dat dit goed is." not in html


def test_member_places_with_one_press(team_client, product, team_member):
    response = act(team_client, product, "geplaatst")

    placement = Placement.objects.get()
    assert response.redirect_chain[-1][0] == f"{page_of(product)}#verspreiden"
    assert (placement.channel, placement.placed_on, placement.placed_by) == (
        "facebook", timezone.localdate(), team_member.person,
    )  # fmt: skip
    assert list(product.request.events.values_list("kind", "reason", "actor")) == [
        ("placed", "Facebook", team_member.person.pk)
    ]
    assert "Geplaatst: Facebook." in response.text


@pytest.fixture
def unagreed(product):
    """Nobody asked whether it is good."""
    Product.objects.update(approved_at=None)
    Request.objects.update(status="in_progress")
    return Product.objects.get()


def test_what_nobody_agreed_with_is_placed_only_by_who_says_so(team_client, unagreed, team_member):
    page = team_client.get(page_of(unagreed)).text
    bare = act(team_client, unagreed, "geplaatst", {"desk": "1"})
    assert not Placement.objects.placed().exists()

    done = team_client.post(f"{ACT}{unagreed.pk}/facebook/geplaatst/doen/", {"desk": "1", "anyway": "on"})

    assert "De aanvrager zei nog niet dat dit goed is. Wacht daar liever op." in page
    assert "Ik weet zeker dat het toch mag." in page
    assert "Zet een vinkje als het toch mag." in bare.text
    assert 'name="anyway"' in bare.text
    assert 'name="desk"' in bare.text
    assert f'value="{timezone.localdate().isoformat()}"' in bare.text
    assert done.url == "/beheer/"
    assert Placement.objects.get().placed_by == team_member.person


def test_what_the_team_asked_of_itself_needs_no_yes(team_client, unagreed, team_member):
    Request.objects.update(requester=team_member.person)

    page = team_client.get(page_of(unagreed)).text
    act(team_client, unagreed, "geplaatst")

    assert "De aanvrager zei nog niet" not in page
    assert Placement.objects.placed().exists()


def test_nothing_places_what_was_not_agreed_with_by_itself(team_client, unagreed, team_member, board):
    with pytest.raises(NotAgreed):
        Placement.of(unagreed, "facebook").place(by=team_member.person)

    page = team_client.post(f"{ACT}{unagreed.pk}/bord/{board.pk}/hangt/doen/", follow=True)

    assert "De aanvrager zei nog niet dat dit goed is." in page.text
    assert not BoardVisit.objects.exists()
    act(team_client, unagreed, "geplaatst", {"anyway": "on"}, channel="posters")
    team_client.post(f"{ACT}{unagreed.pk}/bord/{board.pk}/hangt/doen/")
    assert BoardVisit.objects.get().board == board


def test_member_says_on_monday_that_it_hangs_since_saturday(team_client, product):
    saturday = timezone.localdate() - timedelta(days=2)

    act(team_client, product, "geplaatst", {"on": saturday.isoformat()})
    assert Placement.objects.get().placed_on == saturday
    act(team_client, product, "aanvullen", {"on": (saturday + timedelta(days=1)).isoformat()})

    assert Placement.objects.get().placed_on == saturday + timedelta(days=1)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    refused = act(team_client, product, "geplaatst", {"on": tomorrow}, channel="press")
    assert "Kies vandaag of een dag die al geweest is." in refused.text
    assert not Placement.objects.placed().filter(channel="press").exists()


def test_nothing_is_placed_on_a_day_before_it_was_asked_for(team_client, product):
    asked_on = timezone.localdate(product.request.created_at)
    before = (asked_on - timedelta(days=1)).isoformat()

    refused = act(team_client, product, "geplaatst", {"on": before})
    assert not Placement.objects.placed().exists()
    act(team_client, product, "geplaatst", {"on": asked_on.isoformat()})
    act(team_client, product, "aanvullen", {"on": before})

    assert f"De aanvraag is van {day(asked_on)}. Kies die dag of een latere." in refused.text
    assert Placement.objects.get().placed_on == asked_on


def test_history_says_on_which_other_day_it_was_placed(team_client, product):
    saturday = timezone.localdate() - timedelta(days=2)

    act(team_client, product, "geplaatst", {"on": saturday.isoformat()})
    act(team_client, product, "geplaatst", channel="press")

    placed = product.request.events.filter(kind="placed").order_by("pk")
    assert [event.detail for event in placed] == [f"Facebook, op {day(saturday)}", "de pers"]


def test_history_says_that_it_was_placed_without_a_yes(team_client, unagreed):
    act(team_client, unagreed, "geplaatst", {"anyway": "on"})

    assert unagreed.request.events.get(kind="placed").detail == "Facebook, zonder akkoord"
    history = team_client.get(f"/beheer/communication/request/{unagreed.request_id}/change/").text
    assert "geplaatst (Facebook, zonder akkoord)" in history


def test_member_who_finishes_hears_where_nothing_was_placed(team_client, product, team_member):
    Placement.of(product, "facebook").place(by=team_member.person)
    address = f"/beheer/communication/request/{product.request_id}/afronden/doen/"

    page = team_client.post(address, follow=True).text

    assert "De aanvrager wilde het ook hier, en er is niets geplaatst: posterborden." in page
    assert "er is niets geplaatst: Facebook" not in page


def test_member_places_with_a_link_a_photo_and_a_note(team_client, product):
    fields = {"link": "https://facebook.example/post/1", "note": "Om acht uur.", "photo": photo()}

    response = act(team_client, product, "geplaatst", fields)

    placement = Placement.objects.get()
    assert (placement.link, placement.note) == (fields["link"], "Om acht uur.")
    assert placement.proof.name.startswith("photos/")
    assert placement.proof.name.endswith(".webp")
    assert f'href="{fields["link"]}"' in response.text
    picture = team_client.get(f"/beheer/communication/placement/{placement.pk}/foto/")
    assert picture["Content-Type"] == "image/webp"
    assert picture["Cache-Control"].startswith("private, no-store")


def test_proof_stays_when_files_without_a_name_are_cleared_away(team_client, product, settings):
    act(team_client, product, "geplaatst", {"link": "", "note": "", "photo": photo()})
    kept = settings.MEDIA_ROOT / Placement.objects.get().proof.name
    os.utime(kept, (0, 0))

    remove_unnamed(timestamp=0)

    assert kept.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"link": "javascript:alert(1)"}, "Dit is geen webadres."),
        ({"note": "x" * 201}, "Maak de notitie korter"),
        ({"photo": SimpleUploadedFile("a.jpg", b"<svg>")}, "Dit is een tekening (SVG)"),
    ],
)
def test_member_who_types_what_cannot_be_kept_sees_the_form_with_it(team_client, product, fields, said):
    response = act(team_client, product, "geplaatst", {"note": "Mooi", **fields})

    assert not Placement.objects.exists()
    assert said in response.text
    assert fields.get("note", "Mooi") in response.text


def test_wrong_link_is_said_in_the_title_in_a_summary_and_once_at_its_field(team_client, product):
    page = act(team_client, product, "geplaatst", {"link": "geen adres"}).text

    message = "Dit is geen webadres. Kopieer het hele adres, met https:// ervoor."
    assert "<title>Fout: " in page
    assert f'<a href="#id_link">{message}</a>' in page
    assert page.count(message) == 2


def test_member_who_presses_second_hears_who_placed_it(team_client, product, colleague):
    Placement.of(product, "facebook").place(by=colleague.person, link="https://a.example/")

    response = act(team_client, product, "geplaatst", {"link": "https://b.example/", "photo": photo()})

    placement = Placement.objects.get()
    assert (placement.placed_by, placement.link, placement.proof.name) == (colleague.person, "https://a.example/", "")
    assert "Daan Mulder zei al dat dit geplaatst is: Facebook" in response.text
    assert product.request.events.filter(kind="placed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_place_at_once_one_does(product, team_member, colleague):
    done = at_once(
        lambda: Placement.of(product, "posters").place(by=team_member.person),
        lambda: Placement.of(product, "posters").place(by=colleague.person),
    )

    assert sorted(done) == [False, True]
    assert product.request.events.filter(kind="placed").count() == 1


def test_member_adds_a_link_later_and_another_photo_takes_the_place_of_the_first(
    team_client, product, team_member, django_capture_on_commit_callbacks
):
    act(team_client, product, "geplaatst", {"photo": photo()})
    first = Placement.objects.get().proof.name

    with django_capture_on_commit_callbacks(execute=True):
        act(team_client, product, "aanvullen", {"link": "https://a.example/", "photo": photo()})

    placement = Placement.objects.get()
    assert (placement.link, placement.placed_by) == ("https://a.example/", team_member.person)
    assert placement.proof.name != first
    assert not default_storage.exists(first)


@pytest.mark.parametrize(
    ("action", "said"), [("terug", "Dit was al niet meer geplaatst."), ("aanvullen", "Dit is niet geplaatst.")]
)
def test_what_nobody_planned_is_not_planned_by_taking_it_back_or_adding_to_it(team_client, product, action, said):
    response = act(team_client, product, action)

    assert said in response.text
    assert not Placement.objects.exists()


def test_member_takes_back_what_was_not_placed_after_all(team_client, product, django_capture_on_commit_callbacks):
    act(team_client, product, "geplaatst", {"photo": photo(), "link": "https://a.example/"})
    kept = Placement.objects.get().proof.name

    with django_capture_on_commit_callbacks(execute=True):
        act(team_client, product, "terug")
    twice = act(team_client, product, "terug")

    placement = Placement.objects.get()
    assert (placement.placed_on, placement.placed_by, placement.link, placement.proof.name) == (None, None, "", "")
    assert not default_storage.exists(kept)
    assert "Dit was al niet meer geplaatst." in twice.text
    assert sorted(product.request.events.values_list("kind", flat=True)) == ["not_placed", "placed"]


def test_member_plans_a_channel_and_not_once_it_is_placed(team_client, product):
    day = timezone.localdate() + timedelta(days=9)

    planned = act(team_client, product, "plannen", {"planned_on": day.isoformat()})
    act(team_client, product, "geplaatst")
    late = act(team_client, product, "plannen", {"planned_on": timezone.localdate().isoformat()})

    assert Placement.objects.get().planned_on == day
    assert "Gepland voor" in planned.text
    assert "zei al dat dit geplaatst is" in late.text


def test_member_takes_back_what_was_planned_and_not_once_it_is_placed(team_client, product, team_member):
    act(team_client, product, "plannen", {"planned_on": timezone.localdate().isoformat()})
    assert "Haal de planning weg" in team_client.get(page_of(product)).text

    response = act(team_client, product, "planning-weg")

    assert not Placement.objects.exists()
    assert "De planning is weg: Facebook." in response.text
    assert "Haal de planning weg" not in response.text
    Placement.of(product, "facebook").place(by=team_member.person)
    late = act(team_client, product, "planning-weg")
    assert Placement.objects.get().is_placed
    assert "zei al dat dit geplaatst is" in late.text


def test_day_that_is_over_is_not_planned(team_client, product):
    yesterday = timezone.localdate() - timedelta(days=1)

    response = act(team_client, product, "plannen", {"planned_on": yesterday.isoformat()})

    assert "Kies vandaag of een dag die nog komt." in response.text
    assert not Placement.objects.exists()


def test_planning_asks_for_a_day(team_client, product):
    response = act(team_client, product, "plannen", {"planned_on": "gisteren"})

    assert "Vul een dag in" in response.text
    assert not Placement.objects.exists()


@pytest.mark.parametrize("channel", ["facebook", "onbekend"])
def test_unknown_channel_or_action_is_not_there(team_client, product, channel):
    assert act(team_client, product, "anders", channel=channel).status_code == 404


def test_adding_proof_to_what_is_not_placed_says_what_comes_first(team_client, product):
    response = act(team_client, product, "aanvullen", {"link": "https://a.example/"})

    assert "Druk eerst op ‘Geplaatst’." in response.text
    assert not Placement.objects.exists()


def test_member_places_from_the_desk_what_was_forgotten(team_client, product):
    Placement.objects.create(product=product, channel="posters", planned_on=timezone.localdate() - timedelta(days=3))
    desk = team_client.get("/beheer/")

    response = team_client.post(f"{ACT}{product.pk}/posters/geplaatst/doen/", {"desk": "1"})

    assert "had gemoeten:" in desk.text
    assert desk.context["desk"].week[0][0] == timezone.localdate()
    assert response.url == "/beheer/"
    assert Placement.objects.get().is_placed
    assert "had gemoeten:" not in team_client.get("/beheer/").text


def test_requester_reads_where_it_was_placed_and_not_the_note(client, product, team_member):
    Placement.of(product, "facebook").place(
        by=team_member.person, on=date(2026, 3, 2), link="https://facebook.example/post/1", note="Voor ons"
    )
    Placement.of(product, "press").plan(date(2026, 3, 9))

    html = client.get(product.request.secret_url).text

    assert "Facebook: geplaatst op maandag 2 maart" in html
    assert 'href="https://facebook.example/post/1"' in html
    assert "Voor ons" not in html
    assert "De pers:" not in html


# -- the calendar ------------------------------------------------------------------------------------------------------
def test_week_shows_who_places_what_where_on_which_day(team_client, product, team_member):
    monday = date(2055, 3, 1)
    Placement.of(product, "posters").plan(monday)
    Placement.of(product, "website").place(by=team_member.person, on=monday + timedelta(days=2))
    Placement.of(product, "press").plan(monday + timedelta(days=7))
    StoryFactory(title="Soep", published_at=timezone.datetime(2055, 3, 3, 9, tzinfo=timezone.get_current_timezone()))

    response = team_client.get(f"{CALENDAR}?week=2055-W09")

    shown = [(day.date.day, [(line.where, line.is_done) for line in day.lines]) for day in response.context["days"]]
    assert shown == [
        (1, [("posterborden", False)]), (2, []), (3, [("deze website", True), ("verhaal op deze website", False)]),
        (4, []), (5, []), (6, []), (7, []),
    ]  # fmt: skip
    assert "Week 9: 1 tot en met 7 maart" in response.text
    assert f"<b>Posterborden</b>, {team_member.person.name}" in response.text


def test_month_shows_whole_weeks_and_only_its_own_days(team_client, product):
    Placement.of(product, "posters").plan(date(2027, 2, 28))
    Placement.of(product, "press").plan(date(2027, 3, 31))

    response = team_client.get(f"{CALENDAR}?maand=2027-03")

    days = response.context["days"]
    assert (len(days), sum(day.is_here for day in days)) == (35, 31)
    assert [line.where for day in days for line in day.lines] == ["de pers"]


@pytest.mark.parametrize("query", ["", "?week=2027-W60", "?week=abc", "?maand=2027-13", "?week=9999-W01"])
def test_what_is_no_week_or_month_is_this_week(team_client, query):
    period = team_client.get(f"{CALENDAR}{query}").context["period"]

    assert (period.kind, period.first <= timezone.localdate() <= period.last) == ("week", True)


# -- the poster boards -------------------------------------------------------------------------------------------------
def test_member_walks_past_the_boards_and_ticks_off_where_it_hangs(team_client, product, board, team_member):
    PosterBoard.objects.create(name="Oud bord", place="Weg", is_active=False)
    listed = team_client.get(f"{ACT}{product.pk}/borden/").text

    response = team_client.post(f"{ACT}{product.pk}/bord/{board.pk}/hangt/doen/", follow=True)

    visit = BoardVisit.objects.get()
    assert "Hek dicht na zes." in listed
    assert "Oud bord" not in listed
    assert (visit.product, visit.board, visit.by) == (product, board, team_member.person)
    assert "Hangt sinds" in response.text
    assert "Opgeschreven: hij hangt op het bord ‘Bij de bakker’." in response.text
    assert "Hij hangt op 1 bord." in response.text
    assert "Hij hangt overal." in response.text


def test_poster_is_placed_with_the_last_board_of_the_walk(team_client, product, board, team_member):
    last = PosterBoard.objects.create(name="School", place="Bordewijklaan", order=2)
    PosterBoard.objects.create(name="Weg", place="Weg", order=3, is_active=False)

    for one in (board, last):
        assert not Placement.objects.placed().exists()
        team_client.post(f"{ACT}{product.pk}/bord/{one.pk}/hangt/doen/")

    placement = Placement.objects.get()
    assert (placement.channel, placement.placed_by, placement.placed_on) == (
        "posters", team_member.person, timezone.localdate(),
    )  # fmt: skip
    assert "Hij hangt overal." in team_client.get(f"{ACT}{product.pk}/borden/").text


@pytest.mark.parametrize(("link", "is_placed"), [("", False), ("https://voorbeeld.test/foto", True)])
def test_poster_that_hangs_on_one_board_less_is_placed_no_more_unless_it_was_proven(
    team_client, product, board, team_member, link, is_placed
):
    last = PosterBoard.objects.create(name="School", place="Bordewijklaan", order=2)
    for one in (board, last):
        one.hang(product, by=team_member.person)
    product.placements.get().prove(link=link, note="")

    page = team_client.post(f"{ACT}{product.pk}/bord/{last.pk}/hangt-niet/doen/", follow=True).text

    assert "Opgeschreven: hij hangt niet meer op het bord ‘School’." in page
    assert ("De posterborden staan weer op gepland" in page) is not is_placed
    assert product.placements.get().is_placed is is_placed
    assert product.board_visits.get().board == board


def test_what_was_placed_by_hand_stays_so_whatever_hangs_on_a_board(product, board, team_member):
    PosterBoard.objects.create(name="School", place="Bordewijklaan", order=2)
    Placement.of(product, "posters").place(by=team_member.person)
    board.hang(product, by=team_member.person)

    board.take_off(product, by=team_member.person)

    assert product.placements.get().is_placed


@pytest.mark.django_db(transaction=True)
def test_of_the_last_two_boards_hung_at_once_one_places_the_poster(product, board, team_member, colleague):
    last = PosterBoard.objects.create(name="School", place="Bordewijklaan", order=2)

    at_once(lambda: board.hang(product, by=team_member.person), lambda: last.hang(product, by=colleague.person))

    assert Placement.objects.placed().count() == 1


def test_second_who_hangs_it_on_a_board_hears_so(team_client, product, board, colleague):
    board.hang(product, by=colleague.person)

    response = team_client.post(f"{ACT}{product.pk}/bord/{board.pk}/hangt/doen/", follow=True)

    assert "Bij Bij de bakker zei een ander al dat hij hangt." in response.text
    assert BoardVisit.objects.get().by == colleague.person


def test_member_says_that_it_does_not_hang_there_after_all(team_client, product, board, team_member):
    board.hang(product, by=team_member.person)

    team_client.post(f"{ACT}{product.pk}/bord/{board.pk}/hangt-niet/doen/")

    assert not BoardVisit.objects.exists()


def test_member_writes_down_a_new_board(team_client):
    fields = {"name": "School", "place": "Van Schendelstraat", "order": 3, "note": "", "is_active": "on"}

    team_client.post("/beheer/communication/posterboard/add/", fields)

    assert PosterBoard.objects.get().place == "Van Schendelstraat"


# -- who may -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("part", ["teksten/", "borden/"])
def test_who_is_not_of_the_team_reads_and_presses_nothing(client, resident, product, board, part):
    pages = [f"{ACT}{product.pk}/{part}", CALENDAR]
    presses = [f"{ACT}{product.pk}/facebook/geplaatst/doen/", f"{ACT}{product.pk}/bord/{board.pk}/hangt/doen/"]

    as_visitor = [client.get(page).status_code for page in pages] + [client.post(one).status_code for one in presses]
    client.force_login(resident)
    as_resident = [client.get(page).status_code for page in pages] + [client.post(one).status_code for one in presses]

    assert as_visitor == [302] * 4
    assert as_resident == [403] * 4
    assert not Placement.objects.exists()
    assert not BoardVisit.objects.exists()


def test_reading_places_nothing(team_client, product):
    assert team_client.get(f"{ACT}{product.pk}/facebook/geplaatst/doen/").status_code == 405
