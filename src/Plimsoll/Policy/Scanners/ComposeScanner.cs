using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Scanners;

/// <summary>
/// Compose files: the images of services and of image volumes. Variables come from the <c>.env</c> file beside the file;
/// the environment of whoever runs it is not known. A service that is always built, never pulled, uses no image.
/// </summary>
internal sealed partial class ComposeScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, ReadOnlySpan<byte> content) =>
        content.IndexOf("image"u8) >= 0 && (IsComposeName(file.Name) || content.IndexOf("services"u8) >= 0);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && (document["services"] is SourceMapping services
            ? IsComposeName(context.File.Name) || HasServices(services)
            : IsComposeName(context.File.Name) && HasServices(document));

    public override void Scan(SourceNode node, ScanContext context)
    {
        if (node is not SourceMapping document)
            return;

        VariableLookup variables = name => context.EnvironmentFile.GetValueOrDefault(name);

        // Files of version 1 have their services at the top.
        foreach (var (_, value) in ((document["services"] as SourceMapping) ?? document).Effective())
            if (value is SourceMapping service)
                Service(service, variables, context);
    }

    private static void Service(SourceMapping service, VariableLookup variables, ScanContext context)
    {
        var isNeverPulled = service["build"] is SourceMapping or SourceScalar { IsNull: false } && service.Scalar("pull_policy")?.Value == "build";
        if (!isNeverPulled)
            context.Add(service.Scalar("image"), FileKinds.Compose, variables);

        if (service["volumes"] is SourceSequence volumes)
            foreach (var volume in volumes.Items.OfType<SourceMapping>())
                if (volume.Scalar("type")?.Value == "image")
                    context.Add(volume.Scalar("source"), FileKinds.Compose, variables);
    }

    private static bool HasServices(SourceMapping services) =>
        services.Effective().Any(entry => entry.Value is SourceMapping service && (service["image"] is not null || service["build"] is not null));

    private static bool IsComposeName(string fileName) => ComposeName.IsMatch(fileName);

    [GeneratedRegex(@"^(?:docker-)?compose[^/]*\.ya?ml\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ComposeName { get; }
}
