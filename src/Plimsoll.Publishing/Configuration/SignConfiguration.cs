using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Configuration;

/// <summary>How images are signed (<c>sign:</c>, of the file or of one of its images). What an image leaves out is as the file says.</summary>
public sealed record SignConfiguration
{
    /// <summary><c>false</c> turns signing off, <c>true</c> demands it; <c>null</c> (default) where the other keys are there, which demand it too.</summary>
    public bool? IsOn { get; init; }

    /// <summary>The key (<c>key:</c>): a file, absolute, <c>env:NAME</c> or <c>command:…</c>; or <c>null</c>.</summary>
    public string? Key { get; init; }

    /// <summary>The public key (<c>publicKey:</c>): a file, absolute, or <c>env:NAME</c>; or <c>null</c>.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Whether images are also signed under tags of cosign (<c>legacyTags:</c>), or <c>null</c>.</summary>
    public bool? LegacyTags { get; init; }

    /// <summary>What signs (<c>signer:</c>), or <c>null</c>.</summary>
    public SigningProgram? Signer { get; init; }

    /// <summary>Which services sign without a key (<c>keyless:</c>), or <c>null</c> where a key signs.</summary>
    public KeylessConfiguration? Keyless { get; init; }

    /// <summary>What counts for an image: what is said under it, else what the file says.</summary>
    internal static SignConfiguration? Merge(SignConfiguration? ofImage, SignConfiguration? ofFile) =>
        ofImage is null ? ofFile
        : ofImage.IsOn == false || ofFile is null ? ofImage
        : new SignConfiguration
        {
            IsOn = true,
            Key = ofImage.Key ?? (ofImage.Keyless is null ? ofFile.Key : null),
            Keyless = ofImage.Keyless ?? (ofImage.Key is null ? ofFile.Keyless : null),
            PublicKey = ofImage.PublicKey ?? (ofImage.Key is null && ofImage.Keyless is null ? ofFile.PublicKey : null),
            LegacyTags = ofImage.LegacyTags ?? ofFile.LegacyTags,
            Signer = ofImage.Signer ?? ofFile.Signer,
        };

    internal static SignConfiguration? Read(YamlSection parent, string file)
    {
        switch (parent.Item("sign"))
        {
            case null or { Scalar: "" }:
                return null;
            case { Scalar: "true" or "false" } item:
                return new SignConfiguration { IsOn = item.Scalar == "true" };
            case { Scalar: { } other } item:
                parent.Report(item.Error($"'{item.Path}' must be true, false, or a mapping with the key to sign with, not '{other}'", $"Write sign: {{ key: {other} }}."));
                return null;
            case var item:
                var section = item.Section;
                var read = new SignConfiguration
                {
                    Key = SignKeySetting.Resolve(section.Text("key"), file),
                    PublicKey = SignKeySetting.Resolve(section.Text("publicKey"), file),
                    LegacyTags = section.Flag("legacyTags"),
                    Keyless = KeylessSection.Read(section, file),
                    Signer = section.Choice("signer") switch
                    {
                        "cosign" => SigningProgram.Cosign,
                        "plimsoll" => SigningProgram.Plimsoll,
                        _ => null,
                    },
                };
                section.RefuseOthers();
                if (read is { Keyless: not null, Key: not null })
                    parent.Report(section.Error("keyless", "a key and no key exclude each other: omit 'key' or 'keyless'"));
                if (read.Key?.Contains("-----BEGIN ", StringComparison.Ordinal) == true)
                    parent.Report(section.Error("key", "a private key must not be in the configuration file"));
                return read;
        }
    }
}
