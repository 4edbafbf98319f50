namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>Keys of resources below which texts are data: they may look like an image and deploy none.</summary>
internal static class DataKeys
{
    /// <summary>Whether it is such a key: labels and annotations, schemas, and what a resource reports of itself.</summary>
    public static bool IsData(string key) => key is
        "labels" or "annotations" or "matchLabels" or "matchExpressions" or "nodeSelector" or "selector" or "additionalLabels"
        or "commonLabels" or "commonAnnotations" or "externalLabels" or "podMetadata" or "managedFields"
        or "openAPIV3Schema" or "schema" or "validationSchema" or "examples" or "status";
}
