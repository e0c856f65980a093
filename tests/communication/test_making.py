"""Making a poster, a flyer, a picture or a text in the back office, and keeping it with its request."""

import io
import re
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from communication.forgetting import forget_request
from communication.making.keeping import take_away
from communication.models import Newsletter, NewsletterItem, Product, Request, Story
from projects.models import Activity, Photo, Status
from tests.at_once import at_once
from tests.communication.making import MAKE, NEWS, PIECE, POSTER, QUEUE, SOCIAL, address_of, content_of, make
from tests.factories import GroupFactory, MeetingFactory, RequestFactory, StoryFactory, UserFactory
from tests.pdfs import opened, sizes_of

pytestmark = pytest.mark.django_db


# -- what comes of it --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("shape", "paper", "millimetres"),
    [("poster", "a4", (210, 297)), ("poster", "a3", (297, 420)),
     ("flyer", "a5", (148, 210)), ("flyer", "twice", (297, 210))],
)  # fmt: skip
@pytest.mark.parametrize("bleed", [False, True])
def test_member_makes_a_sheet_of_the_size_that_was_chosen(team_client, asked, shape, paper, millimetres, bleed):
    response = make(team_client, asked, shape, paper=paper, bleed="on" if bleed else None)

    product = Product.objects.get()
    pdf = content_of(product)
    around = 20 if bleed else 0
    assert response.url == f"{QUEUE}{asked.pk}/change/#products-group"
    assert sizes_of(pdf) == [(millimetres[0] + around, millimetres[1] + around)]
    assert sizes_of(pdf, "Trim") == ([millimetres] if bleed else [])
    assert b"pdfuaid" in opened(pdf)
    assert b"/FontFile" in opened(pdf)
    assert b"/Subtype/Image" not in opened(pdf)  # the QR code and the stamp are lines
    assert (product.kind, product.title, product.request) == (shape, POSTER["title"], asked)
    assert "Wanneer: Zaterdag om tien uur" in product.text


@pytest.mark.parametrize(
    ("shape", "pixels"), [("square", (1080, 1080)), ("wide", (1200, 630)), ("story", (1080, 1920))]
)
def test_member_makes_a_picture_of_the_pixels_that_social_media_ask(team_client, asked, shape, pixels):
    make(team_client, asked, "beeld", SOCIAL, shape=shape)

    product = Product.objects.get()
    assert Image.open(io.BytesIO(content_of(product))).size == pixels
    assert (product.kind, product.text, product.download_name) == ("social", "Kom je ook planten?", "plantdag.png")


@pytest.mark.parametrize(("shape", "paper", "is_wide"), [("poster", "a4", False), ("flyer", "twice", True)])
def test_requester_sees_how_a_sheet_looks_beside_the_file_itself(
    client, team_client, team_member, asked, shape, paper, is_wide
):
    make(team_client, asked, shape, paper=paper)
    product = Product.objects.get()
    address = f"{asked.secret_url}uiting/{product.pk}/"
    hidden = client.get(f"{address}beeld/")
    asked.ask_approval(by=team_member.person)

    page = client.get(asked.secret_url).text
    picture = client.get(f"{address}beeld/")

    width, height = Image.open(io.BytesIO(picture.content)).size
    assert hidden.status_code == 404
    assert f'<img class="made" src="{address}beeld/" alt="Zo ziet het eruit: {product.title}"' in page
    assert f'<a href="{address}">Bekijk plantdag' in page
    assert picture["Content-Type"] == "image/png"
    assert picture["Cache-Control"] == "private, no-store"
    assert (width, width > height) == (720, is_wide)
    assert client.get(f"/communicatie/aanvraag/onbekend/uiting/{product.pk}/beeld/").status_code == 404


@pytest.mark.parametrize("name", ["kapot.pdf", "weg.pdf", ""])
def test_what_has_no_page_to_draw_has_no_picture(client, for_approval, name):
    product = for_approval.products.get()
    if name == "kapot.pdf":
        product.file.save(name, ContentFile(b"%PDF-1.4 poster"), save=False)
    elif name:
        product.file = f"attachments/{name}"
    product.data = {}
    product.save()

    assert client.get(f"{for_approval.secret_url}uiting/{product.pk}/beeld/").status_code == 404


