"""`python -m vozvrat` is `vozvrat`."""

from vozvrat.cli import main

if __name__ == "__main__":
    main()
