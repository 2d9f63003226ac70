"""What pygments is asked: the lexer for a file's name, and the role that a kind of token has.

The lexer follows from the name alone: to guess from the content costs more than lexing it, and lets the content decide.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final, Protocol

from pygments.lexers import find_lexer_class_for_filename
from pygments.token import Token

from tui.painting.frames import Role

Tokens = Iterator[tuple[int, "TokenType", str]]


class TokenType(Protocol):
    """A kind of token; all but the outermost have one that they are a case of."""

    @property
    def parent(self) -> "TokenType | None": ...


class Lexer(Protocol):
    """What is used of a lexer: it takes a text as it is, so that every offset is exact."""

    def get_tokens_unprocessed(self, text: str) -> Tokens: ...


_BY_KIND: Final[dict[TokenType, Role]] = {
    Token.Comment: Role.COMMENT,
    Token.Comment.Preproc: Role.DECORATOR,
    Token.Comment.PreprocFile: Role.STRING,
    Token.Generic.Emph: Role.MARKUP,
    Token.Generic.EmphStrong: Role.MARKUP,
    Token.Generic.Heading: Role.MARKUP,
    Token.Generic.Strong: Role.MARKUP,
    Token.Generic.Subheading: Role.MARKUP,
    Token.Keyword: Role.KEYWORD,
    Token.Keyword.Type: Role.BUILTIN,
    Token.Literal.Date: Role.NUMBER,
    Token.Literal.Number: Role.NUMBER,
    Token.Literal.String: Role.STRING,
    Token.Literal.String.Escape: Role.ESCAPE,
    Token.Literal.String.Interpol: Role.ESCAPE,
    Token.Name.Attribute: Role.ATTRIBUTE,
    Token.Name.Builtin: Role.BUILTIN,
    Token.Name.Class: Role.CLASS,
    Token.Name.Constant: Role.BUILTIN,
    Token.Name.Decorator: Role.DECORATOR,
    Token.Name.Entity: Role.ESCAPE,
    Token.Name.Exception: Role.CLASS,
    Token.Name.Function: Role.FUNCTION,
    Token.Name.Label: Role.DECORATOR,
    Token.Name.Namespace: Role.CLASS,
    Token.Name.Property: Role.ATTRIBUTE,
    Token.Name.Tag: Role.TAG,
    Token.Name.Variable: Role.ATTRIBUTE,
    Token.Name.Variable.Magic: Role.BUILTIN,
    Token.Operator: Role.OPERATOR,
    Token.Operator.Word: Role.KEYWORD,
    Token.Punctuation: Role.PUNCTUATION,
}


class _Roles(dict["TokenType", int]):
    """The role of each kind of token, 0 for none: that of the nearest kind which the table has."""

    def __missing__(self, kind: TokenType) -> int:
        role: int = _BY_KIND[kind] if kind in _BY_KIND else 0 if kind.parent is None else self[kind.parent]
        self[kind] = role
        return role


ROLES: Final = _Roles()

# Names that pygments does not know, or gives to a language that hardly anybody writes: read as the name beside them.
_LIKE: Final = {
    **dict.fromkeys((".babelrc", ".eslintrc", ".prettierrc", ".geojson", ".ipynb", ".jsonc", ".webmanifest"), "x.json"),
    **dict.fromkeys((".cjsx",), "x.jsx"),
    **dict.fromkeys((".conf", ".gitconfig", ".gitmodules", ".npmrc"), "x.ini"),
    **dict.fromkeys((".cts", ".mts"), "x.ts"),
    **dict.fromkeys((".ejs", ".mustache", ".astro", ".svelte"), "x.html"),
    **dict.fromkeys((".env", ".envrc", ".profile"), "x.sh"),
    **dict.fromkeys((".erb",), "x.rhtml"),
    **dict.fromkeys((".fs", ".fsi"), "x.fsx"),
    **dict.fromkeys((".glsl",), "x.vert"),
    **dict.fromkeys((".gql",), "x.graphql"),
    **dict.fromkeys((".j2", ".jinja", ".jinja2"), "x.html.j2"),
    **dict.fromkeys((".mdx",), "x.md"),
    **dict.fromkeys((".metal",), "x.cpp"),
    **dict.fromkeys((".pl", ".pm", ".t"), "x.perl"),
    **dict.fromkeys((".plist",), "x.xml"),
    **dict.fromkeys((".podspec", ".ru", "brewfile", "podfile"), "x.rb"),
    **dict.fromkeys((".r",), "x.R"),
    **dict.fromkeys((".s",), "x.s"),
    **dict.fromkeys((".star",), "x.bzl"),
    **dict.fromkeys((".tcss",), "x.css"),
    **dict.fromkeys((".dockerfile", "containerfile", "dockerfile"), "Dockerfile"),
    **dict.fromkeys(("cargo.lock", "uv.lock"), "x.toml"),
    **dict.fromkeys(("jenkinsfile",), "x.gradle"),
    **dict.fromkeys(("justfile",), "Makefile"),
    "go.mod": "x.txt",
}

WARMED: Final = (
    *("x.py", "x.js", "x.ts", "x.tsx", "x.css", "x.html", "x.json", "x.md", "x.yaml", "x.toml", "x.go", "x.rs", "x.sh"),
    *("x.rb", "x.java", "x.c", "x.cpp", "x.sql", "x.php", "x.vue", "Dockerfile", "Makefile"),
)
"""Names of the languages that most workspaces hold: loading one takes up to 30 ms."""


@lru_cache(256)
def lexer_class(name: str) -> Callable[[], Lexer] | None:
    """What makes a lexer for a file of this name; nothing where there is none."""
    base = PurePosixPath(name).name
    low = base.lower()
    # `.env.local` and `Dockerfile.dev` say what they are before the last dot.
    stem = PurePosixPath(low).stem
    for one in (low, PurePosixPath(low).suffix, stem if stem in {".env", "dockerfile"} else ""):
        if one in _LIKE:
            return _class(_LIKE[one])
    return _class(base) or _class(low)


def _class(name: str) -> Callable[[], Lexer] | None:
    found: Callable[[], Lexer] | None = find_lexer_class_for_filename(name)
    return found
