namespace Plimsoll.Policy;

/// <summary>The kinds of file that name images, as they appear in <see cref="ImageUse.Kind"/> and in reports.</summary>
public static class FileKinds
{
    /// <summary>Kubernetes manifests, YAML or JSON, custom resources included.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>Compose files.</summary>
    public const string Compose = "compose";

    /// <summary>Dockerfiles and Containerfiles.</summary>
    public const string Dockerfile = "dockerfile";

    /// <summary>Values files of Helm charts.</summary>
    public const string HelmValues = "helm-values";

    /// <summary>Templates of Helm charts.</summary>
    public const string HelmTemplate = "helm-template";

    /// <summary>Kustomizations, with the images of the manifests that they change.</summary>
    public const string Kustomize = "kustomize";
}
