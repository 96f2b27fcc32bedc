"""The service of one dialogue: with the office and the nodes that it wants to be others."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from ivr.menus.model import Tree
from ivr.menus.office import Office
from ivr.menus.service import Service
from ivr.menus.written import written
from ivr.menus.yaml_file import parse_yaml
from ivr.simulator.reading import Written


def service_for(one: Written, service: Service) -> Service:
    """Raises TreeFault when the changes don't fit."""
    changes = one.dialogue.office
    fields = {name: getattr(changes, name) for name in changes.model_fields_set}
    office = Office(service.office.file.model_copy(update=fields), service.office.zone)
    if not one.dialogue.tree:
        return replace(service, office=office)
    tree, wording = written(_changed(one, service), service.wording)
    return replace(service, office=office, tree=tree, wording=wording)


def _changed(one: Written, service: Service) -> Tree:
    values: dict[str, Any] = parse_yaml(service.source.path, service.source.text)[1]
    for name, fields in one.dialogue.tree.items():
        if name not in values["nodes"]:
            raise one.fault(["tree", name], f"there is no node {name} in {service.source.path.name}")
        values["nodes"][name] |= fields
    try:
        return Tree.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        raise one.fault(["tree"], f"{'.'.join(map(str, fault['loc'][1:]))}: {fault['msg']}") from None
