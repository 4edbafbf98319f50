using System.Text.RegularExpressions;
using Plimsoll.Signing.Statements.Provenance;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Reads <c>environments.NAME.evidence</c>.</summary>
internal static class EvidenceSection
{
    public const string Signature = "signature";
    public const string Provenance = "provenance";
    public const string Sbom = "sbom";

    private static readonly string[] Kinds = [Signature, Provenance, Sbom];
    private static readonly string[] Signers = ["key", "issuer", "identity", "identityRegex"];

    /// <summary>Reads what an environment requires.</summary>
    /// <param name="environment">The environment's section.</param>
    /// <param name="keys">The keys of <c>verify:</c>, for what names no signer.</param>
    public static IReadOnlyList<EvidenceRequirement> Read(YamlSection environment, IReadOnlyList<string> keys)
    {
        var found = new List<(YamlItem Item, EvidenceRequirement Requirement)>();
        foreach (var item in environment.Items("evidence") ?? environment.One("evidence"))
            if (item.Scalar is { } word)
                found.AddRange(item.Read(_ => [(item, new EvidenceRequirement(Parse(item, word)))], Array.Empty<(YamlItem, EvidenceRequirement)>()));
            else
                found.AddRange(ReadMembers(item.Section));

        // Whoever signs the image signs what is said of it too, unless somebody else is named.
        var signature = found.Select(entry => entry.Requirement).FirstOrDefault(requirement => requirement.Kind == EvidenceKind.Signature && HasSigner(requirement));
        return [.. found.Select(entry => WithSigner(environment, entry.Item, entry.Requirement, signature ?? new EvidenceRequirement(EvidenceKind.Signature) { Keys = keys }))];
    }

    private static IEnumerable<(YamlItem, EvidenceRequirement)> ReadMembers(YamlSection section)
    {
        foreach (var kind in Kinds)
            if (section.Item(kind) is { } item && item.Scalar != "false")
                yield return (item, item.Scalar is "" or "true" ? new EvidenceRequirement(KindOf(kind)) : ReadOne(item.Section, KindOf(kind)));
        section.RefuseOthers();
    }

    private static EvidenceRequirement ReadOne(YamlSection section, EvidenceKind kind)
    {
        var requirement = new EvidenceRequirement(kind) { Keys = section.Texts("key"), Identity = section.Read(ReadIdentity, null) };
        if (requirement is { Keys.Count: > 0, Identity: not null })
            section.Report(section.Error("issuer", "a key or an identity must have signed, not both; write two items where both must"));
        if (kind == EvidenceKind.Provenance)
            requirement = requirement with
            {
                Builders = section.Texts("builder"),
                Sources = section.Item("source")?.Read(item => section.Texts("source").Select(source => ReadSource(item, source)).ToList(), []) ?? [],
                Branches = section.Texts("branch"),
            };
        section.RefuseOthers();
        return requirement;
    }

    private static SignerIdentity? ReadIdentity(YamlSection section)
    {
        var (issuer, name, pattern) = (section.Text("issuer"), section.Text("identity"), section.Text("identityRegex"));
        if (issuer is null && name is null && pattern is null)
            return null;

        // One without the other would be anybody at an issuer, or whom any issuer calls so.
        if (issuer is null)
            throw section.Error(name is null ? "identityRegex" : "identity", "there is no 'issuer' beside it");
        if (name is null == pattern is null)
            throw section.Error("issuer", "one of 'identity' and 'identityRegex' must be beside it");
        try
        {
            if (pattern is not null)
                _ = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw section.Error("identityRegex", $"'{pattern}' is not a regular expression that can be used: {exception.Message.TrimEnd('.')}");
        }

        return new SignerIdentity(issuer) { Name = name, Pattern = pattern };
    }

    /// <summary>The repository as provenance is read: without <c>git+</c> and <c>.git</c>.</summary>
    private static string ReadSource(YamlItem item, string source)
    {
        if (source.Contains('?') || SourceLocation.TryParse(source) is not { } location)
            return source;
        return location.Ref is null ? location.Repository : throw item.Error($"'{item.Path}': '{source}' names a ref", "Write the repository alone, and the branch as 'branch'.");
    }

    private static EvidenceRequirement WithSigner(YamlSection environment, YamlItem item, EvidenceRequirement requirement, EvidenceRequirement signer)
    {
        if (HasSigner(requirement))
            return requirement;
        if (!HasSigner(signer) && !IsMistyped(item))
            environment.Report(item.Error($"'{item.Path}' does not say who must have signed", $"Write '{NameOf(requirement.Kind)}: {{ key: cosign.pub }}', or the key once for all evidence: 'verify: {{ keys: cosign.pub }}'."));
        return requirement with { Keys = signer.Keys, Identity = signer.Identity };
    }

    /// <summary>A mistyped key is reported by itself.</summary>
    private static bool IsMistyped(YamlItem item) => item.Scalar is null && item.Section is var section && !section.Names.Any(Signers.Contains) && section.MeansAny(Signers);

    private static bool HasSigner(EvidenceRequirement requirement) => requirement is { Keys.Count: > 0 } or { Identity: not null };

    private static EvidenceKind Parse(YamlItem item, string word) =>
        Kinds.Contains(word) ? KindOf(word) : throw item.Error($"'{item.Path}' must be one of {string.Join(", ", Kinds)}, not '{word}'", Spelling.Nearest(word, Kinds) is { } nearest ? $"Did you mean '{nearest}'?" : null);

    private static EvidenceKind KindOf(string word) => Enum.Parse<EvidenceKind>(word, ignoreCase: true);

    private static string NameOf(EvidenceKind kind) => Kinds[(int)kind];
}
