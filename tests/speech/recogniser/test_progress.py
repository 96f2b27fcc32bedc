"""When a number of 18 digits may be all there, by how much voice there was."""

from ivr.speech.recogniser.progress import Progress


def test_before_anything_is_known_it_depends_on_how_quickly_people_speak() -> None:
    assert not Progress(18).may_be_all(2.0, in_one_breath=True)
    assert Progress(18).may_be_all(3.0, in_one_breath=True)


def test_who_pauses_between_digits_is_slower() -> None:
    assert not Progress(18).may_be_all(3.0, in_one_breath=False)
    assert Progress(18).may_be_all(4.0, in_one_breath=False)


def test_the_rest_may_be_said_a_little_quicker_than_the_beginning() -> None:
    progress = Progress(18)
    progress.give(1, 3.0)
    progress.learn(1, 6)
    assert not progress.may_be_all(3.0 + 12 * 0.3, in_one_breath=True)
    assert progress.may_be_all(3.0 + 12 * 0.4, in_one_breath=True)


def test_where_no_digit_was_heard_the_rest_is_all() -> None:
    progress = Progress(18)
    progress.give(1, 1.0)
    progress.learn(1, 0)
    assert not progress.may_be_all(3.0, in_one_breath=True)
    assert progress.may_be_all(4.0, in_one_breath=True)


def test_what_comes_of_an_earlier_decoding_is_forgotten() -> None:
    progress = Progress(4)
    progress.give(1, 1.0)
    progress.give(2, 2.0)
    progress.learn(1, 4)
    assert progress.may_be_all(1.0, in_one_breath=True)
