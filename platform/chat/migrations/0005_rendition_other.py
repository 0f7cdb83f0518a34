"""The second document of a comparison."""

import django.db.models.deletion
from django.db import migrations, models

from kit.tenant_table import TenantKey


class Migration(migrations.Migration):
    dependencies = [("chat", "0004_rendition")]

    operations = [
        migrations.AddField(
            model_name="renditionrow",
            name="other",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="knowledge.documentversion",
            ),
        ),
        TenantKey("RenditionRow", "other"),
    ]
