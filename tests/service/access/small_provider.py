"""A small identity provider on a loopback port: discovery, codes with PKCE, signed tokens; it can be told to cheat."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, abort, jsonify, redirect, request
from in_thread import serve_in_thread
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "matcher", "a secret of the client"


KEY = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class SmallProvider:
    """Whom it vouches for, what it was asked, and how it cheats.

    Parameters
    ----------
    cheats
        Claims put over the right ones; ``None`` takes a claim away.
    """

    claims: dict[str, Any] = field(default_factory=dict)
    cheats: dict[str, Any] = field(default_factory=dict)
    told_apart: bool = False
    stolen_key: bool = False
    algorithm: str = "RS256"
    issuer_said: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    issuer: str = ""
    server: Any = None

    def start(self) -> "SmallProvider":
        self.server = serve_in_thread(_application(self), threads=2)
        self.issuer = self.server.address
        return self

    def stop(self) -> None:
        self.server.stop()


def _application(provider: SmallProvider) -> Flask:
    app = Flask("small-provider")

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        at = provider.issuer
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        places |= {"userinfo_endpoint": "person", "end_session_endpoint": "end"}
        known = {name: f"{at}/{path}" for name, path in places.items()}
        algorithms = ["RS256", "HS256", "none"]
        return jsonify(
            issuer=provider.issuer_said or at, id_token_signing_alg_values_supported=algorithms, **known
        )

    @app.get("/authorize")
    def authorize() -> Any:
        """Log everybody in as the person of the moment, as a provider does whose own log-in is open already."""
        asked = request.args.to_dict()
        provider.asked.append(asked)
        if asked["client_id"] != CLIENT or asked["response_type"] != "code":
            abort(400)
        code = secrets.token_urlsafe(16)
        provider.codes[code] = asked
        return redirect(f"{asked['redirect_uri']}?code={code}&state={asked['state']}")

    @app.post("/token")
    def token() -> Any:
        asked = provider.codes.pop(request.form["code"], None)  # a code is good once
        known = request.authorization
        if known is None or (known.username, known.password) != (CLIENT, SECRET):
            return jsonify(error="invalid_client"), 401
        if asked is None or asked["redirect_uri"] != request.form["redirect_uri"]:
            return jsonify(error="invalid_grant"), 400
        if asked["code_challenge_method"] != "S256" or asked["code_challenge"] != _challenge():
            return jsonify(error="invalid_grant"), 400
        return jsonify(access_token="at", token_type="Bearer", id_token=_id_token(provider, asked["nonce"]))

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(keys=[KEY.as_dict(private=False, use="sig", alg="RS256")])

    @app.get("/person")
    def person() -> Response:
        return jsonify(provider.claims)

    return app


def _challenge() -> str:
    digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
    return _encoded(digest)


def _id_token(provider: SmallProvider, nonce: str) -> str:
    now = int(time.time())
    said = {"sub": provider.claims["sub"]} if provider.told_apart else provider.claims
    claims = {"iss": provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **said}
    claims = {name: value for name, value in (claims | provider.cheats).items() if value is not None}
    if provider.algorithm != "RS256":
        return _forged(claims, provider.algorithm)
    key = RSAKey.generate_key(2048, {"kid": "one"}) if provider.stolen_key else KEY
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


def _forged(claims: dict[str, Any], algorithm: str) -> str:
    """Return a token that is unsigned, or signed with what everybody knows: the public key."""
    parts = [json.dumps({"alg": algorithm, "kid": "one"}), json.dumps(claims)]
    said = ".".join(_encoded(one.encode()) for one in parts)
    known = KEY.as_pem(private=False)
    signature = hmac.digest(known, said.encode(), "sha256") if algorithm == "HS256" else b""
    return f"{said}.{_encoded(signature)}"


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
