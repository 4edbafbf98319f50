using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Nomad;

/// <summary>The images of Nomad's tasks. Variables and locals of the same file are resolved; what Nomad knows only when it runs is not.</summary>
internal static class NomadImages
{
    private const int MaximumDepth = 16;

    /// <summary>Adds the images of a job in HCL, or in the JSON that HCL has.</summary>
    public static void Scan(SourceMapping root, ScanContext context, string kind) =>
        Walk(root, new Job(context, FileValues.Scope(root, context.Source), kind), 0);

    /// <summary>Adds the image of one task.</summary>
    public static void Add(SourceNode? image, ScanContext context, DeclarationScope? scope, string kind)
    {
        foreach (var option in image is null ? [] : scope?.Resolve(new LocatedNode(image, context.Source)) ?? [new LocatedNode(image, context.Source)])
        {
            if (option.Node is not SourceScalar { IsNull: false } scalar || IsElsewhere(scalar.Value))
                continue;

            DeclaredImage.Add(context, new LocatedScalar(scalar, option.Source), kind, Find, scope is null ? static _ => null : scope.Lookup, optionalPrefix: "docker://");
        }
    }

    /// <summary>Whether a driver runs images of registries.</summary>
    public static bool IsContainerDriver(SourceNode? driver) => driver is SourceScalar { Value: "docker" or "podman" or "containerd-driver" };

    private static void Walk(SourceMapping body, Job job, int depth)
    {
        if (depth > MaximumDepth)
            return;

        if (IsContainerDriver(body["driver"]))
            foreach (var config in body.Entries.Where(entry => entry.Key is SourceScalar { Value: "config" }).SelectMany(entry => Bodies(entry.Value)))
                Add(config["image"], job.Context, job.Scope, job.Kind);
        foreach (var (key, value) in body.Entries)
            if (key is not SourceScalar { Value: "config" or "variable" or "locals" })
                foreach (var inner in Bodies(value))
                    Walk(inner, job, depth + 1);
    }

    private static IEnumerable<SourceMapping> Bodies(SourceNode node) => node switch
    {
        SourceMapping mapping => [mapping],
        SourceSequence sequence => sequence.Items.OfType<SourceMapping>(),
        _ => [],
    };

    /// <summary>Placeholders of HCL, and those of the tools that make jobs of templates: <c>[[ .tag ]]</c>.</summary>
    private static Placeholder? Find(string text, int from)
    {
        var placeholder = DeclarationTemplate.Find(text, from);
        var start = text.IndexOf("[[", from, StringComparison.Ordinal);
        if (start < 0 || (placeholder is not null && placeholder.Start < start))
            return placeholder;

        var close = text.IndexOf("]]", start, StringComparison.Ordinal);
        return Placeholder.Unknown(start, close < 0 ? text.Length : close + 2);
    }

    private static bool IsElsewhere(string value)
    {
        ReadOnlySpan<string> transports = ["docker-archive:", "oci-archive:", "oci:", "dir:"];
        foreach (var transport in transports)
            if (value.StartsWith(transport, StringComparison.Ordinal))
                return true;
        return false;
    }

    private sealed record Job(ScanContext Context, DeclarationScope Scope, string Kind);
}
