"""A process that records calls until it is killed: `python -m tests.records.stepping HOME CALLS`.

Prints the call's number and the step's number, one line for each step, as soon as the step was taken.
"""

import os
import sys
import threading
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from ivr.database import open_ours
from ivr.records.models import Input
from ivr.records.recorder import Recorder
from ivr.secret import Pseudonymiser
from ivr.settings import load


def main(home: Path, calls: int) -> None:
    settings = load(home=home)
    recorder = Recorder(open_ours(settings), Pseudonymiser(home), "one")
    for call in range(calls):
        threading.Thread(target=step_on, args=(recorder, call)).start()


def step_on(recorder: Recorder, call: int) -> None:
    record = recorder.begin(SecretStr("13800138000"), f"v{call}")
    for n in count(1):
        record.step("main", Input.KEY, "match", 1)
        os.write(1, f"{call} {n}\n".encode())  # unbuffered, and whole: lines of threads don't mix


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
