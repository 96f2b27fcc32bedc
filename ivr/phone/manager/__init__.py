"""What Asterisk's manager tells and does: which calls there are now, ending one, listening in."""

from ivr.phone.manager.channels import Channel
from ivr.phone.manager.link import NO_SWITCH, Manager, Switch, SwitchUnavailable

__all__ = ["NO_SWITCH", "Channel", "Manager", "Switch", "SwitchUnavailable"]
