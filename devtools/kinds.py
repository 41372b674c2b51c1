"""The table of kinds in docs/fidelity.md, made from what the kinds declare themselves.

``python -m devtools.kinds`` writes it anew.
"""

from pathlib import Path

from cluster_sim.world.kube.api import coverage

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "fidelity.md"
BEGIN, END = "<!-- kinds: begin -->\n", "<!-- kinds: end -->\n"


def table() -> str:
    """The rows as Markdown: every kind that is served, then those that are refused."""
    rows = ["| kind | apiVersion | in a lab | fields without effect |", "|---|---|---|---|"]
    for each in coverage.served():
        acts = each.verdict == coverage.ACTS
        named = [f"`{path}`" for path in each.own] + ["those of its pods"] * each.makes_pods
        fields = ", ".join(named) if acts else ""
        does = "acts" if acts else "is only kept"
        rows.append(f"| {each.kind} | {each.api_version} | {does} | {fields} |")
    for api_version, kind in coverage.refused():
        rows.append(f"| {kind} | {api_version} | is refused | |")
    return "\n".join(rows) + "\n"


def renewed(text: str) -> str:
    """The document with the table as it should be. Raises ValueError without its two marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{DOCUMENT} has lost the marks around its table")
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(renewed(DOCUMENT.read_text("utf-8")), "utf-8")
