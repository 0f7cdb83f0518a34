from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.AddField(model_name="membership", name="attributes", field=models.JSONField(default=dict, db_default={})),
        migrations.CreateModel(
            name="Attribute",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("name", models.SlugField(max_length=40)),
                ("label", models.CharField(max_length=60)),
                ("label_en", models.CharField(blank=True, max_length=60)),
                ("values", models.JSONField(default=list)),
                ("may_ask", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "name"), name="attribute_name")],
            },
        ),
        TenantTable("Attribute"),
    ]
