"""The locks agree and hold hashes; what is used is declared, licensed and described."""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections import defaultdict
from email.message import Message
from importlib.metadata import distribution, packages_distributions, version

import pytest

from analysis.system.project_folder import PROJECT
from tests.support import dependencies
from tests.support.dependencies import ELSEWHERE, declared, is_allowed, licence, pins, reach
from tests.trials import matrix

HASHED = (
    "requirements/hashed.txt",
    "requirements/build.txt",
    "requirements/bench.txt",
    "requirements/scale.txt",
    "requirements/oracle.txt",
    "requirements/uv.txt",
)
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))

# Direct dependencies that are not imported: what calls them, and in which words.
CALLED = {
    "jupyterlab": ("Makefile", "jupyter lab"),
    "ipykernel": ("notebooks/01_sources.ipynb", '"display_name": "Python 3 (ipykernel)"'),
    "pytest-xdist": ("Makefile", "--numprocesses auto"),
    "ruff": ("Makefile", "ruff check"),
    "mypy": ("Makefile", "$(BIN)/mypy"),
    "pandas-stubs": ("pyproject.toml", "the types of pandas, for mypy"),
    "typos": ("Makefile", "$(BIN)/typos "),
    "datasette": ("tests/unit/test_export_formats.py", "from datasette.app import Datasette"),
    "krippendorff": ("tests/unit/test_coding.py", "importorskip"),
    "rdflib": ("tests/unit/test_export_annotations.py", "from rdflib import"),
}


def text_of(file):
    return (PROJECT / file).read_text(encoding="utf-8")


# --- The locks ---------------------------------------------------------------------------------


def test_the_two_lists_have_the_same_packages():
    plain, hashed = pins("requirements.txt"), pins("requirements/hashed.txt")
    told = {name: (pin.version, pin.marker) for name, pin in plain.items()}
    assert told == {name: (pin.version, pin.marker) for name, pin in hashed.items()}
    assert len(told) > 100


def test_the_plain_list_adds_this_project_and_nothing_else():
    lines = [line for line in text_of("requirements.txt").splitlines() if line[:1] not in ("#", "")]
    assert lines[0] == "-e ."
    assert len(lines) == 1 + len(pins("requirements.txt"))


