"""How every command of the project ends: 0 done, 1 falls short, 2 could not be done."""

import sys

import click
from pydantic import ValidationError as SettingsError

from corpus.errors import GuideError

# The type of an error about a setting that nobody's screen or log should show.
UNSHOWN = "unshown"


def run(group: click.Command, name: str) -> None:
    """Run a command line; what a user can mend is one line on standard error and exit code 2."""
    try:
        code = group.main(prog_name=f"python -m {name}", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as shown:
        click.echo(shown.format_message())
        sys.exit(2)
    except click.ClickException as error:
        _stop(f"{error.format_message()} (try `python -m {name} --help`)")
    except click.Abort:
        _stop("stopped by hand; what was finished before is kept")
    except GuideError as error:
        _stop(str(error))
    except SettingsError as error:
        fault = error.errors()[0]
        variable = f"GUIDE_{fault['loc'][0]}".upper()
        given = "" if fault["type"] == UNSHOWN else f", got {fault['input']!r}"
        _stop(f"{variable}: {fault['msg']}{given}: set it right or unset it")
    sys.exit(code if isinstance(code, int) else 0)


def _stop(message: str) -> None:
    click.echo(f"error: {' '.join(message.split())}", err=True)
    sys.exit(2)
