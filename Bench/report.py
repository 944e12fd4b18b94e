"""What is said while it is measured, and the tables at the end."""
import pathlib
import time


class Report:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.lines = []

    def say(self, text=""):
        print(text, flush=True)
        self.lines.append(text)

    def progress(self, text):
        print(f"    {time.strftime('%H:%M:%S')} {text}", flush=True)

    def table(self, heads, rows):
        widths = [max(len(str(row[place])) for row in [heads, *rows]) for place in range(len(heads))]
        for row in [heads, ["-" * width for width in widths], *rows]:
            self.say("  ".join(str(cell).ljust(width) if place == 0 else str(cell).rjust(width) for place, (cell, width) in enumerate(zip(row, widths))))
        self.say()

    def save(self):
        self.path.write_text("\n".join(self.lines) + "\n")
