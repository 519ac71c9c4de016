"""The one kind of error that a person can mend."""


class GuideError(Exception):
    """Something a user or maintainer can put right.

    The message is one line: what is wrong, where, and the command or change that mends it.
    Commands print it on standard error without a traceback and exit with 2.
    """
