"""Commands as a person types them."""

from typer.testing import CliRunner, Result

from civharm.cli.main import app


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])
