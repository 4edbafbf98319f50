using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helmfile;

/// <summary>
/// Helmfiles, known by releases that each have a chart, else by their name: charts in registries, values of releases, of what they
/// inherit and of environments, patches, and commands of hooks.
/// </summary>
internal sealed class HelmfileScanner : DocumentScanner
{
    private static readonly string[] Sections = ["releases", "templates", "environments", "repositories", "hooks", "helmfiles"];

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        IsHelmfilePath(file) || (content.Has("releases"u8) && content.Has("chart"u8));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["kind"] is null
        && (IsHelmfilePath(context.File)
            ? Array.Exists(Sections, section => document[section] is not null)
            : (document["releases"] as SourceSequence)?.Items.OfType<SourceMapping>().Any(release => release.Scalar("chart") is not null && release.Scalar("name") is not null) == true);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var commands = new ShellImages(context, FileKinds.Helmfile);
        var releases = new HelmfileReleases(context, commands);
        foreach (var release in (document["releases"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
            releases.Add(release, document["templates"] as SourceMapping);
        foreach (var (_, template) in (document["templates"] as SourceMapping)?.Effective() ?? [])
            if (template is SourceMapping mapping)
                releases.AddTemplate(mapping);
        foreach (var (_, environment) in (document["environments"] as SourceMapping)?.Effective() ?? [])
            releases.AddValues([(environment as SourceMapping)?["values"]], null);
        foreach (var other in (document["helmfiles"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
            releases.AddValues([other["values"]], null);
        releases.AddHooks(document["hooks"]);
        commands.Finish();

        // Values hold objects as text, which their chart deploys beside its own.
        EmbeddedDocuments.Scan(node, context);
    }

    private static bool IsHelmfilePath(CandidateFile file) =>
        file.Name.StartsWith("helmfile", StringComparison.Ordinal) || file.Path.StartsWith("helmfile.d/", StringComparison.Ordinal) || file.Path.Contains("/helmfile.d/", StringComparison.Ordinal);
}
