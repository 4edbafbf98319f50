using Plimsoll.Oci;
using Plimsoll.Signing.Keys;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Keys;

public sealed class SignerFactoryTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public SignerFactoryTests() => OpenSsl.CreateKey(_folder.Path);

    [Theory]
    [InlineData("pkcs8 -topk8 -nocrypt -in key.pem -out used.pem")]
    [InlineData("pkcs8 -topk8 -in key.pem -out used.pem -passout pass:horse-battery")]
    [InlineData("pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out used.pem -passout pass:horse-battery")]
    [InlineData("ec -in key.pem -out used.pem")]
    public async Task Keys_that_openssl_writes_sign_what_openssl_verifies(string arguments)
    {
        OpenSsl.Run(_folder.Path, arguments);
        _environment[PrivateKeySigner.PasswordVariable] = "horse-battery";

        using var signer = Open("used.pem");
        var signature = await signer.SignAsync("some data"u8.ToArray(), CancellationToken.None);

        Assert.True(OpenSsl.Verifies(_folder.Path, "key.pub", "some data", signature));
        Assert.False(OpenSsl.Verifies(_folder.Path, "key.pub", "other data", signature));
    }

    [Fact]
    public async Task A_key_with_its_parameters_before_it_and_a_key_of_384_bits_are_read()
    {
        OpenSsl.Run(_folder.Path, "ecparam -genkey -name secp384r1 -out used.pem");
        OpenSsl.Run(_folder.Path, "pkey -in used.pem -pubout -out used.pub");
        Assert.Contains("EC PARAMETERS", File.ReadAllText(_folder["used.pem"]));

        using var signer = Open("used.pem");

        Assert.True(OpenSsl.Verifies(_folder.Path, "used.pub", "x", await signer.SignAsync("x"u8.ToArray(), CancellationToken.None)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_may_be_in_an_environment_variable_also_in_one_line(bool oneLine)
    {
        var text = File.ReadAllText(_folder["key.pem"]);
        _environment["SIGN_KEY"] = oneLine ? text.Replace("\n", "\\n", StringComparison.Ordinal) : text;

        using var signer = Open("env:SIGN_KEY");

        Assert.True(OpenSsl.Verifies(_folder.Path, "key.pub", "x", await signer.SignAsync("x"u8.ToArray(), CancellationToken.None)));
    }

    [Fact]
    public async Task A_key_may_be_the_reference_itself_which_no_message_shows()
    {
        var reference = KeyReference.Parse(File.ReadAllText(_folder["key.pem"]));

        using var signer = new SignerFactory(_ => null, _folder.Path, TimeProvider.System).Open(reference);

        Assert.Equal("the key that is given as text", reference.ToString());
        Assert.True(OpenSsl.Verifies(_folder.Path, "key.pub", "x", await signer.SignAsync("x"u8.ToArray(), CancellationToken.None)));
    }

    [Fact]
    public void A_wrong_or_missing_password_says_where_it_is_taken_from_and_not_what_it_is()
    {
        OpenSsl.Run(_folder.Path, "pkcs8 -topk8 -in key.pem -out used.pem -passout pass:horse-battery");

        var missing = Assert.Throws<PlimsollException>(() => Open("used.pem"));
        Assert.Contains("used.pem cannot be used to sign: it is encrypted", missing.Message);
        Assert.Contains("PLIMSOLL_SIGN_KEY_PASSWORD", missing.Advice);

        _environment[PrivateKeySigner.PasswordVariable] = "correct-staple";
        var wrong = Assert.Throws<PlimsollException>(() => Open("used.pem"));
        Assert.Contains("the password is not right", wrong.Message);
        Assert.DoesNotContain("correct-staple", wrong.ToString() + wrong.Advice);
    }

    [Theory]
    [InlineData("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----", "cosign's own form", "cosign import-key-pair")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END EC PRIVATE KEY-----", "OpenSSL's old form", "openssl pkcs8 -topk8")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "the form of SSH", "openssl")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "can be decoded", "openssl")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "it holds a public key", "openssl")]
    [InlineData("nothing", "no private key", "openssl")]
    public void Forms_that_are_not_read_are_named_with_the_command_that_converts(string text, string reason, string advice)
    {
        _folder.Write("used.pem", text);

        var exception = Assert.Throws<PlimsollException>(() => Open("used.pem"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(reason, exception.Message);
        Assert.Contains(advice, exception.Advice);
    }

    [Theory]
    [InlineData("genpkey -algorithm ED25519 -out used.pem", "not an ECDSA key")]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp521r1 -out used.pem", "ECDSA P-521 is not supported")]
    [InlineData("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out used.pem", "not an ECDSA key")]
    public void Kinds_of_keys_that_do_not_sign_are_refused(string arguments, string reason)
    {
        OpenSsl.Run(_folder.Path, arguments);

        Assert.Contains(reason, Assert.Throws<PlimsollException>(() => Open("used.pem")).Message);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Open("missing.pem")).Kind);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Open("env:MISSING")).Kind);
    }

    [Fact]
    public void A_key_that_is_not_that_of_the_given_public_key_is_refused()
    {
        var exception = Assert.Throws<PlimsollException>(() => Factory().Open(KeyReference.Parse("key.pem"), TestKeys.Other.PublicKey));

        Assert.Contains("not the public key that is given", exception.Message);
    }

    [Theory]
    [InlineData("awskms:///alias/x", "'awskms://'")]
    [InlineData("env:", "empty")]
    [InlineData("command: ", "empty")]
    [InlineData("", "empty")]
    public void A_reference_that_names_nothing_is_refused(string reference, string reason) =>
        Assert.Contains(reason, Assert.Throws<PlimsollException>(() => KeyReference.Parse(reference)).Message);

    [Theory]
    [InlineData("awskms:///alias/x", "'awskms://'", "cosign public-key --key awskms:///alias/x")]
    [InlineData("env:", "The key to verify with is empty", "Give a file or 'env:NAME'")]
    [InlineData("command:sign", "A command does not give a public key", "Give a file or 'env:NAME'")]
    public void A_public_key_is_one_to_verify_with(string reference, string reason, string advice)
    {
        var exception = Assert.Throws<PlimsollException>(() => Factory().ReadPublicKeys(reference));

        Assert.Contains(reason, exception.Message);
        Assert.Contains(advice, exception.Advice);
    }

    public void Dispose() => _folder.Dispose();

    private SignerFactory Factory() => new(_environment.GetValueOrDefault, _folder.Path, TimeProvider.System);

    private ISigner Open(string reference) => Factory().Open(KeyReference.Parse(reference));
}
