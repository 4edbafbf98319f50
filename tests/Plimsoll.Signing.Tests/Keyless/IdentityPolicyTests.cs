using Plimsoll.Oci;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keyless.Certificates;

namespace Plimsoll.Signing.Tests.Keyless;

public class IdentityPolicyTests
{
    private const string Issuer = "https://token.actions.githubusercontent.com";
    private const string Name = "https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v2.1.0";

    [Theory]
    [InlineData(Issuer, Name, true)]
    [InlineData(Issuer, "HTTPS://github.com/acme/app/.github/workflows/release.yml@refs/tags/v2.1.0", false)]
    [InlineData(Issuer, Name + "0", false)]
    [InlineData(Issuer + "/", Name, false)]
    [InlineData(null, Name, false)]
    [InlineData(Issuer, null, false)]
    public void A_name_counts_with_its_issuer_and_each_character(string? issuer, string? name, bool matches) =>
        Assert.Equal(matches, IdentityPolicy.Exactly(Issuer, Name).Matches(new CertificateIdentity(name, issuer)));

    /// <summary>As by itself it would also match in the middle of a name that somebody else chose.</summary>
    [Theory]
    [InlineData(@"https://github\.com/acme/app/\.github/workflows/release\.yml@refs/tags/v.*", true)]
    [InlineData(@"https://github\.com/acme/", false)]
    [InlineData(@".*release\.yml@.*", true)]
    [InlineData(@"release\.yml", false)]
    [InlineData(@"a|https://.*|b", true)]
    [InlineData(@"https://github\.com/acme/app|x", false)]
    [InlineData(@"^https://.*$", true)]
    public void A_pattern_matches_the_whole_name(string pattern, bool matches) =>
        Assert.Equal(matches, IdentityPolicy.Matching(Issuer, pattern).Matches(new CertificateIdentity(Name, Issuer)));

    [Theory]
    [InlineData("a)|(?:b")]
    [InlineData("(")]
    [InlineData("(?=x)x")]
    [InlineData(@"(a)\1")]
    [InlineData(" ")]
    public void A_pattern_that_is_not_valid_is_a_mistake(string pattern)
    {
        var exception = Assert.Throws<PlimsollException>(() => IdentityPolicy.Matching(Issuer, pattern));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("'identity-regex'", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_identity_needs_both_of_its_parts()
    {
        Assert.Throws<PlimsollException>(() => IdentityPolicy.Exactly(" ", Name));
        Assert.Throws<PlimsollException>(() => IdentityPolicy.Exactly(Issuer, ""));
        Assert.Throws<PlimsollException>(() => IdentityPolicy.Matching("", ".*"));
        Assert.Throws<PlimsollException>(() => IdentityPolicy.Matching(Issuer, new string('a', 1001)));
    }
}
