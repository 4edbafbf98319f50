using Docker.DotNet.Models;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Engine;
using Platform = Plimsoll.Oci.Images.Platform;

namespace Plimsoll.Docker;

/// <summary>Translates between the client library's models and ours. Engines leave out what is empty.</summary>
internal static class EngineResponses
{
    private const string DockerHubLogin = "https://index.docker.io/v1/";

    public static EngineImage ToImage(ImageInspectResponse image) => new(ParseId(image.ID) ?? throw NoId())
    {
        RepoTags = [.. image.RepoTags ?? []],
        RepoDigests = [.. image.RepoDigests ?? []],
        Labels = image.Config?.Labels is { } labels ? new Dictionary<string, string>(labels) : [],
        Platform = image is { Os.Length: > 0, Architecture.Length: > 0 }
            ? new Platform(image.Os, image.Architecture, image.Variant is { Length: > 0 } variant ? variant : null)
            : null,
        Created = ToTime(image.Created),
        Size = image.Size,
    };

    /// <summary>An image of a list. One without a name is listed with <c>&lt;none&gt;</c> in its place.</summary>
    public static EngineImage ToImage(ImagesListResponse image) => new(ParseId(image.ID) ?? throw NoId())
    {
        RepoTags = [.. (image.RepoTags ?? []).Where(IsName)],
        RepoDigests = [.. (image.RepoDigests ?? []).Where(IsName)],
        Labels = image.Labels is { } labels ? new Dictionary<string, string>(labels) : [],
        Created = ToTime(image.Created),
        Size = image.Size,
    };

    public static EngineHistoryEntry ToHistoryEntry(ImageHistoryResponse step) => new(step.CreatedBy ?? "", step.Size)
    {
        Id = ParseId(step.ID),
        Created = ToTime(step.Created),
        Comment = step.Comment ?? "",
        Tags = [.. step.Tags ?? []],
    };

    public static AuthConfig? ToAuthConfig(ImageReference name, EngineCredentials? credentials) => credentials is null ? null : new AuthConfig
    {
        Username = credentials.IdentityToken is null ? credentials.Username : null,
        Password = credentials.IdentityToken is null ? credentials.Password : null,
        IdentityToken = credentials.IdentityToken,
        ServerAddress = name.Registry == ImageReference.DockerHub ? DockerHubLogin : name.Registry,
    };

    private static bool IsName(string name) => !name.StartsWith("<none>", StringComparison.Ordinal);

    /// <summary>Podman writes IDs without the algorithm; Docker writes <c>&lt;missing&gt;</c> for what it does not have.</summary>
    private static Digest? ParseId(string? id) =>
        Digest.TryParse(id, out var digest) || Digest.TryParse($"sha256:{id}", out digest) ? digest : null;

    /// <summary>The engine's clock starts in the year 1 where an image has no time.</summary>
    private static DateTimeOffset? ToTime(DateTime? time) =>
        time is { Year: > 1 } known ? new DateTimeOffset(DateTime.SpecifyKind(known, known.Kind == DateTimeKind.Unspecified ? DateTimeKind.Utc : known.Kind)) : null;

    private static PlimsollException NoId() => new(ErrorKind.Transport, "The engine reported an image without a valid ID.", "Check whether this engine implements Docker's API.");
}
