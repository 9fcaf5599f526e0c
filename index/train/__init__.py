"""How the bundled model was trained: the large encoder distilled into a small one, then fitted to questions."""
