using System.Text.RegularExpressions;

namespace Plimsoll.Oci.Images;

/// <summary>
/// The grammar of github.com/distribution/reference, without Docker Hub's defaults. Character classes are ASCII and
/// every expression is anchored with <c>\z</c>, because .NET's <c>\w</c> is Unicode and its <c>$</c> also matches
/// before a final line break.
/// </summary>
internal static partial class ReferenceGrammar
{
    /// <summary>The limit of a repository's path, without the registry.</summary>
    public const int MaximumPathLength = 255;

    private const string DomainComponent = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private const string Host = @"(?:" + DomainComponent + @"(?:\." + DomainComponent + @")*|\[(?:[a-fA-F0-9:]+)\])";
    private const string DomainAndPort = Host + "(?::[0-9]+)?";
    private const string PathComponent = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private const string RemoteName = PathComponent + "(?:/" + PathComponent + ")*";
    private const string NamePattern = "(?:(?<domain>" + DomainAndPort + ")/)?(?<path>" + RemoteName + ")";
    private const string TagPattern = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private const string DigestPattern = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";

    [GeneratedRegex("^(?<name>" + NamePattern + ")(?::(?<tag>" + TagPattern + "))?(?:@(?<digest>" + DigestPattern + @"))?\z", RegexOptions.CultureInvariant)]
    public static partial Regex Reference { get; }

    [GeneratedRegex("^" + NamePattern + @"\z", RegexOptions.CultureInvariant)]
    public static partial Regex Name { get; }

    [GeneratedRegex("^" + TagPattern + @"\z", RegexOptions.CultureInvariant)]
    public static partial Regex Tag { get; }

    [GeneratedRegex("^" + DomainAndPort + @"\z", RegexOptions.CultureInvariant)]
    public static partial Regex Domain { get; }

    [GeneratedRegex(@"^[a-f0-9]{64}\z", RegexOptions.CultureInvariant)]
    public static partial Regex Identifier { get; }
}
