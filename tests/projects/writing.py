"""Writing a proposal question by question, as a browser does."""

FIRST = "/projecten/voorstellen/"
ANSWERS = {
    "zin": {"summary": "Vier banken om uit te rusten."},
    "verhaal": {"description": "Mijn moeder loopt slecht."},
    "thema": {"theme": "groen"},
    "plek": {"place": "Hora Siccamasingel"},
    "fotos": {},
}
WHO = {"name": "Truus Wolters", "email": "Truus@Voorbeeld.test", "phone": "050 123 45 67"}


def begin(client, title="Bankjes langs de singel", **typed):
    """Answer the first question; the address of the draft."""
    response = client.post(FIRST, {"title": title, "next": "1"} | typed)
    assert response.status_code == 302, response.content.decode()
    return response.url


def version_at(client, address):
    return client.get(address).context["project"].version


def answer(client, address, question, button="next", **typed):
    """Fill in one question with what was read there just now; the answer of the portal."""
    page = f"{address}{question}/"
    return client.post(page, {"version": version_at(client, page), button: "1"} | typed)


def answer_all(client, address, **more):
    for question, typed in (ANSWERS | more).items():
        response = answer(client, address, question, **typed)
        assert response.status_code == 302, response.content.decode()
    return response.url


def press(client, address, button):
    """The button below all answers."""
    page = f"{address}controleren/"
    return client.post(page, {"version": version_at(client, page), button: "1"})
