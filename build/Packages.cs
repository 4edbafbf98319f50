using System.Runtime.InteropServices;
using Plimsoll.Build;
using Plimsoll.Build.Tools;

/// <summary>
/// The NuGet packages. The libraries, the portable command and the template are compiled with their documentation and the
/// version, and so in a folder of their own; the package of the native command holds the very files that the image holds.
/// </summary>
/// <param name="build">The running build.</param>
/// <param name="directory">The folder that the packages are put into.</param>
/// <param name="version">Their version.</param>
sealed class Packages(IPlimsollBuild build, AbsolutePath directory, string version)
{
    /// <summary>The platform that is no platform: a package that the runtime runs anywhere.</summary>
    private const string Portable = "any";

    private readonly Sources _sources = new(build.RootDirectory);

    /// <summary>Whether everything is packed, and nothing that it is made from changed since.</summary>
    public bool IsUpToDate => Stamp.FileExists() && Stamp.ReadAllText() == State();

    private AbsolutePath Compiled => build.TemporaryDirectory / "packages";

    private AbsolutePath Stamp => Compiled / "packages.stamp";

    private AbsolutePath Command => build.RootDirectory / "src" / "Plimsoll.Cli" / "Plimsoll.Cli.csproj";

    /// <summary>Empties the folder, but for what other machines packed.</summary>
    /// <param name="packed">The folder of that, or <c>null</c>.</param>
    public void Prepare(AbsolutePath? packed)
    {
        Stamp.DeleteFile();
        directory.CreateOrCleanDirectory();
        packed?.GlobFiles("*").ForEach(file => file.CopyToDirectory(directory));
    }

    /// <summary>Packs the native command of this machine's platform.</summary>
    /// <param name="files">The folder of the command and the libraries beside it.</param>
    /// <param name="compiled">The folder that it was compiled in.</param>
    public void PackNative(AbsolutePath files, AbsolutePath compiled) => Pack(
        new()
        {
            ProjectFile = Command,
            NoBuild = true,
            AdditionalArguments = ["--runtime", RuntimeInformation.RuntimeIdentifier],
            Properties = new Dictionary<string, string>
            {
                ["ArtifactsPath"] = compiled,
                ["CommandVersion"] = version,
                // What is packed is there already.
                ["IsPublishable"] = "false",
                ["PublishDir"] = $"{files}/",
            },
        },
        [RuntimeInformation.RuntimeIdentifier]);

    /// <summary>Packs everything else. The package of the command names the platforms whose packages are in the folder, so that none is missing where it is installed.</summary>
    public void PackPortable()
    {
        var natives = directory.GlobFiles($"plimsoll.*.{version}.nupkg").Select(file => file.Name["plimsoll.".Length..^$".{version}.nupkg".Length]);
        Pack(
            new()
            {
                ProjectFile = build.RootDirectory / "build" / "packages.proj",
                Properties = new Dictionary<string, string>
                {
                    ["ArtifactsPath"] = Compiled,
                    ["ContinuousIntegrationBuild"] = "true",
                    ["RunAnalyzers"] = "false",
                    ["Version"] = version,
                },
            },
            [.. natives.Where(name => name != Portable).Append(Portable)]);
        Stamp.WriteAllText(State());
    }

    /// <summary>What everything is made from, and what it came to.</summary>
    private string State()
    {
        var root = build.RootDirectory;
        var inputs = _sources.Hash(
            $"{version}\n{BuildOrigin.Observe(build)}",
            [.. (root / "templates").GlobFiles("**"), root / "build.sh", root / "build.cmd", root / "build" / "packages.proj", root / "build" / "Packages.cs"]);
        return $"{inputs}\n{_sources.HashFiles(directory.GlobFiles("*.nupkg", "*.snupkg", "*.tar.gz", "*.zip"))}\n";
    }

    private void Pack(DotNetPackSettings settings, IReadOnlyList<string> runtimes)
    {
        var properties = new Dictionary<string, string>(settings.Properties) { ["PackageOutputPath"] = directory };
        if (BuildOrigin.Observe(build).Repository is { } repository)
            properties["RepositoryUrl"] = repository;
        build.Run("dotnet", (settings with
        {
            Configuration = "Release",
            Properties = properties,
            // A list: MSBuild takes it for one only in quotes.
            AdditionalArguments = [.. settings.AdditionalArguments, $"-p:ToolPackageRuntimeIdentifiers=\"{string.Join(';', runtimes)}\""],
        }).ToArguments());
    }
}
