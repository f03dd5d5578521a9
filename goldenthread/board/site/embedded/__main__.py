"""Run one of PostgreSQL's own programs on a data folder's database, whether or not its server runs already.

`python -m goldenthread.board.site.embedded DATA pg_dump --format=custom --file=backup.dump`; docs/runbook.md says when.
"""

import os
import subprocess
import sys
from pathlib import Path

from goldenthread.board.site.embedded.cluster import Cluster
from goldenthread.board.site.embedded.refusals import CannotStart
from goldenthread.board.site.embedded.roles import DATABASE, SUPERUSER


def run(data: Path, program: str, arguments: list[str]) -> int:
    """Run it as the database's superuser; gives its exit status. Raises CannotStart."""
    with Cluster(data).opened(lambda sentence: print(sentence, file=sys.stderr)) as cluster:  # noqa: T201
        environment = {
            "PGHOST": str(cluster.folders.socket(cluster.account)),
            "PGUSER": SUPERUSER,
            "PGPASSWORD": cluster.folders.password(SUPERUSER),
            "PGDATABASE": DATABASE,
        }
        command = [cluster.programs.path(program), *arguments]
        return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    """Status 2 where the database cannot be had."""
    if len(sys.argv) < 3:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        return run(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
    except CannotStart as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
