using System.Collections.Concurrent;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Compose;

/// <summary>Reads the <c>.env</c> files beside Compose files, each folder's once.</summary>
/// <param name="overlay">Files that are read from elsewhere. The default is <c>null</c>: none.</param>
internal sealed class EnvironmentFiles(FileOverlay? overlay = null)
{
    private const int MaximumBytes = 1 << 20;
    private static readonly Dictionary<string, string> None = [];
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _byFolder = new(StringComparer.Ordinal);

    /// <summary>The variables beside a file; none where there is no readable <c>.env</c>.</summary>
    public IReadOnlyDictionary<string, string> Beside(string fullPath) =>
        _byFolder.GetOrAdd(Path.GetDirectoryName(fullPath) ?? "", folder => Read(Path.Combine(folder, ".env")));

    private Dictionary<string, string> Read(string path)
    {
        if (overlay?.Covers(path) == true)
            return overlay.Read(path) is { Length: <= MaximumBytes } bytes ? Parse(FileContent.Text(bytes)) : None;

        try
        {
            var file = new FileInfo(path);

            // A link could lead out of the folder that is being checked; what has no length may be a pipe, as managers of secrets make them.
            return file.Exists && file.LinkTarget is null && file.Length is > 0 and <= MaximumBytes ? Parse(File.ReadAllText(path)) : None;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return None;
        }
    }

    /// <summary>Parses Compose's <c>.env</c> syntax: comments, <c>export</c>, quotes, and variables of the lines above.</summary>
    internal static Dictionary<string, string> Parse(string text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rawLine in text.Split('\n'))
        {
            var line = rawLine.Trim().TrimStart('\uFEFF');
            if (line.StartsWith("export ", StringComparison.Ordinal))
                line = line["export ".Length..].TrimStart();

            var equals = line.IndexOf('=');
            if (equals <= 0 || line[0] == '#')
                continue;

            variables[line[..equals].TrimEnd()] = Value(line[(equals + 1)..].Trim(), variables);
        }

        return variables;
    }

    private static string Value(string value, Dictionary<string, string> variables)
    {
        if (value.Length > 0 && value[0] is '"' or '\'')
        {
            var close = value.IndexOf(value[0], 1);
            if (close > 0)
                return value[0] == '\'' ? value[1..close] : Interpolation.Expand(value[1..close], variables.GetValueOrDefault);
        }

        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return Interpolation.Expand(comment < 0 ? value : value[..comment].TrimEnd(), variables.GetValueOrDefault);
    }
}
