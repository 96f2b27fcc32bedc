"""What callers may ask for from the main menu: what a key leads to, and nothing that has to be confirmed first."""

from ivr.dialog.whole_tree import destinations
from tests.dialog.virtual_call import service


def test_a_node_has_the_phrases_of_every_option_that_leads_to_it() -> None:
    assert {"待遇资格认证", "刷脸"} <= {*destinations(service().tree)["M33"].phrases}


def test_it_is_called_with_its_menu() -> None:
    assert destinations(service().tree)["Q112"].name == "养老保险，本月养老金"


def test_it_lies_below_its_menus() -> None:
    assert destinations(service().tree)["Q112"].above == {"M10", "M11"}


def test_no_change_is_reached_without_its_confirmation() -> None:
    assert not {"Q212", "Q221", "Q52", "Q53"} & {*destinations(service().tree)}


def test_no_menu_is_named_after_a_way_back_to_it() -> None:
    assert "取消" not in destinations(service().tree)["M20"].phrases


def test_what_needs_a_choice_before_it_is_not_entered_without() -> None:
    assert "Q25" not in destinations(service().tree)
