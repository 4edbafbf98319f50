using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzureResources;

/// <summary>
/// Bicep: the images of containers wherever a list of them stands, and those behind <c>DOCKER|</c> of App Service. Parameters
/// and variables of the file are resolved; what other resources or modules give is unknown.
/// </summary>
internal sealed class BicepScanner : TextScanner
{
    public override bool Recognises(string path) => path.EndsWith(".bicep", StringComparison.Ordinal);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var text = context.Source.Text;
        if (!AzureImages.MayHave(text))
            return;

        var root = DeclarationReader.Read(text, 0, text.Length, DeclarationLanguage.Bicep);
        var values = new Dictionary<string, SourceNode>(StringComparer.Ordinal);
        foreach (var (key, value) in root.Entries)
            if (key is SourceScalar { Value: "param" or "var" } && value is SourceMapping { Entries: [{ Key: SourceScalar name, Value: var declared }] })
                values[name.Value] = WithoutType(declared, name);

        var scope = new DeclarationScope(path => values.TryGetValue(path[0], out var value) ? (new LocatedNode(value, context.Source), 1) : null);
        new AzureImages(context, scope, FileKinds.Bicep).Scan(root);
    }

    /// <summary>What stands behind the equals sign: <c>param name string = 'x'</c> reads as a name, a type and a value.</summary>
    private static SourceNode WithoutType(SourceNode declared, SourceScalar name) =>
        declared is SourceMapping { IsFlow: false, Entries: [{ Key: SourceScalar type, Value: var value }] } && type.Start > name.Start ? value : declared;
}
