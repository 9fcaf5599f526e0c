"""The page Kho dữ liệu."""
