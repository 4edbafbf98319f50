using Plimsoll.Policy.Scanners.Declarations;

namespace Plimsoll.Policy.Scanners.Nomad;

/// <summary>Jobs of Nomad: <c>*.nomad</c>, <c>*.nomad.hcl</c>.</summary>
internal sealed class NomadScanner : TextScanner
{
    public override bool Recognises(string path) =>
        path.EndsWith(".nomad", StringComparison.Ordinal) || path.EndsWith(".nomad.hcl", StringComparison.Ordinal);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (context.Source.Text.Contains("image", StringComparison.Ordinal))
            NomadImages.Scan(DeclarationReader.Read(context.Source.Text, 0, context.Source.Text.Length), context, FileKinds.Nomad);
    }
}
