using Plimsoll.Oci.Registries.Auth.Clouds;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>
/// What is known of how a registry takes blobs before it is asked anything: the large ones do some things differently.
/// Of all others it is learned from their answers.
/// </summary>
/// <param name="SupportsChunks">Whether a blob can be sent in chunks; <c>null</c> where that is not known.</param>
/// <param name="MinimumChunk">The fewest bytes of a chunk that is not the last.</param>
/// <param name="ReportsOffset">Whether its word on how much of a blob arrived can be believed.</param>
/// <param name="SelfMountShowsPresence">Whether mounting a blob from its own repository tells that it is there; <c>null</c> where that is not known.</param>
internal sealed record UploadProfile(bool? SupportsChunks, long MinimumChunk, bool ReportsOffset, bool? SelfMountShowsPresence)
{
    /// <summary>No chunk is larger, whatever minimum a registry asks for.</summary>
    public const long MaximumChunk = 1024 * 1024 * 1024;

    private const long EcrChunk = 16 * 1024 * 1024;

    private static readonly UploadProfile Unknown = new(null, 0, ReportsOffset: true, null);

    /// <summary>GitHub refuses ranges over 4 MiB, and Google has no chunks at all; both take any blob in one request.</summary>
    private static readonly UploadProfile SingleRequest = new(SupportsChunks: false, 0, ReportsOffset: true, SelfMountShowsPresence: false);

    /// <summary>The <c>Range</c> of ECR lags behind what it holds, and its public registry does not tell at all.</summary>
    private static readonly UploadProfile Ecr = new(null, EcrChunk, ReportsOffset: false, SelfMountShowsPresence: false);

    private static readonly UploadProfile Azure = Unknown with { SelfMountShowsPresence = false };

    /// <summary>What is known of the registry on this host.</summary>
    public static UploadProfile ForHost(string host) =>
        host.Equals(CiTokenSource.GitHubRegistry, StringComparison.OrdinalIgnoreCase) || GoogleSource.IsOwn(host) ? SingleRequest
        : AwsRegistry.Parse(host) is not null ? Ecr
        : AzureSource.IsOwn(host) ? Azure
        : Unknown;
}
