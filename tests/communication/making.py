"""What a member types to make something, and where."""

from uuid import uuid4

QUEUE = "/beheer/communication/request/"
MAKE = f"{QUEUE}maken/"

POSTER = {
    "title": "Plantdag in de Van Lenneplaan", "lead": "Achttien bomen gaan de grond in.",
    "when": "Zaterdag om tien uur", "where": "Het veld", "bring": "Een schop", "call": "Kom je ook?",
    "contact": "050 123 45 67", "address": "https://wijkdeal.example/p/RH7DW/", "paper": "a4", "theme": "groen",
    "photo": "",
}  # fmt: skip
SOCIAL = {
    "title": "Plantdag", "lead": "", "when": "Zaterdag", "where": "Het veld", "text": "Kom je ook planten?",
    "shape": "square", "theme": "groen", "photo": "",
}  # fmt: skip
NEWS = {"title": "De bomen staan", "lead": "Achttien bomen.", "text": "Met **elf** buren.", "theme": "", "photo": ""}
PIECE = {"title": "De bomen staan", "text": "Achttien bomen.", "address": ""}


def address_of(asked, shape, product=None):
    return f"{QUEUE}{asked.pk}/maken/{shape}/" + (f"{product.pk}/" if product else "")


def make(client, asked, what="poster", typed=POSTER, **fields):
    sent = typed | {"form_key": str(uuid4())} | fields
    return client.post(address_of(asked, what), {name: value for name, value in sent.items() if value is not None})


def content_of(product):
    with product.file.open("rb") as file:
        return file.read()
