"""The example neighbourhood: its texts (content/), its pictures, and what loads them into an empty database."""
