"""The page Tập huấn: lessons prepared, run, reported on, and learnt by."""
