"""What Asterisk's manager tells and does: which calls there are now, ending one, listening in."""

from ivr.phone.manager.channels import Channel
from ivr.phone.manager.link import Manager, Switch, SwitchUnavailable

__all__ = ["Channel", "Manager", "Switch", "SwitchUnavailable"]
