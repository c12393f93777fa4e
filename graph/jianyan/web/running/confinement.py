"""What a worker process gives up before it answers anything.

SERVICE is refused before a query runs. Should that ever fail, there is no network to send anything to: on Linux
the process moves into a network namespace of its own, which has none. Elsewhere, and where the system does not allow
that, nothing changes.
"""

from __future__ import annotations

import sys

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # linux/sched.h


def cut_network() -> bool:
    """Leave the network; whether that went well. To be called before the process has a second thread. What is open
    stays open, so the pipe to the parent does."""
    if sys.platform != "linux":
        return False
    import ctypes

    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    # Root may do it as it is. Others need a namespace of users with it, in which they keep their rights to files.
    return any(unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))
