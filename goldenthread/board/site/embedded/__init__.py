"""The embedded database: a PostgreSQL server of our own, started and stopped with the product."""

from goldenthread.board.site.embedded.ballast import keep_ballast, rescue
from goldenthread.board.site.embedded.cluster import Cluster
from goldenthread.board.site.embedded.refusals import AlreadyRuns, CannotStart
from goldenthread.board.site.embedded.roles import DATABASE, grant_web

__all__ = ["DATABASE", "AlreadyRuns", "CannotStart", "Cluster", "grant_web", "keep_ballast", "rescue"]
