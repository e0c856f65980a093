"""Work for the worker: a task looks after its database connection as a request does."""

from functools import wraps

from django.db import close_old_connections, connection


def with_fresh_connection(function):
    """Leave a broken connection behind, before and after: else the worker never recovers from a restarted database."""

    @wraps(function)
    def run(*args, **kwargs):
        _leave_old_connection()
        try:
            return function(*args, **kwargs)
        finally:
            _leave_old_connection()

    return run


def _leave_old_connection():
    """Inside a transaction (a task called, not deferred) the connection is its caller's."""
    if not connection.in_atomic_block:
        close_old_connections()
