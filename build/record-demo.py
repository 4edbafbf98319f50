#!/usr/bin/env python3
"""Records docs/demo.svg: runs the commands of a release in a terminal and draws what they print, as an animation of a minute.

Run from the repository's root, with the command to record: build/record-demo.py artifacts/image/plimsoll
"""
import html
import os
import pty
import re
import select
import subprocess
import sys
import tempfile

COLUMNS, ROWS, WIDTH, HEIGHT, SECONDS = 100, 26, 8.4, 19, 60
STEPS = [
    "# A release tag is at HEAD. Which tags does the image get, and why?",
    "plimsoll tags --explain",
    "# Publish a folder of files under these tags; without a registry, to an OCI layout",
    "plimsoll publish files:out --image acme/app",
    "# Production accepts only what cannot move",
    "plimsoll tags --environment production --tags latest",
    "plimsoll check deploy",
    "# Deploy the very same bytes to staging",
    "plimsoll promote 2.1.0 --to staging",
    "# What would a second run do?",
    "plimsoll plan files:out --image acme/app",
]
COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "36": "#56d4dd", "90": "#8b949e", "2": "#8b949e"}


def prepare(folder):
    """A repository with a release, files to publish and a deployment."""
    def git(*arguments):
        subprocess.run(["git", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment(folder))

    for path, text in {
        "out/app": "#!/bin/sh\necho hello\n",
        "plimsoll.yml": "image: acme/app\n",
        "deploy/prod/app.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { name: app }\nspec:\n  containers:\n    - name: app\n      image: ghcr.io/acme/app:latest\n",
    }.items():
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(text)
    git("init", "--quiet", "--initial-branch", "main")
    git("add", ".")
    git("commit", "--quiet", "--message", "First release")
    git("tag", "v2.1.0")


def environment(folder):
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {
        "HOME": folder, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "SOURCE_DATE_EPOCH": "1779184800",
        "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.com", "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.com",
        "GIT_AUTHOR_DATE": "2026-05-19T08:00:00Z", "GIT_COMMITTER_DATE": "2026-05-19T08:00:00Z",
    }


def run(command, line, folder):
    """What a command line prints on a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["sh", "-c", f"stty cols {COLUMNS} rows {ROWS}; {line.replace('plimsoll', command, 1)}"],
        cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment(folder))
    os.close(slave)
    output = b""
    while True:
        ready, _, _ = select.select([master], [], [], 60)
        try:
            part = os.read(master, 65536) if ready else b""
        except OSError:
            part = b""
        if not part:
            break
        output += part
    process.wait()
    return output.decode("utf-8", "replace").replace("\r\n", "\n").rstrip("\n").split("\n")


def draw(line):
    """A line with its colours; as on the terminal, what is longer goes on in the next one."""
    rows, style, column = [[]], "", 0
    for part in re.split(r"(\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>])", re.sub(r"[^\r]*\r", "", line)):
        if part.startswith("\x1b"):
            codes = part[2:-1].split(";")
            colour = next((COLOURS[code] for code in codes if code in COLOURS), "")
            bold = "font-weight:bold" if "1" in codes else ""
            style = ";".join(filter(None, [f"fill:{colour}" if colour else "", bold])) if part.endswith("m") else style
        while part and not part.startswith("\x1b"):
            if column == COLUMNS:
                rows.append([])
                column = 0
            text, part = part[:COLUMNS - column], part[COLUMNS - column:]
            column += len(text)
            rows[-1].append(f'<tspan style="{style}">{html.escape(text, quote=False)}</tspan>' if style else html.escape(text, quote=False))
    return ["".join(row) for row in rows]


def main():
    command = os.path.abspath(sys.argv[1])
    lines, starts = [], []
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        for number, step in enumerate(STEPS):
            if number == 0 or not STEPS[number - 1].startswith("#"):
                starts.append(len(lines))
            if step.startswith("#"):
                lines.append(f'<tspan style="fill:#8b949e">{html.escape(step)}</tspan>')
                continue
            lines.append(f'<tspan style="fill:#7ee787">$</tspan> {html.escape(step)}')
            lines += [row for line in run(command, step, folder) for row in draw(line)] + [""]

    # Each command appears with its comment, at its time; the page moves up where there is no room.
    pause = (SECONDS - 6) / len(starts)
    style, text, moves = [], [], ["0% { transform: translateY(0) }"]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        at = 100 * number * pause / SECONDS
        style.append(f"@keyframes s{number} {{ 0%, {at:.2f}% {{ opacity: 0 }} {min(at + .4, 100):.2f}%, 100% {{ opacity: 1 }} }}")
        style.append(f".s{number} {{ animation: s{number} {SECONDS}s linear infinite }}")
        moves.append(f"{at:.2f}% {{ transform: translateY(-{max(0, end - ROWS) * HEIGHT}px) }}")
        rows = "".join(f'<text x="0" y="{(row + 1) * HEIGHT}">{lines[row]}</text>' for row in range(start, end))
        text.append(f'<g class="s{number}">{rows}</g>')
    width, height = COLUMNS * WIDTH + 32, ROWS * HEIGHT + 56
    svg = f'''<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" aria-label="Plimsoll derives tags, publishes, checks and promotes">
<style>
text {{ font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #e6edf3; white-space: pre }}
@keyframes page {{ {" ".join(moves)} }}
.page {{ animation: page {SECONDS}s steps(1, end) infinite }}
{chr(10).join(style)}
</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g fill="#30363d"><circle cx="20" cy="18" r="6"/><circle cx="40" cy="18" r="6"/><circle cx="60" cy="18" r="6"/></g>
<svg x="16" y="34" width="{COLUMNS * WIDTH:.0f}" height="{ROWS * HEIGHT + 8}"><g class="page">{"".join(text)}</g></svg>
</svg>
'''
    with open("docs/demo.svg", "w", encoding="utf-8") as file:
        file.write(svg)
    print(f"docs/demo.svg: {len(lines)} lines, {len(svg)} bytes")


if __name__ == "__main__":
    main()