def test_requester_reads_a_news_item_as_it_will_look(client, team_client, team_member, asked):
    make(team_client, asked, "nieuws", NEWS | {"text": "## Elf buren\n\nMet **elf** buren <script>."})
    asked.ask_approval(by=team_member.person)

    page = client.get(asked.secret_url).text

    assert "<h4>Elf buren</h4>" in page
    assert "<strong>elf</strong>" in page
    assert "## Elf" not in page
    assert "<script>." not in page


@pytest.mark.parametrize("photographed", [{"paper": "a4"}, {"paper": "a3"}])
def test_photo_of_the_project_is_chosen_and_comes_into_the_pdf_as_a_jpeg(team_client, asked, photo, photographed):
    form = team_client.get(address_of(asked, "poster")).text
    make(team_client, asked, photo=photo.pk, **photographed)

    pdf = content_of(Product.objects.get())
    assert "Drie mensen met een schop" in form
    assert b"/DCTDecode" in opened(pdf)
    assert len(pdf) < 400_000


def test_photo_that_was_hidden_or_is_of_another_project_is_not_chosen(team_client, asked, photo, groen):
    Photo.objects.update(hidden_at=timezone.now())

    refused = make(team_client, asked, photo=photo.pk)

    assert refused.status_code == 200
    assert not Product.objects.exists()


def test_story_is_written_as_a_draft(team_client, asked, project, team_member):
    make(team_client, asked, "nieuws", NEWS, theme="groen")

    story, product = Story.objects.get(), Product.objects.get()
    assert (story.title, story.project, story.author, story.published_at) == (
        "De bomen staan", project, team_member.person, None,
    )  # fmt: skip
    assert story.theme == project.theme
    assert product.text == "Achttien bomen.\n\nMet **elf** buren."
    assert product.data["story"] == story.pk


def test_draft_changes_with_its_product_until_it_is_on_the_website(team_client, asked, team_member):
    make(team_client, asked, "nieuws", NEWS)
    product = Product.objects.get()
    again = address_of(asked, "nieuws", product)

    team_client.post(again, NEWS | {"title": "Twee", "read": product.seen})
    before = Story.objects.get().title
    Story.objects.get().publish(by=team_member.person)
    product.refresh_from_db()
    team_client.post(again, NEWS | {"title": "Drie", "read": product.seen})

    assert before == "Twee"
    assert Story.objects.get().title == "Twee"
    assert Product.objects.get().title == "Drie"


def edited(story, team_member):
    Story.objects.filter(pk=story.pk).update(text="Met twaalf buren.")


def made_ready(story, team_member):
    story.mark_ready(by=team_member.person)


def planned(story, team_member):
    story.plan(timezone.now() + timedelta(days=2), by=team_member.person)


@pytest.mark.parametrize(
    ("meanwhile", "state"), [(edited, "concept"), (made_ready, "klaar om te bekijken"), (planned, "gepland")]
)
def test_story_that_went_on_meanwhile_is_not_overwritten_and_it_is_said(
    team_client, asked, team_member, meanwhile, state
):
    make(team_client, asked, "nieuws", NEWS)
    product, story = Product.objects.get(), Story.objects.get()
    meanwhile(story, team_member)
    again, before = address_of(asked, "nieuws", product), Story.objects.values().get()

    page = team_client.post(again, NEWS | {"text": "Met dertien buren.", "read": product.seen})

    assert Story.objects.values().get() == before
    assert Product.objects.get().text == product.text
    assert f"Het staat op: {state}." in page.text
    assert f'href="/beheer/communication/story/{story.pk}/change/"' in page.text
    assert "Met dertien buren." in page.text
    taken_over = team_client.post(again, NEWS | {"text": before["text"], "read": product.seen})
    assert taken_over.status_code == 302
    assert Story.objects.values().get() == before
    assert before["text"] in Product.objects.get().text


def test_photo_and_theme_that_a_draft_got_stay_when_only_the_words_change(team_client, asked, photo, groen):
    make(team_client, asked, "nieuws", NEWS)
    product = Product.objects.get()
    Story.objects.update(photo=photo, theme=groen, film_url="https://film.test/")

    team_client.post(address_of(asked, "nieuws", product), NEWS | {"title": "Twee", "read": product.seen})

    story = Story.objects.get()
    assert (story.title, story.photo, story.theme) == ("Twee", photo, groen)


