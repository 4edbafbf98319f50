namespace Plimsoll.Policy.Scanners.Nomad;

/// <summary>Jobs of Nomad: <c>*.nomad</c>, <c>*.nomad.hcl</c>, and templates of them: <c>*.nomad.tpl</c>.</summary>
internal sealed class NomadScanner : TextScanner
{
    public override bool Recognises(string path) =>
        path.EndsWith(".nomad", StringComparison.Ordinal) || path.EndsWith(".nomad.hcl", StringComparison.Ordinal) || path.EndsWith(".nomad.tpl", StringComparison.Ordinal);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (context.Source.Text.Contains("image", StringComparison.Ordinal))
            NomadImages.Scan(NomadTemplate.Read(context.Source.Text), context, FileKinds.Nomad);
    }
}
