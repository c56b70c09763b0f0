"""The easel: a process of its own that turns drawings into pictures, since drawing would hold up everybody else.

It is run as a script by `audit.publish.drawn`, one line of JSON in and one line of JSON out, until nothing more comes.
It imports nothing of the app, so that it starts in a moment.
"""

import json
import sys

import vl_convert


def main() -> None:
    """Draw until the other end is closed; the first picture takes long, so it is one that nobody waits for."""
    vl_convert.vegalite_to_svg({"mark": "point"})
    for line in sys.stdin:
        try:
            answer = {"svg": vl_convert.vegalite_to_svg(json.loads(line), allowed_base_urls=[])}
        except ValueError as problem:
            answer = {"wrong": " ".join(str(problem).split())[:200]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
