from django.db import migrations


class Migration(migrations.Migration):
    """The table of the shared cache: sign-in limits must count across all workers."""

    dependencies = []
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX cache_expires ON cache (expires)
            """,
            "DROP TABLE cache",
        )
    ]
