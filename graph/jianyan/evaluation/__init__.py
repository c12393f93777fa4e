"""How well a graph says what a gold annotation says: precision, recall and F1 of each kind of fact.

Gold files are JSON, one a text; their keys are listed in :mod:`jianyan.evaluation.gold`. Everything else is read back
from the graph with the terms of the ontology, so a graph that another program built can be scored too.
"""

from jianyan.evaluation.dataset import Dataset, load
from jianyan.evaluation.gold import Gold, files, read
from jianyan.evaluation.scoring import KINDS, Case, Evaluation, Figure, evaluate

__all__ = [
    "KINDS", "Case", "Dataset", "Evaluation", "Figure", "Gold", "evaluate", "files", "load", "read",
]  # fmt: skip
