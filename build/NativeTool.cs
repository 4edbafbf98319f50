using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
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
    /// <summary>The command.</summary>
    public AbsolutePath Command => directory / (OperatingSystem.IsWindows() ? "plimsoll.exe" : "plimsoll");

    /// <summary>Whether the files are those of the last compilation, and nothing that they are made from changed since.</summary>
    public bool IsUpToDate => Stamp.FileExists() && Stamp.ReadAllText() == $"{HashOfInputs()}\n{HashOfOutputs()}\n";

    private AbsolutePath Compiled => build.TemporaryDirectory / "build";

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
        foreach (var file in Published.GlobFiles("*").Where(file => Path.GetExtension(file) is "" or ".so" or ".exe" or ".dylib"))
            file.CopyToDirectory(directory);
        Stamp.WriteAllText($"{inputs}\n{HashOfOutputs()}\n");
    }

    private string HashOfInputs()
    {
        var root = build.RootDirectory;
        AbsolutePath[] single = [root / "global.json", root / "nuget.config", root / ".editorconfig"];
        return Hash(
            root,
            [
                .. (root / "src").GlobFiles("**"),
                .. (root / "docs" / "schema").GlobFiles("**"),
                .. Directory.EnumerateFiles(root, "Directory.*").Order(StringComparer.Ordinal).Select(AbsolutePath.Create),
                .. single.Where(file => file.FileExists()),
            ],
            string.Join('\n', [RuntimeInformation.FrameworkDescription, .. Settings.ToArguments()]));
    }

    private string HashOfOutputs() => Hash(directory, directory.GlobFiles("**"));

    private static string Hash(AbsolutePath root, IEnumerable<AbsolutePath> files, string text = "")
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{Path.GetRelativePath(root, file)}\n"));
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
