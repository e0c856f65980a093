from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communication", "0003_outreach"),
    ]

    operations = [
        migrations.AddField(
            model_name="enquiry",
            name="to_administrator",
            field=models.BooleanField(db_default=False, default=False, verbose_name="aan de beheerder"),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_administrator", False), models.Q(("group", None), ("theme", None)), _connector="OR"
                ),
                name="enquiry_to_administrator_alone",
            ),
        ),
    ]
