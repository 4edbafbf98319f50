namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>Dockerfiles and Containerfiles: <c>Dockerfile</c>, <c>Dockerfile.dev</c>, <c>app.Dockerfile</c>.</summary>
internal sealed class DockerfileScanner : TextScanner
{
    public override bool Recognises(string path)
    {
        var name = Path.GetFileName(path);
        return IsName(name, "Dockerfile") || IsName(name, "Containerfile");
    }

    public override void Scan(ScanContext context, CancellationToken cancellationToken) =>
        DockerfileStages.Scan(
            context.Source.Text,
            image => context.Add(image.Text, image.Resolved, image.Token.Start, image.Token.End, FileKinds.Dockerfile),
            cancellationToken);

    // Lower case only where nothing follows: dockerfile.go and its like are source code.
    private static bool IsName(string fileName, string kind) =>
        fileName.Equals(kind, StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith("." + kind, StringComparison.OrdinalIgnoreCase)
        || ((fileName.StartsWith(kind + ".", StringComparison.Ordinal) || fileName.StartsWith(kind + "-", StringComparison.Ordinal))
            && !fileName.EndsWith(".dockerignore", StringComparison.OrdinalIgnoreCase));
}
