from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "goldenthread.board.history"
    label = "history"

    def ready(self) -> None:
        """Lay the views of the past anew whenever tables may have changed."""
        from goldenthread.board.history.operations import lay_views_of_the_past

        post_migrate.connect(lay_views_of_the_past, sender=self, dispatch_uid="views-of-the-past")
