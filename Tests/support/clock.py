"""A wall clock that stands still for a program of ours, so that the same scene is the same picture every day."""
import datetime
import struct
import subprocess

from support.server import ROOT

LIMA = datetime.timezone(datetime.timedelta(hours=-5))


class StandingClock:
    def __init__(self, folder, at):
        self.file = folder / "clock"
        self.set(at)
        library = folder / "clock.so"
        subprocess.run(["clang", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, ROOT / "Tests/support/clock.c"], check=True)
        self.environment = {"LD_PRELOAD": str(library), "TEST_CLOCK": str(self.file)}

    def set(self, at):
        """`at`: as in 2025-11-21T10:42:31, Lima's time."""
        self.now = datetime.datetime.fromisoformat(at).replace(tzinfo=LIMA)
        with self.file.open("r+b" if self.file.exists() else "wb") as file:  # the page that the program has mapped stays the same
            file.write(struct.pack("q", int(self.now.timestamp() * 1000)))
