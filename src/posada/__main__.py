"""`python -m posada` is the same as `posada`."""

from posada.cli import main

if __name__ == "__main__":
    main()