@pytest.mark.parametrize("file", HASHED)
def test_every_package_has_a_hash_and_nothing_else(file):
    package = r"[a-z0-9-]+==[0-9][^ ;]*(?: ; [^#\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    text = re.sub(r"^(#.*)?\n", "", text_of(file), flags=re.MULTILINE)
    left, found = re.subn(package, "", text)
    assert left == ""
    assert found == len(pins(file)) > 0


@pytest.mark.parametrize(
    "file",
    [
        *("requirements.txt", *HASHED, "requirements/bench.in", "pyproject.toml", "Makefile"),
        *(".ci/run", ".github/workflows/ci.yml", ".pre-commit-config.yaml", "CITATION.cff"),
    ],
)
def test_no_list_contains_the_address_of_an_index(file):
    address = r"://|-index|-links|\b[a-z0-9-]+\.(?:org|com|net|io|dev|eu)\b"
    assert re.findall(address, text_of(file)) == []


def test_the_build_tools_of_this_project_are_pinned_to_one_version():
    [(name, pin)] = pins("requirements/build.txt").items()
    [needed] = SETTINGS["build-system"]["requires"]
    lowest = needed.removeprefix(f"{name}>=")
    assert [*map(int, lowest.split("."))] <= [*map(int, pin.version.split("."))]


def test_the_versions_for_bench_do_not_differ_from_the_rest():
    bench, others = pins("requirements/bench.txt"), pins("requirements.txt")
    assert set(bench) >= bench_names()
    for name in set(bench) & set(others):
        assert bench[name].version == others[name].version, name


def test_the_list_for_scale_has_the_packages_of_its_extra_in_the_same_versions():
    scale, everything = pins("requirements/scale.txt"), pins("requirements.txt")
    direct = {*declared()["core"], *declared()["scale"]}
    assert direct <= set(scale) <= reach(direct, everything)
    for name in scale:
        assert scale[name].version == everything[name].version, name


def test_every_package_is_needed_by_a_direct_one():
    locked = pins("requirements.txt")
    assert reach([dependencies.SELF], locked) - {dependencies.SELF} == set(locked)


# --- What is installed -------------------------------------------------------------------------


def test_every_package_is_installed_in_the_version_of_the_lock():
    expected = {name: pin.version for name, pin in pins("requirements.txt").items()}
    installed = {name: version(name) for name in expected if name not in ELSEWHERE}
    assert installed == {name: expected[name] for name in installed}


def test_the_installed_packages_are_compatible():
    check = [sys.executable, "-m", "pip", "--disable-pip-version-check", "check"]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


# --- What is declared --------------------------------------------------------------------------


def bench_names():
    return set(re.findall(r"^([a-z0-9-]+) +# \S", text_of("requirements/bench.in"), re.MULTILINE))


def direct_names():
    return {name for names in declared().values() for name in names}


def test_every_direct_dependency_is_pinned():
    assert direct_names() - set(pins("requirements.txt")) == set(dependencies.ONLY_ON_REQUEST)


def test_the_page_describes_every_direct_dependency_and_nothing_else():
    rows = re.findall(
        r"^\| ([\w-]+) \| \S.* \| (\S.*) \| \S.* \|$", text_of(dependencies.FILE), re.MULTILINE
    )
    described = dict(row for row in rows if row != ("package", "licence") and row[0] != "---")
    assert len(described) == len(rows) - len(
        re.findall(r"^\| package \|", text_of(dependencies.FILE), re.M)
    )
    assert described == dependencies.licences(direct_names())


def test_the_citation_names_the_version_and_the_licence_of_the_package():
    cited = dict(re.findall(r"^(version|license): (.*)$", text_of("CITATION.cff"), re.MULTILINE))
    assert cited == {name: SETTINGS["project"][name] for name in ("version", "license")}


def test_ci_runs_each_python_that_was_tried():
    versions = re.search(r"python-version: \[(.*)\]", text_of(".github/workflows/ci.yml"))[1]
    assert tuple(re.findall(r'"(.*?)"', versions)) == matrix.SERIES


def test_a_package_that_two_lists_name_has_one_bound():
    extras = SETTINGS["project"]["optional-dependencies"].values()
    lines = {line for extra in (SETTINGS["project"]["dependencies"], *extras) for line in extra}
    names = sorted(re.match(r"[\w.-]+", line)[0] for line in lines)
    assert names == sorted(set(names))


FOLDERS = ("analysis", "analysis/export", "analysis/partitioned", "notebooks", "tests", ".")


def files(folder):
    """The files below a folder, without those below another that is listed; "." is the top only."""
    if folder == ".":
        return sorted(PROJECT.iterdir())
    inner = [PROJECT / name for name in FOLDERS if name.startswith(f"{folder}/")]
    found = sorted((PROJECT / folder).rglob("*"))
    return [path for path in found if not any(path.is_relative_to(other) for other in inner)]


def imported(folder):
    """The packages that the Python files and notebooks of a folder import, with a file of each."""
    found = {}
    for path in files(folder):
        for source in sources(path):
            for node in ast.walk(ast.parse(source)):
                for module in modules(node):
                    found[module.partition(".")[0]] = path.name
    return found


def sources(path):
    if path.suffix == ".py":
        return [path.read_text(encoding="utf-8")]
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return []


def modules(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 else []


@pytest.fixture(scope="module")
def used():
    """The packages that are imported, by folder, without Python's own and this project's."""
    own = {path.stem for path in (PROJECT / "tests").rglob("*.py")} | {"analysis", "tests"}
    names = packages_distributions()
    return {
        folder: {
            names.get(module, [module])[0].lower().replace("_", "-"): file
            for module, file in imported(folder).items()
            if module not in own | set(sys.stdlib_module_names)
        }
        for folder in (
            "analysis",
            "analysis/export",
            "analysis/partitioned",
            "notebooks",
            "tests",
            ".",
        )
    }


@pytest.mark.parametrize(
    ("folder", "groups"),
    [
        ("analysis", ["core", "draft", "html", "notebooks", "site"]),
        ("analysis/export", ["core", "export"]),
        ("analysis/partitioned", ["core", "scale"]),
        ("notebooks", ["core"]),
        (".", ["core", "test", "build"]),
        ("tests", [*declared(), "bench", "build"]),
    ],
)
def test_everything_imported_is_declared(used, folder, groups):
    builds = set(pins("requirements/build.txt"))
    known = {**declared(), "bench": bench_names(), "build": builds}
    undeclared = {
        name: file
        for name, file in used[folder].items()
        if not any(name in known[group] for group in groups)
    }
    assert undeclared == {}


def test_everything_declared_is_imported_or_called(used):
    imports = set().union(*used.values())
    everything = direct_names() | bench_names()
    assert everything - imports == set(CALLED)
    for name, (file, words) in CALLED.items():
        assert words in text_of(file), name


# --- The licences and docs/dependencies.md -----------------------------------------------------


def metadata(**fields):
    message = Message()
    for name, values in fields.items():
        for value in [values] if isinstance(values, str) else values:
            message[name.replace("_", "-")] = value
    return message


OSI = "License :: OSI Approved :: "


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"License_Expression": "MIT", "Classifier": OSI + "Apache Software License"}, "MIT"),
        ({"License": "Apache 2.0"}, "Apache-2.0"),
        ({"License": "GPL-3.0-only", "Classifier": OSI + "MIT License"}, "GPL-3.0-only"),
        ({"License": "BSD 3-Clause License\n\nCopyright"}, "BSD-3-Clause"),
        ({"License": "Copyright\nand more", "Classifier": OSI + "BSD License"}, "BSD"),
        ({"License": "UNKNOWN", "Classifier": OSI + "ISC License (ISCL)"}, "ISC"),
        (
            {"Classifier": [OSI + "MIT License", OSI + "Apache Software License"]},
            "MIT AND Apache-2.0",
        ),
        ({"License": "Copyright\nand more"}, ""),
        ({}, ""),
    ],
)
def test_a_licence_is_read_from_metadata(fields, expected):
    assert licence(metadata(**fields)) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("BSD-3-Clause AND 0BSD AND MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("GPL-3.0-only OR MIT AND Zlib", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT AND AGPL-3.0-only", False),
        ("(MIT)", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_or_not(expression, expected):
    assert is_allowed(expression) == expected


# Packages that offer a choice in which one licence would bind who passes them on: what is chosen.
CHOSEN = {"text-unidecode": "Artistic-1.0-Perl", "tld": "LGPL-2.1-or-later"}


@pytest.mark.parametrize("name", CHOSEN)
def test_a_package_under_several_licences_is_taken_under_one_that_is_allowed(name):
    declared_licence = dependencies.licences([name])[name]
    assert dependencies.choice(declared_licence) == CHOSEN[name]
    about = distribution(name).metadata
    assert "GPL" in f"{about.get('License-Expression')} {about.get_all('Classifier')}"
    words = {"Artistic-1.0-Perl": "the Artistic License", "LGPL-2.1-or-later": "LGPL-2.1 or later"}
    assert re.search(
        rf"\b{name} offers .{{,80}}? and is taken under {words[CHOSEN[name]]}",
        prose(dependencies.FILE),
    )


def prose(file):
    return " ".join(text_of(file).split())


def test_every_other_package_that_offers_the_gpl_is_found():
    gpl = re.compile(r"(?<!L)GPL|GNU General Public")
    offering = set()
    for name in set(pins("requirements.txt")) - set(ELSEWHERE):
        about = distribution(name).metadata
        fields = [about.get("License-Expression", ""), about.get("License", "").partition("\n")[0]]
        if gpl.search(" ".join([*fields, *about.get_all("Classifier", [])])):
            offering.add(name)
    assert offering == set(CHOSEN)


def test_every_licence_is_allowed():
    told = dependencies.licences(pins("requirements.txt"))
    assert [name for name in told if not is_allowed(told[name])] == []


def test_packages_that_are_not_allowed_are_installed_only_on_request():
    refused = dependencies.ONLY_ON_REQUEST
    assert not any(map(is_allowed, refused.values()))
    assert set(declared()["oracle"]) == set(refused)
    for file in set(HASHED) - {"requirements/oracle.txt"}:
        assert not set(refused) & set(pins(file)), file


def test_other_packages_that_the_oracle_needs_are_in_the_full_list():
    everything = pins("requirements.txt")
    for name, pin in pins("requirements/oracle.txt").items():
        if name not in dependencies.ONLY_ON_REQUEST:
            assert everything[name].version == pin.version


def test_only_licences_of_platform_specific_packages_are_kept_by_hand():
    locked = pins("requirements.txt")
    assert all(locked[name].marker for name in ELSEWHERE)


# --- The package of this project ---------------------------------------------------------------

BUILD = """
import setuptools.build_meta as backend
backend.build_wheel("dist")
backend.build_sdist("dist")
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two builds in two folders, with files of another age; the files of each, by name."""
    found = []
    for age in (1, 1000):
        root = tmp_path_factory.mktemp("build")
        for name in ("analysis", "tests"):
            shutil.copytree(PROJECT / name, root / name)
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(PROJECT / name, root)
        for path in root.rglob("*.py"):
            os.utime(path, (age * 10**6, age * 10**6))
        command = [sys.executable, "-W", "ignore", "-c", BUILD]
        fixed = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
        subprocess.run(command, cwd=root, env=fixed, check=True, capture_output=True)
        found.append({path.suffix: path for path in (root / "dist").iterdir()})
    return found


def test_two_builds_give_the_same_wheel(built):
    one, other = (hashlib.sha256(files[".whl"].read_bytes()).hexdigest() for files in built)
    assert one == other


def test_the_package_contains_only_the_code_and_the_licence(built):
    paths = [
        *(PROJECT / "analysis").rglob("*.py"),
        *(PROJECT / "analysis/publishing/site/assets").iterdir(),
        PROJECT / "analysis/py.typed",
    ]
    code = {path.relative_to(PROJECT).as_posix() for path in paths}
    with zipfile.ZipFile(built[0][".whl"]) as wheel:
        names = defaultdict(set)
        for name in wheel.namelist():
            names[".dist-info/" in name].add(re.sub(r"^.*\.dist-info/", "", name))
    assert names[False] == code
    about = {"METADATA", "WHEEL", "RECORD", "top_level.txt", "entry_points.txt"}
    assert names[True] == about | {"licenses/LICENSE"}
    with tarfile.open(built[0][".gz"]) as source:
        files = {member.name.partition("/")[2] for member in source if member.isfile()}
    extra = {"LICENSE", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg"}
    assert {name for name in files if ".egg-info/" not in name} == code | extra
