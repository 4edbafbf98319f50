using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Builds.Context;

/// <summary>The files that a Dockerfile may use, as they are sent to an engine.</summary>
internal sealed class DockerfileContext
{
    /// <summary>What a Dockerfile from elsewhere is called within the context.</summary>
    private const string ForeignName = ".dockerfile.plimsoll";

    private readonly string _directory;
    private readonly IgnoreFile _ignore;
    private readonly Dictionary<string, byte[]> _instead = new(StringComparer.Ordinal);

    private DockerfileContext(string directory, string dockerfile, IgnoreFile ignore)
    {
        _directory = directory;
        Dockerfile = dockerfile;
        _ignore = ignore;
    }

    /// <summary>The Dockerfile's path within the context, with forward slashes.</summary>
    public string Dockerfile { get; }

    /// <exception cref="PlimsollException">A pattern cannot be used (exit code 2).</exception>
    public static DockerfileContext Read(BuildRecipe recipe)
    {
        // BuildKit prefers the file that goes with one Dockerfile; the same build shall see the same files either way.
        var own = recipe.Path + IgnoreFile.Name;
        var common = Path.Combine(recipe.Context, IgnoreFile.Name);
        var file = File.Exists(own) ? own : common;
        var text = File.Exists(file) ? Encoding.UTF8.GetString(SourceFile.Read(file)) : "";
        var inside = RelativePath(recipe);
        var context = new DockerfileContext(recipe.Context, inside ?? ForeignName, IgnoreFile.Parse(text, file));

        // An engine drops from the context what the common file ignores of the two files that are always sent, and Podman
        // applies it anew: so it has to be the one that counts.
        if (inside is null)
        {
            context._instead[ForeignName] = SourceFile.Read(recipe.Path);
            text = $"{text}\n{ForeignName}\n{(File.Exists(common) ? "" : IgnoreFile.Name + "\n")}";
        }

        if (inside is null || file == own)
            context._instead[IgnoreFile.Name] = Encoding.UTF8.GetBytes(text);
        return context;
    }

    /// <summary>Writes them as a tar. All times are the same, so that the same commit gives the same layers.</summary>
    public Task WriteAsync(Stream destination, DateTimeOffset time, CancellationToken cancellationToken) =>
        ContextTar.WriteAsync(_directory, IsSent, _ignore.MayTakeBackFrom, _instead, time, destination, cancellationToken);

    /// <summary>Both files are sent always: the engine reads them.</summary>
    private bool IsSent(string path) => path == Dockerfile || path == IgnoreFile.Name || !_ignore.Ignores(path);

    private static string? RelativePath(BuildRecipe recipe)
    {
        var relative = Path.GetRelativePath(recipe.Context, recipe.Path).Replace(Path.DirectorySeparatorChar, '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }
}
