using System.Reflection;
using CliWrap.Buffered;
using Plimsoll.Tags.Versions;

namespace Plimsoll.IntegrationTests.Versions;

/// <summary>MinVer itself, from its package, run as its own build step runs it.</summary>
internal static class MinVerCommand
{
    public static string Path { get; } = typeof(MinVerCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "MinVer").Value is { } path && File.Exists(path)
        ? path
        : throw new InvalidOperationException("MinVer.dll was not restored with this project: run dotnet restore.");

    public static async Task<string> RunAsync(string directory, VersionOptions options)
    {
        var result = await CliWrap.Cli.Wrap("dotnet")
            .WithArguments([
                Path, directory,
                "--tag-prefix", options.TagPrefix ?? "",
                "--auto-increment", $"{options.AutoIncrement}",
                "--minimum-major-minor", $"{options.MinimumMajorMinor}",
                "--default-pre-release-identifiers", string.Join('.', options.DefaultPreReleaseIdentifiers),
                "--build-metadata", options.BuildMetadata,
                .. options.IgnoreHeight ? ["--ignore-height"] : Array.Empty<string>(),
            ])
            .WithEnvironmentVariables(variables => variables
                .Set("GIT_CONFIG_GLOBAL", "/dev/null")
                .Set("GIT_CONFIG_NOSYSTEM", "1")
                .Set("GIT_DIR", null)
                .Set("GIT_WORK_TREE", null))
            .ExecuteBufferedAsync();
        return result.StandardOutput.TrimEnd();
    }
}
