using System.IO.Compression;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Packages;

/// <summary>The target <c>Release</c> of this repository's own build, with a folder for nuget.org and a <c>gh</c> that writes down what it is told.</summary>
public sealed class ReleaseTargetTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly TempDirectory _outside = new();

    public ReleaseTargetTests()
    {
        _repository.Commit("First", "app.txt");
        Directory.CreateDirectory(_repository[".nuke"]);
        Directory.CreateDirectory(_repository["artifacts/packages"]);
        Directory.CreateDirectory(_outside["feed"]);
        Directory.CreateDirectory(_outside["bin"]);
        File.WriteAllText(_outside["bin/gh"], "#!/bin/sh\nprintf '%s\\n' \"$GH_TOKEN\" \"$PWD\" \"$@\" > \"${0%/bin/gh}/gh.log\"\n");
        File.SetUnixFileMode(_outside["bin/gh"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _outside.Dispose();
    }

    [Theory]
    [InlineData("2.1.0", "false")]
    [InlineData("2.2.0-rc.1", "true")]
    public async Task Packages_are_pushed_in_their_order_and_all_files_are_in_the_release_of_the_tag(string version, string prerelease)
    {
        _repository.Tag($"v{version}");
        string[] ids = ["plimsoll", "plimsoll.any", "Plimsoll.Oci", "plimsoll.linux-x64"];
        foreach (var id in ids)
            WritePackage(id, version);
        File.WriteAllText(_repository["artifacts/packages/SHA256SUMS"], "");

        var result = await RunAsync();

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        Assert.DoesNotContain("s3cr3t", result.StandardOutput + result.StandardError);
        Assert.Equal(
            ["plimsoll.any", "plimsoll.linux-x64", "Plimsoll.Oci", "plimsoll"],
            result.StandardOutput.Split('\n').Where(line => line.Contains("dotnet nuget push", StringComparison.Ordinal)).Select(line => ids.Single(id => line.Contains($"/{id}.{version}.nupkg", StringComparison.Ordinal))));
        Assert.Equal(ids.Select(id => $"{id}.{version}.nupkg").Order(StringComparer.Ordinal), Directory.EnumerateFiles(_outside["feed"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] told =
        [
            "s3cr3t-token", _repository.Path, "release", "create", $"v{version}",
            .. ids.Select(id => $"{id}.{version}.nupkg").Append("SHA256SUMS").Order(StringComparer.Ordinal).Select(name => _repository[$"artifacts/packages/{name}"]),
            "--verify-tag", "--generate-notes", $"--prerelease={prerelease}",
        ];
        Assert.Equal(told, await File.ReadAllLinesAsync(_outside["gh.log"]));
    }

    [Theory]
    [InlineData("2.1.0", "v2.2.0", "There is no plimsoll.2.2.0.nupkg in ")]
    [InlineData("0.0.0-dev", "other", "No tag at HEAD is that of the version 0.0.0-dev.")]
    public async Task Nothing_leaves_the_machine_where_what_was_packed_is_not_of_the_tag(string packed, string tag, string message)
    {
        WritePackage("plimsoll", packed);
        _repository.Tag(tag);

        var result = await RunAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.StandardOutput);
        Assert.Empty(Directory.EnumerateFiles(_outside["feed"]));
        Assert.False(File.Exists(_outside["gh.log"]));
    }

    private async Task<BufferedCommandResult> RunAsync()
    {
        var build = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "_build", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "_build.dll"));
        return await CliWrap.Cli.Wrap("dotnet")
            .WithArguments([build, "Release", "--root", _repository.Path, "--package-source", _outside["feed"]])
            .WithWorkingDirectory(_repository.Path)
            .WithEnvironmentVariables(variables => variables
                .Set("PATH", $"{_outside["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")
                // GitHub is told in the log what to mask.
                .Set("GITHUB_ACTIONS", null)
                .Set("NUGET_API_KEY", "s3cr3t-key")
                .Set("GITHUB_TOKEN", "s3cr3t-token"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
    }

    private void WritePackage(string id, string version)
    {
        using var package = ZipFile.Open(_repository[$"artifacts/packages/{id}.{version}.nupkg"], ZipArchiveMode.Create);
        using var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        writer.Write($"<package><metadata><id>{id}</id><version>{version}</version><authors>a</authors><description>d</description></metadata></package>");
    }
}
