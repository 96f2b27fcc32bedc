from pydantic import SecretStr
from sipmessage import AuthChallenge, AuthParameters

from ivr.phone.caller.digest import Login, answer, readable

LOGIN = Login("Mufasa", SecretStr("Circle of Life"))
NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


def _response(algorithm: str) -> str:
    header = f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, nonce="{NONCE}"'
    challenge = readable([header])
    assert challenge
    parameters = answer(challenge, "GET", "/dir/index.html", LOGIN, CNONCE).parameters
    assert parameters
    return parameters["response"]


def test_the_examples_of_rfc_7616() -> None:
    assert _response("MD5") == "8ca523f5e9506fed4657c9700eebdbec"
    assert _response("SHA-256") == "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"


def test_without_quality_of_protection_as_old_servers_ask() -> None:
    challenge = AuthChallenge("Digest", AuthParameters(realm="testrealm@host.com", nonce="abc"))
    given = answer(challenge, "INVITE", "sip:1@x", LOGIN, "c").parameters
    assert given
    assert set(given) == {"username", "realm", "nonce", "uri", "response"}


def test_the_first_challenge_that_can_be_answered_is() -> None:
    headers = ["Basic realm", 'Digest realm="a", nonce="b", algorithm=SHA-512-256', 'Digest realm="c", nonce="d"', "?"]
    challenge = readable(headers)
    assert challenge
    assert challenge.parameters["realm"] == "c"
    assert readable(headers[:2]) is None
