"""L5: how many counterparts under other paths are proposed, and how many of the proposals are right, beside git's renames."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add
from pathlib import Path
from typing import Final, NamedTuple

from grading.runs.content import Content
from grading.runs.vault import Vault
from grading.sides import Pair
from tests.bench.measure import Figure
from tests.bench.trees import published
from tests.grading.compare.labelled import Labelled, Role, Tally, Tree, judged, left_over, proposed, sample_pairs, tree
from tests.grading.compare.restructured import Plan, package, restructured


class _Published(NamedTuple):
    """Two packages for one purpose, as a package index and an import know them, and what stands beside what in them.

    In a line, each file of the left is right beside each of the right, and as many are expected as can be. After `=`
    are files that are called the same; `*` is all of those. After `also` is what is right and not expected.
    """

    packages: Pair[str]
    roots: Pair[str]
    labels: str


# Written from the files by hand before any of them was paired; completed afterwards by `py.typed` and `_doc_common`, into
# which half of `_reader` went. What was proposed was looked at while the weights were chosen, but not for docker and
# podman, which came later. All but the last two pairs were written independently of one another.
_PUBLISHED: Final = (
    _Published(
        Pair("requests==2.34.2", "httpx==0.28.1"),
        Pair("requests", "httpx"),
        """
        = __init__ __version__ _types py.typed
        adapters: _transports/default
        api: _api
        auth: _auth
        exceptions: _exceptions
        models: _models
        sessions: _client
        status_codes: _status_codes
        utils: _utils
        also adapters: _transports/base
        also _internal_utils: _utils
        """,
    ),
    _Published(
        Pair("jinja2==3.1.6", "mako==1.4.3"),
        Pair("jinja2", "mako"),
        """
        = __init__ exceptions filters lexer runtime
        compiler: codegen
        environment: template
        loaders: lookup
        nodes: parsetree
        utils: util
        also ext: ext/__init__ ext/babelplugin ext/extract
        also environment: lookup
        also nodes idtracking: ast
        also visitor: _ast_util
        """,
    ),
    _Published(
        Pair("werkzeug==3.1.9", "webob==1.8.11"),
        Pair("werkzeug", "webob"),
        """
        = __init__
        datastructures/accept: acceptparse
        datastructures/cache_control: cachecontrol
        datastructures/etag: etag
        datastructures/headers: headers
        datastructures/structures: multidict
        datastructures/range: byterange
        exceptions: exc
        wrappers/request sansio/request: request
        wrappers/response sansio/response: response
        utils: util
        middleware/shared_data: static
        also http sansio/http: cookies datetime_utils
        """,
    ),
    _Published(
        Pair("paramiko==5.1.0", "asyncssh==2.24.1"),
        Pair("paramiko", "asyncssh"),
        """
        = __init__ agent channel client config server
        auth_handler: auth
        common: constants
        compress: compression
        ecdsakey: ecdsa
        ed25519key: eddsa
        hostkeys: known_hosts
        kex_ecdh_nist kex_curve25519 kex_group14 kex_gex kex_group16: kex_dh
        message packet: packet
        pkey: public_key
        rsakey: rsa
        sftp sftp_attr sftp_client sftp_file sftp_handle sftp_server sftp_si: sftp
        transport: connection
        util: misc
        ber: asn1
        win_pageant win_openssh: agent_win32
        also kex_mlkem: kex_dh crypto/pq
        also kex_curve25519 ecdsakey: crypto/ec
        also auth_strategy: auth
        also auth_handler: auth_keys
        also rsakey: crypto/rsa
        also ed25519key: crypto/ed
        also ssh_exception: misc
        also file: stream
        also _winapi: agent_win32
        """,
    ),
    _Published(
        Pair("docker==7.2.0", "podman==5.8.0"),
        Pair("docker", "podman"),
        """
        = __init__ client version api/__init__ api/client
        models/containers api/container: domain/containers domain/containers_create domain/containers_manager domain/containers_run
        models/images api/image: domain/images domain/images_manager
        api/build: domain/images_build
        models/networks api/network: domain/networks domain/networks_manager
        models/secrets api/secret: domain/secrets
        models/volumes api/volume: domain/volumes
        models/resource: domain/manager
        utils/json_stream: domain/json_stream
        errors: errors/exceptions errors/__init__
        tls: tlsconfig
        transport/sshconn: api/ssh
        transport/unixconn: api/uds
        api/daemon: domain/system
        utils/build: api/tar_utils
        types/networks: domain/ipam
        also utils/config context/config context/context: domain/config
        also _version: version
        also api/daemon: domain/events
        also utils/utils: api/parse_utils
        also utils/socket: api/output_utils
        also models/images: domain/registry_data
        """,
    ),
    _Published(  # one framework made again for another way of running
        Pair("flask==3.1.3", "quart==0.22.0"),
        Pair("flask", "quart"),
        """
        = __init__ __main__ cli config ctx globals helpers json/__init__ json/provider json/tag logging py.typed
        = sessions signals templating typing views
        app sansio/app: app
        blueprints sansio/blueprints: blueprints
        testing: testing/__init__ testing/client testing/app testing/utils
        wrappers: wrappers/__init__ wrappers/request wrappers/response wrappers/base
        also debughelpers: debug
        """,
    ),
    _Published(  # one library, several editions later and under another name
        Pair("PyPDF2==2.12.1", "pypdf==5.1.0"),
        Pair("PyPDF2", "pypdf"),
        """
        = *
        also _reader: _doc_common
        also _security: _encryption
        also generic/_annotations: annotations/_base annotations/_markup_annotations annotations/_non_markup_annotations
        """,
    ),
)
_SOURCES: Final = (
    ("json", "http", "html", "email"),
    ("asyncio", "concurrent"),
    ("xml", "wsgiref", "urllib"),
    ("idlelib",),
)
_HARD: Final = (
    Plan(71, under="src", folders=1.0, names="other", edited=(0.5, 0.7), indented=True),
    Plan(72, under="src", folders=1.0, names="camel", edited=(0.5, 0.7), indented=True, split=0.4),
)


def figures(folder: Path) -> Iterator[Figure]:
    """The sample runs, trees restructured and largely rewritten, and published packages for the same purpose."""
    yield _figure(folder, "the sample runs, every two of a task", sample_pairs())
    hard = [restructured(package(*names), plan) for names in _SOURCES for plan in _HARD]
    yield _figure(folder, "code moved, renamed, indented otherwise, and 50–70 % of its lines changed", hard)
    pairs = [found for one in _PUBLISHED if (found := _fetched(folder, one)) is not None]
    yield _figure(folder, f"{len(pairs)} of {len(_PUBLISHED)} pairs of published packages for one purpose", pairs)


def _figure(folder: Path, what: str, sets: Iterable[Labelled]) -> Figure:
    ours, git = Tally(), Tally()
    for one in sets:
        ours += judged(one, [found[:2] for found in proposed(one.files)])
        git += judged(one, _renames(folder, one.files))
    return Figure(
        "L5",
        f"counterparts under other paths: {what}",
        "recall ≥ 0.75, precision ≥ 0.8; recall ≥ 1.4 × git diff -M10% -l0",
        f"recall {ours.recall:.2f}, precision {ours.precision:.2f} of {ours.expected} (git {git.recall:.2f}, {git.precision:.2f})",
        ours.expected > 0 and ours.recall >= max(0.75, 1.4 * git.recall) and ours.precision >= 0.8,
    )


def _renames(folder: Path, files: Pair[Tree]) -> list[tuple[bytes, bytes]]:
    """What git finds renamed between two trees of a fresh bare store."""
    vault = Vault.create(folder / f"git-{len(list(folder.iterdir()))}")
    trees = files.map(lambda side: vault.store(Content(path, 0o100644, data) for path, data in sorted(side.items())))
    printed = iter(vault.git.run("diff-tree", "-r", "--raw", "-z", "-M10%", "-l0", *trees).split(b"\0")[:-1])
    found = []
    for about in printed:
        path = next(printed)
        if about.split(b" ")[-1].startswith(b"R"):
            found.append((path, next(printed)))
    return found


def _fetched(folder: Path, one: _Published) -> Labelled | None:
    """Two packages as they are published; nothing where no package index has them."""
    sides = []
    for name, root in zip(one.packages, one.roots, strict=True):
        place = folder / name
        if not published(name, place, f"{root}/"):
            return None
        sides.append({path: data for path, data in tree(place).items() if path.startswith(f"{root}/".encode())})
    return _labelled(left_over(Pair(*sides)), one)


def _labelled(files: Pair[Tree], one: _Published) -> Labelled:
    roles: list[Role] = []
    also: set[tuple[bytes, bytes]] = set()
    for line in filter(None, map(str.strip, one.labels.splitlines())):
        is_also, said = line.startswith("also "), line.removeprefix("also ")
        names = [Pair(name, name) for name in said[1:].split()] if said.startswith("=") else [Pair(*said.split(":"))]
        if said == "= *":
            names = [Pair(name, name) for name in sorted(_names(files.a, one.roots.a) & _names(files.b, one.roots.b))]
        found = [Role(_paths(pair.a, one.roots.a), _paths(pair.b, one.roots.b)) for pair in names]
        missing = reduce(add, ([*(role.a - files.a.keys()), *(role.b - files.b.keys())] for role in found))
        assert not missing, missing
        if is_also:
            also |= {(a, b) for role in found for a in role.a for b in role.b}
        else:
            roles += found
    return Labelled(files, roles, frozenset(also))


def _names(files: Tree, root: str) -> set[str]:
    return {path.decode().removeprefix(f"{root}/").removesuffix(".py") for path in files}


def _paths(names: str, root: str) -> frozenset[bytes]:
    return frozenset(f"{root}/{name}{'' if '.' in name else '.py'}".encode() for name in names.split())
