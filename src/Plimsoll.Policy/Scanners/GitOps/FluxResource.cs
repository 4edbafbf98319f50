using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>
/// Resources of Flux: the image transformers of kustomizations and of a Helm release's post-renderers, a release's values, and
/// artifacts and charts in registries. Substitutions have their defaults, else they are unknown.
/// </summary>
internal static class FluxResource
{
    private const string OciScheme = "oci://";

    /// <summary>Adds the images that the resource sets.</summary>
    public static void Scan(SourceMapping resource, ScanContext context, VisitedNodes read)
    {
        if (resource["spec"] is not SourceMapping spec)
            return;

        switch (resource.Scalar("kind")!.Value)
        {
            case "OCIRepository":
                Repository(spec, context);
                break;
            case "Kustomization":
                Transformers(spec["images"], context, read);
                break;
            default:
                Chart((spec["chart"] as SourceMapping)?["spec"] as SourceMapping, resource, context);
                if (spec["values"] is { } values)
                    HelmValues.Add(values, FileKinds.Flux, context, read);
                if (spec["postRenderers"] is SourceSequence renderers && read.Add(renderers))
                    foreach (var renderer in renderers.Items.OfType<SourceMapping>())
                        Transformers((renderer["kustomize"] as SourceMapping)?["images"], context, read);
                break;
        }
    }

    /// <summary>The chart of a release where its repository is in this file or beside it, and is a registry.</summary>
    private static void Chart(SourceMapping? chart, SourceMapping release, ScanContext context)
    {
        if (chart is null || Set(chart, "chart") is not { } name || chart["sourceRef"] is not SourceMapping reference || reference.Scalar("kind")?.Value != "HelmRepository" || reference.Scalar("name")?.Value is not { } repository)
            return;

        var inNamespace = reference.Scalar("namespace")?.Value ?? NamespaceOf(release);
        var url = context.Documents.Concat(context.DocumentsBeside).OfType<SourceMapping>()
            .FirstOrDefault(document => document.Scalar("kind")?.Value == "HelmRepository" && (document["metadata"] as SourceMapping)?.Scalar("name")?.Value == repository && (inNamespace is null || NamespaceOf(document) is not { } other || other == inNamespace))
            is { } found ? Set(found["spec"] as SourceMapping, "url") : null;
        if (url is not null && OciArtifact.IsRegistry(url.Value) && OciArtifact.Create(url.Value, name, Set(chart, "version"), FileKinds.HelmChart, name) is { } image)
            context.Add(image);
    }

    private static string? NamespaceOf(SourceMapping resource) => (resource["metadata"] as SourceMapping)?.Scalar("namespace")?.Value;

    private static void Transformers(SourceNode? images, ScanContext context, VisitedNodes read)
    {
        if (images is null || !read.Add(images))
            return;

        foreach (var image in KustomizeImages.FromMappings(images, FileKinds.Flux))
            context.Add(image);
    }

    /// <summary>A digest counts before a range of versions, that before a tag; without any it is <c>latest</c>.</summary>
    private static void Repository(SourceMapping spec, ScanContext context)
    {
        if (spec.Scalar("url") is not { } url || !url.Value.StartsWith(OciScheme, StringComparison.Ordinal))
            return;

        var reference = spec["ref"] as SourceMapping;
        var (digest, range, tag) = (Set(reference, "digest"), Set(reference, "semver"), Set(reference, "tag"));
        if (range is not null && !VersionConstraint.IsRange(range.Value))
            (range, tag) = (null, range);
        var name = url.Value[OciScheme.Length..].TrimEnd('/');
        var text = name + (digest is not null ? "@" + digest.Value : range is null && tag is not null ? ":" + tag.Value : "");
        var resolved = digest is not null ? text : range is not null ? $"{name}:{ImageUse.Unknown}" : tag is not null ? $"{name}:{UnquotedTag.Read(tag, inTemplate: false)}" : text;

        var start = context.Source.Text.AsSpan(url.Start).StartsWith(OciScheme) ? url.Start + OciScheme.Length : url.Start;
        var token = (digest ?? range ?? tag) is { } selector ? new TextRange(selector.Start, selector.End) : new TextRange(start, url.End);
        context.Add(new FoundImage(text, Interpolation.Expand(resolved, static _ => null), token, FileKinds.Flux)
        {
            Range = digest is null && range is not null && !Interpolation.Expand(range.Value, static _ => null).Contains(ImageUse.Unknown) ? range.Value : null,
            Misreading = range is null ? UnquotedTag.Misreading(tag, inTemplate: false) : null,
            Parts = reference is null ? null : new ImageParts { Mapping = reference, HasDigestKey = true, Tag = tag, Digest = reference.Scalar("digest") },
        });
    }

    private static SourceScalar? Set(SourceMapping? mapping, string key) => mapping?.Scalar(key) is { IsNull: false } scalar ? scalar : null;
}
