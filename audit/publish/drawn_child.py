"""The drawing process: it turns drawings into pictures beside the server, which drawing would hold up.

It is run as a script by `audit.publish.drawn`, one line of JSON in and one line of JSON out, until nothing more comes.
It imports nothing of the app, so that it starts in a moment. It ends by itself where one picture takes longer than the
seconds it is told, for nobody may be left who could end it.
"""

import faulthandler
import json
import signal
import sys

import vl_convert


def main() -> None:
    """Draw until the other end is closed; the first picture takes long, so it is one that nobody waits for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which closes the other end
    most = float(sys.argv[1])
    faulthandler.dump_traceback_later(most, exit=True)
    vl_convert.vegalite_to_svg({"mark": "point"})
    faulthandler.cancel_dump_traceback_later()
    for line in sys.stdin:
        faulthandler.dump_traceback_later(most, exit=True)
        sys.stdout.write(json.dumps(_answer(line)) + "\n")
        sys.stdout.flush()
        faulthandler.cancel_dump_traceback_later()


def _answer(line: str) -> dict[str, str]:
    try:
        return {"svg": vl_convert.vegalite_to_svg(json.loads(line), allowed_base_urls=[])}
    except ValueError as problem:
        return {"wrong": " ".join(str(problem).split())[:200]}


if __name__ == "__main__":
    main()
