"""What the jobs of the worker are called where the administrator reads of one that failed."""

from accounts.mail import SEND_AGAIN
from communication.models.newsletter import MAIL_SUBSCRIBER, SEND_NEWSLETTERS
from core.models import DELIVER_EVENTS
from projects.models.photos import MAKE_SIZES

NAMES = {
    SEND_AGAIN: "Een code die niet wegkon opnieuw mailen",
    "communication.deliver_left": "Mail die bleef liggen versturen",
    "communication.hand_back": "Aanvragen van wie uit het team is aan de anderen geven",
    "communication.newsletters_left": "Nieuwsbrieven die bleven liggen versturen",
    "communication.read_bounces": "Mail lezen die terugkwam",
    "communication.remind_requesters": "Aanvragers herinneren aan wat het team vroeg",
    "communication.retry_stalled": "Klussen die bleven hangen opnieuw beginnen",
    "communication.stories_due": "Vertellen dat een gepland verhaal er staat",
    "communication.work_week": "De maandagmail voor de duo’s en het communicatieteam maken",
    MAIL_SUBSCRIBER: "De link mailen aan wie de nieuwsbrief wil",
    SEND_NEWSLETTERS: "De nieuwsbrief versturen",
    DELIVER_EVENTS: "Mail maken en versturen van wat er gebeurde",
    "groups.bring_late": "Actiepunten die te laat zijn op de volgende agenda zetten",
    "groups.remind": "Leden vragen of ze naar een bijeenkomst komen",
    "groups.remind_of_actions": "Aan actiepunten herinneren",
    "projects.ask_back": "Vragen of een afgerond project nog goed is",
    "projects.ask_for_sizes": "Foto’s die nog niet klein gemaakt zijn opnieuw klein maken",
    MAKE_SIZES: "Een foto klein maken voor de website",
    "projects.remind": "Herinneren aan activiteiten van morgen",
    "projects.remind_leaders": "Trekkers vragen hoe het gaat",
    "projects.remind_of_pledges": "Aan toezeggingen herinneren",
    "themes.keep_round_going": "De agendaronde verder zetten en de stemmen tellen",
    "wijkdeal.count_words": "De woorden tellen om mee te zoeken",
    "wijkdeal.fill_agendas": "Agenda’s van de koplopers vullen",
    "wijkdeal.fold_changes": "Bijhouden welke pagina’s veranderden",
    "wijkdeal.keep_an_hour": "Opruimen wat een dag bewaard wordt",
    "wijkdeal.keep_no_longer": "Opruimen wat niet langer bewaard wordt",
    "wijkdeal.keep_wandkrant": "De wandkrant van deze maand maken en bewaren",
    "wijkdeal.remove_unfinished": "Opruimen wat nooit is afgemaakt",
    "wijkdeal.remove_unnamed": "Opruimen van bestanden van foto’s die er niet meer zijn",
}


def name_of(task):
    """In words; the name in the code of one that has none (of another program, or of an older version)."""
    return NAMES.get(task, task)
