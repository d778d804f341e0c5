"""Every command that installs something checks hashes, or is listed with its reason."""

import re

import pytest

from analysis.system.project_folder import PROJECT
from tests.support.dependencies import pins
from tests.support.layout import project_files

INSTALLS = re.compile(
    r"\bpip[0-9.]*(?: -\S+)* (?:install|download|wheel)\b|\beasy_install\b"
    r"|\buv (?:add|run|sync|tool|pip (?:install|sync))\b|\b(?:uvx|npx) |\bpipx (?:install|run)\b"
    r"|\b(?:conda|mamba|micromamba|poetry|pdm|hatch|pixi) (?:add|create|env|install|sync|update)\b"
    r"|\b(?:npm|yarn|pnpm)(?: -\S+)* (?:add|ci|i|install|exec)\b"
    r"|\b(?:apt|apt-get|brew|cargo|choco|dnf|gem|go|playwright|yum|apk)(?: -\S+)* (?:add|install)\b"
    r"|\b(?:curl|wget) "
)
LISTS = ("bench", "build", "hashed", "oracle", "scale", "uv")
BY_HASHES = (
    re.compile(
        r"--require-hashes(?: --no-deps| --disable-pip| --only-binary :all:| --no-binary pymeeus)*"
        rf"(?: (?:-r )?requirements/(?:{'|'.join(LISTS)})\.txt)+(?=\.(?: |$)|$)"
    ),
    re.compile(r"\bnpm ci --prefix tests/browser\b"),  # which package-lock.json holds to hashes
)
# What is installed without a hash, by a part of its line, and why.
WITHOUT = {
    "--build-constraints requirements/build.txt --no-deps -e .": "this project itself",
    "apt-get install --yes --no-install-recommends": "programs of the system, which signs them",
    "first apt install python3-venv": "a message; the system signs its packages",
    "python -m pip install -r requirements.txt": "one line without make, at the same versions; "
    "pip takes no project that can be edited from a list with hashes",
    "pip install -r requirements.txt then builds": "where some packages have no wheel",
    "| requirements.txt |": "the same line, in a table",
    "| tests/browser/package-lock.json |": "what npm ci holds to hashes, in a table",
    "pipx run pip-audit==": "asks a service, in an environment apart",
    "pipx run --spec cyclonedx-bom==": "lists what is installed, in an environment apart",
    "python -m pip install -e .[": "an extra in an environment of the reader",
    "UV pip install --quiet --compile-bytecode": "tests/trials/matrix.py adds --require-hashes, "
    "and tests/trials/versions.py is there to try versions that no list has",
}
FILES = [
    name
    for name in project_files(PROJECT)
    if name.endswith((".md", ".py", ".yml", ".yaml", ".ci/run", "Makefile"))
    and not name.rpartition("/")[2].startswith("test_")
]


def commands(name: str, text: str) -> list[str]:
    """The lines that install something, each whole, with variables filled in, without quotes."""
    text = text.replace("\\\n", " ")
    if name == "Makefile":
        variables = dict(re.findall(r"^([A-Z]+) [?:]?= (.*)$", text, re.MULTILINE))
        text = "\n".join(re.findall(r"^\t(.*)", text, re.MULTILINE))
        for _ in variables:
            text = re.sub(r"\$\((\w+)\)", lambda use: variables.get(use[1], use[0]), text)
    lines = (" ".join(re.sub(r"[\"'`,()]", "", line).split()) for line in text.splitlines())
    return [line for line in lines if INSTALLS.search(line)]


def is_known(command: str) -> bool:
    return any(pattern.search(command) for pattern in BY_HASHES) or any(
        part in command for part in WITHOUT
    )


def test_every_command_installs_by_hashes_or_says_why_not():
    unknown = [
        f"{name}: {command}"
        for name in FILES
        for command in commands(name, (PROJECT / name).read_text(encoding="utf-8"))
        if not is_known(command)
    ]
    assert unknown == []


def test_every_exception_is_needed_and_has_a_reason():
    lines = [
        command
        for name in FILES
        for command in commands(name, (PROJECT / name).read_text(encoding="utf-8"))
    ]
    for part, reason in WITHOUT.items():
        assert any(part in command for command in lines), part
        assert reason


def test_make_and_ci_install_every_list_with_hashes():
    lines = [
        command
        for name in ("Makefile", ".ci/run")
        for command in commands(name, (PROJECT / name).read_text(encoding="utf-8"))
    ]
    lists = {name: f" requirements/{name}.txt" for name in LISTS}
    installed = {name for name in lists if any(lists[name] in command for command in lines)}
    assert installed == set(LISTS) - {"scale"}  # of which everything is in the list of all
    assert all(pins(f"requirements/{name}.txt") for name in LISTS)


UNKNOWN = """
pip install uv
pip3 install uv
python -m pip install --upgrade pip
python -m pip --quiet install uv
pip install -r requirements/hashed.txt
pip install --require-hashes -r other.txt
pip install --require-hashes -r other.txt -r requirements/uv.txt
pip install --no-deps -e .
pip install --require-hashes -r requirements/uv.txt uv
pip download uv
uv pip install pandas
uv pip sync requirements.txt
uv pip sync requirements/hashed.txt
uv tool install ruff
uv run --with ruff ruff
uvx ruff
pipx install ruff
pipx run ruff
conda install pandas
conda env create -f environment.yml
mamba create pandas
poetry add pandas
npm install
npm ci
npm i axe-core
npx axe
yarn add axe-core
apt-get install -y chromium
brew install chromium
cargo install ruff
playwright install chromium
easy_install uv
curl -LsSf https://x/install.sh
wget https://x
""".strip()


@pytest.mark.parametrize("command", UNKNOWN.splitlines())
@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "docs/x.md", "tests/x.py"])
def test_an_unlisted_command_without_hashes_is_refused(name, command):
    line = {
        "Makefile": f"\t@$(BIN)/{command}",
        ".ci/run": f"{command} || true",
        "docs/x.md": f"Run `{command}` first.",
        "tests/x.py": f"    run({command.split()!r})",
    }[name]
    lines = commands(name, f"text\n{line}\ntext\n")
    assert lines
    assert not any(map(is_known, lines))


@pytest.mark.parametrize(
    "line",
    [
        "pip is needed to install this",
        "uv pip compile x.in",
        "pip check",
        "jupyter lab",
        "npm test",
    ],
)
def test_a_line_that_installs_nothing_is_not_a_command(line):
    assert commands("docs/x.md", line) == []
