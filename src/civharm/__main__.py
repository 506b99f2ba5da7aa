"""`python -m civharm` is the `civharm` command."""

from civharm.cli.main import main

if __name__ == "__main__":
    main()
