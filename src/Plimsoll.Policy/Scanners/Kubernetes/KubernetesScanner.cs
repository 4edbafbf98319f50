using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kubernetes;

/// <summary>
/// Kubernetes manifests. No schema is used: wherever a list of containers stands, in a built-in kind, in a List or in a
/// custom resource, its images are found; and what custom resources name outside of containers.
/// </summary>
internal sealed class KubernetesScanner : DocumentScanner
{
    private const string RelatedImagePrefix = "RELATED_IMAGE_";

    // No variable is ever set here; ${VAR:-default} is resolved for the tools that substitute it before applying.
    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        (content.Has("mage"u8) || content.Has("RELATED_IMAGE_"u8) || content.Has("docker://"u8) || content.Has("IstioOperator"u8) || content.Has("pkg.crossplane.io/"u8))
        && (content.Has("kind"u8) || content.Has("apiVersion"u8));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document.Scalar("kind") is { IsNull: false }
        && (document.Scalar("apiVersion") is not null || document["spec"] is SourceMapping || document["metadata"] is SourceMapping || document["items"] is SourceSequence);

    public override void Scan(SourceNode document, ScanContext context)
    {
        if (document is SourceMapping resource && PatternResources.Contains(resource))
        {
            foreach (var (image, isKustomizeField) in PatternResources.Created(resource).SelectMany(created => Images(created, isTemplate: false)))
                context.Add(image, FileKinds.Kubernetes, NoVariables, isKustomizeField: isKustomizeField);
            foreach (var pattern in PatternResources.Patterns(resource))
                context.Pass(pattern);
            return;
        }

        var parameters = TemplateParameters.Of(document);
        foreach (var (image, isKustomizeField) in Images(document, isTemplate: false))
            if (parameters is null)
                context.Add(image, FileKinds.Kubernetes, NoVariables, isKustomizeField: isKustomizeField);
            else
                TemplatedImage.Add(context, new LocatedScalar(image), FileKinds.Kubernetes, ShellVariables.Find, parameters);

        foreach (var image in document is SourceMapping mapping ? ResourceImages.Find(mapping, context.Source) : [])
            context.Add(parameters is null ? image : image with { Resolved = Interpolation.Expand(image.Text, name => parameters(name) is [var value] ? value.Scalar.Value : null) });
        EmbeddedDocuments.Scan(document, context);
    }

    /// <summary>The images of a manifest, and which of them Kustomize's <c>images</c> apply to.</summary>
    /// <param name="document">The manifest, or a part of one.</param>
    /// <param name="isTemplate">Whether keys may stand twice because only one of them is rendered; else the last counts.</param>
    internal static List<(SourceScalar Image, bool IsKustomizeField)> Images(SourceNode document, bool isTemplate)
    {
        var images = new List<(SourceScalar, bool)>();
        Walk(document, images, isTemplate, [], []);
        return images;
    }

    private static void Walk(SourceNode node, List<(SourceScalar, bool)> images, bool isTemplate, HashSet<SourceNode> visited, HashSet<(Place, SourceNode)> entries)
    {
        // Aliases make a document a graph; each node is walked once.
        if (!visited.Add(node))
            return;

        if (node is SourceSequence sequence)
        {
            foreach (var item in sequence.Items)
                Walk(item, images, isTemplate, visited, entries);
        }
        else if (node is SourceMapping mapping)
        {
            foreach (var (key, value) in mapping.Entries)
            {
                // A list is read once for what it is, however many aliases lead to it.
                if (key is SourceScalar { Value: var name } && PlaceOf(name) is var place and not Place.None && entries.Add((place, value)))
                    Entry(place, name is "containers" or "initContainers" or "volumes", value, images, isTemplate);
                Walk(value, images, isTemplate, visited, entries);
            }
        }
    }

    private static void Entry(Place place, bool isKustomizeField, SourceNode value, List<(SourceScalar, bool)> images, bool isTemplate)
    {
        if (place == Place.Container)
        {
            Add(value as SourceMapping, "image");
            return;
        }

        foreach (var item in (value as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
        {
            if (place == Place.ContainerList)
                Add(item, "image");
            else if (place == Place.Volumes)
                Add(item["image"] as SourceMapping, "reference");
            else if (item.Scalar("name") is { } name && name.Value.StartsWith(RelatedImagePrefix, StringComparison.Ordinal))
                Add(item, "value");
        }

        void Add(SourceMapping? mapping, string key)
        {
            if (isTemplate)
                images.AddRange(mapping?.Entries.Where(entry => entry.Key is SourceScalar name && name.Value == key).Select(entry => entry.Value).OfType<SourceScalar>().Select(image => (image, isKustomizeField)) ?? []);
            else if (mapping?.Scalar(key) is { } image)
                images.Add((image, isKustomizeField));
        }
    }

    private static Place PlaceOf(string key) => key switch
    {
        "volumes" => Place.Volumes,
        "env" => Place.Environment,
        _ when IsContainerList(key) => Place.ContainerList,
        _ when IsContainer(key) => Place.Container,
        _ => Place.None,
    };

    /// <summary><c>containers</c>, <c>initContainers</c>, <c>ephemeralContainers</c>, and the lists of common custom resources.</summary>
    private static bool IsContainerList(string key) =>
        key.EndsWith("containers", StringComparison.OrdinalIgnoreCase) || key is "sidecars" or "steps" or "relatedImages";

    /// <summary>A single container under a key: Argo's <c>container</c> and <c>script</c>, Tekton's <c>stepTemplate</c>.</summary>
    private static bool IsContainer(string key) =>
        key.EndsWith("container", StringComparison.OrdinalIgnoreCase) || key is "script" or "stepTemplate";

    private enum Place
    {
        None,
        ContainerList,
        Container,
        Volumes,
        Environment,
    }
}
