using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Compose;

/// <summary>Compose files, known by their name or by services that have an image or a build.</summary>
internal sealed partial class ComposeScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        IsComposeName(file.Name)
            ? content.HasImage || content.Has("extends"u8) || content.Has("include"u8) || MayBuild(content)
            : content.Has("services"u8) && (content.HasImage || MayBuild(content));

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

    private static bool MayBuild(FileProbe content) => content.Has("dockerfile_inline"u8) || (content.Has("build"u8) && content.Has("args"u8));

    private static bool HasServices(SourceMapping services) =>
        services.Effective().Any(entry => entry.Value is SourceMapping service && (service["image"] is not null || service["build"] is not null));

    private static bool IsComposeName(string fileName) => ComposeName.IsMatch(fileName);

    [GeneratedRegex(@"^(?:docker-)?compose[^/]*\.ya?ml\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ComposeName { get; }
}
