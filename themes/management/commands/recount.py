"""`manage.py recount`: count the ballots of the rounds that were counted once more, one by one."""

import sys
from collections import Counter

from django.core.management.base import BaseCommand

from themes.models import AgendaRound, Ballot


class Command(BaseCommand):
    help = "Tel de stembiljetten van elke getelde ronde opnieuw, één voor één, en vergelijk dat met de uitslag."

    def handle(self, *args, **options):
        wrong = sum(self._recount(one) for one in AgendaRound.objects.exclude(counted_at=None))
        self.stdout.write(f"Verschillen: {wrong}." if wrong else "Alle tellingen kloppen.")
        if wrong:
            sys.exit(1)

    def _recount(self, agenda_round):
        """How many plans have another number of votes than their ballots say."""
        found, number = Counter(), 0
        for ballot in Ballot.objects.filter(round=agenda_round).prefetch_related("choices").iterator(chunk_size=500):
            number += 1
            found.update({candidate.pk for candidate in ballot.choices.all()})
        self.stdout.write(f"{agenda_round}: {number} stembiljetten")
        wrong = 0
        for candidate in agenda_round.candidates.order_by("rank"):
            right = found[candidate.pk]
            wrong += right != candidate.votes
            said = f"{right}" if right == candidate.votes else f"bewaard {candidate.votes}, in de biljetten {right}"
            self.stdout.write(f"  {candidate.title}: {said}")
        return wrong
