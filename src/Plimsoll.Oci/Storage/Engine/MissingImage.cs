using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Engine;

/// <summary>The error for an image that an engine does not have.</summary>
internal static class MissingImage
{
    /// <summary>As many tags as are worth reading.</summary>
    private const int MaximumTags = 10;

    /// <summary>Explains it, with the tags of the same name that the engine has instead.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="nameOrId">What was asked for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>An exception of exit code 6.</returns>
    public static async ValueTask<PlimsollException> ExplainAsync(IImageEngine engine, string nameOrId, CancellationToken cancellationToken)
    {
        var others = ImageReference.TryParse(nameOrId, out var name) ? await ListAsync(engine, name, cancellationToken) : [];
        return PlimsollException.NotFound(
            $"The Docker engine at {engine.Endpoint} has no image {nameOrId}{(name is { Tag: null, Digest: null } && others.Count > 0 ? " with the tag latest" : "")}.",
            others.Count == 0
                ? "'plimsoll ls docker-daemon:' lists its images. If it is in another engine, point DOCKER_HOST or DOCKER_CONTEXT to that."
                : $"It has {name!.WithoutTagOrDigest().Familiar} with {(others.Count == 1 ? "the tag" : "other tags:")} {string.Join(", ", others.Take(MaximumTags))}{(others.Count > MaximumTags ? ", …" : "")}.");
    }

    /// <summary>That they cannot be listed is not what is wrong.</summary>
    private static async ValueTask<IReadOnlyList<string>> ListAsync(IImageEngine engine, ImageReference name, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.ListTagsAsync(name, cancellationToken);
        }
        catch (PlimsollException)
        {
            return [];
        }
    }
}
