"""What phones find at their door: the walk with its letters, invitations, the room of a review, the secret calendar."""

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from audit.home.product import PRODUCT
from audit.web.calendar_feed import calendar_routes
from audit.web.phones.gate import Gate
from audit.web.phones.invitation import invitation_routes
from audit.web.room.routes import nothing_here, room_routes
from audit.web.walk.routes import walk_routes


def phones_app() -> ASGIApp:
    """Return a server of what phones may open, and of nothing else."""
    fonts = Mount("/app/static/fonts", StaticFiles(directory=PRODUCT / "static" / "fonts"))
    routes = [*invitation_routes(), *walk_routes(), *room_routes(), *calendar_routes(), fonts]
    return Gate(Starlette(routes=routes, exception_handlers={404: nothing_here, 405: nothing_here}))
