namespace Plimsoll.Publishing.Signatures;

/// <summary>How the key to sign with is written: in <c>plimsoll.yml</c>, in the environment, as an option.</summary>
internal static class SignKeySetting
{
    /// <summary>The environment variable that names the key, or holds it.</summary>
    public const string Variable = "PLIMSOLL_SIGN_KEY";

    /// <summary>The environment variable that names the public key, or holds it.</summary>
    public const string PublicKeyVariable = "PLIMSOLL_SIGN_PUBLIC_KEY";

    /// <summary>What says that nothing is signed.</summary>
    public const string Nothing = "false";

    private const string CommandPrefix = "command:";

    /// <summary>How what is no file begins; a key in a KMS, as cosign names it, also contains <c>://</c>.</summary>
    private static readonly string[] NoFiles = ["env:", CommandPrefix, "pkcs11:", "-----BEGIN "];

    /// <summary>The text of a configuration file, whose folder a relative path starts from.</summary>
    public static string? Resolve(string? text, string configuration) =>
        text is null || NoFiles.Any(start => text.StartsWith(start, StringComparison.Ordinal)) || text.Contains("://", StringComparison.Ordinal) ? text : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configuration))!, text);

    /// <summary>The text as it may be shown: no key, and of a command, which may have a PIN in its arguments, only the program.</summary>
    public static string Mask(string text) =>
        text.Contains("-----BEGIN ", StringComparison.Ordinal) ? "(the key itself)"
        : text.StartsWith(CommandPrefix, StringComparison.Ordinal) ? $"{CommandPrefix}{text[CommandPrefix.Length..].Trim().Split(' ', 2)[0]} …"
        : text;
}
