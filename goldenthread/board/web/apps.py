from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "goldenthread.board.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.board.web import checks  # noqa: F401 - registers them
