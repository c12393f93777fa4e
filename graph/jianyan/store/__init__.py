"""The dataset on disk: an Oxigraph store that a build makes and everybody else only reads.

Nothing else in the project opens the database. What was read is kept elsewhere (``readings.db``), so that the store can
always be made again. A store that somebody may be reading is never written to: a build makes a new one, or changes a
copy that shares the files of the old one.
"""

from jianyan.store.change import change, copied
from jianyan.store.loading import Loader
from jianyan.store.reading import StoreError, is_damage, open_read_only

__all__ = ["Loader", "StoreError", "change", "copied", "is_damage", "open_read_only"]
