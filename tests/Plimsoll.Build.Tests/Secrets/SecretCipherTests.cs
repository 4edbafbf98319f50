using System.Security.Cryptography;
using CsCheck;
using Plimsoll.Build.Secrets;

namespace Plimsoll.Build.Tests.Secrets;

public class SecretCipherTests
{
    private readonly SecretCipher _cipher = new();

    /// <summary>Made without this code: PBKDF2 of Python's hashlib, AES of openssl.</summary>
    [Theory]
    [InlineData("v1:Gz77qCl9BFyO6x2kiCTXgQ==", "hunter22")]
    [InlineData("v1:8ybglGinVbs3GYaS8O8sGQ==", "s3cr3t-ключ")]
    public void What_NUKE_encrypted_is_read(string value, string text)
    {
        Assert.Equal(text, _cipher.Decrypt(value, "correct horse", null, "ANY"));
        Assert.Null(_cipher.Decrypt(value, "wrong horse", null, "ANY"));
    }

    [Fact]
    public void A_value_is_read_with_its_password_in_its_place_only()
    {
        var value = _cipher.Encrypt("text", "password", "staging", "APIKEY");

        Assert.StartsWith("v2:", value, StringComparison.Ordinal);
        Assert.Equal("text", new SecretCipher().Decrypt(value, "password", "staging", "APIKEY"));
        Assert.Null(_cipher.Decrypt(value, "Password", "staging", "APIKEY"));
        Assert.Null(_cipher.Decrypt(value, "password", null, "APIKEY"));
        Assert.Null(_cipher.Decrypt(value, "password", "production", "APIKEY"));
        Assert.Null(_cipher.Decrypt(value, "password", "staging", "TOKEN"));
    }

    [Fact]
    public void No_two_values_are_the_same()
    {
        Assert.NotEqual(_cipher.Encrypt("text", "password", null, "A"), _cipher.Encrypt("text", "password", null, "A"));
        Assert.NotEqual(_cipher.Encrypt("text", "password", null, "A")[..20], new SecretCipher().Encrypt("text", "password", null, "A")[..20]);
    }

    [Fact]
    public void Every_text_comes_back() => Gen.String.Where(t => t.All(c => !char.IsSurrogate(c))).Sample(
        text => Assert.Equal(text, _cipher.Decrypt(_cipher.Encrypt(text, "password", null, "A"), "password", null, "A")), threads: 1);

    [Fact]
    public void A_value_with_any_bit_changed_is_refused()
    {
        var bytes = Convert.FromBase64String(_cipher.Encrypt("text", "password", null, "A")[3..]);

        // Another salt is another key, which takes its time.
        foreach (var bit in Enumerable.Range(16 * 8, (bytes.Length - 16) * 8).Append(0))
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(_cipher.Decrypt("v2:" + Convert.ToBase64String(changed), "password", null, "A"));
        }
    }

    [Theory]
    [InlineData("v1:")]
    [InlineData("v2:")]
    [InlineData("v1:AAAA")]
    [InlineData("v2:AAAA")]
    [InlineData("v1:!")]
    [InlineData("v2:====")]
    public void What_is_no_value_is_refused(string value) => Assert.Null(_cipher.Decrypt(value, "password", null, "A"));

    [Fact]
    public void The_key_of_a_value_costs_what_is_promised()
    {
        var bytes = Convert.FromBase64String(_cipher.Encrypt("text", "password", "p", "A")[3..]);
        var key = Rfc2898DeriveBytes.Pbkdf2("password", bytes[..16], 600_000, HashAlgorithmName.SHA256, 32);
        using var aes = new AesGcm(key, 16);
        var plain = new byte[4];

        aes.Decrypt(bytes.AsSpan(16..28), bytes.AsSpan(44..), bytes.AsSpan(28..44), plain, "v2:\np\nA"u8);

        Assert.Equal("text"u8, plain);
    }
}
