"""The command that writes the programme as a form for ODK Collect and KoboToolbox."""

from pathlib import Path

import click

from audit.actions.form_keys import form_of_programme
from audit.cli.group import OUT, main, may_replace, on_the_store
from audit.errors import OutExistsError
from audit.model.clock import utc_now
from audit.store.opening import Store


@main.command("field-form")
@on_the_store
@click.argument("out", type=OUT)
@may_replace
def field_form(store: Store, out: Path, *, replace: bool) -> None:
    """Write the programme to OUT as an XLSForm for ODK Collect and KoboToolbox; their exports come in by `import`."""
    if out.exists() and not replace:
        raise OutExistsError(out)
    out.write_bytes(form_of_programme(store, utc_now()))
    click.echo(f"Written: {out}. Upload it to ODK Central or KoboToolbox as a form.")