def test_theme_of_one_and_words_of_another_are_told_to_the_second(client, team_client, asked, colleague, groen):
    make(team_client, asked, "nieuws", NEWS)
    product = Product.objects.get()
    again = address_of(asked, "nieuws", product)
    team_client.post(again, NEWS | {"theme": "groen", "read": product.seen})

    client.force_login(colleague)
    told = client.post(again, NEWS | {"title": "Van Daan", "read": product.seen})

    assert "Iemand anders heeft dit net veranderd" in told.text
    assert (Story.objects.get().title, Story.objects.get().theme) == (NEWS["title"], groen)


def test_piece_stands_in_the_newsletter_of_this_month(team_client, asked, project):
    response = team_client.post(
        f"{address_of(asked, 'nieuwsbrief')}?over=project-{project.pk}", PIECE | {"address": project.get_absolute_url()}
    )

    item = NewsletterItem.objects.get(title="De bomen staan")
    assert response.status_code == 302
    assert (item.kind, item.project, item.link) == ("project", project, project.get_absolute_url())
    product = Product.objects.get()
    team_client.post(address_of(asked, "nieuwsbrief", product), PIECE | {"title": "Ze staan", "read": product.seen})
    assert NewsletterItem.objects.get(pk=item.pk).title == "Ze staan"


def test_piece_about_what_stands_in_the_newsletter_already_is_refused_with_where_it_stands(team_client, asked):
    meeting, story = MeetingFactory(title="Groenoverleg"), StoryFactory(title="De soep was op")
    for key, title in ((f"bijeenkomst-{meeting.pk}", "Groenoverleg"), (f"verhaal-{story.pk}", "De soep was op")):
        told = team_client.post(f"{address_of(asked, 'nieuwsbrief')}?over={key}", PIECE)

        newsletter = Newsletter.objects.get()
        assert f"Dit staat al in de nieuwsbrief van deze maand: ‘{title}’." in told.text
        assert f'href="/beheer/communication/newsletter/{newsletter.pk}/change/#items-group"' in told.text
        assert "Achttien bomen." in told.text
    told_once = newsletter.items.exclude(kind="project").values_list("title", flat=True)
    assert sorted(told_once) == ["De soep was op", "Groenoverleg"]
    assert not Product.objects.exists()


def test_piece_takes_the_place_of_what_the_team_took_out_and_changes_as_before(team_client, asked):
    meeting = MeetingFactory(title="Groenoverleg")
    about = f"{address_of(asked, 'nieuwsbrief')}?over=bijeenkomst-{meeting.pk}"
    team_client.post(about, PIECE)
    NewsletterItem.objects.all().delete()

    team_client.post(about, PIECE)
    product = Product.objects.get()
    again = team_client.post(
        address_of(asked, "nieuwsbrief", product), PIECE | {"title": "Kom ook", "read": product.seen}
    )

    assert again.status_code == 302
    assert list(NewsletterItem.objects.values_list("title", "meeting")) == [("Kom ook", meeting.pk)]


def test_piece_for_nobody_that_is_refused_leaves_no_request(team_client):
    meeting = MeetingFactory()

    team_client.post(f"{MAKE}nieuwsbrief/?over=bijeenkomst-{meeting.pk}", PIECE)

    assert not Request.objects.exists()
    assert NewsletterItem.objects.count() == 1


@pytest.mark.parametrize("what", ["story", "meeting", "activity"])
def test_database_tells_of_one_thing_once_in_a_newsletter_and_again_in_the_next(project, what):
    starts = timezone.now() + timedelta(days=2)
    activity = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "Het veld", "title": "Plantdag"}
    made = {
        "story": StoryFactory, "meeting": MeetingFactory,
        "activity": lambda: Activity.objects.create(project=project, **activity),
    }  # fmt: skip
    thing = made[what]()
    may, june = (Newsletter.objects.create(month=date(2027, month, 1), title="Nieuws") for month in (5, 6))
    may.items.create(title="Een", **{what: thing})
    june.items.create(title="Een", **{what: thing})

    with pytest.raises(IntegrityError), transaction.atomic():
        may.items.create(title="Twee", **{what: thing})

    may.items.create(title="Nog iets")
    assert (may.items.count(), june.items.count()) == (2, 1)


