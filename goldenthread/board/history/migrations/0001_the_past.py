from django.db import migrations

from goldenthread.board.history.operations import RECORDED_AT


class Migration(migrations.Migration):
    """A schema for the views of the past, and the clock by which events are dated."""

    dependencies = []
    operations = [
        migrations.RunSQL("CREATE SCHEMA IF NOT EXISTS as_at", "DROP SCHEMA as_at CASCADE"),
        migrations.RunSQL(RECORDED_AT, "DROP FUNCTION goldenthread_recorded_at()"),
    ]
