using System.IO.Compression;
using System.Runtime.InteropServices;
using Plimsoll.Build;
using Plimsoll.Build.Tools;

/// <summary>
/// Uses what is released as somebody does who has nothing else: an empty folder, an empty package cache, an empty home. The
/// template gives a repository whose build publishes; the tool, the archive and the archive of the image are used as they are.
/// Only packages of others come from this machine's own package folder, so that nothing is downloaded.
/// </summary>
/// <param name="build">The running build.</param>
/// <param name="release">The folder of what is released.</param>
/// <param name="version">Its version.</param>
sealed class PackageTrial(IPlimsollBuild build, AbsolutePath release, string version)
{
    private const string Libraries = "build build.components docker git metadataaction oci policy publishing tags";

    /// <summary>What stays of the environment: a CI host's variables are of another repository.</summary>
    private static readonly string[] Kept = ["PATH", "DOTNET_ROOT", "TMPDIR", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    private readonly AbsolutePath _folder = AbsolutePath.Create(Directory.CreateTempSubdirectory("plimsoll-trial-").FullName);

    private AbsolutePath Repository => _folder / "My App";

    /// <summary>Tries everything.</summary>
    /// <exception cref="BuildException">Something does not do what it should. The folder is kept.</exception>
    public async Task ExecuteAsync()
    {
        DebianPackages.Install(build, ("docker-registry", "docker-registry"), ("git", "git"), ("tar", "tar"), ("sha256sum", "coreutils"));
        WriteSources();
        using var registry = await LocalRegistry.StartAsync(_folder / "registry", build.CancellationToken);
        await RunAsync(release, "sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS");
        await TryToolAsync();
        await TryTemplateAsync(registry.Host);
        await TryTemplateInRepositoryAsync();
        await PublishByToolAsync(registry.Host);
        await TryArchivesAsync();
        _folder.DeleteDirectory();
    }

    /// <summary>What is ours comes from the release alone.</summary>
    private void WriteSources()
    {
        var machine = build.EnvironmentVariables.TryGetValue("NUGET_PACKAGES", out var given) && given.Length > 0
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        (_folder / "nuget.config").WriteAllText($"""
            <configuration>
              <packageSources>
                <clear />
                <add key="release" value="{release}" />
                <add key="machine" value="{machine}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="release"><package pattern="plimsoll" /><package pattern="plimsoll.*" /></packageSource>
                <packageSource key="machine"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    private async Task TryToolAsync()
    {
        await RunAsync(_folder, "dotnet", "tool", "install", "plimsoll", "--version", version, "--tool-path", _folder / "tools");
        Expect(await RunAsync(_folder, Tool, "--version"), version, "plimsoll --version");
        if ((_folder / "tools" / ".store").GlobDirectories($"**/plimsoll.{Runtime}").Count == 0)
            throw Unexpected($"The tool is not the native one of {Runtime}.");
    }

    private async Task TryTemplateAsync(string registry)
    {
        Repository.CreateDirectory();
        await RunAsync(_folder, "dotnet", "new", "install", release / $"Plimsoll.Templates.{version}.nupkg");
        await RunAsync(Repository, "dotnet", "new", "plimsoll-build");
        await RunAsync(Repository, "git", "init", "--quiet", "--initial-branch", "main");

        // A repository without a commit has nothing to tag yet; the message says so.
        var early = await RunAsync(Repository, [Repository / "build.sh", "Publish"], exitCode: 2);
        Expect(early, "Make the first commit", "what Publish says before the first commit");

        await RunAsync(Repository, "git", "add", ".");
        await RunAsync(Repository, "git", "commit", "--quiet", "--message", "First");
        await RunAsync(Repository, Tool, "check");
        var commit = (await RunAsync(Repository, "git", "rev-parse", "--short=7", "HEAD")).Trim();
        await RunAsync(Repository, Repository / "build.sh", "Publish");
        await RunAsync(Repository, Repository / "build.sh", "Publish", "--registry", $"{registry}/acme");

        Expect(await RunAsync(Repository, Tool, "ls", $"{registry}/acme/my-app"), commit, "the registry's tags");
        var digest = await RunAsync(Repository, Tool, "digest", $"{registry}/acme/my-app:{commit}");
        Expect(await RunAsync(Repository, Tool, "digest", $"oci:artifacts/images/my-app:{commit}"), digest, "the layout's image");
        Expect(await RunAsync(Repository, "git", "status", "--porcelain"), "", "git status", exactly: true);
        foreach (var library in Libraries.Split(' '))
            if (!(_folder / "packages" / $"plimsoll.{library}" / version).DirectoryExists())
                throw Unexpected($"The build of the template does not use Plimsoll.{library} {version}.");
    }

    /// <summary>Files that a repository has already stay as they are.</summary>
    private async Task TryTemplateInRepositoryAsync()
    {
        var existing = _folder / "existing";
        (existing / ".gitignore").WriteAllText("mine\n");
        (existing / "global.json").WriteAllText("{}\n");
        await RunAsync(existing, "dotnet", "new", "plimsoll-build", "--image", "acme/other", "--git-files", "false", "--sdk-file", "false");
        Expect((existing / ".gitignore").ReadAllText() + (existing / "global.json").ReadAllText(), "mine\n{}\n", "files that were there", exactly: true);
        Expect((existing / "plimsoll.yml").ReadAllText(), "image: acme/other\n", "plimsoll.yml");
        if ((existing / ".gitattributes").FileExists())
            throw Unexpected("The template wrote .gitattributes.");
    }

    /// <summary>The same image as by the build, because the same files of the same commit are published.</summary>
    private async Task PublishByToolAsync(string registry)
    {
        await RunAsync(Repository, Tool, "publish", "--image", "by-tool");
        await RunAsync(Repository, Tool, "publish", "--image", "by-tool", "--registry", $"{registry}/acme");
        var built = await RunAsync(Repository, Tool, "digest", $"{registry}/acme/my-app:latest");
        Expect(await RunAsync(Repository, Tool, "digest", $"{registry}/acme/by-tool:latest"), built, "the image that the tool published");
        Expect(await RunAsync(Repository, Tool, "digest", "oci:artifacts/images/by-tool:latest"), built, "the image that the tool published to the layout");
    }

    private async Task TryArchivesAsync()
    {
        var unpacked = (_folder / "unpacked").CreateDirectory();
        await RunAsync(unpacked, "tar", "--extract", "--file", release / $"plimsoll-{version}-{Runtime}.tar.gz");
        Expect(await RunAsync(Repository, unpacked / "plimsoll", "tags", "--tags", "latest"), "latest", "plimsoll of the archive");
        var portable = _folder / "portable";
        ZipFile.ExtractToDirectory(release / $"plimsoll.any.{version}.nupkg", portable);
        Expect(await RunAsync(Repository, "dotnet", portable / "tools" / "net10.0" / "any" / "plimsoll.dll", "tags", "--tags", "latest"), "latest", "the portable plimsoll");
        Expect(await RunAsync(_folder, unpacked / "plimsoll", "inspect", $"oci-archive:{release / $"plimsoll-{version}-image.tar"}"), "sha256:", "the archive of the image");
    }

    private static string Runtime => RuntimeInformation.RuntimeIdentifier;

    private AbsolutePath Tool => _folder / "tools" / "plimsoll";

    private Task<string> RunAsync(AbsolutePath directory, params string[] command) => RunAsync(directory, command, exitCode: 0);

    private async Task<string> RunAsync(AbsolutePath directory, string[] command, int exitCode)
    {
        // Both outputs are read: what advises is on standard error.
        var result = await build.RunAsync(
            "bash",
            ["-c", "\"$@\" 2>&1", command[0], .. command],
            new ProcessOptions { WorkingDirectory = directory, CaptureOutput = true, AllowAnyExitCode = true, LogInvocation = false, LogOutput = false, Environment = Variables() });
        build.Log.Information("> {0}", string.Join(' ', command));
        var output = string.Join('\n', result.Output);
        return result.ExitCode == exitCode ? output : throw Unexpected($"{string.Join(' ', command)} ended with {result.ExitCode}, not {exitCode}:\n{output}");
    }

    private Dictionary<string, string?> Variables()
    {
        var variables = build.EnvironmentVariables.Keys.Except(Kept).ToDictionary(name => name, string? (_) => null);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = _folder / "home",
            ["DOTNET_CLI_HOME"] = _folder / "home",
            ["NUGET_PACKAGES"] = _folder / "packages",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            // No server outlives the trial.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            ["GIT_AUTHOR_NAME"] = "Ann",
            ["GIT_AUTHOR_EMAIL"] = "ann@example.com",
            ["GIT_COMMITTER_NAME"] = "Ann",
            ["GIT_COMMITTER_EMAIL"] = "ann@example.com",
        })
            variables[name] = value;
        (_folder / "home").CreateDirectory();
        return variables;
    }

    private void Expect(string output, string expected, string what, bool exactly = false)
    {
        if (exactly ? output != expected : !output.Contains(expected.Trim(), StringComparison.Ordinal))
            throw Unexpected($"{what} should be {expected.Trim()}, and is:\n{output}");
    }

    private BuildException Unexpected(string message) => new(1, message, $"The folder is {_folder}.");
}
