"""The page Hỏi đáp."""
