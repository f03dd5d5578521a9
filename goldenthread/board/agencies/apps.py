from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "goldenthread.board.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.board.agencies import checks  # noqa: F401 - registers them
