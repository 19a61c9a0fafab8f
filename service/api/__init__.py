"""The service over HTTP: one file per resource, every error an RFC 9457 problem, every rule in the description."""

from flask import Flask


def register_api(app: Flask) -> None:
    """Register every resource and the description of all of them."""
    from service.api.openapi import register_openapi

    register_openapi(app)
