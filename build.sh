#!/usr/bin/env bash
# Compiles build/ where one of its inputs changed, and runs it. Needs bash and find; fetches the SDK if it must.
set -euo pipefail

script=${BASH_SOURCE[0]}
while [[ -L $script ]]; do
  link=$(readlink -- "$script")
  [[ $link == /* ]] && script=$link || script=$(dirname -- "$script")/$link
done
[[ $script == */* ]] || script=./$script
root=$(cd -P -- "${script%/*}" && pwd)

temp=$root/.nuke/temp
app=$temp/build/bin/_build/release/_build
stamp=$temp/build/stamp # as new as the inputs of the last compilation; holds the directory of the SDK

stale() {
  [[ -x $app && -s $stamp && -x $(<"$stamp")/dotnet ]] || return 0
  local inputs=("$root"/{build,global.json,.editorconfig,nuget.config,*.sln,*.slnx,*.slnf,Directory.*.props,Directory.*.targets,src/Plimsoll*,src/Directory.*.props}) input found=()
  for input in "${inputs[@]}"; do [[ -e $input && $input != */Plimsoll.Cli ]] && found+=("$input"); done
  # A deleted or renamed file makes its directory newer.
  [[ -n $(find "${found[@]}" -newer "$stamp" -print -quit) ]]
}

# Prints the directory of an SDK that satisfies global.json.
sdk() {
  local dotnet local_sdk=$temp/dotnet
  for dotnet in "$(command -v dotnet || true)" "$local_sdk/dotnet"; do
    if [[ -x $dotnet ]] && (cd "$root" && "$dotnet" --version >/dev/null 2>&1); then
      dotnet=$(readlink -f -- "$dotnet")
      printf '%s\n' "${dotnet%/*}"
      return
    fi
  done

  local version url=https://dot.net/v1/dotnet-install.sh
  version=$(sed -n 's/.*"version" *: *"\([^"]*\)".*/\1/p' "$root/global.json" | head -n 1)
  echo "Fetching .NET SDK $version into $local_sdk" >&2
  if command -v curl >/dev/null; then
    curl -fsSL --retry 3 "$url" -o "$temp/dotnet-install.sh" || return 1
  else
    wget -qO "$temp/dotnet-install.sh" "$url" || return 1
  fi
  bash "$temp/dotnet-install.sh" --install-dir "$local_sdk" --version "$version" --no-path >&2 || return 1
  printf '%s\n' "$local_sdk"
}

compile() {
  local dotnet
  dotnet=$(sdk) || { echo "error: no .NET SDK that satisfies global.json, and none could be fetched." >&2 && exit 1; }
  printf '%s\n' "$dotnet" >"$stamp.new"
  # Servers that outlive the compiler must not keep the lock.
  if ! DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 "$dotnet/dotnet" build "$root/build/_build.csproj" \
    --configuration Release --verbosity quiet --nologo \
    -p:UseArtifactsOutput=true -p:ArtifactsPath="$temp/build" -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false -p:GenerateDocumentationFile=false \
    >"$temp/build/compile.log" 2>&1 9>&-; then
    cat -- "$temp/build/compile.log" >&2
    exit 1
  fi
  mv -f -- "$stamp.new" "$stamp"
}

if stale; then
  mkdir -p "$temp/build"
  exec 9>"$temp/build/lock"
  if command -v flock >/dev/null; then flock 9; fi
  if stale; then compile; fi
  exec 9>&-
fi

read -r sdk_directory <"$stamp"
export DOTNET_ROOT=$sdk_directory
[[ $sdk_directory == "$temp"/* ]] && export PATH="$sdk_directory:$PATH"
exec "$app" "$@"
