"""QR codes: an address as a picture a phone's camera reads from across the room."""

import io

import segno

from audit.model.text import isolated

_QUIET = 4  # modules of white around it, as the standard asks


def qr_svg(address: str, title: str = "QR code") -> str:
    """Return an address as an SVG picture that fills whatever holds it, dark on white also in a dark room.

    Args:
        address: what a camera that reads it opens.
        title: what a screen reader says it is; the address itself belongs beside it in words.

    Source: ISO/IEC 18004, error correction M (15 % may be lost to glare).
    """
    drawn = io.BytesIO()
    segno.make_qr(address, error="m", boost_error=False).save(
        drawn,
        kind="svg",
        border=_QUIET,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        title=isolated(title),
        nl=False,
    )
    return drawn.getvalue().decode("utf-8").replace("<svg ", '<svg role="img" ', 1)
