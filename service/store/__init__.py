"""What the service keeps: one small file a concept, one choke point for who may see it."""
