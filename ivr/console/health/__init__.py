"""For machines that watch: /healthz and /metrics."""
