"""A lesson's items in the formats that other programs read."""
