"""The server's own settings: as little as is needed, and nothing open."""

from pathlib import Path

from goldenthread.board.site.embedded.accounts import Account

FILE = "goldenthread.conf"
MARK = "goldenthread"

SETTINGS = """\
# Written by Goldenthread at every start; changes here are lost. Use ALTER SYSTEM instead.
max_connections = 60
shared_buffers = 128MB
max_wal_size = 1GB
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
# No statement, value or row detail reaches the log: all of them may hold names.
logging_collector = off
log_line_prefix = '%m [%p] '
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
"""

DOORS = """\
# Written by Goldenthread at every start. The socket only, and never without a password.
local  replication  all                 reject
local  all          all                 scram-sha-256
host   all          all  0.0.0.0/0      reject
host   all          all  ::/0           reject
"""

THROW_AWAY = """\
# For tests: nothing here outlives the machine.
fsync = off
full_page_writes = off
synchronous_commit = off
shared_buffers = 32MB
min_wal_size = 2MB
"""


def write(database: Path, account: Account, *, durable: bool) -> None:
    """Write the settings beside the server's files and have the server read them."""
    texts = {FILE: SETTINGS if durable else SETTINGS + THROW_AWAY, "pg_hba.conf": DOORS}
    for name, text in texts.items():
        (database / name).write_text(text)
        account.own(database / name, 0o600)
    main = database / "postgresql.conf"
    include = f"include '{FILE}'\n"
    if include not in main.read_text():
        with main.open("a") as file:
            file.write(include)


def arguments(database: Path, socket: Path) -> list[str]:
    """Settings that must hold whatever ALTER SYSTEM says; the name marks the server as started by us."""
    quoted = str(socket).replace('"', '""')
    fixed = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{quoted}"',
        "unix_socket_permissions": "0700",
        "hba_file": database / "pg_hba.conf",
        "cluster_name": MARK,
    }
    return [word for name, value in fixed.items() for word in ("-c", f"{name}={value}")]
