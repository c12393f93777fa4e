"""Queries in processes of their own, so that one that runs away is ended and harms no other.

A query that runs inside pyoxigraph cannot be interrupted: it keeps its core and its memory until it is done. So a few
worker processes hold the store open for reading, each answers one query at a time, and one that goes beyond a limit is
killed and replaced.

    pool = Pool(lambda: store_of(output))
    await pool.start()
    answer = await pool.run(Sparql("SELECT * { ?s ?p ?o } LIMIT 5", format="text/csv"))
    await pool.stop()
"""

from jianyan.web.running.errors import (
    Busy,
    Cancelled,
    Lost,
    Malformed,
    NotAcceptable,
    Refused,
    TimedOut,
    TooMuchMemory,
)
from jianyan.web.running.jobs import Answer, Job, Limits, Question, Sparql
from jianyan.web.running.pool import Pool

__all__ = [
    "Answer",
    "Busy",
    "Cancelled",
    "Job",
    "Limits",
    "Lost",
    "Malformed",
    "NotAcceptable",
    "Pool",
    "Question",
    "Refused",
    "Sparql",
    "TimedOut",
    "TooMuchMemory",
]
