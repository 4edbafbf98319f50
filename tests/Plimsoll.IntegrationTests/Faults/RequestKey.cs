using System.Text.RegularExpressions;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>
/// Which request of an operation one is, in every run of it: what is asked for without names that differ from run to run, and
/// which of those that ask for it. Requests that are sent side by side come in any order.
/// </summary>
/// <param name="What">Method and path.</param>
/// <param name="Number">Its number among those, from 1.</param>
internal readonly partial record struct RequestKey(string What, int Number)
{
    /// <summary>The keys of requests that were recorded.</summary>
    public static IReadOnlyList<(RequestKey Key, ProxiedExchange Exchange)> Of(IEnumerable<ProxiedExchange> exchanges)
    {
        var counts = new Dictionary<string, int>();
        return [.. exchanges.Select(exchange =>
        {
            var what = Describe(exchange.Request);
            return (new RequestKey(what, counts[what] = counts.GetValueOrDefault(what) + 1), exchange);
        })];
    }

    /// <summary>What a request asks for.</summary>
    public static string Describe(ProxiedRequest request)
    {
        var path = DigestPattern().Replace(request.Target, "$1*");
        path = RunPattern().Replace(path, "RUN");
        path = UploadPattern().Replace(path, "uploads/*");

        // Each blob has one of these; what is asked for with it depends on which blob the registry was got to know with.
        if (request.Method == "POST" && path.Split('?') is [var upload, _])
            path = upload;
        return $"{request.Method} {path.Replace("%3A", ":", StringComparison.OrdinalIgnoreCase).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)}";
    }

    public override string ToString() => $"{What} #{Number}";

    [GeneratedRegex(@"(sha256(?::|-|%3A))[0-9a-f]{64}", RegexOptions.IgnoreCase)]
    private static partial Regex DigestPattern();

    [GeneratedRegex(@"run-?\d+")]
    private static partial Regex RunPattern();

    [GeneratedRegex(@"uploads/[0-9a-f][^?&]*(?:\?_state=[^&]*)?")]
    private static partial Regex UploadPattern();
}
