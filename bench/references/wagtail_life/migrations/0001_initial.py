from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagtailcore", "__latest__")]
    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        to="wagtailcore.page",
                        on_delete=models.CASCADE,
                        parent_link=True,
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("body", models.TextField(blank=True)),
                ("document_no", models.CharField(max_length=80, blank=True)),
            ],
            bases=("wagtailcore.page",),
        )
    ]
