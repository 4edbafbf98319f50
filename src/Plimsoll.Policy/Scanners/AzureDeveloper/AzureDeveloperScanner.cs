using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzureDeveloper;

/// <summary>Projects of Azure's developer tool, <c>azure.yaml</c>: the images of services that are not built, and the commands of hooks.</summary>
internal sealed class AzureDeveloperScanner : DocumentScanner
{
    private static readonly HashSet<string> Hosts = new(StringComparer.Ordinal) { "containerapp", "appservice", "function", "staticwebapp", "aks", "springapp", "ai.endpoint" };
    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("services"u8) && content.Has("host"u8) && (content.HasImage || (content.Has("hooks"u8) && content.HasCommand));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && Services(document).Any(service => service.Scalar("host") is { } host && Hosts.Contains(host.Value));

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var commands = new ShellImages(context, FileKinds.AzureDeveloper);
        foreach (var service in Services(document))
        {
            // Beside a Dockerfile, it is the name of what is built.
            context.Pass((service["docker"] as SourceMapping)?.Scalar("image"));
            context.Add(service.Scalar("image"), FileKinds.AzureDeveloper, NoVariables);
            Hooks(service["hooks"], commands);
        }

        Hooks(document["hooks"], commands);
        commands.Finish();
    }

    private static IEnumerable<SourceMapping> Services(SourceMapping document) =>
        (document["services"] as SourceMapping)?.Effective().Select(entry => entry.Value).OfType<SourceMapping>() ?? [];

    /// <summary>Each hook is one script, several, or one for each kind of system.</summary>
    private static void Hooks(SourceNode? node, ShellImages commands)
    {
        foreach (var (_, hook) in (node as SourceMapping)?.Effective() ?? [])
            foreach (var script in hook is SourceSequence several ? several.Items.OfType<SourceMapping>() : hook is SourceMapping one ? [one, .. Posix(one)] : [])
                if (script.Scalar("shell")?.Value is null or "sh" && script["run"] is SourceScalar run)
                    commands.Add([run]);
    }

    private static IEnumerable<SourceMapping> Posix(SourceMapping hook) => hook["posix"] is SourceMapping posix ? [posix] : [];
}
