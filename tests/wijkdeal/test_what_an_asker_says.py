"""What somebody without an address says about a request, at any moment: the balie or the team writes it down."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Person
from communication.models import MailTrouble, OutreachTask, Product, Request
from tests.communication.test_spoken import deliver
from tests.factories import PersonFactory, RequestFactory
from tests.pdfs import EMPTY_PDF

pytestmark = pytest.mark.django_db
SAID = {"text": "Doe toch maar blauw.", "how": "phone"}
WORDS = "Schrijf op wat de aanvrager zegt"


@pytest.fixture
def truus():
    return PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email="")


@pytest.fixture
def asked(truus, team_member):
    """By telephone; the team member is busy with it."""
    made = RequestFactory(requester=truus, name="", email="")
    made.assign(to=team_member.person, by=team_member.person)
    made.begin(by=team_member.person)
    return made


def address(asked):
    return f"/balie/antwoord/{asked.pk}/"


def desk(asked):
    return f"/beheer/communication/request/{asked.pk}/change/"


def write_down(client, user, asked, **fields):
    client.force_login(user)
    return client.post(address(asked), SAID | fields, follow=True)


def stop(asked, state, days=0):
    closed = timezone.now() - timedelta(days=days)
    Request.objects.filter(pk=asked.pk).update(status=state, closed_at=closed)
    asked.refresh_from_db()


# -- writing it down ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("new", "new"),
        ("assigned", "assigned"),
        ("in_progress", "in_progress"),
        ("for_approval", "in_progress"),
        ("approved", "in_progress"),
    ],
)
def test_balie_writes_down_what_is_said_unasked_and_who_handles_it_hears(
    client, counter, truus, team_member, asked, state, then
):
    Request.objects.filter(pk=asked.pk).update(status=state)
    deliver()

    done = write_down(client, counter, asked)

    asked.refresh_from_db()
    said = asked.messages.get()
    assert "Wat Truus Wolters zegt, staat bij de aanvraag." in done.text
    assert (asked.status, said.text, said.author) == (then, SAID["text"], truus)
    assert (said.heard_by, said.heard_how, said.heard_on) == (counter.person, "phone", timezone.localdate())
    assert asked.answered_at is not None
    letter = deliver()[team_member.email].body
    assert f"Henk Smit hoorde dit en schreef het op:\n\n{SAID['text']}" in letter


def test_team_writes_down_what_it_heard_itself_and_comes_back_at_the_request(client, team_member, asked):
    done = write_down(client, team_member, asked)

    asked.refresh_from_db()
    assert done.redirect_chain[-1][0] == desk(asked)
    assert "Wat Truus Wolters zegt, staat bij de aanvraag." in done.text
    assert f"gehoord door {team_member.person.name}" in done.text
    assert asked.answered_at is None


def test_what_is_said_within_thirty_days_opens_the_request_again(client, team_member, asked):
    asked.finish(by=team_member.person, reason="Hij hangt.")

    client.force_login(team_member)
    page = client.get(address(asked))
    write_down(client, team_member, asked)

    asked.refresh_from_db()
    assert "Deze aanvraag is afgerond. Wat je opschrijft, maakt hem weer open." in page.text
    assert (asked.status, asked.closed_at, asked.assignee) == ("in_progress", None, team_member.person)
    assert asked.due == max(asked.due, Request.first_day_of("question"))


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        ("done", 31, "Deze aanvraag is langer dan 30 dagen klaar. Er kan niets meer bij."),
        ("declined", 0, "Deze aanvraag is afgewezen. Er kan niets meer bij."),
    ],
)
def test_nothing_is_written_down_with_what_is_over(client, counter, asked, state, days, words):
    stop(asked, state, days)
    client.force_login(counter)

    page = client.get(address(asked)).text
    refused = write_down(client, counter, asked).text

    assert words in page
    assert "Zet het erbij" not in page
    assert 'href="/communicatie/aanvragen/' in page
    assert "Dit kan nu niet." in refused
    assert SAID["text"] in refused
    assert not asked.messages.exists()


def test_who_left_nothing_at_all_comes_by_and_is_written_down_too(client, counter, team_member):
    asked = RequestFactory(email="", phone="")

    write_down(client, counter, asked, how="counter")

    said = asked.messages.get()
    assert (said.author, said.heard_by) == (None, counter.person)


def test_pressed_twice_is_written_down_once(client, counter, asked):
    key = {"form_key": "7d8a3a52-4a3e-4f6b-9a0f-0d3f6f1f6f10"}

    write_down(client, counter, asked, **key)
    write_down(client, counter, asked, **key)

    assert asked.messages.count() == 1


@pytest.mark.parametrize("who", ["resident", "green_professional"])
def test_others_write_nothing_down(client, asked, who, request):
    assert write_down(client, request.getfixturevalue(who), asked).status_code == 403
    assert not asked.messages.exists()


def test_who_gets_mail_speaks_without_the_balie(client, team_member):
    assert write_down(client, team_member, RequestFactory(status="in_progress")).status_code == 404


# -- what the page says ------------------------------------------------------------------------------------------------
def test_page_shows_what_was_asked_until_that_is_answered(client, counter, team_member, asked):
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    asked.write(by=team_member.person, text="En hoe groot?")
    client.force_login(counter)

    before = client.get(address(asked)).text
    write_down(client, counter, asked)
    after = client.get(address(asked)).text

    assert before.index("Welke kleur?") < before.index("En hoe groot?")
    assert "Er staat geen vraag open." not in before
    assert "Er staat geen vraag open." in after
    assert "Welke kleur?" not in after


def test_question_asked_anew_stands_there_without_the_one_that_was_answered(client, counter, team_member, asked):
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    write_down(client, counter, asked)
    asked.write(by=team_member.person, text="Licht of donker?", wait=True)

    page = client.get(address(asked)).text

    assert "Licht of donker?" in page
    assert "Welke kleur?" not in page


# -- a yes or a no -----------------------------------------------------------------------------------------------------
@pytest.fixture
def poster(asked, team_member):
    """It waits for a yes: a sheet that the portal made."""
    made = {"kind": "poster", "title": "Poster A4", "text": "Zaterdag om tien uur", "data": {}}
    made = Product.objects.create(request=asked, file=ContentFile(EMPTY_PDF, "poster.pdf"), **made)
    asked.ask_approval(by=team_member.person)
    deliver()
    made.refresh_from_db()
    return made


def say(client, user, product, action, **fields):
    client.force_login(user)
    said = {"product": product.pk, "seen": product.seen, "how": "phone", "on": timezone.localdate().isoformat()}
    return client.post(f"{address(product.request)}{action}/{product.pk}/", said | fields, follow=True)


@pytest.mark.parametrize("who", ["counter", "team_member"])
def test_balie_sees_what_was_made_to_show_print_or_read_out(client, poster, who, request):
    client.force_login(request.getfixturevalue(who))
    picture = f"{address(poster.request)}uiting/{poster.pk}/beeld/"

    page = client.get(address(poster.request)).text
    drawn, file = client.get(picture), client.get(picture.removesuffix("beeld/"))

    assert "Zaterdag om tien uur" in page
    assert f'src="{picture}" alt="Zo ziet het eruit: Poster A4"' in page
    assert "Bekijk poster-a4.pdf" in page
    assert poster.request.secret_url not in page
    assert (drawn["Content-Type"], drawn["Cache-Control"]) == ("image/png", "private, no-store")
    assert b"".join(file.streaming_content) == EMPTY_PDF


def test_balie_writes_down_a_yes(client, counter, team_member, asked, poster):
    done = say(client, counter, poster, "akkoord")

    asked.refresh_from_db()
    poster.refresh_from_db()
    assert "Opgeschreven: Truus Wolters vindt het goed." in done.text
    assert done.redirect_chain[-1][0] == "/balie/"
    assert (asked.status, poster.heard_by, poster.heard_how) == ("approved", counter.person, "phone")
    assert asked.events.first().kind == "approval_heard"
    assert OutreachTask.objects.get().done_by == counter
    assert "akkoord gezegd" in deliver()[team_member.email].body


def test_balie_writes_down_what_has_to_change(client, counter, truus, asked, poster):
    done = say(client, counter, poster, "niet-akkoord", reason="De dag klopt niet.")

    asked.refresh_from_db()
    said = asked.messages.get()
    assert "Opgeschreven: er moet iets anders." in done.text
    assert (asked.status, said.text, said.product, said.author) == ("in_progress", "De dag klopt niet.", poster, truus)
    assert (said.heard_by, said.heard_how) == (counter.person, "phone")
    assert open_lines() == []


def test_after_a_yes_to_one_of_two_comes_the_other(client, counter, asked, poster):
    flyer = Product.objects.create(request=asked, kind="flyer", title="Flyer A5", shown_at=timezone.now())

    page = say(client, counter, poster, "akkoord").text

    assert "Flyer A5" in page
    assert f"/akkoord/{poster.pk}/" not in page
    assert "Al goed: Poster A4. Akkoord aan de telefoon op" in page
    say(client, counter, flyer, "akkoord")
    asked.refresh_from_db()
    assert asked.status == "approved"


@pytest.mark.parametrize("is_heard", [True, False])
def test_bellijst_asks_only_about_what_waits_after_a_yes_to_one_of_two(client, counter, team_member, asked, is_heard):
    made = {"request": asked, "kind": "other"}
    poster, flyer = (Product.objects.create(title=title, **made) for title in ("Poster A4", "Flyer A5"))
    asked.ask_approval(by=team_member.person)
    deliver()
    client.force_login(counter)
    before = client.get("/balie/").text
    poster.refresh_from_db()
    if is_heard:
        say(client, counter, poster, "akkoord")
    else:
        asked.approve(product=poster, seen=poster.seen)

    page = client.get("/balie/").text

    assert "Dit is gemaakt: Poster A4, Flyer A5." in before
    assert "Dit is gemaakt: Flyer A5." in page
    assert f"Al goed: {poster}. Akkoord" in client.get(address(asked)).text


def test_no_without_what_has_to_change_is_asked_for_that(client, counter, asked, poster):
    page = say(client, counter, poster, "niet-akkoord", reason=" ").text

    asked.refresh_from_db()
    assert "<title>Fout: " in page
    assert f'<a href="#id_anders_{poster.pk}_reason">Schrijf op wat er anders moet.</a>' in page
    assert asked.status == "for_approval"


def test_what_changed_meanwhile_is_not_agreed_with_and_what_was_typed_is_kept(client, counter, asked, poster):
    seen = poster.seen
    poster.text = "Zondag om drie uur"
    poster.revise(["text"])

    yes = say(client, counter, poster, "akkoord", seen=seen).text
    no = say(client, counter, poster, "niet-akkoord", seen=seen, reason="Te vroeg op de dag.").text

    asked.refresh_from_db()
    assert "Dit kan nu niet." in yes
    assert "Zondag om drie uur" in yes
    assert "Te vroeg op de dag." in no
    assert (asked.status, asked.messages.count()) == ("for_approval", 0)


@pytest.mark.parametrize("action", ["akkoord", "niet-akkoord"])
@pytest.mark.parametrize("state", ["in_progress", "approved", "done"])
def test_yes_and_no_count_only_while_that_is_asked(client, counter, asked, poster, action, state):
    Request.objects.update(status=state)

    page = say(client, counter, poster, action, reason="Te klein.").text

    asked.refresh_from_db()
    assert "Dit kan nu niet." in page
    assert "Ja, het is goed" not in page
    assert (asked.status, asked.messages.count()) == (state, 0)


@pytest.fixture
def flyer(asked, poster):
    """It waits for a yes beside the poster."""
    return Product.objects.create(request=asked, kind="flyer", title="Flyer A5", shown_at=timezone.now())


@pytest.mark.parametrize("is_last", [True, False])
def test_second_of_two_at_the_counter_reads_who_wrote_the_yes_down(
    client, counter, administrator, asked, poster, is_last
):
    if not is_last:
        Product.objects.create(request=asked, kind="flyer", title="Flyer A5", shown_at=timezone.now())
    say(client, administrator, poster, "akkoord")

    page = say(client, counter, poster, "akkoord").text

    poster.refresh_from_db()
    assert "Dit kan nu niet. Anja Veen schreef al op dat dit goed is: Poster A4." in page
    assert poster.heard_by == administrator.person
    assert asked.events.filter(kind="approval_heard").count() == 1


@pytest.mark.parametrize("action", ["akkoord", "niet-akkoord"])
def test_second_of_two_at_the_counter_reads_who_wrote_the_no_down(
    client, counter, administrator, asked, poster, action
):
    say(client, administrator, poster, "niet-akkoord", reason="De dag klopt niet.")

    page = say(client, counter, poster, action, reason="Te klein.").text

    assert "Dit kan nu niet. Anja Veen schreef al op dat er iets anders moet." in page
    assert asked.messages.get().text == "De dag klopt niet."


def test_counter_reads_that_the_asker_agreed_alone(client, counter, asked, poster):
    asked.approve(seen=poster.seen)

    page = say(client, counter, poster, "akkoord").text

    assert "Dit kan nu niet. De aanvrager gaf zelf al akkoord: Poster A4." in page


@pytest.mark.parametrize("is_agreed", [True, False])
def test_no_that_came_too_late_keeps_how_it_was_said(client, counter, asked, poster, flyer, is_agreed):
    seen = flyer.seen
    if is_agreed:
        asked.approve(product=flyer, seen=seen)
    else:
        flyer.text = "Zondag om drie uur"
        flyer.revise(["text"])

    page = say(client, counter, flyer, "niet-akkoord", seen=seen, reason="Te vroeg.", how="counter").text

    assert page.count('<option value="counter" selected>') == 1


def boxes(page):
    """{"poster", "flyer", "free"}: what stands in the box of each, and whether it is open."""
    parts = re.split(r"(?=<details)", page)[-3:]
    texts = [re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", part, re.DOTALL)[1].strip() for part in parts]
    opened = [part.startswith("<details open") for part in parts]
    return dict(zip(["poster", "flyer", "free"], zip(texts, opened, strict=True), strict=True))


def test_no_that_came_too_late_stands_with_what_it_is_about_alone(client, counter, poster, flyer):
    seen = flyer.seen
    flyer.text = "Zondag om drie uur"
    flyer.revise(["text"])

    page = say(client, counter, flyer, "niet-akkoord", seen=seen, reason="Te vroeg.").text

    assert "Dit kan nu niet." in page
    assert boxes(page) == {"poster": ("", False), "flyer": ("Te vroeg.", True), "free": ("", False)}


def test_no_about_what_was_agreed_with_meanwhile_stands_in_the_free_form(client, counter, asked, poster, flyer):
    other = Product.objects.create(request=asked, kind="other", title="Sticker", shown_at=timezone.now())
    asked.approve(product=other, seen=other.seen)

    page = say(client, counter, other, "niet-akkoord", reason="Te rond.").text

    assert "Dit kan nu niet." in page
    assert boxes(page) == {"poster": ("", False), "flyer": ("", False), "free": ("Te rond.", True)}
    assert not asked.messages.exists()


def test_mistake_in_a_no_to_what_waits_no_more_loses_no_word(client, counter, asked, poster):
    Request.objects.update(status="in_progress")

    page = say(client, counter, poster, "niet-akkoord", reason="Te klein.", on="").text

    assert "Dit kan nu niet. De aanvraag staat op: mee bezig." in page
    assert "Te klein.</textarea>" in page
    assert "Fout: " not in page
    assert "Kies een dag." not in page


def test_mistake_in_a_no_stands_with_what_it_is_about_alone(client, counter, poster, flyer):
    page = say(client, counter, poster, "niet-akkoord", reason="Te klein.", on="").text

    assert "Kies een dag." in page
    assert boxes(page) == {"poster": ("Te klein.", True), "flyer": ("", False), "free": ("", False)}


def test_resident_says_nothing_for_another(client, resident, asked, poster):
    assert say(client, resident, poster, "akkoord").status_code == 403
    assert say(client, resident, poster, "niet-akkoord", reason="Nee.").status_code == 403
    assert client.get(f"{address(asked)}uiting/{poster.pk}/beeld/").status_code == 403


def test_who_gets_mail_says_yes_without_the_balie(client, counter, asked, poster):
    Request.objects.update(requester=None, name="Truus", email="truus@voorbeeld.test")

    assert say(client, counter, poster, "akkoord").status_code == 404
    assert client.get(f"{address(asked)}uiting/{poster.pk}/").status_code == 404


def test_product_of_another_request_and_what_is_still_being_made_are_shown_to_nobody(client, counter, asked, poster):
    client.force_login(counter)
    other = RequestFactory(requester=asked.requester, name="", email="")
    busy = Product.objects.create(request=other, kind="poster", title="Af", file=ContentFile(EMPTY_PDF, "af.pdf"))

    assert client.get(f"{address(other)}uiting/{poster.pk}/").status_code == 404
    assert client.get(f"{address(other)}uiting/{busy.pk}/").status_code == 404


def test_other_words_while_a_yes_is_asked_stand_apart_with_what_they_do(client, counter, asked, poster):
    client.force_login(counter)

    page = client.get(address(asked)).text

    assert "Truus Wolters zegt geen ja of nee, maar iets anders" in page
    assert "Dan wachten we met ja of nee." in page


# -- the way there -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("state", "days", "leads"), [
    ("new", 0, True), ("in_progress", 0, True), ("done", 3, True), ("done", 31, False), ("declined", 0, False),
])  # fmt: skip
def test_team_goes_from_the_request_to_writing_down(team_client, asked, state, days, leads):
    stop(asked, state, days)

    page = team_client.get(desk(asked)).text

    assert (f'<a href="{address(asked)}">{WORDS}</a>' in page) == leads


def test_request_of_who_gets_mail_leads_nowhere(team_client):
    asked = RequestFactory()

    assert WORDS not in team_client.get(desk(asked)).text


def test_bellijst_leads_from_each_line_of_a_request_to_writing_down(client, counter, team_member, asked):
    asked.write(by=team_member.person, text="We beginnen maandag.")
    asked.finish(by=team_member.person)
    deliver()
    client.force_login(counter)

    page = client.get("/balie/").text
    stop(asked, "done", 31)
    over = client.get("/balie/").text

    assert OutreachTask.objects.open().count() == 2
    assert page.count(f'<a href="{address(asked)}">{WORDS}') == 2
    assert address(asked) not in over


@pytest.mark.parametrize("number", [2, 9])
def test_lines_of_requests_cost_three_queries_however_many(
    client, counter, truus, team_member, number, django_assert_max_num_queries
):
    for _ in range(number):
        asked = RequestFactory(requester=truus, name="", email="")
        asked.assign(to=team_member.person, by=team_member.person)
        asked.write(by=team_member.person, text="Hoi")
    deliver()
    client.force_login(counter)

    with django_assert_max_num_queries(15):
        shown = client.get("/balie/").text

    assert shown.count(WORDS) == number


# -- looking it up -----------------------------------------------------------------------------------------------------
def look_up(client, user, **typed):
    client.force_login(user)
    return client.get("/balie/antwoord/", typed)


@pytest.mark.parametrize("typed", ["truus", "{number}", " {number} ", "06-98765432"])
def test_balie_finds_a_request_by_name_number_or_telephone(client, counter, asked, typed):
    other = RequestFactory(requester=PersonFactory(user=None, email="", name="Roel Smit"), name="", email="")

    page = look_up(client, counter, q=typed.format(number=asked.pk)).text

    assert f'<a href="{address(asked)}">Truus Wolters: Poster voor de opschoondag</a>' in page
    assert f"Nummer {asked.pk}" in page
    assert address(other) not in page
    assert "98765432" not in page.replace('value="06-98765432"', "")


@pytest.mark.parametrize("typed", ["nummer {number}", "Nr. {number}", "nr {number}", "#{number}", "# {number}"])
def test_number_is_found_as_it_stands_on_the_receipt(client, counter, asked, typed):
    other = RequestFactory(requester=asked.requester, name="", email="")

    page = look_up(client, counter, q=typed.format(number=asked.pk)).text

    assert address(asked) in page
    assert address(other) not in page


@pytest.mark.parametrize("kept", ["050 555 12 34", "+31505551234", "0031 50 5551234"])
@pytest.mark.parametrize("typed", ["+31505551234", "0031 50 5551234", "+31 (0)50-5551234", "0505551234"])
def test_telephone_is_found_however_it_is_dialled(client, counter, truus, asked, kept, typed):
    Person.objects.filter(pk=truus.pk).update(phone=kept)

    assert address(asked) in look_up(client, counter, q=typed).text


@pytest.mark.parametrize("typed", ["Josephine", "joséphine"])
def test_name_is_found_with_or_without_accents(client, counter, truus, asked, typed):
    Person.objects.filter(pk=truus.pk).update(name="Joséphine Bos")

    page = look_up(client, counter, q=typed).text

    assert "Naam, nummer of telefoon" in page
    assert address(asked) in page


def test_too_long_a_search_says_so_and_lists_nobody(client, counter, asked):
    page = look_up(client, counter, q="a" * 81).text

    assert "Maak de zoekterm korter: hoogstens 80 tekens. Nu zijn het er 81." in page
    assert "<title>Fout: " in page
    assert address(asked) not in page
    assert "Er is nu geen aanvraag" not in page


def test_balie_sees_all_requests_of_whom_no_mail_reaches(client, counter, resident, asked, mail_trouble):
    with_mail, own = RequestFactory(), RequestFactory(requester=resident.person, name="", email="")
    declined, over = (RequestFactory(requester=asked.requester, name="", email="") for _ in range(2))
    stop(declined, "declined")
    stop(over, "done", 31)

    page = look_up(client, counter).text

    shown = {one for one in Request.objects.all() if address(one) in page}
    assert shown == {asked, mail_trouble}
    assert shown == {one for one in (with_mail, own, declined, over, asked, mail_trouble) if one.is_spoken_for}


@pytest.fixture
def mail_trouble():
    """Of a visitor whose address takes no mail."""
    MailTrouble.note("Weg@voorbeeld.test", MailTrouble.Kind.BOUNCE)
    return RequestFactory(name="Wim Weg", email="Weg@voorbeeld.test", phone="050 1112222")


def test_nothing_found_says_whom_is_not_there(client, counter, asked):
    page = look_up(client, counter, q="Niemand").text

    assert "Niets gevonden bij ‘Niemand’." in page
    assert address(asked) not in page


@pytest.mark.parametrize("typed", ["9" * 400, "٣", "\x00", "%"])
def test_no_garbage_finds_anything_or_breaks(client, counter, asked, typed):
    assert look_up(client, counter, q=typed).status_code == 200


@pytest.mark.parametrize("who", ["resident", "green_professional"])
def test_others_look_nothing_up(client, asked, who, request):
    assert look_up(client, request.getfixturevalue(who)).status_code == 403


@pytest.mark.parametrize("number", [2, 20])
def test_list_costs_the_same_however_many(client, counter, truus, number, django_assert_max_num_queries):
    for _ in range(number):
        RequestFactory(requester=truus, name="", email="")
    client.force_login(counter)

    with django_assert_max_num_queries(12):
        page = client.get("/balie/antwoord/").text

    assert page.count("Truus Wolters: ") == number


def test_balie_finds_the_list_in_its_menu_and_the_team_the_number_at_the_request(client, counter, team_member, asked):
    client.force_login(counter)
    menu = client.get("/balie/").text.partition('aria-label="Balie"')[2].partition("</nav>")[0]
    client.force_login(team_member)
    found = client.get("/beheer/communication/request/", {"q": str(asked.pk)}).text

    assert '<a href="/balie/antwoord/">Zoek een aanvraag</a>' in menu
    assert f"/beheer/communication/request/{asked.pk}/change/" in found


# -- whom nobody calls any more ----------------------------------------------------------------------------------------
def open_lines():
    return list(OutreachTask.objects.open().values_list("what", flat=True))


@pytest.mark.parametrize("who", ["counter", "team_member"])
def test_question_that_was_answered_is_ticked_off_by_who_wrote_that_down(client, team_member, asked, who, request):
    user = request.getfixturevalue(who)
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    deliver()

    write_down(client, user, asked)
    asked.write(by=team_member.person, text="Dan wordt het blauw.")
    deliver()

    [told, left] = OutreachTask.objects.all()
    assert (told.text, told.done_by, told.done_at is None) == ("Welke kleur?", user, False)
    assert (left.text, left.done_at) == ("Dan wordt het blauw.", None)


def put_back(client, user, task):
    client.force_login(user)
    return client.post(f"/balie/gebeld/{task.person_id}/", {"task": task.pk, "back": "1"}, follow=True).text


def test_question_that_was_answered_is_not_put_back_on_the_list(client, counter, team_member, asked):
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    deliver()
    write_down(client, counter, asked)

    shown = client.get("/balie/").text
    refused = put_back(client, counter, OutreachTask.objects.get())

    assert "Gesproken deze week" in shown
    assert "Zet terug op de lijst" not in shown
    assert "Bellen is niet meer nodig: Truus Wolters gaf al antwoord, of het is al klaar." in refused
    assert open_lines() == []


def test_question_that_was_told_and_still_waits_is_put_back_on_the_list(client, counter, truus, team_member, asked):
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    deliver()
    task = OutreachTask.objects.get()
    OutreachTask.tick_off(truus, [task.pk], by=counter)
    client.force_login(counter)

    shown = client.get("/balie/").text

    assert "Zet terug op de lijst" in shown
    assert "Truus Wolters staat weer op de lijst." in put_back(client, counter, task)
    assert open_lines() == [task.what]


def test_what_is_told_stays_on_the_list_when_something_else_is_said(client, counter, team_member, asked):
    asked.write(by=team_member.person, text="We beginnen maandag.")
    deliver()

    write_down(client, counter, asked)

    assert open_lines() == ["Bericht over de aanvraag: Poster voor de opschoondag"]


def test_nobody_hears_that_it_is_ready_when_it_is_open_again(client, team_member, asked):
    asked.finish(by=team_member.person, reason="Hij hangt.")
    deliver()

    write_down(client, team_member, asked)

    assert OutreachTask.objects.get().done_by == team_member


@pytest.mark.parametrize(("action", "left"), [("akkoord-gezegd", 1), ("anders-gezegd", 0)])
def test_question_whether_it_is_good_is_gone_with_the_last_yes_or_a_no(team_client, team_member, asked, action, left):
    poster, flyer = (Product.objects.create(request=asked, kind="poster", title=title) for title in ("A3", "A5"))
    asked.ask_approval(by=team_member.person)
    deliver()
    said = {"how": "phone", "on": timezone.localdate().isoformat(), "reason": "Te klein."}
    address = f"/beheer/communication/request/{asked.pk}/{action}/doen/"

    for product, number in ((poster, left), (flyer, 0)):
        product.refresh_from_db()
        team_client.post(address, said | {"product": product.pk, "seen": product.seen})
        assert len(open_lines()) == number

    assert OutreachTask.objects.get().done_by == team_member


def ask_whether_it_is_good(asked, by):
    poster, _ = Product.objects.get_or_create(request=asked, kind="poster", title="Poster")
    asked.ask_approval(by=by.person)
    return poster


@pytest.mark.parametrize(("action", "fields"), [
    ("", {"text": "Blauw."}), ("akkoord/{}/", {}), ("niet-akkoord/{}/", {"reason": "Te klein."}),
])  # fmt: skip
def test_asker_who_answers_on_the_own_page_is_called_no_more(client, counter, team_member, asked, action, fields):
    poster = ask_whether_it_is_good(asked, team_member)
    deliver()
    before = open_lines()

    client.post(asked.secret_url + action.format(poster.pk), {"seen": poster.seen} | fields)

    task = OutreachTask.objects.get()
    assert before == ["Vraag of het goed is: Poster voor de opschoondag"]
    assert (task.done_at is None, task.done_by) == (False, None)
    client.force_login(counter)
    page = client.get("/balie/").text
    assert "Er hoeft nu niemand gebeld te worden." in page
    assert "Gesproken deze week" not in page
    late = client.post(f"/balie/gebeld/{asked.requester_id}/", {"task": task.pk}, follow=True).text
    assert "Dit is niet meer nodig. Truus Wolters gaf zelf antwoord, of het is al klaar." in late


def test_second_version_is_asked_about_once(client, team_member, asked):
    poster = ask_whether_it_is_good(asked, team_member)
    deliver()
    client.post(f"{asked.secret_url}niet-akkoord/{poster.pk}/", {"seen": poster.seen, "reason": "Te klein."})
    poster.refresh_from_db()
    poster.title = "Grote poster"
    poster.revise(["title"], by=team_member.person)
    asked.refresh_from_db()

    ask_whether_it_is_good(asked, team_member)
    deliver()

    assert "Grote poster" in OutreachTask.objects.open().get().text


def nothing():
    """The worker comes by after what happened next."""


@pytest.mark.parametrize("meanwhile", [deliver, nothing])
def test_question_that_waits_ends_with_the_request_and_that_it_is_done_is_told(team_member, asked, meanwhile):
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    meanwhile()

    asked.finish(by=team_member.person)
    deliver()

    assert open_lines() == ["De aanvraag is klaar: Poster voor de opschoondag"]


@pytest.mark.parametrize("meanwhile", [deliver, nothing])
@pytest.mark.parametrize("act", [
    lambda asked, by: asked.begin(by=by),
    lambda asked, by: asked.answer(text="Blauw."),
])  # fmt: skip
def test_question_for_which_nobody_waits_any_more_is_asked_no_more(team_member, asked, act, meanwhile):
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    meanwhile()

    act(asked, team_member.person)
    deliver()

    assert open_lines() == []


@pytest.mark.parametrize("meanwhile", [deliver, nothing])
@pytest.mark.parametrize("act", [
    lambda asked, by: asked.finish(by=by),
    lambda asked, by: asked.answer(text="Blauw."),
    lambda asked, by: asked.write(by=by, text="Welke kleur?", wait=True),
])  # fmt: skip
def test_news_is_told_whatever_comes_after_it(team_member, asked, act, meanwhile):
    asked.write(by=team_member.person, text="We beginnen maandag.")
    meanwhile()

    act(asked, team_member.person)
    deliver()

    assert "We beginnen maandag." in OutreachTask.objects.open().values_list("text", flat=True)


@pytest.mark.parametrize("meanwhile", [deliver, nothing])
def test_of_two_questions_the_one_that_nobody_waits_for_is_asked_no_more(team_member, asked, meanwhile):
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    meanwhile()
    asked.begin(by=team_member.person)

    asked.write(by=team_member.person, text="Hoe groot?", wait=True)
    deliver()

    assert OutreachTask.objects.open().get().text == "Hoe groot?"


@pytest.mark.parametrize("meanwhile", [deliver, nothing])
def test_news_while_a_yes_is_asked_outlives_that(team_member, asked, meanwhile):
    poster = ask_whether_it_is_good(asked, team_member)
    asked.write(by=team_member.person, text="De drukker is dicht op maandag.")
    meanwhile()
    poster.refresh_from_db()

    asked.approve(seen=poster.seen)
    deliver()

    assert OutreachTask.objects.open().get().text == "De drukker is dicht op maandag."


def test_all_that_is_asked_stays_on_the_list_until_there_is_an_answer(team_member, asked):
    asked.write(by=team_member.person, text="Welke kleur?", wait=True)
    asked.write(by=team_member.person, text="En hoe groot?")
    deliver()

    assert len(open_lines()) == 2


def test_question_takes_the_place_of_the_one_whether_it_is_good(team_member, asked):
    ask_whether_it_is_good(asked, team_member)
    deliver()

    asked.write(by=team_member.person, text="Wil je er twee?", wait=True)
    deliver()

    assert OutreachTask.objects.open().get().text == "Wil je er twee?"


@pytest.mark.parametrize("act", [
    lambda asked, by: asked.finish(by=by, reason="Hij hangt."),
    lambda asked, by: asked.write(by=by, text="Welke kleur?", wait=True),
    lambda asked, by: ask_whether_it_is_good(asked, by.user),
])  # fmt: skip
def test_what_was_answered_before_it_came_on_the_list_comes_there_no_more(team_member, asked, act):
    act(asked, team_member.person)
    asked.answer(text="Blauw.")

    deliver()

    assert open_lines() == []


def test_answer_that_is_refused_ticks_nothing_off(client, counter, team_member, asked):
    asked.decline(by=team_member.person, reason="Het is reclame.")
    deliver()

    write_down(client, counter, asked)

    assert len(open_lines()) == 1


# -- as the asker reads it ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "signed"), [
    ("counter", "Henk Smit van de balie schreef dat op."),
    ("team_member", "Mirjam Kok van het communicatieteam schreef dat op."),
    ("administrator", "Anja Veen schreef dat op."),
])  # fmt: skip
def test_asker_reads_of_which_role_wrote_it_down(client, asked, who, signed, request):
    write_down(client, request.getfixturevalue(who), asked)
    client.logout()

    own = client.get(asked.secret_url).text

    assert f'<p class="meta">\n{signed}' in own


def test_asker_reads_the_name_alone_of_who_is_not_of_the_balie_any_more(client, counter, asked):
    write_down(client, counter, asked)
    counter.groups.clear()
    client.logout()

    assert "Henk Smit schreef dat op." in client.get(asked.secret_url).text


def test_own_page_costs_the_same_however_much_was_said(client, counter, asked, django_assert_num_queries):
    write_down(client, counter, asked)
    client.logout()
    client.get(asked.secret_url)
    with CaptureQueriesContext(connection) as first:
        client.get(asked.secret_url)
    of_one = len(first)
    for said in ("En groot.", "En snel.", "En goedkoop."):
        write_down(client, counter, asked, text=said)
    client.logout()

    with django_assert_num_queries(of_one):
        assert client.get(asked.secret_url).text.count("van de balie schreef dat op.") == 4
