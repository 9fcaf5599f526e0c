"""Quiz items made from the text of provisions alone, without a language model."""
