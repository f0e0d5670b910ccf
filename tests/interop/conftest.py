"""Real triple stores on this machine's loopback, each started once a session, and graphs to fill them with."""

import importlib.util
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from kg.model import KnowledgeBase

SYNTHETIC = Path(__file__).parents[2] / "scripts" / "synthetic.py"
SECONDS_TO_START = 60
PASSWORD = "not-the-default"


@dataclass(frozen=True)
class Server:
    """Addresses of a running store, and the environment that lets `kg` in."""

    query: str
    store: str
    graph: str | None
    environment: dict[str, str]


@pytest.fixture(scope="session")
def synthetic() -> Callable[[int], KnowledgeBase]:
    """``knowledge_base`` of ``scripts/synthetic.py``."""
    spec = importlib.util.spec_from_file_location("synthetic", SYNTHETIC)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.knowledge_base


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[Server]:
    """Oxigraph's server, with its data in memory."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("Oxigraph's server is not installed: pip install oxigraph")
    base = f"http://127.0.0.1:{free_port()}"
    with running([str(program), "serve", "--bind", base.removeprefix("http://")], f"{base}/query?query=ASK%7B%7D"):
        yield Server(f"{base}/query", f"{base}/store", None, {})


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Virtuoso, with an empty database and a password of its own; what is written needs that password."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7")
    folder = tmp_path_factory.mktemp("virtuoso")
    (folder / "vsp").mkdir()
    base, sql = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, http=base, sql=sql), encoding="utf-8")
    config = ["+configfile", str(folder / "virtuoso.ini")]
    # The password can be changed only by a run that does nothing else, which ends with status 1.
    change = [program, "+foreground", *config, "+pwdold", "dba", "+pwddba", PASSWORD]
    subprocess.run(change, cwd=folder, capture_output=True, timeout=SECONDS_TO_START, check=False)
    with running([program, "+foreground", *config], f"http://{base}/sparql?query=ASK%7B%7D", folder=folder):
        user = {"KG_ENDPOINT_USER": "dba", "KG_ENDPOINT_PASSWORD": PASSWORD}
        yield Server(f"http://{base}/sparql", f"http://{base}/sparql-graph-crud-auth", "urn:kg:test", user)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Either, and its credentials in the environment."""
    found: Server = request.getfixturevalue(request.param)
    for name in ("KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    return found


class running:
    """A program that answers at an address while the block runs."""

    def __init__(self, command: list[str], address: str, *, folder: Path | None = None) -> None:
        self.command, self.address, self.folder = command, address, folder

    def __enter__(self) -> None:
        self.process = subprocess.Popen(
            self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + SECONDS_TO_START
        while not answers(self.address):
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                pytest.fail(f"{self.command[0]} does not start: status {self.process.returncode}")
            time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).status_code == 200
    except requests.RequestException:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}/vsp
DavRoot = DAV
ServerThreads = 10
EnabledGzipContent = 1
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 5000
MaxQueryExecutionTime = 60
DeferInferenceRulesInit = 1
"""
