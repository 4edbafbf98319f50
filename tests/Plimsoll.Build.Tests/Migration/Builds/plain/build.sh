#!/usr/bin/env bash
BUILD_PROJECT_FILE="$(dirname "$0")/build/_build.csproj"
dotnet run --project "$BUILD_PROJECT_FILE" -- "$@"
