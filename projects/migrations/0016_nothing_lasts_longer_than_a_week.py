import datetime

import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0015_end_after_a_week"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ends_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("starts_at"), "+", models.Value(datetime.timedelta(days=7))
                        ),
                    )
                ),
                name="activity_is_short",
                violation_error_message="Het duurt hoogstens een week. Plan iets wat langer duurt als meer bijeenkomsten.",
            ),
        ),
    ]
