"""`manage.py read_bounces`: which addresses take no mail, from what mail servers send back."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from communication.bounces import take, take_all

LARGEST = 2_000_000  # bytes of one mail


class Command(BaseCommand):
    help = "Leest teruggekomen mail en klachten: uit BOUNCE_MAILBOX of --mailbox (een Maildir of mbox), of van stdin."

    def add_arguments(self, parser):
        parser.add_argument("--mailbox", default=settings.BOUNCE_MAILBOX, help="een Maildir of een mbox")
        parser.add_argument(
            "--stdin", action="store_true", help="één mail van stdin, zoals een mailserver hem doorgeeft"
        )

    def handle(self, *, mailbox, stdin, **options):
        if stdin or not mailbox:
            counted = take(sys.stdin.buffer.read(LARGEST))
            self.stdout.write(
                "Dit adres krijgt geen mail meer." if counted else "Dit zegt niets over een adres van ons."
            )
            return
        if not Path(mailbox).exists():
            raise CommandError(f"{mailbox} is er niet; noem een Maildir of een mbox.")
        read, counted = take_all(mailbox)
        self.stdout.write(f"{read} gelezen, {counted} over een adres dat geen mail meer aanneemt.")
