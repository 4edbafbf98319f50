using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Signing.Keyless.Certificates;

namespace Plimsoll.Signing.Keyless;

/// <summary>Who is to have signed: the issuer that vouched for somebody, with the name that it knows them by.</summary>
/// <remarks>Both belong together: any issuer may know anybody by any name.</remarks>
internal sealed class IdentityPolicy
{
    /// <summary>More than any pattern for names needs.</summary>
    private const int LongestPattern = 1000;

    private readonly string _issuer;
    private readonly string _identity;
    private readonly Regex? _pattern;

    private IdentityPolicy(string issuer, string identity, Regex? pattern)
    {
        _issuer = issuer;
        _identity = identity;
        _pattern = pattern;
    }

    /// <summary>Somebody by exactly this name.</summary>
    /// <param name="issuer">The issuer, <c>https://token.actions.githubusercontent.com</c>; compared character by character.</param>
    /// <param name="identity">The name: the URL of a workflow, or an address.</param>
    /// <exception cref="PlimsollException">One of them is empty (exit code 2).</exception>
    public static IdentityPolicy Exactly(string issuer, string identity) =>
        string.IsNullOrWhiteSpace(identity)
            ? throw PlimsollException.Usage("The identity that is to have signed is empty.", "Give the URL of a workflow or an address (the setting 'identity').")
            : new(Checked(issuer), identity, pattern: null);

    /// <summary>Somebody whose whole name matches a pattern.</summary>
    /// <param name="issuer">The issuer; compared character by character.</param>
    /// <param name="pattern">
    /// A regular expression of .NET without references back and looking around, which takes time in proportion to the name only. It must
    /// match the name from its first to its last character: what matches a part only would also match names that somebody else chose.
    /// </param>
    /// <exception cref="PlimsollException">One of them is empty, or the pattern is not valid (exit code 2).</exception>
    public static IdentityPolicy Matching(string issuer, string pattern)
    {
        if (string.IsNullOrWhiteSpace(pattern))
            throw PlimsollException.Usage("The pattern of identities that may have signed is empty.", "Give a regular expression that matches the whole name (the setting 'identity-regex').");
        if (pattern.Length > LongestPattern)
            throw PlimsollException.Usage($"The pattern of identities that may have signed is longer than {LongestPattern} characters.");

        try
        {
            // By itself first: a bracket that closes too much would undo the anchors.
            _ = Compile(pattern);
            return new(Checked(issuer), pattern, Compile($@"\A(?:{pattern})\z"));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw PlimsollException.Usage(
                $"'{pattern}' is not a valid pattern of identities: {exception.Message.TrimEnd('.')}.",
                @"Write a regular expression such as 'https://github\.com/acme/app/\.github/workflows/release\.yml@refs/tags/v.*' (the setting 'identity-regex').",
                exception);
        }
    }

    /// <summary>Whether somebody is whom this names.</summary>
    public bool Matches(CertificateIdentity who) =>
        who is { Identity: { } name, Issuer: { } issuer } && issuer == _issuer && (_pattern?.IsMatch(name) ?? name == _identity);

    /// <summary>What messages call it.</summary>
    public override string ToString() => $"{(_pattern is null ? _identity : $"a name like '{_identity}'")} (by {_issuer})";

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static string Checked(string issuer) => string.IsNullOrWhiteSpace(issuer)
        ? throw PlimsollException.Usage("The issuer that is to have vouched for the identity is empty.", "Give its URL, such as 'https://token.actions.githubusercontent.com' (the setting 'issuer').")
        : issuer;
}
