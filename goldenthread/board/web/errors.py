"""The one kind of exception whose words are written for the person who asked."""


class Refusal(Exception):
    """We understood and will not. Its message is a whole sentence; the view shows it."""
