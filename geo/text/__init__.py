"""Results as text and pictures: tables, sentences, charts."""
