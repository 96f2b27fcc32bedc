"""The voice inquiry system of a social-security hotline."""

import os

# onnxruntime tells its maker about each use unless this is set before it is loaded. Nothing of this system calls anywhere.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
