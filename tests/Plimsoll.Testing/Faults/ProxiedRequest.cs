namespace Plimsoll.Testing.Faults;

/// <summary>A request as the proxy sees it.</summary>
/// <param name="Number">Its number, from 1, over all connections.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Length">The length of its body as announced.</param>
/// <param name="ContentRange">Its <c>Content-Range</c>, or <c>null</c>.</param>
/// <param name="IsChunked">Whether its body comes in chunks, and no length is announced.</param>
/// <param name="Host">The host that it asks, with its port.</param>
/// <param name="Authorization">What it shows to prove who asks, or <c>null</c>.</param>
/// <param name="UserAgent">The program that asks: <c>plimsoll/VERSION</c>.</param>
public sealed record ProxiedRequest(int Number, string Method, string Target, long Length, string? ContentRange, bool IsChunked, string Host, string? Authorization, string UserAgent)
{
    /// <summary>Whether it asks the server to change something.</summary>
    public bool IsWrite => Method is not ("GET" or "HEAD");

    /// <summary>Whether it has a body.</summary>
    public bool HasBody => IsChunked || Length > 0;
}
