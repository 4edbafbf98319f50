namespace Plimsoll.Publishing.Signatures;

/// <summary>How an image is signed (<c>sign:</c> in <c>plimsoll.yml</c>): by which key, by whom, in which forms.</summary>
public sealed record SignSetting
{
    private SignSetting(string key, KeylessConfiguration? services) => (Key, Services) = (key, services);

    /// <summary>Signs by a key: a file, <c>env:NAME</c>, <c>command:PROGRAM ARGUMENTS</c>, or the key itself as PEM.</summary>
    /// <param name="key">Which key.</param>
    public static SignSetting ByKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new SignSetting(key, services: null);
    }

    /// <summary>Signs by the identity of the job, without a key that anybody keeps (Sigstore).</summary>
    /// <param name="services">The services; <c>null</c> (default) for the public ones.</param>
    public static SignSetting Keyless(KeylessConfiguration? services = null) => new("", services ?? new KeylessConfiguration());

    /// <summary>The public key, as a file, <c>env:NAME</c> or PEM; <c>null</c> (default) where the key tells it, which a command does not.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Whether the image is also signed under the tag <c>sha256-DIGEST.sig</c>, for verifiers older than cosign 3. The default is <c>false</c>.</summary>
    public bool LegacyTags { get; init; }

    /// <summary>What signs. The default is <see cref="SigningProgram.Plimsoll"/>.</summary>
    public SigningProgram Signer { get; init; }

    /// <summary>Where the key is, or the key itself, so that it is in no message.</summary>
    internal string Key { get; }

    /// <summary>What signs without a key; <c>null</c> where a key signs.</summary>
    internal KeylessConfiguration? Services { get; }

    /// <summary>Says nothing of the key, which may be secret.</summary>
    public override string ToString() => $"signed by {Signer}";
}
