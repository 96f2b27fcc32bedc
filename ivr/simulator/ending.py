"""What has become of a virtual call, in the words of a dialogue's `ends`."""

from ivr.menus.model import Hangup, Transfer, Tree
from ivr.simulator.driver import VirtualDriver


def how_it_ended(driver: VirtualDriver, tree: Tree) -> str:
    if driver.hung_up:
        return "hung_up"
    if not driver.over:
        return f"goes on in {driver.turn.state.node}"
    if driver.steps and driver.steps[-1].outcome == "unspeakable":
        return "failed"
    node = tree.nodes[driver.turn.state.node]
    if isinstance(node, Transfer):
        return "transferred"
    return "gave_up" if isinstance(node, Hangup) and node.gave_up else "goodbye"
