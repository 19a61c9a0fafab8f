"""The service over HTTP: one file per resource, every error an RFC 9457 problem, every rule in the description."""
