"""Start, stop and health of the lab host that lives in this process."""


async def start() -> None:
    """Begin to host labs."""


async def stop() -> None:
    """Checkpoint every hosted lab and stop."""


async def healthy() -> bool:
    """Whether the host advances its labs; False as long as there is none."""
    return False
