using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Assembly;

/// <summary>What an image assembled from a directory says of itself.</summary>
internal sealed record AssemblyOptions
{
    /// <summary>The time of the image and of every file in it; the commit date or <c>SOURCE_DATE_EPOCH</c>, for reproducible bytes.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What the files run on; with a base image, what that runs on. The default is linux/amd64.</summary>
    public Platform Platform { get; init; } = Platform.LinuxAmd64;

    /// <summary>The image that the files are put on. The default is <c>null</c>: nothing is below them.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>Labels of the image's configuration. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations of the manifest. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The command that a container runs. The default is none: the image only carries files.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>How else the container runs. The default is <c>null</c>: as that of the base.</summary>
    public ContainerSettings? Settings { get; init; }

    /// <summary>Told how much is packed; the default is <c>null</c>: nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
