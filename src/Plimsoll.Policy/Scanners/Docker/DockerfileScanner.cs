using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>Dockerfiles and Containerfiles: <c>Dockerfile</c>, <c>Dockerfile.dev</c>, <c>app.Dockerfile</c>.</summary>
internal sealed class DockerfileScanner : TextScanner
{
    public override bool Recognises(string path)
    {
        var name = Path.GetFileName(path);
        return IsName(name, "Dockerfile") || IsName(name, "Containerfile");
    }

    // Content without a name is reported as such, and has a name of its kind.
    public override bool Recognises(CandidateFile file, SourceTree tree) => Recognises(file.Path) || (file.IsExplicit && Recognises(file.FullPath));

    /// <summary>Whether a text starts as a Dockerfile does: below comments, with FROM or ARG.</summary>
    public static bool StartsAsOne(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
            if (line.Trim() is { Length: > 0 } words && words[0] != '#')
                return words.IndexOfAny(' ', '\t') is > 0 and var end
                    && (words[..end].Equals("FROM", StringComparison.OrdinalIgnoreCase) || words[..end].Equals("ARG", StringComparison.OrdinalIgnoreCase));
        return false;
    }

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var file = DockerfileReader.Read(context.Source.Text, cancellationToken);
        DockerfileStages.Scan(file, image => context.Add(image.Text, image.Resolved, image.Token.Start, image.Token.End, FileKinds.Dockerfile));
        DockerfileCommands.Scan(file, context, FileKinds.Dockerfile, static i => new TextRange(i, i + 1), cancellationToken: cancellationToken);
    }

    // Lower case only where nothing follows: dockerfile.go and its like are source code.
    private static bool IsName(string fileName, string kind) =>
        fileName.Equals(kind, StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith("." + kind, StringComparison.OrdinalIgnoreCase)
        || ((fileName.StartsWith(kind + ".", StringComparison.Ordinal) || fileName.StartsWith(kind + "-", StringComparison.Ordinal))
            && !fileName.EndsWith(".dockerignore", StringComparison.OrdinalIgnoreCase));
}
