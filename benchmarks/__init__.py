"""How fast and how good: the protocol is on the page protocol.md, the latest figures in results.md."""
