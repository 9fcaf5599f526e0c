"""Provisions → search: tokens, embeddings, lexical and dense search, fusion, snapshots."""
