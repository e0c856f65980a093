"""Reading pages without a browser, as somebody with a role: quick, for tests that only look at the HTML."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from wijkdeal.demo.people import PASSWORD


@dataclass(frozen=True)
class Answer:
    status: int
    url: str
    text: str


class Reader:
    """The cookies of one person at one portal."""

    def __init__(self, address, role=""):
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        if role:
            answer = self.post("/account/login/", {"login": f"{role}@voorbeeld.test", "password": PASSWORD})
            assert answer.url == f"{address}/mijn/", answer.url

    def get(self, path):
        return self._open(urllib.request.Request(self.address + path))

    def post(self, path, fields):
        """Send what somebody types into the form on this page, with the token that stands in it."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)[1]
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}, doseq=True).encode()
        return self._open(urllib.request.Request(self.address + path, data, {"Referer": self.address + path}))

    def _open(self, request):
        try:
            with self.opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.url, refused.read().decode())
