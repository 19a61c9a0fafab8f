"""What whoever keeps the service looks at: health, readiness, figures, logs."""
