"""After another SECRET_KEY: the requests answer at their new secret addresses, and no longer at the old ones."""

from django.core.management.base import BaseCommand

from communication.models import Request
from communication.models.request_queue import hash_of

BATCH = 500


class Command(BaseCommand):
    help = "Geef elke aanvraag het geheime adres van de SECRET_KEY van nu; de oude adressen stoppen."

    def handle(self, **options):
        rows = list(Request.objects.only("pk", "uuid"))
        for row in rows:
            row.token_hash = hash_of(row.token)
        Request.objects.bulk_update(rows, ["token_hash"], batch_size=BATCH)
        self.stdout.write(f"Aanvragen met een nieuw adres: {len(rows)}")
