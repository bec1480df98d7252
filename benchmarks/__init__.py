"""Speed and quality, one command each."""
