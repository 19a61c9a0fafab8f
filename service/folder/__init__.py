"""A run's folder: what went in, what came out, and the manifests that tie the two together."""
