namespace Plimsoll.Publishing.Configuration.Keys;

/// <summary>The keys of <c>environments.NAME.evidence</c> and of <c>verify:</c>.</summary>
internal static class EvidenceKeys
{
    private static readonly ConfigurationKey[] Signers =
    [
        new("key", "Public keys of which one must have signed: files, relative to the folder of this file, or env:NAME.", ConfigurationValue.Texts),
        new("issuer", "Who vouches for the signer where a certificate names it, such as https://token.actions.githubusercontent.com.", ConfigurationValue.Text),
        new("identity", "Signer that the certificate names: an address, or the URL of a workflow.", ConfigurationValue.Text),
        new("identityRegex", "Regular expression that matches all of the signer that the certificate names.", ConfigurationValue.Text),
    ];

    private static readonly ConfigurationValue Item = ConfigurationValue.Section(
        new ConfigurationKey(EvidenceSection.Signature, "A signature of the image.", Section([])),
        new ConfigurationKey(EvidenceSection.Provenance, "A signed statement of how the image was built.", Section(
        [
            new("builder", "Builders that the image may be from, with * and ?.", ConfigurationValue.Texts),
            new("source", "Repositories that the image may be built from: URLs, with * and ?.", ConfigurationValue.Texts),
            new("branch", "Branches that the image may be built from, with * and ?; refs/tags/v* for tags.", ConfigurationValue.Texts),
        ])),
        new ConfigurationKey(EvidenceSection.Sbom, "A signed statement of what is in the image.", Section([]))) with { Name = "evidence", Choices = [EvidenceSection.Signature, EvidenceSection.Provenance, EvidenceSection.Sbom] };

    /// <summary>A list of what is required; all of it must be there.</summary>
    public static ConfigurationValue Evidence { get; } = Item with { Name = null, Item = Item };

    /// <summary>What images are verified with.</summary>
    public static ConfigurationValue Verify { get; } = ConfigurationValue.Section(
        new ConfigurationKey("keys", "Public keys of which one must have signed, where evidence names no signer: files, relative to the folder of this file, or env:NAME.", ConfigurationValue.Texts),
        new ConfigurationKey("trustRoot", "Authorities and logs that are trusted about identities (Sigstore's trusted_root.json): a file, relative to the folder of this file.", ConfigurationValue.Text));

    private static ConfigurationValue Section(ConfigurationKey[] own) => ConfigurationValue.Section([.. Signers, .. own]) with { TakesFlag = true };
}
