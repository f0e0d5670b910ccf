"""What extraction costs beside the spaCy pipeline alone, paired in one run, and whether memory grows with the corpus.

    python scripts/cost.py CORPUS.jsonl [--first N] [--pairs K]

Prints processor seconds of each pair and their ratio, then the peak memory after one and after two passes.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import time
from pathlib import Path

from kg.catalog import load
from kg.nlp import annotate, gazetteer, load_model
from kg.pipeline import extract
from kg.readers import read


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--first", type=int, default=500)
    parser.add_argument("--pairs", type=int, default=3)
    options = parser.parse_args()
    documents = list(itertools.islice(read(options.corpus), options.first))
    catalog, nlp = load(), load_model()
    names = gazetteer(nlp, catalog)
    ratios = []
    for _ in range(options.pairs):
        start = time.process_time()
        for _item in annotate(documents, nlp=nlp, names=names):
            pass
        alone = time.process_time() - start
        start = time.process_time()
        found = sum(len(kb.statements) for kb in extract(documents, nlp=nlp, catalog=catalog))
        whole = time.process_time() - start
        ratios.append(whole / alone)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"spaCy {alone:.2f} s, with extraction {whole:.2f} s, ratio {whole / alone:.2f}; "
            f"{found} statements; {peak:.0f} MiB"
        )
    print(f"median ratio {statistics.median(ratios):.2f} on {len(documents)} documents")


if __name__ == "__main__":
    main()
