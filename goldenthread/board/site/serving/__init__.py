"""Serving the website: the database brought up to date, then web server and worker, watched."""

from goldenthread.board.site.embedded import CannotStart as CannotServe
from goldenthread.board.site.embedded import rescue
from goldenthread.board.site.serving.installation import database
from goldenthread.board.site.serving.serve import serve

__all__ = ["CannotServe", "database", "rescue", "serve"]
