#!/usr/bin/env python3
"""Times the PDF of one example beside typst and weasyprint on the same content, each as a fresh process.

    pip install typst weasyprint
    python3 tests/papers/rivals.py target/release/chiefly examples/community-bank.toml

The rivals get the text that chiefly writes itself: weasyprint its HTML with the charts, typst its Markdown as typst markup
(headings, paragraphs, lists, tables; without the charts). Medians of nine runs after one for warming up.
"""
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def median(command, folder):
    times = []
    for turn in range(10):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if turn:
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def typst_inline(text):
    text = re.sub(r"\\(.)", r"\1", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    bold = re.split(r"\*\*(.+?)\*\*", text)
    escape = lambda part: re.sub(r"([\\#$*_`<>@\[\]~/=+-])", r"\\\1", part)
    return "".join(f"*{escape(part)}*" if index % 2 else escape(part) for index, part in enumerate(bold))


def typst_source(markdown):
    out, table = ["#set page(numbering: \"1\")", "#set text(font: \"DejaVu Sans\", size: 10pt)", "#outline()"], []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                table.append(cells)
            continue
        if table:
            columns = max(len(row) for row in table)
            cells = [f"[{typst_inline(cell)}]" for row in table for cell in row + [""] * (columns - len(row))]
            head = f"table.header({', '.join(cells[:columns])})"
            out.append(f"#table(columns: {columns}, {head}, {', '.join(cells[columns:])})")
            table = []
        if heading := re.match(r"(#+) (.*)", line):
            out.append(f"{'=' * len(heading[1])} {typst_inline(heading[2])}")
        elif item := re.match(r"(?:-|\d+\.) (.*)", line):
            out.append(f"- {typst_inline(item[1])}")
        else:
            out.append(typst_inline(line.removeprefix(">").strip()))
    return "\n".join(out)


def main():
    program, answers = (str(Path(path).resolve()) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        report = lambda *outputs: [program, "report", answers, "--force", *(word for name in outputs for word in ("-o", name))]
        subprocess.run(report("a.md", "a.html"), cwd=folder, check=True, stderr=subprocess.DEVNULL)
        Path(folder, "a.typ").write_text(typst_source(Path(folder, "a.md").read_text()))
        every = [f"all.{ending}" for ending in ("md", "html", "pdf", "docx", "xlsx", "json", "csv")]
        compile_typst = "import typst; typst.compile('a.typ', output='typst.pdf')"
        print_html = "import weasyprint; weasyprint.HTML('a.html').write_pdf('weasyprint.pdf')"
        runs = [
            ("chiefly, PDF", report("chiefly.pdf"), "chiefly.pdf"),
            ("chiefly, all seven formats", report(*every), None),
            ("typst", [sys.executable, "-c", compile_typst], "typst.pdf"),
            ("weasyprint", [sys.executable, "-c", print_html], "weasyprint.pdf"),
        ]
        print("| what | fresh process, ms | size, KB |\n|---|--:|--:|")
        for name, command, output in runs:
            taken = median(command, folder)
            size = f"{Path(folder, output).stat().st_size / 1000:.0f}" if output else ""
            print(f"| {name} | {taken:.0f} | {size} |", flush=True)


main()
