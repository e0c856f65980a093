"""The version of all that is public: the database itself says whether anything changed.

Each statement that writes in a public table adds a random token (a trigger), and the version is the exclusive or of all
tokens that can be seen: exact whatever the order of commits, without a row that all writers wait for
(docs/decisions/kept-pages.md has what was measured).
"""

import json
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from communication.models import Story
from core.kept_pages import Version
from groups.models import Meeting
from projects.models import Activity

# Nothing of these stands on a page that is the same for everybody; a table that is not named here counts as public.
PRIVATE_TABLES = frozenset({
    "account_emailaddress", "account_emailconfirmation",
    "accounts_auditentry", "accounts_consent", "accounts_organisation_contacts", "accounts_seen",
    "accounts_user_user_permissions",
    "auth_group", "auth_group_permissions", "auth_permission",
    "communication_answertemplate", "communication_attachment", "communication_boardvisit", "communication_enquiry",
    "communication_enquiryevent", "communication_mailtrouble", "communication_message",
    "communication_newsletterdelivery", "communication_newsletteritem", "communication_newslettersubscriber",
    "communication_notification",
    "communication_outreachtask", "communication_placement", "communication_posterboard", "communication_product",
    "communication_productversion", "communication_request", "communication_requestevent", "communication_savedview",
    "communication_storyevent", "communication_storyfollow", "communication_storyperson",
    "communication_wandkrant",
    "core_retentionrun",
    "django_admin_log", "django_content_type", "django_session",
    "groups_actionevent", "groups_application", "groups_applicationevent", "groups_briefingline", "groups_document",
    "groups_groupfollow", "groups_issuefollow", "groups_owncalendar",
    "mfa_authenticator",
    "projects_helpevent", "projects_projectfollow", "projects_questionevent", "projects_report",
    "projects_reportevent", "projects_searchword", "projects_signpost",
    "themes_ballot_choices", "themes_themefollow",
    "usersessions_usersession",
})  # fmt: skip
# What is written often, and shown to nobody else.
PRIVATE_COLUMNS = {"accounts_user": {"last_login", "password"}}
OF_EVENTS = "processed_at"  # the worker's own mark on every event
# What passes by itself makes another page of what was kept.
MOMENTS = [
    (Story, "published_at"),
    (Meeting, "starts_at"),
    (Meeting, "ends_at"),
    (Activity, "starts_at"),
    (Activity, "ends_at"),
]


def public_tables():
    """{table: the columns of which a change is seen}, of every model that is not named as private."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    tables = {model._meta.db_table: _columns(model) for model in models}
    return {table: columns for table, columns in tables.items() if table not in PRIVATE_TABLES}


def _columns(model):
    hidden = PRIVATE_COLUMNS.get(model._meta.db_table, set()) | {OF_EVENTS}
    return [
        field.column
        for field in model._meta.local_concrete_fields
        if field.column not in hidden and not field.generated
    ]


def watch_tables(**kwargs):
    """Give every public table its triggers, and take them from what became private; after each migrate."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('core_change') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        cursor.execute("SELECT tgrelid::regclass::text, obj_description(oid) FROM pg_trigger WHERE tgname = 'change'")
        found = dict(cursor.fetchall())
        wanted = public_tables()
        for table in found.keys() - wanted.keys():
            _execute(cursor, "DROP TRIGGER change ON {table}", table)
            _execute(cursor, "DROP TRIGGER change_of_columns ON {table}", table)
        for table, columns in wanted.items():
            if found.get(table) != ", ".join(columns):
                _watch(cursor, table, columns)


def _watch(cursor, table, columns):
    _execute(
        cursor,
        "CREATE OR REPLACE TRIGGER change AFTER INSERT OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION core_say_change()",
        table,
    )
    _execute(
        cursor,
        "CREATE OR REPLACE TRIGGER change_of_columns AFTER UPDATE OF {columns} ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION core_say_change()",
        table,
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
    )
    _execute(
        cursor, "COMMENT ON TRIGGER change ON {table} IS {columns}", table, columns=sql.Literal(", ".join(columns))
    )


def _execute(cursor, statement, table, **parts):
    cursor.execute(sql.SQL(statement).format(table=sql.Identifier(table), **parts))


def version():
    """A Version: another text after every committed change, every moment that passed and every midnight. One query.

    By the database's clock and by ours, as a page is made by either: what passed on one of them alone is not final, and
    is another version again once it passed on both.
    """
    with connection.cursor() as cursor:
        cursor.execute(_version_query(), [timezone.now(), settings.TIME_ZONE])
        site, *parts = cursor.fetchone()
    return Version(" ".join(map(str, parts)), site and json.loads(site))


@cache
def _version_query():
    # Without the long text that one page shows, and reads by itself.
    parts = ["(SELECT to_jsonb(site) - 'film_transcript' FROM core_sitesettings AS site)"]
    parts += ["(SELECT bit_xor(token) FROM core_change)"]
    for clock in ("ours", "theirs"):
        parts += [f"({clock} AT TIME ZONE zone)::date"]
        for model, column in MOMENTS:
            table = model._meta.db_table
            parts += [f"(SELECT max({column}) FROM {table} WHERE {column} <= {clock})"]  # noqa: S608 names of our own
    clocks = "(SELECT %s::timestamptz AS ours, statement_timestamp() AS theirs, %s AS zone) AS clocks"
    return f"SELECT {', '.join(parts)} FROM {clocks}"  # noqa: S608


def fold():
    """Put one token in the place of all, their exclusive or: the version stays the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH gone AS (DELETE FROM core_change RETURNING token)"
            " INSERT INTO core_change SELECT bit_xor(token) FROM gone HAVING count(*) > 0"
        )
