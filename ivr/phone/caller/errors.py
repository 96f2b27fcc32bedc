"""Why a test call did not come about. No message holds a telephone number, an ID or a PIN."""


class CallFailed(Exception):
    """The call was not connected, or what it needs is missing; the message says what to do."""


class BadPlan(CallFailed):
    """The plan can't be carried out as it stands."""


class Unreachable(CallFailed):
    """Nothing speaks SIP at the server's address."""


class NoAnswer(CallFailed):
    """It rang, and nobody picked up in the time given."""


class NoCommonMedia(CallFailed):
    """The server picked up but agreed to no codec of ours, or to no keys."""


class Refused(CallFailed):
    """The server answered with a final SIP code of 300 or more."""

    def __init__(self, code: int, advice: str = "") -> None:
        super().__init__(f"the server refused the call with SIP code {code}{advice and f': {advice}'}")
        self.code = code


class LoginRefused(Refused):
    """401, 403 or 407: no account was given, or not the right one."""

    def __init__(self, code: int) -> None:
        super().__init__(code, "give the user name and password of an account that may place calls")
