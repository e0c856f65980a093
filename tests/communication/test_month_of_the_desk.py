"""A month of the communicatieteam through the pages: forty requests from asking to placed, and what became of each."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from communication import outbox
from communication.models import Message, OutreachTask, Placement, Product, Request, RequestEvent
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Amsterdam")
FIRST = datetime(2027, 3, 1, 9, 30, tzinfo=HERE)  # a Monday
QUEUE = "/beheer/communication/request/"
PLACE = "/beheer/communication/placement/uiting/"
TYPED = {"poster": "Kom je ook?", "flyer": "In je bus", "social": "Zaterdag op het veld", "news": "De bomen staan"}
POSTER = {
    "title": "Plantdag in de Van Lenneplaan", "lead": "", "when": "Zaterdag om tien uur", "where": "Het veld",
    "bring": "", "call": "Kom je ook?", "contact": "", "address": "https://wijkdeal.example/p/RH7DW/", "paper": "a4",
    "theme": "", "photo": "",
}  # fmt: skip
BY_PHONE, ANSWERED, DECLINED, REFUSED, REOPENED, LATE, SET = 7, 11, 13, 17, 19, 23, 29  # numbers of the forty


class Month:
    def __init__(self, client, clock, team, counter, project):
        self.client, self.clock, self.team, self.counter, self.project = client, clock, team, counter, project

    def on(self, day, hour=9):
        self.clock.move_to(FIRST + timedelta(days=day, hours=hour - 9), tick=False)
        self.client.logout()

    def post(self, address, /, **sent):
        """What is taken leads on to another page; what is not, stays."""
        response = self.client.post(address, sent)
        assert response.status_code == 302, (address, response.status_code)
        return response.url

    def act(self, asked, action, **sent):
        self.client.force_login(self.team)
        return self.post(f"{QUEUE}{asked.pk}/{action}/doen/", **sent)

    # -- who asks ------------------------------------------------------------------------------------------------------
    def ask(self, number):
        kind = "question" if number == ANSWERED else list(TYPED)[number % len(TYPED)] if number != SET else "poster"
        sent = {"kind": kind, "subject": f"Vraag {number}", "text": "Kunnen jullie helpen?", "channels": ["facebook"]}
        if number == BY_PHONE:  # somebody calls, and the counter writes it down
            self.client.force_login(self.counter)
            sent |= {"name": "Truus Wolters", "phone": "050 1234567"}
        else:
            sent |= {"name": f"Buur {number}", "email": f"buur{number}@voorbeeld.test"}
        sent |= {"project": self.project.slug} if number == SET else {}
        own_page = self.post("/communicatie/aanvragen/", **sent).partition("?")[0].removesuffix("bonnetje/")
        self.client.logout()
        return Request.objects.latest("pk"), own_page

    # -- what the team makes of it -------------------------------------------------------------------------------------
    def make(self, asked, own_page, number):
        self.act(asked, "begin")
        if number == SET:  # the portal sets it, in its own letters
            self.post(f"{QUEUE}{asked.pk}/maken/poster/", **POSTER)
        else:
            self.save(asked, TYPED[asked.kind])
        self.act(asked, "akkoord-vragen")
        if number == REFUSED:
            product = asked.products.get()
            self.client.logout()
            self.post(f"{own_page}niet-akkoord/{product.pk}/", reason="Het is zondag.", seen=product.seen)
            self.client.force_login(self.team)
            self.save(asked, "Zondag op het veld", product)
            self.act(asked, "akkoord-vragen")
        product = asked.products.get()
        self.client.logout()
        self.post(f"{own_page}akkoord/{product.pk}/", seen=product.seen)

    def save(self, asked, text, product=None):
        count = int(product is not None)
        sent = {"products-TOTAL_FORMS": 1, "products-INITIAL_FORMS": count, "products-MIN_NUM_FORMS": 0}
        row = {"kind": asked.kind, "title": asked.subject, "text": text, "request": asked.pk}
        row |= {"id": product.pk} if product else {}
        self.post(f"{QUEUE}{asked.pk}/change/", **sent, **{f"products-0-{name}": value for name, value in row.items()})

    def place(self, asked):
        product = asked.products.get()
        self.client.force_login(self.team)
        self.post(f"{PLACE}{product.pk}/facebook/geplaatst/doen/", link="https://facebook.example/p/1")
        self.act(asked, "afronden")

    def tell(self):
        outbox.process_events()
        outbox.send_due()


def test_a_month_of_the_desk(client, time_machine, team_member, counter, groen):
    project = ProjectFactory(theme=groen, title="Geveltuinen", status="underway")
    month, asked, pages = Month(client, time_machine, team_member, counter, project), {}, {}

    for number in range(40):  # ten a week come in; each is taken up the next morning
        month.on(number // 2, hour=10 + number % 2)
        asked[number], pages[number] = month.ask(number)
        month.on(number // 2 + 1)
        month.act(asked[number], "oppakken")
    month.on(21)
    desk = client_of_team(client, team_member).get("/beheer/").text
    assert "Te laat" in desk

    month.act(asked[ANSWERED], "bericht", text="Dat kan bij de balie.", finish="1")
    month.act(asked[DECLINED], "afwijzen", reason="Dit is reclame voor een winkel.")
    whole = [number for number in asked if number not in (ANSWERED, DECLINED)]
    for number in whole:
        month.on(22 if number != LATE else 60, hour=12)
        if number == LATE:
            assert f"Vraag {LATE}" in client_of_team(client, team_member).get(f"{QUEUE}?tijd=laat").text
        month.make(asked[number], pages[number], number)
        month.place(asked[number])
    month.on(40)
    month.post(pages[REOPENED], text="Kan hij ook in het groen?")
    reopened = Request.objects.get(pk=asked[REOPENED].pk)
    assert reopened.status == "in_progress"
    month.act(reopened, "bericht", text="Dat kan, hij is nu groen.", finish="1")
    month.on(62)
    month.tell()

    assert Request.objects.count() == 40
    assert dict(Request.objects.in_bulk()).keys() == {row.pk for row in asked.values()}
    states = {number: Request.objects.get(pk=row.pk).status for number, row in asked.items()}
    assert {number for number, state in states.items() if state != "done"} == {DECLINED}
    assert states[DECLINED] == "declined"
    assert Product.objects.exclude(approved_at=None).count() == len(whole) == 38
    assert Placement.objects.placed().filter(channel="facebook", placed_by=team_member.person).count() == 38
    second = asked[REFUSED].products.get()
    assert (second.number, second.text, second.versions.count()) == (2, "Zondag op het veld", 1)
    assert asked[SET].products.get().file.name.endswith(".pdf")
    kinds = list(RequestEvent.objects.filter(request=asked[REOPENED]).order_by("pk").values_list("kind", flat=True))
    assert kinds.count("finished") == 2
    assert not Request.objects.filter(assignee=None).exists()
    assert Message.objects.filter(request=asked[ANSWERED], kind="to_requester").count() == 1
    heard = Counter(address for letter in mail.outbox for address in letter.to)
    # We have it, and how it ended: whether it was good, was answered before word of it went out.
    for number in {*whole, DECLINED} - {BY_PHONE, REOPENED}:
        assert heard[f"buur{number}@voorbeeld.test"] == 2, number
    called = OutreachTask.objects.filter(person__name="Truus Wolters").order_by("created_at")
    assert list(called.values_list("kind", "what")) == [("request-news", f"De aanvraag is klaar: Vraag {BY_PHONE}")]
    assert "facebook.example" in client.get(pages[BY_PHONE]).text
    assert "050 1234567" in client_of_team(client, team_member).get(f"{QUEUE}{asked[BY_PHONE].pk}/change/").text
    client.logout()
    for number in (REFUSED, LATE, SET):
        assert "Akkoord op" in client.get(pages[number]).text


def client_of_team(client, team_member):
    client.force_login(team_member)
    return client
