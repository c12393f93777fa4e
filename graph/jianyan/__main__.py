"""``python -m jianyan`` is ``jianyan``."""

from jianyan.cli import main

if __name__ == "__main__":
    main()
