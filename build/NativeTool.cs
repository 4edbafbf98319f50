using System.Runtime.InteropServices;
using Plimsoll.Build;
using Plimsoll.Build.Tools;

/// <summary>
/// The native plimsoll command and the libgit2 beside it. The libraries are those that build.sh has compiled: the same
/// folder and the same properties, so that only the command's own project is left to compile. That one has intermediate
/// files of its own, as flavours that share them give a binary that aborts.
/// </summary>
/// <param name="build">The running build.</param>
/// <param name="directory">The folder that the command and its libraries are put into; nothing else stays there.</param>
/// <param name="version">The version that the command tells.</param>
sealed class NativeTool(IPlimsollBuild build, AbsolutePath directory, string version)
{
    private readonly Sources _sources = new(build.RootDirectory);

    /// <summary>The command.</summary>
    public AbsolutePath Command => directory / (OperatingSystem.IsWindows() ? "plimsoll.exe" : "plimsoll");

    /// <summary>Whether the files are those of the last compilation, and nothing that they are made from changed since.</summary>
    public bool IsUpToDate => Stamp.FileExists() && Stamp.ReadAllText() == $"{HashOfInputs()}\n{HashOfOutputs()}\n";

    /// <summary>The folder of what is compiled.</summary>
    public AbsolutePath Compiled => build.TemporaryDirectory / "build";

    private AbsolutePath Published => Compiled / "publish" / "plimsoll";

    private AbsolutePath Stamp => Compiled / "plimsoll.stamp";

    private DotNetPublishSettings Settings => new()
    {
        ProjectFile = build.RootDirectory / "src" / "Plimsoll.Cli" / "Plimsoll.Cli.csproj",
        Configuration = "Release",
        Runtime = RuntimeInformation.RuntimeIdentifier,
        Properties = new Dictionary<string, string>
        {
            // As in build.sh and build.cmd.
            ["ArtifactsPath"] = Compiled,
            ["ContinuousIntegrationBuild"] = "true",
            ["RunAnalyzers"] = "false",
            ["GenerateDocumentationFile"] = "false",
            ["PublishDir"] = $"{Published}/",
            ["CommandVersion"] = version,
        },
    };

    /// <summary>Compiles the command.</summary>
    public void Compile()
    {
        Stamp.DeleteFile();
        var inputs = HashOfInputs(); // What is edited meanwhile differs again.
        Published.CreateOrCleanDirectory();
        build.Run("dotnet", Settings.ToArguments());

        directory.CreateOrCleanDirectory();
        foreach (var file in Published.GlobFiles("*").Where(file => Path.GetExtension(file) is "" or ".so" or ".exe" or ".dylib" or ".dll"))
            file.CopyToDirectory(directory);
        Stamp.WriteAllText($"{inputs}\n{HashOfOutputs()}\n");
    }

    private string HashOfInputs() => _sources.Hash(string.Join('\n', Settings.ToArguments()));

    private string HashOfOutputs() => _sources.HashFiles(directory.GlobFiles("**"));
}
