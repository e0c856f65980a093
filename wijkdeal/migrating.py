"""While the tables are changed a transaction may rest: on a busy machine Django thinks long between two statements."""

from django.db import connections


def take_time(sender, using, **kwargs):
    _tell(using, "SET idle_in_transaction_session_timeout = 0")


def hurry_again(sender, using, **kwargs):
    _tell(using, "RESET idle_in_transaction_session_timeout")


def _tell(using, statement):
    with connections[using].cursor() as cursor:
        cursor.execute(statement)
