"""Lessons and results on paper: the content once, written as DOCX and as PDF."""
