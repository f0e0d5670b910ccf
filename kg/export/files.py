"""Files put in their place in one step, so that a reader never meets half of one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from kg.errors import KgError

__all__ = ["write_file", "write_files"]


def write_file(file: Path, content: bytes) -> None:
    """Write the content beside the file, then move it into the file's place.

    Raises
    ------
    KgError
        If it cannot be written; what was there before stays.
    """
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        try:
            temporary.write_bytes(content)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise KgError(f"{file}: {error.strerror}; allowed: a file in a folder that exists") from error


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write several files into a folder, which is made if need be; other files in it stay.

    Raises
    ------
    KgError
        If the folder or a file in it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(f"{folder}: {error.strerror}; allowed: a folder that may be written") from error
    for name, content in files.items():
        write_file(folder / name, content)
