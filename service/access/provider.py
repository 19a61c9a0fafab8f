"""Log-in by an identity provider (OpenID Connect): code flow with PKCE, state and nonce, by Authlib."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask import session as cookie

from service.access.identity import Identity
from service.config import Config

NAME = "provider"
DISCOVERY = "/.well-known/openid-configuration"
SECONDS = 10
"""Until the provider is taken for absent."""
ALGORITHMS = {
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
}
"""Signatures that only the provider can make; never «none», never a shared secret."""


class ProviderRefused(Exception):  # noqa: N818 - named for what happened
    """The answer does not belong to this log-in, or its signature, issuer, audience or date is wrong."""


class ProviderAway(Exception):  # noqa: N818 - named for what happened
    """The provider does not answer, or answers what nobody understands."""


class Provider:
    """The identity provider of the settings; nothing is asked of it before somebody wants to log in.

    Parameters
    ----------
    app
        Whose cookie holds state, nonce and code verifier until the answer comes.
    """

    def __init__(self, app: Flask, config: Config) -> None:
        from authlib.integrations.flask_client import OAuth

        self.issuer = config.oidc_issuer
        self.name = config.oidc_name or urlsplit(config.oidc_issuer).netloc
        self._client: Any = OAuth(app).register(
            NAME,
            client_id=config.oidc_client_id,
            client_secret=config.oidc_client_secret,
            server_metadata_url=config.oidc_issuer.rstrip("/") + DISCOVERY,
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": SECONDS,
            },
        )

    def send_there(self, back: str) -> Response:
        """Return a redirect to the provider; `back` is where it sends the person afterwards."""
        self._metadata()
        for name in [name for name in cookie if name.startswith("_state_")]:
            cookie.pop(name)  # one log-in at a time: an abandoned one leaves nothing to answer to
        with _Faults():
            answer: Response = self._client.authorize_redirect(back)
        return answer

    def read_answer(self) -> Identity:
        """Return who came back from the provider.

        Raises
        ------
        ProviderRefused, ProviderAway
            When the answer proves nothing, or the provider does not answer.
        """
        self._metadata()
        if request.args.get("iss", self.issuer) != self.issuer:
            raise ProviderRefused("issuer")
        with _Faults():
            token = self._client.authorize_access_token(claims_options=self._claims())
            told = dict(token.get("userinfo") or {})
            if not isinstance(told.get("sub"), str) or not told["sub"]:
                raise ProviderRefused("subject")
            if "email" not in told and self._metadata().get("userinfo_endpoint"):
                more = dict(self._client.userinfo(token=token))
                told = {**more, **told} if more.get("sub") == told["sub"] else told
        return Identity(issuer=self.issuer, subject=told["sub"], email=_verified(told))

    def find_end(self, back: str) -> str | None:
        """Return where a person can log out at the provider too, or None when it has no such place."""
        from authlib.common.urls import add_params_to_uri

        place = self._metadata().get("end_session_endpoint")
        given = {"client_id": self._client.client_id, "post_logout_redirect_uri": back}
        return str(add_params_to_uri(place, given)) if isinstance(place, str) else None

    def _metadata(self) -> dict[str, Any]:
        with _Faults():
            known: dict[str, Any] = self._client.load_server_metadata()
        if known.get("issuer") != self.issuer:
            known.pop("_loaded_at", None)  # asked anew next time: somebody may have mended it
            raise ProviderAway("issuer")
        offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
        known["id_token_signing_alg_values_supported"] = sorted(ALGORITHMS.intersection(offered))
        return known

    def _claims(self) -> dict[str, Any]:
        return {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._client.client_id},
        }


class _Faults:
    """Says of everything that can go wrong at the provider one of two things."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, ProviderRefused | ProviderAway):
            return
        from authlib.common.errors import AuthlibBaseError
        from joserfc.errors import JoseError
        from requests import RequestException

        if isinstance(error, RequestException | RuntimeError):
            raise ProviderAway(type(error).__name__) from None
        # A stranger's JSON may have any shape: what cannot be read proves nothing.
        if isinstance(
            error, AuthlibBaseError | JoseError | ValueError | KeyError | TypeError | AttributeError
        ):
            raise ProviderRefused(type(error).__name__) from None


def _verified(told: dict[str, Any]) -> str:
    email = told.get("email")
    return email if isinstance(email, str) and told.get("email_verified") is True else ""
