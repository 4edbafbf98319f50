using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Signing.Keys;

/// <summary>Opens the key that a reference names.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="directory">The folder that paths start from, and that commands run in.</param>
/// <param name="time">The clock.</param>
internal sealed class SignerFactory(Func<string, string?> environment, string directory, TimeProvider time)
{
    /// <summary>More than a key in PEM with all its comments has.</summary>
    private const int LargestKey = 64 * 1024;

    /// <summary>Opens it.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="publicKey">Its public key. A command needs it; a file or variable has it, and is checked against it where it is given.</param>
    /// <exception cref="PlimsollException">There is no such file or variable, or it holds no key that can be used (exit code 2).</exception>
    public ISigner Open(KeyReference key, PublicKey? publicKey = null)
    {
        if (key.Source == KeySource.Command)
            return new CommandSigner(
                CommandLine.Split(key.Value, "The command that signs"),
                publicKey ?? throw PlimsollException.Usage("A command that signs does not show its public key.", "Give the public key too (the setting 'sign-public-key')."),
                directory,
                CommandSigner.DefaultLimit,
                time);

        var signer = key.Source switch
        {
            KeySource.Environment => PrivateKeySigner.Parse(ReadVariable(key), Password, key.ToString()),
            KeySource.Text => PrivateKeySigner.Parse(WithLineBreaks(key.Value), Password, key.ToString()),
            _ => FromFile(key),
        };
        if (publicKey is null || publicKey.Equals(signer.PublicKey))
            return signer;

        signer.Dispose();
        throw PlimsollException.Usage($"The key of {key} is {signer.PublicKey}, and not the public key that is given, {publicKey}.");
    }

    /// <summary>Reads public keys: those of a file, of an environment variable (<c>env:NAME</c>), or of the text itself where that is PEM.</summary>
    /// <exception cref="PlimsollException">It cannot be read, or holds no key that can be used (exit code 2).</exception>
    public IReadOnlyList<PublicKey> ReadPublicKeys(string key)
    {
        if (key.Contains("-----BEGIN ", StringComparison.Ordinal))
            return PublicKey.ParseAll(key, "The text");

        return KeyReference.ParsePublic(key) switch
        {
            { Source: KeySource.Environment } reference => PublicKey.ParseAll(ReadVariable(reference), $"The environment variable {reference.Value}"),
            var reference => PublicKey.ParseAll(SmallTextFile.Read(Path.Combine(directory, reference.Value), LargestKey), reference.Value),
        };
    }

    private string ReadVariable(KeyReference key) => environment(key.Value) is { Length: > 0 } text
        ? WithLineBreaks(text)
        : throw PlimsollException.Usage($"The environment variable {key.Value}, which is to hold a key, is empty or not set.");

    /// <summary>Files of variables have one line for each.</summary>
    private static string WithLineBreaks(string text) => text.Contains('\n') ? text : text.Replace("\\n", "\n", StringComparison.Ordinal);

    private PrivateKeySigner FromFile(KeyReference key)
    {
        var path = Path.Combine(directory, key.Value);
        if (!File.Exists(path))
            throw PlimsollException.Usage($"There is no key at {key.Value}.", "Give a file, 'env:NAME' or 'command:PROGRAM ARGUMENTS'.");

        var bytes = new byte[LargestKey + 1];
        var text = new char[bytes.Length];
        try
        {
            using var file = RegularFile.TryOpen(path) ?? throw PlimsollException.Usage($"{key} is a pipe or a device, not a file.", "Give the key in an environment variable: 'env:NAME'.");
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LargestKey)
                throw PlimsollException.Usage($"{key} is not a key: it is larger than {LargestKey / 1024} KiB.");
            return PrivateKeySigner.Parse(text.AsSpan(0, Encoding.Latin1.GetChars(bytes.AsSpan(0, length), text)), Password, key.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"{key} cannot be read: {exception.Message}", innerException: exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            text.AsSpan().Clear();
        }
    }

    /// <summary>The password of an encrypted key; whoever has cosign set up need not say it twice.</summary>
    private string? Password() => PrivateKeySigner.PasswordVariables.Select(environment).FirstOrDefault(password => password is { Length: > 0 });
}
