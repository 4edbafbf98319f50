using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>The images that custom resources name outside of containers: where the resource is known, there; else where it is evident.</summary>
internal static class ResourceImages
{
    /// <summary>
    /// Groups whose resources are read for what they are elsewhere, or that talk of images without deploying any: patterns of
    /// policies, what an updater looks for, and templates, of which each object is read.
    /// </summary>
    private static readonly string[] NotRead =
    [
        "*.kyverno.io", "*.gatekeeper.sh", "apiextensions.k8s.io", "admissionregistration.k8s.io", "policy.sigstore.dev",
        "*.toolkit.fluxcd.io", "argocd-image-updater.argoproj.io", "template.openshift.io", "backstage.io", "*.backstage.io",
    ];

    /// <summary>Finds them in a manifest, in those of a list, and in those of a template of OpenShift.</summary>
    /// <param name="document">The manifest.</param>
    /// <param name="source">The text that it is in.</param>
    public static IEnumerable<FoundImage> Find(SourceMapping document, SourceText source) =>
        new[] { document["items"], document["objects"] }.OfType<SourceSequence>().SelectMany(list => list.Items).OfType<SourceMapping>().Prepend(document).Distinct()
            .SelectMany(resource => FindIn(resource, source));

    /// <summary>The images at known fields.</summary>
    public static IEnumerable<FoundImage> At(IEnumerable<ResourceField> fields, SourceMapping resource, SourceText source) =>
        fields.SelectMany(field => ResourcePath.Find(resource, field.Segments).Select(found => field.Repository is null ? At(field, found.Parent, found.Node, source) : Composed(field, found.Node as SourceMapping))).OfType<FoundImage>();

    private static IEnumerable<FoundImage> FindIn(SourceMapping resource, SourceText source)
    {
        if (resource.Scalar("apiVersion")?.Value is not { } version || resource.Scalar("kind")?.Value is not { } kind)
            return [];

        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : version[..slash];
        var openShift = OpenShiftImages.IsOpenShift(group, kind) ? OpenShiftImages.Find(resource) : [];

        // The groups of custom resources are names of domains; those of Kubernetes itself have containers and nothing else.
        if (!group.Contains('.', StringComparison.Ordinal) || Array.Exists(NotRead, pattern => ResourceField.IsIn(group, pattern)) || IsDeployment(group, kind))
            return openShift;

        var known = At(KnownResources.Fields.Where(field => field.IsOf(group, kind)), resource, source).Concat(CrossplanePackages.Find(resource, group)).DistinctBy(image => image.Token).ToList();
        var taken = known.Select(image => image.Token).Concat(known.Select(image => image.Parts?.Repository).OfType<SourceScalar>().Select(part => new TextRange(part.Start, part.End))).ToHashSet();
        return openShift.Concat(known).Concat(LooseImages.Find(resource).Where(image => !taken.Contains(image.Token)));
    }

    /// <summary>Argo CD's own, whose Helm values have rules of their own.</summary>
    private static bool IsDeployment(string group, string kind) => group == "argoproj.io" && kind is "Application" or "ApplicationSet" or "AppProject";

    private static FoundImage? At(ResourceField field, SourceMapping? parent, SourceNode node, SourceText source)
    {
        if (node is not SourceScalar { IsNull: false } scalar || (field.UnlessSet is { } other && parent is not null && ImageFields.Set(parent, other) is not null))
            return null;

        var text = scalar.Value.Trim('\n');
        if (!text.StartsWith(field.Prefix, StringComparison.Ordinal) || (field.Prefix.Length == 0 && field.Path.Contains('*', StringComparison.Ordinal) && !ImageText.IsReference(scalar)))
            return null;

        var start = source.Text.AsSpan(scalar.Start).StartsWith(field.Prefix) ? scalar.Start + field.Prefix.Length : scalar.Start;
        text = text[field.Prefix.Length..];
        return text.Length == 0 ? null : new FoundImage(text, ImageText.Expand(text), new TextRange(start, scalar.End), field.FileKind) { PinRefusal = field.IsBuiltHere ? FoundImage.BuiltHere : field.PinRefusal };
    }

    private static FoundImage? Composed(ResourceField field, SourceMapping? mapping)
    {
        if (mapping is null || (field.UnlessSet is { } other && ImageFields.Set(mapping, other) is not null))
            return null;

        var repository = ImageFields.Set(mapping, field.Repository!);
        var tag = field.Tags.Select(key => ImageFields.Set(mapping, key)).FirstOrDefault(value => value is not null);

        // Without a repository the tag is that of what the operator deploys, where the operator's name for it is known.
        if (repository is null && field.Name is null)
            return null;
        if (repository is not null && field.Name is null && ReferenceText.HasSelector(repository.Value))
            tag = null;

        return new ImageFields(mapping) { Repository = repository, Tag = tag, Name = field.Name, Digest = field.Digest is null ? null : ImageFields.Set(mapping, field.Digest), PinRefusal = "its tag is not only that of one image" }.Create(field.FileKind);
    }
}
