#!/usr/bin/env python3
"""Writes src/*/PublicAPI.Unshipped.txt anew from the diagnostics of the analyzer (RS0016). Run from the repository's root."""
import glob
import json
import os
import subprocess
import tempfile

for path in sorted(glob.glob("src/*/PublicAPI.Unshipped.txt")):
    with open(path, "w", encoding="utf-8") as file:
        file.write("#nullable enable\n")
    project = os.path.dirname(path)
    log = os.path.join(tempfile.mkdtemp(), "api.sarif")
    subprocess.run(
        ["dotnet", "build", project, "-t:Rebuild", "-v:q", "-nologo", "-p:RunAnalyzers=true", "-p:TreatWarningsAsErrors=false",
         "-p:BuildProjectReferences=false", f"-p:ErrorLog={log}%2Cversion=2.1"],
        check=False, stdout=subprocess.DEVNULL)
    with open(log, encoding="utf-8-sig") as file:
        results = json.load(file)["runs"][0]["results"]
    names = sorted({result["properties"]["customProperties"]["APIName"] for result in results if result["ruleId"] == "RS0016"})
    with open(path, "a", encoding="utf-8") as file:
        file.writelines(f"{name}\n" for name in names)
    print(f"{project}: {len(names)}")
