"""How well a file was read, and where each cell of a passage begins."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0005_versions")]

    operations = [
        migrations.AddField("documentversion", "quality", models.JSONField(default=dict, db_default={})),
        migrations.AddField("passage", "cells", models.JSONField(default=list, db_default=[])),
    ]
