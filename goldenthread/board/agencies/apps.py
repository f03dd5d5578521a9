from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "goldenthread.board.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.board.agencies import checks  # noqa: F401 - registers them
        from goldenthread.board.agencies.sign_in import last_visit, other_sessions

        other_sessions.end_when_factors_change()
        last_visit.remember_last_visits()
