using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Packages;

/// <summary>Whoever compiles the same sources gets the same bytes, wherever they are.</summary>
public sealed class ReproducibleLibraryTests : IDisposable
{
    private const string Library = "Plimsoll.Oci";

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_library_is_the_same_whatever_folder_it_is_compiled_in()
    {
        var original = _folder["a"];
        await CommitSourcesAsync(original);
        var elsewhere = _folder["another/folder with a longer name"];
        await RunAsync(_folder.Path, "git", "clone", "--quiet", original, elsewhere);

        var first = await CompileAsync(original);
        var second = await CompileAsync(elsewhere);

        Assert.Equal([$"{Library}.dll", $"{Library}.pdb", $"{Library}.xml"], first.Keys);
        Assert.All(first, file => Assert.True(file.Value.AsSpan().SequenceEqual(second[file.Key]), $"{file.Key} differs"));
        Assert.DoesNotContain(_folder.Path, Encoding.Latin1.GetString(first[$"{Library}.pdb"]), StringComparison.Ordinal);
    }

    /// <summary>Paths are mapped from the root of a repository that has a commit, and the commit is part of what is compiled.</summary>
    private static async Task CommitSourcesAsync(string root)
    {
        foreach (var file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", ".gitignore", "src/Directory.Build.props", "src/Directory.Build.targets", "src/BannedSymbols.txt", "src/icon.png"])
            Copy(file, root);
        foreach (var sources in (string[])["src/Shared", $"src/{Library}"])
            foreach (var file in Directory.EnumerateFiles(Path.Combine(NativeCommand.RepositoryRoot, sources), "*", SearchOption.AllDirectories))
                Copy(Path.GetRelativePath(NativeCommand.RepositoryRoot, file), root);
        await RunAsync(root, "git", "init", "--quiet");
        await RunAsync(root, "git", "add", "--all");
        await RunAsync(root, "git", "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Sources");
    }

    private static async Task<SortedDictionary<string, byte[]>> CompileAsync(string root)
    {
        await RunAsync(root, "dotnet", "build", $"src/{Library}", "--configuration", "Release", "--disable-build-servers", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false", "-p:NuGetAudit=false");
        var output = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "artifacts/bin", Library, "release"), $"{Library}.*").Where(file => !file.EndsWith(".json", StringComparison.Ordinal)))
            output[Path.GetFileName(file)] = await File.ReadAllBytesAsync(file);
        return output;
    }

    private static void Copy(string file, string root)
    {
        var target = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(NativeCommand.RepositoryRoot, file), target);
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var result = await CliWrap.Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, $"{result.StandardOutput}\n{result.StandardError}");
    }
}
