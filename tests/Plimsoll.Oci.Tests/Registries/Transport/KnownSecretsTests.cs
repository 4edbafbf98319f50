using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Tests.Registries.Transport;

public class KnownSecretsTests
{
    private const string Secret = "p4ss/+=&\"%w0rd";

    private readonly KnownSecrets _secrets = new();

    public KnownSecretsTests() => _secrets.Add(Secret);

    [Theory]
    [InlineData(Secret)]
    [InlineData("p4ss%2F%2B%3D%26%22%25w0rd")]
    [InlineData("p4ss%2f%2b%3d%26%22%25w0rd")]
    [InlineData("p4ss%252F%252B%253D%2526%2522%2525w0rd")]
    [InlineData("""p4ss/\u002B=\u0026\u0022%w0rd""")]
    [InlineData("""p4ss/\u002b=\u0026\u0022%w0rd""")]
    [InlineData("""p4ss/+=&\"%w0rd""")]
    [InlineData("p4ss/+=&amp;&quot;%w0rd")]
    [InlineData("p4ss/+=&amp;&#34;%w0rd")]
    [InlineData("P4SS/+=&\"%W0RD")]
    public void A_secret_is_left_out_however_it_is_written(string form) => Assert.Equal("you sent …!", _secrets.Hide($"you sent {form}!"));

    /// <summary>What a server says is shown on one line, without blanks at its end.</summary>
    [Theory]
    [InlineData("pass<word ", "pass\\u003Cword")]
    [InlineData("pass<word ", "pass&lt;word")]
    [InlineData("pass  \"word", "pass \\\"word")]
    public void A_secret_with_blanks_is_left_out_of_a_text_that_was_made_one_line(string secret, string form)
    {
        _secrets.Add(secret);

        Assert.Equal("you sent …", _secrets.Hide($"you sent {form}"));
    }

    /// <summary>A few characters may be left at either end: they hold bits of what is beside the secret, and at most one byte of it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("a:")]
    [InlineData("ann:")]
    [InlineData("ab:")]
    public void It_is_left_out_of_base64_whatever_stands_before_it(string before)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + "x"));
        foreach (var form in new[] { text, text.Replace('+', '-').Replace('/', '_').TrimEnd('=') })
            Assert.True(_secrets.Hide(form).Length <= (before.Length + 1) * 4 / 3 + 5, _secrets.Hide(form));
    }

    /// <summary>Texts are cut to a length, with an ellipsis, before or after secrets are left out of them.</summary>
    [Fact]
    public void Its_beginning_is_left_out_where_the_rest_was_cut_off()
    {
        for (var length = 6; length < Secret.Length; length++)
            Assert.Equal("you sent …", _secrets.Hide($"you sent {Secret[..length]}…"));
    }

    [Fact]
    public void Nothing_is_left_of_any_secret() => Gen.Select(Gen.String[Gen.Char[' ', '~'], 6, 40].Where(secret => secret.Trim().Length >= 6), Gen.Int[0, 60]).Sample((secret, at) =>
    {
        var secrets = new KnownSecrets();
        secrets.Add(secret);
        string[] forms = [secret, Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), JsonEncodedText.Encode(secret).Value];
        foreach (var form in forms)
        {
            var hidden = secrets.Hide(Redaction.Text(new string('.', at) + form, 64));
            Assert.DoesNotContain(form.Trim(), hidden.Replace(" ", "", StringComparison.Ordinal) is "…" or "" ? "" : hidden.TrimStart('.'), StringComparison.Ordinal);
        }
    });

    [Fact]
    public void What_is_too_short_to_hide_changes_no_text()
    {
        var secrets = new KnownSecrets();
        secrets.Add("error");

        Assert.Equal("an error…", secrets.Hide("an error…"));
    }
}
