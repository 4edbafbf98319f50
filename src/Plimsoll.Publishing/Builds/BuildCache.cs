using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Builds;

/// <summary>Where BuildKit takes the steps of earlier builds from, and leaves those of this one; as <c>docker buildx build</c> takes them.</summary>
public sealed record BuildCache
{
    /// <summary>The tag of a cache beside its image.</summary>
    internal const string Tag = "buildcache";

    /// <summary>The cache of all steps in the repository of the image, under the tag <c>buildcache</c>. A build that may not write there goes on without.</summary>
    public static BuildCache InRegistry { get; } = new() { IsInRegistry = true };

    /// <summary>Caches to read (<c>--cache-from</c>): <c>type=gha</c>, <c>type=local,src=PATH</c>, or a reference. The default is none.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Caches to write (<c>--cache-to</c>): <c>type=gha,mode=max</c>, <c>type=registry,ref=NAME</c>. The default is none.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Whether it is <see cref="InRegistry"/>, whose place the destination decides.</summary>
    internal bool IsInRegistry { get; private init; }

    /// <summary>The caches of one build.</summary>
    /// <param name="destination">Where the image goes; a layout holds no cache.</param>
    /// <param name="isReadOnly">Whether nothing may be written.</param>
    internal BuildCache For(ImageLocation destination, bool isReadOnly)
    {
        var place = destination.Reference is { } reference ? $"type=registry,ref={reference.WithTag(Tag).Familiar}" : null;
        var cache = !IsInRegistry ? this : place is null ? new BuildCache() : new BuildCache { From = [place], To = [$"{place},mode=max,ignore-error=true"] };
        return isReadOnly ? cache with { To = [] } : cache;
    }
}