def test_piece_is_told_only_while_who_asked_agrees_with_it(client, team_client, asked, team_member):
    make(team_client, asked, "nieuwsbrief", PIECE)
    product, newsletter = Product.objects.get(), Newsletter.objects.get()
    preview = f"/beheer/communication/newsletter/{newsletter.pk}/bekijken/"

    def told():
        return [item.title for _, items in newsletter.parts for item in items if item.title == PIECE["title"]]

    assert told() == []
    assert "‘De bomen staan’ gaat niet mee: nog geen akkoord." in team_client.get(preview).text
    asked.ask_approval(by=team_member.person)
    asked.refuse(reason="Andere kop", product=product, seen=product.seen)
    assert told() == []
    asked.ask_approval(by=team_member.person)
    asked.approve(seen=asked.seen)
    assert told() == ["De bomen staan"]
    assert "nog geen akkoord" not in team_client.get(preview).text

    Product.objects.update(approved_at=None)
    Newsletter.objects.update(sent_at=timezone.now())
    assert "De bomen staan" not in client.get(newsletter.get_absolute_url()).text
    forget_request(asked)
    assert not NewsletterItem.objects.filter(title="De bomen staan").exists()


def test_piece_says_what_was_agreed_with_when_the_words_were_changed_by_hand(team_client, asked):
    make(team_client, asked, "nieuwsbrief", PIECE)
    product = Product.objects.get()
    page = f"/beheer/communication/product/{product.pk}/change/"
    read = team_client.get(page).context["adminform"].form["read"].value()

    team_client.post(page, {"kind": "newsletter", "title": "Negen bomen", "text": "Het zijn er negen.", "read": read})

    product.refresh_from_db()
    item = NewsletterItem.objects.get(pk=product.data["item"])
    assert product.text == "Het zijn er negen."
    assert (item.title, item.text) == ("Negen bomen", "Het zijn er negen.")


def test_piece_goes_with_its_product(team_client, asked):
    make(team_client, asked, "nieuwsbrief", PIECE)

    take_away(Product.objects.get())

    assert not Product.objects.exists()
    assert not NewsletterItem.objects.filter(title="De bomen staan").exists()


def test_piece_that_the_team_asked_of_itself_needs_no_other_yes(team_client, project):
    team_client.post(f"{MAKE}nieuwsbrief/?over=project-{project.pk}", PIECE)

    newsletter = Newsletter.objects.get()
    assert "De bomen staan" in [item.title for _, items in newsletter.parts for item in items]
    assert not newsletter.left_out.exists()


def test_member_who_publishes_is_told_that_nobody_agreed_yet(team_client, asked, team_member):
    make(team_client, asked, "nieuws", NEWS)
    page = f"/beheer/communication/story/{Story.objects.get().pk}/"

    assert "Nog geen akkoord." in team_client.get(f"{page}change/").text
    assert "Let op: nog geen akkoord." in team_client.post(f"{page}publiceren/doen/", follow=True).text

    team_client.post(f"{page}weghalen/doen/")
    Product.objects.update(approved_at=timezone.now())
    assert "geen akkoord" not in team_client.get(f"{page}change/").text
    assert "geen akkoord" not in team_client.post(f"{page}publiceren/doen/", follow=True).text


def test_newsletter_that_was_sent_gets_no_piece_and_it_is_said(team_client, asked):
    month = timezone.localdate().replace(day=1)
    Newsletter.objects.create(month=month, title="Nieuws", sent_at=timezone.now())

    page = team_client.post(address_of(asked, "nieuwsbrief"), PIECE, follow=True).text

    assert "is al verstuurd. Het staat er dus niet in." in page
    assert Product.objects.get().title == "De bomen staan"
    assert not NewsletterItem.objects.exists()


