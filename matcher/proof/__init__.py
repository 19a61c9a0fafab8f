"""Proof: certificates, and the verifier that checks them; nothing here is imported from the solver."""
