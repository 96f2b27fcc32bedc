"""The ports and addresses that the system listens on: whether it can, and which setting to change when it can't."""

import socket

from ivr.phone.asterisk import address_is_ours, port_is_free
from ivr.phone.workers import LOOPBACK, CannotStart, agi_ports
from ivr.settings import Settings


def taken(setting: str, address: str, port: int, free: int) -> str:
    """What to say of a port that another program has; `free` may be set instead."""
    return f"{setting}: {address} port {port} is taken or can't be used here; set another, as {setting}={free}"


def check_ports(settings: Settings) -> None:
    """All that `ivr run` needs. Raises CannotStart with the setting that must change."""
    ours = [
        ("IVR_AMI_PORT", settings.ami_port),
        ("IVR_RECOGNISER_PORT", settings.recogniser_port),
        ("IVR_WEBSOCKET_PORT", settings.websocket_port),
    ]
    for name, port in [*ours, ("IVR_CONSOLE_PORT", settings.console_port)]:
        if port in agi_ports(settings):
            raise CannotStart(f"{name} {port} is one of the {settings.workers} ports from IVR_AGI_PORT on; set another")
    for name, address in (("IVR_BIND", settings.bind), ("IVR_CONSOLE_BIND", settings.console_bind)):
        if not address_is_ours(address):
            raise CannotStart(f"{name}: this machine has no address {address}; `ip address` shows those it has")
    _refuse_taken("IVR_SIP_PORT", settings.bind, settings.sip_port, kind=socket.SOCK_DGRAM)
    for name, port in ours:
        _refuse_taken(name, LOOPBACK, port)
    _refuse_taken("IVR_CONSOLE_PORT", settings.console_bind, settings.console_port)
    check_agi_ports(settings)
    first, last = settings.rtp_ports
    if not any(port_is_free(socket.SOCK_DGRAM, settings.bind, port) for port in range(first, last + 1)):
        raise CannotStart(f"IVR_RTP_PORTS: all ports of {first}-{last} are taken; set others, as 10000-20000")


def check_agi_ports(settings: Settings) -> None:
    """Raises CannotStart."""
    for port in agi_ports(settings):
        _refuse_taken("IVR_AGI_PORT", LOOPBACK, port, free=port + settings.workers)


def check_recogniser_port(settings: Settings) -> None:
    """Raises CannotStart when a recogniser is wanted and can't listen."""
    if settings.recogniser != "none":
        _refuse_taken("IVR_RECOGNISER_PORT", LOOPBACK, settings.recogniser_port)


def _refuse_taken(
    setting: str,
    address: str,
    port: int,
    *,
    kind: socket.SocketKind = socket.SOCK_STREAM,
    free: int | None = None,
) -> None:
    if not port_is_free(kind, address, port):
        raise CannotStart(taken(setting, address, port, free or port + 1))
