"""The indexes on the words of groups, minutes and decisions, which nobody waits for; what a killed start left is made anew."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations

import core.searching


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("groups", "0029_words_of_whole_minutes")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS agendapoint_search", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="agendapoint",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="agendapoint_search"),
        ),
        RemoveIndexConcurrently("group", "group_search"),
        AddIndexConcurrently(
            model_name="group",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="group_search"),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS group_name_search", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="group",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(core.searching.SearchText("name"), config="names_unaccent"),
                name="group_name_search",
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS decision_search", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="decision",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="decision_search"),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS meeting_minutes_search", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="meeting",
            index=django.contrib.postgres.indexes.GinIndex(fields=["minutes_search"], name="meeting_minutes_search"),
        ),
        migrations.RunSQL(
            "ANALYZE groups_agendapoint, groups_decision, groups_group, groups_meeting", migrations.RunSQL.noop
        ),
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
