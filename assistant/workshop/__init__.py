"""Workshops: lessons made of provisions, run in a room, and what is handed out."""
