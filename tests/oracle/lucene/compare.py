#!/usr/bin/env python3
"""Compares newshound's facets under --alternatives with Lucene's DrillSideways, outside CI.

    apt-get install liblucene8-java default-jdk-headless
    cargo build --release
    python3 tests/oracle/lucene/compare.py [--articles 600] [--questions 300] [--seed 1]

Random articles are written, indexed by newshound in several commits, and some are removed. The values that newshound
extracts are given to Lucene (DrillSidewaysCounts.java), so that counting alone is compared: the total and the count of
every value of seven fields, for random words, filters, exclusions and days. Exits with 1 at the first difference.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FIELDS = ["people", "places", "organizations", "dateline", "authors", "agency", "year"]
FLAGS = {"people": "--person", "places": "--place", "organizations": "--org", "dateline": "--dateline",
         "authors": "--author", "agency": "--agency"}
WORDS = ["barley", "copper", "ferry", "glacier", "lantern", "orchard", "piano", "quarry", "saddle", "turbine"]
FIRST = ["Ada", "Boris", "Clara", "David", "Elena", "Frank", "Greta", "Henry", "Irina", "James"]
LAST = ["Aldous", "Brennan", "Castellan", "Dobrow", "Ekstrom", "Fairbank", "Gorham", "Holloway"]
PLACES = ["MOSCOW", "PARIS", "BERLIN", "TOKYO", "CAIRO", "NAIROBI", "CHICAGO", "LIMA", "OSLO", "MADRID", "AUSTIN, Texas"]
NAMED = ["Rome", "Vienna", "Warsaw", "Dublin", "Lisbon", "Athens", "Russia", "France", "Peru", "Kenya", "California"]
ORGANIZATIONS = ["United Nations", "European Union", "World Bank", "Red Cross", "NATO", "World Health Organization"]
AGENCIES = ["Reuters", "AP", "AFP"]
MONTHS = ["January", "February", "March", "April", "June", "July", "October", "December"]


def article(chance):
    person = lambda: f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    lines = [f"{chance.choice(WORDS).capitalize()} worries the council of the town", ""]
    if chance.random() < 0.8:
        lines += [f"By {person()}", ""]
    if chance.random() < 0.9:
        lines += [f"{chance.choice(MONTHS)} {chance.randint(1, 28)}, {chance.randint(1995, 2004)}", ""]
    dateline = f"{chance.choice(PLACES)} ({chance.choice(AGENCIES)}) - " if chance.random() < 0.8 else ""
    sentences = [f"The {word} was spoken of at length in the evening." for word in chance.sample(WORDS, 2)]
    sentences += [f"Mr. {person()} told the council that it would cost more." for _ in range(chance.randint(0, 3))]
    sentences += [f"A delegation came from {place} in the morning." for place in chance.sample(NAMED, chance.randint(0, 3))]
    sentences += [f"A report by the {name} was read." for name in chance.sample(ORGANIZATIONS, chance.randint(0, 2))]
    chance.shuffle(sentences)
    lines.append(dateline + " ".join(sentences))
    return "\n".join(lines) + "\n"


def newshound(arguments, folder):
    done = subprocess.run([options.newshound, *arguments], capture_output=True, text=True, cwd=folder)
    if done.returncode > 1:
        sys.exit(f"newshound {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def build(folder, chance):
    """Writes, indexes and removes articles; returns the records of those that are left."""
    for part in range(4):
        os.makedirs(f"{folder}/articles/{part}")
        for number in range(part, options.articles, 4):
            with open(f"{folder}/articles/{part}/{number:05}.txt", "w", encoding="utf-8") as file:
                file.write(article(chance))
        newshound(["index", "-q", f"articles/{part}"], folder)
    for number in chance.sample(range(options.articles), options.articles // 10):
        os.remove(f"{folder}/articles/{number % 4}/{number:05}.txt")
    newshound(["index", "-q"] + [f"articles/{part}" for part in range(4)], folder)
    lines = "".join(newshound(["extract", "--format", "jsonl", f"articles/{part}"], folder) for part in range(4))
    return [json.loads(line) for line in lines.splitlines()]


def values(record):
    """The values of an article by field."""
    path = lambda place: place["path"] or place["name"]
    year = (record["date"] or {}).get("value", "XXXX")[:4]
    return {
        "people": [one["name"] for one in record["people"]],
        "places": [path(one) for one in record["places"]],
        "organizations": [one["name"] for one in record["organizations"]],
        "dateline": [path(one) for one in (record["dateline"] or {}).get("places", [])],
        "authors": record["authors"],
        "agency": [record["agency"]] if record["agency"] else [],
        "year": [] if year == "XXXX" else [year],
    }


def day(record):
    digits = (record["date"] or {}).get("value", "XXXX").rstrip("?").split("-")
    if digits[0] == "XXXX":
        return 0
    digits += ["00"] * (3 - len(digits))
    return int("".join(digits))


def row(record):
    words = f"{record['headline'] or ''} {record['body']}".lower()
    found = sorted({word for word in WORDS if word in words})
    cells = [f"{field}={value}" for field, all_of in values(record).items() for value in sorted(set(all_of))]
    return "\t".join([" ".join(found), str(day(record)), *cells])


def askable(records):
    """Values that can be asked for by their name alone: no other value of the field has all their words in a row."""
    by_field = {}
    for field in FLAGS:
        known = sorted({value for record in records for value in values(record)[field]})
        if field in ("places", "dateline"):
            by_field[field] = [value for value in known if "/" in value]
            by_field[field] += sorted({value.rsplit("/", 1)[0] for value in known if value.count("/") > 1})
        else:
            by_field[field] = [one for one in known if sum(f" {one} " in f" {other} " for other in known) == 1]
    return by_field


def question(chance, by_field):
    """A question as the arguments of newshound and as a line for Lucene."""
    word = chance.choice(["", *WORDS])
    arguments, cells = ([word] if word else []), [word]
    for field in chance.sample([field for field in FLAGS if by_field[field]], chance.randint(0, 3)):
        chosen = chance.sample(by_field[field], min(chance.randint(1, 3), len(by_field[field])))
        negated = chance.random() < 0.3
        written = " OR ".join(value if "/" in value else f'"{value}"' for value in chosen)
        arguments.append(f"{FLAGS[field]}={f'NOT ({written})' if negated else written}")
        cells.append(f"{field}{'!' if negated else '='}{'|'.join(chosen)}")
    if chance.random() < 0.3:
        first, last = sorted(chance.choices(range(1995, 2005), k=2))
        arguments += [f"--since={first}", f"--until={last}"]
        cells.append(f"year={first}0000..{last}1231")
    return arguments, "\t".join(cells)


def ours(arguments, folder):
    facets = [part for field in FIELDS for part in ("--facet", f"{field}:1000000")]
    answer = json.loads(newshound(["search", "--json", "-q", "-n", "1", "--alternatives", *facets, *arguments], folder))
    counted = {(field, value.get("path", value["value"])): value["count"]
               for field in FIELDS for value in answer["facets"][field]}
    return answer["total"], counted


def theirs(lines):
    answers = []
    for line in lines:
        cells = line.split("\t")
        if cells[0] == "total":
            answers.append((int(cells[1]), {}))
        else:
            answers[-1][1][(cells[0], cells[1])] = int(cells[2])
    return answers


def main():
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        records = build(folder, chance)
        by_field = askable(records)
        questions = [question(chance, by_field) for _ in range(options.questions)]
        with open(f"{folder}/articles.tsv", "w", encoding="utf-8") as file:
            file.writelines(row(record) + "\n" for record in records)
        with open(f"{folder}/questions.tsv", "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for _, line in questions)
        java = ["java", "-cp", options.lucene, f"{HERE}/DrillSidewaysCounts.java", "articles.tsv", "questions.tsv"]
        counted = subprocess.run(java, capture_output=True, text=True, cwd=folder)
        if counted.returncode:
            sys.exit(counted.stderr)
        compared = found = 0
        for (arguments, line), (total, facets) in zip(questions, theirs(counted.stdout.splitlines()), strict=True):
            our_total, our_facets = ours(arguments, folder)
            if (our_total, our_facets) != (total, facets):
                sys.exit(f"{arguments}\n{line}\nnewshound {our_total}, Lucene {total}: "
                         f"{sorted(set(our_facets.items()) ^ set(facets.items()))[:10]}")
            compared += len(facets)
            found += our_total > 0
        print(f"{len(records)} articles, {len(questions)} questions ({found} with hits), {compared} counts equal")


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--articles", type=int, default=600)
parser.add_argument("--questions", type=int, default=300)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--newshound", default=os.path.join(HERE, "../../../target/release/newshound"), type=os.path.abspath)
parser.add_argument("--lucene", default="/usr/share/java/*", help="class path of Lucene 8")
options = parser.parse_args()
main()
