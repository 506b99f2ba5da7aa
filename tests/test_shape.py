"""The shape that code has here: small functions, small files, few parameters, docstrings, the glossary's names."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).parent.parent
FOLDERS = ("src/civharm", "evals", "benchmarks", "docs")
FILES = sorted(
    path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
)
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}

LINES_MOST, LINES_EVER, SHARE_OF_MOST = 30, 60, 0.92
PARAMETERS, FLAGS = 5, 2
FILE_LINES_EVER, FILE_LINES_P90 = 400, 220
FORBIDDEN = frozenset("data info item items process handle handler manager util utils helper helpers".split())

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', '')}"


def body_lines(function: Function) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def code_lines(path: Path) -> int:
    """Lines that hold code: no comments, no blank lines, no docstrings."""
    text = path.read_text(encoding="utf-8")
    skipped = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in skipped:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Module | ast.ClassDef | Function) and ast.get_docstring(node):
            docstring = node.body[0]
            lines -= set(range(docstring.lineno, (docstring.end_lineno or 0) + 1))
    return len(lines)


def test_functions_are_short():
    lengths = {where(path, node): body_lines(node) for path in FILES for node in functions(TREES[path])}
    too_long = {name: length for name, length in lengths.items() if length > LINES_EVER}
    assert too_long == {}
    short = sum(length <= LINES_MOST for length in lengths.values())
    assert short / len(lengths) >= SHARE_OF_MOST


def test_files_are_short():
    lengths = {path: code_lines(path) for path in FILES}
    assert {str(path): length for path, length in lengths.items() if length > FILE_LINES_EVER} == {}
    assert quantiles(lengths.values(), n=10)[-1] <= FILE_LINES_P90


def parameters(function: Function) -> list[ast.arg]:
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [each for each in given if each.arg not in ("self", "cls")]


def is_flag(parameter: ast.arg) -> bool:
    return isinstance(parameter.annotation, ast.Name) and parameter.annotation.id == "bool"


def test_functions_take_few_parameters_and_fewer_flags():
    taken = {where(path, node): parameters(node) for path in FILES for node in functions(TREES[path])}
    assert [name for name, given in taken.items() if len(given) > most_parameters(name)] == []
    assert [name for name, given in taken.items() if sum(map(is_flag, given)) > FLAGS] == []


def most_parameters(place: str) -> int:
    """A command's options are its parameters."""
    return 12 if "/cli/" in place else PARAMETERS


def test_modules_and_public_classes_have_docstrings():
    documented = [
        (path, node)
        for path, tree in TREES.items()
        for node in (tree, *tree.body)
        if isinstance(node, ast.Module) or (isinstance(node, ast.ClassDef) and not node.name.startswith("_"))
    ]
    assert [where(path, node) for path, node in documented if not ast.get_docstring(node)] == []


def test_names_are_the_glossarys():
    named = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    names = {
        where(path, node): node.name
        for path in FILES
        for node in ast.walk(TREES[path])
        if isinstance(node, named)
    }
    names |= {str(path): path.stem for path in FILES}
    words = {
        place: {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)} for place, name in names.items()
    }
    assert {place: used & FORBIDDEN for place, used in words.items() if used & FORBIDDEN} == {}


def test_a_catch_all_gives_its_reason():
    caught = [
        (path, node)
        for path in FILES
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.ExceptHandler) and is_catch_all(node)
    ]
    assert [where(path, node) for path, node in caught if not REASON.search(line_of(path, node))] == []


#: A reason beside the waiver of the rule, as in "… BLE001 - whatever a stage stumbles over, the rest is read".
REASON = re.compile(r"#\s*noqa: BLE001\W+\w{3,}|#(?!\s*noqa)\s*\w{3,}")


def line_of(path: Path, node: ast.ExceptHandler) -> str:
    return path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]


def is_catch_all(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(each is None or ast.unparse(each) in ("Exception", "BaseException") for each in caught)


def test_only_the_command_line_prints():
    printing = [path for path in FILES if "src" in path.parts and "cli" not in path.parts]
    calls = [
        where(path, node)
        for path in printing
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert calls == []
