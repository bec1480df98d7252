"""What Jupyter and other HTML readers show: no script, no network, everything escaped."""
