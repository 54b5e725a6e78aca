"""Is an archive package of published information still whole?"""

from __future__ import annotations

from pathlib import Path

from yangguang.cli.parser import Parser, stop
from yangguang.disclosure.package import verify_package


def run(arguments: list[str]) -> int:
    """Run `yangguang archive check FILE …`; exit status 0 whole, 1 not, 2 unreadable."""
    parser = Parser(prog="yangguang archive", description="核对归档包是否完整、有没有改动")
    parser.add_argument("action", choices=["check"], help="check：核对")
    parser.add_argument("packages", metavar="FILE", type=Path, nargs="+", help="归档包（zip），可以有几个")
    chosen = parser.parse_args(arguments)
    return max([_check(path) for path in chosen.packages])


def _check(path: Path) -> int:
    try:
        package = path.read_bytes()
    except OSError:
        stop(f"无法读取文件“{path}”")
    faults = verify_package(package)
    print(f"{path}：{'；'.join(faults) or '完整'}")
    return 1 if faults else 0
