"""What is underway has somebody who pulls it: docs/decisions/leader-while-underway.md."""

from django.db import migrations

MAKE = """
CREATE FUNCTION require_leader_while_underway() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about bigint;
BEGIN
    IF TG_TABLE_NAME = 'projects_project' THEN
        about := NEW.id;
    ELSE
        about := OLD.project_id;
        -- Who makes it underway at this moment goes first, or waits until the leader is gone and is refused.
        PERFORM FROM projects_project WHERE id = about FOR SHARE;
    END IF;
    IF EXISTS (SELECT FROM projects_project WHERE id = about AND status = 'underway') AND NOT EXISTS (
        SELECT FROM projects_participation WHERE project_id = about AND role = 'leader' AND until IS NULL
    ) THEN
        RAISE EXCEPTION 'project % is underway without a leader', about
            USING ERRCODE = 'check_violation', CONSTRAINT = 'leader_while_underway';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER leader_while_underway AFTER INSERT OR UPDATE OF status ON projects_project
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'underway')
    EXECUTE FUNCTION require_leader_while_underway();

CREATE CONSTRAINT TRIGGER leader_while_underway AFTER DELETE OR UPDATE OF project_id, role, until ON projects_participation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.role = 'leader' AND OLD.until IS NULL)
    EXECUTE FUNCTION require_leader_while_underway();
"""
UNMAKE = """
DROP TRIGGER leader_while_underway ON projects_participation;
DROP TRIGGER leader_while_underway ON projects_project;
DROP FUNCTION require_leader_while_underway();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0034_activity_changed_at")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
