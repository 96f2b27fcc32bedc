"""What can be said of the voice without its weights."""

from ivr.speech.kokoro import with_output


def test_an_output_is_appended_as_a_graph_that_has_nothing_else() -> None:
    """Field 7 of a model is its graph, field 12 of that its outputs, field 1 of that their names."""
    assert with_output(b"model", "abc") == b"model" + b"\x3a\x07" + b"\x62\x05" + b"\x0a\x03abc"
