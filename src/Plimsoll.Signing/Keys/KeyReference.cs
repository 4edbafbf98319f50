using Plimsoll.Oci;

namespace Plimsoll.Signing.Keys;

/// <summary>Names a key: <c>FILE</c>, <c>env:NAME</c> or, of one to sign with, <c>command:PROGRAM ARGUMENTS</c>; or is one, as PEM.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="Value">The path, the variable's name, the command, or the key itself.</param>
internal sealed record KeyReference(KeySource Source, string Value)
{
    private const string EnvironmentPrefix = "env:";
    private const string CommandPrefix = "command:";

    /// <summary>What cosign calls keys that are in a KMS; commands sign with those.</summary>
    private static readonly string[] CosignSchemes = ["awskms://", "azurekms://", "gcpkms://", "hashivault://", "k8s://", "gitlab://", "pkcs11:"];

    /// <summary>Reads the name of a private key.</summary>
    /// <exception cref="PlimsollException">It names nothing (exit code 2).</exception>
    public static KeyReference Parse(string text) => Parse(
        text,
        "sign",
        "Give a file, 'env:NAME' or 'command:PROGRAM ARGUMENTS'.",
        "Sign by a command that the service provides: 'command:aws kms sign --key-id alias/app --message-type DIGEST --signing-algorithm ECDSA_SHA_256 --message fileb:///dev/stdin --query Signature --output text'.");

    /// <summary>Reads the name of a public key.</summary>
    /// <exception cref="PlimsollException">It names nothing, or a command (exit code 2).</exception>
    public static KeyReference ParsePublic(string text)
    {
        const string Advice = "Give a file or 'env:NAME'.";
        var reference = Parse(text, "verify", Advice, $"Write its public key into a file, as 'cosign public-key --key {text}' prints it, and give that.");
        return reference.Source != KeySource.Command ? reference : throw PlimsollException.Usage("A command does not give a public key.", Advice);
    }

    private static KeyReference Parse(string text, string use, string advice, string serviceAdvice)
    {
        if (CosignSchemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } known)
            throw PlimsollException.Usage($"'{known}' names a key that Plimsoll does not reach itself.", serviceAdvice);

        if (text.Contains("-----BEGIN ", StringComparison.Ordinal))
            return new KeyReference(KeySource.Text, text);

        var reference = text.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) ? new KeyReference(KeySource.Environment, text[EnvironmentPrefix.Length..].Trim())
            : text.StartsWith(CommandPrefix, StringComparison.Ordinal) ? new KeyReference(KeySource.Command, text[CommandPrefix.Length..].Trim())
            : new KeyReference(KeySource.File, text);
        return reference.Value.Length > 0
            ? reference
            : throw PlimsollException.Usage($"The key to {use} with is empty.", advice);
    }

    /// <summary>What messages call it, which tells nothing secret.</summary>
    public override string ToString() => Source switch
    {
        KeySource.Environment => $"the environment variable {Value}",
        KeySource.Command => "the command",
        KeySource.Text => "the key that is given as text",
        _ => Value,
    };
}
