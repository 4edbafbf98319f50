using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>
/// OpenShift's references to images: <c>{kind: DockerImage, name: …}</c>, of an image stream's tags and of what a build starts from.
/// What a build writes is named the same way, below <c>to</c>.
/// </summary>
internal static class OpenShiftImages
{
    /// <summary>Whether a resource can hold such references.</summary>
    public static bool IsOpenShift(string group, string kind) =>
        ResourceField.IsIn(group, "*.openshift.io") || (group.Length == 0 && kind is "ImageStream" or "ImageStreamTag" or "BuildConfig" or "Build" or "DeploymentConfig");

    /// <summary>Finds them.</summary>
    public static IEnumerable<FoundImage> Find(SourceMapping resource)
    {
        foreach (var (_, node) in ResourcePath.Find(resource, ["**"]))
        {
            if (node is not SourceMapping mapping)
                continue;

            foreach (var (key, value) in mapping.Effective())
                if (value is SourceMapping reference && reference.Scalar("kind")?.Value == "DockerImage" && ImageFields.Set(reference, "name") is { } name)
                    yield return new FoundImage(name.Value, ImageText.Expand(name.Value), new TextRange(name.Start, name.End), FileKinds.Kubernetes) { PinRefusal = key.Value == "to" ? FoundImage.BuiltHere : null };
        }
    }
}
