using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Build.Secrets;

/// <summary>
/// Encrypts the secrets in parameter files. <c>v2:</c> is written and read: AES-256-GCM with a key from PBKDF2-SHA256, a random salt and a
/// random nonce; the profile and the parameter's name are authenticated too, so that no value can be moved to another place.
/// <c>v1:</c>, which NUKE writes, is only read: AES-256-CBC with a constant salt and nothing that tells a changed value.
/// </summary>
/// <remarks>A key takes a tenth of a second to derive, so it is kept for values with the same salt. Not safe for several threads.</remarks>
internal sealed class SecretCipher
{
    private const string Old = "v1:";
    private const string New = "v2:";

    private const int SaltSize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeySize = 32;
    private const int BlockSize = 16;

    /// <summary>What OWASP asks of PBKDF2 with SHA-256.</summary>
    private const int Iterations = 600_000;

    private const int OldIterations = 10_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, (byte[] Salt, byte[] Key)> _keys = [];

    /// <summary>The salt of all values of NUKE.</summary>
    private static ReadOnlySpan<byte> OldSalt => "Ivan Medvedev"u8;

    /// <summary>Whether a text is encrypted, by its first letters.</summary>
    public static bool IsEncrypted(string text) =>
        IsOld(text) || text.StartsWith(New, StringComparison.Ordinal);

    /// <summary>Whether NUKE encrypted it.</summary>
    public static bool IsOld(string text) => text.StartsWith(Old, StringComparison.Ordinal);

    /// <summary>Encrypts a text as <c>v2:</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="password">The password of the file.</param>
    /// <param name="profile">The profile of the file, or <c>null</c>.</param>
    /// <param name="name">The parameter's key.</param>
    public string Encrypt(string text, string password, string? profile, string name)
    {
        var salt = _keys.TryGetValue(password, out var known) ? known.Salt : RandomNumberGenerator.GetBytes(SaltSize);
        var plain = Utf8.GetBytes(text);
        var result = new byte[SaltSize + NonceSize + TagSize + plain.Length];
        salt.CopyTo(result, 0);
        RandomNumberGenerator.Fill(result.AsSpan(SaltSize, NonceSize));
        using var aes = new AesGcm(GetKey(password, salt), TagSize);
        aes.Encrypt(
            result.AsSpan(SaltSize, NonceSize), plain, result.AsSpan(SaltSize + NonceSize + TagSize), result.AsSpan(SaltSize + NonceSize, TagSize), Context(profile, name));
        return New + Convert.ToBase64String(result);
    }

    /// <summary>Decrypts a value of either kind.</summary>
    /// <returns>The text, or <c>null</c> where the password is wrong or the value is not what was encrypted for this place.</returns>
    public string? Decrypt(string value, string password, string? profile, string name)
    {
        var base64 = value.AsSpan(Old.Length);
        if (!Base64.IsValid(base64))
            return null;
        var bytes = Convert.FromBase64String(base64.ToString());
        try
        {
            return Utf8.GetString(value.StartsWith(New, StringComparison.Ordinal) ? DecryptNew(bytes, password, profile, name) : DecryptOld(bytes, password));
        }
        catch (Exception exception) when (exception is CryptographicException or DecoderFallbackException)
        {
            return null;
        }
    }

    private byte[] DecryptNew(byte[] bytes, string password, string? profile, string name)
    {
        if (bytes.Length < SaltSize + NonceSize + TagSize)
            throw new CryptographicException("The value is too short.");
        var plain = new byte[bytes.Length - SaltSize - NonceSize - TagSize];
        using var aes = new AesGcm(GetKey(password, bytes[..SaltSize]), TagSize);
        aes.Decrypt(
            bytes.AsSpan(SaltSize, NonceSize), bytes.AsSpan(SaltSize + NonceSize + TagSize), bytes.AsSpan(SaltSize + NonceSize, TagSize), plain, Context(profile, name));
        return plain;
    }

    /// <summary>NUKE derives the initialisation vector too, from the bytes that follow the key. That it is the same for all values is its weakness.</summary>
    private static byte[] DecryptOld(byte[] bytes, string password)
    {
        var derived = Rfc2898DeriveBytes.Pbkdf2(Utf8.GetBytes(password), OldSalt, OldIterations, HashAlgorithmName.SHA256, KeySize + BlockSize);
        using var aes = Aes.Create();
        aes.Key = derived[..KeySize];
        return aes.DecryptCbc(bytes, derived[KeySize..]);
    }

    private byte[] GetKey(string password, byte[] salt)
    {
        if (!_keys.TryGetValue(password, out var known) || !known.Salt.AsSpan().SequenceEqual(salt))
            _keys[password] = known = (salt, Rfc2898DeriveBytes.Pbkdf2(Utf8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, KeySize));
        return known.Key;
    }

    /// <summary>Neither of the two names can have the end of a line in it.</summary>
    private static byte[] Context(string? profile, string name) => Utf8.GetBytes($"{New}\n{profile}\n{name}");
}
