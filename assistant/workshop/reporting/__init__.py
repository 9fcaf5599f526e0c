"""What a lesson held was like: items, objectives, participants, questions left open."""
