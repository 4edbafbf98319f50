namespace Plimsoll.Policy;

/// <summary>The kinds of file that name images, as they appear in <see cref="ImageUse.Kind"/> and in reports.</summary>
public static class FileKinds
{
    /// <summary>Kubernetes manifests, YAML or JSON, custom resources included.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>Compose files.</summary>
    public const string Compose = "compose";

    /// <summary>Kustomizations, and what they make of their bases.</summary>
    public const string Kustomize = "kustomize";

    /// <summary>Dockerfiles and Containerfiles.</summary>
    public const string Dockerfile = "dockerfile";
}
