using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Compose;

/// <summary>Compose files, known by their name or by services that have an image or a build.</summary>
internal sealed partial class ComposeScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, ReadOnlySpan<byte> content) =>
        IsComposeName(file.Name)
            ? content.IndexOf("image"u8) >= 0 || content.IndexOf("extends"u8) >= 0 || content.IndexOf("include"u8) >= 0 || MayBuild(content)
            : content.IndexOf("services"u8) >= 0 && (content.IndexOf("image"u8) >= 0 || MayBuild(content));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && (document["services"] is SourceMapping services
            ? IsComposeName(context.File.Name) || HasServices(services)
            : IsComposeName(context.File.Name) && (HasServices(document) || document["include"] is SourceSequence));

    public override void Scan(SourceNode node, ScanContext context)
    {
        if (node is SourceMapping document)
            new ComposeProject(context).Add(document);
    }

    private static bool MayBuild(ReadOnlySpan<byte> content) => content.IndexOf("dockerfile_inline"u8) >= 0 || (content.IndexOf("build"u8) >= 0 && content.IndexOf("args"u8) >= 0);

    private static bool HasServices(SourceMapping services) =>
        services.Effective().Any(entry => entry.Value is SourceMapping service && (service["image"] is not null || service["build"] is not null));

    private static bool IsComposeName(string fileName) => ComposeName.IsMatch(fileName);

    [GeneratedRegex(@"^(?:docker-)?compose[^/]*\.ya?ml\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ComposeName { get; }
}
