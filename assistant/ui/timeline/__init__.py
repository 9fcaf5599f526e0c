"""The page Dòng thời gian."""
