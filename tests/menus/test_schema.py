"""The schema that editors use says what the tree's model says."""

from ivr.menus.schema import schema, schema_text
from ivr.settings import DIALPLAN


def test_the_shipped_schema_is_up_to_date() -> None:
    """When it is not: `script/run check --schema > dialplans/12333/tree.schema.json`."""
    assert (DIALPLAN / "tree.schema.json").read_text(encoding="utf-8") == schema_text()


def test_an_editor_tells_kinds_apart_and_shows_what_fields_mean() -> None:
    made = schema()
    [kinds] = made["properties"]["nodes"]["patternProperties"].values()
    assert kinds["discriminator"]["propertyName"] == "kind"
    assert len(kinds["oneOf"]) == 14
    option = made["$defs"]["Option"]["properties"]["accept"]
    assert option["description"] == "By this choice the caller says that what was read out is right."


def test_levels_are_written_by_name() -> None:
    level = schema()["$defs"]["Query"]["properties"]["level"]
    assert level["default"] == "L2"
    assert schema()["$defs"]["Level"]["enum"] == ["L0", "L1", "L2", "L3"]


def test_what_the_program_adds_is_not_offered() -> None:
    assert "version" not in schema()["properties"]
