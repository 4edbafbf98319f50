using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// A version of a Python package (PEP 440). Two are equal where their normal forms are, so that <c>1.0alpha1</c> is
/// <c>1.0a1</c>, but <c>1.0</c> is not <c>1</c>.
/// </summary>
public sealed partial record Pep440Version
{
    private Pep440Version(Match match)
    {
        Epoch = Number(match.Groups["epoch"]) ?? BigInteger.Zero;
        Release = [.. match.Groups["release"].Value.Split('.').Select(Parse)];
        if (match.Groups["pre"] is { Success: true } pre)
            Pre = PreLetter(pre.Value) + Text(Number(match.Groups["preNumber"]) ?? BigInteger.Zero);
        if (match.Groups["post"].Success)
            Post = Number(match.Groups["postNumber"]) ?? BigInteger.Zero;
        if (match.Groups["dev"].Success)
            Dev = Number(match.Groups["devNumber"]) ?? BigInteger.Zero;
        if (match.Groups["local"] is { Success: true } local)
            Local = string.Join('.', local.Value.ToLowerInvariant().Split('-', '_', '.').Select(part => part.All(char.IsAsciiDigit) ? Text(Parse(part)) : part));
    }

    /// <summary>The epoch; 0 where none is written.</summary>
    public BigInteger Epoch { get; }

    /// <summary>The numbers of the release, at least one.</summary>
    public IReadOnlyList<BigInteger> Release { get; }

    /// <summary>The first number of the release.</summary>
    public BigInteger Major => Release[0];

    /// <summary>The second number of the release; 0 where there is none.</summary>
    public BigInteger Minor => Release.Count > 1 ? Release[1] : BigInteger.Zero;

    /// <summary>The third number of the release; 0 where there is none.</summary>
    public BigInteger Patch => Release.Count > 2 ? Release[2] : BigInteger.Zero;

    /// <summary>The pre-release in normal form, such as <c>a1</c>, <c>b2</c> or <c>rc3</c>; else <c>null</c>.</summary>
    public string? Pre { get; }

    /// <summary>The number of the post-release, else <c>null</c>.</summary>
    public BigInteger? Post { get; }

    /// <summary>The number of the development release, else <c>null</c>.</summary>
    public BigInteger? Dev { get; }

    /// <summary>The local part in normal form, such as <c>ubuntu.1</c>, else <c>null</c>.</summary>
    public string? Local { get; }

    /// <summary>Whether it is a pre-release or a development release.</summary>
    public bool IsPrerelease => Pre is not null || Dev is not null;

    /// <summary>Whether it is a post-release.</summary>
    public bool IsPostrelease => Post is not null;

    /// <summary>Whether it is a development release.</summary>
    public bool IsDevrelease => Dev is not null;

    /// <summary>
    /// The grammar of PEP 440, appendix B, in lower case: <c>v1!2.0-alpha.1.post2.dev3+local</c> with all the spellings that are
    /// to be understood.
    /// </summary>
    [GeneratedRegex(
        """
        ^v?
        (?:(?<epoch>[0-9]+)!)?
        (?<release>[0-9]+(?:\.[0-9]+)*)
        (?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|rc|c)[-_.]?(?<preNumber>[0-9]+)?)?
        (?<post>-(?<postNumber>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>[0-9]+)?)?
        (?<dev>[-_.]?dev[-_.]?(?<devNumber>[0-9]+)?)?
        (?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?
        \z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar { get; }

    /// <summary>Parses a version in any of the spellings that PEP 440 accepts; white space around it is ignored.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Pep440Version? version)
    {
        var trimmed = text.Trim();
        version = trimmed.All(char.IsAscii) && Grammar.Match(trimmed.ToLowerInvariant()) is { Success: true } match ? new Pep440Version(match) : null;
        return version is not null;
    }

    /// <inheritdoc/>
    public bool Equals(Pep440Version? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The normal form, such as <c>1!2.0rc1.post2.dev3+local.4</c>.</summary>
    public override string ToString() => ToString(leastNumbers: 1);

    /// <summary>The normal form with zeros behind a release of fewer numbers: <c>1.2rc1</c> with three is <c>1.2.0rc1</c>, which is equal by PEP 440.</summary>
    internal string ToString(int leastNumbers) => string.Concat(
        Epoch.IsZero ? "" : Text(Epoch) + "!",
        string.Join('.', Release.Concat(Enumerable.Repeat(BigInteger.Zero, Math.Max(0, leastNumbers - Release.Count))).Select(Text)),
        Pre,
        Post is { } post ? ".post" + Text(post) : "") + (Dev is { } dev ? ".dev" + Text(dev) : "") + (Local is null ? "" : "+" + Local);

    private static string PreLetter(string spelling) => spelling switch
    {
        "alpha" or "a" => "a",
        "beta" or "b" => "b",
        _ => "rc",
    };

    private static BigInteger? Number(Group group) => group.Success ? Parse(group.Value) : null;

    private static BigInteger Parse(string digits) => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