# -- what stands in the form at the start ------------------------------------------------------------------------------
def test_activity_fills_in_when_and_where_and_its_address(team_client, project, settings):
    settings.SITE_URL = "https://wijkdeal.example"
    start = timezone.now() + timedelta(days=3)
    activity = Activity.objects.create(
        project=project, title="Plantdag 🌱", starts_at=start, ends_at=start + timedelta(minutes=1), place="Het veld",
        text="Neem een schop mee.",
    )  # fmt: skip

    form = team_client.get(f"{MAKE}poster/?over=activiteit-{activity.pk}").context["form"]

    assert form["title"].value() == "Plantdag"
    assert form["lead"].value() == "Neem een schop mee."
    assert form["where"].value() == "Het veld"
    assert form["when"].value().endswith(" uur")
    assert form["address"].value() == f"https://wijkdeal.example{activity.get_absolute_url()}"
    assert form["theme"].value() == "groen"


def test_meeting_and_story_fill_in_their_own(team_client, project):
    meeting = MeetingFactory(group=GroupFactory(project=project, name="Tuinders"), title="Overleg", place="De school")
    story = StoryFactory(title="Het lukte", lead="Eindelijk.", project=project)

    about = [
        team_client.get(f"{MAKE}flyer/?over={key}").context["form"]
        for key in (f"bijeenkomst-{meeting.pk}", f"verhaal-{story.pk}")
    ]

    assert [(form["title"].value(), form["lead"].value()) for form in about][1] == ("Het lukte", "Eindelijk.")
    assert (about[0]["title"].value(), about[0]["where"].value()) == ("Overleg", "De school")
    assert about[0]["address"].value().endswith(meeting.get_absolute_url())


def test_meeting_of_members_only_is_made_nothing_of(team_client):
    meeting = MeetingFactory(is_public=False, title="Besloten")

    assert team_client.get(f"{MAKE}?over=bijeenkomst-{meeting.pk}").status_code == 404
    assert "Besloten" not in team_client.get(f"{MAKE}poster/?over=bijeenkomst-{meeting.pk}").text


def test_draft_of_a_project_gives_no_address_code_or_photo(team_client, asked, project, photo):
    type(project).objects.update(status=Status.DRAFT)

    form = team_client.get(address_of(asked, "poster")).context["form"]

    assert project.short_code not in form["address"].value()
    assert form.thing.code == ""
    assert not form.thing.photos


def test_page_of_a_request_offers_what_can_be_made_about_what_is_coming(team_client, asked, project):
    start = timezone.now() + timedelta(days=3)
    activity = Activity.objects.create(project=project, title="Plantdag", starts_at=start, ends_at=start, place="Veld")

    page = team_client.get(f"{QUEUE}{asked.pk}/change/").text

    assert 'formaction="../maken/poster/"' in page
    assert f'value="activiteit-{activity.pk}">Plantdag, ' in page
    assert f'value="project-{project.pk}" selected>' in page


def test_team_finds_its_way_from_the_page_of_a_thing_and_others_see_no_link(client, team_member, resident, project):
    start = timezone.now() + timedelta(days=3)
    activity = Activity.objects.create(project=project, title="Plantdag", starts_at=start, ends_at=start, place="Veld")
    meeting, story = MeetingFactory(), StoryFactory(published_at=timezone.now())
    things = [("project", project), ("activiteit", activity), ("bijeenkomst", meeting), ("verhaal", story)]
    links = [f'href="{MAKE}?over={name}-{row.pk}"' for name, row in things]

    client.force_login(resident)
    as_resident = [client.get(row.get_absolute_url()).text for _, row in things]
    client.force_login(team_member)
    as_team = [client.get(row.get_absolute_url()).text for _, row in things]

    assert [link in page for link, page in zip(links, as_team, strict=True)] == [True] * 4
    assert not [page for page in as_resident if "?over=" in page]


def test_what_is_made_of_a_thing_is_a_request_of_who_makes_it(team_client, project, team_member):
    offered = team_client.get(f"{MAKE}?over=project-{project.pk}").text

    team_client.post(f"{MAKE}poster/?over=project-{project.pk}", POSTER)

    asked = Request.objects.get()
    assert f'name="over" value="project-{project.pk}"' in offered
    assert (asked.requester, asked.assignee, asked.project) == (team_member.person, team_member.person, project)
    assert (asked.status, asked.subject, asked.kind) == ("in_progress", POSTER["title"], "poster")
    assert asked.products.get().data["about"] == f"project-{project.pk}"


