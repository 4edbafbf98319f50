using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Policy.Checking;

/// <summary>Gives findings fingerprints that stay the same where lines move.</summary>
/// <param name="fromRoot">A reported path as one from the repository's root, so that it does not matter where the check runs.</param>
internal sealed class Fingerprints(Func<string, string> fromRoot)
{
    private readonly Dictionary<(string, string, string), int> _seen = [];

    /// <summary>The next finding with its fingerprint, in the order of the report.</summary>
    public Finding Assign(Finding finding, ImageUse? use)
    {
        var key = (finding.Rule, fromRoot(finding.Span.File), use?.Text ?? finding.Image ?? "");
        var number = _seen[key] = _seen.GetValueOrDefault(key) + 1;
        var text = $"{key.Item1}\0{key.Item2}\0{key.Item3}\0{number}";
        return finding with { Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)) };
    }
}
