"""What phones find at their door: the walk, invitations and the room of a review, nothing else of the app."""

from starlette.applications import Starlette
from starlette.types import ASGIApp

from audit.web.phones.gate import Gate
from audit.web.phones.invitation import invitation_routes
from audit.web.room.routes import nothing_here, room_routes
from audit.web.walk.routes import walk_routes


def phones_app() -> ASGIApp:
    """Return a server of what phones may open, and of nothing else."""
    routes = [*invitation_routes(), *walk_routes(), *room_routes()]
    return Gate(Starlette(routes=routes, exception_handlers={404: nothing_here, 405: nothing_here}))
