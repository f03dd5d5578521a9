"""The database's roles, and what the web's role may do."""

from importlib.resources import files
from typing import Literal, Protocol

DATABASE = "goldenthread"
SUPERUSER = "goldenthread_superuser"

Role = Literal["owner", "web"]
ROLES: tuple[Role, ...] = ("owner", "web")


def role_name(role: Role) -> str:
    """The role's name in the database."""
    return f"goldenthread_{role}"


def statements(name: str) -> str:
    """The text of one of this package's SQL files."""
    return files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")


class Connection(Protocol):
    """What both a psycopg connection and a Django cursor can do."""

    def execute(self, query: str) -> object:
        """Run a statement."""


def grant_web(connection: Connection) -> None:
    """Give the web's role exactly its rights; run as the owner after every migration."""
    connection.execute(statements("grants"))
