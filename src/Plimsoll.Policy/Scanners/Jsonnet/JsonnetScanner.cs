using Plimsoll.Policy.Scanners.SourceCode;

namespace Plimsoll.Policy.Scanners.Jsonnet;

/// <summary>Programs of Jsonnet that make manifests: <c>*.jsonnet</c> and <c>*.libsonnet</c>.</summary>
internal sealed class JsonnetScanner : TextScanner
{
    public override bool Recognises(string path) => Path.GetExtension(path.AsSpan()) is ".jsonnet" or ".libsonnet";

    public override bool MayScan(ReadOnlySpan<byte> content) => content.IndexOf("mage"u8) >= 0 || content.IndexOf("ontainer"u8) >= 0;

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var file = new CodeFile(context.Source.Text, CodeLanguage.Jsonnet, cancellationToken);
        new ImageProperties(file, context, FileKinds.Jsonnet).Scan();
        new JsonnetImages(file, context).Scan();
    }
}
