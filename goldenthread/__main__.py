"""The command `goldenthread`. Each command imports only what it needs, so that reading a file starts fast."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    help="Assurance for a local safeguarding children board.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
plan = typer.Typer(help="The action plan: read a file, import it, take the plan out.", no_args_is_help=True)
app.add_typer(plan, name="plan")

DataFolder = Annotated[Path, typer.Option("--data", help="the folder that holds the database and the files")]
Port = Annotated[int, typer.Option(help="0 takes a free one")]
Host = Annotated[str, typer.Option(help="the address to listen on")]
SETTINGS = "goldenthread.board.site.settings"


def refuse(sentence: str) -> NoReturn:
    """Say in one sentence what is wrong and what to do, and end with status 2."""
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


@app.command()
def serve(
    data: DataFolder,
    demo: Annotated[
        bool, typer.Option("--demo", help="a made-up board whose Word plan is imported before your eyes")
    ] = False,
    port: Port = 8000,
    host: Host = "127.0.0.1",
) -> None:
    """Run the website: the real thing with secure settings and no made-up people, or the demonstration."""
    from goldenthread.board.site import serving

    try:
        serving.serve(data, demo=demo, port=port, host=host)
    except serving.CannotServe as refusal:
        refuse(str(refusal))


@app.command()
def rescue(data: DataFolder) -> None:
    """Get a database going again whose disk is full, with the room that was kept back for that day."""
    from goldenthread.board.site import serving

    try:
        serving.rescue(data, typer.echo)
    except serving.CannotServe as refusal:
        refuse(str(refusal))


@app.command(hidden=True)
def work() -> None:
    """Do the long work that pages hand over; `serve` starts this by itself."""
    _set_up()
    from goldenthread.board.action_plan.jobs import work as work_for_ever

    work_for_ever()


@app.command(hidden=True)
def fill() -> None:
    """Fill an empty demonstration, as the owner of its tables; `demo` does this by itself."""
    _set_up()
    from goldenthread.board.site.demo import fill as fill_demo

    fill_demo(tell=typer.echo)


@app.command()
def found(
    data: DataFolder,
    name: Annotated[str, typer.Option(help="the first business manager's name")],
    email: Annotated[str, typer.Option(help="where their sign-in codes are sent")],
    board: Annotated[str, typer.Option(help="the name of the board's own office")],
) -> None:
    """Make the first person of a new installation: its business manager, who invites everybody else."""
    from goldenthread.board.site import serving

    with _database(data):
        _set_up()
        from django.utils import timezone

        from goldenthread.board.agencies import operations
        from goldenthread.board.web.errors import Refusal

        try:
            operations.found_board(office=board, name=name, email=email, on=timezone.localdate())
        except (Refusal, serving.CannotServe) as refusal:
            refuse(str(refusal))
    typer.echo(f"{name} can now sign in with a code that is sent to {email}.")


@app.command()
def docs(
    check: Annotated[bool, typer.Option(help="change nothing; status 1 where something is stale")] = False,
) -> None:
    """Write docs/generated anew."""
    os.environ.setdefault("DATABASE_URL", "postgresql:///nothing")
    os.environ.setdefault("SECRET_KEY", "nothing")
    _set_up()
    from goldenthread.board.site.generated import write_generated

    stale = write_generated(Path("docs/generated"), check=check)
    for path in stale:
        typer.echo(f"{path} is stale: run make docs" if check else f"wrote {path}")
    if check and stale:
        raise typer.Exit(1)


@plan.command()
def read(file: Path, output: Annotated[str, typer.Option("--format", help="json")] = "json") -> None:
    """Read a plan out of a file and print it with the linter's findings. Nothing is saved."""
    from goldenthread.board.action_plan.imports import CannotReadPlan, as_json, read_plan
    from goldenthread.readers import CannotRead
    from goldenthread.readers import read as read_file

    if output != "json":
        refuse("The plan can be printed as json only.")
    try:
        found = read_plan(read_file(file))
    except (CannotRead, CannotReadPlan) as refusal:
        refuse(str(refusal))
    typer.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))


@plan.command("import")
def import_(
    file: Path,
    by: Annotated[str, typer.Option("--as", help="e-mail address of the person who imports it")],
    data: DataFolder = Path(".data"),
) -> None:
    """Import a plan as the web pages do, and say what was added and changed."""
    with _database(data):
        _set_up()
        from goldenthread.board.action_plan.jobs import import_file
        from goldenthread.board.web.errors import Refusal

        try:
            result = import_file(file, as_email=by)
        except Refusal as refusal:
            refuse(str(refusal))
    typer.echo(result)


@plan.command()
def export(
    out: Path,
    output: Annotated[str, typer.Option("--format", help="docx, xlsx, pdf or csv")],
    as_at: Annotated[
        datetime | None, typer.Option("--as-at", help="the plan as it stood at the end of that day")
    ] = None,
    with_status: Annotated[bool, typer.Option(help="add status, rating and ticks")] = False,
    data: DataFolder = Path(".data"),
) -> None:
    """Take the plan out in the board's own five columns."""
    with _database(data):
        _set_up()
        from goldenthread.board.action_plan.exports import CannotExport
        from goldenthread.board.action_plan.exports.command import export_plan

        try:
            written = export_plan(
                out, file_format=output, day=as_at and as_at.date(), with_status=with_status
            )
        except CannotExport as refusal:
            refuse(str(refusal))
    typer.echo(written)


@contextmanager
def _database(data: Path) -> Iterator[None]:
    from goldenthread.board.site import serving

    try:
        with serving.database(data):
            yield
    except serving.CannotServe as refusal:
        refuse(str(refusal))


def _set_up() -> None:
    """Wake Django, for commands that need the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def main() -> None:
    """The command's way in."""
    app()


if __name__ == "__main__":
    main()
