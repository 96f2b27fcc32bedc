"""The voice inquiry system of a social-security hotline."""

import os

# onnxruntime tells its maker about each use unless this is set before it is loaded. Nothing of this system calls anywhere.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# numpy shares each small product among all processors unless this is set before it is loaded; waiting for one another they spend
# half of what the recogniser costs. Who has several processors has several calls.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
