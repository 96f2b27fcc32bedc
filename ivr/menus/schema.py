"""The tree file's JSON Schema: with it an editor completes fields and shows what they mean."""

import json
from typing import Any

from ivr.menus.model import Level, Tree

LEVELS = [level.name for level in Level]


def schema_text() -> str:
    """The schema as it is kept beside the tree."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The schema of what a clerk writes, which is a little less than what a tree knows of itself."""
    made = Tree.model_json_schema()
    del made["properties"]["version"]
    made["$defs"]["Level"] |= {"type": "string", "enum": LEVELS}
    for part in made["$defs"].values():
        _name_level(part.get("properties", {}).get("level", {}))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _name_level(field: dict[str, Any]) -> None:
    if "default" in field:
        field["default"] = LEVELS[field["default"]]
