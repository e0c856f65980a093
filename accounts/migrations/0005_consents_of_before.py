from django.db import migrations

SQL = """
INSERT INTO accounts_consent (email, about, what, ref, how, given_at, person_id)
SELECT '', kind.about, '', '', 'counter', person.consent_at, person.id
FROM accounts_person person
JOIN (VALUES ('calls'), ('mail')) AS kind (about) ON kind.about <> 'calls' AND person.email <> ''
    OR kind.about = 'calls' AND person.phone <> ''
WHERE person.user_id IS NULL AND person.consent_at IS NOT NULL
"""


class Migration(migrations.Migration):
    """Whom the counter wrote down before there was a log."""

    dependencies = [("accounts", "0004_consents")]

    operations = [migrations.RunSQL(SQL, "DELETE FROM accounts_consent")]