# -- beside how it looks -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("shape", "typed"), [("poster", POSTER), ("flyer", POSTER | {"paper": "a5"}), ("beeld", SOCIAL)]
)
def test_picture_shows_what_is_typed_without_keeping_it(team_client, asked, shape, typed):
    page = make(team_client, asked, shape, typed | {"title": "Heel anders"}, preview="1")

    source = re.search(r'<img src="([^"]*voorbeeld/[^"]+)"', page.text)[1]
    picture = team_client.get(source)
    assert 'value="Heel anders"' in page.text
    assert picture["Content-Type"] == "image/png"
    assert "no-store" in picture["Cache-Control"]
    assert Image.open(io.BytesIO(picture.content)).width > 300
    assert not Product.objects.exists()


def test_picture_of_another_member_is_not_found(client, team_client, asked, colleague):
    page = make(team_client, asked, preview="1")
    source = re.search(r'<img src="([^"]*voorbeeld/[^"]+)"', page.text)[1]

    client.force_login(colleague)

    assert client.get(source).status_code == 404
    assert client.get(f"{MAKE}voorbeeld/{'a' * 32}.png").status_code == 404


@pytest.mark.parametrize("shape", ["poster", "beeld"])
@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"title": "", "paper": "b7", "photo": "99", "theme": "bestaat niet"},
        {"title": "a\0b" * 60, "theme": "gr\0en", "photo": "9" * 999, "paper": "\0", "address": "\0", "shape": "\0"},
        {"address": "🌻" * 2000, "contact": "🌻" * 2000, "title": "🌻" * 2000},
    ],
)
def test_nonsense_is_a_form_with_a_picture(team_client, asked, shape, typed):
    page = team_client.post(address_of(asked, shape), typed | {"preview": "1"})

    source = re.search(r'<img src="([^"]*voorbeeld/[^"]+)"', page.text)[1]
    assert page.status_code == 200
    assert team_client.get(source).status_code == 200
    assert not Product.objects.exists()


# -- again, and at the same time ---------------------------------------------------------------------------------------
def test_what_was_made_opens_as_it_was_filled_in_and_is_saved_as_the_next_version(team_client, asked, team_member):
    make(team_client, asked, theme="", paper="a3")
    product = Product.objects.get()
    asked.ask_approval(by=team_member.person)
    first = product.file.name

    page = team_client.get(address_of(asked, "poster", product))
    team_client.post(address_of(asked, "poster", product), POSTER | {"title": "Plantdag!", "read": product.seen})

    product.refresh_from_db()
    assert (page.context["form"]["paper"].value(), page.context["form"]["theme"].value()) == ("a3", "")
    assert (product.number, product.title) == (2, "Plantdag!")
    assert product.versions.get().file.name == first
    assert product.versions.get().data["fields"]["paper"] == "a3"
    assert sizes_of(content_of(product)) == [(210, 297)]


@pytest.mark.parametrize(("shape", "typed", "shown"), [("beeld", SOCIAL, True), ("poster", POSTER, False)])
def test_requester_sees_a_picture_on_the_page_and_a_sheet_behind_a_link(
    client, team_client, asked, team_member, shape, typed, shown
):
    make(team_client, asked, shape, typed)
    asked.ask_approval(by=team_member.person)
    address = f"{asked.secret_url}uiting/{Product.objects.get().pk}/"
    client.logout()

    page = client.get(asked.secret_url).text

    assert f'href="{address}"' in page
    assert (f'src="{address}"' in page) == shown
    assert b"".join(client.get(address).streaming_content)


def test_page_of_the_request_leads_to_what_can_be_changed_again(team_client, asked):
    make(team_client, asked)

    page = team_client.get(f"{QUEUE}{asked.pk}/change/").text

    beside_making = page.split('id="maken"')[1].split("</section>")[0]
    assert f'<a href="{address_of(asked, "poster", Product.objects.get())}">Verander: ' in beside_making


def test_two_of_the_team_change_the_same_and_the_second_is_told_and_keeps_what_was_typed(
    client, team_client, asked, colleague
):
    make(team_client, asked)
    product = Product.objects.get()
    again = address_of(asked, "poster", product)
    team_client.post(again, POSTER | {"title": "Van Mirjam", "read": product.seen})

    client.force_login(colleague)
    told = client.post(again, POSTER | {"title": "Van Daan", "read": product.seen})

    assert Product.objects.get().title == "Van Mirjam"
    assert "Iemand anders heeft dit net veranderd" in told.text
    assert 'value="Van Daan"' in told.text
    sent_again = client.post(again, POSTER | {"title": "Van Daan", "read": told.context["form"]["read"].value()})
    assert sent_again.status_code == 302
    assert Product.objects.get().title == "Van Daan"


