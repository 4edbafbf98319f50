using System.Text;

namespace Plimsoll.Testing.Faults;

/// <summary>Bearer tokens that a <see cref="FaultProxy"/> asks for and gives out, in front of a registry that wants none.</summary>
/// <param name="host">The proxy's own host.</param>
/// <param name="credentials">The only user and password that get a token, as <c>USER:PASSWORD</c>.</param>
internal sealed class ProxyTokens(string host, string credentials)
{
    /// <summary>Where tokens are given out.</summary>
    public const string Path = "/proxy/token";

    private readonly string _basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    private int _generation = 1;

    private string Current => $"secret-token-{Volatile.Read(ref _generation)}";

    /// <summary>Lets the token of a request be good no longer.</summary>
    /// <returns>Whether it was good.</returns>
    public bool Expire(ProxiedRequest request) =>
        IsGood(request) && Interlocked.Increment(ref _generation) > 0;

    /// <summary>The proxy's own answer; <c>null</c> where the server is to give it.</summary>
    public HttpAnswer? Answer(ProxiedRequest request, string scheme)
    {
        if (request.Target.StartsWith(Path, StringComparison.Ordinal))
            return request.Authorization == _basic
                ? HttpAnswer.Create(200, $$"""{"token":"{{Current}}","expires_in":300}""", "application/json")
                : HttpAnswer.Create(401, """{"errors":[{"code":"UNAUTHORIZED","message":"wrong user or password"}]}""", "application/json");

        // The other name of this server stands for storage with signed addresses, which asks for nothing.
        return IsGood(request) || request.Host != host
            ? null
            : HttpAnswer.Create(
                401,
                """{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}""",
                "application/json",
                $"WWW-Authenticate: Bearer realm=\"{scheme}://{host}{Path}\",service=\"proxy\"");
    }

    private bool IsGood(ProxiedRequest request) => request.Authorization == $"Bearer {Current}";
}
