"""The two engines: where a run's database is, and what it does alone (the floor)."""
import pathlib
import re
import shutil

from machine import cpu_of_family, run

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


class SQLite:
    name = "SQLite"

    def __init__(self, folder, seconds, kept=None):
        """`kept`: a folder for filled databases that outlive the run."""
        self.data = folder / "sqlite"
        self.seconds = seconds
        self.where = ["--data", self.data]
        self.folder = folder
        self.kept = kept

    def start(self):
        pass

    def stop(self):
        pass

    def settle(self):
        """Before measuring: the log folded into the file."""
        run("sqlite3", self.file, "pragma wal_checkpoint(truncate)")

    def take(self, name):
        """Whether the database is now a copy of the kept one of that name."""
        if not self.kept or not (self.kept / f"{name}.sqlite").exists():
            return False
        shutil.copytree(self.kept / f"{name}.sqlite", self.data)
        return True

    def keep(self, name):
        """After `settle`: all is in the one file."""
        if self.kept:
            shutil.copytree(self.data, self.kept / f"{name}.half")
            (self.kept / f"{name}.half").rename(self.kept / f"{name}.sqlite")

    @property
    def file(self):
        return self.data / "ventanilla.db"

    def query(self, sql):
        return run("sqlite3", self.file, sql)

    def cpu(self):
        return 0.0

    def disk(self):
        return sum(path.stat().st_size for path in self.data.glob("ventanilla.db*")) / 2**20

    def floors(self, cases, queue):
        """Units a second of each work; with 32 units a transaction for writes."""
        copy = self.folder / "floor.db"
        shutil.copyfile(self.file, copy)
        found = {}
        for work in ("list", "open"):
            found[work] = self._loop(copy, f"{work}.sql", 0, cases, queue)
        for work in ("reply", "create"):
            found[work] = self._loop(copy, f"{work}.sqlite.sql", 1, cases, queue)
            found[f"{work} ×32"] = self._loop(copy, f"{work}.sqlite.sql", 32, cases, queue)
        for path in self.folder.glob("floor.db*"):
            path.unlink()
        return found

    def _loop(self, copy, sql, batch, cases, queue):
        units, seconds, _ = run(self.folder / "store", copy, HERE / "sql" / sql, self.seconds, batch, cases, queue).split()
        return int(units) / float(seconds)

    def count_statements(self, _):
        return None


class Postgres:
    name = "PostgreSQL 15"

    def __init__(self, folder, seconds, kept=None):
        """`kept`: a folder for filled databases that outlive the run."""
        self.data = folder / "postgres-data"
        self.kept = kept
        self.cluster = (kept or folder) / "postgres"
        self.seconds = seconds
        self.url = None

    def start(self):
        server = run(ROOT / "bin/pg", "start", self.cluster)
        self.pid = int((self.cluster / "data/postmaster.pid").read_text().splitlines()[0])
        run("psql", "-qX", "-c", "drop database if exists bench", "-c", "create database bench", server)
        self.url = f"{server.rpartition('/')[0]}/bench"
        self.where = ["--data", self.data, "--database", self.url]

    def stop(self):
        if (self.cluster / "data/postmaster.pid").exists():
            run(ROOT / "bin/pg", "stop", self.cluster)

    def settle(self):
        self.query("vacuum analyze")
        self.query("checkpoint")

    def take(self, name):
        """Whether the database is now a copy of the kept one of that name."""
        server = f"{self.url.rpartition('/')[0]}/postgres"
        if not self.kept or self.query(f"select 1 from pg_database where datname = '{name}'", server) != "1":
            return False
        self.query("drop database bench", server)
        self.query(f"create database bench template {name}", server)
        shutil.copytree(self.kept / f"{name}.postgres", self.data)
        return True

    def keep(self, name):
        if self.kept:
            shutil.copytree(self.data, self.kept / f"{name}.postgres")
            self.query(f"create database {name} template bench", f"{self.url.rpartition('/')[0]}/postgres")

    def query(self, sql, database=None):
        return run("psql", "-qXAtc", sql, database or self.url)

    def cpu(self):
        return cpu_of_family(self.pid)

    def disk(self):
        return int(self.query("select pg_database_size(current_database())")) / 2**20

    def floors(self, cases, queue):
        """pgbench with 16 connections, prepared; on a copy, so that its rows are none of ours."""
        server = f"{self.url.rpartition('/')[0]}/postgres"
        self.query("create database floor template bench", server)
        copy = f"{self.url.rpartition('/')[0]}/floor"
        self.query("vacuum analyze", copy)
        found = {}
        for work, script in (("list", "list.sql"), ("open", "open.sql"), ("reply", "reply.postgres.sql"), ("create", "create.postgres.sql")):
            path = HERE / "sql" / script
            if work == "open":
                path = self.cluster.parent / script
                path.write_text("\\set n random(1, :cases)\n" + (HERE / "sql" / script).read_text())
            said = run(
                "/usr/lib/postgresql/15/bin/pgbench", "-n", "-M", "prepared", "-c", 16, "-j", 1, "-T", max(2, round(self.seconds)), "-D", f"cases={cases}", "-D",
                f"queue={queue}", "-f", path, copy)
            found[work] = float(re.search(r"tps = ([\d.]+)", said)[1])
        self.query("drop database floor", server)
        return found

    def count_statements(self, verbs):
        """{verb: (statements, round trips)}: what PostgreSQL logs while each verb runs alone. BEGIN goes out with the first statement
        and COMMIT of a reader is not waited for, so neither is a round trip of its own."""
        for setting in ("log_line_prefix = '%p@'", "log_statement = 'all'"):
            self.query(f"alter system set {setting}")
        self.query("select pg_reload_conf()")
        log, found = self.cluster / "server.log", {}
        try:
            import time

            time.sleep(0.5)
            for verb, (act, mark) in verbs.items():
                act()  # once before: what is prepared or cached the first time
                costs = []
                for _ in range(8):
                    time.sleep(0.12)
                    start = log.stat().st_size
                    act()
                    time.sleep(0.12)
                    with log.open("rb") as file:
                        file.seek(start)
                        costs += self._transactions(file.read().decode("utf-8", "replace"), mark)
                found[verb] = min(costs) if costs else None
        finally:
            self.query("alter system reset all")
            self.query("select pg_reload_conf()")
        return found

    @staticmethod
    def _transactions(text, mark):
        """(statements, round trips) of each transaction that has `mark` in it."""
        open_ones, found = {}, []
        for entry in re.split(r"\n(?=\d+@)", "\n" + text):
            match = re.match(r"\n?(\d+)@LOG:\s+(?:statement|execute \S+): (.*)", entry, re.S)
            if not match:
                continue
            pid, sql = match[1], match[2].strip()
            lower = sql.lower()
            if lower.startswith("begin"):
                open_ones[pid] = [0, 0, ""]
                if ";" not in lower:
                    continue
            held = open_ones.get(pid)
            if held is None:
                continue
            if lower == "commit":
                isWrite = any(word in held[2] for word in ("insert ", "update "))
                if mark in held[2]:
                    found.append((held[0], held[1] + isWrite))
                del open_ones[pid]
                continue
            held[0] += 1
            held[1] += 1
            held[2] += lower + "\n"
        return found
