"""A small casebook behind the API: two invented reports of one strike and one of another, read by the real readers."""

import json
from dataclasses import dataclass, field
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from civharm.casebook.store import Casebook
from civharm.cli.choices import utc_now
from civharm.pipeline import built_in_terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs
from civharm.web.serve import casebook_app
from civharm.web.setup import ready

REPORTS = [
    {
        "text": "MOSUL, Iraq - An airstrike killed 12 civilians in Tal Afar on Tuesday, residents said. "
        "Salim Qadduri, a neighbour, said he counted twelve bodies.",
        "title": "Airstrike kills 12 in Tal Afar", "source": "Plain Herald", "published": "2017-03-15", "lang": "en",
    },
    {
        "text": "An air raid on Tal Afar on Tuesday left at least 14 civilians dead, a hospital official said.",
        "title": "Fourteen dead in Tal Afar", "source": "River Post", "published": "2017-03-15", "lang": "en",
    },
    {
        "text": "Shelling wounded four children in Hawija on 20 March 2017, a local official said.",
        "title": "Children wounded in Hawija", "source": "Hawija Wire", "published": "2017-03-21", "lang": "en",
    },
]  # fmt: skip


@dataclass
class Client:
    """Asks the API as a program of the person's own would."""

    app: object
    casebook: Casebook
    heard: dict = field(default_factory=dict)

    def ask(self, path, method="GET", body=None, **headers):
        status, answer = self.fetch(f"/api/v1{path}", method, body, **headers)
        return status, json.loads(answer)

    def fetch(self, path, method="GET", body=None, **headers):
        address, _, query = path.partition("?")
        raw = b"" if body is None else json.dumps(body).encode()
        environ = {
            "PATH_INFO": address, "QUERY_STRING": query, "REQUEST_METHOD": method,
            "HTTP_HOST": "127.0.0.1", "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(raw)),
            "wsgi.input": BytesIO(raw), **headers,
        }  # fmt: skip
        setup_testing_defaults(environ)
        statuses = []

        def hear(status, sent):
            statuses.append(int(status[:3]))
            self.heard = dict(sent)

        answer = b"".join(self.app(environ, hear))
        return statuses[0], answer

    def post(self, path, body, **headers):
        return self.ask(path, "POST", body, **{"HTTP_X_CIVHARM_CLIENT": "tests", **headers})


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> Client:
    ready()
    folder = tmp_path_factory.mktemp("api")
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(json.dumps(each) for each in REPORTS))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CIVHARM_DATABASE_URL", raising=False)
        casebook = Casebook.create(folder / "casebook", actor="Mira")
    list(read_inputs(find_inputs([reports]), casebook, built_in_terms(utc_now)))
    refresh(casebook)
    return Client(casebook_app(casebook.folder.path), casebook)
