using System.IO.Enumeration;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Statements.Provenance;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Compares what provenance says with what an environment requires of it.</summary>
internal static class ProvenanceMatch
{
    private const string Heads = "refs/heads/";

    /// <summary>More of a text than anybody calls a builder or branch.</summary>
    private const int MostCharacters = 300;

    /// <summary>Why the provenance does not count; <c>null</c> where it does.</summary>
    /// <param name="requirement">What is required.</param>
    /// <param name="statement">The provenance, whose signature was verified.</param>
    /// <param name="certificate">What the certificate says that it was signed by: where that names source or branch, a statement that names another one is not believed. <c>null</c> where a key signed.</param>
    public static string? GetMismatch(EvidenceRequirement requirement, Statement? statement, CertificateClaims? certificate)
    {
        ProvenanceClaims? claims;
        try
        {
            claims = statement is null ? null : ProvenanceClaims.Read(statement);
        }
        catch (MalformedException exception)
        {
            return exception.Message.TrimEnd('.');
        }

        if (claims is null)
            return requirement is { Builders.Count: 0, Sources.Count: 0, Branches.Count: 0 } ? null : $"provenance of the type {statement?.PredicateType} cannot be read";
        return Compare("builder", requirement.Builders, claims.BuilderId, Matches)
            ?? Compare("source", requirement.Sources, claims.Repository, Matches)
            ?? CompareCertificate("source", requirement.Sources, claims.Repository, SourceLocation.TryParse(certificate?.SourceRepositoryUri)?.Repository ?? certificate?.SourceRepositoryUri, Matches)
            ?? Compare("branch", requirement.Branches, claims.Ref, MatchesRef)
            ?? CompareCertificate("branch", requirement.Branches, claims.Ref, certificate?.SourceRepositoryRef, MatchesRef);
    }

    private static string? Compare(string name, IReadOnlyList<string> patterns, string? found, Func<string, string, bool> matches) =>
        patterns.Count == 0 ? null
        : string.IsNullOrEmpty(found) ? $"it names no {name}"
        : patterns.Any(pattern => matches(pattern, found)) ? null
        : $"its {name} is {Clean(found)}, and not {string.Join(" or ", patterns)}";

    private static string? CompareCertificate(string name, IReadOnlyList<string> patterns, string? stated, string? certified, Func<string, string, bool> matches) =>
        patterns.Count == 0 || certified is null || patterns.Any(pattern => matches(pattern, certified)) ? null
        : $"its {name} is {Clean(stated ?? "")}, but that of its certificate {Clean(certified)}, and not {string.Join(" or ", patterns)}";

    private static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);

    /// <summary>A tag may be called as a branch is, so that only a ref that says which it is counts.</summary>
    private static bool MatchesRef(string pattern, string text) =>
        pattern.StartsWith("refs/", StringComparison.Ordinal) ? Matches(pattern, text) : text.StartsWith(Heads, StringComparison.Ordinal) && Matches(pattern, text[Heads.Length..]);

    /// <summary>Whoever has a key that counts may still write anything.</summary>
    private static string Clean(string text) => string.Concat(text.Take(MostCharacters).Select(character => char.IsControl(character) ? '…' : character));
}
