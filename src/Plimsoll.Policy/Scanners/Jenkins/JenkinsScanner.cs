using Plimsoll.Policy.Scanners.Shell;

namespace Plimsoll.Policy.Scanners.Jenkins;

/// <summary>
/// Jenkins: agents of declarative pipelines, <c>docker.image</c> of scripted ones, pods of the Kubernetes plugin, and the commands of
/// <c>sh</c>.
/// </summary>
internal sealed class JenkinsScanner : TextScanner
{
    public override bool Recognises(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return name.StartsWith("Jenkinsfile", StringComparison.Ordinal) || name.EndsWith(".jenkinsfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".groovy", StringComparison.Ordinal);
    }

    public override bool MayScan(ReadOnlySpan<byte> content) =>
        (ShellImages.MayBeIn(content) || content.IndexOf("containerTemplate"u8) >= 0 || content.IndexOf("yaml"u8) >= 0)
        && (content.IndexOf("pipeline"u8) >= 0 || content.IndexOf("agent"u8) >= 0 || content.IndexOf("node"u8) >= 0 || content.IndexOf("docker.image("u8) >= 0 || content.IndexOf("podTemplate"u8) >= 0);

    public override void Scan(ScanContext context, CancellationToken cancellationToken) =>
        new JenkinsPipeline(context, GroovyReader.Read(context.Source.Text, cancellationToken)).Add(cancellationToken);
}
