"""Who goes first on this machine: what answers keys, then everything else, then what only makes sound or words.

A telephone call is real time. Nicety alone would not do: Linux weighs it within a session, and every login and service is one.
"""

import contextlib
import os

BEHIND = 5
"""The niceness of what stands behind the calls."""


def in_real_time() -> None:
    """Before everything else on the machine, below Asterisk: this thread and those that it starts. Without the right to it
    nothing changes."""
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))


def behind_calls() -> None:
    """Behind the calls, whoever started this process."""
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    os.nice(BEHIND)
