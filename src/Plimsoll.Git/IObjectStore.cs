namespace Plimsoll.Git;

/// <summary>The objects of a repository as bytes, each by its own id: what replaces it is not looked at. Not thread-safe.</summary>
internal interface IObjectStore : IDisposable
{
    /// <summary>Reads an object.</summary>
    /// <typeparam name="T">What <paramref name="read"/> makes of its bytes, which are gone afterwards.</typeparam>
    /// <returns>Whether it is there and could be read.</returns>
    bool TryRead<T>(string id, Func<ReadOnlySpan<byte>, T> read, out T? result, out bool isMissing);

    /// <summary>What an object is; <c>null</c> where it is missing or cannot be read.</summary>
    ObjectKind? FindKind(string id, out bool isMissing);
}
