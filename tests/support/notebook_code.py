"""Guards for the Python in the committed notebooks.

A notebook names what it shows and leaves the work to `analysis`. So its cells may import a few
modules, call their public functions, assign names, and select from tables. Anything else is
refused, so there is no way to the system, files or the network. The guard reads the code and does
not run it. What `analysis` itself does is covered by its own tests.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from importlib import import_module

from analysis.display import Viewer
from analysis.validation.vocabulary import TABLES

# What may be imported, and under which name.
MODULES = {
    "analysis": "analysis",
    "pd": "pandas",
    **{
        name: f"analysis.{name}"
        for name in (
            "agreement",
            "coverage",
            "display",
            "figures",
            "findings",
            "intercoder",
            "tables",
        )
    },
}
# From these modules only a few functions; from the others, all public ones.
FUNCTIONS = {"analysis": {"load"}, "pd": {"concat"}}
# The arguments after these would be paths.
MOST_ARGUMENTS = {"analysis.load": 0, "intercoder.second": 1}
BUILTINS = {"len", "list", "max", "min", "range", "round", "sorted", "sum"}
# Methods of a table or of the evidence that a notebook may use: none writes, calls back or changes.
ATTRIBUTES = {
    *TABLES,
    *("all", "any", "between", "columns", "count", "drop", "drop_duplicates", "eq", "fillna"),
    *("first", "ge", "groupby", "gt", "head", "iloc", "index", "isin", "isna", "le", "loc", "lt"),
    *("max", "merge", "min", "ne", "notna", "nunique", "query", "rename", "reset_index", "size"),
    *("sort_values", "sum", "tail", "unique", "unstack", "value_counts"),
    *("findings", "prose", "table", "words"),  # of a viewer
}
REFUSED_KEYWORDS = {None, "inplace"}  # None: arguments that a dictionary or a list holds

STATEMENTS = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
CONDITIONS = (ast.Expression, ast.Name, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp)
CONDITIONS += (ast.List, ast.Tuple, ast.cmpop, ast.boolop, ast.unaryop, ast.expr_context)
EXPRESSIONS = (*STATEMENTS, *CONDITIONS, ast.alias, ast.Attribute, ast.BinOp, ast.Call, ast.Dict)
EXPRESSIONS += (ast.keyword, ast.operator, ast.Slice, ast.Starred, ast.Subscript)
MOVE = "move it into analysis/"


def code_problems(cells: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Check the code cells of one notebook in their order, each given by its id and its source.

    Yields the id of the cell with each problem.
    """
    variables: set[str] = set()
    modules: set[str] = set()
    for identity, source in cells:
        try:
            statements = ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            yield identity, "is not plain Python; use no magic, shell line or await"
            continue
        for statement in statements:
            for line in _statement_problems(statement, variables, modules):
                yield identity, line
            variables |= set(_assigned(statement))
            modules |= set(_imported(statement)) & set(MODULES)


def _statement_problems(
    statement: ast.stmt, variables: set[str], modules: set[str]
) -> Iterator[str]:
    """Check one statement that comes after those which bound these variables and modules."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        for name, module in _imported(statement).items():
            if MODULES.get(name) != module:
                yield f"imports {module} as {name}, which is not on the list; {MOVE}"
        return
    nodes = list(ast.walk(statement))
    for node in nodes:
        if not isinstance(node, EXPRESSIONS):
            yield f"has logic of its own ({type(node).__name__}); {MOVE}"
            return
    if isinstance(statement, ast.Assign):
        yield from _target_problems(statement.targets)
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    owners = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield from _name_problems(node, variables, modules, called, owners)
        elif isinstance(node, ast.Attribute):
            yield from _attribute_problems(node, modules, called)
        elif isinstance(node, ast.Call):
            yield from _call_problems(node)


def _imported(statement: ast.stmt) -> dict[str, str]:
    """The modules that a statement imports, by the name that it gives them."""
    if isinstance(statement, ast.Import):
        return {alias.asname or alias.name: alias.name for alias in statement.names}
    if isinstance(statement, ast.ImportFrom):
        origin = "." * statement.level + (statement.module or "")
        return {alias.asname or alias.name: f"{origin}.{alias.name}" for alias in statement.names}
    return {}


def _assigned(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.Assign):
        for node in statement.targets:
            if isinstance(node, ast.Name):
                yield node.id


def _target_problems(targets: list[ast.expr]) -> Iterator[str]:
    for target in targets:
        if not isinstance(target, ast.Name):
            yield f"assigns to {ast.unparse(target)}, which changes what others use; use a name"
        elif target.id in MODULES or target.id in BUILTINS or target.id.startswith("_"):
            yield f"assigns to {target.id}, which has a meaning already; use another name"


def _name_problems(
    node: ast.Name, variables: set[str], modules: set[str], called: set[int], owners: set[int]
) -> Iterator[str]:
    """A name is a module before a dot, a called built-in function, or a variable."""
    allowed = (
        id(node) in owners
        if node.id in modules
        else id(node) in called
        if node.id in BUILTINS
        else node.id in variables and id(node) not in called
    )
    if not allowed:
        yield f"uses {node.id}, which is neither imported nor assigned above; {MOVE}"


def _attribute_problems(node: ast.Attribute, modules: set[str], called: set[int]) -> Iterator[str]:
    module = node.value.id if isinstance(node.value, ast.Name) else ""
    if module in modules:
        allowed = id(node) in called and _is_function(module, node.attr)
    else:
        allowed = node.attr in ATTRIBUTES
    if not allowed:
        yield f"uses {ast.unparse(node)}, which is not on the list; {MOVE}"


def _is_function(module: str, name: str) -> bool:
    """Return whether notebooks may call this function of a module."""
    if module in FUNCTIONS:
        return name in FUNCTIONS[module]
    function = getattr(import_module(MODULES[module]), name, None)
    return (
        not name.startswith("_")
        and (inspect.isfunction(function) or function is Viewer)
        and f"{function.__module__}.".startswith(f"{MODULES[module]}.")
    )


def _call_problems(node: ast.Call) -> Iterator[str]:
    name = ast.unparse(node.func)
    if not isinstance(node.func, (ast.Attribute, ast.Name)):
        yield f"calls {name}, which is not a function by name; {MOVE}"
    if REFUSED_KEYWORDS & {keyword.arg for keyword in node.keywords} or any(
        isinstance(argument, ast.Starred) for argument in node.args
    ):
        yield f"gives {name} arguments that change a table or cannot be read; write them out"
    if len(node.args) + len(node.keywords) > MOST_ARGUMENTS.get(name, 99):
        yield f"gives {name} a path; leave it out"
    if isinstance(node.func, ast.Attribute) and node.func.attr == "query":
        yield from _query_problems(node)


def _query_problems(node: ast.Call) -> Iterator[str]:
    """A query is Python that pandas runs, and so may only compare columns with constants."""
    text = node.args[0] if len(node.args) == 1 and not node.keywords else None
    try:
        tree = ast.parse(text.value, mode="eval")
        plain = all(isinstance(part, CONDITIONS) for part in ast.walk(tree))
    except (AttributeError, TypeError, SyntaxError, ValueError):
        plain = False
    if not plain:
        yield f"queries with {ast.unparse(node)[-60:]!r}; compare columns with constants only"
