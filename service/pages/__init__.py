"""The curator's pages: one journey from log-in to the order, rendered on the server, whole without scripts."""
