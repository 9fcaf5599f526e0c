"""Provisions → search: tokens, embeddings, lexical and dense search, fusion, snapshots."""

import os

# From 1.29 on ONNX Runtime tells its maker of each process and keeps a number of the machine for it, unless this is set
# before it is loaded. Nothing leaves the machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
