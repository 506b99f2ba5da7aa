"""A time-stamping authority of the test's own, made with openssl and reached on this machine."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = Test authority
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = here
[here]
dir = .
serial = serial
signer_cert = leaf.pem
signer_key = leaf.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass
class Answers:
    """What the authority does; a test may have it misbehave."""

    folder: Path
    address: str = ""
    status: int = 200
    padding: int = 0
    instead: bytes | None = None

    def to(self, question: bytes) -> bytes:
        (self.folder / "question.tsq").write_bytes(question)
        openssl(
            self.folder,
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-queryfile",
            "question.tsq",
            "-out",
            "answer.tsr",
        )
        return (self.folder / "answer.tsr").read_bytes()


def openssl(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def make_authority(folder: Path) -> None:
    (folder / "tsa.cnf").write_text(_CONFIG)
    (folder / "serial").write_text("01\n")
    make = ("req", "-new", "-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    openssl(
        folder,
        *make,
        "-x509",
        "-extensions",
        "root",
        "-keyout",
        "root.key",
        "-out",
        "root.pem",
        "-days",
        "30",
    )
    openssl(folder, *make, "-subj", "/CN=Test stamper", "-keyout", "leaf.key", "-out", "leaf.csr")
    sign = ("x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial")
    openssl(folder, *sign, "-extfile", "tsa.cnf", "-extensions", "leaf", "-out", "leaf.pem", "-days", "30")


@contextmanager
def serving(folder: Path) -> Iterator[Answers]:
    answers = Answers(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            content = answers.to(question) if answers.instead is None else answers.instead
            self.send_response(answers.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(content + b"\0" * answers.padding)

        def log_message(self, *_words: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    answers.address = f"http://127.0.0.1:{server.server_port}/tsa"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield answers
    finally:
        server.shutdown()
        server.server_close()