def test_two_of_the_team_make_one_each_and_a_double_press_makes_one(client, team_client, asked, colleague):
    key = str(uuid4())
    make(team_client, asked, form_key=key)
    make(team_client, asked, form_key=key)
    client.force_login(colleague)
    make(client, asked)

    assert list(Product.objects.values_list("made_by__name", flat=True)) == ["Mirjam Kok", "Daan Mulder"]


def test_double_press_on_a_thing_makes_one_request(team_client, project):
    sent = POSTER | {"form_key": str(uuid4())}

    for _ in range(2):
        team_client.post(f"{MAKE}poster/?over=project-{project.pk}", sent)

    assert (Request.objects.count(), Product.objects.count()) == (1, 1)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db(transaction=True)
def test_same_press_at_the_same_moment_makes_one_and_leaves_one_file(asked, team_member, settings):
    clients, key = [logged_in(team_member) for _ in range(4)], str(uuid4())

    answers = at_once(*(lambda client=client: make(client, asked, form_key=key).status_code for client in clients))

    assert answers == [302] * 4
    assert Product.objects.count() == 1
    assert len(list(Path(settings.MEDIA_ROOT).glob("attachments/**/*.pdf"))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_of_the_team_change_the_same_at_the_same_moment_and_one_is_told(asked, team_member, colleague, settings):
    make(logged_in(team_member), asked)
    product = Product.objects.get()
    again = address_of(asked, "poster", product)
    people = [(logged_in(user), user.person.name) for user in (team_member, colleague)]

    told = at_once(
        *(
            lambda client=client, name=name: client.post(again, POSTER | {"title": name, "read": product.seen})
            for client, name in people
        )
    )

    assert sorted(answer.status_code for answer in told) == [200, 302]
    lost = next(place for place, answer in enumerate(told) if answer.status_code == 200)
    product.refresh_from_db()
    assert product.title == people[1 - lost][1]
    assert f'value="{people[lost][1]}"' in told[lost].text
    assert len(list(Path(settings.MEDIA_ROOT).glob("attachments/**/*.pdf"))) == 1


def test_nothing_is_made_for_what_was_agreed_with(team_client, for_approval):
    for_approval.approve(seen=for_approval.seen)

    page = team_client.get(address_of(for_approval, "poster"), follow=True)
    make(team_client, for_approval)

    assert "Dit kan nu niet. De aanvraag staat op: akkoord." in page.text
    assert "maken/poster" not in page.text
    assert Product.objects.count() == 1


def test_product_that_the_portal_did_not_make_is_not_opened_in_a_form(team_client, for_approval):
    assert team_client.get(address_of(for_approval, "poster", for_approval.products.get())).status_code == 404


# -- rights ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("shape", ["poster", "flyer", "beeld", "nieuws", "nieuwsbrief"])
def test_only_the_team_makes(client, asked, project, resident, counter, green_resident, shape):
    other = UserFactory(email="staf@voorbeeld.test", is_staff=True)
    addresses = [
        address_of(asked, shape),
        f"{MAKE}{shape}/?over=project-{project.pk}",
        f"{MAKE}?over=project-{project.pk}",
    ]

    for user in (resident, counter, green_resident, other):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
        assert client.post(addresses[0], POSTER).status_code == 403
    client.logout()
    assert client.get(addresses[0]).status_code == 302
    assert not Product.objects.exists()


def test_what_does_not_exist_is_not_found(team_client, asked):
    other = RequestFactory()
    make(team_client, asked)
    product = Product.objects.get()

    found = [
        team_client.get(address).status_code
        for address in (
            f"{MAKE}vlag/", f"{QUEUE}999999/maken/poster/", address_of(other, "poster", product),
            address_of(asked, "flyer", product), f"{MAKE}?over=project-999999", f"{MAKE}?over=<b>",
        )
    ]  # fmt: skip

    assert found == [404] * 6
