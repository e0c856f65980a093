"""A mail server that does what it is told: take, refuse, hang, be slow, break off, be away."""

import asyncio
import re
import socket
import threading
from email import message_from_bytes

from aiosmtpd.controller import Controller

TITLE = re.compile(r"bericht-\d+")


class MailServer:
    """`taken` is a list of (title, Message-ID) of every mail that was accepted, doubles included."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.mode = "take"
        self.taken = []
        self.broken_off = 0
        self.unheard = 0  # taken, but the other side never heard so
        self.controller = None
        self.lock = threading.Lock()

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    # -- what aiosmtpd asks --------------------------------------------------------------------------------------------
    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - the names are those of aiosmtpd
        await self._wait()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the names are those of aiosmtpd
        await self._wait()
        if self.mode == "refuse":
            return "451 4.3.2 Try again later"
        if address.startswith("onbekend"):
            return "550 5.1.1 User unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the names are those of aiosmtpd
        await self._wait()
        if self.mode == "hang":
            await asyncio.sleep(3600)
        nth = self._next()
        if self.mode == "half" and nth % 7 == 0:
            return self._break_off(server)
        self._take(envelope)
        if self.mode == "half" and nth % 10 == 0:
            self.unheard += 1
            return self._break_off(server)
        return "250 OK"

    async def _wait(self):
        if self.mode == "slow":
            await asyncio.sleep(6)

    def _next(self):
        return len(self.taken) + self.broken_off + 1

    def _break_off(self, server):
        self.broken_off += 1
        server.transport.abort()
        return "421 Gone"

    def _take(self, envelope):
        message = message_from_bytes(envelope.content)
        plain = next(part for part in message.walk() if part.get_content_type() == "text/plain")
        text = plain.get_payload(decode=True).decode()
        with self.lock:
            self.taken += [(title, message["Message-ID"]) for title in TITLE.findall(text)[:1]]
