"""To whom the sections of a document apply."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0006_quality")]

    operations = [
        migrations.AddField("document", "sections", models.JSONField(default=dict, db_default={})),
        migrations.AddField("document", "declined", models.JSONField(default=list, db_default=[])),
    ]
