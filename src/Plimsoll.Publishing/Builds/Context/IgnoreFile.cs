using Plimsoll.Oci;

namespace Plimsoll.Publishing.Builds.Context;

/// <summary>The patterns of a <c>.dockerignore</c>, in order: the last one that matches decides.</summary>
internal sealed class IgnoreFile
{
    public const string Name = ".dockerignore";

    private readonly IReadOnlyList<IgnorePattern> _patterns;

    private IgnoreFile(IReadOnlyList<IgnorePattern> patterns) => _patterns = patterns;

    /// <param name="text">The content; a line that begins with <c>#</c> is a comment.</param>
    /// <param name="name">What the file is called in messages.</param>
    /// <exception cref="PlimsollException">A pattern cannot be used; the message names file and line (exit code 2).</exception>
    public static IgnoreFile Parse(string text, string name)
    {
        var patterns = new List<IgnorePattern>();
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.StartsWith('#') || line.AsSpan().Trim().IsEmpty)
                continue;

            try
            {
                patterns.Add(IgnorePattern.Parse(line.Trim()));
            }
            catch (FormatException exception)
            {
                throw PlimsollException.Usage($"{name}:{number}: {exception.Message}.", "See Docker's documentation of .dockerignore.", exception);
            }
        }

        return new IgnoreFile(patterns);
    }

    /// <summary>Whether a path within the context, with forward slashes, is left out.</summary>
    public bool Ignores(string path)
    {
        var ignored = false;
        foreach (var pattern in _patterns)
            if (pattern.IsException == ignored && pattern.Matches(path))
                ignored = !pattern.IsException;
        return ignored;
    }

    /// <summary>Whether something below an ignored folder may be taken back.</summary>
    public bool MayTakeBackFrom(string folder) =>
        _patterns.Any(pattern => pattern.IsException
            && (pattern.LiteralFolder.Length == 0
                || IsWithin(pattern.LiteralFolder, folder)
                || IsWithin(folder, pattern.LiteralFolder)));

    private static bool IsWithin(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
