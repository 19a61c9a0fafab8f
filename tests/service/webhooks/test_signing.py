import base64
import hashlib
import hmac

from receiver import is_signed

from service.webhooks.signing import headers, new_secret, sign


def test_the_signature_is_that_of_standard_webhooks() -> None:
    key = b"k" * 32
    secret = "whsec_" + base64.b64encode(key).decode()
    expected = hmac.new(key, b'msg_1.1700000000.{"a":1}', hashlib.sha256).digest()
    assert sign(secret, "msg_1", 1_700_000_000, b'{"a":1}') == "v1," + base64.b64encode(expected).decode()


def test_either_of_two_secrets_proves_the_sender() -> None:
    old, new, body = new_secret(), new_secret(), b"{}"
    sent = headers([old, new], "msg_1", 1000, body)
    assert is_signed(old, sent, body, 1000)
    assert is_signed(new, sent, body, 1000)
    assert not is_signed(new_secret(), sent, body, 1000)


def test_a_changed_body_or_an_old_notice_is_not_believed() -> None:
    secret = new_secret()
    sent = headers([secret], "msg_1", 1000, b"{}")
    assert not is_signed(secret, sent, b"{ }", 1000)
    assert not is_signed(secret, sent, b"{}", 1301)
