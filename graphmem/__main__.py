"""`python -m graphmem`: the command line, where its script is not on the path."""

from graphmem.cli import main

if __name__ == "__main__":
    main()
