from django.apps import AppConfig


class ActionPlanConfig(AppConfig):
    name = "goldenthread.board.action_plan"
    label = "action_plan"
    default_auto_field = "django.db.models.BigAutoField"
