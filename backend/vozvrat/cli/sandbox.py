"""`vozvrat sandbox`: the simulated Ozon alone, for trying things against it."""

from typing import Any

import click


@click.command()
@click.option("--port", default=0, show_default="a free one", help="Port of the simulated Seller API.")
@click.option("--seller-center-port", default=0, show_default="a free one", help="Port of the simulated seller center.")
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same data.")
@click.option("--returns", default=1000, show_default=True, help="How many returns there are.")
@click.option("--orders-per-return", default=3.0, show_default=True, help="How many orders there are for each return.")
@click.option("--requests-per-second", default=50, show_default=True, help="Ozon's limit for a Client-Id; 0 for none.")
@click.option("--json", "as_json", is_flag=True, help="Accepted for sameness; the answer is one JSON line anyway.")
def sandbox(as_json: bool, **wishes: Any) -> None:
    """Serve a simulated Ozon until stopped; its first line says in JSON where."""
    from vozvrat_sandbox.serve import run_forever

    raise SystemExit(run_forever(**wishes))
