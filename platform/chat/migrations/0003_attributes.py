from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0002_site")]

    operations = [
        migrations.AddField(model_name="conversation", name="said", field=models.JSONField(default=dict, db_default={})),
        migrations.AddField(model_name="turntext", name="applied", field=models.JSONField(default=dict, db_default={})),
        migrations.AddField(model_name="turntext", name="clarified", field=models.JSONField(default=dict, db_default={})),
        migrations.AddField(model_name="site", name="signed", field=models.JSONField(default=dict, db_default={})),
    ]
