"""What whoever runs the system can mend."""


class Mendable(Exception):
    """The message says in one line what is wrong and what to do; the command `ivr` prints it and ends with status 2."""
