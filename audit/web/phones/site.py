"""What phones find at their door: the walk and the room of a review, nothing else of the app."""

from starlette.applications import Starlette

from audit.web.room.routes import nothing_here, room_routes
from audit.web.walk.routes import walk_routes


def phones_app() -> Starlette:
    """Return a server of what phones may open, and of nothing else."""
    return Starlette(routes=[*walk_routes(), *room_routes()], exception_handlers={404: nothing_here, 405: nothing_here})
